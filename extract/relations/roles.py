"""The words of a role, from where they stand between, before or behind a person and an organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.relations.role_words import (
    ARTICLES,
    BEING,
    GOING_ON,
    HONORIFICS,
    LEADING_ON,
    NO_ROLE,
    QUALIFIERS,
    is_role_noun,
)
from extract.relations.sentences import Word
from store.model import Kind

_MOST_WORDS = 16
_MOST_QUALIFIERS = 5
_WHERE = frozenset({Kind.AGENCY, Kind.ORGANIZATION, Kind.PLACE})
_NOBODY = frozenset({Kind.PERSON.value, Kind.DATE.value})


class Role(NamedTuple):
    """A role.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        form: where it stands, in a few words.
    """

    start: int
    end: int
    form: str


def role(items: Sequence[Word], places: Mapping[int, int], person: Word, body: Word) -> Role | None:
    """The role that a sentence gives a person at an organisation, or None.

    Args:
        items: the words of the sentence.
        places: for the start of each mention, its place among the words.
        person: a mention in it.
        body: another, of an agency, organisation or place.
    """
    at, where = places[person.start], places[body.start]
    if where < at:
        return _before_the_person(items, where, at)
    return _behind_the_person(items, at, where)


def own_role(items: Sequence[Word], at: int) -> Role | None:
    """The role that stands right beside a person, whoever it is held with: "Ann Rye, chief executive".

    Args:
        items: the words of the sentence.
        at: the place of the person among them.
    """
    ends = [at, at - 1] if at and items[at - 1].text in (",", ":") else [at]
    for end in ends:
        before = _ending_at(items, end, "own, before")
        if before is not None:
            return before
    behind = items[at + 1 : at + 14]
    if not behind or (behind[0].text not in BEING or behind[0].text == "left"):
        return None
    kept: list[Word] = []
    for word in behind:
        if not kept and (word.text in BEING or word.text in ARTICLES):
            continue
        if word.text in NO_ROLE or word.mention is not None or word.text in (",", ")", "who", "of", "at"):
            break
        kept.append(word)
    while len(kept) > 1 and kept[-1].text in LEADING_ON:
        kept.pop()
    return _filling(kept, "own, behind")


def _before_the_person(items: Sequence[Word], where: int, at: int) -> Role | None:
    """As in "NASA Administrator Bill Nelson" and "director of JPL Laurie Leshin"."""
    between = list(items[where + 1 : at])
    if between and between[0].text in ("'s", "'"):
        between.pop(0)
    kept = _before_persons(between)
    if kept is not None:
        found = _filling(kept, "before")
        if found is not None and is_role_noun(kept[-1].text) and not any(word.text == "," for word in kept):
            return found
    if all(word.text in ARTICLES or word.text == "," for word in between):
        return _ending_at(items, where, "of, before")
    return None


def _behind_the_person(items: Sequence[Word], at: int, where: int) -> Role | None:
    """As in "Jan Woerner, director-general of ESA", "Ann Rye, ESA's chief" and "astronaut Soichi Noguchi of JAXA"."""
    between = list(items[at + 1 : where])
    if len(between) > _MOST_WORDS + 6:
        return None
    while between and (between[0].text in BEING or between[0].text in ARTICLES):
        between.pop(0)
    while between and (between[-1].text in LEADING_ON or between[-1].text in ARTICLES or _is_body(between[-1])):
        between.pop()
    if between:
        return _filling(between, "behind")
    link = items[at + 1].text if where > at + 1 else ""
    if link in (",", "(", "is", "was", "-", "–", "—") or link in ARTICLES:
        found = _opening(list(items[where + 1 : where + 10]))
        if found is not None:
            return found
    if link in ("of", "from", "at", "with", "(", ","):
        return _ending_at(items, at, "before, of")
    return None


def _before_persons(between: list[Word]) -> list[Word] | None:
    """The words up to the first of several persons that are enumerated; None if there is more than that."""
    for number, word in enumerate(between):
        if word.text == Kind.PERSON.value:
            rest = between[number:]
            listed = all(each.text in (Kind.PERSON.value, ",", "and", "&", "or") for each in rest)
            return between[:number] if listed else None
    return between


def _filling(between: list[Word], form: str) -> Role | None:
    """A role that takes up all of some words but for what may stand around it; those are taken out of the list."""
    while between and (between[-1].text in HONORIFICS or between[-1].text in (".", ",", "(")):
        between.pop()
    for number, word in enumerate(between[:4]):
        if word.text == "'s" and not any(is_role_noun(each.text) for each in between[:number]):
            del between[: number + 1]  # "the mission's" principal investigator
            break
    for number, (word, following) in enumerate(pairwise(between)):
        if word.text == "," and following.text in GOING_ON:
            del between[number:]
            break
    while between and (between[0].text in ARTICLES or between[0].text == ","):
        between.pop(0)
    if not between or len(between) > _MOST_WORDS or not any(is_role_noun(word.text) for word in between):
        return None
    if any(word.text in NO_ROLE or word.text in _NOBODY for word in between):
        return None
    return Role(between[0].start, between[-1].end, form)


def _opening(behind: list[Word]) -> Role | None:
    """A role right behind an organisation: ", NASA's chief scientist, said"."""
    if behind and behind[0].text == "'s":
        behind.pop(0)
    last = None
    for number, word in enumerate(behind):
        if word.text == "and" and number + 1 < len(behind) and is_role_noun(behind[number + 1].text):
            continue
        if (
            word.mention is not None
            or word.text in NO_ROLE
            or word.text in (",", ")", "who", "and", "(", "'s", "is", "was")
        ):
            break
        if is_role_noun(word.text):
            last = number
    return None if last is None else Role(behind[0].start, behind[last].end, "behind the body")


def _ending_at(items: Sequence[Word], end: int, form: str) -> Role | None:
    """A role that ends right before a place among the words: "astronaut [Soichi Noguchi]", "director of [JPL]"."""
    last = end - 1
    if form.startswith("of"):
        if last >= 0 and items[last].text in ARTICLES:
            last -= 1
        if last < 0 or items[last].text not in ("of", "for", "at"):
            return None
        last -= 1
    while last >= 0 and (items[last].text in HONORIFICS or items[last].text == "."):
        last -= 1
    if last < 0 or not is_role_noun(items[last].text):
        return None
    first = last
    while first > 0 and last - first < _MOST_QUALIFIERS and _belongs(items[first - 1].text):
        first -= 1
    return Role(items[first].start, items[last].end, form)


def _is_body(word: Word) -> bool:
    """Whether a word is the mention of a body, as an owner or as a place of a role, or what leads from one."""
    return word.text == "'s" or (word.mention is not None and word.mention.kind in _WHERE)


def _belongs(word: str) -> bool:
    return is_role_noun(word) or word in QUALIFIERS
