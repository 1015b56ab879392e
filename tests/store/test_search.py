from __future__ import annotations

import sqlite3
import unicodedata

import pytest

from store import search
from tests.store.examples import add

VISIT = "Jan Wörner visited NASA. The visit was short, said Wörner’s office."


def found(library: sqlite3.Connection, query: str) -> list[int]:
    return [hit.document_id for hit in search.search(library, query)]


@pytest.mark.parametrize(
    "query",
    ["wörner", "Worner", "WORNER nasa", "visit nas", "nasa wör", unicodedata.normalize("NFD", "Wörner"), '"NASA"'],
)
def test_a_document_is_found_by_all_the_words_or_their_beginnings(library: sqlite3.Connection, query: str) -> None:
    document = add(library, VISIT, "/news/visit.txt")
    add(library, "Nothing of the kind.", "/news/other.txt")
    assert found(library, query) == [document]


@pytest.mark.parametrize("query", ["moon", "nasa moon", "isited", "", '"', "*", "AND", "NEAR(nasa visited)", "title:x"])
def test_what_no_document_says_is_not_found(library: sqlite3.Connection, query: str) -> None:
    add(library, VISIT)
    assert found(library, query) == []


def test_a_snippet_marks_the_words_found(library: sqlite3.Connection) -> None:
    add(library, VISIT)
    (hit,) = search.search(library, "nasa")
    assert f"{search.HIT_STARTS}NASA{search.HIT_ENDS}" in hit.snippet


def test_what_a_text_holds_is_never_taken_for_a_mark(library: sqlite3.Connection) -> None:
    add(library, f"{search.HIT_ENDS}The {search.HIT_STARTS}visit{search.HIT_ENDS} to NASA{search.HIT_STARTS}.")
    (hit,) = search.search(library, "nasa")
    assert hit.snippet == f"The visit to {search.HIT_STARTS}NASA{search.HIT_ENDS}."


def test_titles_count_more_than_texts(library: sqlite3.Connection) -> None:
    add(library, "Landing is what the rover did. " * 3, "/a.txt")
    from store import documents
    from store.model import IncomingDocument

    documents.add(library, IncomingDocument("b", "Rover", "It is on its way over there. " * 3, "/b.txt"))
    assert [hit.title for hit in search.search(library, "rover")] == ["Rover", "Landing"]


def test_an_earlier_revision_is_not_found(library: sqlite3.Connection) -> None:
    add(library, VISIT)
    new = add(library, VISIT + " Today.")
    assert found(library, "nasa") == [new]


def test_no_more_are_found_than_asked_for(library: sqlite3.Connection) -> None:
    for number in range(3):
        add(library, f"NASA {number}", f"/{number}.txt")
    assert len(search.search(library, "nasa", limit=2)) == 2
