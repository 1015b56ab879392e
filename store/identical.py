"""Doing the last decision to every identical mention: finding them, in one document or all, and deciding at once.

Identical are the same words, letter by letter, where they stand as whole words.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from store import decisions, log
from store.database import SUPERSEDED, transaction
from store.ends import LONGEST
from store.model import Action, Kind, State
from store.outcomes import Outcome
from store.planning import Plan
from store.spans import in_context
from store.standings import MentionStanding

#: What can be done to others as well; undoing can be, where what was undone can.
_REPEATABLE = (
    Action.ACCEPT,
    Action.REJECT,
    Action.CHANGE_KIND,
    Action.CHANGE_BOUNDARIES,
    Action.ADD,
    Action.LINK,
    Action.UNLINK,
    Action.NOTE,
    Action.FLAG,
    Action.CREATE_RECORD,
    Action.UNDO,
    Action.REDO,
    Action.REVERT,
)


class Example(NamedTuple):
    """The decision that is to be done to others.

    Args:
        group: its group.
        action: what was done.
        said: what was done, in words.
        mention_id: the mention that it was done to.
        document_id: the document of that mention.
        words: the words that it had.
        new_words: the words that it has got with other boundaries.
        before: how it stood.
        after: how it stands since.
    """

    group: int
    action: Action
    said: str
    mention_id: int
    document_id: int
    words: str
    new_words: str | None
    before: MentionStanding
    after: MentionStanding


class Occurrence(NamedTuple):
    """A place of identical words, as a list to tick shows it.

    Args:
        document_id: the document.
        title: its title.
        start: where the words begin.
        end: where they end.
        before: some of the text before them.
        words: the words.
        after: some of the text behind them.
        mention_id: the mention there; None where the words are not marked.
        kind: its kind.
        name: the name of its record.
        state: whether somebody has decided on it.
        is_alike: whether it stands as the example stood: of its kind and record, or unmarked where one was added.
    """

    document_id: int
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str
    mention_id: int | None
    kind: Kind | None
    name: str | None
    state: State | None
    is_alike: bool


def example(connection: sqlite3.Connection, group: int) -> Example | None:
    """What a group decided on its first mention, if the same can be done to others."""
    row = connection.execute("SELECT action, words FROM decision_groups WHERE id = ?", [group]).fetchone()
    if row is None or row[0] not in _REPEATABLE:
        return None
    changes = [c for c in log.entries(connection, group) if isinstance(c.after, MentionStanding)]
    # What was displaced stands before what it made room for.
    changes.sort(key=lambda c: isinstance(c.after, MentionStanding) and c.after.state == State.WITHDRAWN)
    if not changes:
        return None
    number, before, after, _ = changes[0]
    assert isinstance(before, MentionStanding)
    assert isinstance(after, MentionStanding)
    document_id, text = connection.execute(
        "SELECT documents.id, text FROM documents JOIN mentions ON documents.id = document_id WHERE mentions.id = ?",
        [number],
    ).fetchone()
    words = text[before.start : before.end]
    new = text[after.start : after.end] if (before.start, before.end) != (after.start, after.end) else None
    return Example(group, Action(row[0]), row[1], number, document_id, words, new, before, after)


def find(
    connection: sqlite3.Connection,
    of: Example,
    *,
    document_id: int | None = None,
    decided: bool = False,
    is_blind: bool = False,
) -> list[Occurrence]:
    """Every other place of the same words to which the same can be done.

    Args:
        connection: the library.
        of: the decision to do again.
        document_id: only in this document; without it, in every current one.
        decided: those as well that somebody has decided on.
        is_blind: take what is only proposed for words that are not marked.
    """
    found = []
    is_adding = of.action is Action.ADD
    wanted = _states(of, decided)
    places = list(_others(connection, of, document_id))
    there = _there(connection, [place[:3] for place in places], overlapping=is_adding)
    for document, start, end, title, *around in places:
        near = [row for row in there[document, start] if not (is_blind and row.state == State.PROPOSED)]
        same = next((row for row in near if (row.start, row.end) == (start, end)), None)
        if same is not None:
            if same.state in wanted and _differs(of, same):
                alike = is_adding or (same.kind, same.record) == (of.before.kind, of.before.record)
                told = (same.number, Kind(same.kind), same.name, State(same.state), alike)
                found.append(Occurrence._make((document, title, start, end, *around, *told)))
        elif is_adding and not near:
            found.append(Occurrence._make((document, title, start, end, *around, *[None] * 4, True)))
    return found


def apply(connection: sqlite3.Connection, of: Example, places: Sequence[tuple[int, int, int]], author: str) -> Outcome:
    """Do the same to places that `find` has found, as one group that one undo takes back.

    Args:
        connection: the library.
        of: the decision to do again.
        places: documents, each with the start and end of a place; those where nothing stands any more are passed over.
        author: whose decision it is.
    """
    with transaction(connection):
        near = _there(connection, places, overlapping=False)
        there = {place: near[place[:2]][0].number for place in places if place[:2] in near}
        plan = Plan(connection, there.values())
        missing: list[tuple[int, MentionStanding]] = []
        for place in places:
            number = there.get(place)
            if number is not None:
                decisions.carry(plan, number, _like(connection, of, number, plan.standing(number), author))
            elif of.action is Action.ADD:
                missing.append((place[0], replace(of.after, start=place[1], end=place[2], author=author)))
        decisions.mark(connection, plan, missing)
        changes = plan.changes()
        words = f"{of.said} at {_counted(len(changes))}"
        # Undoing for others what was undone for one is a decision of its own, which undo takes back.
        action = Action.REVERT if of.action in (Action.UNDO, Action.REDO) else of.action
        return decisions.write(connection, action, words, changes, author)


def _states(of: Example, decided: bool) -> tuple[str, ...]:
    """The states of what the same can be done to."""
    if decided or of.before.state in (State.ACCEPTED, State.REJECTED):
        return State.PROPOSED.value, State.ACCEPTED.value, State.REJECTED.value
    return (State.PROPOSED.value,)


def _differs(of: Example, there: _There) -> bool:
    """Whether doing the same would change anything; what takes back a decision is done to what was decided so."""
    kind, record, state = there.kind, there.record, there.state
    if of.action in (Action.UNDO, Action.REVERT, Action.REDO):
        return (kind, record, state) == (of.before.kind, of.before.record, of.before.state)
    if of.action in (Action.NOTE, Action.FLAG, Action.CHANGE_BOUNDARIES, Action.UNLINK):
        return True
    after = of.after
    if of.action in (Action.ACCEPT, Action.REJECT):
        return state != after.state
    return (kind, record, state) != (after.kind, after.record, after.state)


def _like(
    connection: sqlite3.Connection, of: Example, number: int, old: MentionStanding, author: str
) -> MentionStanding:
    """How a mention stands when the same is done to it."""
    after = of.after
    if of.action is Action.NOTE:
        return replace(old, note=after.note)
    if of.action is Action.FLAG:
        return replace(old, flagged=after.flagged)
    if of.action in (Action.UNDO, Action.REDO, Action.REVERT):
        by = author if after.state in (State.ACCEPTED, State.REJECTED) else None
        return replace(old, kind=after.kind, record=after.record, state=after.state, author=by)
    decided = old.decided(State(after.state), author)
    if of.action in (Action.ACCEPT, Action.REJECT):
        return decided
    if of.action is Action.CHANGE_BOUNDARIES:
        return replace(
            decided,
            start=old.start + after.start - of.before.start,
            end=old.end + after.end - of.before.end,
        )
    return replace(decided, kind=after.kind, record=after.record)


def _counted(count: int) -> str:
    return "1 other place" if count == 1 else f"{count:,} other places"


def _others(
    connection: sqlite3.Connection, of: Example, document_id: int | None
) -> Iterator[tuple[int, int, int, str, str, str, str]]:
    """Every other place of the words, with its document's title and what stands around it."""
    before, after = of.after.start - of.before.start, of.after.end - of.before.end
    for document, title, text in _texts(connection, of.words, document_id):
        for start, end in _places(text, of.words):
            is_same = (document, start) == (of.document_id, of.before.start)
            if not is_same and (not of.new_words or text[max(0, start + before) : end + after] == of.new_words):
                around = in_context(text, start, end)
                yield document, start, end, title, *around


