"""How names are compared, and how they become record ids."""

from __future__ import annotations

import re
import unicodedata

from store.model import Kind

_APOSTROPHES = str.maketrans("’‘ʼ´`", "'''''")
_NO_WORD = re.compile(r"[^\w]+|_+")


def fold(name: str) -> str:
    """The form in which two spellings of one name are equal: without case, accents, hyphens and apostrophes.

    "Chang’e-4", "Chang'e 4" and "CHANG'E 4" fold to the same text; "Chang'e 5" does not.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(_NO_WORD.sub(" ", letters.replace("'", "").casefold()).split())


def record_id(kind: Kind, name: str) -> str:
    """The id of the record of that kind and name: `mission/chang-e-4` for the mission "Chang'e 4".

    A name of signs alone, which leaves nothing to spell an id with, is spelt by its code points.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    slug = _NO_WORD.sub("-", letters.casefold()).strip("-")
    return f"{kind.value.lower()}/{slug or '-'.join(f'{ord(character):x}' for character in name)}"
