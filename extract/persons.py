"""Persons recognised by a title, a given name, or what is said beside the name."""

from __future__ import annotations

import re

from extract import cues
from extract.candidates import Candidate
from extract.context import preceding_word
from extract.forms import HEADS
from extract.given_names import GIVEN_NAMES, LEADING_SURNAMES
from extract.phrases import UPPER, Phrase
from store.model import Kind, Origin

_PLAIN = re.compile(rf"(?:[{UPPER}][^\W\d_]*(?:[-'’][^\W\d_]+)*|(?:[A-Z]\.-?)+|Jr\.|Sr\.|[IV]+|de|di|da|del|der|van|von|bin|bint|al|el|la|le|ibn|ten)$")
_SAYS = re.compile(r"(?: (?:also|later|then|has))? (?:" + "|".join(sorted(cues.SAYING)) + r")(?!\w)")
_ROLE = re.compile(
    r", (?:\d\d,|who |(?:an? |the |its |his |her |their )?(?:[\w'’&/.-]+ ){0,5}?(?:"
    + "|".join(sorted(cues.PERSON_NOUNS))
    + r")(?!\w))"
)
_INITIAL = re.compile(r"(?:^| )[A-Z]\.")
_CREDITED = re.compile(r"[A-Z][\w-]{1,9}/$")
_MOST_WORDS = 5
_LABELS = frozenset("editor contact contacts credit credits writer author reporter photographer artist".split())


def person(text: str, phrase: Phrase) -> Candidate | None:
    """The person that a phrase names, or None where nothing says so."""
    words = phrase.text.split(" ")
    if len(words) > _MOST_WORDS or not all(map(_PLAIN.match, words)):
        return None
    if words[-1] in HEADS or words[0] in cues.DEMONYMS or (words[0].isupper() and len(words[0]) > 2 and "." not in words[0]):
        return None
    trust, reason = _signs(text, phrase, words)
    if not trust:
        return None
    return Candidate(phrase.start, phrase.end, Kind.PERSON, Origin.PATTERN, trust, reason)


def _signs(text: str, phrase: Phrase, words: list[str]) -> tuple[float, str]:
    is_full = len(words) > 1
    before = preceding_word(text, phrase.start)
    behind_dot = text[phrase.start - 2 : phrase.start] == ". "
    if behind_dot:
        before = text[max(phrase.start - 12, 0) : phrase.start - 2].rpartition(" ")[2].rpartition("\n")[2]
    name = phrase.text
    if before in cues.TITLES:
        is_strong = before in cues.TITLES_FOLLOWED_BY_A_PERSON
        return (0.88 if is_strong else 0.7) if is_full else (0.66 if is_strong else 0.2), f"“{before}” stands before “{name}”"
    if before in cues.PERSON_NOUNS and not behind_dot:
        return (0.84 if is_full else 0.35), f"“{before}” stands before “{name}”"
    if is_full and text[phrase.start - 2 : phrase.start] == ": " and _label(text, phrase.start) in _LABELS:
        return 0.75, f"“{name}” stands behind a label for a person"
    if is_full and before == "" and _CREDITED.search(text, max(phrase.start - 12, 0), phrase.start):
        return 0.7, f"“{name}” stands behind a slash, as in a credit"
    if is_full and words[0] in GIVEN_NAMES and not words[1].isupper():
        return 0.76, f"“{words[0]}” is a given name"
    if len(words) == 2 and words[0] in LEADING_SURNAMES and words[1].lower() == words[1][0].lower() + words[1][1:]:
        return 0.62, f"“{words[0]}” is a surname that stands in front"
    if _SAYS.match(text, phrase.end) or before in cues.SAYING:
        return (0.7 if is_full else 0.3), f"“{name}” is said to say something"
    if is_full and _ROLE.match(text, phrase.end):
        return 0.72, f"a role stands behind “{name}”"
    if is_full and _INITIAL.search(name) and len(words[-1]) > 2:
        return 0.6, f"“{name}” has an initial in it"
    return 0.0, ""


def _label(text: str, start: int) -> str:
    """The word before a colon before an offset, in lower case."""
    return text[max(start - 16, 0) : start - 2].replace("\n", " ").rpartition(" ")[2].lower()
