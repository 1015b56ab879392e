from __future__ import annotations

import sqlite3

import pytest

from store import records, sample
from store.errors import UnknownRecordError
from store.importing import Brought, bring_in
from store.model import Alias, Fact, Kind, NameType, Record, RecordOrigin
from tests.store.examples import everything, extracted, mention, put

ESA = Record(
    "agency/european-space-agency",
    Kind.AGENCY,
    "European Space Agency",
    aliases=(Alias("ESA", NameType.ACRONYM),),
    facts=(Fact("founded", "1975", "a book"),),
)
MORE = Record(
    "agency/esa",
    Kind.AGENCY,
    "ESA",
    wikidata="Q42262",
    aliases=(Alias("Agence spatiale européenne", NameType.NATIVE), Alias("Esa", NameType.VARIANT)),
    facts=(Fact("founded", "1975", "mine.csv"), Fact("founded", "1975-05-30", "mine.csv")),
)
APOLLO = Record("mission/apollo", Kind.MISSION, "Apollo")
MINE = RecordOrigin.PERSON


def satellite(name: str, launched: str, designation: str, *, common: bool = False) -> Record:
    facts = (Fact("launched", launched, "gcat"), Fact("designation", designation, "gcat"))
    return Record(f"mission/{name.lower()}", Kind.MISSION, name, facts=facts, common=common)


def test_an_unknown_record_becomes_a_persons_own(library: sqlite3.Connection) -> None:
    assert bring_in(library, [ESA]) == Brought(new=1, enriched=0, known=0, names=0, facts=0)
    assert records.get(library, ESA.id) == ESA._replace(origin=MINE)


@pytest.mark.parametrize("identifier", [MORE.id, ESA.id])
def test_a_known_one_is_enriched_with_what_it_lacks(library: sqlite3.Connection, identifier: str) -> None:
    put(library, ESA)
    brought = bring_in(library, [MORE._replace(id=identifier)])
    assert brought == Brought(new=0, enriched=1, known=0, names=1, facts=1)
    assert records.get(library, ESA.id) == ESA._replace(
        wikidata="Q42262",
        aliases=(*ESA.aliases, MORE.aliases[0]),
        facts=(*ESA.facts, MORE.facts[1]),
    )
    with pytest.raises(UnknownRecordError):
        records.get(library, MORE.id)


def test_twice_is_once(library: sqlite3.Connection) -> None:
    put(library, ESA, APOLLO)
    given = [MORE, satellite("Apollo", "1975-07-15", "1975-066A"), satellite("Moonlet", "1957", "1957-001A")]
    bring_in(library, given)
    before = everything(library)
    assert bring_in(library, given) == Brought(new=0, enriched=0, known=3, names=0, facts=0)
    assert everything(library) == before


def test_what_a_person_has_is_never_changed(library: sqlite3.Connection) -> None:
    mine = Record(ESA.id, Kind.AGENCY, "My ESA", MINE, "Q1", (Alias("ESA", NameType.SHORT),), ESA.facts, True)
    put(library, mine)
    bring_in(library, [MORE._replace(id=ESA.id)])
    kept = records.get(library, ESA.id)
    assert (kept.name, kept.origin, kept.wikidata, kept.common) == ("My ESA", MINE, "Q1", True)
    assert kept.aliases[:1] == mine.aliases
    assert kept.facts[:1] == mine.facts


def test_an_agency_may_be_an_organization_in_a_table(library: sqlite3.Connection) -> None:
    put(library, ESA)
    bring_in(library, [Record("organization/esa", Kind.ORGANIZATION, "ESA", wikidata="Q42262")])
    assert records.get(library, ESA.id).wikidata == "Q42262"


def test_a_later_catalogue_leaves_what_was_added(library: sqlite3.Connection) -> None:
    sample.load_catalogue(library)
    nasa = "agency/national-aeronautics-and-space-administration"
    nickname = Alias("The Moon People", NameType.VARIANT)
    bring_in(library, [Record(nasa, Kind.AGENCY, "NASA", aliases=(nickname,), facts=MORE.facts)])
    library.execute("UPDATE settings SET value = 'an older one' WHERE key = 'catalogue'")
    library.execute("UPDATE records SET name = 'an older name' WHERE id = ?", [nasa])
    assert sample.load_catalogue(library)
    after = records.get(library, nasa)
    assert (after.origin, after.name) == (RecordOrigin.CATALOGUE, "National Aeronautics and Space Administration")
    assert MORE.facts[1] in after.facts
    assert nickname in after.aliases


def test_a_provisional_record_of_the_id_is_promoted_with_its_mentions(library: sqlite3.Connection) -> None:
    document = extracted(library)
    bring_in(library, [Record("agency/nasa", Kind.AGENCY, "NASA", facts=(Fact("founded", "1958", "me"),))])
    assert records.get(library, "agency/nasa").origin is MINE
    assert mention(library, document, "NASA").record_id == "agency/nasa"


def test_a_name_that_another_has_becomes_short(library: sqlite3.Connection) -> None:
    put(library, ESA)
    other = Record("agency/x", Kind.AGENCY, "Exland Space Agency", aliases=(Alias("ESA", NameType.ACRONYM),))
    bring_in(library, [other])
    assert records.get(library, other.id).aliases == (Alias("ESA", NameType.SHORT),)
    assert records.get(library, ESA.id) == ESA


@pytest.mark.parametrize("common", [True, False])
def test_one_thing_launched_is_not_the_series_of_its_name(library: sqlite3.Connection, common: bool) -> None:
    put(library, APOLLO)
    bring_in(library, [satellite("Apollo", "1975-07-15", "1975-066A", common=common)])
    assert records.get(library, APOLLO.id) == APOLLO
    own = records.get(library, "mission/apollo-1975-066a")
    assert (own.name, own.aliases) == ("Apollo (1975-066A)", (Alias("Apollo", NameType.SHORT),))


def test_one_thing_launched_on_the_same_day_is_the_same(library: sqlite3.Connection) -> None:
    put(library, APOLLO._replace(facts=(Fact("launched", "1975-07", "a book"),)))
    assert bring_in(library, [satellite("Apollo", "1975-07-15", "1975-066A")]).enriched == 1


def test_a_fact_is_linked_to_the_record_of_a_fitting_kind_that_bears_its_value(library: sqlite3.Connection) -> None:
    put(library, ESA, Record("mission/esa", Kind.MISSION, "ESA"))
    probe = Record(
        "mission/probe", Kind.MISSION, "Probe", facts=(Fact("operator", "ESA", "x"), Fact("note", "ESA", "x"))
    )
    bring_in(library, [probe])
    assert [fact.record_id for fact in records.get(library, probe.id).facts] == [ESA.id, None]
    assert library.execute("SELECT operator_id FROM missions WHERE record_id = ?", [probe.id]).fetchone() == (ESA.id,)


def test_lines_of_one_file_about_one_record_are_brought_together(library: sqlite3.Connection) -> None:
    brought = bring_in(library, [ESA, MORE, MORE])
    assert (brought.new, brought.enriched) == (1, 0)
    assert records.get(library, ESA.id).aliases == (*ESA.aliases, MORE.aliases[0])
    assert len(records.get(library, ESA.id).facts) == 2
