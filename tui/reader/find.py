"""Finding words in a text of any size. No Textual in here."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import NamedTuple

MOST_HITS = 100_000
_WORD = re.compile(r"\w+")


class Hit(NamedTuple):
    """A place where the query stands: offsets, the end exclusive."""

    start: int
    end: int


class Finder:
    """Looks for words in one text, whatever their case and whatever white space stands between them.

    Args:
        text: the stored text.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def hits(self, query: str) -> list[Hit]:
        """Every place of the query, in the order of the text; the first 100,000 of them."""
        words = query.split()
        if not words:
            return []
        return self._found(_pattern(words))

    def hits_of_any(self, query: str) -> list[Hit]:
        """Every word that begins with a word of the query, as a search of the library takes it."""
        words = _WORD.findall(query)
        return self._found(rf"\b(?:{'|'.join(map(re.escape, words))})") if words else []

    def _found(self, pattern: str) -> list[Hit]:
        # A search that minds case is many times faster, if lower case does not shift the offsets.
        if self._lowered is None:
            found = re.finditer(pattern, self._text, re.IGNORECASE)
        else:
            found = re.finditer(pattern.lower(), self._lowered)
        return [Hit(*match.span()) for match in islice(found, MOST_HITS)]

    @cached_property
    def _lowered(self) -> str | None:
        lowered = self._text.lower()
        return lowered if len(lowered) == len(self._text) else None


def _pattern(words: list[str]) -> str:
    return r"\s+".join(map(re.escape, words))
