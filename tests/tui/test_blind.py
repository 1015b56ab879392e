"""Blind, the reader shows nothing that nobody has decided on, while the extraction goes on behind it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from store import decisions, documents, history, identical, mentions
from store.database import connect
from store.model import Action, Kind, State
from tests.tui.reading import RUN, TEXT, InstantExtraction, incoming, proposals, reader
from tests.tui.test_reader_screen import begin, states, until
from tui.app import SpacetuiApp
from tui.jobs import LibraryThread
from tui.library import record_page, unsaved
from tui.screens.library import library_lines
from tui.screens.records import record_lines
from tui.screens.why import background, why_lines
from tui.widgets.line_list import Line, LineList


async def test_only_what_was_decided_is_shown_and_walked(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    app = SpacetuiApp(
        LibraryThread(path),
        InstantExtraction(path),
        "tester",
        incoming=[incoming()],
        preview=unsaved(incoming()),
        blind=True,
    )
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.reader._session.is_extracted)
        assert states(path) == ["proposed"] * 8
        assert app.reader.source.marks == []
        assert app.reader.panes.entities.value is None
        with closing(connect(path)) as library:
            held = mentions.of_document(library, 1)
            decisions.accept(library, [held[2].id], "tester")
            decisions.reject(library, [held[4].id], "tester")
        await until(pilot, lambda: len(app.reader.source.marks) == 2)
        await pilot.press("n")
        start, end = held[2].start, held[2].end
        assert TEXT[start:end] == "Chang'e 4"
        assert app.reader.source.current == held[2].id
        with closing(connect(path)) as library:
            page = record_page(library, held[2].record_id or "")
        assert [place.mention_id for place in page.decided().places] == [held[2].id]
        await pilot.press("n")
        assert app.reader.source.current == held[4].id
        with closing(connect(path)) as library:
            assert record_page(library, held[1].record_id or "").decided().places == []
        await pilot.press("n")
        assert app.reader.source.current == held[2].id
        await pilot.press("u")
        await until(pilot, lambda: [mark.state for mark in app.reader.source.marks] == [State.ACCEPTED])
        await pilot.press("u")
        await until(pilot, lambda: app.reader.source.marks == [])


@pytest.fixture
def marked(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A library whose first text names NASA twice, as a run has said; a blind person has marked it once."""
    with closing(connect(tmp_path / "library.db")) as library:
        document = documents.add(library, incoming()).document
        mentions.keep(library, document.id, RUN, proposals(TEXT))
        at = TEXT.index("NASA")
        decisions.add(library, document.id, [(at, at + 4)], Kind.ORGANIZATION, "tester")
        yield library


def told(lines: Sequence[Line]) -> str:
    return "\n".join("".join(text for text, _ in line.parts) + f" | {line.right}" for line in lines)


def latest(library: sqlite3.Connection) -> int:
    group = history.latest(library, "tester")
    assert group is not None
    return group


def test_what_was_marked_is_offered_for_the_same_words_as_if_nobody_had_proposed_them(
    marked: sqlite3.Connection,
) -> None:
    example = identical.example(marked, latest(marked))
    assert example is not None
    assert example.action is Action.ADD
    (seeing,) = identical.find(marked, example)
    assert (seeing.kind, seeing.state) == (Kind.AGENCY, State.PROPOSED)
    (blind,) = identical.find(marked, example, is_blind=True)
    assert blind.words == "NASA"
    assert (blind.mention_id, blind.kind, blind.name, blind.state, blind.is_alike) == (None, None, None, None, True)
    identical.apply(marked, example, [(blind.document_id, blind.start, blind.end)], "tester")
    assert [m.kind for m in mentions.of_document(marked, 1) if TEXT[m.start : m.end] == "NASA"] == ["ORGANIZATION"] * 2


def test_what_is_done_to_mentions_is_offered_for_no_proposal(marked: sqlite3.Connection) -> None:
    (number,) = (m.id for m in mentions.of_document(marked, 1) if m.state is State.ACCEPTED)
    decisions.change_kind(marked, [number], Kind.AGENCY, "tester")
    example = identical.example(marked, latest(marked))
    assert example is not None
    assert identical.find(marked, example)
    assert identical.find(marked, example, is_blind=True) == []


def test_why_tells_only_what_people_have_decided(marked: sqlite3.Connection) -> None:
    (mention,) = (m for m in mentions.of_document(marked, 1) if m.state is State.ACCEPTED)
    seeing = told(why_lines(mention, background(marked, mention, "NASA")))
    assert "record National Aeronautics" in seeing
    assert "proposed" in seeing
    assert "because" in seeing
    blind = told(why_lines(mention, background(marked, mention, "NASA", is_blind=True), is_blind=True))
    for hidden in ("because", "found", "National Aeronautics", "proposed", "AGENCY", "by   "):
        assert hidden not in blind
    assert "accepted by tester" in blind
    assert "nothing → kind" not in blind
    assert "nothing → ORGANIZATION, record NASA, accepted, by tester" in blind


def test_the_history_hides_how_things_stood_undecided(marked: sqlite3.Connection) -> None:
    group = latest(marked)
    assert [each.before for each in history.details(marked, group)] != [""]
    assert [(each.before, each.after) for each in history.details(marked, group, is_blind=True)] == [
        ("", "ORGANIZATION, record NASA, accepted, by tester")
    ]
    decisions.undo(marked, "tester")
    (undone,) = history.details(marked, latest(marked), is_blind=True)
    assert (undone.before, undone.after) == ("ORGANIZATION, record NASA, accepted, by tester", "")


def test_the_library_and_the_records_count_what_was_decided(marked: sqlite3.Connection) -> None:
    assert "7 to review" in told(library_lines(marked, ""))
    assert told(library_lines(marked, "", is_blind=True)) == " ◐ Probe lands | 1 decided"
    assert "European Space Agency" in told(record_lines(marked, "", None))
    blind = told(record_lines(marked, "", None, is_blind=True))
    assert blind.splitlines()[1:] == ["  NASA  provisional | 1"]
    assert "European" not in told(record_lines(marked, "Europen Space", None, is_blind=True))


async def test_the_screens_of_a_blind_reader_are_blind(marked: sqlite3.Connection, tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db", blind=True).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n")
        shown = ""
        for key, words in (
            ("A", "| not marked"),
            ("w", "What was decided"),
            ("H", "nothing → ORGANIZATION"),
            ("L", "| 1 decided"),
            ("R", "NASA  provisional | 1"),
        ):
            await pilot.press(key)

            def is_told(words: str = words) -> bool:
                nonlocal shown
                shown = "\n".join(told(each.lines) for each in app.screen.query(LineList))
                return app.screen is not app.reader and words in shown

            await until(pilot, is_told)
            for hidden in ("AGENCY", "proposed", "because", "to review", "European Space Agency | 2"):
                assert hidden not in shown
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.reader)
