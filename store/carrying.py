"""Carrying decisions over to a new revision of a text, by the quoted words and their surroundings.

The method is that of the W3C Web Annotation TextQuoteSelector: exact text with a prefix and a suffix.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from store import decisions
from store.model import Action

_SURROUNDINGS = 64
#: The author of what the program does by itself; each mention keeps the author of its own decision.
PROGRAM = "spacetui"


def carry_over(connection: sqlite3.Connection, old_id: int, new_id: int) -> tuple[int, int]:
    """Let what people decided on one revision hold in the next one.

    Runs inside the caller's transaction. Decisions that find no place stay on the old revision, which is kept.

    Args:
        connection: the library.
        old_id: the revision that was decided on.
        new_id: the revision that takes its place.

    Returns:
        How many decisions were carried over, and how many found no place.
    """
    texts = dict(connection.execute("SELECT id, text FROM documents WHERE id IN (?, ?)", [old_id, new_id]))
    decided = connection.execute(
        "SELECT id FROM mentions WHERE document_id = ? AND state IN ('accepted', 'rejected') ORDER BY start_offset",
        [old_id],
    ).fetchall()
    changes = []
    taken: set[tuple[int, int]] = set()
    for (mention_id,) in decided:
        old = decisions.standing(connection, mention_id)
        start = find_quote(texts[old_id], old.start, old.end, texts[new_id])
        if start is None or (start, start + old.end - old.start) in taken:
            continue
        end = start + old.end - old.start
        taken.add((start, end))
        moved = replace(old, start=start, end=end)
        new_mention, unmade = decisions.unmade(connection, new_id, moved)
        changes.append((new_mention, unmade, moved))
    if changes:
        words = f"carry over {len(changes)} decisions to a new revision"
        decisions.append(connection, Action.CARRY_OVER, PROGRAM, words, changes)
    return len(changes), len(decided) - len(changes)


def find_quote(old: str, start: int, end: int, new: str) -> int | None:
    """Where a span of one text stands in another: the occurrence whose surroundings are most alike.

    Args:
        old: the text that the span is from.
        start: its start there.
        end: its end there, exclusive.
        new: the text to look in.

    Returns:
        The offset in `new`, or None if the words are gone, or if they occur several times and none of the
        surroundings is alike.
    """
    quote = old[start:end]
    prefix, suffix = old[max(0, start - _SURROUNDINGS) : start], old[end : end + _SURROUNDINGS]
    best: tuple[int, int] | None = None
    occurrences = 0
    at = new.find(quote)
    while at >= 0:
        occurrences += 1
        before = new[max(0, at - _SURROUNDINGS) : at]
        after = new[at + len(quote) : at + len(quote) + _SURROUNDINGS]
        alike = _shared(reversed(prefix), reversed(before)) + _shared(suffix, after)
        if best is None or alike > best[0]:
            best = (alike, at)
        at = new.find(quote, at + 1)
    if best is None or (occurrences > 1 and best[0] < 2):
        return None
    return best[1]


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
