"""Words in context."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.spans import in_context

TEXT = "The probe " * 20 + "landed" + " on the far side" * 20


def test_what_stands_around_words_is_cut_between_words() -> None:
    start = TEXT.index("landed")
    before, words, after = in_context(TEXT, start, start + 6)
    assert (before[:6], words, after[-4:]) == ("…probe", "landed", "far…")
    assert in_context("a b c", 2, 3) == ("a ", "b", " c")
    assert in_context("a b.\n\n" + "c" * 80, 0, 1) == ("", "a", " b.\n…")


@given(st.text("ab \n", max_size=200), st.integers(0, 200), st.integers(0, 20))
def test_what_stands_around_is_of_the_text(text: str, start: int, length: int) -> None:
    before, words, after = in_context(text, start, start + length)
    assert before.removeprefix("…") + words + after.removesuffix("…") in text
