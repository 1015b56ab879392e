"""Names for the documents of a file that holds several."""

from __future__ import annotations

import re

from store.errors import FormatError

_NAMES_A_DOCUMENT = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S|[A-Za-z]:[\\/]|/|-#")


class DocumentNames:
    """Gives every document of one file an identifier and a source of its own.

    Args:
        file: the absolute path of the file.
        stem: what the identifiers of unnamed documents begin with.
    """

    def __init__(self, file: str, stem: str) -> None:
        self._file = file
        self._stem = stem
        self._lines: dict[str, int] = {}
        self._sources: set[str] = set()

    def identifier(self, given: str | None, line: int) -> str:
        """Take the identifier that the file gives, or make one from the line number.

        Raises:
            FormatError: An earlier line has the same identifier.
        """
        identifier = given or f"{self._stem}-{line}"
        earlier = self._lines.setdefault(identifier, line)
        if earlier != line:
            raise FormatError(f"the id {identifier!r} is already that of line {earlier}")
        return identifier

    def source(self, given: str | None, identifier: str) -> str:
        """Take the source that the file gives if it tells this document from others, else make one.

        A publisher's name ("NASA") stands at many documents and so is no source; addresses, absolute paths
        and standard input (`-#`) are, once in a file.
        """
        source = given if given and _NAMES_A_DOCUMENT.match(given) else None
        if source is None or source in self._sources:
            source = f"{self._file}#{identifier}"
        self._sources.add(source)
        return source
