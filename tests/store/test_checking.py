from __future__ import annotations

from datetime import date

import pytest

from store import shipped
from store.checking import Fault, faults
from store.model import Alias, Fact, Kind, NameType, Record

TODAY = date(2030, 6, 15)
NASA = Record("agency/nasa", Kind.AGENCY, "NASA")


def person(name: str = "Ann Example", **dates: str) -> Record:
    facts = tuple(Fact(name, value, "a book") for name, value in dates.items())
    return Record(f"person/{name.lower().replace(' ', '-')}", Kind.PERSON, name, facts=facts)


def with_fact(*fact: str | None) -> Record:
    return Record("person/ann", Kind.PERSON, "Ann", facts=(Fact(*fact),))  # type: ignore[arg-type]


def told(*records: Record) -> list[str]:
    return [fault.words for fault in faults(records, today=TODAY)]


def test_the_shipped_catalogue_has_no_fault() -> None:
    assert [fault for fault in faults(shipped.catalogue()) if not fault.is_warning] == []


def test_a_sound_record_has_no_fault() -> None:
    sound = Record(
        "person/ann-example",
        Kind.PERSON,
        "Ann Example",
        wikidata="Q7",
        aliases=(Alias("Example", NameType.SHORT),),
        facts=(Fact("born", "1950-02", "x"), Fact("role", "head", "x", NASA.id, "1990", "1991-05-01")),
    )
    assert told(sound, NASA) == []


def test_an_id_may_stand_once() -> None:
    assert told(NASA, NASA) == ["2 records have this id."]


@pytest.mark.parametrize(
    ("identifier", "is_warning"),
    [("mission/dragon-capsule", True), ("mission/falcon", False), ("vehicle/dragon", False), ("dragon", False)],
)
def test_an_id_fits_kind_and_name_but_for_a_distinguishing_word(identifier: str, is_warning: bool) -> None:
    (fault,) = faults([Record(identifier, Kind.MISSION, "Dragon")])
    words = "The id does not fit the MISSION “Dragon”, which would be mission/dragon."
    assert fault == Fault(identifier, words, is_warning)


def test_two_records_of_one_kind_share_no_name_unless_it_is_short() -> None:
    short, firm = (
        Record("agency/other", Kind.AGENCY, "Other", aliases=(Alias("N.A.S.A", kind), Alias("nasa", kind)))
        for kind in (NameType.SHORT, NameType.ACRONYM)
    )
    assert told(NASA, short) == []
    assert told(NASA, firm) == ["“nasa” is a name of agency/nasa too; one of the two must be a short one."]
    assert told(NASA, Record("mission/nasa", Kind.MISSION, "NASA")) == []


def test_two_records_are_not_one_item_of_wikidata() -> None:
    one, two = (Record(f"place/{name}", Kind.PLACE, name, wikidata="Q5") for name in ("a", "b"))
    assert told(one, two) == ["Q5 is place/a in Wikidata."]
    assert told(Record("place/c", Kind.PLACE, "c", wikidata="5")) == ["“5” is no id of Wikidata."]


def test_a_fact_points_to_a_record_that_is_there_or_known() -> None:
    record = with_fact("role", "head", "x", NASA.id)
    assert told(record) == ["“role head” points to agency/nasa, which is not there."]
    assert told(record, NASA) == []
    assert faults([record], known={NASA.id}) == []


@pytest.mark.parametrize(
    ("dates", "fault"),
    [
        ({"born": "1950-02-30"}, "“born 1950-02-30” is no date."),
        ({"born": "in spring"}, "“born in spring” is no date."),
        ({"launched": "1957 Oct 4"}, "“launched 1957 Oct 4” is no date."),
        ({"born": "1950-03", "died": "1950-02-01"}, "“born 1950-03” lies after “died 1950-02-01”."),
        ({"founded": "1999", "dissolved": "1998"}, "“founded 1999” lies after “dissolved 1998”."),
        ({"launched": "1999", "ended": "1998-12"}, "“launched 1999” lies after “ended 1998-12”."),
        (
            {"first_flight": "1999", "last_flight": "1998"},
            "“first flight 1999” lies after “last flight 1998”.",
        ),
        ({"born": "2030-06-16"}, "“born 2030-06-16” lies in the future."),
        ({"founded": "2031"}, "“founded 2031” lies in the future."),
    ],
)
def test_an_impossible_date_is_told(dates: dict[str, str], fault: str) -> None:
    assert told(person(**dates)) == [fault]


@pytest.mark.parametrize(
    "dates",
    [
        {"born": "1950", "died": "1950-02-01"},
        {"launched": "2031", "ended": "2040"},
        {"born": "2030-06-15"},
        {"born": "2030"},
        {"held": "October 4-10"},
    ],
)
def test_a_possible_date_is_not(dates: dict[str, str]) -> None:
    assert told(person(**dates)) == []


def test_a_role_does_not_end_before_it_begins() -> None:
    assert told(with_fact("role", "head", "x", None, "2001", "2000")) == [
        "“role head” begins on 2001, after its end on 2000."
    ]
    assert told(with_fact("role", "head", "x", None, "soon", None)) == ["“role from soon” is no date."]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (" ", "A name is empty."),
        (" Ann", "“ Ann” begins or ends with a space."),
        ("An\x1bn", "'An\\x1bn' holds a control character."),
        ("An\u202en", "'An\\u202en' holds a control character."),
    ],
)
def test_a_name_that_is_none_is_told(name: str, fault: str) -> None:
    assert told(Record("person/ann", Kind.PERSON, "Ann", aliases=(Alias(name, NameType.VARIANT),))) == [fault]


def test_a_fact_without_a_source_is_told() -> None:
    assert told(with_fact("role", "head", "")) == ["“role head” has no source."]


def test_a_date_is_no_record() -> None:
    assert told(Record("date/2018", Kind.DATE, "2018")) == ["A date is no record."]


def test_a_name_given_twice_is_a_warning() -> None:
    (fault,) = faults([Record("agency/nasa", Kind.AGENCY, "NASA", aliases=(Alias("NASA", NameType.SHORT),))])
    assert fault.is_warning
