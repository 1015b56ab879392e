from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from store import catalogue, gcat, shipped
from store.errors import FormatError, UnreadableTextError
from store.model import Alias, Fact, Kind, NameType, Record

ORGANISATIONS = (
    "#Code\tUCode\tStateCode\tType\tClass\tTStart\tTStop\tShortName\tName\tLocation\tParent\tShortEName\tEName\tUName\n"
    "# Updated 2030 Jan  1\n"
    "MSA\tMSA\tSU\tO/LA\tC\t1975 May 30?\t1991 Dec\tMSA\tMoonskoye Kosmicheskoye Agentstvo\tMoskva\t-\t-"
    "\tMoon Space Agency\tМунское космическое агентство\n"
    "MSAL\tMSAL\tSU\tPL\tC\t1980s\t-\tLaboratoriya\tLab. Espa\\'{c}o\tMoskva\tMSA\t-\t-\t-\n"
    "ACME1\tACME1\tUS\tLV\tB\t1990\t*\tAcme\tAcme Rockets\tReno\tNONE\t-\t-\t-\n"
    "ACME2\tACME2\tUS\tLV\tB\t2001 Feb\t-\tAcme\tAcme Rockets\tReno\tACME1\t-\t-\t-\n"
    "XL\tXL\tXL\tCY\tC\t1960\t-\tExland\tRepublika Exland\tEx\t-\tExland\tExland, Republic of\t-\n"
)
PAYLOADS = (
    "#JCAT\tPiece\tName\tLDate\tProgram\tUNState\r\n"
    "S00002\t1957 ALP 2\tFirst Moonlet\t1957 Oct  4\tMoonlet\tSU\r\n"
    "S00005\t1958 BET 2\t[Moonlet II]\t1958 Mar 17\t-\t[US]\r\n"
    "S00006\t1958 GAM\t- -\t1958 Mar 26\t-\tUS\r\n"
    "S00007\t1965-030A\tRadio-1\t1965 Apr 23\t-\t-\r\n"
    "S00008\t1966-092A\tRadio-1\t1966 Oct 20\t-\t-\r\n"
    "S00009\t1967-001A\tEcho\t1967 Jan\t-\tXX\r\n"
)
FULL = Record(
    "agency/moon-office",
    Kind.AGENCY,
    "Moon Office",
    wikidata="Q1",
    aliases=(Alias("MO", NameType.ACRONYM), Alias("Bureau de la Lune", NameType.NATIVE)),
    facts=(Fact("role", "head", "a book", "person/ann", "2001", "2002-03"), Fact("founded", "1999", "a book")),
    common=True,
)


def read(text: str) -> list[Record]:
    return list(catalogue.read(text, source="/x/mine.csv", name="mine.csv"))


def facts(record: Record) -> dict[str, str]:
    return {fact.property: fact.value for fact in record.facts}


def test_a_record_comes_back_from_its_line() -> None:
    assert catalogue.from_line(catalogue.line_of(FULL)) == FULL
    assert read(catalogue.line_of(FULL) + "\n\n") == [FULL]


def test_every_line_of_the_shipped_catalogue_can_be_written_and_read() -> None:
    for record in shipped.catalogue():
        assert catalogue.from_line(catalogue.line_of(record)) == record


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "PLANET"}, "'PLANET' is no kind of record; the kinds are AGENCY, .*, LAW"),
        ({"kind": "DATE"}, "'DATE' is no kind of record"),
        ({"name": None}, "'name' is missing"),
        ({"name": " "}, "'name' is empty"),
        ({"id": 7}, "'id' is not a text"),
        ({"aliases": [{"name": "MO", "type": "nick"}]}, "'nick' is no type of name; the types are name, .*, short"),
        ({"aliases": ["MO"]}, "'aliases' is no list of objects in braces"),
        ({"facts": [{"property": "born", "value": "1999"}]}, "'source' is missing"),
        ({"common": "yes"}, "'common' is neither true nor false"),
        ({"name": "\ud800"}, "half a surrogate pair is no character"),
    ],
)
def test_a_faulty_line_is_told_with_its_number(change: dict[str, object], fault: str) -> None:
    good = catalogue.line_of(FULL)
    bad = json.dumps(json.loads(good) | change)
    with pytest.raises(FormatError, match=rf"^/x/mine\.csv, line 3: {fault}.*\.$"):
        read(f"{good}\n\n{bad}\n")


