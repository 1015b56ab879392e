"""The pane of one record: facts with their sources, what texts state of it, and every place that names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui import wording
from tui.deferred import Deferred
from tui.leading import Lead
from tui.library import RecordPage
from tui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from tui import record_page
    from tui.record_page import Entry, Section
else:
    record_page = Deferred("tui.record_page")

_LABEL_WIDTH = 13


def record_lines(page: RecordPage, document_id: int | None) -> list[Line]:
    """The lines that show a record: who it is, and all that is known, said and read of it.

    Args:
        page: the record.
        document_id: the document that is being read; its mentions come first.
    """
    return [*heading_lines(page), *section_lines(record_page.sections(page, document_id)), *hidden_line(page)]


def heading_lines(page: RecordPage) -> list[Line]:
    """Who the record is; choosing its name opens the page over the whole screen."""
    record = page.record
    standing = filter(None, (record.kind, record.wikidata, wording.ORIGINS[record.origin]))
    return [
        Line(((record.name, "line-list--strong"),), value=Lead(record_id=record.id)),
        Line(((" · ".join(standing), "line-list--quiet"),)),
    ]


def section_lines(found: Sequence[Section]) -> list[Line]:
    """The lines of sections, each under its heading."""
    lines: list[Line] = []
    for section in found:
        if section.title:
            lines += [Line(()), Line(((section.title, "line-list--heading"),), str(len(section.entries)))]
        lines += [_entry_line(section, entry) for entry in section.entries]
    return lines


def hidden_line(page: RecordPage) -> list[Line]:
    """How many mentions there is no room for."""
    hidden = page.mentions - len(page.places)
    return [Line(((f"and {hidden:,} more mentions", "line-list--quiet"),))] if hidden > 0 else []


def _entry_line(section: Section, entry: Entry) -> Line:
    tick = ("✓ " if entry.is_accepted else "  ", "line-list--mark")
    source = f"  · {_first_words(entry.source)}" if entry.source else ""
    if entry.before or entry.after or not (entry.label or source):
        around = (last_words(entry.before), "line-list--quiet"), (entry.after, "line-list--quiet")
        return Line((tick, around[0], (entry.words, "line-list--strong"), around[1]), "", entry.lead, indent=2)
    name = "line-list--mark" if entry.lead is not None and entry.lead.record_id else ""
    if section.title in ("", record_page.LIFE):
        parts = [(f"{entry.label:<{_LABEL_WIDTH}}", "line-list--quiet"), (entry.words, name)]
        indent = _LABEL_WIDTH
    elif section.title == record_page.QUOTED:
        label = f"{entry.label} " if entry.label else ""
        parts, indent = [tick, (label, "line-list--quiet"), (entry.words, "")], 2
        source = f" — in {_first_words(entry.source)}"
    else:
        label = f"{entry.label} " if entry.label else ""
        parts, indent = [tick, (label, ""), (entry.words, name)], 4
    if entry.agreement:
        mark, style = ("≠", "line-list--warning") if entry.contradicts else ("=", "line-list--agreement")
        parts.append((f"  {mark} {entry.agreement}", style))
    parts.append((source, "line-list--quiet"))
    return Line(tuple(parts), value=entry.lead, indent=indent)


def _first_words(title: str, room: int = 32) -> str:
    """The beginning of a title, cut at a word: it stands behind every line that its document states."""
    if len(title) <= room:
        return title
    return title[: room + 1].rsplit(" ", 1)[0][:room].rstrip(" ,:;–—-") + "…"


def last_words(text: str, room: int = 14) -> str:
    """The end of a text, cut at a word, so that the name behind it stands near the left edge."""
    line = text.rsplit("\n", 1)[-1]
    if len(line) <= room:
        return line
    cut = line[-room:]
    return "…" + (cut.split(" ", 1)[1] if " " in cut[:-1] else cut)


def first_words(text: str, room: int = 14) -> str:
    """The beginning of a text, cut at a word."""
    line = text.split("\n", 1)[0]
    if len(line) <= room:
        return line
    cut = line[:room]
    return (cut.rsplit(" ", 1)[0] if " " in cut[1:] else cut) + "…"


class RecordPane(LineList):
    """The record that is open; a line leads to another record, or to a place in a text."""

    HELP = (
        "One record. `enter` on a line leads to the record or the place that it names, on its name to its page. "
        "`a`, `x` and the other keys decide on the mention or statement under the cursor."
    )
    BORDER_TITLE = "Record"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, wraps=True)
        self.record_id: str | None = None

    def show_page(self, page: RecordPage, document_id: int | None) -> None:
        """Show a record, from the top unless it is the one that is shown already."""
        self.show(record_lines(page, document_id), keep_place=page.record.id == self.record_id)
        self.record_id = page.record.id

    def show_nothing(self, reason: str = "") -> None:
        """Show that no record is open."""
        self.record_id = None
        self.show([Line(((reason, "line-list--quiet"),))])
