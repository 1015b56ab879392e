"""Which mention a pronoun or a description stands for, where the text leaves little doubt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from extract.described import KINDS, ONLY_WHERE_SAID, UNLIKE
from extract.gender import Gender, gender, gender_of_title
from extract.paragraphs import Places, paragraphs, sentences
from extract.quote_marks import quoted
from extract.speech_cues import SAYING_VERB
from store.model import Kind, Proposal, Span

_OF_A_PERSON = {
    **dict.fromkeys(("he", "him", "his", "himself"), Gender.MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.FEMALE),
}
_OF_A_THING = frozenset(("it", "its", "itself"))
_THINGS = frozenset((Kind.AGENCY, Kind.ORGANIZATION, Kind.MISSION, Kind.VEHICLE, Kind.PLACE, Kind.EVENT, Kind.LAW))
# How far back an antecedent is looked for.
_MOST_MENTIONS = 40
_MOST_PARAGRAPHS = 2
_MOST_SENTENCES = 6
# What being the subject of a sentence, or the one who speaks, is worth in sentences of distance.
_SUBJECT = 2.0
_AFTER_PREPOSITION = -1.0
_POSSESSOR = -0.5
# By how much the best antecedent must be better than the next.
_MARGIN = 0.75
_PREPOSITION = re.compile(
    r"(?<!\w)(?:of|with|by|for|from|to|in|on|at|near|against|under|over|after|before|like|than|between|and|or|about|into"
    r"|via|through|toward|towards|behind|beside|including) (?:the |an? |its |his |her |their )?(?:[\w’'.-]+ ){0,2}$"
)
_PREPOSITION_NEAR = re.compile(
    r"(?<!\w)(?:of|with|by|for|from|to|in|on|at|near|against|under|over|after|before|like|than|between|about|into|via"
    r"|through|toward|towards|behind|beside|including) (?:the |an? |its |his |her |their )?$"
)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_WORDS = re.compile(r"[\w’'.-]+")
_LOWER_VERB = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|did|do|said|says|[a-z]{2,}ed)(?!\w)"
)
_LEAD_IN = re.compile(r"^[^,]{0,60},\s+")
_SAID_BEFORE = re.compile(rf"(?<!\w)(?:{SAYING_VERB}) (?:[\w.'’-]+ ){{0,4}}$")
_SAID_BEHIND = re.compile(rf"(?: (?:also|then|later|has|had))? (?:{SAYING_VERB})(?!\w)")
_GOES_ON = re.compile(
    r"(?: \([^()\n]{1,40}\))?(?: (?:of|from|at) (?:the )?(?:[A-Z]\w+ ?){1,4}(?<! ))?"
    r"(?:,| (?!(?:of|with|by|for|from|to|in|on|at|as|than|into|aboard)(?!\w))[a-z]{2,}(?<!ing)(?!\w))"
)
_HEAD = re.compile(r"([A-Za-z][\w-]*)\W*$")
_BEHIND = 60
_LONGEST_LEAD = 160
_MOST_PRONOUNS = 6
_NOMINATIVE = frozenset(("he", "she"))
_PERSONAL = re.compile(r"(?<![\w'’])(?:he|him|his|himself|she|her|hers|herself)(?!\w)", re.IGNORECASE)


class _Mentioned(NamedTuple):
    span: Span
    kind: Kind
    name: str
    paragraph: int
    sentence: int
    weight: float
    is_subject: bool
    in_speech: bool


class Referents:
    """The mentions of a document, to be asked for what its pronouns and descriptions stand for.

    Args:
        text: the document.
        proposals: its mentions.
    """

    def __init__(self, text: str, proposals: Sequence[Proposal]) -> None:
        self._text = text
        self._proposals = sorted(each for each in proposals if each.kind is not Kind.DATE and each.end > each.start)
        self._starts = [each.start for each in self._proposals]
        self._supported: dict[str, list[int]] = {}

    def pronoun(self, start: int, word: str) -> Span | None:
        """The mention that a pronoun stands for, or None where that is in doubt or the pronoun is a plural.

        Args:
            start: where the pronoun stands.
            word: he, she, it or a form of theirs.
        """
        word = word.lower()
        wanted = _OF_A_PERSON.get(word)
        if wanted is not None:
            if start in self._followed:
                return self._followed[start]
            return self._person(start, wanted, ())
        if word in _OF_A_THING:
            return self._thing(start)
        return None

    def description(self, start: int, phrase: str) -> Span | None:
        """The mention that a description stands for, or None where that is in doubt.

        Args:
            start: where the description stands.
            phrase: its words, such as "the agency"; the last one tells the kind.
        """
        match = _HEAD.search(phrase)
        noun = match[1].lower() if match else ""
        for kind in KINDS.get(noun, ()):
            found = self._described(start, noun, kind)
            if found is not None:
                return found
        return None

    def _described(self, start: int, noun: str, kind: Kind) -> Span | None:
        named = [self._mentions[at] for at in self._named_so(noun, kind) if self._mentions[at].span.end <= start]
        names = {each.name for each in named}
        if len(names) == 1:
            return named[-1].span
        if names:
            return self._best(start, lambda each: each.kind is kind and each.name in names, anywhere=True)
        if noun in ONLY_WHERE_SAID:
            return None
        unlike = UNLIKE.get(noun, frozenset())
        return self._best(
            start,
            lambda each: each.kind is kind and unlike.isdisjoint(each.name.split()),
            anywhere=kind is not Kind.PERSON,
        )

    def _named_so(self, noun: str, kind: Kind) -> list[int]:
        """The mentions of a kind that carry a noun in their name or beside it, by their numbers."""
        key = f"{kind} {noun}"
        if key not in self._supported:
            names = {each.name for each in self._mentions if each.kind is kind and self._is_called(each, noun)}
            self._supported[key] = [
                at for at, each in enumerate(self._mentions) if each.kind is kind and each.name in names
            ]
        return self._supported[key]

    def _is_called(self, mention: _Mentioned, noun: str) -> bool:
        if noun in map(str.lower, mention.name.split()):
            return True
        start, end = mention.span
        if self._text[start - 1 : start] == " ":
            before = _WORDS.findall(self._text, max(start - 40, 0), start)
            # Titles are strung together before a person: "general and director Ada Mirren".
            if noun in (word.lower().rstrip(".") for word in before[-3 if mention.kind is Kind.PERSON else -1 :]):
                return True
        behind = self._text[end : end + _BEHIND]
        if behind[:1] == " ":
            return behind[1:].lower().startswith(noun) and not behind[1 + len(noun) : 2 + len(noun)].isalpha()
        if behind[:2] in (", ", " ("):
            phrase = re.split(r"[,.;)\n]", behind[2:], maxsplit=1)[0]
            return noun in _WORDS.findall(phrase.lower())[:6]
        return False

    def _thing(self, start: int) -> Span | None:
        """The thing that was the subject of this sentence or the one before."""
        here = self._sentences.index(start)
        near = [
            each
            for each in self._before(start)
            if each.kind in _THINGS and not each.in_speech and here - each.sentence <= 1
        ]
        for distance in (0, 1):
            subjects = [each for each in near if each.sentence == here - distance and each.is_subject]
            if subjects:
                first, *others = subjects
                joined = others and self._text[first.span.end : others[0].span.start].strip(" ") in (",", "and", "or")
                return None if joined else first.span
            if distance == 0 and self._text[max(start - 5, 0) : start] == " and " and near:
                last = near[-1]
                return last.span if last.span.end == start - 5 else None
        apart = [each for each in near if each.weight >= 0]
        return apart[-1].span if apart and len({each.name for each in near}) == 1 else None

    @cached_property
    def _followed(self) -> dict[int, Span | None]:
        """What each pronoun for a person stands for, in their order, since one keeps up what another took."""
        found: dict[int, Span | None] = {}
        chain: list[_Mentioned] = []
        for match in _PERSONAL.finditer(self._text):
            start = match.start()
            if self._speech.holds(start):
                continue
            wanted = _OF_A_PERSON[match[0].lower()]
            span = self._person(start, wanted, chain[-_MOST_PRONOUNS:])
            found[start] = span
            if span is not None:
                meant = self._mentions[bisect_left(self._starts, span.start)]
                here = self._paragraphs.index(start), self._sentences.index(start)
                weight = _SUBJECT if match[0].lower() in _NOMINATIVE else 0.0
                chain.append(meant._replace(paragraph=here[0], sentence=here[1], weight=weight, in_speech=False))
        return found

    def _person(self, start: int, wanted: Gender, chain: Sequence[_Mentioned]) -> Span | None:
        """The person whom a pronoun of a gender stands for, given what the pronouns before it stand for."""
        here = self._paragraphs.index(start)
        kept_up = [each for each in chain if here - each.paragraph <= _MOST_PARAGRAPHS]
        return self._best(
            start,
            lambda each: each.kind is Kind.PERSON and self._genders.get(each.name, wanted) is wanted,
            also=kept_up,
        )

    def _best(
        self,
        start: int,
        fits: Callable[[_Mentioned], bool],
        *,
        anywhere: bool = False,
        also: Sequence[_Mentioned] = (),
    ) -> Span | None:
        """The most salient of the mentions before an offset that fit, or None if two are about as good."""
        here = self._sentences.index(start)
        scores: dict[str, tuple[float, Span]] = {}
        for each in (*self._before(start), *also):
            if not fits(each) or (each.in_speech and not anywhere):
                continue
            distance = here - each.sentence
            if distance > _MOST_SENTENCES and not anywhere:
                continue
            score = each.weight - distance
            if each.name not in scores or scores[each.name][0] <= score:
                scores[each.name] = (score, each.span)
        ranking = sorted(scores.values(), reverse=True)
        if not ranking or (len(ranking) > 1 and ranking[0][0] - ranking[1][0] < _MARGIN):
            return None
        return ranking[0][1]

    def _before(self, start: int) -> list[_Mentioned]:
        """The mentions before an offset, in this paragraph and those shortly before."""
        last = bisect_left(self._starts, start)
        here = self._paragraphs.index(start)
        return [
            each
            for each in self._mentions[max(last - _MOST_MENTIONS, 0) : last]
            if each.span.end <= start and here - each.paragraph <= _MOST_PARAGRAPHS
        ]

    @cached_property
    def _paragraphs(self) -> Places:
        return Places(paragraphs(self._text))

    @cached_property
    def _sentences(self) -> Places:
        return Places([each for span in self._paragraphs.spans for each in sentences(self._text, span)])

    @cached_property
    def _speech(self) -> Places:
        return Places([Span(each.outer_start, each.outer_end) for each in quoted(self._text, self._paragraphs.spans)])

    @cached_property
    def _mentions(self) -> list[_Mentioned]:
        return [self._mentioned(each) for each in self._proposals]

    def _mentioned(self, proposal: Proposal) -> _Mentioned:
        span = Span(proposal.start, proposal.end)
        number = self._sentences.index(span.start)
        sentence = self._sentences.spans[number] if number >= 0 else Span(0, len(self._text))
        # A sentence may end inside a quotation, and what stands behind it goes on with another subject.
        begin = max(sentence.start, span.start - _LONGEST_LEAD, self._speech.end_before(span.start))
        before = self._text[begin : span.start]
        behind = self._text[span.end : min(span.end + _BEHIND, sentence.end)]
        is_subject = _is_subject(before, behind)
        weight = 0.0
        if is_subject:
            weight = _SUBJECT
        elif _PREPOSITION.search(before):
            weight = _AFTER_PREPOSITION
        elif _POSSESSIVE.match(behind):
            weight = _POSSESSOR
        return _Mentioned(
            span,
            proposal.kind,
            proposal.name,
            self._paragraphs.index(span.start),
            number,
            weight,
            is_subject,
            self._speech.holds(span.start),
        )

    @cached_property
    def _genders(self) -> dict[str, Gender]:
        """The gender of each person whose name or title tells it, by canonical name."""
        return dict(self._told_genders())

    def _told_genders(self) -> Iterable[tuple[str, Gender]]:
        told: set[str] = set()
        for each in self._proposals:
            if each.kind is not Kind.PERSON:
                continue
            words = _WORDS.findall(self._text, max(each.start - 24, 0), each.start)
            by_title = gender_of_title(words[-1].rstrip(".")) if words else None
            known = by_title or gender(self._text[each.start : each.end]) or gender(each.name)
            if known is not None and each.name not in told:
                told.add(each.name)
                yield each.name, known


def _is_subject(before: str, behind: str) -> bool:
    """Whether a mention is what its sentence is about, or one who speaks.

    Args:
        before: what stands before it in its sentence.
        behind: what stands behind it in its sentence.
    """
    if _SAID_BEFORE.search(before) or (_SAID_BEHIND.match(behind) and not _PREPOSITION_NEAR.search(before)):
        return True
    if not _GOES_ON.match(behind):
        return False
    lead = _LEAD_IN.sub("", before)
    return len(lead) < 60 and not _PREPOSITION_NEAR.search(lead) and not _LOWER_VERB.search(lead)
