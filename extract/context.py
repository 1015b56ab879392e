"""What the words right beside a span say about it."""

from __future__ import annotations

import re

from extract import cues
from store.model import Kind

_AFTER = re.compile(r"[ -]([a-z][a-z-]*[a-z])(?: ([a-z]+))?(?!\w)")
_BEFORE = re.compile(r"(?:(\w[\w-]*) )?([\w-]+)[ ,]{1,2}[“\"‘']?$")
_LAUNCH_VEHICLE = {("launch", "vehicle"), ("launch", "vehicles"), ("upper", "stage"), ("core", "stage"), ("first", "stage"), ("second", "stage")}
_MISSION_PAIRS = {("space", "telescope"), ("space", "station"), ("cargo", "ship"), ("crew", "capsule"), ("space", "probe")}


def following_words(text: str, end: int) -> tuple[str, str]:
    """The one or two lower-case words behind an offset, or empty strings."""
    match = _AFTER.match(text, end, end + 50)
    return (match[1], match[2] or "") if match else ("", "")


def preceding_words(text: str, start: int) -> tuple[str, str]:
    """The last two words before an offset, nearest last, or empty strings."""
    match = _BEFORE.search(text[max(start - 40, 0) : start])
    return (match[1] or "", match[2]) if match else ("", "")


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
    if kind is not None:
        return kind, first
    # One word may stand between: "the Electron small rocket".
    return None


def kind_before(text: str, start: int) -> tuple[Kind, str] | None:
    """The kind that the noun before a name gives it ("rover Perseverance"), with that noun."""
    if text[start - 1 : start] != " ":
        return None
    word = preceding_words(text, start)[1]
    kind = cues.PRECEDING.get(word)
    if kind is not None:
        return kind, word
    if word in cues.PERSON_NOUNS or word.rstrip(".") in cues.TITLES_FOLLOWED_BY_A_PERSON:
        return Kind.PERSON, word
    return None
