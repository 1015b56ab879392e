"""Names recognised by their form and by the words around them, without knowing the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract import cues
from extract.candidates import Candidate
from extract.context import kind_before, kind_behind, kind_in_apposition, ordinal_before
from extract.definitions import defined
from extract.designations import designated
from extract.forms import FIELDS, HEADS, OF_HEADS, kind_of
from extract.persons import person
from extract.phrases import Phrase, Stretches, phrases
from extract.wording import DESCRIBED
from store.model import Kind, Origin

_FORM = 0.78
_SHORT_FORM = 0.6
_WEAK_FORM = 0.36
_CUE = 0.55
_IN_HEADING = 0.55

_OF = re.compile(r" (?:of|for)(?: the)? $")
_AND = re.compile(r" (?:and|&) $")
_COMPOUND = re.compile(r"-[a-z]+$")
_GAP_LENGTH = 9
# Nouns that end names, but other things as often.
_WEAK_HEADS = cues.words(
    "Systems Sciences Engineering Materials Communications Team Partners Companies Analytics Board Panel Group Lab Labs"
    " Field Way Moon Law Bill Directive Initiative Services"
)
_PLACE_OF_A_UNIVERSITY = re.compile(r" (?:in|at) $")


def patterned(text: str, heading_lines: Stretches) -> Iterator[Candidate]:
    """A candidate for every name that its form or its surroundings give away."""
    yield from designated(text)
    yield from defined(text)
    found = [part for phrase in phrases(text) for part in _parts(phrase)]
    skip_until = 0
    for position, phrase in enumerate(found):
        if phrase.start < skip_until:
            continue
        is_heading = heading_lines.touch(phrase.start, phrase.end)
        whole = phrase if is_heading else _joined(text, found, position)
        candidate = _by_form(text, whole)
        if candidate is None and whole is not phrase:
            candidate = _by_form(text, phrase)
        if candidate is None:
            candidate = person(text, phrase) or (None if is_heading else _by_cue(text, phrase))
        if candidate is not None:
            skip_until = candidate.end
            yield candidate._replace(trust=candidate.trust * _IN_HEADING) if is_heading else candidate


_NO_PARTS = cues.OPENERS | cues.MONTHS_AND_DAYS | cues.TITLES | {f"{title}." for title in cues.TITLES}


def _parts(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase without what only opens a sentence, parted where a title stands between a body and a person."""
    every = phrase.text.split(" ")
    if _NO_PARTS.isdisjoint(every):
        yield phrase
        return
    start = phrase.start
    words: list[str] = []
    for word in every:
        bare = word.rstrip(".")
        opens = not words and (word in cues.OPENERS or word in cues.MONTHS_AND_DAYS)
        if opens or bare in (cues.PARTING_TITLES if words else cues.TITLES):
            if words:
                yield _phrase(start, words)
            start += len(" ".join((*words, word))) + 1
            words = []
        else:
            words.append(word)
    if words:
        yield _phrase(start, words)


def _phrase(start: int, words: list[str]) -> Phrase:
    text = " ".join(words)
    return Phrase(start, start + len(text), text)


def _joined(text: str, found: list[Phrase], position: int) -> Phrase:
    """A phrase with those that belong to it behind "of", "for" and "and": "Institute of Geology and Geophysics"."""
    phrase = found[position]
    whole = phrase
    has_of = False
    for following in found[position + 1 : position + 4]:
        if following.start - whole.end > _GAP_LENGTH:
            break
        gap = text[whole.end : following.start]
        last = whole.text.rpartition(" ")[2]
        if (
            _OF.fullmatch(gap)
            and last in OF_HEADS
            and not (_is_complete(whole.text) and following.text.split(" ")[0] not in FIELDS)
        ):
            has_of = True
        elif _AND.fullmatch(gap):
            if last not in FIELDS or not (has_of or _ends_in_a_head(following)):
                break
        elif not (has_of and _PLACE_OF_A_UNIVERSITY.fullmatch(gap) and last in cues.STATE_NAMES):
            break
        whole = Phrase(phrase.start, following.end, text[phrase.start : following.end])
    return whole


def _is_complete(name: str) -> bool:
    """Whether a place behind an "of" is only where it stands: "Yonder University of Milltown"."""
    before, _, head = name.rpartition(" ")
    if not before or head not in ("University", "College", "School"):
        return False
    last = before.rpartition(" ")[2]
    return last not in _KINDS_OF_SCHOOL and last not in cues.DEMONYMS


_KINDS_OF_SCHOOL = cues.words(
    "National Federal State Technical Autonomous Catholic Polytechnic Islamic Free Open Royal Medical Graduate"
    " University Business Law Public Engineering"
)


def _ends_in_a_head(phrase: Phrase) -> bool:
    words = phrase.text.split(" ")
    return len(words) > 1 and (words[-1] in HEADS or words[-1] in ("Center", "Centre", "Facility", "Complex"))


def _by_form(text: str, phrase: Phrase) -> Candidate | None:
    if " " not in phrase.text:
        return None
    start, end, name = _without_owner(phrase)
    words = name.split(" ")
    kind = kind_of(name)
    if kind is None or not name[0].isupper():
        return None
    if all(word in cues.DEMONYMS or word in cues.TITLES for word in words[:-1]) and kind is not Kind.ORGANIZATION:
        return None
    trust = _FORM if len(words) > 2 else _SHORT_FORM
    if words[-1] in _WEAK_HEADS:
        trust = _WEAK_FORM
    if kind in (Kind.ORGANIZATION, Kind.EVENT) and (ordinal := ordinal_before(text, start)) is not None:
        start, trust = ordinal, _FORM
    return Candidate(
        start, end, kind, Origin.PATTERN, trust, f"names that end or begin like “{name}” are {DESCRIBED[kind]}"
    )


def _without_owner(phrase: Phrase) -> tuple[int, int, str]:
    """A name without the agency in front of it, where the rest stands alone: NASA | Launch Services Program."""
    first, _, rest = phrase.text.partition(" ")
    if first.isupper() and 2 < len(first) < 7 and first.isalpha() and rest.count(" ") >= 1:
        kind = kind_of(rest)
        if kind in (Kind.MISSION, Kind.AGENCY, Kind.EVENT):
            return phrase.start + len(first) + 1, phrase.end, rest
    return phrase


def _by_cue(text: str, phrase: Phrase) -> Candidate | None:
    if (
        phrase.text in cues.DEMONYMS
        or len(phrase.text) < 3
        or phrase.text.count(" ") > 3
        or _COMPOUND.search(phrase.text)
    ):
        return None
    cue = kind_behind(text, phrase.end) or kind_before(text, phrase.start) or kind_in_apposition(text, phrase.end)
    if cue is None or cue[0] is Kind.PERSON:
        return None
    kind, word = cue
    reason = f"“{word}” beside “{phrase.text}” makes it {DESCRIBED[kind]}"
    return Candidate(phrase.start, phrase.end, kind, Origin.PATTERN, _CUE, reason)
