from __future__ import annotations

import sqlite3

import pytest

from store import decisions, documents, mentions
from store.errors import UnknownDocumentError
from store.model import IncomingDocument
from tests.store.examples import FIRST_RUN, SECOND_RUN, TEXT, add, everything, extracted, incoming, mention, usual


def test_a_text_comes_back_to_the_letter(library: sqlite3.Connection) -> None:
    text = "a\r\nb\u2028c\u202e \x1b[31m 🛰 e\u0301 \ufeff"
    assert documents.get(library, add(library, text)).text == text


def test_adding_the_same_text_twice_is_once(library: sqlite3.Connection) -> None:
    first = documents.add(library, incoming())
    before = everything(library)
    again = documents.add(library, incoming())
    assert (first.is_new, again.is_new) == (True, False)
    assert again.document == first.document
    assert everything(library) == before


def test_the_same_text_from_another_source_is_the_same_document(library: sqlite3.Connection) -> None:
    first = add(library, source="/news/landing.txt")
    assert documents.add(library, incoming(source="/copies/landing.txt")).document.id == first


def test_a_changed_source_is_a_new_revision(library: sqlite3.Connection) -> None:
    old = add(library)
    added = documents.add(library, incoming(TEXT + " Today."))
    assert (added.is_new, added.revises, added.document.supersedes) == (True, old, old)
    assert documents.numbers(library) == [added.document.id]
    assert documents.get(library, old).text == TEXT


def test_each_revision_follows_the_one_before(library: sqlite3.Connection) -> None:
    numbers = [add(library, f"Revision {number}.") for number in range(3)]
    assert [documents.get(library, number).supersedes for number in numbers] == [None, *numbers[:2]]
    assert documents.numbers(library) == numbers[2:]


def test_a_source_may_go_back_to_what_it_was(library: sqlite3.Connection) -> None:
    first = add(library, "One.")
    add(library, "Two.")
    third = add(library, "One.")
    assert first != third
    assert documents.numbers(library) == [third]


def test_the_digest_is_the_sha256_of_utf_8() -> None:
    assert documents.digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


@pytest.mark.parametrize("wanted", ["landing", "landing.txt", "/news/landing.txt", "Landing", "LANDING"])
def test_a_document_answers_to_its_file_and_title(library: sqlite3.Connection, wanted: str) -> None:
    document = add(library)
    documents.add(library, IncomingDocument("other", "Other", "Another.", "/news/other.txt"))
    documents.add(library, IncomingDocument("x", "X", "Yet another.", "/news/all.jsonl#x"))
    assert documents.find(library, wanted).id == document


def test_a_document_answers_to_its_number_and_its_name_in_a_file_of_several(library: sqlite3.Connection) -> None:
    document = documents.add(library, IncomingDocument("x", "T", "Some text.", "/news/all.jsonl#x")).document.id
    assert documents.find(library, "x").id == documents.find(library, str(document)).id == document


@pytest.mark.parametrize("wanted", ["%", "_anding", "land%", "\\", "", "99", "9" * 40, "²", "٣", "' OR 1 --"])
def test_what_no_document_answers_to_is_told(library: sqlite3.Connection, wanted: str) -> None:
    add(library)
    with pytest.raises(UnknownDocumentError, match=r"\.$"):
        documents.find(library, wanted)


def test_a_name_of_several_documents_is_told_with_their_numbers(library: sqlite3.Connection) -> None:
    numbers = [add(library, "One.", "/a/landing.txt"), add(library, "Two.", "/b/landing.txt")]
    with pytest.raises(UnknownDocumentError, match=", ".join(map(str, numbers))):
        documents.find(library, "landing.txt")


def test_a_name_means_the_present_revision(library: sqlite3.Connection) -> None:
    add(library)
    new = add(library, TEXT + " Today.")
    assert documents.find(library, "landing.txt").id == new


def test_a_document_is_found_by_its_text(library: sqlite3.Connection) -> None:
    document = add(library)
    assert documents.find_text(library, TEXT) == documents.get(library, document)
    assert documents.find_text(library, TEXT + " ") is None


def test_the_list_counts_what_is_there_and_what_is_decided(library: sqlite3.Connection) -> None:
    document = extracted(library)
    add(library, "Not read yet.", "/news/new.txt")
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    decisions.reject(library, [mention(library, document, "ESA").id], "ann")
    new, begun = documents.listed(library)
    assert (begun.mentions, begun.unreviewed, begun.decided, begun.characters) == (4, 3, 2, len(TEXT))
    assert (new.progress, begun.progress) == ("new", "begun")


def test_progress_goes_from_unread_to_reviewed(library: sqlite3.Connection) -> None:
    document = extracted(library)
    assert documents.listed(library)[0].progress == "unread"
    decisions.accept(library, [m.id for m in mentions.of_document(library, document)], "ann")
    assert documents.listed(library)[0].progress == "reviewed"


def test_a_document_waits_until_a_run_has_been_through_it(library: sqlite3.Connection) -> None:
    first, second = add(library), add(library, "Another.", "/news/other.txt")
    mentions.keep(library, first, FIRST_RUN, usual())
    assert documents.waiting(library) == [second]
    mentions.keep(library, second, SECOND_RUN, [])
    assert documents.waiting(library) == []


def test_the_place_in_a_document_is_remembered(library: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(f"2018-06-06T12:00:0{second}.000Z" for second in range(9))
    monkeypatch.setattr(documents, "now", lambda: next(moments))
    first, second = add(library), add(library, "Another.", "/news/other.txt")
    assert documents.last_read(library) is None
    documents.remember_place(library, second, 5)
    documents.remember_place(library, first, 7)
    documents.remember_place(library, first, 9)
    assert (documents.place(library, first), documents.place(library, second)) == (9, 5)
    assert documents.last_read(library) == first


def test_the_document_read_last_is_its_newest_revision(library: sqlite3.Connection) -> None:
    first = add(library)
    documents.remember_place(library, first, 7)
    add(library, TEXT + " Today.")
    newest = add(library, TEXT + " Tomorrow.")
    assert documents.last_read(library) == newest
    assert documents.place(library, newest) == 0
    assert documents.get(library, first).text == TEXT
