"""What an extraction for a library needs to know: its names, the rules of its decisions, the model in use."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extract.pipeline import Extractor
    from store.model import Name, Rule


class Knowledge(NamedTuple):
    """All that decides what an extraction says.

    Args:
        names: the names of all records.
        rules: the learned rules.
        model: the folder of the model that was trained from decisions; None for the one of the program.
    """

    names: list[Name]
    rules: list[Rule]
    model: Path | None


def of_library(library: Path) -> Knowledge:
    """What a library knows; of the shipped catalogue where it has no names yet.

    Raises:
        StoreError: the library cannot be read.
    """
    found = Knowledge([], [], None)
    if library.exists():
        from store import learned_rules, models, records
        from store.database import connect

        connection = connect(library, create=False)
        try:
            found = Knowledge(records.names(connection), learned_rules.holding(connection), models.in_use(connection))
        finally:
            connection.close()
    if found.names:
        return found
    from store import shipped

    return found._replace(names=shipped.catalogue_names())


def load(known: Knowledge, model: str | None = None) -> Extractor:
    """The extraction with what is known, and with the model that a person named rather than the one in use.

    Raises:
        ExtractError: it cannot be loaded.
    """
    from extract import pipeline
    from extract.spacy_import import import_spacy

    import_spacy()
    used = model or (str(known.model) if known.model else pipeline.DEFAULT_MODEL)
    return pipeline.load(known.names, model=used, rules=known.rules)


class RulesInForce:
    """The learned rules of a library, looked at again and again while people decide.

    Args:
        library: the library.
        rules: those that are followed already.
    """

    def __init__(self, library: Path, rules: Sequence[Rule]) -> None:
        self._library = library
        self._rules = list(rules)
        self._connection: sqlite3.Connection | None = None
        self._mark: tuple[int, ...] | None = None

    def changed(self) -> list[Rule] | None:
        """The rules, if they are others than the last time.

        Raises:
            StoreError: the library cannot be read.
        """
        from store import learned_rules
        from store.database import connect, plain_errors

        if self._connection is None:
            if not self._library.exists():
                return None
            self._connection = connect(self._library, create=False)
        with plain_errors(self._library):
            mark = learned_rules.mark(self._connection)
            if mark == self._mark:
                return None
            self._mark = mark
            found = learned_rules.holding(self._connection)
        if found == self._rules:
            return None
        self._rules = found
        return found
