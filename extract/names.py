"""Record names found in a text: an Aho-Corasick automaton over folded text, and checks on each hit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.folding import fold, keys
from store.model import Kind, Name, NameType

_MARKS = re.compile(r"[^\w\s'’‘ʼ‐‑–-]")
_SPACES = re.compile(r" +")
_GAP = re.compile(r"\s\s")
# What does not stand alone without its owner.
_BARE_UNITS = frozenset({"Headquarters", "HQ", "Council"})
_WORDS = re.compile(r"[^\W_]+")
# Celestial names that count in lower case as well.
_LOWER_CASE_BODIES = frozenset({"moon", "sun", "solar system", "milky way", "red planet", "south pole", "north pole"})


class Hit(NamedTuple):
    """One stretch of text that is written like names of records.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        names: the names that it may be, at least one.
    """

    start: int
    end: int
    names: tuple[Name, ...]


class NameMatcher:
    """Finds the names of records in texts, whole words only, the longest where one holds another.

    Args:
        names: what to look for; 100,000 of them take half a second and 30 MB.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        by_key: dict[str, list[Name]] = {}
        for name in _without_owned(list(names)):
            for key in keys(name.text.removeprefix("The ").removeprefix("the ")):
                if len(key) > 3:
                    by_key.setdefault(key, []).append(name)
        self._names = [tuple(found) for found in by_key.values()]
        self._shared = {key: tuple(found) for key, found in by_key.items() if _are_of_several_records(found)}
        self._automaton = AhoCorasick(list(by_key), matchkind=MatchKind.Standard, store_patterns=False)

    def find(self, text: str) -> list[Hit]:
        """All hits in order of their starts; none lies within another, but two may overlap."""
        hits = sorted(self._checked(text), key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in hits:
            if kept and hit.end <= kept[-1].end and _is_firm(kept[-1]):
                continue
            kept.append(hit)
        return kept

    def sharing(self, surface: str) -> tuple[Name, ...]:
        """The names of several records that a stretch of text reads like; none where they are of one record alone."""
        names = self._shared.get(_SPACES.sub(" ", f" {fold(surface)} "), ())
        fitting = tuple(name for name in names if _fits(surface, name))
        return fitting if _are_of_several_records(fitting) else ()

    def _checked(self, text: str) -> Iterator[Hit]:
        folded = f" {fold(text)} "
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            # The folded text has a space more in front, the key one on either side.
            surface = text[start : end - 2]
            fitting = tuple(name for name in self._names[index] if _fits(surface, name))
            if fitting:
                end -= 2
                if text[end : end + 1] == "." and any(name.text.endswith(".") for name in fitting):
                    end += 1
                yield Hit(start, end, fitting)


def _are_of_several_records(names: Sequence[Name]) -> bool:
    return len(names) > 1 and any(name.record_id != names[0].record_id for name in names)


def _without_owned(names: list[Name]) -> list[Name]:
    """The names but those that only put the owner in front: "NASA Ames", where "Ames" is a name as well."""
    owners = {name.text for name in names if name.kind in (Kind.AGENCY, Kind.ORGANIZATION) and " " not in name.text}
    own = {(fold(name.text), name.record_id) for name in names}
    kept = []
    for name in names:
        first, _, rest = name.text.partition(" ")
        if not (rest and rest not in _BARE_UNITS and first in owners and (fold(rest), name.record_id) in own):
            kept.append(name)
    return kept


def _is_firm(hit: Hit) -> bool:
    return any(name.type is not NameType.SHORT for name in hit.names)


def _fits(surface: str, name: Name) -> bool:
    """Whether a text is written as the name must be: its case, and no marks that the name does not have."""
    if surface == name.text:
        return True
    if "(" in name.text and "(" not in surface:
        return False
    if _GAP.search(surface) or len(_MARKS.findall(surface)) > len(_MARKS.findall(name.text)):
        return False
    if name.kind is Kind.BODY and surface in _LOWER_CASE_BODIES:
        return True
    own = _WORDS.findall(name.text)
    letters = "".join(own)
    if is_acronym(name):
        return "".join(_WORDS.findall(surface)) == letters
    if surface.isupper():
        return len(surface) > 3
    if not surface[0].isupper() and name.text[0].isupper():
        return False
    words = _WORDS.findall(surface)
    if len(words) != len(own):
        return surface[0].isupper()
    return all(
        word[0].isupper() or not wanted[0].isupper() or wanted[0].isdigit()
        for word, wanted in zip(words, own, strict=True)
    )


def is_acronym(name: Name) -> bool:
    """Whether a name is written in capitals, so that its case must be kept."""
    letters = name.text.replace(" ", "")
    if name.type is NameType.ACRONYM:
        return True
    return len(letters) <= 6 and letters.isupper()
