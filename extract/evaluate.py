"""How well predicted mentions agree with gold ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from store.model import Annotation, Kind

CORE_KINDS = (Kind.AGENCY, Kind.PERSON, Kind.MISSION)
CORE = "AGENCY, PERSON, MISSION"
TOTAL = "all kinds"
_TABLE_HEAD = (
    f"{'':<24}{'':>7}{'strict':>8}{'':>16}   {'overlapping':>11}\n"
    f"{'kind':<24}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}   {'P':>8}{'R':>8}{'F1':>8}"
)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of agreement, and the three figures made of them.

    A figure whose denominator is zero is undefined and given as 0: precision where nothing was predicted, recall
    where there is no gold, F1 where there is neither.
    """

    true_positives: int = 0
    false_positives: int = 0
    false_negatives: int = 0

    @property
    def gold(self) -> int:
        """How many gold mentions there are."""
        return self.true_positives + self.false_negatives

    @property
    def predicted(self) -> int:
        """How many mentions were predicted."""
        return self.true_positives + self.false_positives

    @property
    def precision(self) -> float:
        """The share of the predicted that is right, 0 to 1."""
        return self.true_positives / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found, 0 to 1."""
        return self.true_positives / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.true_positives / (self.gold + self.predicted) if self.gold + self.predicted else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.true_positives + other.true_positives,
            self.false_positives + other.false_positives,
            self.false_negatives + other.false_negatives,
        )


@dataclass(frozen=True, slots=True)
class NamesScore:
    """Agreement on which mentions of a document share a name: B-cubed, averaged over `mentions`.

    The mentions are those whose spans both sides have; with none of them both figures are undefined and given as 0.
    """

    mentions: int = 0
    precision: float = 0.0
    recall: float = 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a set of documents.

    Args:
        documents: how many there were.
        strict: for each kind, mentions of the same start, end and kind.
        overlapping: for each kind, mentions of the same kind whose spans share a character, each counted once.
        names: agreement on canonical names within a document.
    """

    documents: int
    strict: Mapping[Kind, Score]
    overlapping: Mapping[Kind, Score]
    names: NamesScore

    def total(self, scores: Mapping[Kind, Score], kinds: Iterable[Kind] = tuple(Kind)) -> Score:
        """The micro total of some kinds: their counts added up."""
        return sum((scores[kind] for kind in kinds), Score())


