"""Stretches of a text between quotation marks, whatever they are good for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.phrases import UPPER
from store.model import Span

_MARK = re.compile(r"[\"“”„‟«»‹›‘’]|``|''|'")
_CLOSING = {
    "“": ("”", '"', "''"),
    '"': ('"', "”"),
    "``": ("''", '"'),
    "„": ("“", "”"),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "‘": ("’",),
    "'": ("'", "’"),
}
_OPENERS = frozenset("“„‟«‹") | {"``"}
_SINGLE = frozenset("‘'")
_BEFORE_OPENING = " \t\n\u00a0([{—–-/“‘\"'"
_ENDS_SPEECH = '.,!?…;—–-:”"'


_SAYS = "(?:said|says|added|explained|noted)"
_SAID = re.compile(
    rf"[,!?](?=\s+(?:{_SAYS} [{UPPER}]|(?:he|she|(?:[{UPPER}][\w'’-]+ ){{0,2}}[{UPPER}][\w'’-]+) {_SAYS}(?!\w)))"
)
_LONGEST_MARK = 2
_LONGEST_NICKNAME = 16
_GIVEN_NAME = re.compile(rf"(?<!\w)[{UPPER}][\w'’-]*\.?,? $")


class Quoted(NamedTuple):
    """A stretch between quotation marks.

    Args:
        start: behind its opening mark.
        end: before its closing mark.
        outer_start: where its opening mark begins.
        outer_end: behind its closing mark, where it has one.
        paragraph: the number of its paragraph.
        open_end: whether it goes on in the next paragraph, so that it has no closing mark.
        continues: whether it goes on from the paragraph before.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    open_end: bool = False
    continues: bool = False


class _Open(NamedTuple):
    mark: str
    outer: int
    start: int


def quoted(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """The outermost stretches between quotation marks, in order.

    Marks are paired within a paragraph. One that is left open there counts only where the next paragraph begins
    with an opening mark too, as a speech over several paragraphs is written.

    Args:
        text: the whole document.
        paragraphs: its paragraphs, in order.
    """
    found: list[Quoted] = []
    goes_on = False
    for number, paragraph in enumerate(paragraphs):
        inside, left_open = _pairs(text, paragraph)
        here = [Quoted(*pair, number) for pair in inside]
        opened = False
        closed = _closed_by_its_speaker(text, left_open, here, paragraph.end) if left_open is not None else None
        if left_open is not None and closed is not None:
            here.append(Quoted(left_open.start, closed, left_open.outer, closed, number))
            here.sort()
        elif left_open is not None and number + 1 < len(paragraphs):
            following = paragraphs[number + 1]
            if _opens_with(text[following.start : following.start + _LONGEST_MARK + 1], left_open.mark):
                here = [each for each in here if each.outer_end <= left_open.outer]
                here.append(Quoted(left_open.start, paragraph.end, left_open.outer, paragraph.end, number, True))
                opened = True
        if goes_on and here and here[0].outer_start == paragraph.start:
            here[0] = here[0]._replace(continues=True)
        found.extend(each for each in here if text[each.start : each.end].strip())
        goes_on = opened
    return found


def _closed_by_its_speaker(text: str, opened: _Open, pairs: Sequence[Quoted], end: int) -> int | None:
    """Where a speech ends whose closing mark was forgotten before "said X", or None."""
    limit = next((each.outer_start for each in pairs if each.outer_start > opened.outer), end)
    match = _SAID.search(text, opened.start, limit)
    return match.end() if match else None


def is_nickname(text: str, each: Quoted) -> bool:
    """Whether a marked stretch is a nickname in the middle of somebody's name."""
    return (
        each.end - each.start <= _LONGEST_NICKNAME
        and bool(_GIVEN_NAME.search(text, max(each.outer_start - 24, 0), each.outer_start))
        and text[each.outer_end : each.outer_end + 1] == " "
        and text[each.outer_end + 1 : each.outer_end + 2].isupper()
        and text[each.end - 1] not in _ENDS_SPEECH
    )


def _opens_with(beginning: str, mark: str) -> bool:
    return beginning.startswith(mark) and len(beginning) > len(mark) and not beginning[len(mark)].isspace()


def _pairs(text: str, paragraph: Span) -> tuple[list[tuple[int, int, int, int]], _Open | None]:
    """The outermost pairs of a paragraph (start, end and the same with the marks), and the mark that is left open."""
    pairs: list[tuple[int, int, int, int]] = []
    waiting: list[_Open] = []
    for mark, start, end in _marks(text, paragraph):
        opens, closes = _roles(text, mark, start, end, paragraph)
        depth = _partner(waiting, mark) if closes else None
        if depth is not None and not (opens and mark in _SINGLE):
            partner = waiting[depth]
            del waiting[depth:]
            while pairs and pairs[-1][2] >= partner.outer:
                pairs.pop()
            pairs.append((partner.start, start, partner.outer, end))
        elif opens and (mark not in _SINGLE or not waiting):
            waiting.append(_Open(mark, start, end))
            if len(waiting) > 8:
                del waiting[0]
    # A single mark may be an apostrophe, so it holds nothing open.
    doubles = [each for each in waiting if each.mark not in _SINGLE]
    return pairs, doubles[0] if doubles else None


def _marks(text: str, paragraph: Span) -> Iterator[tuple[str, int, int]]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        yield match[0], match.start(), match.end()


def _roles(text: str, mark: str, start: int, end: int, paragraph: Span) -> tuple[bool, bool]:
    """Whether a mark can open and whether it can close."""
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if mark in _OPENERS:
        # In German and Polish the mark that opens in English closes.
        return not after.isspace(), mark == "“"
    if mark in ("”", "»", "›", "''"):
        return mark == "»" and not after.isspace() and before in _BEFORE_OPENING, True
    if mark == "‘":
        return before in _BEFORE_OPENING and not after.isspace(), False
    if mark == "’":
        return False, before in _ENDS_SPEECH and not after.isalnum()
    opens = before in _BEFORE_OPENING and not after.isspace()
    if mark == "'":
        return opens and after.isupper() and before != "-", before in _ENDS_SPEECH and not after.isalnum()
    return opens, not before.isspace() and (not opens or before not in " \t\n([{")


def _partner(waiting: list[_Open], mark: str) -> int | None:
    """The place of the innermost waiting mark that another one closes."""
    for depth in range(len(waiting) - 1, -1, -1):
        if mark in _CLOSING[waiting[depth].mark]:
            return depth
    return None
