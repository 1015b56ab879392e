"""How a text is laid out in cells, and found again by cell and by offset."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tui.reader.layout import _NOT_PLAIN, Layout, wrap_clusters, wrap_plain
from tui.text import safe

PIECES = [
    *("a", "word", "longer-word", " ", "  ", "\n", "\r\n", "\x0c", "\t", "\x1b[31m", "\u2019", "é", "e\u0301", "嫦娥"),
    *("👩🏽\u200d🚀", "🇨🇳", "☀\ufe0f", "\u200b", "\u200d", "\ufe0f", "\u0301", "각", "नि", "\u202e", "\U0001d518"),
    *("🏽", "🇨"),
]
PLAIN = st.text(st.sampled_from("ab  \n-\u2019é"), max_size=80)
TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join).map(safe) | st.text(max_size=60).map(safe)
WIDTH = st.integers(1, 30)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, Layout]:
    text = draw(TEXT)
    cues = sorted(draw(st.sets(st.integers(1, len(text)), max_size=6))) if text else []
    return text, Layout(text, draw(WIDTH), cues)


def drawn(layout: Layout, row: int) -> str:
    return "".join(run.text if run.cue is None else "^" for run in layout.runs(row))


def lines(text: str, width: int, cues: tuple[int, ...] = ()) -> list[str]:
    layout = Layout(text, width, cues)
    return [drawn(layout, row) for row in range(layout.row_count)]


def test_a_line_breaks_at_a_space() -> None:
    assert lines("the far side of the Moon", 10) == ["the far", "side of", "the Moon"]


def test_an_overlong_word_is_cut() -> None:
    assert lines("abcdefgh ij", 5) == ["abcde", "fgh", "ij"]


def test_line_breaks_of_the_text_are_kept() -> None:
    assert lines("one\n\n  two\n", 20) == ["one", "", "  two"]


def test_a_carriage_return_stays_with_its_line_feed() -> None:
    layout = Layout(safe("abcde\r\nfg"), 5)
    assert [layout.line(row) for row in range(layout.row_count)] == [(0, 7), (7, 9)]


def test_spaces_that_do_not_fit_hang() -> None:
    assert lines("abcde     fg", 5) == ["abcde", "fg"]


def test_wide_characters_take_two_cells_and_break_anywhere() -> None:
    assert lines("on 嫦娥四号 now", 6) == ["on 嫦", "娥四号", "now"]


def test_what_belongs_together_is_not_split() -> None:
    layout = Layout("👩🏽\u200d🚀" * 3, 5)
    assert [layout.line(row) for row in range(layout.row_count)] == [(0, 8), (8, 12)]
    assert lines("e\u0301" * 3, 2) == ["e\u0301" * 2, "e\u0301"]


@pytest.mark.parametrize(("text", "shown"), [("👩🏽\u200d🚀", "👩"), ("☀\ufe0f", "☀ "), ("🇨🇳", "CN"), ("🏽", "")])
def test_emoji_that_terminals_disagree_on_are_drawn_in_simpler_form(text: str, shown: str) -> None:
    assert lines(text, 9) == [shown]


def test_a_cluster_wider_than_the_line_stands_alone() -> None:
    assert lines("嫦娥", 1) == ["嫦", "娥"]


def test_an_empty_text_has_one_empty_line() -> None:
    layout = Layout("", 10)
    assert (layout.row_count, layout.line(0), layout.cell_of(0), layout.offset_at(0, 3)) == (1, (0, 0), (0, 0), 0)


def test_a_cue_takes_a_cell_behind_its_word() -> None:
    assert lines("NASA and ESA", 9, (4, 12)) == ["NASA^ and", "ESA^"]
    assert lines("NASA and ESA", 8, (4, 12)) == ["NASA^", "and ESA^"]


def test_a_cue_does_not_split_a_cluster() -> None:
    assert lines("ae\u0301b", 9, (2,)) == ["ae\u0301^b"]


def test_cells_behind_a_cue_are_shifted() -> None:
    layout = Layout("NASA and ESA", 20, (4,))
    assert [layout.cell_of(offset)[1] for offset in (3, 4, 5)] == [3, 5, 6]
    assert [layout.offset_at(0, cell) for cell in (3, 4, 5, 6)] == [3, 4, 4, 5]


def test_a_part_of_a_document_keeps_the_offsets_of_the_document() -> None:
    layout = Layout("side of the Moon", 8, (3, 12, 99), first=8)
    assert [layout.line(row) for row in range(layout.row_count)] == [(8, 16), (16, 24)]
    assert layout.cell_of(20) == (1, 4)
    assert drawn(layout, 0) == "side^ of"


def test_a_megabyte_without_a_blank() -> None:
    layout = Layout("x" * 1_000_000, 100)
    assert layout.row_count == 10_000
    assert layout.cell_of(999_999) == (9_999, 99)


def test_a_flood_of_accents_is_cut_short_on_the_screen_only() -> None:
    layout = Layout("a" + "\u0301" * 10_000 + "b", 10)
    assert len(drawn(layout, 0)) < 100
    assert layout.cell_of(10_001) == (0, 1)


@given(layouts())
def test_lines_cover_the_text_without_gap_or_overlap(case: tuple[str, Layout]) -> None:
    text, layout = case
    spans = [layout.line(row) for row in range(layout.row_count)]
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(spans))


@given(layouts())
def test_no_line_is_wider_than_the_width(case: tuple[str, Layout]) -> None:
    _, layout = case
    for row in range(layout.row_count):
        runs = layout.runs(row)
        assert sum(run.cells for run in runs) <= layout.width or [run.cells > 0 for run in runs].count(True) == 1


@given(layouts())
def test_every_line_break_ends_a_line(case: tuple[str, Layout]) -> None:
    text, layout = case
    for row in range(layout.row_count):
        start, end = layout.line(row)
        assert "\n" not in text[start : end - 1]


@given(layouts())
def test_nothing_but_blanks_at_the_end_of_a_line_is_left_undrawn(case: tuple[str, Layout]) -> None:
    text, layout = case
    for row in range(layout.row_count):
        start, end = layout.line(row)
        runs = [run for run in layout.runs(row) if run.cue is None]
        assert text[runs[-1].end if runs else start : end].strip(" \n") == ""
        assert [run.start for run in runs[1:]] == [run.end for run in runs[:-1]]
        assert all(run.start == start for run in runs[:1])


@given(layouts())
def test_runs_are_as_wide_as_textual_takes_them_for(case: tuple[str, Layout]) -> None:
    _, layout = case
    for row in range(layout.row_count):
        assert all(cell_len(run.text) == run.cells for run in layout.runs(row))


@given(layouts())
def test_every_cue_is_drawn_once(case: tuple[str, Layout]) -> None:
    _, layout = case
    cues = [run.cue for row in range(layout.row_count) for run in layout.runs(row) if run.cue is not None]
    assert cues == list(layout._cues)


@given(layouts())
def test_the_cell_of_a_drawn_character_leads_back_to_it(case: tuple[str, Layout]) -> None:
    _, layout = case
    for row in range(layout.row_count):
        for run in layout.runs(row):
            if run.each:
                for offset in range(run.start, run.end):
                    assert layout.offset_at(*layout.cell_of(offset)) == offset
                    assert layout.cell_of(offset)[0] == row
            elif run.cells and run.cue is None:
                assert layout.offset_at(*layout.cell_of(run.start)) == run.start


@given(layouts(), st.integers(-2, 40), st.integers(-2, 90))
def test_every_cell_leads_into_its_line(case: tuple[str, Layout], row: int, cell: int) -> None:
    _, layout = case
    start, end = layout.line(min(max(row, 0), layout.row_count - 1))
    assert start <= layout.offset_at(row, cell) <= end


@given(PLAIN, WIDTH)
def test_both_ways_of_wrapping_agree_on_plain_text(text: str, width: int) -> None:
    ends: list[int] = []
    start = 0
    for paragraph in text.splitlines(keepends=True):
        ends += wrap_clusters(text, width, start, start + len(paragraph))
        start += len(paragraph)
    assert wrap_plain(text, width, 0, len(text)) == ends


@pytest.mark.parametrize("others", ["a", " "])
def test_plain_characters_have_one_cell_and_stand_alone(others: str) -> None:
    plain = [character for character in map(chr, range(32, sys.maxunicode)) if not _NOT_PLAIN.match(character)]
    assert len(plain) > 1000
    for character in plain:
        assert cell_len(character) == 1
        assert list(iter_graphemes(others + character + others)) == [others, character, others]
