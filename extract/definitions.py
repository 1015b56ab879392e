"""Names that the text itself introduces: an acronym with its full form, or "the capsule, named Grace"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract import cues
from extract.candidates import Candidate
from extract.forms import HEADS, kind_of
from extract.phrases import CAPITALISED, UPPER
from store.model import Kind, Origin

_PARENTHESIS = re.compile(rf"\((?=[{UPPER}])")
_ACRONYM_INSIDE = re.compile(r"([A-Z][\w-]*[A-Z0-9][\w.-]{0,9}?)['’]?s?[),;]")
_ACRONYM_BEFORE = re.compile(r"([A-Z][\w-]*[A-Z][\w.-]{0,9})['’]?s? ?$")
_FULL_BEFORE = re.compile(
    rf"(?:(?:[{UPPER}][\w'’&-]*|of|for|and|the|in|on|to|from|with|de|du|di|&|-) ){{0,11}}(?:[{UPPER}][\w'’&-]*)$"
)
_FULL_INSIDE = re.compile(
    rf"([{UPPER}][\w'’-]*(?: (?:[{UPPER}][\w'’-]*|of|for|and|the|in|on|to|from|de|&))* [{UPPER}]?[\w'’-]*)\)"
)
_NAMED = re.compile(
    rf"(?<!\w)(?:{cues.NAMING}),? (?:the )?[“\"‘]?({CAPITALISED}(?: {CAPITALISED})*)"
    rf"(?: and ({CAPITALISED}(?: {CAPITALISED})*))?"
)
_SMALL = cues.words("of for and the in on to from with de du di & -")
_LONGEST = 110
_TRUST = 0.72
_GUESSED = 0.38


def defined(text: str) -> Iterator[Candidate]:
    """A candidate for every name that a text explains or introduces."""
    for match in _PARENTHESIS.finditer(text):
        inside = _ACRONYM_INSIDE.match(text, match.end())
        if inside:
            yield from _full_form_before(text, match.start(), inside)
        else:
            yield from _full_form_inside(text, match)
    for match in _NAMED.finditer(text):
        named = _kind_named(text, match.start())
        if named is None:
            continue
        kind, noun = named
        for group in (1, 2):
            if match[group] and match[group] not in cues.OPENERS:
                reason = f"the text introduces “{match[group]}” as the name of a {noun}"
                yield Candidate(*match.span(group), kind, Origin.PATTERN, _TRUST, reason)


def _kind_named(text: str, start: int) -> tuple[Kind, str] | None:
    """The kind of the thing that gets a name, from the last two words before."""
    for word in reversed(text[max(start - 40, 0) : start].replace(",", "").split(" ")[-3:-1]):
        kind = cues.PRECEDING.get(word) or cues.FOLLOWING.get(word)
        if kind is not None:
            return kind, word
    return None


def _full_form_before(text: str, start: int, acronym: re.Match[str]) -> Iterator[Candidate]:
    low = max(start - _LONGEST, 0)
    before = _FULL_BEFORE.search(text[low:start].rstrip())
    if before is None:
        return
    full = _initials_fit(before[0].split(" "), acronym[1])
    if full is not None:
        yield from _pair(full, low + before.end() - len(full), acronym[1], acronym.start(1))


def _full_form_inside(text: str, parenthesis: re.Match[str]) -> Iterator[Candidate]:
    low = max(parenthesis.start() - 16, 0)
    acronym = _ACRONYM_BEFORE.search(text[low : parenthesis.start()])
    inside = _FULL_INSIDE.match(text, parenthesis.end()) if acronym else None
    if acronym and inside and _initials_fit(inside[1].split(" "), acronym[1]) == inside[1]:
        yield from _pair(inside[1], inside.start(1), acronym[1], low + acronym.start(1))


def _initials_fit(words: list[str], acronym: str) -> str | None:
    """The shortest run of words at the end whose initials are the acronym, small words counting or not."""
    letters = [letter.lower() for letter in acronym if letter.isalpha() and letter.isupper()]
    if len(letters) < 2:
        return None
    for first in range(len(words) - 1, -1, -1):
        run = words[first:]
        if not run[0][:1].isupper() or run[0][0].lower() != letters[0]:
            continue
        initials = [part[0].lower() for word in run if word not in _SMALL for part in word.split("-") if part]
        every = [word[0].lower() for word in run]
        nearly = len(run) > 1 and len(letters) >= len(initials) - 1 and _within(letters, initials)
        if nearly or letters in (initials, every):
            return " ".join(run)
    return None


def _within(letters: list[str], initials: list[str]) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters) or letters[: len(initials)] == initials


def _pair(full: str, offset: int, acronym: str, acronym_offset: int) -> Iterator[Candidate]:
    kind = kind_of(full)
    trust = _TRUST + 0.1 if kind else _GUESSED
    kind = kind or HEADS.get(full.rpartition(" ")[2], Kind.MISSION)
    reason = f"the text explains “{acronym}” as “{full}”"
    yield Candidate(offset, offset + len(full), kind, Origin.PATTERN, trust, reason)
    yield Candidate(acronym_offset, acronym_offset + len(acronym), kind, Origin.PATTERN, trust - 0.05, reason, full)
