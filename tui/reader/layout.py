"""A text laid out in the cells of a terminal: where each visual line starts, and what stands in which cell.

No Textual in here. Widths are those of `rich.cells`, because Textual places everything by them; what belongs
together in one place (a letter and its accents, a family of emoji) is found by `wcwidth`.

A cell can be inserted after any offset, for a cue that stands in no text. Inside, the text is kept with a
NUL for each such cell, so that one search wraps text and cues alike; positions in that text are called `at`,
`offset` always means the document's own code points.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

_CUE = "\0"
_PLAIN = (
    "\\0\n -~\xa0-\u02ff\u0384-\u0482\u048a-\u052f\u2000-\u200a\u2010-\u2027\u202f-\u205e"
    "\u20a0-\u20c0\u2100-\u218b\u2190-\u2319\u2400-\u2426\u2460-\u25fc\ufffd"
)
_NOT_PLAIN = re.compile(f"[^{_PLAIN}]")
# A space may be the first part of a cluster, if what follows is not plain.
_SPACE_OR_WORD = re.compile(f" (?![^{_PLAIN}])|\n| ?[^ \n]+(?: (?=[^{_PLAIN}])[^ \n]+)*")
_LONGEST_CLUSTER = 32
_STRETCH = 1 << 17
# Old terminals draw the parts of a composed emoji side by side, and know nothing of flags.
_COMPOSED = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]|[\u2190-\u2bff\U0001f000-\U0001faff]\u200d")
_FLAG_LETTERS = {0x1F1E6 + number: chr(ord("A") + number) for number in range(26)}


class Run(NamedTuple):
    """Neighbours on one line that are drawn alike.

    Args:
        start: the offset of the first code point.
        end: the offset after the last one; the same as `start` for a cue.
        text: what is drawn, in a form in which no terminal takes more or fewer cells for it.
        cells: the width of it all.
        each: the width of each code point, or 0 where they cannot be drawn apart.
        cue: for an inserted cell, the offset that it was asked for.
    """

    start: int
    end: int
    text: str
    cells: int
    each: int
    cue: int | None = None

    @property
    def _size(self) -> int:
        return self.end - self.start or 1


class Layout:
    r"""The visual lines of a text, or of a part of one.

    Lines break at spaces, after `\n`, around wide characters, and within a word only where it is wider than
    a line. Spaces that do not fit hang behind the end of their line and are not drawn.

    Args:
        text: a text as `tui.text.safe` makes it: no control but `\n`.
        width: how many cells a line has.
        cues: offsets, sorted, of at least 1; after the character that ends there a cell is inserted.
        first: the offset of the text's first code point in the document, where the text is a part of it.
    """

    def __init__(self, text: str, width: int, cues: Sequence[int] = (), first: int = 0) -> None:
        self.width = max(width, 1)
        self.first = first
        self.last = first + len(text)
        self._cues = cues[bisect_right(cues, first) : bisect_right(cues, self.last)]
        self._is_plain = _is_plain(text)
        if self._is_plain:
            self._turns = [cue - first for cue in self._cues]
        else:
            self._turns = [_end_of_cluster(text, cue - first) for cue in self._cues]
        self._text = _CUE.join([text[start:end] for start, end in pairwise([0, *self._turns, len(text)])])
        self._inserted = array("q", map(int.__add__, self._turns, range(len(self._turns))))
        self._ends = array("q", self._wrap())

    @property
    def row_count(self) -> int:
        """The number of visual lines, at least one."""
        return len(self._ends)

    def line(self, row: int) -> tuple[int, int]:
        """The offsets at which a visual line starts and ends, with its hanging spaces and its line break.

        Here and below, for a row outside of the text the nearest one is taken.
        """
        start, end = self._line(row)
        return self._offset(start), self._offset(end)

    def line_of(self, offset: int) -> int:
        """The visual line that holds an offset; the nearest one for an offset outside of the text."""
        return min(bisect_right(self._ends, self._at(offset)), self.row_count - 1)

    def cell_of(self, offset: int) -> tuple[int, int]:
        """The visual line that holds an offset, and the cell in it where its character begins."""
        row = self.line_of(offset)
        wanted = self._at(offset)
        at, _ = self._line(row)
        cell = 0
        for run in self.runs(row):
            if wanted < at + run._size:
                return row, cell + (wanted - at) * run.each
            at += run._size
            cell += run.cells
        return row, cell

    def offset_at(self, row: int, cell: int) -> int:
        """The offset of the character in a cell; left of a line its start, right of it the end of what is drawn."""
        offset = self.line(row)[0]
        for run in self.runs(row):
            if cell < run.cells:
                return run.start + (max(cell, 0) // run.each if run.each else 0)
            cell -= run.cells
            offset = run.end
        return offset

    def around(self, offset: int) -> tuple[int, int]:
        """The nearest offsets at or before, and at or behind, an offset that split no cluster."""
        for run in self.runs(self.line_of(offset)):
            if run.start < offset < run.end and not run.each:
                return run.start, run.end
        return offset, offset

    def runs(self, row: int) -> list[Run]:
        """What is drawn on a visual line, from left to right."""
        start, end = self._line(row)
        shown = self._text[start:end].rstrip(" \n")
        cue = bisect_left(self._inserted, start)
        offset = self.first + start - cue
        runs: list[Run] = []
        for part in re.split(f"({_CUE})", shown):
            if part == _CUE:
                runs.append(Run(offset, offset, " ", 1, 0, self._cues[cue]))
                cue += 1
            elif part:
                runs.extend(_clusters(part, offset) if self._has_clusters(part) else [_run(offset, part, 1)])
                offset += len(part)
        return runs

    def _line(self, row: int) -> tuple[int, int]:
        row = min(max(row, 0), self.row_count - 1)
        return (self._ends[row - 1] if row else 0), self._ends[row]

    def _at(self, offset: int) -> int:
        offset = min(max(offset, self.first), self.last) - self.first
        return offset + bisect_right(self._turns, offset)

    def _offset(self, at: int) -> int:
        return self.first + at - bisect_left(self._inserted, at)

    def _has_clusters(self, text: str) -> bool:
        return not self._is_plain and _NOT_PLAIN.search(text) is not None

    def _wrap(self) -> Iterator[int]:
        """The ends of the visual lines: in bulk where each character has a cell of its own, else by clusters."""
        text = self._text
        at = 0
        while not self._is_plain and (match := _NOT_PLAIN.search(text, at)):
            start = text.rfind("\n", at, match.start()) + 1 or at
            end = text.find("\n", match.end()) + 1 or len(text)
            yield from wrap_plain(text, self.width, at, start)
            yield from wrap_clusters(text, self.width, start, end)
            at = end
        yield from wrap_plain(text, self.width, at, len(text))
        if not text:
            yield 0


def _is_plain(text: str) -> bool:
    """Whether each character has a cell of its own; looked through in stretches, since other threads wait for each."""
    stretches = range(0, len(text), _STRETCH)
    return text.isascii() or not any(_NOT_PLAIN.search(text, at, at + _STRETCH) for at in stretches)


def wrap_plain(text: str, width: int, start: int, end: int) -> list[int]:
    """The ends of the visual lines of paragraphs in which each character has one cell."""
    line = re.compile(rf"[^\n]{{0,{width}}}(?:\n| +\n?|\Z)|[^\n]{{{width}}}")
    ends = [match.end() for match in line.finditer(text, start, end)]
    return ends[:-1]  # The last match is the empty one at the end.


def wrap_clusters(text: str, width: int, start: int, end: int) -> Iterator[int]:
    """The ends of the visual lines of one paragraph of any characters."""
    line = at = chance = start
    cells = cells_at_chance = 0
    was_wide = False
    for piece, size, is_wide in _pieces(text, width, start, end):
        if piece == "\n":
            break
        if (is_wide or was_wide) and piece not in (_CUE, " "):
            chance, cells_at_chance = at, cells
        while piece != " " and cells + size > width and at > line:
            if chance > line:
                line, cells = chance, cells - cells_at_chance
            else:
                line, cells = at, 0
            yield line
        at += len(piece)
        cells += size
        if piece == " ":
            chance, cells_at_chance = at, cells
        if piece != _CUE:
            was_wide = is_wide
    if end > line:
        yield end


def _pieces(text: str, width: int, start: int, end: int) -> Iterator[tuple[str, int, bool]]:
    """Spaces, plain words that fit on a line, and the clusters of all else; each with its cells, and if it is wide."""
    for match in _SPACE_OR_WORD.finditer(text, start, end):
        piece = match[0]
        if len(piece) <= width and not _NOT_PLAIN.search(piece):
            yield piece, len(piece), False
        else:
            for cluster in _graphemes(piece):
                yield cluster, (size := _measure(cluster)), size > 1


def _measure(cluster: str) -> int:
    return 1 if cluster == _CUE else cell_len(cluster[:_LONGEST_CLUSTER])


def _run(start: int, text: str, each: int) -> Run:
    return Run(start, start + len(text), text, each * len(text), each)


def _clusters(text: str, start: int) -> Iterator[Run]:
    """The runs of a text with characters of every width; what cannot be drawn apart is a run of its own."""
    pending, each = "", 0
    for cluster in _graphemes(text):
        size = _measure(cluster)
        is_single = len(cluster) == 1 and size > 0
        if pending and not (is_single and size == each):
            yield _run(start, pending, each)
            start, pending = start + len(pending), ""
        if is_single:
            pending, each = pending + _drawn(cluster, size), size
        else:
            yield Run(start, start + len(cluster), _drawn(cluster, size), size, 0)
            start += len(cluster)
    if pending:
        yield _run(start, pending, each)


def _drawn(cluster: str, size: int) -> str:
    """A cluster as every terminal draws it in as many cells: of a composed emoji the first part, a flag's letters."""
    if not size:
        return ""
    if _COMPOSED.search(cluster):
        return cluster[0] + " " * (size - cell_len(cluster[0]))
    return cluster[:_LONGEST_CLUSTER].translate(_FLAG_LETTERS)


def _end_of_cluster(text: str, at: int) -> int:
    """The end of the cluster that the character before `at` belongs to."""
    if at >= len(text) or not _NOT_PLAIN.match(text, at):
        return at
    from wcwidth import grapheme_boundary_before

    start = grapheme_boundary_before(text, at)
    return start + len(next(_graphemes(text, start)))


def _graphemes(text: str, start: int = 0) -> Iterator[str]:
    """The clusters of a text; wcwidth is loaded for the first text that is not plain, since it takes 40 ms."""
    from wcwidth import iter_graphemes

    return iter_graphemes(text, start)
