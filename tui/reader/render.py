"""One visual line drawn: its runs of text, with the styles of what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset

from store.model import Kind
from tui.reader.find import Hit
from tui.reader.layout import Run
from tui.reader.marks import Mark

#: The letter behind a mention, which tells its kind where no colour does: that of the menu of kinds, raised.
CUES = {
    Kind.AGENCY: "ᴬ",
    Kind.PERSON: "ᴾ",
    Kind.MISSION: "ᴹ",
    Kind.VEHICLE: "ⱽ",
    Kind.ORGANIZATION: "ᴼ",
    Kind.PLACE: "ᴸ",
    Kind.BODY: "ᴮ",
    Kind.EVENT: "ᴱ",
    Kind.LAW: "ᵂ",
    Kind.DATE: "ᴰ",
}

# Textual finds what the mouse selects by a pair (x, y) in a segment's meta, and counts x up along its text.
# Here y carries the offset of the segment. It is far below zero, because for a pointer on the border of a pane
# Textual makes up a pair of its own, from the cells of the pane.
_FAR = 1 << 40
_NO_STYLE = Style()
_NO_LINE = Style(underline=False)


def selection_point(offset: int, before: int = 0) -> Offset:
    """The place of an offset in a selection of Textual's.

    Args:
        offset: the offset in code points.
        before: how many cells of a margin lie before it and belong to it.
    """
    return Offset(-before, offset - _FAR)


def selected_offset(point: Offset) -> int | None:
    """The offset that a place in a selection of Textual's means; None for one made up from the cells of the pane."""
    return None if point.y >= 0 else point.y + _FAR + max(point.x, 0)


@dataclass(frozen=True, slots=True)
class Highlights:
    """What stands on a visual line.

    Args:
        marks: the marks that may touch it.
        hits: the hits that may touch it.
        selection: the selected span of the whole text.
        base: the style of the text.
        of_mark: the style of a mark.
        of_hit: the style of a hit.
        of_selection: the style of what is selected.
    """

    marks: Sequence[Mark]
    hits: Sequence[Hit]
    selection: tuple[int, int] | None
    base: Style
    of_mark: Callable[[Mark], Style]
    of_hit: Callable[[Hit], Style]
    of_selection: Style

    def selected(self, offset: int) -> Style:
        """What selection adds to the style of a character."""
        is_selected = self.selection is not None and self.selection[0] <= offset < self.selection[1]
        return self.of_selection if is_selected else _NO_STYLE


def draw(runs: Sequence[Run], highlights: Highlights) -> list[Segment]:
    """The segments of a visual line.

    Each carries in its meta the place that Textual's selection needs, and the number of the mention it is of.

    Args:
        runs: what the line consists of.
        highlights: what stands on it.
    """
    cuts = _cuts(highlights)
    segments: list[Segment] = []
    before: int | None = None
    for run in runs:
        is_second, before = run.cue is not None and run.cue == before, run.cue
        if run.cue is not None:
            segments.append(_cue(run, highlights, is_sign=is_second))
            continue
        inner = [cut for cut in cuts if run.start < cut < run.end] if run.each else []
        for start, end in zip([run.start, *inner], [*inner, run.end], strict=True):
            text = run.text[start - run.start : end - run.start] if run.each else run.text
            if text:
                segments.append(_piece(text, start, highlights))
    return segments


def margin(cells: int, offset: int, style: Style) -> Segment:
    """Blank cells beside a line, in which a selection starts or ends at the given offset."""
    return Segment(" " * cells, style + Style.from_meta({"offset": tuple(selection_point(offset, cells))}))


def _cuts(highlights: Highlights) -> list[int]:
    spans: list[tuple[int, int]] = [(mark.start, mark.end) for mark in highlights.marks]
    spans += highlights.hits
    if highlights.selection:
        spans.append(highlights.selection)
    return sorted({cut for span in spans for cut in span})


def _piece(text: str, offset: int, highlights: Highlights) -> Segment:
    style = highlights.base
    meta: dict[str, object] = {"offset": tuple(selection_point(offset))}
    for mark in highlights.marks:
        if mark.start <= offset < mark.end:
            style += highlights.of_mark(mark)
            meta["mention"] = mark.id
    for hit in highlights.hits:
        if hit.start <= offset < hit.end:
            style += highlights.of_hit(hit)
    return Segment(text, style + highlights.selected(offset) + Style.from_meta(meta))


def _cue(run: Run, highlights: Highlights, *, is_sign: bool) -> Segment:
    """The letter or sign of the mark that ends before an inserted cell; blank until the layout has caught up."""
    text, style = run.text, highlights.base
    meta: dict[str, object] = {"offset": tuple(selection_point(run.start, 1))}
    for mark in highlights.marks:
        if mark.end == run.cue:
            text = (mark.sign or " ") if is_sign else CUES[mark.kind]
            style += highlights.of_mark(mark) + _NO_LINE
            meta["mention"] = mark.id
    return Segment(text, style + highlights.selected(run.start - 1) + Style.from_meta(meta))
