from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import UnreadableTextError
from store.formats.encoding import decode

TEXT = "Jan Wörner’s “Moon Village” — a café at 20° south, 🚀\r\n"
RUSSIAN = "Космонавты вернулись на Землю с орбитальной станции"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_form_of_unicode_is_read_without_its_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a") == TEXT


def test_big_endian_marks_are_read() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "a") == TEXT
    assert decode(b"\x00\x00\xfe\xff" + TEXT.encode("utf-32-be"), "a") == TEXT


def test_western_text_is_read_as_windows_1252() -> None:
    western = TEXT.replace("🚀", "€")

    assert decode(western.encode("cp1252"), "a") == western


def test_a_page_is_read_as_it_declares() -> None:
    page = f'<html><meta charset="koi8-r"><p>{RUSSIAN}'

    assert decode(page.encode("koi8-r"), "a") == page


def test_a_page_that_declares_latin_1_is_windows_1252() -> None:
    assert decode('<meta charset="iso-8859-1">“Moon”'.encode("cp1252"), "a").endswith("“Moon”")


@pytest.mark.parametrize("declared", ["unicode_escape", "zip", "nonsense"])
def test_a_declaration_that_is_no_encoding_of_pages_does_not_count(declared: str) -> None:
    page = f"<meta charset={declared}>caf\\u00e9 é é"

    assert decode(page.encode("cp1252"), "a") == page


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "iso-8859-5"])
def test_an_encoding_that_is_not_known_is_refused_and_not_shown_as_rubbish(encoding: str) -> None:
    with pytest.raises(UnreadableTextError, match="unknown encoding"):
        decode(RUSSIAN.encode(encoding), "a")


def test_damaged_utf_8_is_refused_and_not_shown_as_rubbish() -> None:
    damaged = TEXT.encode()[:-3].replace(b"caf", b"ca\xff")

    with pytest.raises(UnreadableTextError, match="no sound UTF-8"):
        decode(damaged, "a")


def test_a_text_cut_within_a_character_is_told_by_its_byte() -> None:
    with pytest.raises(UnreadableTextError, match="byte 4 "):
        decode(b"\xef\xbb\xbfa\xc3", "a", legacy=False)


def test_a_format_of_today_has_no_encodings_of_old() -> None:
    with pytest.raises(UnreadableTextError, match="no sound UTF-8"):
        decode("café".encode("cp1252"), "a", legacy=False)


@pytest.mark.parametrize(
    "data", [b"a\0b", b"\xff\xfea\0\0\0", TEXT.encode("utf-16-le"), b"\x01\x02\x03", bytes(range(128, 160))]
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableTextError):
        decode(data, "a")


def test_random_bytes_are_refused() -> None:
    for seed in range(50):
        with pytest.raises(UnreadableTextError):
            decode(random.Random(seed).randbytes(2_000), "a")


def test_escape_sequences_of_a_terminal_are_text_to_the_letter() -> None:
    assert decode(b"\x1b[31mNASA\x1b[0m\x07", "a") == "\x1b[31mNASA\x1b[0m\x07"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_every_code_point_of_utf_8_stays(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a") == text


def test_a_byte_that_is_wrong_is_told_with_its_place() -> None:
    with pytest.raises(UnreadableTextError, match=r"byte 12 \(0xFF, in line 3\) is wrong"):
        decode("één\nzwei\n".encode() + b"d\xffi \xc3\xa9\xc3\xa9", "a.txt")
    with pytest.raises(UnreadableTextError, match=r"no UTF-8 because of byte 34 \(0x81, in line 1\)"):
        decode(b"one two three four five six seven \x81", "a.txt")
