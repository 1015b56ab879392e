from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.paragraphs import Places, paragraphs, sentences, unwrapped
from store.model import Span

PROSE = st.lists(
    st.sampled_from(["Ada", "a few words", ". ", "\n", "\n\n", " ", "U.S. ", "“", "”", "\t", "x" * 40])
).map("".join)


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in paragraphs(text)]


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, Span(0, len(text)))]


def test_blank_lines_and_line_breaks_part_paragraphs() -> None:
    assert parts("One.\n\nTwo.\nThree.\n \n  Four.\n") == ["One.", "Two.", "Three.", "Four."]


def test_lines_broken_to_fit_a_width_are_one_paragraph() -> None:
    text = "A long line of words that was broken here\nbecause it had reached the margin of it\nall.\nNext."
    assert len(parts(text)) == 2
    assert unwrapped(text).startswith("A long line of words that was broken here because")


def test_sentences_end_at_full_stops_but_not_at_abbreviations() -> None:
    assert split("Dr. Lee of the U.S. Navy left. He slept.") == ["Dr. Lee of the U.S. Navy left.", "He slept."]
    assert split("It left the U.S. The rest stayed.") == ["It left the U.S.", "The rest stayed."]
    assert split("“Go.” She went! Where? No. 5 knows.") == ["“Go.”", "She went!", "Where?", "No. 5 knows."]


def test_places_know_what_an_offset_stands_in() -> None:
    places = Places([Span(2, 4), Span(6, 9)])
    assert [places.holds(at) for at in (1, 2, 3, 4, 6, 9)] == [False, True, True, False, True, False]
    assert [places.end_before(at) for at in (0, 3, 4, 5, 7, 9)] == [0, 0, 4, 4, 4, 9]
    assert places.touches(3, 5)
    assert not places.touches(4, 6)


@given(PROSE)
def test_paragraphs_and_sentences_hold_every_word_once(text: str) -> None:
    assert "".join("".join(parts(text)).split()) == "".join(text.split())
    for paragraph in paragraphs(text):
        words = "".join(text[each.start : each.end] for each in sentences(text, paragraph))
        assert "".join(words.split()) == "".join(text[paragraph.start : paragraph.end].split())


@given(PROSE)
def test_unwrapping_moves_nothing(text: str) -> None:
    plain = unwrapped(text)
    assert len(plain) == len(text)
    assert plain.split() == text.split()
