"""Background work: one thread for the library, one process for the extraction, and what happens when they fail."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import LibraryUnavailableError, NotALibraryError, StoreError
from store.model import (
    Document,
    Kind,
    LinkCandidate,
    Origin,
    Predicate,
    QuotationProposal,
    RelationProposal,
    Span,
)
from tui import jobs
from tui.jobs import Extraction, ExtractionFailure, ExtractionPart, LibraryThread


def document(text: str) -> Document:
    return Document(id=1, title="t", source="s", text=text, sha256=f"sha of {text}")


@pytest.fixture
def extraction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Extraction]:
    monkeypatch.setattr(jobs, "WORKER", "tests.tui.stub_worker")
    made = Extraction(tmp_path / "library.db")
    yield made
    made.close()


def test_a_text_is_answered_in_parts_the_last_of_them_whole(extraction: Extraction) -> None:
    extraction.ask(document("NASA"))
    first, last = extraction.answers.get(timeout=20), extraction.answers.get(timeout=20)
    assert isinstance(first, ExtractionPart)
    assert isinstance(last, ExtractionPart)
    assert (first.final, last.final) == (False, True)
    assert first.whole
    assert first.proposals == last.proposals
    assert (first.relations, first.quotations) == ((), ())
    assert last.sha256 == "sha of NASA"
    assert (last.proposals[0].kind, last.proposals[0].origin) == (Kind.AGENCY, Origin.MODEL)
    assert last.proposals[0].candidates == (LinkCandidate("agency/nasa", 0.4),)
    name = Span(0, 4)
    assert last.relations == (RelationProposal(name, Predicate.LOCATED_IN, name, None, 0, 4, 0.5, "so"),)
    assert last.quotations == (QuotationProposal(0, 4, name, None, False, 0.5, "so"),)
    assert extraction.is_idle


def test_what_is_asked_twice_is_answered_once(extraction: Extraction) -> None:
    extraction.ask(document("NASA"))
    extraction.ask(document("NASA"))
    extraction.ask(document("ESA"))
    answered = [extraction.answers.get(timeout=20) for _ in range(4)]
    assert [answer.sha256 for answer in answered if answer] == ["sha of NASA"] * 2 + ["sha of ESA"] * 2


def test_a_text_that_fails_is_named_and_the_next_is_read(extraction: Extraction) -> None:
    extraction.ask(document("fail"))
    extraction.ask(document("NASA"))
    assert extraction.answers.get(timeout=20) == ExtractionFailure("sha of fail", "This text cannot be read.")
    assert isinstance(extraction.answers.get(timeout=20), ExtractionPart)


def test_a_process_that_dies_blames_the_text_in_work_and_is_started_again(extraction: Extraction) -> None:
    extraction.ask(document("die"))
    failure = extraction.answers.get(timeout=20)
    assert isinstance(failure, ExtractionFailure)
    assert failure.sha256 == "sha of die"
    while extraction.is_running:
        threading.Event().wait(0.01)
    extraction.ask(document("NASA"))
    assert isinstance(extraction.answers.get(timeout=20), ExtractionPart)


def test_a_process_without_a_model_says_so_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "WORKER", "tests.tui.stub_worker")
    extraction = Extraction(tmp_path / "broken")
    extraction.ask(document("NASA"))
    assert extraction.answers.get(timeout=20) == ExtractionFailure(None, "There is no model.")
    extraction.close()
    assert extraction.answers.get(timeout=20) is None


def test_renewing_asks_again_what_was_not_answered(extraction: Extraction) -> None:
    extraction.ask(document("NASA"))
    extraction.renew()
    asked_anew = extraction.answers.get(timeout=20)
    assert isinstance(asked_anew, ExtractionPart)
    assert asked_anew.sha256 == "sha of NASA"
    while not extraction.is_idle:
        extraction.answers.get(timeout=20)
    extraction.renew()
    assert not extraction.is_running, "there is nothing to answer"


def test_after_closing_nothing_is_started(extraction: Extraction) -> None:
    extraction.close()
    extraction.ask(document("NASA"))
    assert not extraction.is_running


async def test_the_library_is_opened_and_asked_in_one_thread(tmp_path: Path) -> None:
    library = LibraryThread(tmp_path / "library.db")

    def who(connection: sqlite3.Connection) -> str:
        connection.execute("SELECT count(*) FROM documents")
        return threading.current_thread().name

    names = {await library.call(who) for _ in range(3)}
    library.close()
    assert len(names) == 1
    assert names != {threading.current_thread().name}


async def test_what_sqlite_raises_is_told_in_a_sentence(tmp_path: Path) -> None:
    library = LibraryThread(tmp_path / "library.db")
    with pytest.raises(StoreError, match=r"spacetui doctor"):
        await library.call(lambda connection: connection.execute("SELECT nothing FROM nowhere"))
    library.close()


def test_a_file_that_is_no_library_is_refused_before_a_screen_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no library " * 200, encoding="utf-8")
    library = LibraryThread(path)
    with pytest.raises(NotALibraryError):
        library.check()
    library.close()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    library = LibraryThread(tmp_path / "file" / "library.db")
    with pytest.raises((LibraryUnavailableError, NotALibraryError)):
        library.check()
    library.close()
