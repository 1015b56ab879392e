"""Adjudicating: every place at which a library and another person's differ, and what is said to hold there.

What has been adjudicated is derived from the log. A difference is settled while the latest decision that holds on its
place is one of this sort, has one reading or none of the two hold, and is no earlier than what the other library says
there; so a later merge lets it hold too. Undoing it, or deciding on the place anew in either library, opens the
difference again. What the library said before is read from the log as well, so a settled difference shows it still.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from store import agreement, decisions, documents, records
from store.agreement import Agreement, Marked, Tally
from store.clock import now_behind
from store.database import snapshot, transaction
from store.model import Action, Kind, Record, State
from store.outcomes import Outcome
from store.planning import Plan
from store.spans import beside, in_context
from store.standings import MentionStanding
from store.undoing import IS_DONE


class Choice(StrEnum):
    """Who is right about a place."""

    MINE = "mine"
    THEIRS = "theirs"
    NEITHER = "neither"


class Difference(NamedTuple):
    """A place on which the two libraries differ.

    Args:
        document_id: the document in the library.
        title: its title.
        start: where the place begins.
        before: some of the text before it.
        words: its words.
        after: some of the text behind it.
        mine: what the library says, before anybody adjudicated: accepted, rejected, or None for nothing.
        theirs: what the other one says.
        settled: what has been adjudicated, if it has been.
        reason: why, if that has been noted.
    """

    document_id: int
    title: str
    start: int
    before: str
    words: str
    after: str
    mine: Marked | None
    theirs: Marked | None
    settled: Choice | None
    reason: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """What stays the same of it when it is settled or opened again."""
        return self.document_id, *(side and side[:2] for side in (self.mine, self.theirs))

    @property
    def places(self) -> list[tuple[int, int, int]]:
        """Where the two have something: the document, a start and an end each."""
        return [(self.document_id, *side[:2]) for side in (self.mine, self.theirs) if side is not None]

    @property
    def end(self) -> int:
        """Where the place ends."""
        return self.start + len(self.words)


class Other(NamedTuple):
    """What another library says, read once.

    Args:
        name: what the library is called.
        texts: what is decided there, in the order of the text, by the SHA-256 of the texts that both have.
        records: the records of those mentions that this library has not.
    """

    name: str
    texts: dict[str, list[Marked]]
    records: dict[str, Record]


class Compared(NamedTuple):
    """One text compared.

    Args:
        differences: in the order of the text.
        tally: what is counted in it as things stand now.
    """

    differences: list[Difference]
    tally: Tally


class _Said(NamedTuple):
    """What has been adjudicated of a mention: how it stood before, when that was done, and by whom."""

    before: MentionStanding
    made: str
    author: str


def read_other(connection: sqlite3.Connection, other: sqlite3.Connection, name: str) -> Other:
    """Read what another library says of the texts that both people have decided on.

    Args:
        connection: the library.
        other: the other one, which stays as it is.
        name: what the other one is called.
    """
    shared = agreement.texts(connection)
    with snapshot(other):
        texts = {
            sha256: list(agreement.decided(other, number).values())
            for sha256, number in agreement.texts(other).items()
            if sha256 in shared
        }
        wanted = {mark.record for marks in texts.values() for mark in marks}
        known = records.called(connection, wanted)
        return Other(name, texts, {each: records.get(other, each) for each in sorted(wanted - known.keys())})


def survey(connection: sqlite3.Connection, other: Other, only: Collection[int] | None = None) -> dict[int, Compared]:
    """Compare the texts that both have decided on, by the numbers of the documents.

    Args:
        connection: the library.
        other: the other one.
        only: the documents to compare; without it, all.
    """
    return {
        number: _compared(connection, number, other.texts[sha256])
        for sha256, number in agreement.texts(connection).items()
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
        reason: why, which is noted on the mention; without it, a note that stands there is kept.
    """
    chosen = {Choice.MINE: difference.mine, Choice.THEIRS: difference.theirs}.get(choice)
    document_id = difference.document_id
    with transaction(connection):
        plan = Plan(connection, [])
        if chosen is not None and chosen.is_accepted:
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
        theirs = other.texts.get(documents.get(connection, document_id).sha256, [])
        latest, _ = _latest(theirs, difference.start, difference.end)
        changes = plan.changes(confirmed=True)
        return decisions.write(connection, Action.ADJUDICATE, words, changes, author, made=now_behind(latest))


def _noted(standing: MentionStanding, reason: str | None) -> MentionStanding:
    return standing if reason is None else replace(standing, note=reason.strip() or None)


def _standing(connection: sqlite3.Connection, side: Marked, other: Other) -> MentionStanding:
    """How a mention stands that is as one of the two has it; its record is in the library from then on."""
    if side.record in other.records and not records.called(connection, [side.record]):
        records.put_all(connection, [other.records[side.record]])
    return MentionStanding(side.start, side.end, side.kind.value, side.record, side.state.value, side.author)


def _accepted(*sides: Marked | None) -> list[Marked]:
    """Those sides that say that there is a mention, one for each place."""
    return list({side[:2]: side for side in sides if side is not None and side.is_accepted}.values())


