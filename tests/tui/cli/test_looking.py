"""`spacetui list`, `show`, `search`, `records` and `record`."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from store import decisions, exchange, mentions
from store.database import connect
from store.model import Annotation, IncomingDocument, Kind, Quotation, Relation
from tests.tui.cli.conftest import Command

TEXT = "Hope reaches Mars\n\n“Hope is there,” said Sarah Al Amiri of UAESA. NASA agreed.\n"


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def filled(library: Path) -> Path:
    """A library with one annotated document and one that nobody has extracted."""
    with closing(connect(library)) as connection:
        annotated = IncomingDocument(
            "hope",
            "Hope reaches Mars",
            TEXT,
            "/news/hope.txt",
            published="2021-02-09",
            mentions=(
                Annotation(*span("Sarah Al Amiri"), Kind.PERSON, "Sarah Al Amiri"),
                Annotation(*span("UAESA"), Kind.AGENCY, "UAE Space Agency"),
                Annotation(*span("NASA"), Kind.AGENCY, "NASA"),
            ),
            relations=(Relation("Sarah Al Amiri", "holds_role", "UAE Space Agency", "chair"),),
            quotations=(Quotation("Sarah Al Amiri", *span("Hope is there,")),),
        )
        exchange.put(connection, annotated, "grace")
        exchange.put(connection, IncomingDocument("plain", "A plain text", "Nothing said.", "/news/plain.txt"), "ada")
    return library


def test_documents_are_listed_the_newest_first(spacetui: Command, filled: Path) -> None:
    heading, first, second = spacetui("list").out.splitlines()
    assert heading.split() == ["doc", "title", "published", "length", "mentions", "to", "review", "progress"]
    assert first.split() == ["2", "A", "plain", "text", "13", "0", "0", "new"]
    assert second.split()[:6] == ["1", "Hope", "reaches", "Mars", "2021-02-09", str(len(TEXT))]


def test_a_list_as_json(spacetui: Command, filled: Path) -> None:
    plain, hope = json.loads(spacetui("list", "--json").out)
    assert (plain["id"], plain["progress"]) == (2, "new")
    assert (hope["title"], hope["source"], hope["mentions"]) == ("Hope reaches Mars", "/news/hope.txt", 3)


def test_an_empty_library_is_told(spacetui: Command, library: Path) -> None:
    result = spacetui("list")
    assert (result.status, result.out) == (0, "")
    assert "The library is empty" in result.err


@pytest.mark.parametrize("wanted", ["1", "hope", "hope.txt", "Hope reaches Mars", "/news/hope.txt"])
def test_a_document_is_named_by_number_file_or_title(spacetui: Command, filled: Path, wanted: str) -> None:
    out = spacetui("show", wanted).out.splitlines()
    assert out[0].split() == ["at", "kind", "words", "record", "score", "state"]
    assert [line.split()[0] for line in out[1:]] == [str(span(word)[0]) for word in ("Sarah", "UAESA", "NASA")]


def test_show_tells_kind_words_record_and_state(spacetui: Command, filled: Path) -> None:
    with closing(connect(filled)) as connection:
        decisions.reject(connection, [mentions.of_document(connection, 1)[1].id], "ada")
    person, agency, _ = json.loads(spacetui("show", "1", "--json").out)["mentions"]
    assert (person["kind"], person["words"], person["state"], person["author"]) == (
        "PERSON",
        "Sarah Al Amiri",
        "accepted",
        "grace",
    )
    assert (agency["words"], agency["state"], agency["author"]) == ("UAESA", "rejected", "ada")


def test_show_can_print_the_text(spacetui: Command, filled: Path) -> None:
    assert spacetui("show", "1", "--text").out == TEXT + "\n"


def test_a_document_that_nobody_extracted_says_so(spacetui: Command, filled: Path) -> None:
    assert "has not been extracted yet" in spacetui("show", "2").err


@pytest.mark.parametrize("wanted", ["7", "nothing"])
def test_an_unknown_document_is_told(spacetui: Command, filled: Path, wanted: str) -> None:
    result = spacetui("show", wanted)
    assert result.status == 1
    assert "`spacetui list` shows what there is" in result.err


def test_search_finds_beginnings_of_words_and_shows_where(spacetui: Command, filled: Path) -> None:
    number, snippet = spacetui("search", "amir", "said").out.splitlines()
    assert number == "1  Hope reaches Mars"
    assert "said Sarah Al Amiri" in snippet
    assert not {"\ue000", "\ue001"} & set(snippet)


def test_search_as_json_gives_the_places_in_the_snippet(spacetui: Command, filled: Path) -> None:
    (hit,) = json.loads(spacetui("search", "sarah", "nasa", "--json").out)
    assert [hit["snippet"][start:end] for start, end in hit["found"]] == ["Sarah", "NASA"]


@pytest.mark.parametrize("query", ["zeppelin", "", '"', "NEAR(", "*"])
def test_nothing_found_is_no_failure(spacetui: Command, filled: Path, query: str) -> None:
    result = spacetui("search", query)
    assert (result.status, result.out) == (0, "")
    assert "Nothing is found" in result.err


def test_records_are_those_that_documents_name(spacetui: Command, filled: Path) -> None:
    out = spacetui("records").out.splitlines()
    assert [line.split()[0] for line in out[1:]] == ["AGENCY", "AGENCY", "PERSON"]
    assert [line.split()[0] for line in spacetui("records", "person").out.splitlines()[1:]] == ["PERSON"]


def test_all_records_are_the_catalogues_too(spacetui: Command, filled: Path) -> None:
    assert "No document names such a record" in spacetui("records", "--find", "Roscosmos").err
    found = json.loads(spacetui("records", "agency", "--all", "--find", "Roscosmos", "--json").out)
    assert any(record["name"].startswith("Roscosmos") and record["mentions"] == 0 for record in found)


@pytest.mark.parametrize("wanted", [["NASA"], ["agency/national-aeronautics-and-space-administration"]])
def test_a_record_shows_facts_with_sources_names_and_mentions(
    spacetui: Command, filled: Path, wanted: list[str]
) -> None:
    out = spacetui("record", *wanted).out
    assert out.startswith("National Aeronautics and Space Administration\nAGENCY · ")
    assert "founded" in out
    assert "NASA  (acronym)" in out
    assert "1 mention in 1 document" in out
    assert "[NASA] agreed." in out


def test_a_record_shows_what_texts_state_of_it(spacetui: Command, filled: Path) -> None:
    out = spacetui("record", "Sarah", "Al", "Amiri").out
    assert "chair of United Arab Emirates Space Agency  (document 1)" in out
    assert "“Hope is there,”  (document 1)" in out


def test_a_record_as_json(spacetui: Command, filled: Path) -> None:
    record = json.loads(spacetui("record", "Sarah Al Amiri", "--json").out)
    assert record["kind"] == "PERSON"
    (relation,) = record["relations"]
    stated = [relation[name] for name in ("document", "subject", "predicate", "object", "role")]
    assert stated == [1, "Sarah Al Amiri", "holds_role", "United Arab Emirates Space Agency", "chair"]
    assert relation["subject_record"] == record["id"]
    (quote,) = record["quotes"]
    assert (quote["speaker"], quote["words"], quote["indirect"]) == ("Sarah Al Amiri", "Hope is there,", False)
    assert record["places"][0]["words"] == "Sarah Al Amiri"
    assert (record["mentions"], record["documents"]) == (1, 1)


def test_an_unknown_record_is_told(spacetui: Command, filled: Path) -> None:
    result = spacetui("record", "Nobody", "Special")
    assert result.status == 1
    assert "“Nobody Special”" in result.err
