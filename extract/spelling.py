"""Whether two spellings are of one name: transliterations and slips of the pen, but never another numeral.

A name is taken word by word. Words that sound alike in transliteration are the same; a long word may differ by one
slip within it, for a change at either end makes another word (Discovery, Discoverer; Voyager, Voyagers).
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.folding import fold
from store.model import Kind

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_APOSTROPHE = re.compile(r"['’‘ʼ]")
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_DOUBLED = re.compile(r"([^\W\d])\1+")
# What transliterations of one sound differ by, in folded spelling, in this order.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"oe", "o"),
        (r"ae", "a"),
        (r"ue", "u"),
        (r"sch", "sh"),
        (r"tch", "ch"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"c(?!h)", "k"),
        (r"ks", "x"),
        (r"(?:[yj]i|i[yj]|y|j)", "i"),
        (r"w", "v"),
    )
)
# Letters that other letters replace where they cannot be typed.
_SPELT_OUT = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "a", "œ": "o", "ı": "i", "þ": "th", "ð": "d"})
# Shorter than this altogether, a name says too little to be recognised in another spelling.
_SHORTEST = 5
_LONG_WORD = 7
# Of two people's names of eight letters, both are often right: Anderson, Andersen.
_LONG_SURNAME = 9
_VERY_LONG_WORD = 12
# Kinds in which one letter more or less is somebody else, or somewhere else.
_EXACT_WHEN_ALONE = frozenset({Kind.PERSON, Kind.PLACE, Kind.BODY})
_GENERIC = re.compile(
    r" (?:[Ss]pace [Ss]tation|[Ss]pace [Tt]elescope|[Ss]pacecraft|[Ss]pace [Pp]robe|[Pp]robe|[Rr]over|[Ll]ander"
    r"|[Oo]rbiter|[Cc]apsule|[Rr]ocket|[Ll]aunch [Vv]ehicle|[Ll]auncher)$"
)


@lru_cache(maxsize=8192)
def tokens(name: str) -> tuple[str, ...]:
    """The words and numerals of a name as they are compared: Roman numerals behind a word as figures."""
    found: list[str] = []
    for match in _TOKEN.finditer(_APOSTROPHE.sub("", name)):
        word = match[0]
        if found and (value := _roman(word)):
            found.append(value)
        else:
            found.append(word if word.isdigit() else _sounds(word))
    return tuple(found)


def without_generic(name: str, kind: Kind) -> str:
    """A mission's or vehicle's name without the noun behind it that says what it is ("Tiangong space station")."""
    return _GENERIC.sub("", name) if kind in (Kind.MISSION, Kind.VEHICLE) else name


def is_same(one: str, other: str, kind: Kind) -> bool:
    """Whether two spellings are certainly of one name of a kind."""
    left, right = tokens(one), tokens(other)
    if _figures(left) != _figures(right) or min(len("".join(left)), len("".join(right))) < _SHORTEST:
        return False
    if "".join(left) == "".join(right):
        return True
    if len(left) != len(right) or (len(left) == 1 and kind in _EXACT_WHEN_ALONE):
        return False
    different = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return len(different) == 1 and _is_slip(*different[0], _LONG_SURNAME if kind is Kind.PERSON else _LONG_WORD)


def _is_slip(one: str, other: str, long: int) -> bool:
    from rapidfuzz.distance import OSA

    shorter = min(len(one), len(other))
    if shorter < long or one[0] != other[0] or one[-1] != other[-1]:
        return False
    if shorter < _LONG_SURNAME and len(one) == len(other) and _is_another_consonant(one, other):
        return False
    allowed = 2 if shorter >= _VERY_LONG_WORD else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _is_another_consonant(one: str, other: str) -> bool:
    """Whether one consonant stands in another's place, which in words of middling length makes another name."""
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(different) == 1 and any(letter not in "aeiou" for letter in different[0])


def _figures(words: tuple[str, ...]) -> list[str]:
    """What must agree to the letter: numerals, and the letters that stand for them ("Block B")."""
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in words if len(word) == 1 or word.isdigit()]


def _roman(word: str) -> str | None:
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    return str(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)))


def _sounds(word: str) -> str:
    sound = fold(word.lower().translate(_SPELT_OUT)).replace(" ", "")
    for pattern, replaced in _SOUNDS:
        sound = pattern.sub(replaced, sound)
    return _DOUBLED.sub(r"\1", sound)
