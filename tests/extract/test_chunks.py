from hypothesis import given
from hypothesis import strategies as st

from extract.chunks import chunks


@given(st.text(alphabet="ab. \n"), st.integers(2, 20))
def test_pieces_are_the_text_and_none_is_too_long(text: str, length: int) -> None:
    pieces = [text[start:end] for start, end in chunks(text, length)]
    assert "".join(pieces) == text
    assert all(len(piece) <= length for piece in pieces)


def test_a_piece_ends_at_a_paragraph_if_it_can() -> None:
    assert list(chunks("one two\n\nthree four", 12)) == [(0, 9), (9, 19)]


def test_a_line_without_a_break_is_cut_all_the_same() -> None:
    assert list(chunks("x" * 25, 10)) == [(0, 10), (10, 20), (20, 25)]
