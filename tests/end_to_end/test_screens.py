"""A person goes from names to records, to what texts state of them, to dates, and through the queue."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.tui.stating import fill


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A library of two texts, of which one states something, in an empty home."""
    fill(tmp_path / "library.db")
    return {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "SPACETUI_DB": str(tmp_path / "library.db"),
        "SPACETUI_AUTHOR": "tester",
        "SPACETUI_CONFIG": str(tmp_path / "config" / "spacetui"),
    }


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_every_screen_is_opened_and_left_at_every_size(home: dict[str, str], size: tuple[int, int]) -> None:
    with Terminal(environment=home, size=size) as reader:
        reader.wait("Probe lands")
        reader.wait("to review")
        for key, words in (
            ("R", "A name, or its beginning"),
            ("Q", "least certain"),
            ("T", "Timeline"),
            ("K", "RULES"),
        ):
            reader.press(key)
            reader.wait(words)
            reader.press("escape")
            reader.wait("Source")
        reader.press("q")
        assert reader.ended() == 0


def test_a_quotation_is_found_by_way_of_its_speakers_record(home: dict[str, str]) -> None:
    with Terminal(environment=home) as reader:
        reader.wait("to review")
        reader.press("R")
        reader.wait("A name, or its beginning")
        reader.press("/", *"woerner")
        reader.wait("Jan Wörner")
        reader.press("enter", "enter")
        reader.wait("director-general of European Space Agency")
        reader.wait("“Chang'e 4 is a step.” — in Nobel words")
        reader.press("tab", "enter")
        reader.wait("Nobel words · other.txt")
        reader.press("q")
        assert reader.ended() == 0


def test_a_screenful_is_accepted_today_and_taken_back_tomorrow(home: dict[str, str]) -> None:
    with Terminal(environment=home) as today:
        today.wait("8 of 8 to review")
        today.press("Q")
        today.wait("least certain")
        today.wait("NASA had helped")
        today.press("A")
        today.wait("Nothing waits here")
        today.press("escape")
        today.wait("all 8 reviewed")
        today.press("q")
        assert today.ended() == 0
    with Terminal(environment=home) as tomorrow:
        tomorrow.wait("all 8 reviewed")
        tomorrow.press("u")
        tomorrow.wait("8 of 8 to review")


def test_a_date_leads_to_where_it_is_said(home: dict[str, str]) -> None:
    with Terminal(environment=home) as reader:
        reader.wait("to review")
        reader.press("T")
        reader.wait("Timeline of this document")
        reader.press("d")
        reader.wait("Chang'e 4 launched  · Nobel words")
        reader.press("end", "enter")
        reader.wait("Source")
        reader.press("q")
        assert reader.ended() == 0
