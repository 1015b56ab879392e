"""Finding quoted words again in another text, by the words and their surroundings.

The method is that of the W3C Web Annotation TextQuoteSelector: exact text with a prefix and a suffix. Every place of
the old text where the words stand is matched, decided or not, so that a decision whose own place is gone does not
pass to another place of the same words.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from store.standings import MentionStanding, QuotationStanding, RelationStanding

#: How many characters before and behind must be the same, from the surest match to the loosest.
_SURROUNDINGS = ((64, 64), (24, 24), (24, 0), (0, 24), (8, 8), (8, 0), (0, 8))
#: What begins the names of the fields that hold further places of a statement.
_FURTHER: dict[type, tuple[str, ...]] = {RelationStanding: ("subject", "object"), QuotationStanding: ("speaker", "cue")}
_S = TypeVar("_S", MentionStanding, RelationStanding, QuotationStanding)
_Span = tuple[int, int]


def moved(standings: Sequence[_S], old: str, new: str) -> list[_S | None]:
    """What was decided on places of one text, on the same places of another.

    The words must stand there as they are: of a relation those that state it, of a quotation those that are said. What
    stands inside them moves along; a speaker who stands elsewhere is looked for, and known by name where that is gone.

    Args:
        standings: what was decided.
        old: the text on which.
        new: the other text.

    Returns:
        The same with its places in the other text, or None where there is no such place.
    """
    spans = list({span for standing in standings for span in places_of(standing).values() if span is not None})
    found = dict(zip(spans, find_places(old, spans, new), strict=True))
    return [_moved(standing, found) for standing in standings]


def places_of(standing: MentionStanding | RelationStanding | QuotationStanding) -> dict[str, _Span | None]:
    """The places of a decision by what begins the names of their fields; of the words themselves, that is nothing."""
    found: dict[str, _Span | None] = {}
    for begins in ("", *(f"{further}_" for further in _FURTHER.get(type(standing), ()))):
        start, end = getattr(standing, f"{begins}start"), getattr(standing, f"{begins}end")
        found[begins] = None if start is None else (start, end)
    return found


def at_places(standing: _S, places: Mapping[str, _Span | None]) -> _S:
    """The same decision at other places, named as `places_of` names them."""
    fields: dict[str, Any] = {}
    for begins, span in places.items():
        fields[f"{begins}start"], fields[f"{begins}end"] = span or (None, None)
    return replace(standing, **fields)


def _moved(standing: _S, found: Mapping[_Span, int | None]) -> _S | None:
    places = places_of(standing)
    whole = places.pop("")
    at = None if whole is None else found[whole]
    if whole is None or at is None:
        return None
    to: dict[str, _Span | None] = {"": (at, at + whole[1] - whole[0])}
    for begins, span in places.items():
        if span is None:
            continue
        is_inside = whole[0] <= span[0] and span[1] <= whole[1]
        start = span[0] + at - whole[0] if is_inside else found[span]
        if start is None and isinstance(standing, RelationStanding):
            return None
        to[begins] = None if start is None else (start, start + span[1] - span[0])
    return at_places(standing, to)


def find_places(old: str, spans: Sequence[tuple[int, int]], new: str) -> list[int | None]:
    """Where spans of one text stand in another: the same words in the surroundings that are most alike.

    Args:
        old: the text that the spans are from.
        spans: their starts and ends there, exclusive.
        new: the text to look in.

    Returns:
        For each span its start in `new`, or None if its words are gone or stand in surroundings of which none is
        alike. A name that stands once in each text needs no surroundings.
    """
    places = {quote: _matches(old, new, quote) for quote in {old[start:end] for start, end in spans}}
    return [places[old[start:end]].get(start) for start, end in spans]


def _matches(old: str, new: str, quote: str) -> dict[int, int]:
    """For the places of a quotation in one text those in the other, each at most once."""
    before, behind = list(_occurrences(old, quote)), list(_occurrences(new, quote))
    is_single = len(before) == len(behind) == 1
    found: dict[int, int] = {}
    for left, right in _SURROUNDINGS:
        waiting: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
        for at in behind:
            waiting[_around(new, at, quote, left, right)].append(at)
        for at in before:
            same = waiting.get(_around(old, at, quote, left, right))
            if same:
                found[at] = same.popleft()
        taken = set(found.values())
        before = [at for at in before if at not in found]
        behind = [at for at in behind if at not in taken]
        if not before or not behind:
            return found
    if is_single and _cuts_a_word(old, before[0], quote) == _cuts_a_word(new, behind[0], quote):
        found[before[0]] = behind[0]
    return found


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _around(text: str, at: int, quote: str, left: int, right: int) -> tuple[str, str]:
    end = at + len(quote)
    return text[max(0, at - left) : at], text[end : end + right]


def _cuts_a_word(text: str, at: int, quote: str) -> bool:
    return any(side.isalnum() for side in _around(text, at, quote, 1, 1))
