"""What the lists and the line at the top have in common: a line cut with an ellipsis, a line wrapped."""

from __future__ import annotations

from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.reader.layout import Layout
from tui.text import safe_line

Parts = tuple[tuple[str, str], ...]
#: A wrapped line's rows are not indented by so much that less than this is left for the text, in cells.
_NARROWEST = 12


def shortened(strip: Strip, width: int, style: Style) -> Strip:
    """A strip cut to a width in cells, with an ellipsis where something is left out."""
    if strip.cell_length <= width:
        return strip
    return Strip.join([strip.crop(0, max(0, width - 1)), Strip([Segment("…"[:width], style)])])


def wrapped(parts: Parts, width: int, indent: int = 0) -> list[Parts]:
    """The rows of a line that is too wide for one.

    Args:
        parts: runs of text, each with the name of its style.
        width: of a row, in cells.
        indent: the cells that stay blank at the start of every row but the first; the line's text begins with as
            many characters of one cell each.

    Returns:
        For each row its runs, of text that is safe to show.
    """
    text = safe_line("".join(part for part, _ in parts))
    indent = indent if width - indent >= _NARROWEST else min(2, indent)
    layout = Layout(text[indent:], width - indent)
    rows = []
    for row in range(layout.row_count):
        start, end = layout.line(row)
        first = indent + start if row else 0
        runs = _between(text, parts, first, first + len(text[first : indent + end].rstrip(" ")))
        rows.append(((" " * indent, ""), *runs) if row and indent else runs)
    return rows


def _between(text: str, parts: Parts, start: int, end: int) -> Parts:
    edges = [0]
    for part, _ in parts:
        edges.append(edges[-1] + len(part))
    pieces = (
        (text[max(a, start) : min(b, end)], name) for (a, b), (_, name) in zip(pairwise(edges), parts, strict=True)
    )
    return tuple((piece, name) for piece, name in pieces if piece)