def _latest(theirs: Iterable[Marked], start: int, end: int) -> tuple[str, str]:
    """When and by whom the other library was last decided on within a stretch."""
    there = ((mark.made, mark.author or "") for mark in theirs if mark.start < end and mark.end > start)
    return max(there, default=("", ""))


def _compared(connection: sqlite3.Connection, document_id: int, theirs: Sequence[Marked]) -> Compared:
    document = documents.get(connection, document_id)
    held = agreement.decided(connection, document_id)
    said = _adjudicated(connection, document_id)
    mine = _before(connection, held, said)
    sides = [[mark for mark in each if mark.is_accepted] for each in (mine, theirs)]
    differences = []
    for one, other in agreement.pairs(*sides):
        first = one or _there(mine, other)
        second = other or _there(theirs, one)
        if one is not None and other is not None and one.is_same(other):
            continue
        start, end = agreement.stretch(first, second)
        settled, number = _settled(first, second, held, said, _latest(theirs, start, end))
        differences.append(
            Difference(
                document_id,
                document.title,
                start,
                *in_context(document.text, start, end),
                first,
                second,
                settled,
                held[number].note if number is not None else None,
            )
        )
    return Compared(differences, agreement.tally(document.text, agreement.accepted(held), sides[1]))


def _there(marks: Iterable[Marked], other: Marked | None) -> Marked | None:
    """What a side says of the other's place that stands beside all of its own: one that is paired already, or a no."""
    assert other is not None
    return next(
        (
            mark
            for mark in marks
            if (mark.start < other.end and mark.end > other.start if mark.is_accepted else mark[:2] == other[:2])
        ),
        None,
    )


def _settled(
    mine: Marked | None,
    theirs: Marked | None,
    held: dict[int, Marked],
    said: dict[int, _Said],
    latest: tuple[str, str],
) -> tuple[Choice | None, int | None]:
    """What has been adjudicated of a place and holds, and the mention that says so."""
    at = {
        mark[:2]: number
        for number, mark in sorted(held.items(), key=lambda item: item[1].is_accepted)
        if number in said and said[number][1:] >= latest
    }
    for choice, side in ((Choice.MINE, mine), (Choice.THEIRS, theirs)):
        number = at.get(side[:2]) if side is not None and side.is_accepted else None
        if side is not None and number is not None and _is_as(held[number], side):
            return choice, number
    numbers = [at.get(side[:2]) for side in _accepted(mine, theirs)]
    if any(number is None or held[number].is_accepted for number in numbers):
        return None, None
    if mine is None or not mine.is_accepted:
        return Choice.MINE, numbers[0]
    return (Choice.THEIRS if theirs is None or not theirs.is_accepted else Choice.NEITHER), numbers[0]


def _is_as(held: Marked, side: Marked) -> bool:
    """Whether a mention holds as one of the two has it; the record may bear another name in the other library."""
    is_there = held.is_accepted and held[:3] == side[:3]
    return is_there and (held.record == side.record or held.name == side.name)


def _before(connection: sqlite3.Connection, held: dict[int, Marked], said: dict[int, _Said]) -> list[Marked]:
    """What the library would say if nobody had adjudicated, in the order of the text."""
    others = [mark for number, mark in held.items() if number not in said]
    names = records.called(connection, {each.before.record for each in said.values()})
    earlier = sorted(
        Marked(b.start, b.end, Kind(b.kind), names[b.record], State(b.state), b.author, b.record, "", b.note)
        for b in (each.before for each in said.values())
        if b.state in (State.ACCEPTED, State.REJECTED)
    )
    standing = beside([mark[:2] for mark in earlier], [(mark.start, mark.end, mark.state) for mark in others])
    return sorted([*others, *(earlier[index] for index in standing)], key=lambda mark: mark[:2])


def _adjudicated(connection: sqlite3.Connection, document_id: int) -> dict[int, _Said]:
    """The mentions of a document on which the latest decision that holds is an adjudication.

    What a merge tells of a mention and then leaves as it was is none.
    """
    rows = connection.execute(
        "SELECT mention_id, group_id, action, before, after, made, decision_groups.author FROM decisions "
        "JOIN decision_groups ON decision_groups.id = group_id WHERE mention_id IN (SELECT mention_id FROM decisions "
        "JOIN decision_groups ON decision_groups.id = group_id WHERE document_id = ? AND action = ?) "
        f"AND action NOT IN ('undo', 'redo') AND {IS_DONE} ORDER BY decisions.id",
        [document_id, Action.ADJUDICATE],
    ).fetchall()
    steps: defaultdict[int, dict[int, tuple[str, str, str, str, str]]] = defaultdict(dict)
    for number, group, action, before, *rest in rows:
        first = steps[number].get(group)
        steps[number][group] = (action, first[1] if first else before, *rest)
    found = {}
    for number, groups in steps.items():
        telling = [step for step in groups.values() if step[0] == Action.ADJUDICATE or step[1] != step[2]]
        run = list(takewhile(lambda step: step[0] == Action.ADJUDICATE, reversed(telling)))
        if run:
            found[number] = _Said(MentionStanding.from_json(run[-1][1]), *run[0][3:])
    return found
