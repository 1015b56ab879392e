"""How the subjects of decisions stand: what decisions change of mentions, records, relations, quotations and rules.

The log keeps a standing as JSON. What has its usual value is left out, so that a log of any version can be read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, ClassVar, Self

from store.model import State
from store.naming import fold


class Standing:
    """What decisions change of one subject: a row of a table, in the columns that its fields are kept in."""

    __slots__ = ()
    table: ClassVar[str]
    log: ClassVar[str]
    number: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    #: The column of the table that holds the number.
    key: ClassVar[str] = "id"
    #: Whether its decisions are made on a document, and carried over to its revisions.
    of_document: ClassVar[bool] = True

    def to_json(self) -> str:
        """The form in which the log keeps it."""
        said = {name: getattr(self, name) for name, _ in _usual(self)}
        return _ENCODER.encode({name: said[name] for name, usual in _usual(self) if said[name] != usual})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` has written."""
        return cls.from_values(json.loads(text))

    @classmethod
    def from_values(cls, said: dict[str, Any]) -> Self:
        """What the values of such a JSON object say."""
        return cls(**said)

    @classmethod
    def write(cls, connection: sqlite3.Connection, changes: Sequence[tuple[Any, Any, Any]]) -> None:
        """Let each subject stand as it shall behind a change. Runs inside the caller's transaction.

        Args:
            connection: the library.
            changes: the subjects' numbers, how they stand, and how they shall stand.
        """
        values = attrgetter(*(name for name, _ in _fields(cls)))
        connection.executemany(
            f"UPDATE {cls.table} SET {', '.join(f'{column} = ?' for column in cls.columns)} WHERE {cls.key} = ?",
            ((*values(after), number) for number, _, after in changes),
        )

    @classmethod
    def read(cls, connection: sqlite3.Connection, numbers: Iterable[Any]) -> dict[Any, Self]:
        """How those stand that are in the library, by their numbers."""
        rows = connection.execute(
            f"SELECT {cls.key}, {', '.join(cls.columns)} FROM {cls.table} "
            f"WHERE {cls.key} IN (SELECT value FROM json_each(?))",
            [json.dumps(list(numbers))],
        )
        return {number: cls(*values) for number, *values in rows}


_HOLDING = (State.PROPOSED.value, State.ACCEPTED.value)
_ENCODER = json.JSONEncoder(ensure_ascii=False)


@lru_cache(maxsize=4096)
def _quoted(text: str | None) -> str:
    return _ENCODER.encode(text)


def _usual(standing: Standing) -> list[tuple[str, object]]:
    return _fields(type(standing))


#: The fields of each sort of standing, by its table.
_FIELDS: dict[str, list[tuple[str, object]]] = {}


def _fields(standing: type[Standing]) -> list[tuple[str, object]]:
    """The fields of a standing with the values that need not be said; an own object where each must be."""
    if standing.table not in _FIELDS:
        declared = fields(standing)  # type: ignore[arg-type]
        _FIELDS[standing.table] = [(each.name, each.default) for each in declared]
    return _FIELDS[standing.table]


@dataclass(frozen=True, slots=True)
class MentionStanding(Standing):
    """The part of a mention that decisions change."""

    table: ClassVar[str] = "mentions"
    log: ClassVar[str] = "decisions"
    number: ClassVar[str] = "mention_id"
    columns: ClassVar[tuple[str, ...]] = (
        *("start_offset", "end_offset", "kind", "record_id", "state", "author", "note", "flagged"),
    )

    start: int
    end: int
    kind: str
    record: str
    state: str
    author: str | None
    note: str | None = None
    flagged: bool = False

    @property
    def is_accepted(self) -> bool:
        """Whether a person has said that it is one."""
        return self.state == State.ACCEPTED

    @property
    def meaning(self) -> tuple[int, int, str | None]:
        """Its place, and the record that it means there unless it holds no more."""
        return self.start, self.end, self.record if self.state in _HOLDING else None

    def decided(self, state: State, author: str) -> MentionStanding:
        """How it stands when somebody decides so, and nothing else."""
        # Ten thousand are decided at once, and `replace` takes three times as long.
        return MentionStanding(
            self.start, self.end, self.kind, self.record, state.value, author, self.note, self.flagged
        )

    def to_json(self) -> str:
        """The form in which the log keeps it, written out because so many are written at once."""
        said = (
            f'{{"start": {self.start}, "end": {self.end}, "kind": "{self.kind}", "record": {_quoted(self.record)}, '
            f'"state": "{self.state}", "author": {_quoted(self.author)}'
        )
        if self.note is not None:
            said += f', "note": {_quoted(self.note)}'
        return said + (', "flagged": true}' if self.flagged else "}")


@dataclass(frozen=True, slots=True)
class RelationStanding(Standing):
    """The part of a relation that decisions change; a `given` record is that of an end without a mention."""

    table: ClassVar[str] = "relations"
    log: ClassVar[str] = "relation_decisions"
    number: ClassVar[str] = "relation_id"
    columns: ClassVar[tuple[str, ...]] = (
        *("subject", "subject_start", "subject_end", "subject_given", "predicate"),
        *("object", "object_start", "object_end", "object_given", "role", "start_offset", "end_offset"),
        *("state", "author"),
    )

    subject: str
    subject_start: int | None
    subject_end: int | None
    subject_given: str | None
    predicate: str
    object: str
    object_start: int | None
    object_end: int | None
    object_given: str | None
    role: str | None
    start: int | None
    end: int | None
    state: str
    author: str | None


