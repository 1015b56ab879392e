"""Records: the entities that mentions point to, with their names and facts."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from store.clock import now
from store.database import SUPERSEDED
from store.errors import UnknownRecordError
from store.model import Alias, Fact, Kind, Name, NameType, Record, RecordOrigin, State
from store.namesakes import namesakes, told_apart
from store.naming import fold, record_id

#: The tables that hold some facts a second time, as columns for whoever opens the file with other programs.
_OWN_TABLES: dict[Kind, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    Kind.AGENCY: ("agencies", ("country", "founded", "dissolved", "located_in"), ("part_of",)),
    Kind.PERSON: ("people", ("nationality", "born", "died"), ()),
    Kind.MISSION: (
        "missions",
        ("country", "designation", "launched", "ended", "launch_site"),
        ("operator", "vehicle", "target"),
    ),
}
_T = TypeVar("_T")
_OF_A_RECORD = "id, kind, name, origin, wikidata"
_OF_A_FACT = "property, value, source, value_record_id, valid_from, valid_to"
_ROWS_A_STATEMENT = 400
#: A word as FTS5 takes it: accents that stand as characters of their own belong to it.
_WORD = re.compile(r"[\w\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A record as a list shows it, with how often the library's documents name it."""

    id: str
    kind: Kind
    name: str
    origin: RecordOrigin
    mentions: int
    documents: int


def put_all(connection: sqlite3.Connection, records: Iterable[Record]) -> int:
    """Write records of one origin, replacing the names and facts of those that are there.

    Runs inside the caller's transaction. A provisional record of the same id is promoted: its mentions stay.
    A record that a person made is left as it is, unless it is a person's record that takes its place.

    Returns:
        How many were written.
    """
    kept = dict(connection.execute("SELECT id, origin FROM records"))
    written = [r for r in records if r.origin is RecordOrigin.PERSON or kept.get(r.id) != RecordOrigin.PERSON]
    # What is not there yet, all of it where a library is new, has nothing to be taken away.
    replaced = [record.id for record in written if record.id in kept]
    for table in ("aliases", "facts", *(table for table, _, _ in _OWN_TABLES.values())):
        for some in _portions(replaced):
            connection.execute(f"DELETE FROM {table} WHERE record_id IN ({', '.join('?' * len(some))})", some)
    moment = now()
    connection.executemany(
        "INSERT INTO records (id, kind, name, origin, wikidata, created) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "kind = excluded.kind, name = excluded.name, origin = excluded.origin, wikidata = excluded.wikidata",
        [(r.id, r.kind.value, r.name, r.origin.value, r.wikidata, moment) for r in written],
    )
    _insert(
        connection,
        "INSERT OR IGNORE INTO aliases (record_id, name, type, folded)",
        [(record.id, name.name, name.type.value, fold(name.name)) for record in written for name in _names_of(record)],
    )
    known = kept.keys() | {record.id for record in written}
    _insert(
        connection,
        "INSERT INTO facts (record_id, property, value, value_record_id, valid_from, valid_to, source)",
        [
            (r.id, f.property, f.value, f.record_id if f.record_id in known else None, f.start, f.end, f.source)
            for r in written
            for f in r.facts
        ],
    )
    for kind, (table, columns, references) in _OWN_TABLES.items():
        names = ", ".join(["record_id", *columns, *(f"{name}_id" for name in references)])
        rows = [_own_row(record, columns, references, known) for record in written if record.kind is kind]
        _insert(connection, f"INSERT INTO {table} ({names})", rows)
    return len(written)


def _names_of(record: Record) -> Iterator[Alias]:
    yield Alias(record.name, NameType.SHORT if record.common else NameType.NAME)
    yield from record.aliases


def _insert(connection: sqlite3.Connection, into: str, rows: Sequence[Sequence[str | None]]) -> None:
    for some in _portions(rows):
        places = ", ".join([f"({', '.join('?' * len(some[0]))})"] * len(some))
        connection.execute(f"{into} VALUES {places}", [value for row in some for value in row])


