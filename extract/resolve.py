"""One set of spans out of many guesses: the longest and most trusted first, agreement raising the score."""

from __future__ import annotations

from collections.abc import Iterable

from extract.candidates import Candidate, Settled
from store.model import Kind, Origin

# What a code point of length is worth against a point of trust, and up to which length.
_LENGTH_WORTH = 0.008
_MOST_LENGTH = 30
# How much a strong vote for another kind takes off the winner's score.
_DISSENT = 0.3
# A record's name trusted more than this is known to be of its kind, where form and model only guess: it counts twice.
_SURE = 0.7
# A guess trusted less than this contradicts nobody.
_EARNEST = 0.5


def resolve(candidates: Iterable[Candidate], *, threshold: float = 0.0) -> list[Settled]:
    """The spans that hold, in order, none overlapping another.

    Votes for the same span and kind by different origins add up as independent evidence does. Of overlapping
    spans the one with the higher score wins, a longer one having a small advantage.

    Args:
        candidates: the guesses, in any order; empty spans are left out.
        threshold: the score, from 0 to 1, that a span needs.
    """
    by_span: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in candidates:
        if candidate[0] < candidate[1]:
            by_span.setdefault((candidate[0], candidate[1]), []).append(candidate)
    settled = [_elected(start, end, votes) for (start, end), votes in by_span.items()]
    settled = [each for each in settled if each.score >= threshold]
    settled.sort(key=_place)
    taken: list[Settled] = []
    rivals: list[Settled] = []
    end = 0
    for each in settled:
        if each.start >= end:
            taken.extend(_winners(rivals))
            rivals = []
        rivals.append(each)
        end = max(end, each.end)
    taken.extend(_winners(rivals))
    return taken


def _winners(rivals: list[Settled]) -> list[Settled]:
    """Those of a group of spans, each touching another, that stand when the best are taken first; in order."""
    if len(rivals) < 2:
        return rivals
    taken: list[Settled] = []
    for each in sorted(rivals, key=_precedence):
        beside = [at for at, other in enumerate(taken) if other.start < each.end and each.start < other.end]
        if not beside:
            taken.append(each)
        for at in beside:
            taken[at] = _contradicted(taken[at], each)
    taken.sort(key=_place)
    return taken


def _contradicted(winner: Settled, loser: Settled) -> Settled:
    """A winner that knows of a loser by another origin, if that took in more than a part of its words."""
    guess = loser.votes[0]
    is_part = winner.start <= loser.start and loser.end <= winner.end
    is_other = guess.origin is not winner.votes[0].origin and loser.kind is not winner.kind
    if is_part or not is_other or guess.trust < max(_EARNEST, winner.dissent.trust if winner.dissent else 0.0):
        return winner
    return winner._replace(dissent=guess)


def _place(settled: Settled) -> tuple[int, int]:
    return settled.start, -settled.end


def _precedence(settled: Settled) -> tuple[float, int, int]:
    length = settled.end - settled.start
    return -(settled.score + _LENGTH_WORTH * min(length, _MOST_LENGTH)), settled.start, -length


def _elected(start: int, end: int, votes: list[Candidate]) -> Settled:
    if len(votes) == 1:
        return Settled(start, end, votes[0].kind, votes[0].trust, (votes[0],))
    best: dict[tuple[Kind, Origin], float] = {}
    for vote in votes:
        key = (vote.kind, vote.origin)
        best[key] = max(best.get(key, 0.0), vote.trust)
    doubts: dict[Kind, float] = {}
    for (kind, origin), trust in best.items():
        doubt = 1.0 - trust
        if origin is Origin.RECORD_NAME and trust > _SURE:
            doubt *= doubt
        doubts[kind] = doubts.get(kind, 1.0) * doubt
    ranking = sorted((doubt, kind) for kind, doubt in doubts.items())
    score = 1.0 - ranking[0][0]
    if len(ranking) > 1:
        score *= 1.0 - _DISSENT * (1.0 - ranking[1][0])
    kind = ranking[0][1]
    agreeing = sorted((vote for vote in votes if vote.kind is kind), key=lambda vote: -vote.trust)
    others = (v for v in votes if v.kind is not kind and v.origin is not agreeing[0].origin and v.trust >= _EARNEST)
    return Settled(start, end, kind, score, tuple(agreeing), max(others, key=lambda vote: vote.trust, default=None))