@dataclass(frozen=True, slots=True)
class QuotationStanding(Standing):
    """The part of a quotation that decisions change."""

    table: ClassVar[str] = "quotations"
    log: ClassVar[str] = "quotation_decisions"
    number: ClassVar[str] = "quotation_id"
    columns: ClassVar[tuple[str, ...]] = (
        *("speaker", "speaker_start", "speaker_end", "speaker_given", "start_offset", "end_offset"),
        *("cue_start", "cue_end", "indirect", "state", "author"),
    )

    speaker: str
    speaker_start: int | None
    speaker_end: int | None
    speaker_given: str | None
    start: int
    end: int
    cue_start: int | None
    cue_end: int | None
    indirect: bool
    state: str
    author: str | None


@dataclass(frozen=True, slots=True)
class NeverLinkStanding(Standing):
    """Whether a rule holds."""

    table: ClassVar[str] = "never_links"
    log: ClassVar[str] = "never_link_decisions"
    number: ClassVar[str] = "never_link_id"
    columns: ClassVar[tuple[str, ...]] = ("active", "author")
    of_document: ClassVar[bool] = False

    active: bool
    author: str | None


@dataclass(frozen=True, slots=True)
class LearnedRuleStanding(Standing):
    """Whether a learned rule is switched off, by the rule in words."""

    table: ClassVar[str] = "switched_off_rules"
    log: ClassVar[str] = "rule_decisions"
    number: ClassVar[str] = "rule"
    columns: ClassVar[tuple[str, ...]] = ("active", "author")
    key: ClassVar[str] = "rule"
    of_document: ClassVar[bool] = False

    off: bool
    author: str | None

    @classmethod
    def read(cls, connection: sqlite3.Connection, numbers: Iterable[Any]) -> dict[Any, Self]:
        """How those stand that are in the library, by the rules in words; each is asked for by itself.

        SQLite ends a text in JSON at a NUL, which the words of a rule may hold where another program wrote the text.
        """
        sql = f"SELECT {', '.join(cls.columns)} FROM {cls.table} WHERE {cls.key} = ?"
        rows = ((rule, connection.execute(sql, [rule]).fetchone()) for rule in numbers)
        return {rule: cls(*values) for rule, values in rows if values is not None}


@dataclass(frozen=True, slots=True)
class RecordPart(Standing):
    """What a decision takes from a record, or gives to it; a decision on a record is a pair of these.

    No more than what changes is kept, so that a catalogue of a later version and a decision hold side by side.

    Args:
        values: columns with their values.
        aliases: names with their types.
        facts: facts, as columns of the table.
    """

    table: ClassVar[str] = "records"
    log: ClassVar[str] = "record_decisions"
    number: ClassVar[str] = "record_id"
    of_document: ClassVar[bool] = False

    values: dict[str, str | None] = field(default_factory=dict)
    aliases: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str | None, ...], ...] = ()

    def to_json(self) -> str:
        """The form in which the log keeps it."""
        said = {name: getattr(self, name) for name in ("values", "aliases", "facts")}
        return _ENCODER.encode({name: part for name, part in said.items() if part})

    @classmethod
    def from_values(cls, said: dict[str, Any]) -> Self:
        """What the values of such a JSON object say."""
        aliases, facts = (tuple(map(tuple, said.get(name, ()))) for name in ("aliases", "facts"))
        return cls(said.get("values", {}), aliases, facts)

    @classmethod
    def write(cls, connection: sqlite3.Connection, changes: Sequence[tuple[Any, Any, Any]]) -> None:
        """Take from records and give to them what each change says. Runs inside the caller's transaction."""
        for identifier, before, after in changes:
            for column, value in after.values.items():
                if column in _COLUMNS_OF_A_RECORD:
                    connection.execute(f"UPDATE records SET {column} = ? WHERE id = ?", [value, identifier])
            connection.executemany(
                "DELETE FROM aliases WHERE record_id = ? AND name = ? AND type = ?",
                [(identifier, *alias) for alias in before.aliases],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO aliases (record_id, name, type, folded) VALUES (?, ?, ?, ?)",
                [(identifier, *alias, fold(alias[0])) for alias in after.aliases],
            )
            same = " AND ".join(f"{column} IS ?" for column in FACT)
            connection.executemany(
                f"DELETE FROM facts WHERE record_id = ? AND {same}", [(identifier, *fact) for fact in before.facts]
            )
            connection.executemany(
                f"INSERT INTO facts (record_id, {', '.join(FACT)}) SELECT ?{', ?' * len(FACT)} "
                f"WHERE NOT EXISTS (SELECT 1 FROM facts WHERE record_id = ? AND {same})",
                [(identifier, *fact) * 2 for fact in after.facts],
            )


#: The columns of a fact.
FACT = ("property", "value", "source", "value_record_id", "valid_from", "valid_to")
_COLUMNS_OF_A_RECORD = ("name", "origin", "wikidata", "merged_into")
