"""One guess about one span, before the guesses of all origins are resolved into one set of mentions."""

from __future__ import annotations

from typing import NamedTuple

from store.model import Kind, Origin


class Candidate(NamedTuple):
    """One guess about one span.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        kind: what the span would be.
        origin: who guesses.
        trust: how often such a guess is right, from 0 to 1.
        reason: why, in plain words for a person, without a closing full stop.
        name: the canonical name where the origin knows it, else empty.
        record_id: the record where the origin knows it.
    """

    start: int
    end: int
    kind: Kind
    origin: Origin
    trust: float
    reason: str
    name: str = ""
    record_id: str | None = None


class Settled(NamedTuple):
    """One span that won over all others.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        kind: its kind.
        score: from 0 to 1.
        votes: the guesses for it, the most trusted first.
        dissent: what another origin guessed here instead, the most trusted of that; None where all agree.
    """

    start: int
    end: int
    kind: Kind
    score: float
    votes: tuple[Candidate, ...]
    dissent: Candidate | None = None
