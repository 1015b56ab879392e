"""Where the lines of records, queues and timelines lead."""

from __future__ import annotations

from typing import NamedTuple

from store.mentions import Place


class StatementKey(NamedTuple):
    """A relation or a quotation, as the history names it.

    Args:
        subject: `relation` or `quotation`.
        number: its number.
    """

    subject: str
    number: int


class Lead(NamedTuple):
    """A place in a text, a record, or both.

    Args:
        document_id: the document; None where the line stands in none.
        start: where its words begin there.
        end: where they end.
        mention_id: the mention, where the place is one.
        record_id: the record that the line names.
        about: the record that the line tells of, whose mention at the place is gone to.
        statement: the relation or quotation that the line tells.
        alike: the numbers of all that say the same in that text, where it is a relation.
    """

    document_id: int | None = None
    start: int = 0
    end: int = 0
    mention_id: int | None = None
    record_id: str | None = None
    about: str | None = None
    statement: StatementKey | None = None
    alike: tuple[int, ...] = ()


def to_place(place: Place) -> Lead:
    """A mention's place."""
    return Lead(place.document_id, place.start, place.end, place.mention_id)


def to_record(record_id: str | None) -> Lead | None:
    """A record, where there is one."""
    return Lead(record_id=record_id) if record_id else None
