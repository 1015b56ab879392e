"""Decisions while something else goes on: none is lost, and no key waits."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from store import decisions, mentions
from store.database import connect
from store.documents import digest
from store.model import Run, State
from tests.tui.reading import RUN, TEXT, InstantExtraction, proposals, reader
from tests.tui.test_reader_screen import begin, current_words, progress, states, told, until
from tui.app import SpacetuiApp
from tui.jobs import ExtractionPart
from tui.messages import Extracted


async def test_a_decision_on_a_name_that_is_not_kept_yet_is_done_when_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InstantExtraction, "ask", lambda self, document: None)
    async with reader(tmp_path / "library.db").run_test() as pilot:
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        await until(pilot, lambda: bool(app.reader._session.document and app.reader._session.document.id))
        found = proposals(TEXT)
        app.reader.post_message(Extracted(ExtractionPart(digest(TEXT), found[:2], 0.5, False, RUN)))
        await until(pilot, lambda: bool(app.reader.source.marks))
        await pilot.press("n", "a")
        assert told(app) == "waiting for the library to accept “NASA”"
        await pilot.press("n", "x")
        app.reader.post_message(Extracted(ExtractionPart(digest(TEXT), found, 1.0, True, RUN)))
        await until(pilot, lambda: "reject “ESA”" in told(app) and "undoes" in told(app))
        assert states(tmp_path / "library.db")[:3] == ["accepted", "rejected", "proposed"]


async def test_while_names_are_being_kept_keys_are_heard_and_decisions_wait_their_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(tmp_path / "library.db").run_test() as pilot:
        app = await begin(pilot)
        inside, done = threading.Event(), threading.Event()
        keep = mentions.put

        def keep_slowly(*arguments: object) -> None:
            inside.set()
            assert done.wait(20)
            keep(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(mentions, "put", keep_slowly)
        again = Run("test", "2", "{}")
        app.reader.post_message(Extracted(ExtractionPart(digest(TEXT), proposals(TEXT), 1.0, True, again)))
        await until(pilot, inside.is_set)
        await pilot.press("n")
        await until(pilot, lambda: app.reader.panes.record.record_id is not None)
        await pilot.press("a", "n")
        assert told(app) == "waiting for the library to accept “NASA”"
        assert app.reader._current is not None
        assert app.reader._current.start == TEXT.index("ESA")
        assert app.reader.source.marks[0].state is State.PROPOSED
        done.set()
        await until(pilot, lambda: states(tmp_path / "library.db")[0] == "accepted")
        await until(pilot, lambda: app.reader.source.marks[0].state is State.ACCEPTED)


async def test_undoing_another_persons_decision_says_whose_it_was(tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db").run_test() as pilot:
        app = await begin(pilot)
        connection = connect(tmp_path / "library.db")
        decisions.reject(connection, [app.reader.source.marks[1].id], "grace")
        connection.close()
        await pilot.press("u")
        await until(pilot, lambda: told(app) == "undo reject “ESA” · decided by grace")


async def test_where_a_person_wants_it_a_decision_goes_on_to_the_next_name_left(tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db", advance=True).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a")
        assert current_words(app) == "ESA"
        await pilot.press("f")
        assert current_words(app) == "ESA"
        await pilot.press("x", "t", "v")
        await until(pilot, lambda: current_words(app) == "Moon")
        await until(pilot, lambda: progress(app) == "5 of 8 to review")
        assert states(tmp_path / "library.db")[:3] == ["accepted", "rejected", "accepted"]
        await pilot.press("a", "a", "a", "a", "a")
        await until(pilot, lambda: progress(app) == "all 8 reviewed")


async def test_else_a_decision_stays_where_it_is(tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db").run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a")
        assert current_words(app) == "NASA"


async def test_what_a_dialog_decides_on_a_name_that_was_kept_meanwhile_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InstantExtraction, "ask", lambda self, document: None)
    async with reader(tmp_path / "library.db").run_test() as pilot:
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        await until(pilot, lambda: bool(app.reader._session.document and app.reader._session.document.id))
        found = proposals(TEXT)
        app.reader.post_message(Extracted(ExtractionPart(digest(TEXT), found[:2], 0.5, False, RUN)))
        await until(pilot, lambda: bool(app.reader.source.marks))
        await pilot.press("n", "t")
        app.reader.post_message(Extracted(ExtractionPart(digest(TEXT), found, 1.0, True, RUN)))
        await until(pilot, lambda: app.reader._session.is_extracted)
        await pilot.press("v")
        await until(pilot, lambda: "change kind “NASA” to VEHICLE" in told(app))
