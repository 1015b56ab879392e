"""Scores that mean something: of the mentions scored 0.8, eight in ten are right.

The raw score of a resolved span is turned into the share of right ones that held-out texts showed for such
scores, by isotonic regression (pool adjacent violators; Zadrozny and Elkan 2002).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

#: Fewer examples than this say too little for a step of their own.
_LEAST = 60

#: Beside a model: the steps by which its scores are to be read.
CALIBRATION_FILE = "calibration.json"


class Step(NamedTuple):
    """From this raw score on, such a share is right, from 0 to 1."""

    raw: float
    right: float


class Reliability(NamedTuple):
    """Mentions of one tenth of the scale: how many, their mean score, and the share that was right."""

    mentions: int
    score: float
    right: float


def fit(examples: Iterable[tuple[float, bool]]) -> list[Step]:
    """The steps that fit examples best among those that never fall.

    Args:
        examples: for each held-out mention its raw score, from 0 to 1, and whether it was right.
    """
    pools: list[tuple[float, int, int]] = []
    for raw, alike in groupby(sorted(examples), key=itemgetter(0)):
        truths = [right for _, right in alike]
        pools.append((raw, sum(truths), len(truths)))
        while len(pools) > 1 and (_share(pools[-2]) >= _share(pools[-1]) or pools[-2][2] < _LEAST):
            _, more_right, more = pools.pop()
            first, were_right, were = pools.pop()
            pools.append((first, were_right + more_right, were + more))
    return [Step(raw, round(_share((raw, right, count)), 4)) for raw, right, count in pools]


def _share(pool: tuple[float, int, int]) -> float:
    # One right and one wrong example are added, so that no step promises certainty.
    return (pool[1] + 1) / (pool[2] + 2)


def calibrated(raw: float, steps: Sequence[Step]) -> float:
    """The share of right mentions among those of a raw score; the score itself if nothing has been fitted."""
    if not steps:
        return raw
    return steps[max(0, bisect_right(steps, raw, key=lambda step: step.raw) - 1)].right


def reliability(examples: Iterable[tuple[float, bool]]) -> list[Reliability]:
    """How scores and truth agree, a row for each tenth of the scale that has mentions, the lowest first.

    Args:
        examples: for each mention its score and whether it was right.
    """
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for score, right in examples:
        tenths.setdefault(min(9, int(score * 10)), []).append((score, right))
    return [
        Reliability(len(rows), sum(score for score, _ in rows) / len(rows), sum(right for _, right in rows) / len(rows))
        for _, rows in sorted(tenths.items())
    ]
