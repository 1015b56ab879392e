"""People's own tables of records brought into a library: new records, and more names and facts for known ones.

Nothing that stands is changed or taken away. What is added to a record of the catalogue is kept a second time, so that
the catalogue of a later version, which replaces its own records, gets it as well.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store import records
from store.bulk import without_collection
from store.catalogue import from_line, line_of
from store.database import transaction
from store.model import Alias, Fact, Kind, NameType, Record, RecordOrigin
from store.naming import fold, told_apart

_BODIES_OF_PEOPLE = (Kind.AGENCY, Kind.ORGANIZATION)
#: Facts whose value is mostly a record of these kinds, looked for by its name where a table does not say which.
_REFERENCES: dict[str, tuple[Kind, ...]] = {
    "country": (Kind.PLACE,),
    "nationality": (Kind.PLACE,),
    "located_in": (Kind.PLACE,),
    "launch_site": (Kind.PLACE, Kind.AGENCY),
    "operator": _BODIES_OF_PEOPLE,
    "partner": _BODIES_OF_PEOPLE,
    "manufacturer": _BODIES_OF_PEOPLE,
    "programme": (Kind.MISSION,),
    "vehicle": (Kind.VEHICLE,),
    "target": (Kind.BODY, Kind.MISSION),
    "crew": (Kind.PERSON,),
    "flew_on": (Kind.MISSION,),
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of an import.

    Args:
        new: records that the library did not have.
        enriched: records that have got more names or facts.
        known: records of which the library had all.
        names: names added to known records.
        facts: facts added to known records.
    """

    new: int
    enriched: int
    known: int
    names: int
    facts: int


@without_collection()
def bring_in(connection: sqlite3.Connection, incoming: Iterable[Record]) -> Brought:
    """Add records to a library, all or none; to bring them in twice is to bring them in once.

    A record is the library's where it has the id, or where one record of the kind alone bears its name (an agency may
    be an organization in a table); it then gets what it lacks. Any other becomes a record of a person's own. A name
    that another record of the kind has already becomes a short one, which needs support in the text.
    """
    with transaction(connection):
        shelf = _Shelf(records.every(connection))
        before = dict(shelf.held)
        additions: list[Record] = []
        brought: dict[str, None] = {}
        for record in incoming:
            identifier = shelf.place_of(record)
            brought[identifier] = None
            if shelf.add(identifier, record) and _is_of_catalogue(before.get(identifier)):
                additions.append(record._replace(id=identifier))
        changed = [shelf.held[identifier] for identifier in brought if shelf.held[identifier] != before.get(identifier)]
        records.put_all(connection, shelf.linked(changed))
        connection.executemany(
            "INSERT OR IGNORE INTO additions (record_id, record) VALUES (?, ?)",
            [(record.id, line_of(record)) for record in additions],
        )
    old = [(before[record.id], record) for record in changed if _is_known(before.get(record.id))]
    return Brought(
        new=len(changed) - len(old),
        enriched=len(old),
        known=len(brought) - len(changed),
        names=sum(len(after.aliases) - len(before.aliases) for before, after in old),
        facts=sum(len(after.facts) - len(before.facts) for before, after in old),
    )


def add_again(connection: sqlite3.Connection) -> None:
    """Add what people's tables have added to records of the catalogue, which has just been replaced.

    Runs inside the caller's transaction.
    """
    additions = [from_line(line) for (line,) in connection.execute("SELECT record FROM additions ORDER BY id")]
    if additions:
        shelf = _Shelf(records.every(connection))
        changed = [record.id for record in additions if shelf.add(record.id, record)]
        records.put_all(connection, shelf.linked([shelf.held[identifier] for identifier in dict.fromkeys(changed)]))


