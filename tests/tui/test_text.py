"""Text from outside never reaches the terminal as anything but text, and no offset shifts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import label, safe, safe_line

# Lone surrogates included: a broken file can bring them.
ANY_TEXT = st.text(
    st.one_of(st.characters(codec=None), st.characters(max_codepoint=0x9F), st.sampled_from("\ud800\u202e\u2029\u2066"))
)


ENGLAND = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng") + "\U000e007f"
DIRECTION = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS_OF_DIRECTION = {"\u200e", "\u200f", "\u061c"}


def dangerous(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in DIRECTION
        or character in MARKS_OF_DIRECTION
        or (0xE0000 <= ord(character) <= 0xE0FFF and character not in ENGLAND)
    )


@given(ANY_TEXT)
def test_the_length_never_changes(text: str) -> None:
    assert len(safe(text)) == len(safe_line(text)) == len(text)


@given(ANY_TEXT)
def test_nothing_dangerous_is_left_but_the_line_feed(text: str) -> None:
    assert not {character for character in safe(text) if dangerous(character)} - {"\n"}


@given(ANY_TEXT)
def test_safe_line_holds_no_line_break(text: str) -> None:
    assert len(safe_line(text).splitlines()) <= 1
    assert not any(map(dangerous, safe_line(text)))


@given(ANY_TEXT)
def test_twice_is_once(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert safe_line(safe_line(text)) == safe_line(text)


@given(ANY_TEXT)
def test_printable_ascii_stays(text: str) -> None:
    shown = safe(text)
    assert all(shown[at] == character for at, character in enumerate(text) if " " <= character <= "~")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("bell\x07, delete\x7f", "bell␇, delete␡"),
        ("a\tb", "a b"),
        ("\x9b31m", "�31m"),
        ("\u202eFDP.exe\u2066", "�FDP.exe�"),
        ("lone \ud83d", "lone �"),
        ("one\r\ntwo\rthree\x0cfour\u2028five", "one \ntwo\nthree\nfour\nfive"),
        ("co\xadoperation", "co\u200boperation"),
        ("[b]no markup[/b]", "[b]no markup[/b]"),
        ("hid\U000e0067\U000e0062\U000e007fden", "hid\ufffd\ufffd\ufffdden"),
        ("🏴\U000e0067\U000e007f", "🏴\ufffd\ufffd"),
        ("🏴\U000e0067\U000e0062\U000e0065", "🏴\ufffd\ufffd\ufffd"),
        ("\U000e0001\U000e0fff", "\ufffd\ufffd"),
        ("葛\U000e0100城", "葛\u200b城"),
        ("a\u034fb\u3164c", "a\u200bb\ufffdc"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    "text", ["e\u0301", "👩🏽\u200d🚀", "☀\ufe0f", "🇨🇳", "嫦娥四号", "न\u200c\u093f", ENGLAND, f"a {ENGLAND}{ENGLAND}!"]
)
def test_writing_and_emoji_stay(text: str) -> None:
    assert safe(text) == text


def test_a_clean_text_is_not_copied() -> None:
    text = "The 嫦娥 probe\nlanded."
    assert safe(text) is text


def test_a_label_takes_no_markup() -> None:
    content = label("x [/b] [1] \x1b[0m\ny")
    assert content.plain == "x [/b] [1] ␛[0m y"
    assert not content.spans
