from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from store import decisions, documents, mentions, records
from store.database import transaction
from store.errors import UnknownRecordError
from store.model import Alias, Fact, Kind, Name, NameType, Record, RecordOrigin
from tests.store.examples import add, everything, extracted, mention, put

ESA = Record(
    "agency/european-space-agency",
    Kind.AGENCY,
    "European Space Agency",
    wikidata="Q42262",
    aliases=(Alias("ESA", NameType.ACRONYM), Alias("Agence spatiale européenne", NameType.NATIVE)),
    facts=(Fact("founded", "1975-05-30", "a book"), Fact("located_in", "Paris", "a book", start="1975")),
)
ESTEC = Record(
    "agency/estec", Kind.AGENCY, "ESTEC", facts=(Fact("part_of", "European Space Agency", "a book", ESA.id),)
)
CHANGE_4 = Record("mission/chang-e-4", Kind.MISSION, "Chang'e 4", facts=(Fact("launched", "2018-12-07", "a book"),))
DRAGON = Record("mission/dragon", Kind.MISSION, "Dragon", common=True)
WOERNER = Record(
    "person/jan-worner",
    Kind.PERSON,
    "Jan Wörner",
    aliases=(Alias("Jan Woerner", NameType.VARIANT),),
    facts=(Fact("born", "1954-07-18", "a book"), Fact("nationality", "Germany", "a book")),
)
HOSTILE = ['"', "*", "AND", "NOT", "NEAR(a b)", "a OR", "(", "name:x", "^x", "'; --", "", " ", "_", "\x00", "🛰", "-"]


def found(library: sqlite3.Connection, words: str) -> list[str]:
    return [record.name for record in records.listed(library, find=words)]


@pytest.mark.parametrize("record", [ESA, CHANGE_4, DRAGON, WOERNER])
def test_a_record_comes_back_as_it_was_put(library: sqlite3.Connection, record: Record) -> None:
    put(library, record)
    assert records.get(library, record.id) == record


def test_a_record_comes_back_with_the_record_that_a_fact_names(library: sqlite3.Connection) -> None:
    put(library, ESTEC, ESA)
    assert records.get(library, ESTEC.id).facts[0].record_id == ESA.id


def test_a_fact_that_names_an_unknown_record_keeps_its_words(library: sqlite3.Connection) -> None:
    put(library, ESTEC)
    (fact,) = records.get(library, ESTEC.id).facts
    assert (fact.value, fact.record_id) == ("European Space Agency", None)


def test_putting_again_replaces_names_and_facts(library: sqlite3.Connection) -> None:
    put(library, ESA, WOERNER)
    renamed = Record(ESA.id, Kind.AGENCY, "ESA", facts=(Fact("founded", "1975", "another book"),))
    put(library, renamed)
    assert records.get(library, ESA.id) == renamed
    assert found(library, "européenne") == []
    assert records.get(library, WOERNER.id) == WOERNER