def _texts(connection: sqlite3.Connection, words: str, document_id: int | None) -> Iterator[tuple[int, str, str]]:
    """The documents in which the words may stand, with titles and texts."""
    if document_id is not None:
        yield from connection.execute("SELECT id, title, text FROM documents WHERE id = ?", [document_id])
        return
    where, values = f"id NOT IN {SUPERSEDED}", []
    if any(map(str.isalnum, words)):
        where += " AND id IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)"
        quoted = words.replace('"', '""')
        values.append(f'text : "{quoted}"')
    yield from connection.execute(f"SELECT id, title, text FROM documents WHERE {where} ORDER BY id", values)


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand as whole words."""
    starts = r"(?<!\w)" if words[:1].isalnum() else ""
    ends = r"(?!\w)" if words[-1:].isalnum() else ""
    for found in re.finditer(f"{starts}{re.escape(words)}{ends}", text):
        yield found.span()


class _There(NamedTuple):
    """A mention at a place or over it."""

    number: int
    start: int
    end: int
    kind: str
    record: str
    name: str
    state: str


def _there(
    connection: sqlite3.Connection, places: Iterable[tuple[int, int, int]], *, overlapping: bool
) -> defaultdict[tuple[int, int], list[_There]]:
    """What stands at each place, or overlaps it, by the document and the start of the place; rejected mentions last."""
    where = "start_offset = first AND end_offset = last"
    if overlapping:
        where = f"start_offset < last AND start_offset > first - {LONGEST} AND end_offset > first"
    rows = connection.execute(
        "SELECT document, first, mentions.id, start_offset, end_offset, mentions.kind, record_id, name, state FROM "
        "(SELECT json_extract(value, '$[0]') AS document, json_extract(value, '$[1]') AS first, "
        "json_extract(value, '$[2]') AS last FROM json_each(?)) AS place "
        f"CROSS JOIN mentions ON document_id = document AND {where} AND state <> 'withdrawn' "
        "JOIN records ON records.id = record_id "
        "ORDER BY state = 'rejected', state = 'proposed'",
        [json.dumps(list(places))],
    )
    found: defaultdict[tuple[int, int], list[_There]] = defaultdict(list)
    for document, first, *there in rows:
        found[document, first].append(_There(*there))
    return found
