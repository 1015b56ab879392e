"""A text as sentences of words and mentions, quickly and without a language model."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.cues import STATE_ABBREVIATIONS
from store.model import Proposal

_BREAK = re.compile(
    r"(?P<line>\s*\n\s*)|(?:(?<=[.!?])|(?<=[.!?][\"”’)\]])|(?<=[.!?][\"”’)\]][\"”’)\]]))[ \t]+(?=[\"“‘'(\[]*[^\W_a-z])"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|Gen|Col|Maj|Capt|Cmdr|Lt|Adm|Sen|Rep|Gov|Jr|Sr|No|Mt|Ft|vs|approx|ca|fig|Fig"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Corp|Ltd|Co|U\.S|U\.K|[ap]\.m|"
    + "|".join(sorted(STATE_ABBREVIATIONS))
    + r"))\.$"
)
_WORD = re.compile(r"['’]s?(?!\w)|\w+(?:[-.&/]\w+|['’](?!s\b)\w+)*|[^\w\s]")
_MOST = 1500


class Sentence(NamedTuple):
    """A sentence, a heading, or a line of a list.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        mentions: those that lie in it, in order.
        ends_line: whether a line ends with it.
    """

    start: int
    end: int
    mentions: Sequence[Proposal]
    ends_line: bool


class Word(NamedTuple):
    """A word, a mark, or a whole mention within a sentence.

    Args:
        text: in lower case with straight apostrophes; for a mention, its kind.
        start: offset in code points.
        end: offset in code points, exclusive.
        mention: the mention, where it is one.
    """

    text: str
    start: int
    end: int
    mention: Proposal | None


def sentences(text: str, proposals: Sequence[Proposal]) -> Iterator[Sentence]:
    """The sentences of a text in order, each with its mentions; none ends within a mention.

    Args:
        text: the text.
        proposals: the mentions, in order, none overlapping another.
    """
    starts = [each.start for each in proposals]
    begin = first = 0
    for start, end, is_line in _breaks(text):
        last = bisect_left(starts, end, first)
        if last > first and proposals[last - 1].end > start:
            continue
        if text[begin:start].strip():
            yield Sentence(begin, start, proposals[first:last], is_line)
        begin, first = end, last


def words(text: str, sentence: Sentence) -> list[Word]:
    """The words of a sentence, its mentions whole."""
    found: list[Word] = []
    position = sentence.start
    for mention in sentence.mentions:
        _split(text, position, mention.start, found)
        found.append(Word(mention.kind.value, mention.start, mention.end, mention))
        position = mention.end
    _split(text, position, sentence.end, found)
    return found


def _split(text: str, start: int, end: int, found: list[Word]) -> None:
    for match in _WORD.finditer(text, start, end):
        found.append(Word(match[0].lower().replace("’", "'"), match.start(), match.end(), None))


def _breaks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where sentences end and the next begin; a very long one is cut, so that no cost grows with its square."""
    begin = 0
    for match in _BREAK.finditer(text):
        start, end = match.span()
        is_line = match["line"] is not None
        if not is_line and text[start - 1] == "." and _ABBREVIATED.search(text, max(start - 8, 0), start):
            continue
        yield from _cuts(text, begin, start)
        yield start, end, is_line
        begin = end
    yield from _cuts(text, begin, len(text))
    yield len(text), len(text), True


def _cuts(text: str, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
    while end - begin > _MOST:
        position = text.rfind(" ", begin + _MOST // 2, begin + _MOST)
        begin = position + 1 if position >= 0 else begin + _MOST
        yield begin, begin, False
