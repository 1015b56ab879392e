"""All guesses about one document settled in two passes, the second with what the first has learnt from it."""

from __future__ import annotations

from collections.abc import Iterable

from extract.candidates import Candidate
from extract.coreference import knowledge, recurring
from extract.linking import proposals
from extract.resolve import resolve
from store.model import Proposal

# The score below which a span is no proposal.
THRESHOLD = 0.4


def settle(text: str, candidates: Iterable[Candidate]) -> list[Proposal]:
    """The proposals for a document, in order, none overlapping another.

    Args:
        text: the whole document.
        candidates: what all origins guess about it.
    """
    guesses = list(candidates)
    known = knowledge(text, resolve(guesses, threshold=THRESHOLD))
    guesses.extend(recurring(text, known))
    return proposals(text, resolve(guesses, threshold=THRESHOLD), known)
