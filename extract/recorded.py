"""Names of records judged where they stand: which record is meant, and whether it is meant at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from extract import cues
from extract.boundaries import trimmed
from extract.candidates import Candidate
from extract.choosing import told_by
from extract.context import following_words, is_carrier, kind_before, kind_behind, ordinal_before, preceding_word
from extract.names import Hit, NameMatcher, is_acronym
from extract.phrases import Stretches
from store.model import Kind, Name, NameType, Origin

_FIRM = 0.93
_SINGLE_WORD = 0.86
_SUPPORTED = 0.85
_UNSUPPORTED = 0.3
_LIKELY = 0.46
_TOLD = 0.75
_CONTESTED = 0.69
_PART_OF_A_LONGER_NAME = 0.5
_SERIES = 0.84

_NEXT_CAPITAL = re.compile(r" (?=[^\W\d_a-z])([\w'’-]+)")
_OWN_MOON = re.compile(
    r"(?:\b[Tt]he|\b(?:to|of|on|for|toward|around|from|and|or|in|dark side of the)|^|[.,;:“\"‘(—–-]) ?$"
)
_ORBIT = re.compile(r"[ -]orbit|-synchronous|s\b")
_NUMERAL = re.compile(
    r"(?:-(?:[A-Z]{1,3}-?)?| (?:Group |No\. |[A-Z]{1,2}-)?)\d{1,4}(?:\.\d\w?)?(?:-\d{1,3})?[A-Z]?(?![\w]|[.,:]\d|%| (?:"
    + "|".join(sorted(cues.UNITS))
    + r")(?!\w))"
)
_HYPHENATED = re.compile(r"-[A-Z\d]\w*")


def recorded(text: str, matcher: NameMatcher, heading_lines: Stretches) -> Iterator[Candidate]:
    """A candidate for every record name that a text holds; doubtful ones with little trust."""
    hits = matcher.find(text)
    starts = {hit.start for hit in hits}
    firm_starts = {hit.start for hit in hits if any(name.type is not NameType.SHORT for name in hit.names)}
    owners = {hit.end for hit in hits if hit.names[0].kind in (Kind.AGENCY, Kind.ORGANIZATION)}
    ends = {hit.end for hit in hits}
    firm = {name.record_id for hit in hits for name in hit.names if name.type is not NameType.SHORT}
    for hit in hits:
        if not _is_meant(text, hit):
            continue
        if _is_series(hit) and (numeral := _NUMERAL.match(text, hit.end)):
            yield _with_numeral(text, hit, numeral.end())
            continue
        in_heading = heading_lines.touch(hit.start, hit.end)
        next_starts = firm_starts if hit.names[0].kind is Kind.PLACE else starts
        is_part = not in_heading and is_part_of_more(text, hit, next_starts, ends)
        has_owner = hit.start - 1 in owners
        for name, trust, reason in _options(text, hit, firm, has_owner=has_owner, in_heading=in_heading):
            span = (hit.start, hit.end)
            if name.kind is Kind.PERSON or name.kind is Kind.BODY or text[hit.end - 1].islower():
                span = trimmed(text, hit.start, hit.end, name.kind) or span
            if name.kind is Kind.PLACE and (region := preceding_word(text, hit.start)) in cues.REGIONS:
                longer = f"“{region}” stands before the record name “{name.text}”"
                start = hit.start - len(region) - 1
                yield Candidate(start, span[1], name.kind, Origin.PATTERN, _SERIES, longer)
            elif name.kind is Kind.EVENT and (ordinal := ordinal_before(text, hit.start)) is not None:
                span = (ordinal, hit.end)
            if is_part:
                trust = min(trust, _PART_OF_A_LONGER_NAME)
            yield Candidate(*span, name.kind, Origin.RECORD_NAME, trust, reason, name.canonical, name.record_id)


def _is_meant(text: str, hit: Hit) -> bool:
    """Whether a celestial word is the body: not "a moon", "low Earth orbit", "Sun-synchronous"."""
    if hit.names[0].kind is not Kind.BODY:
        return True
    surface = text[hit.start : hit.end]
    if surface.lower() in ("earth", "sun", "moon") and _ORBIT.match(text, hit.end):
        return False
    if surface == "moon":
        before = text[max(hit.start - 24, 0) : hit.start]
        behind = text[hit.end : hit.end + 5]
        return bool(_OWN_MOON.search(before)) and not behind.startswith(" of ") and not behind[1:2].isupper()
    return True


def _is_series(hit: Hit) -> bool:
    return any(name.kind in (Kind.MISSION, Kind.VEHICLE) for name in hit.names)


def _with_numeral(text: str, hit: Hit, end: int) -> Candidate:
    """A name with a numeral behind it that no record has: another of the same series."""
    usual = [name for name in hit.names if name.kind in (Kind.MISSION, Kind.VEHICLE)]
    cue = kind_behind(text, end)
    name = next((name for name in usual if cue and name.kind is cue[0]), usual[0])
    surface = text[hit.start : end]
    reason = f"“{surface}” continues the series of the record “{name.canonical}”"
    return Candidate(hit.start, end, name.kind, Origin.PATTERN, _SERIES, reason)


def is_part_of_more(text: str, hit: Hit, starts: set[int], ends: set[int]) -> bool:
    """Whether another capitalised word goes on or before, so that a longer name may be meant ("Washington Post")."""
    behind = _NEXT_CAPITAL.match(text, hit.end)
    if behind and behind.start(1) not in starts and behind[1].rstrip(".") not in cues.TITLES:
        return True
    if _HYPHENATED.match(text, hit.end):
        return True
    before = preceding_word(text, hit.start)
    if not before or not before[0].isupper() or hit.start - 1 in ends:
        return False
    word = before.rstrip(".")
    if word in cues.OPENERS or word in cues.TITLES or word in cues.DEMONYMS or word.isupper():
        return False
    # Two names in a row: the possessive ends the first.
    return not word.endswith(("'s", "’s"))


def _options(
    text: str, hit: Hit, firm: set[str], *, has_owner: bool, in_heading: bool
) -> list[tuple[Name, float, str]]:
    """What a hit may be, with trust and reason; several only where nothing tells them apart."""
    surface = text[hit.start : hit.end]
    if len(hit.names) == 1 and hit.names[0].type is not NameType.SHORT and surface not in cues.OPENERS:
        return [_as_written(surface, hit.names[0], 1)]
    cue = kind_behind(text, hit.end) or kind_before(text, hit.start)
    told = _told(text, hit, firm)
    if cue is None and any(name.kind is Kind.VEHICLE for name in hit.names) and is_carrier(text, hit.start, hit.end):
        cue = (Kind.VEHICLE, "launch")
    usual = _first_of_each_record(name for name in hit.names if name.type is not NameType.SHORT)
    short = _first_of_each_record(name for name in hit.names if name.type is NameType.SHORT)
    if surface in cues.OPENERS:
        usual, short = [], [*usual, *short]
    if has_owner:
        owned = [name for name in (*usual, *short) if name.kind in (Kind.AGENCY, Kind.MISSION)]
        if owned and not usual:
            return [
                (
                    owned[0],
                    _SUPPORTED,
                    f"“{surface}” stands behind its owner, as a short name of “{owned[0].canonical}”",
                )
            ]
    if cue is not None:
        kind, word = cue
        cued = [name for name in (*usual, *short) if name.kind is kind]
        if cued:
            told = told if told in cued else None
            name = told or next((name for name in cued if name.record_id in firm), cued[0])
            return [
                (name, _FIRM, f"“{surface}” is a name of the record “{name.canonical}”, and “{word}” beside it fits")
            ]
    if told is not None and (told in usual or all(name.kind is not told.kind for name in usual)):
        return _contested(surface, told, usual)
    if usual:
        several = [name for name in usual if name.record_id in firm] if len(usual) > 1 else usual
        return [_as_written(surface, (several or usual)[0], len(usual))]
    named = [name for name in short if name.record_id in firm or _is_pole_of_a_body(text, name, hit, firm)]
    if named:
        name = named[0]
        reason = f"the short name “{surface}” stands here, and the text names “{name.canonical}” in full"
        return [(name, _SUPPORTED, reason)]
    trust = _UNSUPPORTED / len(short)
    return [
        (
            name,
            _LIKELY if not in_heading and _is_likely(text, hit, name) else trust,
            f"“{surface}” is a short name of the record “{name.canonical}”",
        )
        for name in short
    ]


def _told(text: str, hit: Hit, firm: Set[str]) -> Name | None:
    """The name of the record for which alone the words beside a hit, or the records that the text names, speak."""
    if all(name.record_id == hit.names[0].record_id for name in hit.names):
        return None
    beside = {preceding_word(text, hit.start), following_words(text, hit.end)[0].removesuffix("s")}
    record_id = told_by(firm, beside, hit.names)
    return next((name for name in hit.names if name.record_id == record_id), None)


def _contested(surface: str, told: Name, usual: list[Name]) -> list[tuple[Name, float, str]]:
    """A record that the context speaks for, beside one that bears the name in its own right: the model decides."""
    reason = f"“{surface}” is a name of the record “{told.canonical}”, and what else the text says is for it"
    if told in usual:
        return [(told, _as_written(surface, told, 1)[1], reason)]
    return [
        (told, _CONTESTED if usual else _TOLD, reason),
        *((name, _CONTESTED, f"the record name “{name.text}” stands here as it is written") for name in usual),
    ]


def _is_likely(text: str, hit: Hit, name: Name) -> bool:
    """Whether an ambiguous word is probably the record's name: a capital within a sentence, or "at" before a centre."""
    before = preceding_word(text, hit.start)
    if name.kind is Kind.AGENCY:
        return before == "at"
    surface = text[hit.start : hit.end]
    if name.kind not in (Kind.MISSION, Kind.VEHICLE) or not before.islower() or before in cues.PERSON_NOUNS:
        return False
    behind = _NEXT_CAPITAL.match(text, hit.end)
    if behind and behind[1] in cues.TITLES:
        return False
    return surface.lower() not in cues.OPENERS and f" {surface.lower()} " not in text


def _as_written(surface: str, name: Name, choices: int) -> tuple[Name, float, str]:
    trust = _FIRM if " " in surface or is_acronym(name) else _SINGLE_WORD
    if choices > 1:
        trust -= 0.1
    return name, trust, f"the record name “{name.text}” stands here as it is written"


def _is_pole_of_a_body(text: str, name: Name, hit: Hit, firm: set[str]) -> bool:
    """Whether a pole is one in space: the text speaks of a world beyond Earth and not of the Antarctic."""
    if name.kind is not Kind.BODY or not text[hit.start : hit.end].lower().endswith("pole") or "ntarctic" in text:
        return False
    return any(record.startswith("body/") and record not in ("body/earth", "body/sun") for record in firm)


def _first_of_each_record(names: Iterator[Name]) -> list[Name]:
    return list({name.record_id: name for name in names}.values())
