"""How well predicted relations and quotations agree with gold ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from extract.evaluate import Score, cells, figures
from store.model import Annotation, Predicate, Quotation, QuotationProposal, Relation, RelationProposal, Span

_TABLE_HEAD = f"{'':<24}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}"
_EDGE = " \t\n\r\u00a0.,;:!?…-–—\"'“”„‘’‚«»‹›()[]"


class Stated(NamedTuple):
    """One document with what it states: as people marked it, and as it was extracted.

    Args:
        text: the document.
        mentions: its gold mentions, by which the ends of predicted relations are told.
        relations: its gold relations.
        quotations: its gold quotations.
        found_relations: what was extracted.
        found_quotations: what was extracted.
    """

    text: str
    mentions: Sequence[Annotation]
    relations: Sequence[Relation]
    quotations: Sequence[Quotation]
    found_relations: Sequence[RelationProposal]
    found_quotations: Sequence[QuotationProposal]


@dataclass(frozen=True, slots=True)
class StatementsScore:
    """The scores of a set of documents.

    Args:
        relations: for each predicate, relations of the same subject and object in a document, each counted once.
        quotations: direct speech of the same span, whoever the speaker.
        attributed: direct speech of the same span and speaker.
        roles: of the relations found with a role on either side, those whose roles read alike.
    """

    relations: Mapping[Predicate, Score]
    quotations: Score
    attributed: Score
    roles: tuple[int, int]

    @property
    def all_relations(self) -> Score:
        """The micro total of all predicates: their counts added up."""
        return sum(self.relations.values(), Score())


class StatementErrorCategory(StrEnum):
    """What is wrong with a statement."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WRONG_SPEAKER = "wrong speaker"
    WRONG_ROLE = "wrong role"


class StatementError(NamedTuple):
    """One disagreement.

    Args:
        category: what is wrong.
        what: the predicate of a relation, or "quotation".
        at: where it stands in the text, or None for a relation that was missed.
        gold: what people marked, in words, or None for what is spurious.
        found: what was extracted, in words, or None for what was missed.
    """

    category: StatementErrorCategory
    what: str
    at: int | None
    gold: str | None
    found: str | None


class _Triple(NamedTuple):
    subject: str
    predicate: Predicate
    object: str


def evaluate_statements(documents: Iterable[Stated]) -> StatementsScore:
    """Score relations and direct speech against gold.

    A document's relations are a set of triples. The end of a predicted one counts as the gold entity on a mention of
    which its span lies. Spans of speech are compared without the punctuation, marks and spaces at their ends; indirect
    speech is not scored, nor are roles.
    """
    relations = dict.fromkeys(Predicate, Score())
    quotations = attributed = Score()
    same_roles = roles = 0
    for document in documents:
        gold, found = _gold_triples(document), _found_triples(document)
        for predicate in {triple.predicate for triple in (*gold, *found)}:
            golden = {triple for triple in gold if triple.predicate is predicate}
            guessed = {triple for triple in found if triple.predicate is predicate}
            relations[predicate] += _score(golden, guessed)
        for triple in gold.keys() & found.keys():
            if gold[triple] or found[triple][0]:
                roles += 1
                same_roles += _same_role(gold[triple], found[triple][0])
        said, guesses = _gold_speech(document), _found_speech(document)
        quotations += _score(said.keys(), guesses.keys())
        attributed += _score(said.items(), guesses.items())
    return StatementsScore(relations, quotations, attributed, (same_roles, roles))


