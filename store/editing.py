"""Deciding on records: creating, editing, merging and taking apart, each one group of the log that undo takes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from store import decisions, records
from store.clock import now
from store.database import transaction
from store.errors import ImpossibleDecisionError
from store.log import Change
from store.model import Action, Alias, Fact, Kind, NameType, Record, RecordOrigin
from store.naming import record_id
from store.outcomes import Outcome
from store.planning import Plan
from store.standings import FACT, RecordPart


def create(
    connection: sqlite3.Connection,
    kind: Kind,
    name: str,
    author: str,
    *,
    aliases: Sequence[Alias] = (),
    facts: Sequence[Fact] = (),
    mention_ids: Sequence[int] = (),
) -> Outcome:
    """Make a record, and link mentions to it.

    Its id is the first in `records` of the outcome. A provisional record of the name, which so far only texts vouch
    for, becomes this one; beside any other of the name it is told apart by a number.

    Raises:
        UnknownMentionError: one of the mentions is not in the library.
        ImpossibleDecisionError: the name is empty.
    """
    name = _cleaned(name)
    with transaction(connection):
        identifier = _room(connection, kind, name)
        held = records.get(connection, identifier)
        wanted = held._replace(
            origin=RecordOrigin.PERSON, aliases=tuple(aliases), facts=tuple(_vouched(facts, author)), common=False
        )
        plan = Plan(connection, mention_ids)
        for number in dict.fromkeys(mention_ids):
            old = plan.deciding(number)
            decisions.carry(plan, number, replace(decisions.accepted(old, author), kind=kind.value, record=identifier))
        made = _changes(connection, held, wanted)
        return decisions.write(
            connection, Action.CREATE_RECORD, f"create {kind.value} “{name}”", [*made, *plan.changes()], author
        )


def edit(
    connection: sqlite3.Connection,
    identifier: str,
    author: str,
    *,
    name: str | None = None,
    wikidata: str | None = None,
    aliases: Sequence[Alias] | None = None,
    facts: Sequence[Fact] | None = None,
) -> Outcome:
    """Change a record; what is not given stays as it is.

    Args:
        connection: the library.
        identifier: the record.
        author: who changes it; new facts name that person as their source.
        name: its preferred name; the one that it had becomes another name.
        wikidata: its id there; empty for none.
        aliases: all its other names.
        facts: all its facts.

    Raises:
        UnknownRecordError: there is no such record.
        ImpossibleDecisionError: the name is empty.
    """
    with transaction(connection):
        held = records.get(connection, identifier)
        wanted = held
        if aliases is not None:
            wanted = wanted._replace(aliases=tuple(aliases))
        if name is not None:
            wanted = _renamed(wanted, _cleaned(name))
        if wikidata is not None:
            wanted = wanted._replace(wikidata=wikidata or None)
        if facts is not None:
            known = set(held.facts)
            new = _vouched([fact for fact in facts if fact not in known], author)
            wanted = wanted._replace(facts=(*(fact for fact in facts if fact in known), *new))
        changes = _changes(connection, held, wanted)
        return decisions.write(connection, Action.EDIT_RECORD, _told(held, wanted), changes, author)


def prefer_name(connection: sqlite3.Connection, identifier: str, name: str, author: str) -> Outcome:
    """Set a record's preferred name; the one that it had becomes another name.

    Raises:
        UnknownRecordError: there is no such record.
        ImpossibleDecisionError: the name is empty.
    """
    return edit(connection, identifier, author, name=name)


def merge(connection: sqlite3.Connection, into: str, others: Sequence[str], author: str) -> Outcome:
    """Say that records are one: names, facts, mentions and statements of the others become the first one's.

    The others stay as they are, and only point to it; so `split` and undo bring each back with all that it had.

    Raises:
        UnknownRecordError: one of them is not there.
        ImpossibleDecisionError: there is nothing to merge.
    """
    with transaction(connection):
        target = records.get(connection, into)
        found = [records.get(connection, other) for other in others]
        merged = [record for record in dict.fromkeys(record.id for record in found) if record != target.id]
        if not merged:
            raise ImpossibleDecisionError("Choose two different records to merge.")
        changes = []
        for record in merged:
            changes.append(_pointing(record, None, target.id))
            # What was merged into it before comes along.
            changes += [_pointing(each, record, target.id) for each in records.same(connection, record)[1:]]
        names = ", ".join(dict.fromkeys(record.name for record in found if record.id != target.id))
        words = f"merge {names} into {target.name}"
        return decisions.write(connection, Action.MERGE_RECORDS, words, changes, author)


def split(connection: sqlite3.Connection, identifier: str, author: str) -> Outcome:
    """Take a record out of the one that it was merged into; its mentions, names and facts go with it.

    Raises:
        ImpossibleDecisionError: it is merged into none.
    """
    with transaction(connection):
        row = connection.execute("SELECT merged_into, name FROM records WHERE id = ?", [identifier]).fetchone()
        if row is None or row[0] is None:
            raise ImpossibleDecisionError("That record is not merged into another one.")
        words = f"split {row[1]} from {records.get(connection, identifier).name}"
        return decisions.write(connection, Action.SPLIT_RECORD, words, [_pointing(identifier, row[0], None)], author)


def parts(connection: sqlite3.Connection, identifier: str) -> list[tuple[str, str]]:
    """The records that are merged into one, by their ids and names, for whoever takes them apart."""
    rows = connection.execute("SELECT id, name FROM records WHERE merged_into = ? ORDER BY name, id", [identifier])
    return [(merged, name) for merged, name in rows]


def _pointing(identifier: str, before: str | None, after: str | None) -> Change:
    return Change(identifier, RecordPart({"merged_into": before}), RecordPart({"merged_into": after}))


def _room(connection: sqlite3.Connection, kind: Kind, name: str) -> str:
    """The id for a new record of that name, under which a provisional one stands from then on."""
    base, count = record_id(kind, name), 1
    while True:
        identifier = base if count == 1 else f"{base}-{count}"
        row = connection.execute("SELECT origin, name, merged_into FROM records WHERE id = ?", [identifier]).fetchone()
        if row is None:
            connection.execute(
                "INSERT INTO records (id, kind, name, origin, created) VALUES (?, ?, ?, ?, ?)",
                [identifier, kind, name, RecordOrigin.PROVISIONAL, now()],
            )
            return identifier
        if row == (RecordOrigin.PROVISIONAL, name, None):
            return identifier
        count += 1


def _cleaned(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise ImpossibleDecisionError("A record needs a name.")
    return cleaned


def _renamed(record: Record, name: str) -> Record:
    if name == record.name:
        return record
    aliases = [alias for alias in record.aliases if alias.name != name]
    own = Alias(record.name, NameType.SHORT if record.common else NameType.NAME)
    return record._replace(name=name, aliases=(own, *aliases), common=False)


def _vouched(facts: Iterable[Fact], author: str) -> list[Fact]:
    """The facts with the person as their source."""
    return [fact._replace(source=f"person: {author}") for fact in facts]


def _told(held: Record, wanted: Record) -> str:
    """What an edit does, in words."""
    said = [f"call it {wanted.name}"] if wanted.name != held.name else []
    if wanted.wikidata != held.wikidata:
        said.append(f"Wikidata {wanted.wikidata or 'none'}")
    names, known = {alias.name for alias in wanted.aliases}, {alias.name for alias in held.aliases}
    said += [f"name “{name}”" for name in sorted(names - known - {held.name})]
    said += [f"without name “{name}”" for name in sorted(known - names - {wanted.name})]
    said += [f"{fact.property.replace('_', ' ')} {fact.value}" for fact in wanted.facts if fact not in held.facts]
    said += [
        f"without {fact.property.replace('_', ' ')} {fact.value}" for fact in held.facts if fact not in wanted.facts
    ]
    return f"edit {held.name}: {', '.join(said)}"


def _changes(connection: sqlite3.Connection, held: Record, wanted: Record) -> list[Change]:
    """What must be taken from a record, and from those merged into it, and given to it."""
    names = {part: _names(connection, part) for part in records.same(connection, held.id)}
    facts = {part: _facts(connection, part) for part in names}
    known = {name: kind for part in names.values() for name, kind in reversed(part)}
    wanted_names = {alias.name: alias.type.value for alias in wanted.aliases}
    # What a record is called, or was, keeps its type: a preferred name may be an acronym.
    for name in (held.name, wanted.name):
        if name == wanted.name or name in wanted_names:
            wanted_names[name] = known.get(name, NameType.NAME.value)
    if wanted.origin is not held.origin:
        wanted_names[wanted.name] = NameType.NAME.value
    wanted_facts = [_row(fact) for fact in wanted.facts]
    given = RecordPart(
        {column: new for column, (_, new) in _values(held, wanted).items()},
        tuple(item for item in wanted_names.items() if all(item not in part for part in names.values())),
        tuple(fact for fact in wanted_facts if all(fact not in part for part in facts.values())),
    )
    changes = []
    for part in names:
        taken = RecordPart(
            {column: old for column, (old, _) in _values(held, wanted).items()} if part == held.id else {},
            tuple(item for item in names[part] if item not in wanted_names.items()),
            tuple(own for shown, own in facts[part].items() if shown not in wanted_facts),
        )
        changes.append(Change(part, taken, given if part == held.id else RecordPart()))
    return [change for change in changes if change.before != change.after]


def _values(held: Record, wanted: Record) -> dict[str, tuple[str | None, str | None]]:
    """The columns that change, with what they hold and shall hold."""
    columns = (
        ("name", held.name, wanted.name),
        ("origin", held.origin.value, wanted.origin.value),
        ("wikidata", held.wikidata, wanted.wikidata),
    )
    return {column: (old, new) for column, old, new in columns if old != new}


_Row = tuple[str | None, ...]


def _row(fact: Fact) -> _Row:
    return fact.property, fact.value, fact.source, fact.record_id, fact.start, fact.end


def _names(connection: sqlite3.Connection, identifier: str) -> list[tuple[str, str]]:
    """The names that a record itself has, with their types."""
    return connection.execute("SELECT name, type FROM aliases WHERE record_id = ? ORDER BY id", [identifier]).fetchall()


def _facts(connection: sqlite3.Connection, identifier: str) -> dict[_Row, _Row]:
    """The facts that a record itself has, as they are shown and as they are kept."""
    rows = connection.execute(
        f"SELECT {', '.join(FACT)}, (SELECT merged_into FROM records WHERE records.id = value_record_id) FROM facts "
        "WHERE record_id = ? ORDER BY id",
        [identifier],
    )
    return {(*row[:3], row[6] or row[3], *row[4:6]): tuple(row[:6]) for row in rows}
