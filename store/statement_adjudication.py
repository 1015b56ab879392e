"""Adjudicating relations and quotations; `adjudication` says what that means."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from store import statement_agreement, statements
from store.adjudicated import Said, adjudicated
from store.clock import comparable
from store.differences import Choice, Difference, nothing_holds
from store.log import Change
from store.model import Document, State
from store.spans import in_context
from store.standings import QuotationStanding, RelationStanding
from store.statement_agreement import SORTS, Sort, Stated

#: The longest quotation that the history tells whole, in characters.
_LONGEST = 60


def differences(connection: sqlite3.Connection, document: Document, theirs: Sequence[Stated]) -> Iterator[Difference]:
    """Where the library differs from what another one says of the statements of a document."""
    for sort in SORTS:
        others = [each for each in theirs if isinstance(each.standing, sort)]
        held = statement_agreement.decided(connection, document.id, sort)
        said = adjudicated(connection, sort, document.id)
        mine = list(_before(held, said))
        if not mine or not others:
            continue
        since = _latest_of_each(others)
        at = {held[number].place: number for number in said if number in held}
        for one, other in statement_agreement.differing(mine, others):
            start, end = statement_agreement.stretch(one, other)
            words = in_context(document.text, start, end) if end else ("", "", "")
            sides = [side for side in (one, other) if side is not None]
            moment = max((since.get(side.place, ("", "")) for side in sides), default=("", ""))
            settled, reason = _settled(one, other, held, said, at, moment)
            yield Difference(document.id, document.title, start, *words, one, other, settled, reason)


def latest(theirs: Sequence[Stated], *sides: Stated | None) -> tuple[str, str]:
    """When and by whom the other library was last decided on what the two sides say."""
    places = {side.place for side in sides if side is not None}
    return max(_latest_of_each(each for each in theirs if each.place in places).values(), default=("", ""))


def _latest_of_each(theirs: Iterable[Stated]) -> dict[tuple[object, ...], tuple[str, str]]:
    """For each statement, when and by whom it was last decided on."""
    found: dict[tuple[object, ...], tuple[str, str]] = {}
    for each in theirs:
        moment = comparable(each.made), each.author or ""
        found[each.place] = max(found.get(each.place, moment), moment)
    return found


def resolving(
    connection: sqlite3.Connection,
    difference: Difference,
    choice: Choice,
    author: str,
    bring: Callable[[str], None],
) -> tuple[list[Change], str]:
    """What is to be decided so that a choice holds, and that in words.

    Runs inside the caller's transaction.

    Args:
        connection: the library.
        difference: the statements.
        choice: whose reading holds; what only the other one says is rejected.
        author: who says so.
        bring: takes a record of the other library over, where this one has it not.
    """
    sides = [side for side in (difference.mine, difference.theirs) if isinstance(side, Stated) and side.is_accepted]
    chosen = difference.side(choice)
    wanted = {side.place: side for side in sides} | {side.place: side for side in sides if side is chosen}
    changes = []
    for side in wanted.values():
        for field in ("subject_given", "object_given", "speaker_given"):
            if (record := getattr(side.standing, field, None)) is not None:
                bring(record)
        number, stands = _taken_up(connection, difference.document_id, side)
        as_chosen = replace(side.standing, state=State.ACCEPTED.value, author=author)
        rejected = replace(stands, state=State.REJECTED.value, author=author)
        changes.append(Change(number, stands, as_chosen if side is chosen else rejected))
    holds = isinstance(chosen, Stated) and chosen.is_accepted
    told = chosen if isinstance(chosen, Stated) and holds else sides[0]
    if isinstance(told.standing, RelationStanding):
        return changes, f"adjudicate “{told.told}”: {'stated' if holds else 'not stated'}"
    words = " ".join(difference.words.split())
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return changes, f"adjudicate “{words}”: {told.told if holds else 'no quotation'}"


def _taken_up(
    connection: sqlite3.Connection, document_id: int, side: Stated
) -> tuple[int, RelationStanding | QuotationStanding]:
    """The number of the same statement in the library and how it stands, or room for it."""
    sort: Sort = type(side.standing)
    rows = connection.execute(
        f"SELECT id FROM {sort.table} WHERE document_id = ? "
        "ORDER BY state <> 'accepted', state <> 'rejected', state <> 'proposed', id DESC",
        [document_id],
    ).fetchall()
    standings = sort.read(connection, [number for (number,) in rows])
    for (number,) in rows:
        if Stated(standings[number], "").place == side.place:
            return number, standings[number]
    wanted: Any = side.standing
    return statements.unmade(connection, document_id, wanted)


def _before(held: dict[int, Stated], said: dict[int, Said]) -> Iterator[Stated]:
    """What the library would say if nobody had adjudicated."""
    kept = [each for number, each in held.items() if number not in said]
    yield from kept
    places = {each.place for each in kept}
    for number, each in said.items():
        earlier = Stated(each.before, "")
        if earlier.standing.state in (State.ACCEPTED, State.REJECTED) and earlier.place not in places:
            is_named = number in held and held[number].place == earlier.place
            yield _named_as(earlier, held[number]) if is_named else earlier


def _named_as(earlier: Stated, now: Stated) -> Stated:
    """The same under the names that the records bear now."""
    same = [
        (field, name)
        for field, name in now.names
        if getattr(now.standing, f"{field}_start") == getattr(earlier.standing, f"{field}_start")
    ]
    return earlier.named(**dict(same))


def _settled(
    mine: Stated | None,
    theirs: Stated | None,
    held: dict[int, Stated],
    said: dict[int, Said],
    at: dict[tuple[object, ...], int],
    since: tuple[str, str],
) -> tuple[Choice | None, str | None]:
    """What has been adjudicated of a statement and holds, and why.

    Args:
        mine: what the library said before.
        theirs: what the other one says.
        held: what holds in the library.
        said: what has been adjudicated, by the numbers of the statements.
        at: those numbers by what they say now.
        since: when and by whom the other library was last decided on what the two say.
    """
    sides = [side for side in (mine, theirs) if side is not None and side.is_accepted]
    numbers = (at.get(side.place) for side in sides)
    found = [number for number in numbers if number is not None and said[number].moment >= since]
    if len(found) < len(sides):
        return None, None
    accepted = [number for number in found if held[number].is_accepted]
    if not accepted:
        return nothing_holds(mine, theirs), said[found[0]].reason
    for choice, side in ((Choice.MINE, mine), (Choice.THEIRS, theirs)):
        if side is not None and side.is_accepted and all(held[number].said == side.said for number in accepted):
            return choice, said[accepted[0]].reason
    return None, None
