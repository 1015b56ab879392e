"""Which mention a pronoun or a description stands for, where the text leaves little doubt."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from extract.described import KINDS, ONLY_WHERE_SAID, UNLIKE, is_called
from extract.gender import Gender, gender, gender_of_title
from extract.paragraphs import unwrapped
from extract.salience import MOST_PARAGRAPHS, SUBJECT, Salience, Salient
from store.model import Kind, Proposal, Span

_OF_A_PERSON = {
    **dict.fromkeys(("he", "him", "his", "himself"), Gender.MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.FEMALE),
}
_NOMINATIVE = frozenset(("he", "she"))
_PERSONAL = re.compile(rf"(?<![\w'’])(?:{'|'.join(_OF_A_PERSON)})(?!\w)", re.IGNORECASE)
_OF_A_THING = frozenset(("it", "its", "itself"))
_THINGS = frozenset((Kind.AGENCY, Kind.ORGANIZATION, Kind.MISSION, Kind.VEHICLE, Kind.PLACE, Kind.EVENT, Kind.LAW))
_MOST_SENTENCES = 6
_MOST_PRONOUNS = 6
# By how much the best antecedent must be better than the next, in sentences of distance.
_MARGIN = 0.75
# What being the subject of a later clause of a sentence costs.
_SECOND_SUBJECT = 1.0
_WORDS = re.compile(r"[\w’'.-]+")
_HEAD = re.compile(r"([A-Za-z][\w-]*)\W*$")


class _Called(NamedTuple):
    """The mentions that a noun can stand for: where they begin, where they are, how many names there are by then."""

    starts: list[int]
    spans: list[Span]
    names: list[int]
    all_names: frozenset[str]


class Referents:
    """The mentions of a document, to be asked for what its pronouns and descriptions stand for.

    Args:
        text: the document.
        proposals: its mentions.
    """

    def __init__(self, text: str, proposals: Sequence[Proposal]) -> None:
        self._text = unwrapped(text)
        self._proposals = sorted(each for each in proposals if each.kind is not Kind.DATE and each.end > each.start)
        self._salience = Salience(self._text, self._proposals)
        self._called: dict[tuple[str, Kind], _Called] = {}

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
        return self._thing(start) if word in _OF_A_THING else None

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
        called = self._called_so(noun, kind)
        last = bisect_right(called.starts, start) - 1
        if last >= 0 and called.spans[last].end > start:
            last -= 1
        if last >= 0:
            if called.names[last] == 1:
                return called.spans[last]
            return self._best(start, lambda each: each.kind is kind and each.name in called.all_names, anywhere=True)
        if noun in ONLY_WHERE_SAID:
            return None
        unlike = UNLIKE.get(noun, frozenset())
        return self._best(
            start,
            lambda each: each.kind is kind and unlike.isdisjoint(each.name.split()),
            anywhere=kind is not Kind.PERSON,
        )

    def _called_so(self, noun: str, kind: Kind) -> _Called:
        """The mentions of a kind of which a noun is said anywhere, in their name or beside it."""
        if (noun, kind) not in self._called:
            alike = [each for each in self._proposals if each.kind is kind]
            names = frozenset(each.name for each in alike if is_called(self._text, each, noun))
            meant = [each for each in alike if each.name in names]
            so_far: set[str] = set()
            counts = []
            for each in meant:
                so_far.add(each.name)
                counts.append(len(so_far))
            spans = [Span(each.start, each.end) for each in meant]
            self._called[noun, kind] = _Called([each.start for each in meant], spans, counts, names)
        return self._called[noun, kind]

    def _thing(self, start: int) -> Span | None:
        """The thing that was the subject of this sentence or the one before."""
        here = self._salience.sentences.index(start)
        near = [
            each
            for each in self._salience.before(start)
            if each.kind in _THINGS and not each.in_speech and here - each.sentence <= 1
        ]
        for distance in (0, 1):
            subjects = [each for each in near if each.sentence == here - distance and each.is_subject]
            if subjects:
                first, *others = subjects
                joined = others and self._text[first.span.end : others[0].span.start].strip(" ") in (",", "and", "or")
                return None if joined else first.span
            if distance == 0 and self._text[max(start - 5, 0) : start] == " and " and near:
                return near[-1].span if near[-1].span.end == start - 5 else None
        apart = [each for each in near if each.weight >= 0]
        return apart[-1].span if apart and len({each.name for each in near}) == 1 else None

    @cached_property
    def _followed(self) -> dict[int, Span | None]:
        """What each pronoun for a person stands for, in their order, since one keeps up what another took."""
        found: dict[int, Span | None] = {}
        chain: list[Salient] = []
        for match in _PERSONAL.finditer(self._text):
            start = match.start()
            if self._salience.speech.holds(start):
                continue
            word = match[0].lower()
            span = self._person(start, _OF_A_PERSON[word], chain[-_MOST_PRONOUNS:])
            found[start] = span
            if span is not None:
                paragraph = self._salience.paragraphs.index(start)
                sentence = self._salience.sentences.index(start)
                weight = SUBJECT if word in _NOMINATIVE else 0.0
                meant = self._salience.starting(span.start)
                chain.append(
                    meant._replace(
                        paragraph=paragraph, sentence=sentence, weight=weight, is_subject=False, in_speech=False
                    )
                )
        return found

    def _person(self, start: int, wanted: Gender, chain: Sequence[Salient]) -> Span | None:
        """The person whom a pronoun of a gender stands for, given what the pronouns before it stand for."""
        here = self._salience.paragraphs.index(start)
        return self._best(
            start,
            lambda each: each.kind is Kind.PERSON and self._genders.get(each.name, wanted) is wanted,
            also=[each for each in chain if here - each.paragraph <= MOST_PARAGRAPHS],
        )

    def _best(
        self,
        start: int,
        fits: Callable[[Salient], bool],
        *,
        anywhere: bool = False,
        also: Sequence[Salient] = (),
    ) -> Span | None:
        """The most salient of the mentions before an offset that fit, or None if two are about as good.

        Args:
            start: the offset.
            fits: whether a mention can be meant.
            anywhere: whether one inside a quotation or far back can be meant too.
            also: what pronouns before the offset stand for, as mentions at their places.
        """
        here = self._salience.sentences.index(start)
        scores: dict[str, tuple[float, Span]] = {}
        with_subject: set[int] = set()
        for each in (*self._salience.before(start), *also):
            distance = here - each.sentence
            if not fits(each) or (not anywhere and (each.in_speech or distance > _MOST_SENTENCES)):
                continue
            score = each.weight - distance
            if each.is_subject and each.sentence in with_subject:
                score -= _SECOND_SUBJECT
            elif each.is_subject:
                with_subject.add(each.sentence)
            if each.name not in scores or scores[each.name][0] <= score:
                scores[each.name] = (score, each.span)
        ranking = sorted(scores.values(), reverse=True)
        if not ranking or (len(ranking) > 1 and ranking[0][0] - ranking[1][0] < _MARGIN):
            return None
        return ranking[0][1]

    @cached_property
    def _genders(self) -> dict[str, Gender]:
        """The gender of each person whose name or title tells it, by canonical name."""
        told: dict[str, Gender] = {}
        for name, known in self._told_genders():
            told.setdefault(name, known)
        return told

    def _told_genders(self) -> Iterator[tuple[str, Gender]]:
        for each in self._proposals:
            if each.kind is not Kind.PERSON:
                continue
            words = _WORDS.findall(self._text, max(each.start - 24, 0), each.start)
            by_title = gender_of_title(words[-1].rstrip(".")) if words else None
            known = by_title or gender(self._text[each.start : each.end]) or gender(each.name)
            if known is not None:
                yield each.name, known
