"""Text made comparable without shifting an offset: case, accents, apostrophes, hyphens and spaces made equal."""

from __future__ import annotations

import re
import unicodedata

_BORDER = re.compile(r"(?<=[^\W\d_]) ?(?=\d)")
_JOINED = re.compile(r"(?<=[^\W\d_]) (?=\d)")
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r" +")


class _Folding(dict[int, str]):
    """A table for `str.translate` that works out each character when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if not character.isalnum():
        # A combining mark is part of its word, everything else that is no letter or digit parts words.
        return character if unicodedata.combining(character) else " "
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 and base.isalnum() else character


_TABLE = _Folding()


def fold(text: str) -> str:
    """The text in lower case without accents, each mark that is no letter or digit a space; as long as before."""
    return text.translate(_TABLE)


def keys(name: str) -> set[str]:
    """The folded spellings under which a name is looked for, each between two spaces.

    A mark and a space behind it are two spaces in a folded text ("U.S. Congress"), one where the mark is left out.
    Letters and numerals may stand together or apart: "Chang'e 4", "Chang'e-4" and "Change4" share their keys
    as far as the apostrophe allows.
    """
    as_written = f" {fold(name)} "
    folded = _SPACES.sub(" ", as_written) if "  " in as_written else as_written
    if not _DIGIT.search(folded):
        return {as_written, folded}
    return {as_written, folded, _BORDER.sub(" ", folded), _JOINED.sub("", folded)}
