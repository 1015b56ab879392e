"""How names are compared, and how they become record ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from store.model import Alias, Kind, NameType, Record

_APOSTROPHES = str.maketrans("’‘ʼ´`", "'''''")
_NO_WORD = re.compile(r"[^\w]+|_+")


# Who compares names asks for the same one several times over, and for those of countries all the time.
@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The form in which two spellings of one name are equal: without case, accents, hyphens and apostrophes.

    "Chang’e-4", "Chang'e 4" and "CHANG'E 4" fold to the same text; "Chang'e 5" does not. A name of signs alone,
    of which nothing would be left, keeps them.
    """
    folded = _NO_WORD.sub(" ", _plain(name).replace("'", "").casefold())
    return " ".join((folded if folded.strip() else name.casefold()).split())


def record_id(kind: Kind, name: str) -> str:
    """The id of the record of that kind and name: `mission/chang-e-4` for the mission "Chang'e 4".

    A name of signs alone, which leaves nothing to spell an id with, is spelt by its code points.
    """
    slug = _NO_WORD.sub("-", _plain(name).casefold()).strip("-")
    return f"{kind.value.lower()}/{slug or '-'.join(f'{ord(character):x}' for character in name)}"


def told_apart(record: Record, mark: str) -> Record:
    """The record under a name that no other has, with the mark in parentheses; its own is a short one from then on."""
    name = f"{record.name} ({mark})"
    aliases = (Alias(record.name, NameType.SHORT), *record.aliases)
    return record._replace(id=record_id(record.kind, name), name=name, aliases=aliases, common=False)


def _plain(name: str) -> str:
    """The name without accents, with one kind of apostrophe."""
    if name.isascii():
        return name.translate(_APOSTROPHES)
    letters = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_APOSTROPHES)
