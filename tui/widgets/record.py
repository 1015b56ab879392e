"""The pane of one record: its facts with their sources, its other names, and every place that names it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from store.mentions import Place
from store.model import Fact, NameType, State
from tui import wording
from tui.library import RecordPage
from tui.widgets.line_list import Line, LineList

_LABEL_WIDTH = 13


def record_lines(page: RecordPage, document_id: int | None) -> list[Line]:
    """The lines that show a record: who it is, facts, other names, then its mentions, this document's first."""
    record = page.record
    standing = filter(None, (record.kind, record.wikidata, wording.ORIGINS[record.origin]))
    lines = [
        Line(((record.name, "line-list--strong"),), value=record.id),
        Line(((" · ".join(standing), "line-list--quiet"),)),
    ]
    lines += [_fact_line(fact) for fact in record.facts]
    for kind, aliases in groupby(
        sorted(record.aliases, key=lambda alias: list(NameType).index(alias.type)), lambda a: a.type
    ):
        lines.append(_labelled(wording.NAME_TYPES[kind], ", ".join(alias.name for alias in aliases)))
    here = [place for place in page.places if place.document_id == document_id]
    elsewhere = [place for place in page.places if place.document_id != document_id]
    lines += _place_lines("In this document", here)
    for title, places in groupby(elsewhere, lambda place: place.title):
        lines += _place_lines(title, list(places))
    hidden = page.mentions - len(page.places)
    if hidden > 0:
        lines.append(Line(((f"and {hidden} more mentions", "line-list--quiet"),)))
    return lines


def _labelled(label: str, text: str, source: str = "", record_id: str | None = None) -> Line:
    value_style = "line-list--mark" if record_id else ""
    parts = ((f"{label:<{_LABEL_WIDTH}}", "line-list--quiet"), (text, value_style), (source, "line-list--quiet"))
    return Line(parts, value=record_id, indent=_LABEL_WIDTH)


def _fact_line(fact: Fact) -> Line:
    value = fact.value + wording.period_of(fact)
    return _labelled(wording.property_of(fact), value, f"  · {wording.source_of(fact)}", fact.record_id)


def _place_lines(title: str, places: Iterable[Place]) -> list[Line]:
    lines = [
        Line(
            (
                ("✓ " if place.state is State.ACCEPTED else "  ", "line-list--mark"),
                (_last_words(place.before), "line-list--quiet"),
                (place.words, "line-list--strong"),
                (place.after, "line-list--quiet"),
            ),
            "",
            place,
            indent=2,
        )
        for place in places
    ]
    return [Line(()), Line(((title, "line-list--heading"),), str(len(lines))), *lines] if lines else []


def _last_words(text: str, room: int = 14) -> str:
    """The end of a text, cut at a word, so that the name behind it stands near the left edge."""
    line = text.rsplit("\n", 1)[-1]
    if len(line) <= room:
        return line
    cut = line[-room:]
    return "…" + (cut.split(" ", 1)[1] if " " in cut[:-1] else cut)


class RecordPane(LineList):
    """The record that is open; a line leads to another record, or to a place in a text."""

    HELP = "One record. `enter` on a line leads to the record or the place that it names."
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
