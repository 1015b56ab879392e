"""Text from outside made safe to show: the one boundary between stored text and the terminal.

Stored text may hold anything: escape sequences, controls that delete or overwrite, overrides of the writing
direction. Nothing here changes the length of a text, so an offset into the stored text is an offset into the
shown one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.content import Content

_LINE_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_UNSEEN = "\xad\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f\u2060\u2061\u2062\u2063\u2064\u2065\ufeff"
# A flag of a part of a country, such as England's: a black flag, the part's letters as tags, a closing tag.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_UNSAFE = re.compile(
    f"{_FLAG}|\r\n"
    "|[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\uffff"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_IS_FLAG = re.compile(_FLAG)

_STRETCH = 1 << 17


def _substitutes() -> dict[str, str]:
    """What is shown for what `_UNSAFE` finds and is no flag; for all else, U+FFFD."""
    pictures = {chr(code): chr(0x2400 + code) for code in range(0x20)}
    # Terminals disagree on the width of these; a zero width space is drawn as nothing by all.
    variants = map(chr, range(0xE0100, 0xE01F0))  # which of several drawings of a Chinese character is meant
    unseen = dict.fromkeys([*_UNSEEN, *variants], "\u200b")
    breaks = dict.fromkeys(_LINE_BREAKS, "\n")
    return pictures | unseen | breaks | {"\x7f": "\u2421", "\t": " ", "\r\n": " \n"}


_SUBSTITUTES = _substitutes()


def _substitute(match: re.Match[str]) -> str:
    found = match[0]
    return found if _IS_FLAG.match(found) else _SUBSTITUTES.get(found, "\ufffd")


def safe(text: str) -> str:
    r"""Make a text harmless for the terminal, for widgets that show several lines.

    Controls become their pictures (U+2400 and on), a tab a space, other controls of the terminal, of the
    writing direction, tags and fillers that hide text and lone surrogates U+FFFD; what only says how its neighbours
    are drawn U+200B; every line break becomes `\n` (of `\r\n` the first a space). Combining marks and emoji stay.
    A clean text costs one search and comes back as it is.

    Args:
        text: any text.

    Returns:
        A text of as many code points, each in its old place.
    """
    # Looked through in stretches, because other threads wait while one search goes on.
    is_clean = not any(_UNSAFE.search(text, at, at + _STRETCH) for at in range(0, len(text), _STRETCH))
    return text if is_clean else _UNSAFE.sub(_substitute, text)


def safe_line(text: str) -> str:
    """Make a text harmless for a single line: like `safe`, with spaces for line breaks.

    Args:
        text: any text.

    Returns:
        A text of as many code points, each in its old place.
    """
    return safe(text).replace("\n", " ")


def label(text: str) -> Content:
    """Make a text from outside into what a widget may show: harmless, on one line, and no markup.

    Args:
        text: any text.
    """
    # The commands need no more than the rest of this module, and Textual costs them 150 ms.
    from textual.content import Content

    return Content(safe_line(text))
