"""What the words right beside a span say about it."""

from __future__ import annotations

import re

from extract import cues
from store.model import Kind

_AFTER = re.compile(r"[ -]([a-z][a-z-]*[a-z])(?: ([a-z]+))?(?!\w)")
_APPOSITION = re.compile(
    r", (?:an?|the|its|their|[A-Z]\w+['’]s) (?:[\w-]+ ){0,3}?(" + "|".join(sorted(cues.APPOSITION)) + r")(?!\w)"
)
_ORDINAL = re.compile(r"(?<!\w)\d{1,3}(?:st|nd|rd|th) $")
_CARRIED = re.compile(
    r"(?:\batop|\b(?:launch(?:ed|es|ing)?|lofted|orbited|sent up|flown|lift(?:ed|s)? off|rode|riding|ride)\b"
    r"(?: (?!(?:and|but|while|when)\b)[^\s.;:,]+){0,8} (?:on|by|atop))"
    r" (?:an?|the|its|another|(?:[A-Z]\w+['’]s)) (?:(?:[A-Z]\w+(?:an|ese|ish|sh)|single|modified|upgraded) )?$"
)
_ROLLED_OUT = re.compile(r" (?:was|is|will be|has been|were) (?:rolled out|raised|erected|fuelled|fueled)\b")
_LAUNCH_VEHICLE = {
    ("launch", "vehicle"),
    ("launch", "vehicles"),
    ("upper", "stage"),
    ("core", "stage"),
    ("first", "stage"),
    ("second", "stage"),
}
_MISSION_PAIRS = {
    ("space", "telescope"),
    ("space", "station"),
    ("cargo", "ship"),
    ("crew", "capsule"),
    ("space", "probe"),
}


def following_words(text: str, end: int) -> tuple[str, str]:
    """The one or two lower-case words behind an offset, or empty strings."""
    match = _AFTER.match(text, end, end + 50)
    return (match[1], match[2] or "") if match else ("", "")


def preceding_word(text: str, start: int) -> str:
    """The word before an offset, without marks around it, or an empty string where none stands right before."""
    before = text[max(start - 24, 0) : start]
    if before[-1:] in "“\"‘'":
        before = before[:-1]
    if before[-1:] != " " or before[-2:-1] in ",;:.!?)\n":
        return ""
    return before[:-1].replace("\n", " ").rpartition(" ")[2].lstrip("(“\"‘'—–")


def ordinal_before(text: str, start: int) -> int | None:
    """Where an ordinal numeral begins that stands right before an offset ("12th "), or None."""
    match = _ORDINAL.search(text, max(start - 6, 0), start)
    return match.start() if match else None


def kind_in_apposition(text: str, end: int) -> tuple[Kind, str] | None:
    """The kind that an apposition behind a name gives it ("Marigold, a small satellite"), with its noun."""
    if text[end : end + 2] != ", ":
        return None
    match = _APPOSITION.match(text, end)
    return (cues.APPOSITION[match[1]], match[1]) if match else None


def kind_behind(text: str, end: int) -> tuple[Kind, str] | None:
    """The kind that the noun behind a name gives it ("rocket"), with that noun."""
    first, second = following_words(text, end)
    if not first:
        return None
    if (first, second) in _LAUNCH_VEHICLE:
        return Kind.VEHICLE, f"{first} {second}"
    if (first, second) in _MISSION_PAIRS:
        return Kind.MISSION, f"{first} {second}"
    kind = cues.FOLLOWING.get(first)
    return (kind, first) if kind is not None else None


def is_carrier(text: str, start: int, end: int) -> bool:
    """Whether what is named at a place carries something up: "launched on a Soyuz", "atop an Atlas", "on the pad"."""
    return bool(_CARRIED.search(text, max(start - 110, 0), start) or _ROLLED_OUT.match(text, end))


def kind_before(text: str, start: int) -> tuple[Kind, str] | None:
    """The kind that the noun before a name gives it ("rover Perseverance"), with that noun."""
    if text[start - 1 : start] != " ":
        return None
    word = preceding_word(text, start)
    kind = cues.PRECEDING.get(word)
    if kind is not None:
        return kind, word
    if word in cues.PERSON_NOUNS or word.rstrip(".") in cues.TITLES_FOLLOWED_BY_A_PERSON:
        return Kind.PERSON, word
    return None
