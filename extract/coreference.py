"""What a document explains about its own names: acronyms, surnames and short forms, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from extract import cues
from extract.candidates import Candidate, Settled
from extract.context import preceding_word
from extract.forms import FIELDS, HEADS
from extract.given_names import LEADING_SURNAMES
from store.model import Kind, Origin

_ACRONYM_BEHIND = re.compile(r"['’]?s? ?[(\[]([A-Z][\w&.-]{1,11})['’]?s?[)\],;]")
_HEAD = re.compile(
    r" (?:Space (?:Flight )?Cent(?:er|re)|(?:Flight )?Research Cent(?:er|re)|Satellite Launch Cent(?:er|re)|Crater"
    r"|Cosmodrome|Spaceport|Corporation|Corp\.?|Inc\.?|Ltd\.?|Space Force (?:Base|Station)|Air Force Base|Technologies"
    r"|Aerospace|Rover|Space Telescope|Assembly Facility)$"
)
_LAST_WORD = frozenset({"Accords"})
_SUFFIX = re.compile(r"(?:,? (?:Jr\.?|Sr\.?|II|III|IV))$")
_GOES_ON = re.compile(r"[-–](?=[^\Wa-z])")
# Words that begin many names and so stand for none of them alone.
_COMMON = FIELDS | frozenset(HEADS) | cues.OPENERS
_SPEAKS = 0.8
# What stands before a place and not before a person.
_WITHIN = frozenset({"in", "at", "near", "outside"})


class Known(NamedTuple):
    """A form that a document gives a meaning.

    Args:
        kind: what it is.
        name: its canonical name.
        record_id: its record, where it has one.
        trust: how sure its meaning is, from 0 to 1.
        reason: why, in plain words.
    """

    kind: Kind
    name: str
    record_id: str | None
    trust: float
    reason: str


def canonical(text: str, settled: Settled) -> tuple[str, str | None]:
    """The name and record of one mention, as its best informed vote has them."""
    for vote in settled.votes:
        if vote.name:
            return vote.name, vote.record_id
    return text[settled.start : settled.end], None


def knowledge(text: str, mentions: list[Settled]) -> dict[str, Known]:
    """The short forms that the mentions of a document explain, and the forms that it repeats."""
    known: dict[str, Known] = {}
    named = [mention for mention in mentions if mention.kind is not Kind.DATE]
    short = [list(short_forms(text[mention.start : mention.end], mention.kind)) for mention in named]
    ordinary = _ordinary({form for forms in short for form in forms}, text)

    def learn(form: str, fact: Known) -> None:
        if len(form) > 1 and (form not in known or known[form].trust < fact.trust):
            known[form] = fact

    for mention, forms in zip(named, short, strict=True):
        surface = text[mention.start : mention.end]
        name, record_id = canonical(text, mention)
        if mention.score >= 0.55 and len(surface) > 2:
            reason = f"“{surface}” is recognised elsewhere in the text"
            learn(surface, Known(mention.kind, name, record_id, min(mention.score, 0.9) - 0.1, reason))
        if mention.score < 0.5:
            continue
        for form in forms:
            if mention.kind is not Kind.PERSON and form not in _LAST_WORD and form in ordinary:
                continue
            learn(
                form,
                Known(
                    mention.kind, name, record_id, _SPEAKS, f"“{form}” is short for “{surface}”, which the text names"
                ),
            )
        acronym = _ACRONYM_BEHIND.match(text, mention.end)
        if acronym and mention.kind is not Kind.PERSON and abbreviates(acronym[1], surface):
            learn(acronym[1], Known(mention.kind, name, record_id, 0.92, f"“{acronym[1]}” is explained as “{surface}”"))
    return known


def _ordinary(forms: set[str], text: str) -> set[str]:
    """Those of some short forms that are common words, or that the text uses in lower case as well."""
    if not forms:
        return set()
    by_use: dict[str, set[str]] = {}
    for form in forms:
        by_use.setdefault(f" {form.lower()} ", set()).add(form)
    uses = list(by_use)
    found = AhoCorasick(uses, matchkind=MatchKind.Standard).find_matches_as_indexes(text, overlapping=True)
    return forms & _COMMON | {form for index in {index for index, _, _ in found} for form in by_use[uses[index]]}


def without_namesake_places(text: str, guesses: Iterable[Candidate], known: dict[str, Known]) -> list[Candidate]:
    """The guesses but those that take the surname of somebody whom the text names in full for a place."""

    def is_namesake(guess: Candidate) -> bool:
        if guess.kind is not Kind.PLACE:
            return False
        fact = known.get(text[guess.start : guess.end])
        return fact is not None and fact.kind is Kind.PERSON and preceding_word(text, guess.start) not in _WITHIN

    return [guess for guess in guesses if not is_namesake(guess)]


def short_forms(surface: str, kind: Kind) -> Iterator[str]:
    """The shorter forms under which a text goes on to speak of a name."""
    if kind is Kind.PERSON:
        words = _SUFFIX.sub("", surface).split(" ")
        if len(words) > 1:
            yield words[0] if words[0] in LEADING_SURNAMES and len(words) == 2 else words[-1]
            if len(words) > 2 and words[-2][0].islower():
                yield " ".join(words[-2:])
        return
    shorter = _HEAD.sub("", surface)
    if shorter != surface and len(shorter) > 3:
        yield shorter
    if kind is Kind.MISSION and surface.startswith("International ") and surface.count(" ") > 1:
        yield surface.removeprefix("International ")
    last = surface.rpartition(" ")[2]
    if last in _LAST_WORD and last != surface:
        yield last


def abbreviates(acronym: str, full: str) -> bool:
    """Whether an acronym's letters stand in a full form in their order, the first at its beginning."""
    letters = [letter for letter in acronym.lower() if letter.isalpha()]
    if len(letters) < 2 or not full or letters[0] != full[0].lower() or len(full) < len(acronym) + 3:
        return False
    rest = iter(full.lower())
    return all(letter in rest for letter in letters)


def recurring(text: str, known: dict[str, Known]) -> Iterable[Candidate]:
    """A candidate for every place where a known form stands as whole words."""
    if not known:
        return
    forms = list(known)
    automaton = AhoCorasick(forms, matchkind=MatchKind.Standard)
    length = len(text)
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if start and (text[start - 1].isalnum() or text[start - 1] in "_-"):
            continue
        if end < length and (text[end].isalnum() or text[end] == "_" or _GOES_ON.match(text, end)):
            continue
        kind, name, record_id, trust, reason = known[forms[index]]
        yield Candidate(start, end, kind, Origin.PATTERN, trust, reason, name, record_id)