def _portions(many: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """What goes into one statement each: full-text search makes a statement cost more than a row."""
    for at in range(0, len(many), _ROWS_A_STATEMENT):
        yield many[at : at + _ROWS_A_STATEMENT]


def _own_row(
    record: Record, columns: tuple[str, ...], references: tuple[str, ...], known: set[str]
) -> list[str | None]:
    first: dict[str, Fact] = {}
    for fact in record.facts:
        first.setdefault(fact.property, fact)
    values = [first[column].value if column in first else None for column in columns]
    targets = [first[column].record_id if column in first else None for column in references]
    return [record.id, *values, *(target if target in known else None for target in targets)]


def get(connection: sqlite3.Connection, identifier: str) -> Record:
    """The record of that id, with its names and facts and those of the records that are merged into it.

    The id of a merged record is that of the record that it is merged into.

    Raises:
        UnknownRecordError: there is none.
    """
    rows = connection.execute(
        f"SELECT {_OF_A_RECORD} FROM records WHERE id = coalesce((SELECT merged_into FROM records WHERE id = ?1), ?1)",
        [identifier],
    ).fetchall()
    if not rows:
        raise UnknownRecordError(f"There is no record {identifier}; `spacetui records --find NAME` looks for one.")
    names: dict[str, str] = {}
    facts: dict[Fact, None] = {}
    for each in same(connection, rows[0][0]):
        found = connection.execute("SELECT name, type FROM aliases WHERE record_id = ? ORDER BY id", [each])
        for name, kind in found:
            names.setdefault(name, kind)
        for fact in connection.execute(
            "SELECT property, value, source, coalesce((SELECT merged_into FROM records "
            "WHERE records.id = value_record_id), value_record_id), valid_from, valid_to "
            "FROM facts WHERE record_id = ? ORDER BY id",
            [each],
        ):
            facts[Fact(*fact)] = None
    return _record(rows[0], list(names.items()), facts)


def join(table: str, column: str) -> str:
    """What joins, as SQL, the record that holds for a column: that which the record there is merged into, or itself."""
    return (
        f"LEFT JOIN records AS own_{table} ON own_{table}.id = {column} "
        f"LEFT JOIN records AS {table} ON {table}.id = coalesce(own_{table}.merged_into, own_{table}.id)"
    )


def same(connection: sqlite3.Connection, identifier: str) -> list[str]:
    """The ids under which mentions point to a record: its own, and behind it those of records merged into it."""
    rows = connection.execute("SELECT id FROM records WHERE merged_into = ? ORDER BY id", [identifier])
    return [identifier, *(merged for (merged,) in rows)]


def called(connection: sqlite3.Connection, identifiers: Iterable[str]) -> dict[str, str]:
    """The names of records by their ids; of merged ones those of the records that they are merged into."""
    return {each: name for each, (_, name) in meant(connection, identifiers).items()}


def meant(connection: sqlite3.Connection, identifiers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The ids and names of records by their ids; of merged ones those of the records that they are merged into."""
    rows = connection.execute(
        "SELECT own.id, records.id, records.name FROM json_each(?) AS wanted JOIN records AS own "
        "ON own.id = wanted.value JOIN records ON records.id = coalesce(own.merged_into, own.id)",
        [json.dumps(list(identifiers))],
    )
    return {own: (identifier, name) for own, identifier, name in rows}


def every(connection: sqlite3.Connection) -> dict[str, Record]:
    """All records by their ids, with their names and facts; 30,000 of them take half a second."""
    aliases: dict[str, list[tuple[str, str]]] = {}
    for identifier, *alias in connection.execute("SELECT record_id, name, type FROM aliases ORDER BY id"):
        aliases.setdefault(identifier, []).append((alias[0], alias[1]))
    facts: dict[str, list[Fact]] = {}
    for identifier, *fact in connection.execute(f"SELECT record_id, {_OF_A_FACT} FROM facts ORDER BY id"):
        facts.setdefault(identifier, []).append(Fact(*fact))
    rows = connection.execute(f"SELECT {_OF_A_RECORD} FROM records")
    return {row[0]: _record(row, aliases.get(row[0], []), facts.get(row[0], [])) for row in rows}


def _record(row: Sequence[str], names: Sequence[tuple[str, str]], facts: Iterable[Fact]) -> Record:
    return Record(
        id=row[0],
        kind=Kind(row[1]),
        name=row[2],
        origin=RecordOrigin(row[3]),
        wikidata=row[4],
        aliases=tuple(Alias(name, NameType(kind)) for name, kind in names if name != row[2]),
        facts=tuple(facts),
        common=(row[2], NameType.SHORT.value) in names,
    )


def resolve(connection: sqlite3.Connection, wanted: str) -> Record:
    """The record that a person means by an id or by a name.

    Raises:
        UnknownRecordError: none answers to it, or several do.
    """
    if connection.execute("SELECT 1 FROM records WHERE id = ?", [wanted]).fetchone():
        return get(connection, wanted)
    rows = connection.execute(
        "SELECT DISTINCT coalesce(merged_into, records.id) FROM aliases JOIN records ON records.id = record_id "
        "WHERE folded = ? ORDER BY 1",
        [fold(wanted)],
    ).fetchall()
    if not rows:
        raise UnknownRecordError(f"There is no record “{wanted}”; `spacetui records --find NAME` looks for one.")
    if len(rows) > 1:
        identifiers = ", ".join(identifier for (identifier,) in rows[:6])
        raise UnknownRecordError(f"Several records are called “{wanted}”: {identifiers}; name one by its id.")
    return get(connection, rows[0][0])


def ensure(connection: sqlite3.Connection, kind: Kind, name: str) -> str:
    """The id of the record of that kind that bears the name, made as a provisional one if there is none.

    Runs inside the caller's transaction. An unambiguous other name of a record counts as well.
    """
    bearers = connection.execute(
        "SELECT min(records.id) FROM aliases JOIN records ON records.id = record_id "
        "WHERE folded = ? AND kind = ? AND type <> 'short' GROUP BY coalesce(merged_into, records.id)",
        [fold(name), kind],
    ).fetchall()
    if len(bearers) == 1:
        return str(bearers[0][0])
    identifier = record_id(kind, name)
    made = connection.execute(
        "INSERT INTO records (id, kind, name, origin, created) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        [identifier, kind, name, RecordOrigin.PROVISIONAL, now()],
    )
    if made.rowcount:
        connection.execute(
            "INSERT INTO aliases (record_id, name, type, folded) VALUES (?, ?, ?, ?)",
            [identifier, name, NameType.NAME, fold(name)],
        )
    return identifier


def apart(connection: sqlite3.Connection, kind: Kind, name: str, other: str) -> str:
    """The id of a provisional record of that kind and name that is not the other one, made if there is none.

    Runs inside the caller's transaction. Its name is a short one: what is found elsewhere does not mean it.
    """
    base = record_id(kind, name)
    for count in itertools.count(1):
        identifier = base if count == 1 else f"{base}-{count}"
        row = connection.execute("SELECT origin, name, merged_into FROM records WHERE id = ?", [identifier]).fetchone()
        if row is None:
            connection.execute(
                "INSERT INTO records (id, kind, name, origin, created) VALUES (?, ?, ?, ?, ?)",
                [identifier, kind, name, RecordOrigin.PROVISIONAL, now()],
            )
            connection.execute(
                "INSERT INTO aliases (record_id, name, type, folded) VALUES (?, ?, ?, ?)",
                [identifier, name, NameType.SHORT, fold(name)],
            )
            return identifier
        if identifier != other and row == (RecordOrigin.PROVISIONAL, name, None):
            return identifier
    raise AssertionError  # there is no last number


def pointing(connection: sqlite3.Connection, column: str, identifier: str) -> str:
    """Which rows point to a record, as SQL; an id that stands alone lets an index give their order."""
    quoted = ["'" + each.replace("'", "''") + "'" for each in same(connection, identifier)]
    return f"{column} = {quoted[0]}" if len(quoted) == 1 else f"{column} IN ({', '.join(quoted)})"


def names(connection: sqlite3.Connection) -> list[Name]:
    """Every name that the extraction looks for: those of the catalogue and of people's own records.

    Provisional records are left out: what one run merely guessed must not make the next one sure. The names of
    records that share one say what tells these apart.
    """
    rows = connection.execute(
        "SELECT aliases.name, aliases.type, records.kind, records.id, records.name FROM aliases "
        "JOIN records AS own ON own.id = record_id JOIN records ON records.id = coalesce(own.merged_into, own.id) "
        "WHERE records.origin <> 'provisional' ORDER BY aliases.id"
    )
    found = [Name(text, NameType(kind), Kind(of), identifier, name) for text, kind, of, identifier, name in rows]
    which = namesakes(found)
    wanted = json.dumps(sorted(which))
    facts = connection.execute(
        "SELECT record_id, property, value, value_record_id FROM facts "
        "WHERE record_id IN (SELECT value FROM json_each(?))",
        [wanted],
    )
    pointing = connection.execute(
        "SELECT record_id, value_record_id FROM facts WHERE value_record_id IN (SELECT value FROM json_each(?))",
        [wanted],
    )
    return told_apart(found, which, facts, pointing)


def names_of(records: Iterable[Record]) -> list[Name]:
    """The names of records that stand in no library."""
    held = list(records)
    found = [
        Name(alias.name, alias.type, record.kind, record.id, record.name)
        for record in held
        for alias in _names_of(record)
    ]
    known = {record.id for record in held}
    which = namesakes(found)
    facts = [
        (record.id, fact.property, fact.value, fact.record_id if fact.record_id in known else None)
        for record in held
        for fact in record.facts
        if record.id in which or fact.record_id in which
    ]
    return told_apart(
        found,
        which,
        (fact for fact in facts if fact[0] in which),
        ((record_id, target) for record_id, _, _, target in facts if target in which),
    )


def listed(
    connection: sqlite3.Connection,
    *,
    kind: Kind | None = None,
    find: str | None = None,
    named_only: bool = False,
    is_blind: bool = False,
) -> list[ListedRecord]:
    """Records by kind and name, with their counts.

    Args:
        kind: only those of this kind.
        find: only those with a name that contains these words, or words that begin like them.
        named_only: only those that a current mention points to.
        is_blind: count accepted mentions alone, and leave provisional records out that have none.
    """
    where, values = ["records.merged_into IS NULL"], []
    if kind is not None:
        where.append("records.kind = ?")
        values.append(kind.value)
    if find is not None:
        where.append(
            "records.id IN (SELECT coalesce(merged_into, own.id) FROM aliases JOIN records AS own "
            "ON own.id = aliases.record_id WHERE aliases.id IN "
            "(SELECT rowid FROM aliases_fts WHERE aliases_fts MATCH ?))"
        )
        values.append(prefix_query(find))
    rows = connection.execute(
        f"SELECT id, kind, name, origin FROM records WHERE {' AND '.join(where)} ORDER BY name COLLATE NOCASE, id",
        values,
    )
    counts = _counts(connection, (State.ACCEPTED,) if is_blind else (State.PROPOSED, State.ACCEPTED))
    # Looking a member up takes a third of the time of calling its enumeration.
    kinds = {str(member): member for member in Kind}
    origins = {str(member): member for member in RecordOrigin}
    found = [
        ListedRecord(identifier, kinds[of], name, origins[origin], *counts.get(identifier, (0, 0)))
        for identifier, of, name, origin in rows
        if identifier in counts or not (named_only or (is_blind and origin == RecordOrigin.PROVISIONAL))
    ]
    order = {kind: position for position, kind in enumerate(Kind)}
    return sorted(found, key=lambda record: order[record.kind])


def _counts(connection: sqlite3.Connection, states: Sequence[State]) -> dict[str, tuple[int, int]]:
    """How often mentions in those states name each record in current documents, and in how many of them."""
    rows = connection.execute(
        "SELECT coalesce(merged_into, records.id), sum(mentions), sum(documents) FROM (SELECT record_id, "
        "count(*) AS mentions, count(DISTINCT document_id) AS documents FROM mentions "
        f"WHERE state IN ({', '.join('?' * len(states))}) AND document_id NOT IN {SUPERSEDED} GROUP BY record_id) "
        "JOIN records ON records.id = record_id GROUP BY 1",
        states,
    )
    return {identifier: (held, documents) for identifier, held, documents in rows}


def prefix_query(words: str) -> str:
    """An FTS5 query for texts in which every one of the words, or a word that begins with it, stands."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(words)) or '""'


def any_word_query(words: str) -> str:
    """An FTS5 query for texts in which at least one of the words, or a word that begins with it, stands."""
    return " OR ".join(f'"{word}"*' for word in _WORD.findall(words)) or '""'
