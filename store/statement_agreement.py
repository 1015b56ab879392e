"""Relations and quotations on which two people differ, in the texts on which both have decided on some of the sort."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from store import merging, stated
from store.database import SUPERSEDED
from store.standings import QuotationStanding, RelationStanding

Sort = type[RelationStanding] | type[QuotationStanding]
SORTS: tuple[Sort, ...] = (RelationStanding, QuotationStanding)


class Stated(NamedTuple):
    """A relation or a quotation as one of the two has it.

    Args:
        standing: how it stands, under the names that it came with.
        made: when that was decided.
        names: the names that its records bear, by the fields of the standing.
    """

    standing: RelationStanding | QuotationStanding
    made: str
    names: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> RelationStanding | QuotationStanding:
        """How it stands, under the names of its records."""
        standing: Any = self.standing
        shown: RelationStanding | QuotationStanding = replace(standing, **dict(self.names))
        return shown

    @property
    def is_accepted(self) -> bool:
        """Whether a person has said that the text states it."""
        return self.standing.state == "accepted"

    @property
    def author(self) -> str | None:
        """Who has decided on it."""
        return self.standing.author

    @property
    def note(self) -> str | None:
        """Nothing: statements bear no notes."""
        return None

    @property
    def stretch(self) -> tuple[int, int]:
        """Where the text states it; nowhere, at its beginning, where a file has said so."""
        return self.standing.start or 0, self.standing.end or 0

    @property
    def place(self) -> tuple[object, ...]:
        """What makes two statements of one text the same."""
        return (self.standing.table, *merging.key_of(self.standing))

    @property
    def said(self) -> tuple[object, ...]:
        """All that it says, whatever its records are called."""
        standing = self.shown
        if isinstance(standing, RelationStanding):
            return *self.place, standing.role
        speaker = standing.speaker if standing.speaker_start is None else None
        return *self.place, standing.speaker_start, standing.speaker_end, speaker, bool(standing.indirect)

    @property
    def told(self) -> str:
        """The same in words, for the log and for tables: `Jan Wörner holds role European Space Agency as head`."""
        standing = self.shown
        if isinstance(standing, RelationStanding):
            words = f"{standing.subject} {standing.predicate.replace('_', ' ')} {standing.object}"
            return f"{words} as {standing.role}" if standing.role else words
        return f"{standing.speaker or 'nobody'} is {'reported' if standing.indirect else 'quoted'}"

    def named(self, **names: str) -> Stated:
        """The same with the names that the records at its ends bear."""
        return self._replace(names=tuple(names.items()))

    def is_near(self, other: Stated) -> bool:
        """Whether it may be another reading of the same words: other words of a quotation, another predicate."""
        one, two = self.standing, other.standing
        if isinstance(one, RelationStanding) and isinstance(two, RelationStanding):
            return merging.key_of(one)[1:] == merging.key_of(two)[1:]
        return self.stretch[0] < other.stretch[1] and other.stretch[0] < self.stretch[1]


Pair = tuple[Stated | None, Stated | None]


def texts(connection: sqlite3.Connection, sort: Sort) -> dict[str, int]:
    """The present documents on whose statements of a sort somebody has decided, by the SHA-256 of their texts."""
    rows = connection.execute(
        f"SELECT sha256, id FROM documents WHERE id NOT IN {SUPERSEDED} AND id IN "
        f"(SELECT document_id FROM {sort.table} WHERE state IN ('accepted', 'rejected')) ORDER BY id"
    )
    return dict(rows.fetchall())


def decided(connection: sqlite3.Connection, document_id: int, sort: Sort) -> dict[int, Stated]:
    """What people have decided on the statements of a document, by their numbers, under the names of the records."""
    found = {
        number: Stated(claim.standing, claim.made)
        for number, claim in merging.claims(connection, document_id, sort).items()
    }
    if sort is RelationStanding:
        for relation in stated.get_relations(connection, found):
            found[relation.id] = found[relation.id].named(subject=relation.subject.name, object=relation.object.name)
    else:
        for quotation in stated.get_quotations(connection, found):
            speaker = quotation.speaker.name if quotation.speaker else ""
            found[quotation.id] = found[quotation.id].named(speaker=speaker)
    return found


def differing(first: Iterable[Stated], second: Iterable[Stated]) -> list[Pair]:
    """Where two differ on statements of one sort, in the order of the text.

    What one accepted stands beside what the other accepted of the same, else beside another reading of the same words,
    else beside its rejection, else beside nothing.
    """
    one, no = _by_place(first)
    other, other_no = _by_place(second)
    found: list[Pair] = []
    for place in [place for place in one if place in other]:
        pair = one.pop(place), other.pop(place)
        if pair[0].said != pair[1].said:
            found.append(pair)
    for mine in one.values():
        near = next((each for each in other.values() if each.is_near(mine)), None)
        found.append((mine, other.pop(near.place) if near else other_no.get(mine.place)))
    found += [(no.get(theirs.place), theirs) for theirs in other.values()]
    return sorted(found, key=lambda pair: stretch(*pair))


def stretch(*sides: Stated | None) -> tuple[int, int]:
    """From where the first of them begins to where the last one ends, of those that have a place."""
    there = [side.stretch for side in sides if side is not None and side.standing.start is not None]
    return min((start for start, _ in there), default=0), max((end for _, end in there), default=0)


def _by_place(statements: Iterable[Stated]) -> tuple[dict[object, Stated], dict[object, Stated]]:
    """The accepted ones and the rejected ones."""
    accepted: dict[object, Stated] = {}
    rejected: dict[object, Stated] = {}
    for each in statements:
        (accepted if each.is_accepted else rejected)[each.place] = each
    return accepted, rejected
