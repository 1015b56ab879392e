"""Persons recognised by a title, a given name, or what is said beside the name."""

from __future__ import annotations

import re

from extract import cues
from extract.candidates import Candidate
from extract.context import preceding_word
from extract.forms import FIELDS, HEADS
from extract.given_names import GIVEN_NAMES, LEADING_SURNAMES
from extract.phrases import UPPER, Phrase
from store.model import Kind, Origin

_PLAIN = re.compile(
    rf"(?:[{UPPER}][^\W\d_]*(?:[-'’][^\W\d_]+)*|(?:[A-Z]\.-?)+|Jr\.|Sr\.|[IV]+|de|di|da|del|der|van|von|bin|bint|al|el|la|le|ibn|ten)$"
)
_SAYS = re.compile(r"(?: (?:also|later|then|has))? (?:" + "|".join(sorted(cues.SAYING)) + r")(?!\w)")
_ROLE = re.compile(
    r", (?:\d\d,|who |(?:an? |the |its |his |her |their )?(?:[\w'’&/.-]+ ){0,5}?(?:"
    + "|".join(sorted(cues.PERSON_NOUNS))
    + r")(?!\w))"
)
_INITIAL = re.compile(r"(?:^| )[A-Z]\.")
_CREDITED = re.compile(r"[A-Z][\w-]{1,9}/$")
_MOST_WORDS = 5
_LABELS = cues.words("editor contact contacts credit credits writer author reporter photographer artist")


def person(text: str, phrase: Phrase) -> Candidate | None:
    """The person that a phrase names, or None where nothing says so."""
    if " " not in phrase.text:
        return _alone(text, phrase)
    words = phrase.text.split(" ")
    if len(words) > _MOST_WORDS or not all(map(_PLAIN.match, words)):
        return None
    if (
        words[-1] in HEADS
        or words[-1] in FIELDS
        or words[0] in cues.DEMONYMS
        or (words[0].isupper() and len(words[0]) > 2 and "." not in words[0])
    ):
        return None
    trust, reason = _signs(text, phrase, words)
    if not trust:
        return None
    return Candidate(phrase.start, phrase.end, Kind.PERSON, Origin.PATTERN, trust, reason)


def _signs(text: str, phrase: Phrase, words: list[str]) -> tuple[float, str]:
    name = phrase.text
    before, is_title = _word_before(text, phrase.start)
    if is_title:
        return (0.88 if before in cues.TITLES_FOLLOWED_BY_A_PERSON else 0.7), f"“{before}” stands before “{name}”"
    if before in cues.PERSON_NOUNS:
        return 0.84, f"“{before}” stands before “{name}”"
    if not before and text[phrase.start - 2 : phrase.start] == ": " and _label(text, phrase.start) in _LABELS:
        return 0.75, f"“{name}” stands behind a label for a person"
    if not before and _CREDITED.search(text, max(phrase.start - 12, 0), phrase.start):
        return 0.7, f"“{name}” stands behind a slash, as in a credit"
    if words[0] in GIVEN_NAMES and not words[1].isupper():
        return 0.76, f"“{words[0]}” is a given name"
    if len(words) == 2 and words[0] in LEADING_SURNAMES and words[1].lower() == words[1][0].lower() + words[1][1:]:
        return 0.62, f"“{words[0]}” is a surname that stands in front"
    if before in cues.SAYING or _SAYS.match(text, phrase.end):
        return 0.7, f"“{name}” is said to say something"
    if _ROLE.match(text, phrase.end):
        return 0.72, f"a role stands behind “{name}”"
    if _INITIAL.search(name) and len(words[-1]) > 2:
        return 0.6, f"“{name}” has an initial in it"
    return 0.0, ""


def _alone(text: str, phrase: Phrase) -> Candidate | None:
    """A person named by one word, for which a title before it or the like must speak."""
    before, is_title = _word_before(text, phrase.start)
    trust = 0.0
    if is_title:
        trust = 0.66 if before in cues.TITLES_FOLLOWED_BY_A_PERSON else 0.2
    elif before in cues.PERSON_NOUNS:
        trust = 0.35
    elif before in cues.SAYING or _SAYS.match(text, phrase.end):
        trust, before = 0.3, "said"
    if not trust or phrase.text in cues.DEMONYMS or phrase.text.isupper() or not _PLAIN.match(phrase.text):
        return None
    reason = f"“{before}” stands beside “{phrase.text}”"
    return Candidate(phrase.start, phrase.end, Kind.PERSON, Origin.PATTERN, trust, reason)


def _word_before(text: str, start: int) -> tuple[str, bool]:
    """The word before an offset, a title's full stop left out, and whether it is a title."""
    before = preceding_word(text, start)
    if not before and text[start - 2 : start] == ". ":
        before = text[max(start - 14, 0) : start - 2].replace("\n", " ").rpartition(" ")[2]
        return (before, True) if before in cues.TITLES else ("", False)
    return before, before in cues.TITLES


def _label(text: str, start: int) -> str:
    """The word before a colon before an offset, in lower case."""
    return text[max(start - 16, 0) : start - 2].replace("\n", " ").rpartition(" ")[2].lower()
