"""Catalogues of records as files: JSON Lines like the shipped one, tables of one's own (CSV), and GCAT's tables."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from store import gcat
from store.bulk import without_collection
from store.errors import FormatError, UnreadableTextError
from store.formats.encoding import decode
from store.model import Alias, Fact, Kind, NameType, Record
from store.naming import record_id

_KINDS = {kind.value: kind for kind in Kind if kind is not Kind.DATE}
_TYPES = {kind.value: kind for kind in NameType}
_DELIMITERS = ",;\t|"
_ALIASES_APART = re.compile(r"[;|]")
_NO_WORD = re.compile(r"\W+")
#: The columns of a table that are no facts.
_OF_THE_RECORD = ("kind", "name", "aliases", "wikidata", "source")
#: The longest abbreviation that is taken for one, in characters.
_LONGEST_ACRONYM = 8


@without_collection()
def read_file(path: Path) -> list[Record]:
    """Every record of a file, whose form its first line tells.

    Raises:
        UnreadableTextError: the file cannot be read or is no text.
        FormatError: it is no catalogue, or a line of it is faulty.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableTextError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    found = list(read(decode(data, str(path)), source=str(path), name=path.name))
    if not found:
        raise FormatError(f"{path} holds no record.")
    return found


def read(text: str, *, source: str, name: str) -> Iterator[Record]:
    """Read records in whichever of the forms a text has.

    Args:
        text: the content of a file.
        source: what messages call the file.
        name: the source of facts that name none.

    Raises:
        FormatError: it is no catalogue, or a line of it is faulty.
    """
    if gcat.is_table(text):
        return gcat.read(text.splitlines(), source=source)
    if text.lstrip().startswith("{"):
        return read_lines(text.split("\n"), source=source)
    return read_table(text, source=source, name=name)


def read_lines(lines: Iterable[str], *, source: str) -> Iterator[Record]:
    """Read JSON Lines, one record a line; blank lines are passed over.

    Raises:
        FormatError: a line is no record.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield from_line(line)
            except FormatError as fault:
                raise FormatError(f"{source}, line {number}: {fault}.") from None


def from_line(line: str) -> Record:
    """Read one record.

    Raises:
        FormatError: it is none; the message is no sentence yet, but what stands behind the place.
    """
    try:
        item = json.loads(line)
        if "\\u" in line:
            json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise FormatError("half a surrogate pair is no character") from None
    except (ValueError, RecursionError):
        raise FormatError("this is no JSON") from None
    if not isinstance(item, dict):
        raise FormatError("a record is a JSON object in braces")
    common = item.get("common", False)
    if not isinstance(common, bool):
        raise FormatError("'common' is neither true nor false")
    return Record(
        id=_text(item, "id"),
        kind=_kind(_text(item, "kind")),
        name=_text(item, "name"),
        wikidata=_text_or_none(item, "wikidata"),
        aliases=tuple([Alias(_text(each, "name"), _type(_text(each, "type"))) for each in _objects(item, "aliases")]),
        facts=tuple([_fact(each) for each in _objects(item, "facts")]),
        common=common,
    )


def line_of(record: Record) -> str:
    """Write a record as one line, without a line end."""
    written: dict[str, Any] = {"id": record.id, "kind": record.kind, "name": record.name}
    if record.wikidata:
        written["wikidata"] = record.wikidata
    written["aliases"] = [{"name": alias.name, "type": alias.type} for alias in record.aliases]
    written["facts"] = [
        {"property": fact.property, "value": fact.value}
        | {
            key: value
            for key, value in (("record", fact.record_id), ("start", fact.start), ("end", fact.end))
            if value is not None
        }
        | {"source": fact.source}
        for fact in record.facts
    ]
    if record.common:
        written["common"] = True
    return json.dumps(written, ensure_ascii=False)


def _fact(item: dict[str, Any]) -> Fact:
    return Fact(
        _text(item, "property"),
        _text(item, "value"),
        _text(item, "source"),
        _text_or_none(item, "record"),
        _text_or_none(item, "start"),
        _text_or_none(item, "end"),
    )


def _objects(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = item.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise FormatError(f"{key!r} is no list of objects in braces")
    return found


def _text(item: dict[str, Any], key: str) -> str:
    text = item.get(key)
    if not isinstance(text, str):
        raise FormatError(f"{key!r} is missing" if text is None else f"{key!r} is not a text")
    if not text or text.isspace():
        raise FormatError(f"{key!r} is empty")
    return text


def _text_or_none(item: dict[str, Any], key: str) -> str | None:
    return None if item.get(key) is None else _text(item, key)


def _kind(name: str) -> Kind:
    if name not in _KINDS:
        raise FormatError(f"{name!r} is no kind of record; the kinds are {', '.join(_KINDS)}")
    return _KINDS[name]


def _type(name: str) -> NameType:
    if name not in _TYPES:
        raise FormatError(f"{name!r} is no type of name; the types are {', '.join(_TYPES)}")
    return _TYPES[name]


def read_table(text: str, *, source: str, name: str) -> Iterator[Record]:
    """Read a table: a row with the names of the columns, then one record a row.

    The columns `kind` and `name` must be there; `aliases` (with `;` or `|` between them), `wikidata` and `source`
    may be; each other column is a property, and what stands in it a fact. The delimiter is the comma, semicolon,
    tab or bar with which the first row has a kind and a name.

    Args:
        text: the content of the file, its line ends untouched.
        source: what messages call the file.
        name: the source of the facts of a row that names none.

    Raises:
        FormatError: a column is missing or stands twice, or a row is faulty.
    """
    # The largest limit that the reader takes on every platform.
    csv.field_size_limit(2**31 - 1)
    delimiter = _delimiter(text, source)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    line = 1
    try:
        for row in rows:
            if not columns:
                columns = _columns(row)
            elif any(map(str.strip, row)):
                if len(row) > len(columns):
                    raise FormatError("there are more fields than columns; put texts into quotation marks")
                yield _from_row(dict(zip(columns, map(str.strip, row), strict=False)), name)
            line = rows.line_num + 1
    except (csv.Error, FormatError) as fault:
        raise FormatError(f"{source}, line {line}: {fault}.") from None


def _delimiter(text: str, source: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    for delimiter in _DELIMITERS:
        if {"kind", "name"} <= {name.strip(' "\r').lower() for name in first.split(delimiter)}:
            return delimiter
    raise FormatError(
        f"{source} is no catalogue: neither JSON Lines, nor a table with the columns kind and name, nor one of GCAT's."
    )


def _columns(row: list[str]) -> list[str]:
    columns = [_NO_WORD.sub("_", name.strip().lower()).strip("_") for name in row]
    if len(set(columns)) < len(columns):
        repeated = next(name for name in columns if columns.count(name) > 1)
        raise FormatError(f"two columns are called {repeated!r}")
    return columns


def _from_row(cells: dict[str, str], source: str) -> Record:
    kind, name = _kind(_text(cells, "kind").upper()), _text(cells, "name")
    others = dict.fromkeys(map(str.strip, _ALIASES_APART.split(cells.get("aliases", ""))))
    return Record(
        id=record_id(kind, name),
        kind=kind,
        name=name,
        wikidata=cells.get("wikidata") or None,
        aliases=tuple(Alias(other, _guessed_type(other)) for other in others if other and other != name),
        facts=tuple(
            Fact(column, value, cells.get("source") or source)
            for column, value in cells.items()
            if value and column and column not in _OF_THE_RECORD
        ),
    )


def _guessed_type(alias: str) -> NameType:
    if alias.isupper() and " " not in alias and len(alias) <= _LONGEST_ACRONYM:
        return NameType.ACRONYM
    return NameType.NAME if alias.isascii() else NameType.NATIVE
