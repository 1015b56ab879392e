"""Spans of a text: which have room beside those that people decided on, and what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from store.model import State

#: How much is shown before and behind some words, in characters.
_CONTEXT = 60
_GAP = re.compile(r"[ \n]")


def in_context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Some of the text before a span, its words, and some behind it; cut between words, with an ellipsis each."""
    first, last = max(0, start - _CONTEXT), end + _CONTEXT
    before, after = text[first:start], text[end:last]
    if first > 0:
        gap = _GAP.search(before[:-1])
        before = f"…{before[gap.end() :] if gap else before}"
    if last < len(text):
        last_gap = max(after.rfind(" "), after.rfind("\n"))
        after = f"{after[:last_gap] if last_gap > 0 else after}…"
    return before, text[start:end], after


def beside(spans: Sequence[tuple[int, int]], decided: Iterable[tuple[int, int, str]]) -> list[int]:
    """The positions of the spans that stand beside what people decided.

    An accepted span leaves no room for another that overlaps it; a rejected one forbids the same span.

    Args:
        spans: starts and ends.
        decided: starts, ends and states, of which no two accepted ones overlap.
    """
    rejected, accepted = set(), []
    for at, to, state in decided:
        if state == State.REJECTED:
            rejected.add((at, to))
        else:
            accepted.append((at, to))
    accepted.sort()
    starts = [at for at, _ in accepted]
    standing = []
    for index, (start, end) in enumerate(spans):
        before = bisect_left(starts, end) - 1
        if (start, end) not in rejected and (before < 0 or accepted[before][1] <= start):
            standing.append(index)
    return standing
