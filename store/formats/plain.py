"""Plain text: kept as it is, every line end and every code point."""

from __future__ import annotations

from store.formats.titles import title_from
from store.model import IncomingDocument


def read(text: str, *, identifier: str, source: str) -> IncomingDocument:
    """Make a document of a text, its title the first line; nothing else is guessed."""
    return IncomingDocument(identifier=identifier, title=title_from(text, identifier), text=text, source=source)