def test_putting_again_keeps_mentions(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    before = mentions.of_document(library, document)
    put(library, ESA)
    assert mentions.of_document(library, document) == before
    assert mention(library, document, "ESA").record_id == ESA.id


def test_a_provisional_record_of_the_same_id_is_promoted_with_its_mentions(library: sqlite3.Connection) -> None:
    document = extracted(library)
    assert records.get(library, CHANGE_4.id).origin is RecordOrigin.PROVISIONAL
    put(library, CHANGE_4)
    assert records.get(library, CHANGE_4.id) == CHANGE_4
    assert mention(library, document, "Chang'e-4").record_id == CHANGE_4.id


def test_a_record_that_a_person_made_is_not_overwritten_by_the_catalogue(library: sqlite3.Connection) -> None:
    mine = Record(ESA.id, Kind.AGENCY, "My ESA", RecordOrigin.PERSON, facts=(Fact("founded", "1975", "my own words"),))
    put(library, mine)
    put(library, ESA, WOERNER)
    assert records.get(library, ESA.id) == mine
    assert records.get(library, WOERNER.id) == WOERNER


def test_a_person_may_change_a_record_of_the_catalogue(library: sqlite3.Connection) -> None:
    put(library, ESA)
    mine = Record(ESA.id, Kind.AGENCY, "My ESA", RecordOrigin.PERSON)
    put(library, mine)
    assert records.get(library, ESA.id) == mine


def test_putting_is_part_of_the_callers_transaction(library: sqlite3.Connection) -> None:
    before = everything(library)
    with pytest.raises(RuntimeError), transaction(library):  # noqa: PT012
        records.put_all(library, [ESA, WOERNER])
        raise RuntimeError
    assert everything(library) == before


def test_putting_nothing_is_nothing(library: sqlite3.Connection) -> None:
    before = everything(library)
    put(library)
    assert everything(library) == before


def test_agencies_people_and_missions_have_columns_of_what_the_facts_say(library: sqlite3.Connection) -> None:
    put(library, ESA, ESTEC, CHANGE_4, WOERNER)
    assert library.execute("SELECT founded, located_in FROM agencies WHERE record_id = ?", [ESA.id]).fetchall() == [
        ("1975-05-30", "Paris")
    ]
    assert library.execute("SELECT part_of_id FROM agencies WHERE record_id = ?", [ESTEC.id]).fetchall() == [(ESA.id,)]
    assert library.execute("SELECT record_id, launched FROM missions").fetchall() == [(CHANGE_4.id, "2018-12-07")]
    assert library.execute("SELECT record_id, born, died, nationality FROM people").fetchall() == [
        (WOERNER.id, "1954-07-18", None, "Germany")
    ]


def test_a_record_of_another_kind_leaves_the_table_of_its_former_one(library: sqlite3.Connection) -> None:
    put(library, CHANGE_4)
    put(library, Record(CHANGE_4.id, Kind.VEHICLE, "Chang'e 4"))
    assert library.execute("SELECT count(*) FROM missions").fetchone() == (0,)


def test_an_unknown_record_is_told(library: sqlite3.Connection) -> None:
    with pytest.raises(UnknownRecordError, match=r"There is no record agency/x; .*\."):
        records.get(library, "agency/x")


@pytest.mark.parametrize("wanted", [ESA.id, "ESA", "esa", "european space agency", "Agence spatiale europeenne"])
def test_a_record_answers_to_its_id_and_all_its_names(library: sqlite3.Connection, wanted: str) -> None:
    put(library, ESA, WOERNER)
    assert records.resolve(library, wanted) == ESA


def test_a_name_of_several_records_is_told_with_their_ids(library: sqlite3.Connection) -> None:
    put(library, DRAGON, Record("vehicle/dragon", Kind.VEHICLE, "Dragon"))
    with pytest.raises(UnknownRecordError, match=r"mission/dragon, vehicle/dragon"):
        records.resolve(library, "dragon")


@pytest.mark.parametrize("wanted", ["Nobody", *HOSTILE])
def test_a_name_of_no_record_is_told(library: sqlite3.Connection, wanted: str) -> None:
    put(library, ESA, Record("mission/2605", Kind.MISSION, "★"))
    with pytest.raises(UnknownRecordError):
        records.resolve(library, wanted)


def test_a_name_of_a_record_is_found_and_nothing_made(library: sqlite3.Connection) -> None:
    put(library, ESA)
    before = everything(library)
    with transaction(library):
        assert records.ensure(library, Kind.AGENCY, "ESA") == ESA.id
    assert everything(library) == before


def test_a_name_without_a_record_makes_a_provisional_one_once(library: sqlite3.Connection) -> None:
    with transaction(library):
        first = records.ensure(library, Kind.PERSON, "Ann Example")
        again = records.ensure(library, Kind.PERSON, "ann example")
    assert first == again == "person/ann-example"
    assert records.get(library, first) == Record(first, Kind.PERSON, "Ann Example", RecordOrigin.PROVISIONAL)


def test_a_name_of_another_kind_is_another_record(library: sqlite3.Connection) -> None:
    put(library, ESA)
    with transaction(library):
        assert records.ensure(library, Kind.ORGANIZATION, "ESA") == "organization/esa"


def test_names_of_different_signs_are_different_records(library: sqlite3.Connection) -> None:
    with transaction(library):
        made = {records.ensure(library, Kind.MISSION, name) for name in ("★", "☆", "★")}
    assert len(made) == 2


def test_a_guess_adds_no_name_to_a_record_of_the_catalogue(library: sqlite3.Connection) -> None:
    put(library, CHANGE_4)
    with transaction(library):
        assert records.ensure(library, Kind.MISSION, "Chang e 4") == CHANGE_4.id  # the same id, another spelling
    assert records.get(library, CHANGE_4.id) == CHANGE_4


def test_the_extraction_looks_for_names_of_the_catalogue_and_of_people(library: sqlite3.Connection) -> None:
    mine = Record("person/mine", Kind.PERSON, "Mine", RecordOrigin.PERSON)
    put(library, ESA, DRAGON)
    put(library, mine)
    with transaction(library):
        records.ensure(library, Kind.PERSON, "A Guess")
    assert records.names(library) == records.names_of([ESA, DRAGON, mine])
    assert Name("ESA", NameType.ACRONYM, Kind.AGENCY, ESA.id, "European Space Agency") in records.names(library)
    assert Name("Dragon", NameType.SHORT, Kind.MISSION, DRAGON.id, "Dragon") in records.names(library)


def test_records_are_listed_by_kind_and_name(library: sqlite3.Connection) -> None:
    put(library, WOERNER, CHANGE_4, ESTEC, ESA)
    assert [record.name for record in records.listed(library)] == [ESTEC.name, ESA.name, WOERNER.name, CHANGE_4.name]
    assert [record.name for record in records.listed(library, kind=Kind.PERSON)] == [WOERNER.name]


def test_records_are_listed_with_their_mentions_in_current_documents(library: sqlite3.Connection) -> None:
    put(library, ESA, CHANGE_4)
    document = extracted(library)
    decisions.reject(library, [mention(library, document, "ESA").id], "ann")
    (esa,) = records.listed(library, find="ESA")
    assert (esa.mentions, esa.documents) == (1, 1)
    assert "Chang'e 4" in [record.name for record in records.listed(library, named_only=True)]
    add(library, "Quite another text.")  # a new revision, in which nothing is said of either
    decided = [mentions.count_of_record(library, record.id) for record in (ESA, CHANGE_4)]
    assert decided == [(0, 0), (0, 0)]
    assert records.listed(library, named_only=True) == []
    assert len(documents.numbers(library)) == 1


@pytest.mark.parametrize(
    "words", ["esa", "agence spat", "EUROPEENNE", "européenne", "europe\u0301enne", "space european", "Europ*", "“ESA”"]
)
def test_a_record_is_found_by_words_of_its_names_or_their_beginnings(library: sqlite3.Connection, words: str) -> None:
    put(library, ESA, WOERNER)
    assert found(library, words) == [ESA.name]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_mean_something_to_the_search_are_words(library: sqlite3.Connection, words: str) -> None:
    put(library, ESA, WOERNER)
    assert found(library, words) == []


def test_a_name_like_an_operator_is_found(library: sqlite3.Connection) -> None:
    put(library, Record("mission/near", Kind.MISSION, "NEAR Shoemaker"))
    assert found(library, "NEAR") == ["NEAR Shoemaker"]


@examples(max_examples=60)
@given(st.text())
def test_no_text_is_an_error_to_the_search(words: str) -> None:
    library = sqlite3.connect(":memory:")
    library.execute("CREATE VIRTUAL TABLE texts USING fts5 (text)")
    assert library.execute("SELECT * FROM texts WHERE texts MATCH ?", [records.prefix_query(words)]).fetchall() == []
    library.close()
