"""The shipped catalogue as it lies in the package's files, to be read without a library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from store.bulk import without_collection
from store.model import Kind, Name, NameType, Record


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
    """Every name of the shipped catalogue; its facts, which are most of it, are not looked at."""
    found = []
    for file in catalogue_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            kind, record_id, canonical = Kind(item["kind"]), item["id"], item["name"]
            own = NameType.SHORT if item.get("common") else NameType.NAME
            found.append(Name(canonical, own, kind, record_id, canonical))
            found += [
                Name(alias["name"], NameType(alias["type"]), kind, record_id, canonical)
                for alias in item.get("aliases", ())
            ]
    return found