def statement_errors(document: Stated) -> list[StatementError]:
    """The disagreements over one document: its relations first, then its quotations in the order of the text."""
    gold, found = _gold_triples(document), _found_triples(document)
    listed: list[StatementError] = []
    for triple in sorted(gold.keys() | found.keys(), key=lambda each: (list(Predicate).index(each.predicate), each)):
        golden = _shown(triple, gold[triple]) if triple in gold else None
        role, at = found.get(triple, (None, None))
        guessed = _shown(triple, role) if triple in found else None
        if golden is None:
            category = StatementErrorCategory.SPURIOUS
        elif guessed is None:
            category = StatementErrorCategory.MISSED
        elif not _same_role(gold[triple], role):
            category = StatementErrorCategory.WRONG_ROLE
        else:
            continue
        listed.append(StatementError(category, triple.predicate.value, at, golden, guessed))
    said, guesses = _gold_speech(document), _found_speech(document)
    for span in sorted(said.keys() | guesses.keys()):
        words = document.text[span.start : span.end]
        golden = f"{said[span]}: {words}" if span in said else None
        guessed = f"{guesses[span] or 'nobody'}: {words}" if span in guesses else None
        if golden is None:
            category = StatementErrorCategory.SPURIOUS
        elif guessed is None:
            category = StatementErrorCategory.MISSED
        elif said[span] != guesses[span]:
            category = StatementErrorCategory.WRONG_SPEAKER
        else:
            continue
        listed.append(StatementError(category, "quotation", span.start, golden, guessed))
    return listed


def statements_as_table(score: StatementsScore) -> str:
    """The scores as plain text, a line for each predicate that occurs; a dash stands for an undefined figure."""
    rows = [(predicate.value, one) for predicate, one in score.relations.items() if one.gold or one.predicted]
    rows.append(("all relations", score.all_relations))
    lines = [_TABLE_HEAD, *map(_line, rows)]
    same, roles = score.roles
    if roles:
        lines.append(f"(of {roles} of them with a role, {same} have the same words)")
    lines += ["", *map(_line, [("quotations", score.quotations), ("quotations, speakers", score.attributed)])]
    return "\n".join(lines)


def statements_as_dict(score: StatementsScore) -> dict[str, object]:
    """The scores as JSON can hold them; undefined figures are 0."""
    same, roles = score.roles
    return {
        "relations": {
            "predicates": {predicate.value: figures(one) for predicate, one in score.relations.items()},
            "total": figures(score.all_relations),
            "roles": {"compared": roles, "same": same},
        },
        "quotations": {"spans": figures(score.quotations), "speakers": figures(score.attributed)},
    }


def _score(gold: Set[object], found: Set[object]) -> Score:
    right = len(gold & found)
    return Score(right, len(found) - right, len(gold) - right)


def _gold_triples(document: Stated) -> dict[_Triple, str | None]:
    return {_Triple(each.subject, Predicate(each.predicate), each.object): each.role for each in document.relations}


def _found_triples(document: Stated) -> dict[_Triple, tuple[str | None, int]]:
    """The triples that were extracted, each with its role and its place where it stands first."""
    triples: dict[_Triple, tuple[str | None, int]] = {}
    for each in sorted(document.found_relations, key=lambda found: found.start):
        subject, object_ = _entity(document, each.subject), _entity(document, each.object)
        triples.setdefault(_Triple(subject, each.predicate, object_), (each.role, each.start))
    return triples


def _gold_speech(document: Stated) -> dict[Span, str]:
    return {
        _trimmed(document.text, each.start, each.end): each.speaker for each in document.quotations if not each.indirect
    }


def _found_speech(document: Stated) -> dict[Span, str | None]:
    return {
        _trimmed(document.text, each.start, each.end): each.speaker and _entity(document, each.speaker)
        for each in document.found_quotations
        if not each.indirect
    }


def _entity(document: Stated, span: Span) -> str:
    """The name of the gold mention that shares most characters with a span, or else its words in quotation marks."""
    shared, name = max(
        ((min(each.end, span.end) - max(each.start, span.start), each.name) for each in document.mentions),
        default=(0, ""),
    )
    return name if shared > 0 else f"“{document.text[span.start : span.end]}”"


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGE))
    return Span(start, max(start, end - len(words) + len(words.rstrip(_EDGE))))


def _same_role(one: str | None, other: str | None) -> bool:
    return (one or "").casefold().split() == (other or "").casefold().split()


def _shown(triple: _Triple, role: str | None) -> str:
    words = f"{triple.subject} {triple.predicate.value} {triple.object}"
    return f"{words} ({role})" if role else words


def _line(row: tuple[str, Score]) -> str:
    label, score = row
    return f"{label:<24}{score.gold:>7}{cells(score)}"