class _Shelf:
    """The records of a library, with those that are being brought in."""

    def __init__(self, held: dict[str, Record]) -> None:
        self.held = held
        self._bearers: defaultdict[tuple[Kind, str], set[str]] = defaultdict(set)
        for record in held.values():
            if _is_known(record):
                self._register(record)

    def place_of(self, record: Record) -> str:
        """The id of the record that it is, or will be."""
        same = self._same(record)
        if same is None or not _is_other(record, self.held[same]):
            return same or record.id
        return told_apart(record, _mark(record)).id

    def _same(self, record: Record) -> str | None:
        if _is_known(self.held.get(record.id)):
            return record.id
        folded = fold(record.name)
        # Tables from elsewhere draw the line between agencies and other organizations in other ways.
        others = _BODIES_OF_PEOPLE if record.kind in _BODIES_OF_PEOPLE else ()
        for kind in (record.kind, *others):
            bearers = self._bearers.get((kind, folded), set())
            if bearers:
                return next(iter(bearers)) if len(bearers) == 1 else None
        return None

    def add(self, identifier: str, record: Record) -> bool:
        """Take up a record under an id; whether that says anything new."""
        known = self.held.get(identifier)
        if known is None or not _is_known(known):
            if identifier != record.id:
                record = told_apart(record, _mark(record))
            common = record.common or self._is_anothers(record.kind, record.name, identifier)
            known = Record(identifier, record.kind, record.name, RecordOrigin.PERSON, common=common)
        merged = self._merged(known, record)
        if merged == self.held.get(identifier):
            return False
        self.held[identifier] = merged
        self._register(merged)
        return True

    def _merged(self, known: Record, more: Record) -> Record:
        names = {fold(name) for name in (known.name, *(alias.name for alias in known.aliases))}
        aliases, facts = list(known.aliases), list(known.facts)
        said = {_saying(fact) for fact in facts}
        for alias in (Alias(more.name, NameType.SHORT if more.common else NameType.NAME), *more.aliases):
            folded = fold(alias.name)
            if folded not in names:
                names.add(folded)
                is_anothers = self._is_anothers(known.kind, alias.name, known.id)
                aliases.append(Alias(alias.name, NameType.SHORT) if is_anothers else alias)
        for fact in more.facts:
            if _saying(fact) not in said:
                said.add(_saying(fact))
                facts.append(fact)
        # `dataclasses.replace` takes ten times as long, and this is done for every line of a table.
        return Record(
            id=known.id,
            kind=known.kind,
            name=known.name,
            origin=known.origin,
            wikidata=known.wikidata or more.wikidata,
            aliases=tuple(aliases),
            facts=tuple(facts),
            common=known.common,
        )

    def _is_anothers(self, kind: Kind, name: str, identifier: str) -> bool:
        return bool(self._bearers.get((kind, fold(name)), set()) - {identifier})

    def _register(self, record: Record) -> None:
        for name in records.names_of([record]):
            if name.type is not NameType.SHORT:
                self._bearers[record.kind, fold(name.text)].add(record.id)

    def linked(self, changed: Iterable[Record]) -> Iterator[Record]:
        """The records, their facts pointing to the records that they name."""
        for record in changed:
            yield record._replace(facts=tuple(map(self._linked, record.facts)))

    def _linked(self, fact: Fact) -> Fact:
        kinds = _REFERENCES.get(fact.property, ())
        if fact.record_id is not None or not kinds:
            return fact
        folded = fold(fact.value)
        called = set().union(*(self._bearers.get((kind, folded), ()) for kind in kinds))
        return fact._replace(record_id=called.pop()) if len(called) == 1 else fact


def _is_known(record: Record | None) -> bool:
    """Whether somebody vouches for a record; what is only found in texts takes the place of nothing."""
    return record is not None and record.origin is not RecordOrigin.PROVISIONAL


def _is_of_catalogue(record: Record | None) -> bool:
    return record is not None and record.origin is RecordOrigin.CATALOGUE


def _is_other(record: Record, known: Record) -> bool:
    """Whether one thing that was launched shares no more than its name with another, or with a series of such."""
    launches, known_launches = ([f.value for f in r.facts if f.property == "launched"] for r in (record, known))
    is_single = record.common or any(fact.property == "designation" for fact in record.facts)
    return (
        is_single
        and bool(launches)
        and not any(one.startswith(other) or other.startswith(one) for one in launches for other in known_launches)
    )


def _mark(record: Record) -> str:
    """What tells a record apart from another of its name."""
    facts = {fact.property: fact.value for fact in record.facts}
    return facts.get("designation") or facts["launched"]


def _saying(fact: Fact) -> tuple[str, str, str | None, str | None]:
    """What a fact says, whoever says it."""
    return fact.property, fact.value, fact.start, fact.end
