"""Flags, notes, and why a mention is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.candidates import Candidate
from store.model import Kind, Mention, Origin, RecordOrigin, State
from store.rules import NeverLink
from tests.tui.reading import reader
from tests.tui.test_reader_screen import begin, progress, told, until
from tui.reader.marks import FLAG, NOTE, Mark, Marks
from tui.screens.one_line import OneLineScreen
from tui.screens.why import Background, WhyScreen, why_lines
from tui.widgets.line_list import Line, LineList

MENTION = Mention(
    7, 1, 0, 4, Kind.AGENCY, "NASA", "agency/nasa", 0.25, Origin.PATTERN, "it looks so", State.PROPOSED, None
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def said(lines: list[Line]) -> str:
    return "\n".join("".join(text for text, _ in line.parts) for line in lines)


def drawn(pilot: Pilot[None]) -> str:
    source = pilot.app.screen.query_one("#source")
    return "\n".join("".join(s.text for s in source.render_line(y)) for y in range(10))


def test_a_flag_and_a_note_want_a_cell_behind_the_letter() -> None:
    flagged, noted = Mark.of(MENTION._replace(flagged=True)), Mark.of(MENTION._replace(note="x"))
    assert (flagged.sign, noted.sign) == (FLAG, NOTE)
    assert Marks([flagged]).cues == [4, 4]
    assert Marks([Mark.of(MENTION)]).cues == [4]


def test_why_tells_origin_reason_certainty_and_that_nobody_has_decided() -> None:
    words = said(why_lines(MENTION, Background()))
    for part in ("AGENCY: NASA", "by a pattern", "it looks so", "25%", "by nobody yet"):
        assert part in words


def test_why_tells_note_flag_and_the_records_that_lost() -> None:
    other = Candidate("mission/nasa", Kind.MISSION, "NASA-1", RecordOrigin.CATALOGUE, 0.4)
    words = said(why_lines(MENTION._replace(note="see page 3", flagged=True), Background("spacetui 1", [other])))
    for part in ("see page 3", "to come back to", "spacetui 1", "40%  NASA-1"):
        assert part in words


def test_why_tells_what_another_origin_took_the_words_for() -> None:
    known = Background(dissent="the language model takes them for PLACE")
    assert "but         the language model takes them for PLACE" in said(why_lines(MENTION, known))


def test_why_calls_the_record_of_a_rule_by_its_name() -> None:
    rule = NeverLink(1, "NASA", "agency/nasa", None, "ann")
    words = said(why_lines(MENTION, Background(never=[rule], names={"agency/nasa": "National Aeronautics"})))
    assert "“NASA” never means National Aeronautics anywhere, says ann" in words


def test_why_tells_what_it_was_found_as_where_a_person_said_otherwise() -> None:
    words = said(why_lines(MENTION._replace(kind=Kind.PLACE), Background(found_as=Kind.AGENCY)))
    for part in ("is          PLACE", "found       as AGENCY, by a pattern", "25% for AGENCY"):
        assert part in words
    assert " for " not in said(why_lines(MENTION, Background(found_as=Kind.AGENCY)))


async def test_why_knows_what_was_found_before_a_kind_was_changed(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "t", "l")
        await until(pilot, lambda: "to PLACE" in told(app))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhyScreen))
        why = app.screen.query_one(LineList)
        await until(pilot, lambda: "found       as AGENCY" in said(list(why.lines)))


async def test_a_flag_is_shown_in_the_text_and_leaves_the_mention_undecided(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "f")
        await until(pilot, lambda: "flag on “NASA”" in told(app))
        await until(pilot, lambda: f"NASAᴬ{FLAG} and" in drawn(pilot))
        assert progress(app) == "8 of 8 to review"
        await pilot.press("f")
        await until(pilot, lambda: "NASAᴬ and" in drawn(pilot))


async def test_a_note_is_kept_marked_and_told_when_the_mention_is_gone_to(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "i")
        await until(pilot, lambda: isinstance(app.screen, OneLineScreen))
        await pilot.press(*"ask Ann", "enter")
        await until(pilot, lambda: "note on “NASA”: ask Ann" in told(app))
        await until(pilot, lambda: f"NASAᴬ{NOTE} and" in drawn(pilot))
        await pilot.press("n", "N")
        await until(pilot, lambda: told(app) == f"{NOTE} ask Ann")


async def test_why_shows_the_history_of_the_mention(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "x", "u", "a", "w")
        await until(pilot, lambda: isinstance(app.screen, WhyScreen))
        why = app.screen.query_one(LineList)
        await until(pilot, lambda: "What was decided" in said(list(why.lines)))
        words = said(list(why.lines))
        assert "reject “NASA”" in words
        assert "undo reject “NASA”" in words
        assert "tester" in words
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
