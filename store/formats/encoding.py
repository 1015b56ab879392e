"""From bytes to text, or to an honest refusal."""

from __future__ import annotations

import codecs
import re

from store.errors import UnreadableTextError

# UTF-32 first, because its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_TRUSTED = re.compile(r"(?i)(windows-|cp|iso-?8859-)\d+|koi8-[ru]|gb\w+|big5\w*|shift[-_]jis|euc-(jp|kr)")
_WESTERN = re.compile(r"(?i)iso-?8859-1")
_BEGINNING = 2048
_ACCENTED = re.compile(r"[^\x00-\x7f]")
# Escape sequences, bells and backspaces of a terminal's log are text, if hostile; the others are no text at all.
_CONTROLS = re.compile(r"[\x01-\x06\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_MOST_ACCENTED = 0.25
_MOST_CONTROLS = 0.05


def decode(data: bytes, source: str, *, legacy: bool = True) -> str:
    """Turn the bytes of a file into its text; a byte order mark is no part of it.

    What bears a byte order mark is read by it; else it is UTF-8, else in the encoding that a web page declares, else
    Windows-1252, if the outcome looks like a text in western letters.

    Args:
        data: the bytes.
        source: what messages call the file.
        legacy: whether encodings other than Unicode's come into question.

    Raises:
        UnreadableTextError: The bytes are no text, or in an encoding that is none of these.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as fault:
                raise _damaged(source, encoding.upper(), data, fault.start) from None
            # Python's decoders of UTF-16 and UTF-32 take the mark away themselves.
            return _checked(text[1:] if encoding == "utf-8" else text, source)
    if b"\0" in data:
        raise _binary(source)
    try:
        return _checked(data.decode("utf-8"), source)
    except UnicodeDecodeError as fault:
        if not legacy or _mostly_utf8(data):
            raise _damaged(source, "UTF-8", data, fault.start) from None
    return _checked(_decoded_by_declaration(data) or _decoded_as_western(data, source), source)


def _mostly_utf8(data: bytes) -> bool:
    """Whether damage is the likelier reason for bytes that are not UTF-8 than another encoding."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return len(_ACCENTED.findall(text)) - damaged >= damaged


def _decoded_by_declaration(data: bytes) -> str | None:
    declared = _DECLARED.search(data, 0, _BEGINNING) if data.lstrip()[:1] == b"<" else None
    name = declared.group(1).decode() if declared else ""
    # To every browser, Latin 1 is Windows-1252.
    if not _TRUSTED.fullmatch(name) or _WESTERN.fullmatch(name):
        return None
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None


def _decoded_as_western(data: bytes, source: str) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise (
            _binary(source) if _controls(data.decode("latin-1")) > _MOST_CONTROLS else _unknown(source, data)
        ) from None
    letters = sum(map(str.isalpha, text))
    if len(_ACCENTED.findall(text)) > _MOST_ACCENTED * letters:
        raise _unknown(source, data)
    return text


def _checked(text: str, source: str) -> str:
    if "\0" in text or _controls(text) > _MOST_CONTROLS:
        raise _binary(source)
    return text


def _controls(text: str) -> float:
    """The share of control characters, 0 to 1."""
    return len(_CONTROLS.findall(text)) / max(1, len(text))


def _binary(source: str) -> UnreadableTextError:
    return UnreadableTextError(f"{source} is no text but a binary file.")


def _unknown(source: str, data: bytes) -> UnreadableTextError:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        where = _place(data, fault.start)
    return UnreadableTextError(
        f"{source} is in an unknown encoding, no UTF-8 because of {where}; save it as UTF-8 and read that."
    )


def _damaged(source: str, encoding: str, data: bytes, position: int) -> UnreadableTextError:
    # A replacement character would stand in the library for good, and a mended file would be another document.
    return UnreadableTextError(
        f"{source} is no sound {encoding}: {_place(data, position)} is wrong; mend it or save it as UTF-8 again."
    )


def _place(data: bytes, position: int) -> str:
    """A byte with its value and where it stands; its line too, where a byte of 10 ends lines."""
    line = data.count(b"\n", 0, position) + 1
    return f"byte {position} (0x{data[position]:02X}, in line {line})"
