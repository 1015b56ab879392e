"""Moving the ends of a span by character, word and sentence."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from tui.reader import spans
from tui.reader.spans import Selection, Unit, move_end, move_on, move_start

TEXT = "Ariane 5 flew. “Chang'e-4 landed!” said NASA's chief.\n\nA new paragraph"


def words(span: tuple[int, int] | None) -> str:
    assert span is not None
    return TEXT[slice(*span)]


def span_of(found: str) -> tuple[int, int]:
    start = TEXT.index(found)
    return start, start + len(found)


def test_the_end_moves_by_character() -> None:
    assert words(move_end(TEXT, span_of("NASA"), Unit.CHARACTER, 1)) == "NASA'"
    assert words(move_end(TEXT, span_of("NASA"), Unit.CHARACTER, -1)) == "NAS"


def test_the_start_moves_by_character() -> None:
    assert words(move_start(TEXT, span_of("NASA"), Unit.CHARACTER, 1)) == "ASA"
    assert words(move_start(TEXT, span_of("NASA"), Unit.CHARACTER, -1)) == " NASA"


def test_the_end_moves_by_word_and_a_possessive_is_none() -> None:
    assert words(move_end(TEXT, span_of("Ariane"), Unit.WORD, 1)) == "Ariane 5"
    assert words(move_end(TEXT, span_of("said NASA's"), Unit.WORD, -1)) == "said NASA"
    assert words(move_end(TEXT, span_of("“"), Unit.WORD, 1)) == "“Chang'e-4"
    assert words(move_end(TEXT, span_of("NASA"), Unit.WORD, 1)) == "NASA's chief"
    assert words(spans.at(TEXT, span_of("NASA")[1], Unit.WORD)) == "chief"


def test_the_start_moves_by_word() -> None:
    assert words(move_start(TEXT, span_of("NASA"), Unit.WORD, -1)) == "said NASA"
    assert words(move_start(TEXT, span_of("Ariane 5"), Unit.WORD, 1)) == "5"


def test_no_move_empties_a_span_or_leaves_the_text() -> None:
    assert move_end("a", (0, 1), Unit.CHARACTER, -1) == (0, 1)
    assert move_start("a", (0, 1), Unit.CHARACTER, 1) == (0, 1)
    assert move_end("a", (0, 1), Unit.CHARACTER, 1) == (0, 1)
    assert move_start("a", (0, 1), Unit.WORD, -1) == (0, 1)


def test_sentences_end_at_their_marks_and_at_empty_lines() -> None:
    first = spans.at(TEXT, 0, Unit.SENTENCE)
    assert words(first) == "Ariane 5 flew."
    second = move_on(TEXT, first or (0, 0), Unit.SENTENCE, 1)
    assert words(second) == "“Chang'e-4 landed!” said NASA's chief."
    assert words(move_on(TEXT, second, Unit.SENTENCE, 1)) == "A new paragraph"
    assert words(move_on(TEXT, second, Unit.SENTENCE, -1)) == "Ariane 5 flew."


def test_the_word_at_an_offset_is_the_one_there_or_the_next() -> None:
    assert words(spans.at(TEXT, 3, Unit.WORD)) == "Ariane"
    assert words(spans.at(TEXT, 6, Unit.WORD)) == "5"
    assert words(spans.at(TEXT, len(TEXT), Unit.WORD)) == "paragraph"
    assert spans.at("", 0, Unit.WORD) is None


def test_a_letter_is_not_parted_from_its_accent() -> None:
    text = "Cafe\u0301 x"
    assert move_end(text, (0, 5), Unit.CHARACTER, -1) == (0, 3)
    assert move_end(text, (0, 3), Unit.CHARACTER, 1) == (0, 5)


def test_white_space_at_the_ends_is_trimmed() -> None:
    assert words(spans.trimmed(TEXT, (TEXT.index(" flew"), TEXT.index("“")))) == "flew."
    assert spans.trimmed("a  b", (1, 3)) == (1, 3)


MOVES = st.tuples(
    st.sampled_from([move_end, move_start, move_on]), st.sampled_from(list(Unit)), st.sampled_from([1, -1])
)
PRESSES = st.sampled_from(["go left", "go right", "grow left", "grow right", "turn"])


@given(st.text(alphabet="aB .’'\n\u0301é-1", min_size=1, max_size=30), st.lists(MOVES))
def test_whatever_is_moved_the_span_lies_in_the_text_and_is_not_empty(
    text: str, moves: list[tuple[Callable[..., tuple[int, int]], Unit, int]]
) -> None:
    span = (0, len(text))
    for move, unit, step in moves:
        span = move(text, span, unit, step)
        assert 0 <= span[0] < span[1] <= len(text)


def test_a_selection_grows_to_either_side_and_shrinks_to_where_it_was_begun() -> None:
    begun = Selection.begin(TEXT, TEXT.index("flew"))
    assert begun is not None
    assert words(begun.grow(1).span) == "flew. “Chang'e-4"
    assert words(begun.grow(1).grow(-1).span) == "flew"
    assert words(begun.grow(-1).span) == "5 flew"
    assert words(begun.grow(-1).grow(1).grow(1).span) == "flew. “Chang'e-4"


def test_a_selection_goes_by_word_sentence_and_character_in_turn() -> None:
    begun = Selection.begin(TEXT, TEXT.index("landed"))
    assert begun is not None
    sentence = begun.turn()
    assert words(sentence.span) == "“Chang'e-4 landed!” said NASA's chief."
    letters = begun.go(1).turn().turn()
    assert letters.unit is Unit.CHARACTER
    assert words(letters.grow(-1).span) == "“Chang'e-4 landed!” said NASA's chief"


@example(" \u03011", ["turn", "turn"])  # an accent over a blank: its sentence begins within a character
@given(st.text(alphabet="aB .’'\n\u0301é-1", min_size=1, max_size=30), st.lists(PRESSES))
def test_whatever_is_pressed_something_is_selected_that_holds_where_it_was_begun(text: str, presses: list[str]) -> None:
    selection = Selection.begin(text, 0)
    for press in presses if selection else ():
        assert selection is not None
        step = 1 if press.endswith("right") else -1
        selection = selection.turn() if press == "turn" else getattr(selection, press.split()[0])(step)
        start, end = selection.span
        assert 0 <= start <= selection.begun[0] < selection.begun[1] <= end <= len(text)
