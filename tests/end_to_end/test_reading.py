"""A person reads an article, puts something right, and finds it again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal


def test_an_article_is_read_decided_on_and_found_again_tomorrow(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as today:
        today.wait("followed the landing")
        today.wait("to review")
        today.press("n")
        today.wait("1958-10-01")
        today.press("a")
        today.wait("accept “NASA” · u undoes")
        today.press("]", "x")
        today.wait("reject “European Space Agency”")
        today.press("u")
        today.wait("undo reject")
        progress = re.search(r"(\d+) of (\d+) to review", today.text)
        assert progress is not None
        assert int(progress[1]) == int(progress[2]) - 1
        today.press("q")
        assert today.ended() == 0
    with Terminal(environment=home) as tomorrow:
        tomorrow.wait("followed the landing")
        tomorrow.wait(progress[0])
        tomorrow.press("u")
        tomorrow.wait("undo accept “NASA”")
        assert not any("tui.worker" in child for child in tomorrow.children()), "what is known needs no spaCy"


def test_a_killed_reader_has_lost_no_decision_that_it_had_shown(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("to review")
        reader.press("n", "a")
        reader.wait("accept “NASA” · u undoes")
        reader.kill()
    with Terminal(environment=home) as again:
        again.wait("to review")
        again.press("u")
        again.wait("undo accept “NASA”")


def test_two_readers_on_one_library_see_and_undo_each_others_decisions(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as one:
        one.wait("to review")
        with Terminal(article, environment=home) as other:
            other.wait("to review")
            one.press("n", "a")
            one.wait("accept “NASA” · u undoes")
            other.wait("7 of 8 to review")
            other.press("u")
            other.wait("undo accept “NASA”")
            one.wait("8 of 8 to review")
            other.press("x")
            other.wait("reject “NASA” · u undoes")
            one.wait("7 of 8 to review")
            one.press("u")
            one.wait("undo reject")


def test_a_name_leads_to_its_record_and_the_record_back_to_every_place(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("to review")
        reader.press("n", "enter")
        reader.wait("AGENCY · Q23548")
        reader.press("end", "enter", "a")
        reader.wait("accept “NASA” · u undoes")
        reader.press("backspace", "q")
        assert reader.ended() == 0


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_every_size_of_terminal_shows_text_and_takes_keys(
    home: dict[str, str], article: Path, size: tuple[int, int]
) -> None:
    with Terminal(article, environment=home, size=size) as reader:
        reader.wait("Probe Lands")
        reader.wait("to review")
        reader.press("n", "enter")
        reader.wait("AGENCY")
        reader.press("?")
        reader.wait("Moving")
        reader.press("escape")
        reader.gone("Moving")
        reader.press("q")
        assert reader.ended() == 0


def test_hostile_text_never_reaches_the_terminal_as_such(home: dict[str, str], tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_text("\x1b]0;owned\x07 [/b] [red]NASA\x1b[2J \u202eesrever\u202c \x9b31m ESA\n", encoding="utf-8")
    with Terminal(hostile, environment=home) as reader:
        reader.wait("[/b] [red]NASA")
        reader.wait("to review")
        reader.press("n", "enter")
        reader.wait("AGENCY")
        reader.press("v")
        reader.wait("adds:")
        reader.press("tab", "p")
        reader.wait("add “")
        for key, words in (("e", "drops"), ("l", "none of these"), ("c", "A new record"), ("w", "because")):
            reader.press(key)
            reader.wait(words)
            reader.press("escape")
            reader.gone(words)
        reader.press("H")
        reader.wait("Before → after")
        reader.press("q", "q")
        reader.ended()
    assert b"\x1b]0;owned" not in reader.written
    assert b"\x1b[2J \xe2\x80\xae" not in reader.written
    assert "\u202e".encode() not in reader.written
    assert "\x9b31m".encode() not in reader.written
