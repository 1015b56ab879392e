from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.formats.titles import LONGEST, shortened, title_from


def test_the_first_line_that_is_not_empty_is_the_title() -> None:
    assert title_from("\n \t\r\n  Moon   probe\tlands \r\nMore.", "a") == "Moon probe lands"


def test_a_long_first_paragraph_is_cut_at_a_word() -> None:
    title = title_from("The lunar probe lands. " * 1000, "a")

    assert title.endswith("probe lands. The…")
    assert len(title) <= LONGEST


def test_a_text_without_a_word_takes_the_fallback() -> None:
    assert title_from(" \n", "file") == "file"


@given(st.text())
def test_a_title_is_one_line_of_at_most_120_characters(text: str) -> None:
    title = shortened(text)

    assert len(title) <= LONGEST
    assert len(title.splitlines()) <= 1