class ErrorCategory(StrEnum):
    """What is wrong with a mention."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WRONG_KIND = "wrong kind"
    WRONG_BOUNDARIES = "wrong boundaries"


class MentionError(NamedTuple):
    """One disagreement; `gold` is None for a spurious mention, `predicted` for a missed one."""

    category: ErrorCategory
    gold: Annotation | None
    predicted: Annotation | None


def evaluate(documents: Iterable[tuple[Sequence[Annotation], Sequence[Annotation]]]) -> Evaluation:
    """Score predictions against gold, document by document.

    Names are scored by B-cubed (A. Bagga and B. Baldwin, "Algorithms for Scoring Coreference Chains", LREC 1998
    workshop on linguistic coreference). The mentions of a document that carry the same canonical name form a cluster.
    For each mention whose span both sides have, precision is the share of its predicted cluster that also stands in
    its gold cluster, recall the share of its gold cluster that also stands in its predicted one; clusters count only
    such shared mentions, and the figures are averaged over the mentions of all documents. Whether the names
    themselves read alike does not matter, nor do the kinds.

    Args:
        documents: for each document its gold and its predicted mentions, in any order.
    """
    strict = dict.fromkeys(Kind, Score())
    overlapping = dict.fromkeys(Kind, Score())
    count = shared = 0
    precision = recall = 0.0
    for gold, predicted in documents:
        count += 1
        for kind in Kind:
            golden = [mention for mention in gold if mention.kind == kind]
            guessed = [mention for mention in predicted if mention.kind == kind]
            if not golden and not guessed:
                continue
            same = len(_same_spans(golden, guessed))
            touching = same + len(_overlaps(*_without_same_spans(golden, guessed)))
            strict[kind] += _score(same, golden, guessed)
            overlapping[kind] += _score(touching, golden, guessed)
        names = _names(gold, predicted)
        shared += names.mentions
        precision += names.precision * names.mentions
        recall += names.recall * names.mentions
    names = NamesScore(shared, precision / shared, recall / shared) if shared else NamesScore()
    return Evaluation(count, strict, overlapping, names)


def errors(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> list[MentionError]:
    """The disagreements over one document, in the order of the text.

    A predicted mention with a gold mention's span and another kind is a wrong kind; one that overlaps a gold mention
    of its kind has wrong boundaries, each gold mention being used once. What differs in both is spurious, and the
    gold mention beneath it missed.
    """
    right = Counter((mention.start, mention.end, mention.kind) for mention in gold) & Counter(
        (mention.start, mention.end, mention.kind) for mention in predicted
    )
    golden, guessed = _drop(gold, right), _drop(predicted, right)
    found: list[MentionError] = []
    for one, other in _same_spans(golden, guessed):
        found.append(MentionError(ErrorCategory.WRONG_KIND, one, other))
    golden, guessed = _without_same_spans(golden, guessed)
    matched: set[int] = set()
    for kind in Kind:
        for one, other in _overlaps(
            [mention for mention in golden if mention.kind == kind],
            [mention for mention in guessed if mention.kind == kind],
        ):
            found.append(MentionError(ErrorCategory.WRONG_BOUNDARIES, one, other))
            matched |= {id(one), id(other)}
    found += [MentionError(ErrorCategory.MISSED, one, None) for one in golden if id(one) not in matched]
    found += [MentionError(ErrorCategory.SPURIOUS, None, one) for one in guessed if id(one) not in matched]
    return sorted(found, key=_place)


def as_table(evaluation: Evaluation) -> str:
    """The scores as plain text, a line for each kind that occurs; a dash stands for an undefined figure."""
    rows: list[tuple[str, Score, Score]] = [
        (kind.value, evaluation.strict[kind], evaluation.overlapping[kind])
        for kind in Kind
        if evaluation.strict[kind].gold or evaluation.strict[kind].predicted
    ]
    for label, kinds in ((CORE, CORE_KINDS), (TOTAL, tuple(Kind))):
        rows.append(
            (label, evaluation.total(evaluation.strict, kinds), evaluation.total(evaluation.overlapping, kinds))
        )
    lines = [_TABLE_HEAD]
    lines += [f"{label:<24}{strict.gold:>7}{cells(strict)}   {cells(loose)}" for label, strict, loose in rows]
    names = evaluation.names
    columns = "".join(
        f"{figure:>8.3f}" if names.mentions else f"{'-':>8}" for figure in (names.precision, names.recall, names.f1)
    )
    lines += ["", f"{'names (B-cubed)':<24}{names.mentions:>7}{columns}"]
    return "\n".join(line.rstrip() for line in "\n".join(lines).split("\n"))


def as_dict(evaluation: Evaluation) -> dict[str, object]:
    """The scores as JSON can hold them; undefined figures are 0."""

    def both(kinds: Iterable[Kind]) -> dict[str, object]:
        chosen = tuple(kinds)
        return {
            "strict": figures(evaluation.total(evaluation.strict, chosen)),
            "overlapping": figures(evaluation.total(evaluation.overlapping, chosen)),
        }

    names = evaluation.names
    return {
        "documents": evaluation.documents,
        "kinds": {kind.value: both((kind,)) for kind in Kind},
        "core": both(CORE_KINDS),
        "total": both(Kind),
        "names": {
            "mentions": names.mentions,
            "precision": names.precision,
            "recall": names.recall,
            "f1": names.f1,
        },
    }


def _score(agreeing: int, gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> Score:
    return Score(agreeing, len(predicted) - agreeing, len(gold) - agreeing)


def _same_spans(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> list[tuple[Annotation, Annotation]]:
    """Pairs of the same span, each mention in one pair at most."""
    waiting: dict[tuple[int, int], list[Annotation]] = {}
    for mention in predicted:
        waiting.setdefault((mention.start, mention.end), []).append(mention)
    pairs = []
    for mention in gold:
        candidates = waiting.get((mention.start, mention.end))
        if candidates:
            pairs.append((mention, candidates.pop(0)))
    return pairs


def _without_same_spans(
    gold: Sequence[Annotation], predicted: Sequence[Annotation]
) -> tuple[list[Annotation], list[Annotation]]:
    pairs = _same_spans(gold, predicted)
    paired = {id(mention) for pair in pairs for mention in pair}
    return [one for one in gold if id(one) not in paired], [one for one in predicted if id(one) not in paired]


def _drop(mentions: Sequence[Annotation], right: Mapping[tuple[int, int, Kind], int]) -> list[Annotation]:
    """The mentions but for those that the other side has too."""
    left = Counter(right)
    kept = []
    for mention in mentions:
        key = (mention.start, mention.end, mention.kind)
        if left[key] > 0:
            left[key] -= 1
        else:
            kept.append(mention)
    return kept


def _overlaps(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> list[tuple[Annotation, Annotation]]:
    """Pairs of spans that share a character, each mention in one pair at most.

    Walking both sides by position finds as many pairs as there can be where the mentions of a side do not overlap
    each other, which the convention forbids.
    """
    golden, guessed = sorted(gold, key=_span), sorted(predicted, key=_span)
    pairs = []
    one = other = 0
    while one < len(golden) and other < len(guessed):
        left, right = golden[one], guessed[other]
        if left.start < right.end and right.start < left.end:
            pairs.append((left, right))
            one, other = one + 1, other + 1
        elif left.end <= right.start:
            one += 1
        else:
            other += 1
    return pairs


def _span(mention: Annotation) -> tuple[int, int]:
    return mention.start, mention.end


def _names(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> NamesScore:
    pairs = _same_spans(gold, predicted)
    if not pairs:
        return NamesScore()
    golden = Counter(one.name for one, _ in pairs)
    guessed = Counter(other.name for _, other in pairs)
    common = Counter((one.name, other.name) for one, other in pairs)
    # Each of the `size` mentions with both names has `size` companions that the two clusters share.
    precision = sum(size * size / guessed[other] for (_, other), size in common.items())
    recall = sum(size * size / golden[one] for (one, _), size in common.items())
    return NamesScore(len(pairs), precision / len(pairs), recall / len(pairs))


def _place(error: MentionError) -> tuple[int, int, str]:
    mention = error.gold or error.predicted
    assert mention is not None
    return mention.start, mention.end, error.category


def cells(score: Score) -> str:
    """The three figures of a score as columns; a dash stands for an undefined one."""
    columns = (
        (score.precision, score.predicted),
        (score.recall, score.gold),
        (score.f1, score.gold + score.predicted),
    )
    return "".join(f"{figure:>8.3f}" if of else f"{'-':>8}" for figure, of in columns)


def figures(score: Score) -> dict[str, float]:
    """The counts and figures of a score as JSON can hold them; undefined figures are 0."""
    return {
        "true_positives": score.true_positives,
        "false_positives": score.false_positives,
        "false_negatives": score.false_negatives,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }
