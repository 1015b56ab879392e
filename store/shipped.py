"""The shipped catalogue as it lies in the package's files, to be read without a library."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from store.bulk import without_collection
from store.model import Kind, Name, NameType, Record
from store.namesakes import Row, namesakes, told_apart

#: Looking a member up takes a third of the time of calling its enumeration.
_KINDS, _TYPES = {str(kind): kind for kind in Kind}, {str(type): type for type in NameType}
_LINE_END = "\n"
_ID = re.compile(r'\{"id": ?"([^"]+)"')
_TARGET = re.compile(r'"record": ?"([^"]+)"')


def catalogue_files() -> list[Traversable]:
    """The files that it stands in, by name."""
    folder = files("sample_data") / "records"
    return sorted((file for file in folder.iterdir() if file.name.endswith(".jsonl")), key=lambda file: file.name)


def catalogue() -> Iterator[Record]:
    """Every record of the shipped catalogue.

    Raises:
        FormatError: a line of it is no record.
    """
    from store.catalogue import read_lines  # other forms of catalogues come with it, which names alone do not need

    for file in catalogue_files():
        yield from read_lines(file.read_text(encoding="utf-8").split("\n"), source=f"the catalogue's {file.name}")


@without_collection()
def catalogue_names() -> list[Name]:
    """Every name of the shipped catalogue; of its facts, which are most of it, only those that tell namesakes apart."""
    found = []
    texts = [file.read_text(encoding="utf-8") for file in catalogue_files()]
    items: dict[str, dict[str, Any]] = {}
    # Read as one list, a file's lines take two thirds of the time.
    for item in (item for text in texts for item in json.loads(f"[{text.strip().replace(_LINE_END, ',')}]")):
        kind, record_id, canonical = _KINDS[item["kind"]], item["id"], item["name"]
        items[record_id] = item
        own = NameType.SHORT if item.get("common") else NameType.NAME
        found.append(Name(canonical, own, kind, record_id, canonical))
        found += [
            Name(alias["name"], _TYPES[alias["type"]], kind, record_id, canonical) for alias in item.get("aliases", ())
        ]
    which = namesakes(found)
    return told_apart(found, which, _facts_of(which, items), _pointing_to(which, texts))


def _facts_of(which: Iterable[str], items: Mapping[str, dict[str, Any]]) -> Iterator[Row]:
    for record_id in which:
        for fact in items[record_id].get("facts", ()):
            yield record_id, fact["property"], fact["value"], fact.get("record")


def _pointing_to(which: Container[str], texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Which records' facts name some records, each pair as its line has them, without reading the lines as JSON."""
    for text in texts:
        for match in _TARGET.finditer(text):
            if match[1] in which and (own := _ID.match(text, text.rfind("\n", 0, match.start()) + 1)):
                yield own[1], match[1]