@pytest.mark.parametrize("line", ["{", "{" * 100_000])
def test_what_is_no_json_is_told(line: str) -> None:
    with pytest.raises(FormatError, match=r"line 1: this is no JSON\.$"):
        read(line)


def test_a_table_gives_names_and_a_fact_for_each_other_column() -> None:
    (record,) = read(
        "Kind,Name,aliases,wikidata,First Flight,source\n"
        "mission,Chang’e 4,CE-4; 嫦娥四号|Moon lander,Q1,2018-12-07,me\n"
    )
    assert (record.id, record.kind, record.name) == ("mission/chang-e-4", Kind.MISSION, "Chang’e 4")
    assert record.wikidata == "Q1"
    assert record.aliases == (
        Alias("CE-4", NameType.ACRONYM),
        Alias("嫦娥四号", NameType.NATIVE),
        Alias("Moon lander", NameType.NAME),
    )
    assert record.facts == (Fact("first_flight", "2018-12-07", "me"),)


def test_the_files_name_is_the_source_of_facts_that_name_none() -> None:
    (record,) = read("kind;name;founded\nagency;Moon Office;1999\n")
    assert record.facts == (Fact("founded", "1999", "mine.csv"),)


def test_blank_rows_and_empty_cells_say_nothing() -> None:
    (record,) = read('kind,name,aliases,founded\n\n"agency","Moon\nOffice",,\n,,,\n')
    assert (record.name, record.aliases, record.facts) == ("Moon\nOffice", (), ())


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("kind,name\nagency,A\nplanet,B\n", "line 3: 'PLANET' is no kind of record"),
        ("kind,name\nagency,\n", "line 2: 'name' is empty"),
        ("kind,name\nagency,A,B\n", "line 2: there are more fields than columns"),
        ("kind,name,a,A\nagency,A\n", "line 1: two columns are called 'a'"),
        ('kind,name\nagency,"A\n', "line 2: unexpected end of data"),
        ("name,founded\nA,1999\n", "is no catalogue: neither"),
        ("", "is no catalogue: neither"),
    ],
)
def test_a_faulty_table_is_told(table: str, fault: str) -> None:
    with pytest.raises(FormatError, match=fault) as told:
        read(table)
    assert str(told.value).endswith(".")


def test_organisations_have_short_english_and_native_names_and_parents() -> None:
    agency, laboratory, *_ = read(ORGANISATIONS)
    assert (agency.id, agency.kind) == ("agency/moon-space-agency", Kind.AGENCY)
    assert agency.aliases == (
        Alias("Moonskoye Kosmicheskoye Agentstvo", NameType.NATIVE),
        Alias("Мунское космическое агентство", NameType.NATIVE),
        Alias("MSA", NameType.ACRONYM),
    )
    assert facts(agency) == {"country": "Soviet Union", "founded": "1975-05-30", "dissolved": "1991-12"}
    assert (laboratory.name, laboratory.kind) == ("Lab. Espaco", Kind.ORGANIZATION)
    assert laboratory.aliases == (Alias("Laboratoriya", NameType.SHORT),)
    assert laboratory.facts[1:] == (Fact("part_of", "Moon Space Agency", "gcat", agency.id),)


