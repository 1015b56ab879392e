"""Adjudicating: every place at which a library and another person's differ, and what is said to hold there.

What has been adjudicated is derived from the log. A difference is settled while the latest decision that holds on its
place is one of this sort, has one reading or none of the two hold, and is no earlier than what the other library says
there; so a later merge lets it hold too. Undoing it, or deciding on the place anew in either library, opens the
difference again. What the library said before is read from the log as well, so a settled difference shows it still.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from operator import attrgetter, itemgetter
from typing import NamedTuple

from store import agreement, decisions, documents, records, statement_adjudication, statement_agreement
from store.adjudicated import Said, adjudicated
from store.agreement import Agreement, Marked, Tally
from store.clock import comparable, now_behind
from store.database import snapshot, transaction
from store.differences import Choice, Difference, Side, nothing_holds
from store.ends import LONGEST
from store.log import Change
from store.model import Action, Document, Kind, Record, State
from store.outcomes import Outcome
from store.planning import Plan
from store.spans import beside, in_context
from store.standings import MentionStanding
from store.statement_agreement import Stated


class Other(NamedTuple):
    """What another library says, read once.

    Args:
        name: what the library is called.
        texts: what is decided there, in the order of the text, by the SHA-256 of the texts that both have.
        statements: what is decided there on relations and quotations, as well.
        records: the records of all these that this library has not.
    """

    name: str
    texts: dict[str, list[Marked]]
    statements: dict[str, list[Stated]]
    records: dict[str, Record]


class Compared(NamedTuple):
    """One text compared.

    Args:
        differences: in the order of the text.
        tally: what is counted in it as things stand now.
    """

    differences: list[Difference]
    tally: Tally


def read_other(connection: sqlite3.Connection, other: sqlite3.Connection, name: str) -> Other:
    """Read what another library says of the texts that both people have decided on.

    Args:
        connection: the library.
        other: the other one, which stays as it is.
        name: what the other one is called.
    """
    shared = _decided_on(connection)
    texts: dict[str, list[Marked]] = {}
    stated: dict[str, list[Stated]] = {}
    with snapshot(other):
        for sha256, number in _decided_on(other).items():
            if sha256 in shared:
                texts[sha256] = list(agreement.decided(other, number).values())
                sorts = [statement_agreement.decided(other, number, sort) for sort in statement_agreement.SORTS]
                stated[sha256] = [each for found in sorts for each in found.values()]
        wanted = {mark.record for marks in texts.values() for mark in marks}
        wanted |= {record for found in stated.values() for each in found for record in _given(each)}
        known = records.called(connection, wanted)
        return Other(name, texts, stated, {each: records.get(other, each) for each in sorted(wanted - known.keys())})


def _decided_on(connection: sqlite3.Connection) -> dict[str, int]:
    """The present documents on which somebody has decided anything, by the SHA-256 of their texts."""
    found = agreement.texts(connection)
    for sort in statement_agreement.SORTS:
        found |= statement_agreement.texts(connection, sort)
    return found


def _given(stated: Stated) -> set[str]:
    """The records that a statement names itself."""
    fields = ("subject_given", "object_given", "speaker_given")
    return {record for field in fields if (record := getattr(stated.standing, field, None)) is not None}


def survey(connection: sqlite3.Connection, other: Other, only: Collection[int] | None = None) -> dict[int, Compared]:
    """Compare the texts that both have decided on, by the numbers of the documents.

    Args:
        connection: the library.
        other: the other one.
        only: the documents to compare; without it, all.
    """
    return {
        number: _compared(connection, number, other.texts[sha256], other.statements[sha256])
        for sha256, number in _decided_on(connection).items()
        if sha256 in other.texts and (only is None or number in only)
    }


def measured(compared: Iterable[Compared]) -> Agreement:
    """How far the two agree as things stand now."""
    overall, _ = agreement.measured(each.tally for each in compared)
    return overall


def resolve(
    connection: sqlite3.Connection,
    difference: Difference,
    choice: Choice,
    other: Other,
    author: str,
    *,
    reason: str | None = None,
) -> Outcome:
    """Say what holds at a place, in one group of the log that one undo takes back.

    It is written down even where it confirms what holds already: it is a decision, and the latest.

    Args:
        connection: the library.
        difference: the place.
        choice: whose reading holds. One that has nothing there, or rejected it, has no mention hold.
        other: the other library; a record that this one does not know is taken over from it.
        author: who says so.
        reason: why, which is noted on the mention as well; without it, a note that stands there is kept, and the
            reason of the same choice.

    Raises:
        ImpossibleDecisionError: what the other library says is dated at the last moment that there is.
    """
    document_id = difference.document_id
    with transaction(connection):
        sha256 = documents.get(connection, document_id).sha256
        mine, theirs = difference.mine, difference.theirs
        if isinstance(mine, Stated) or isinstance(theirs, Stated):
            changes, words = statement_adjudication.resolving(
                connection, difference, choice, author, partial(_bring, connection, other)
            )
            sides = [side for side in (mine, theirs) if isinstance(side, Stated)]
            since, _ = statement_adjudication.latest(other.statements.get(sha256, []), *sides)
        else:
            changes, words = _resolving(connection, difference, choice, other, author, reason)
            since, _ = _latest(other.texts.get(sha256, []), difference.start, difference.end)
        why = difference.reason if reason is None and choice is difference.settled else reason
        why = " ".join((why or "").split()) or None
        words = f"{words} ({why})" if why else words
        return decisions.write(
            connection, Action.ADJUDICATE, words, changes, author, made=now_behind(since), reason=why
        )


def _resolving(
    connection: sqlite3.Connection,
    difference: Difference,
    choice: Choice,
    other: Other,
    author: str,
    reason: str | None,
) -> tuple[list[Change], str]:
    """What is to be decided on mentions so that a choice holds, and that in words."""
    chosen = difference.side(choice)
    document_id = difference.document_id
    plan = Plan(connection, [])
    if isinstance(chosen, Marked) and chosen.is_accepted:
        number, wanted = decisions.taken_up(connection, plan, document_id, _standing(connection, chosen, other))
        decisions.carry(plan, number, _noted(wanted.decided(State.ACCEPTED, author), reason))
        told = f"{chosen.kind} {chosen.name}"
    else:
        for side in _accepted(difference.mine, difference.theirs):
            number, _ = decisions.taken_up(connection, plan, document_id, _standing(connection, side, other))
            rejected = plan.standing(number).decided(State.REJECTED, author)
            decisions.carry(plan, number, _noted(rejected, reason))
        told = "no name"
    words = f"adjudicate “{' '.join(difference.words.split())}”: {told}"
    return plan.changes(confirmed=True), words


def _noted(standing: MentionStanding, reason: str | None) -> MentionStanding:
    return standing if reason is None else replace(standing, note=reason.strip() or None)


def _standing(connection: sqlite3.Connection, side: Marked, other: Other) -> MentionStanding:
    """How a mention stands that is as one of the two has it; its record is in the library from then on."""
    _bring(connection, other, side.record)
    return MentionStanding(side.start, side.end, side.kind.value, side.record, side.state.value, side.author)


def _bring(connection: sqlite3.Connection, other: Other, record_id: str) -> None:
    """Take a record of the other library over, where this one has it not."""
    if record_id in other.records and not records.called(connection, [record_id]):
        records.put_all(connection, [other.records[record_id]])


def _accepted(*sides: Side | None) -> list[Marked]:
    """Those sides that say that there is a mention, one for each place."""
    return list({side.place: side for side in sides if isinstance(side, Marked) and side.is_accepted}.values())


def _latest(theirs: Sequence[Marked], start: int, end: int) -> tuple[str, str]:
    """When and by whom the other library was last decided on within a stretch."""
    return max(((comparable(mark.made), mark.author or "") for mark in _within(theirs, start, end)), default=("", ""))


def _within(marks: Sequence[Marked], start: int, end: int) -> Iterator[Marked]:
    """Those that overlap a stretch, of many in the order of the text."""
    for mark in islice(marks, bisect_left(marks, start - LONGEST, key=attrgetter("start")), None):
        if mark.start >= end:
            return
        if mark.end > start:
            yield mark


def _compared(
    connection: sqlite3.Connection, document_id: int, theirs: Sequence[Marked], stated: Sequence[Stated]
) -> Compared:
    document = documents.get(connection, document_id)
    held = agreement.decided(connection, document_id)
    found = list(_differences(connection, document, held, theirs))
    found += statement_adjudication.differences(connection, document, stated)
    if not held or not theirs:
        return Compared(found, Tally(Counter(), Counter(), Counter(), Counter()))
    others = [mark for mark in theirs if mark.is_accepted]
    return Compared(found, agreement.tally(document.text, agreement.accepted(held), others))


def _differences(
    connection: sqlite3.Connection, document: Document, held: dict[int, Marked], theirs: Sequence[Marked]
) -> Iterator[Difference]:
    """Where the two differ on the mentions of a document."""
    said = adjudicated(connection, MentionStanding, document.id)
    mine = _before(connection, held, said)
    if not mine or not theirs:
        return
    theirs = _followed(connection, theirs)
    settling = sorted((number for number in said if number in held), key=lambda number: held[number].is_accepted)
    at = {held[number].place: (number, said[number].moment) for number in settling}
    for one, other in agreement.pairs(*([mark for mark in each if mark.is_accepted] for each in (mine, theirs))):
        if one is not None and other is not None and one.is_same(other):
            continue
        first, second = one or _there(mine, other), other or _there(theirs, one)
        start, end = agreement.stretch(first, second)
        settled, number = _settled(first, second, held, at, _latest(theirs, start, end))
        reason = said[number].reason if number is not None else None
        words = in_context(document.text, start, end)
        yield Difference(document.id, document.title, start, *words, first, second, settled, reason)


def _there(marks: Sequence[Marked], other: Marked | None) -> Marked | None:
    """What a side says of the other's place that stands beside all of its own: one that is paired already, or a no."""
    assert other is not None
    around = _within(marks, other.start, other.end)
    return next((mark for mark in around if mark.is_accepted or mark.place == other.place), None)


