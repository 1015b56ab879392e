"""Carrying decisions over to a new revision of a text, by the quoted words and their surroundings.

The method is that of the W3C Web Annotation TextQuoteSelector: exact text with a prefix and a suffix. Every place of
the old text where the words stand is matched, decided or not, so that a decision whose own place is gone does not
pass to another place of the same words.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store import decisions, log
from store.log import Change
from store.model import Action
from store.standings import MentionStanding

#: How many characters before and behind must be the same, from the surest match to the loosest.
_SURROUNDINGS = ((64, 64), (24, 24), (24, 0), (0, 24), (8, 8), (8, 0), (0, 8))
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
    rows = connection.execute(
        "SELECT id FROM mentions WHERE document_id = ? AND state IN ('accepted', 'rejected') ORDER BY start_offset",
        [old_id],
    )
    decided = list(MentionStanding.read(connection, [number for (number,) in rows]).items())
    places = find_places(texts[old_id], [(old.start, old.end) for _, old in decided], texts[new_id])
    moved = [
        (origin, replace(old, start=place, end=place + old.end - old.start))
        for (origin, old), place in zip(decided, places, strict=True)
        if place is not None
    ]
    moved.sort(key=lambda pair: (pair[1].start, pair[1].end))
    changes = []
    accepted_to = 0
    for origin, standing in moved:
        if standing.is_accepted:
            if standing.start < accepted_to:
                continue
            accepted_to = standing.end
        number, unmade = decisions.unmade(connection, new_id, standing)
        changes.append(Change(number, unmade, standing, origin))
    if changes:
        words = f"carry over {len(changes)} decisions to a new revision"
        log.append(connection, Action.CARRY_OVER, PROGRAM, words, changes)
    return len(changes), len(decided) - len(changes)


def find_places(old: str, spans: Sequence[tuple[int, int]], new: str) -> list[int | None]:
    """Where spans of one text stand in another: the same words in the surroundings that are most alike.

    Args:
        old: the text that the spans are from.
        spans: their starts and ends there, exclusive.
        new: the text to look in.

    Returns:
        For each span its start in `new`, or None if its words are gone or stand in surroundings of which none is
        alike. A name that stands once in each text needs no surroundings.
    """
    places = {quote: _matches(old, new, quote) for quote in {old[start:end] for start, end in spans}}
    return [places[old[start:end]].get(start) for start, end in spans]


def _matches(old: str, new: str, quote: str) -> dict[int, int]:
    """For the places of a quotation in one text those in the other, each at most once."""
    before, behind = list(_occurrences(old, quote)), list(_occurrences(new, quote))
    is_single = len(before) == len(behind) == 1
    found: dict[int, int] = {}
    for left, right in _SURROUNDINGS:
        waiting: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
        for at in behind:
            waiting[_around(new, at, quote, left, right)].append(at)
        for at in before:
            same = waiting.get(_around(old, at, quote, left, right))
            if same:
                found[at] = same.popleft()
        taken = set(found.values())
        before = [at for at in before if at not in found]
        behind = [at for at in behind if at not in taken]
        if not before or not behind:
            return found
    if is_single and _cuts_a_word(old, before[0], quote) == _cuts_a_word(new, behind[0], quote):
        found[before[0]] = behind[0]
    return found


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _around(text: str, at: int, quote: str, left: int, right: int) -> tuple[str, str]:
    end = at + len(quote)
    return text[max(0, at - left) : at], text[end : end + right]


def _cuts_a_word(text: str, at: int, quote: str) -> bool:
    return any(side.isalnum() for side in _around(text, at, quote, 1, 1))
