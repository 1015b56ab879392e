"""Names that the text itself introduces: an acronym with its full form, or "the capsule, named Grace"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract import cues
from extract.candidates import Candidate
from extract.forms import HEADS, kind_of
from extract.phrases import CAPITALISED, UPPER
from store.model import Kind, Origin

_ACRONYM = re.compile(r"([A-Z][\w-]*[A-Z][\w.-]{0,9})['’]?s? ?\(")
_IN_PARENTHESES = re.compile(r"\(([A-Z][\w-]*[A-Z0-9][\w.-]{0,9}?)['’]?s?[),;]")
_BEFORE = re.compile(rf"(?:(?:[{UPPER}][\w'’&-]*|of|for|and|the|in|on|to|from|with|de|du|di|&|-) ){{0,11}}(?:[{UPPER}][\w'’&-]*)$")
_BEHIND = re.compile(rf"([{UPPER}][\w'’-]*(?: (?:[{UPPER}][\w'’-]*|of|for|and|the|in|on|to|from|de|&))* [{UPPER}]?[\w'’-]*)\)")
_NAMED = re.compile(
    rf"(?<!\w)([a-z-]+)(?: \w+){{0,1}},? (?:{cues.NAMING}),? (?:the )?[“\"‘]?({CAPITALISED}(?: {CAPITALISED})*)"
    rf"(?: and ({CAPITALISED}(?: {CAPITALISED})*))?"
)
_SMALL = frozenset("of for and the in on to from with de du di & -".split())
_TRUST = 0.72
_GUESSED = 0.5


def defined(text: str) -> Iterator[Candidate]:
    """A candidate for every name that a text explains or introduces."""
    for match in _IN_PARENTHESES.finditer(text):
        yield from _full_form_before(text, match)
    for match in _ACRONYM.finditer(text):
        yield from _full_form_behind(text, match)
    for match in _NAMED.finditer(text):
        kind = cues.PRECEDING.get(match[1]) or cues.FOLLOWING.get(match[1])
        if kind is None:
            continue
        for group in (2, 3):
            if match[group] and match[group] not in cues.OPENERS:
                reason = f"the text introduces “{match[group]}” as the name of a {match[1]}"
                yield Candidate(*match.span(group), kind, Origin.PATTERN, _TRUST, reason)


def _full_form_before(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    acronym = match[1]
    before = _BEFORE.search(text[max(match.start() - 110, 0) : match.start()].rstrip())
    if before is None:
        return
    words = before[0].split(" ")
    full = _initials_fit(words, acronym)
    if full is None:
        return
    offset = max(match.start() - 110, 0) + before.end() - len(full)
    yield from _pair(full, offset, acronym, match.start(1))


def _full_form_behind(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    behind = _BEHIND.match(text, match.end())
    if behind and " " in behind[1] and _initials_fit(behind[1].split(" "), match[1]) == behind[1]:
        yield from _pair(behind[1], behind.start(1), match[1], match.start(1))


def _initials_fit(words: list[str], acronym: str) -> str | None:
    """The shortest run of words at the end whose initials are the acronym, small words counting or not."""
    letters = [letter.lower() for letter in acronym if letter.isalpha() and (letter.isupper() or acronym.islower())]
    if len(letters) < 2:
        return None
    for first in range(len(words) - 1, -1, -1):
        run = words[first:]
        if not run[0][:1].isupper() or run[0][0].lower() != letters[0]:
            continue
        initials = [part[0].lower() for word in run if word not in _SMALL for part in word.split("-") if part]
        every = [word[0].lower() for word in run]
        if letters in (initials, every) or (len(run) > 1 and _within(letters, initials) and len(letters) >= len(initials) - 1):
            return " ".join(run)
    return None


def _within(letters: list[str], initials: list[str]) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters) or letters[: len(initials)] == initials


def _pair(full: str, offset: int, acronym: str, acronym_offset: int) -> Iterator[Candidate]:
    kind = kind_of(full)
    trust = _TRUST + 0.1 if kind else _GUESSED
    kind = kind or _guessed(full)
    reason = f"the text explains “{acronym}” as “{full}”"
    yield Candidate(offset, offset + len(full), kind, Origin.PATTERN, trust, reason)
    yield Candidate(acronym_offset, acronym_offset + len(acronym), kind, Origin.PATTERN, trust - 0.05, reason, full)


def _guessed(full: str) -> Kind:
    """What an explained name is where its form does not say: most such names are missions and instruments."""
    return HEADS.get(full.rpartition(" ")[2], Kind.MISSION)
