"""All guesses about one document settled in two passes, the second with what the first has learnt from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from extract.candidates import Candidate, Settled
from extract.coreference import knowledge, recurring, without_namesake_places
from extract.linking import Linker
from extract.proposing import proposals
from extract.resolve import resolve
from store.model import Proposal

# The score below which a span is no proposal.
THRESHOLD = 0.4


def settle(
    text: str,
    candidates: Iterable[Candidate],
    *,
    threshold: float = THRESHOLD,
    linker: Linker | None = None,
    published: str | None = None,
) -> list[Proposal]:
    """The proposals for a document, in order, none overlapping another.

    Args:
        text: the whole document.
        candidates: what all origins guess about it.
        threshold: the score, from 0 to 1, that a proposal needs.
        linker: what links names that are spelt another way and tells records of one name apart, if that is to be done.
        published: the ISO date of the document's publication.
    """

    def settled(guesses: list[Candidate]) -> list[Settled]:
        found = resolve(guesses, threshold=threshold)
        return linker.respelt(text, found) if linker else found

    guesses = list(candidates)
    first = settled(guesses)
    known = knowledge(text, first)
    guesses = [*without_namesake_places(text, guesses, known), *_new(first, recurring(text, known))]
    return proposals(text, settled(guesses), known, guesses, linker, published)


def _new(settled: list[Settled], candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that say something new: no part of a settled span, and not the very thing settled there."""
    starts = [each.start for each in settled]
    new: list[Candidate] = []
    for candidate in candidates:
        position = bisect_right(starts, candidate.start) - 1
        if position >= 0:
            each = settled[position]
            if candidate.end < each.end or (candidate.end == each.end and candidate.start > each.start):
                continue
            if candidate.end == each.end and candidate.kind is each.kind and candidate.trust <= each.score:
                continue
        new.append(candidate)
    return new
