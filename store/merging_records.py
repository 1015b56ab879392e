"""Bringing what another library says of records in: part by part, the latest word holds."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any, NamedTuple

from store.log import Change
from store.naming import fold
from store.standings import FACT, RecordPart, Standing


class Part(Enum):
    """What a change does in a merge."""

    HOLDS = "a decision of the other library that holds from then on"
    KEPT = "a decision of the other library that is outranked, and written down"
    OWN = "what follows for a decision of this library"


class Brought(NamedTuple):
    """A change that a merge makes.

    Args:
        change: the change.
        made: when it was decided, where that was in the other library.
        part: what it does.
        is_contradiction: whether the two libraries say something else there.
    """

    change: Change
    made: str | None
    part: Part
    is_contradiction: bool = False


def bring(connection: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Take over the records that decisions of the other library may speak of."""
    held = {identifier for (identifier,) in connection.execute("SELECT id FROM records")}
    rows = other.execute("SELECT id, kind, name, origin, wikidata, created FROM records").fetchall()
    new = [row for row in rows if row[0] not in held]
    known = held | {row[0] for row in new}
    connection.executemany(
        "INSERT INTO records (id, kind, name, origin, wikidata, created) VALUES (?, ?, ?, ?, ?, ?)", new
    )
    wanted = json.dumps([row[0] for row in new])
    aliases = other.execute(
        "SELECT record_id, name, type FROM aliases WHERE record_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        [wanted],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO aliases (record_id, name, type, folded) VALUES (?, ?, ?, ?)",
        [(*alias, fold(alias[1])) for alias in aliases.fetchall()],
    )
    facts = other.execute(
        f"SELECT record_id, {', '.join(FACT)} FROM facts WHERE record_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY id",
        [wanted],
    )
    connection.executemany(
        f"INSERT INTO facts (record_id, {', '.join(FACT)}) VALUES (?{', ?' * len(FACT)})",
        [(*fact[:4], fact[4] if fact[4] in known else None, *fact[5:]) for fact in facts.fetchall()],
    )


_Element = tuple[object, ...]


def edits(connection: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[Brought]:
    """What is to be given to records, and taken from them, so that the latest word on each part of them holds."""
    changes = {change.number: (change, made) for change, made in _edits(connection, other)}
    pointing = dict(connection.execute("SELECT id, merged_into FROM records WHERE merged_into IS NOT NULL").fetchall())
    before = dict(pointing)
    for identifier, (change, _) in changes.items():
        if isinstance(change.after, RecordPart) and "merged_into" in change.after.values:
            pointing[identifier] = change.after.values["merged_into"]
    for identifier, target in pointing.items():
        whole = _end_of(pointing, identifier)
        if whole != target:
            change, made = changes.get(identifier, (Change(identifier, RecordPart({}), RecordPart({})), ""))
            changes[identifier] = (
                change._replace(before=_to(change.before, before.get(identifier)), after=_to(change.after, whole)),
                made,
            )
    for change, made in changes.values():
        if change.before != change.after:
            yield Brought(change, made or None, Part.HOLDS)


def _to(part: Standing, target: str | None) -> RecordPart:
    assert isinstance(part, RecordPart)
    return replace(part, values={**part.values, "merged_into": target})


def _end_of(pointing: dict[str, str | None], identifier: str) -> str | None:
    """Where a chain of merged records ends; of records that point to each other, the first by id is the one."""
    seen, at = [identifier], pointing.get(identifier)
    while at is not None and at not in seen:
        seen.append(at)
        at = pointing.get(at)
    if at is None:
        return seen[-1] if len(seen) > 1 else None
    first = min(seen[seen.index(at) :])
    return first if first != identifier else None


def _edits(connection: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[tuple[Change, str]]:
    mine, theirs = _words_on_records(connection), _words_on_records(other)
    for identifier, elements in theirs.items():
        given, taken, made = RecordPart({}), RecordPart({}), ""
        for element, word in sorted(elements.items(), key=repr):
            if word <= mine.get(identifier, {}).get(element, ("", "", "")):
                continue
            now, wanted = _present(connection, identifier, element), json.loads(word[2])
            if now == wanted:
                continue
            made = max(made, word[0])
            given, taken = _with(given, taken, element, now, wanted)
        if given != taken:
            yield Change(identifier, taken, given), made


def _words_on_records(connection: sqlite3.Connection) -> dict[str, dict[_Element, tuple[str, str, str]]]:
    """The latest word on each part of each record: when, by whom, and what as JSON."""
    rows = connection.execute(
        "SELECT record_id, before, after, coalesce(decided, made), author FROM record_decisions "
        "JOIN decision_groups ON decision_groups.id = group_id ORDER BY record_decisions.id"
    )
    found: defaultdict[str, dict[_Element, tuple[str, str, str]]] = defaultdict(dict)
    for identifier, *sides, made, author in rows:
        before, after = map(RecordPart.from_json, sides)
        said: dict[_Element, object] = {("value", column): value for column, value in after.values.items()}
        for part, is_there in ((before, False), (after, True)):
            said |= dict.fromkeys((("alias", *alias) for alias in part.aliases), is_there)
            said |= dict.fromkeys((("fact", *fact) for fact in part.facts), is_there)
        for element, value in said.items():
            found[identifier][element] = (made, author, json.dumps(value))
    return found


def _present(connection: sqlite3.Connection, identifier: str, element: _Element) -> object:
    what, *key = element
    if what == "value":
        return connection.execute(f"SELECT {key[0]} FROM records WHERE id = ?", [identifier]).fetchone()[0]
    if what == "alias":
        sql = "SELECT 1 FROM aliases WHERE record_id = ? AND name = ? AND type = ?"
    else:
        sql = f"SELECT 1 FROM facts WHERE record_id = ? AND {' AND '.join(f'{column} IS ?' for column in FACT)}"
    return connection.execute(sql, [identifier, *key]).fetchone() is not None


def _with(
    given: RecordPart, taken: RecordPart, element: _Element, now: Any, wanted: Any
) -> tuple[RecordPart, RecordPart]:
    what, *key = element
    if what == "value":
        column = str(key[0])
        return replace(given, values={**given.values, column: wanted}), replace(
            taken, values={**taken.values, column: now}
        )
    side, part = given if wanted else taken, tuple(map(str, key))
    if what == "alias":
        side = replace(side, aliases=(*side.aliases, (part[0], part[1])))
    if what == "fact":
        side = replace(side, facts=(*side.facts, tuple(None if each is None else str(each) for each in key)))
    return (side, taken) if wanted else (given, side)