def test_a_name_that_a_table_has_twice_is_told_apart_by_its_code() -> None:
    one, two = (record for record in read(ORGANISATIONS) if "Acme" in record.name)
    assert (one.name, two.id) == ("Acme Rockets (ACME1)", "organization/acme-rockets-acme2")
    assert one.aliases[0] == Alias("Acme Rockets", NameType.SHORT)
    assert Fact("part_of", "NONE", "gcat") in one.facts
    assert Fact("part_of", one.name, "gcat", one.id) in two.facts


def test_a_country_is_a_place_with_names_alone() -> None:
    *_, country = read(ORGANISATIONS)
    assert (country.id, country.facts) == ("place/exland", ())


def test_payloads_are_missions_with_their_designators_as_printed() -> None:
    first, second, *_ = read(PAYLOADS)
    assert (first.id, first.name, first.common) == ("mission/first-moonlet", "First Moonlet", False)
    assert first.facts == tuple(
        Fact(name, value, "gcat")
        for name, value in [
            ("launched", "1957-10-04"),
            ("designation", "1957 ALP 2"),
            ("programme", "Moonlet"),
            ("country", "Soviet Union"),
        ]
    )
    assert second.name == "Moonlet II"
    assert facts(second) == {"launched": "1958-03-17", "designation": "1958 BET 2", "country": "United States"}


def test_payloads_without_a_name_are_left_out_and_those_of_one_name_told_apart() -> None:
    names = [record.name for record in read(PAYLOADS)]
    assert names == ["First Moonlet", "Moonlet II", "Radio-1 (1965-030A)", "Radio-1 (1966-092A)", "Echo"]


def test_a_payload_whose_name_is_a_word_needs_support() -> None:
    assert [record.name for record in read(PAYLOADS) if record.common] == ["Echo"]


def test_of_the_table_of_all_objects_only_payloads_are_taken() -> None:
    table = (
        "#JCAT\tSatcat\tPiece\tType\tName\tPLName\tLDate\tState\n"
        "S1\t1\t1957 ALP 1\tR2\tRocket\t-\t1957 Oct  4\tSU\n"
        "S2\t2\t1957 ALP 2\tP\tFirst Moonlet\tPS-1\t1957 Oct  4\tSU\n"
    )
    assert [(record.name, facts(record)["country"]) for record in read(table)] == [("PS-1", "Soviet Union")]


def test_a_row_of_another_length_is_told() -> None:
    with pytest.raises(FormatError, match=r"^/x/mine\.csv, line 3: 2 fields are not the 6 columns\.$"):
        read(PAYLOADS.replace("S00005\t1958 BET 2\t[Moonlet II]\t1958 Mar 17\t-\t[US]", "S00005\t1958 BET 2"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1957 Oct  4", "1957-10-04"),
        ("1975 May 30?", "1975-05-30"),
        ("1964 Mar", "1964-03"),
        ("1992?", "1992"),
        (" 988", "0988"),
        ("1961 Apr 12 0607", "1961-04-12"),
        ("1970s", None),
        ("1957 Okt  4", None),
        ("?", None),
        ("*", None),
        ("", None),
    ],
)
def test_dates_are_taken_as_far_as_they_are_known(written: str, meant: str | None) -> None:
    assert gcat.date(written) == meant


def test_a_file_is_read_by_its_first_line_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text("\ufeff" + PAYLOADS, encoding="utf-8")
    assert [record.kind for record in catalogue.read_file(path)] == [Kind.MISSION] * 5


def test_a_file_that_is_not_there_or_empty_of_records_is_told(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with pytest.raises(UnreadableTextError, match=r"cannot be read: no such file or directory\.$"):
        catalogue.read_file(path)
    path.write_text("kind,name\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"holds no record\.$"):
        catalogue.read_file(path)


@examples(max_examples=100)
@given(st.one_of(st.text(), st.text().map("kind,name\n{}".format), st.text().map((PAYLOADS + "{}").format)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except FormatError:
        return
    assert all(record.id and record.name for record in found)
