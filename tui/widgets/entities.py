"""The pane of a document's records, grouped by kind with their counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from store.model import Kind
from tui.reader.session import Entity
from tui.widgets.line_list import Line, LineList

#: What the lists of each kind are headed.
HEADINGS = {
    Kind.AGENCY: "AGENCIES",
    Kind.PERSON: "PEOPLE",
    Kind.MISSION: "MISSIONS",
    Kind.VEHICLE: "VEHICLES",
    Kind.ORGANIZATION: "ORGANIZATIONS",
    Kind.PLACE: "PLACES",
    Kind.BODY: "BODIES",
    Kind.EVENT: "EVENTS",
    Kind.LAW: "LAWS",
    Kind.DATE: "DATES",
}


def entity_lines(entities: Mapping[Kind, Sequence[Entity]], hidden: Collection[Kind] = ()) -> list[Line]:
    """The lines that show entities: a heading a kind, then its records with counts and a tick for reviewed ones."""
    lines: list[Line] = []
    for kind, group in entities.items():
        number = (list(Kind).index(kind) + 1) % 10
        state = " (hidden)" if kind in hidden else ""
        key, heading = (f"{number} ", "line-list--mark"), (f"{HEADINGS[kind]}{state}", "line-list--heading")
        lines.append(Line((key, heading)))
        if kind not in hidden:
            for entity in group:
                tick = "✓" if entity.reviewed else " "
                lines.append(Line((("  ", ""), (entity.name, "")), f"{entity.mentions} {tick}", entity.record_id))
    return lines


class EntitiesPane(LineList):
    """The records of the document; moving the cursor moves the source."""

    HELP = "The records that the document names, by kind. Moving here moves the source; `enter` opens the record."
    BORDER_TITLE = "Entities"

    def show_entities(self, entities: Mapping[Kind, Sequence[Entity]], hidden: Collection[Kind]) -> None:
        """Show what the document names, leaving the cursor on its record."""
        self.show(entity_lines(entities, hidden), keep_place=True)

    def follow(self, record_id: str) -> None:
        """Put the cursor on the record of the current mention; off the list where nothing accepted or open names it."""
        if not self.point_to(record_id):
            self.let_go()
