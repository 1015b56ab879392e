"""How well predicted mentions are linked to records, where gold ones have canonical names alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.evaluate import Score
from extract.folding import fold
from store.model import Annotation, Kind, Name


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Agreement on records.

    Args:
        links: predicted links that are right and wrong, and gold mentions of known names that lack a right one.
        unknown: gold mentions that were found and whose names no record bears.
        provisional: those of them that were left without a record.
    """

    links: Score
    unknown: int
    provisional: int

    @property
    def unknown_accuracy(self) -> float:
        """The share of what no record knows that was linked to none, 0 to 1; 0 where there is nothing unknown."""
        return self.provisional / self.unknown if self.unknown else 0.0


def links(documents: Iterable[tuple[Sequence[Annotation], Sequence[Annotation]]], names: Iterable[Name]) -> LinkScore:
    """Score links to records.

    A link is right if a gold mention of the same span has a canonical name that its record bears, as its own or as
    another one, whatever the case, accents and marks. Recall is over the gold mentions whose canonical names some
    record of their kind bears. Dates are left out.

    Args:
        documents: for each document its gold and its predicted mentions, in any order.
        names: the names of all records.
    """
    bearers: dict[str, set[str]] = {}
    kinds: set[tuple[str, Kind]] = set()
    for name in names:
        key = _key(name.text)
        bearers.setdefault(key, set()).add(name.record_id)
        kinds.add((key, name.kind))
    right = linked = known = unknown = provisional = 0
    for gold, predicted in documents:
        golden = {(mention.start, mention.end): mention for mention in gold if mention.kind is not Kind.DATE}
        found = {(mention.start, mention.end): mention for mention in predicted if mention.kind is not Kind.DATE}
        linked += sum(mention.record_id is not None for mention in found.values())
        for span, mention in golden.items():
            key = _key(mention.name)
            guess = found.get(span)
            is_known = (key, mention.kind) in kinds
            known += is_known
            if guess is not None:
                right += is_known and guess.record_id is not None and guess.record_id in bearers[key]
                if key not in bearers:
                    unknown += 1
                    provisional += guess.record_id is None
    return LinkScore(Score(right, linked - right, known - right), unknown, provisional)


def links_as_table(score: LinkScore) -> str:
    """The scores as two lines that stand below those of `evaluate.as_table`; a dash stands for an undefined figure."""
    figures = (
        (score.links.precision, score.links.predicted),
        (score.links.recall, score.links.gold),
        (score.links.f1, score.links.gold + score.links.predicted),
    )
    cells = "".join(f"{figure:>8.3f}" if of else f"{'-':>8}" for figure, of in figures)
    accuracy = f"{score.unknown_accuracy:>8.3f}" if score.unknown else f"{'-':>8}"
    return (
        f"{'links to records':<24}{score.links.gold:>7}{cells}\n"
        f"{'unknown, left unlinked':<24}{score.unknown:>7}{accuracy}"
    )


def links_as_dict(score: LinkScore) -> dict[str, float]:
    """The scores as JSON can hold them; undefined figures are 0."""
    return {
        "known": score.links.gold,
        "linked": score.links.predicted,
        "right": score.links.true_positives,
        "precision": score.links.precision,
        "recall": score.links.recall,
        "f1": score.links.f1,
        "unknown": score.unknown,
        "unknown_left_unlinked": score.provisional,
        "unknown_accuracy": score.unknown_accuracy,
    }


def _key(name: str) -> str:
    return " ".join(fold(name.replace("'", "").replace("’", "")).split())
