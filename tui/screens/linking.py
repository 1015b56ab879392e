"""The dialog that links a mention to a record."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from enum import StrEnum

from store import candidates
from store.candidates import Candidate
from store.model import Mention
from tui.jobs import LibraryThread
from tui.screens.choosing import ChoosingScreen
from tui.widgets.line_list import Line


class Instead(StrEnum):
    """What can be chosen instead of a record."""

    UNLINK = "unlink"
    NEVER_HERE = "never here"
    NEVER = "never"
    NEW = "new"


class LinkScreen(ChoosingScreen):
    """Asks which record a mention means. The result is a record's id, an `Instead`, or None."""

    def __init__(self, library: LibraryThread, mention: Mention, text: str) -> None:
        """Ask about a mention.

        Args:
            library: the library to ask.
            mention: the mention as it stands.
            text: the whole text that it is in.
        """
        words = text[mention.start : mention.end]

        def likely(connection: sqlite3.Connection) -> Sequence[Candidate]:
            if mention.id > 0:
                return candidates.of_mention(connection, mention.id)
            return candidates.search(connection, words, kind=mention.kind, is_whole=True)

        present = mention.record_id
        super().__init__(
            library,
            f"“{words}” means",
            likely,
            kind=mention.kind,
            text=f"{text[: mention.start]} {text[mention.end :]}",
            present=present,
            rows=_rows(words, mention.name),
        )
        self._words = words
        self._name = mention.name

    def moved(self, value: object) -> None:
        """Tell what the rows do that say more than they seem to."""
        self.tell(
            {
                Instead.UNLINK: f"This “{self._words}” becomes a name of which nothing else is known.",
                Instead.NEVER_HERE: f"No “{self._words}” of this document is {self._name}, whatever a later run says.",
                Instead.NEVER: f"No “{self._words}” of the library is {self._name}, whatever a later run says.",
            }.get(value, "")  # type: ignore[call-overload]
        )


def _rows(words: str, name: str) -> list[Line]:
    rows = {
        Instead.UNLINK: f"not {name}: no known record",
        Instead.NEVER_HERE: f"never link “{words}” to {name} in this document",
        Instead.NEVER: f"never link “{words}” to {name} anywhere",
        Instead.NEW: "none of these: a new record",
    }
    return [Line(((said, ""),), value=value) for value, said in rows.items()]
