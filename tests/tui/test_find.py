"""Finding words: case and line breaks do not matter, offsets do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.reader.find import Finder


def test_case_does_not_matter() -> None:
    assert Finder("NASA, nasa and Nasa").hits("nAsA") == [(0, 4), (6, 10), (15, 19)]


def test_any_white_space_stands_between_words() -> None:
    assert Finder("European Space\r\n Agency").hits("space agency") == [(9, 23)]


def test_a_pattern_is_taken_to_the_letter() -> None:
    assert Finder("a+b (c) aab").hits("a+b (c)") == [(0, 7)]


def test_nothing_is_found_for_nothing() -> None:
    assert Finder("some text").hits("  ") == []


def test_offsets_hold_behind_a_letter_that_has_no_single_lower_case() -> None:
    assert Finder("İstanbul NASA").hits("nasa") == [(9, 13)]


@given(st.text(max_size=20), st.text("abİ \n", min_size=1, max_size=5), st.text(max_size=20))
def test_what_stands_in_the_text_is_found_where_it_stands(before: str, query: str, after: str) -> None:
    words = query.strip()
    hits = Finder(f"{before}|{words}|{after}").hits(words)
    assert not words or any(start == len(before) + 1 for start, _ in hits)


def test_a_search_of_the_library_finds_words_apart_and_beginnings_of_words() -> None:
    finder = Finder("Landers land. Islands. The MOON")
    assert finder.hits_of_any("land moon") == [(0, 4), (8, 12), (27, 31)]
    assert finder.hits_of_any("…") == []
