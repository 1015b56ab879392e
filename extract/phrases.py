"""Capitalised phrases: the stretches of a text that can be names, and the lines where capitals say nothing."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from extract.cues import STATE_ABBREVIATIONS

# The standard library's expressions know no class of capital letters.
UPPER = (
    "A-Z"
    + "".join(c for c in map(chr, range(0xC0, 0x530)) if c.isupper())
    + "".join(c for c in map(chr, range(0x1E00, 0x1F00)) if c.isupper())
)
_ABBREVIATION = (
    r"(?=[A-Z][a-z]{0,4}\.)(?:Dr|St|Jr|Sr|Inc|Corp|Ltd|Co|Mt|Ft|No|Gov|Sen|Rep|Gen|Col|Maj|Capt|Cmdr|Lt|Adm|Prof|Mr|Mrs|Ms"
    rf"|Sgt|Bros|Ste|{'|'.join(sorted(STATE_ABBREVIATIONS))})\."
)
_INITIALS = r"(?:[A-Z]\.-?){1,4}(?![\w])"
_WORD = rf"[{UPPER}]\w*(?:[-–'’&]+(?![sS]\b)\w+)*(?:(?<=\d)\.\d\w*)?"
CAPITALISED = rf"(?:{_INITIALS}|{_ABBREVIATION}|{_WORD})"
_NUMERAL = r"\d{1,5}(?:[A-Z]\w{0,2})?(?:/\d+)?(?:-\d+)?(?![\w,.%:’']?\d|\w|[.,]\d|%)"
_PARTICLE = "(?:(?:de|di|da|do|dos|das|del|della|du|des|van|von|der|bin|bint|al|el|la|le|ibn|ten) ){1,2}"
_PHRASE = re.compile(rf"(?<![\w@#]){CAPITALISED}(?: (?:& |{_PARTICLE})?(?:{CAPITALISED}|{_NUMERAL}))*")


class Phrase(NamedTuple):
    """Capitalised words and numerals with single spaces between them.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        text: the phrase as it stands.
    """

    start: int
    end: int
    text: str


def phrases(text: str) -> Iterator[Phrase]:
    """All capitalised phrases of a text, in order; a possessive ends one."""
    for match in _PHRASE.finditer(text):
        yield Phrase(match.start(), match.end(), match[0])


_LINE = re.compile(r"^[^\n]{8,180}$", re.MULTILINE)
_LONG_WORD = re.compile(r"(?<![\w'’])[^\W\d_][\w'’]{3,}")


def headings(text: str) -> list[tuple[int, int]]:
    """The lines that are headings in capitals, whole or word by word, where a capital is no sign of a name."""
    return [match.span() for match in _LINE.finditer(text) if _is_heading(match[0])]


def _is_heading(line: str) -> bool:
    # A sentence of that length has a full stop; a line of an address or a list has few long words.
    if line.rstrip()[-1:] in ".;,:" or line[0] in "•-*–—●" or line.count(",") > 2:
        return False
    words = _LONG_WORD.findall(line)
    if len(words) < 3:
        return False
    capitalised = [word for word in words if word[0].isupper()]
    return len(capitalised) >= 0.7 * len(words)


class Stretches:
    """Ranges of a text, in order and apart, to ask whether a span touches one."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._ranges = ranges

    def touch(self, start: int, end: int) -> bool:
        """Whether a span touches a range."""
        if not self._ranges:
            return False
        position = bisect_right(self._ranges, (start, sys.maxsize)) - 1
        return any(low < end and start < high for low, high in self._ranges[max(position, 0) : position + 2])