def _settled(
    mine: Marked | None,
    theirs: Marked | None,
    held: dict[int, Marked],
    at: dict[tuple[int, int], tuple[int, tuple[str, str]]],
    latest: tuple[str, str],
) -> tuple[Choice | None, int | None]:
    """What has been adjudicated of a place and holds, and the mention that says so.

    Args:
        mine: what the library said before.
        theirs: what the other one says.
        held: what holds in the library.
        at: the mentions that have been adjudicated, by their places, each with when and by whom.
        latest: when and by whom the other library was last decided on there.
    """

    def said_of(side: Marked) -> int | None:
        number, when = at.get(side.place, (None, ("", "")))
        return number if when >= latest else None

    found = [
        (held[number].record != side.record, choice, number)
        for choice, side in ((Choice.MINE, mine), (Choice.THEIRS, theirs))
        if side is not None and side.is_accepted and (number := said_of(side)) is not None
        if held[number].is_accepted and held[number].is_same(side)
    ]
    if found:
        return min(found, key=itemgetter(0))[1:]
    numbers = [said_of(side) for side in _accepted(mine, theirs)]
    if any(number is None or held[number].is_accepted for number in numbers):
        return None, None
    return nothing_holds(mine, theirs), numbers[0]


def _followed(connection: sqlite3.Connection, marks: Sequence[Marked]) -> list[Marked]:
    """The same with the records into which theirs are merged in the library."""
    records_here = records.meant(connection, {mark.record for mark in marks})
    return [mark._replace(record=records_here.get(mark.record, (mark.record, ""))[0]) for mark in marks]


def _before(connection: sqlite3.Connection, held: dict[int, Marked], said: dict[int, Said]) -> list[Marked]:
    """What the library would say if nobody had adjudicated, in the order of the text."""
    others = [mark for number, mark in held.items() if number not in said]
    named = records.meant(connection, {each.before.record for each in said.values()})
    earlier = sorted(
        Marked(
            b.start, b.end, Kind(b.kind), named[b.record][1], State(b.state), b.author, named[b.record][0], "", b.note
        )
        for b in (each.before for each in said.values())
        if b.state in (State.ACCEPTED, State.REJECTED)
    )
    standing = beside([mark.place for mark in earlier], [(mark.start, mark.end, mark.state) for mark in others])
    return sorted([*others, *(earlier[index] for index in standing)], key=lambda mark: mark.place)
