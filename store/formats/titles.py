"""The title of a text that names none itself."""

from __future__ import annotations

import re

LONGEST = 120
_FIRST_LINE = re.compile(r"\S[^\r\n]{0,1000}")


def title_from(text: str, fallback: str) -> str:
    """Make a title of a text: its first non-empty line, shortened.

    Args:
        text: the text, of any length.
        fallback: what to take if the text has no visible character.

    Returns:
        At most 120 characters on one line; what is cut ends at a word and carries an ellipsis.
    """
    found = _FIRST_LINE.search(text)
    return shortened(found.group()) if found else fallback


def shortened(title: str) -> str:
    """Put a title on one line of at most 120 characters, cut at a word."""
    line = " ".join(title.split())
    if len(line) <= LONGEST:
        return line
    start = line[:LONGEST]
    cut = start.rfind(" ")
    # A first word of more than half the length leaves no title worth having, so it is cut itself.
    return (start[:cut] if cut > LONGEST // 2 else start[:-1]).rstrip() + "…"
