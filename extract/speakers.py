"""Whose words a clause beside them says they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extract.phrases import UPPER
from extract.reference import Referents
from extract.speech_cues import SAYING_VERB
from store.model import Kind, Proposal, Span

_BODIES = frozenset((Kind.AGENCY, Kind.ORGANIZATION, Kind.PLACE, Kind.LAW))
_ADVERBS = (
    r"(?:(?:also|then|later|once|now|often|still|always|never|further"
    r"|has|have|had|would|will|is|was|likes? to|liked to|used to|went on to|long|[a-z]+ly) )*"
)
VERB = re.compile(rf"(?<![\w’'-])(?:{SAYING_VERB})(?![\w’'-])")
_VERB_FIRST = re.compile(rf"\W*{_ADVERBS}(?P<verb>{SAYING_VERB})(?![\w’'-])")
_SAID_FIRST = re.compile(r"\W*(?P<verb>Said|Says|Added|Wrote|Asked|Explained|Recalled)(?![\w’'-])")
_ACCORDING = re.compile(r"\W*(?P<verb>[Aa]ccording to|[Pp]er|[Ii]n the words of)(?= )")
_ACCORDING_ANYWHERE = re.compile(r"(?<!\w)(?:[Aa]ccording to|[Ii]n the words of)(?= )")
# A name that is no mention still shows that somebody speaks.
_NAME = rf"(?P<name>(?:[{UPPER}][\w'’-]+ ?){{1,3}})(?<! )"
_NAME_SAID = re.compile(rf" {_NAME} (?P<verb>{SAYING_VERB})(?![\w’'-])")
_SAID_NAME = re.compile(rf" (?P<verb>{SAYING_VERB}) {_NAME}(?=[.,;]|$)")
_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*(?=\w)")
# Behind these a noun phrase is over.
_STOP = re.compile(
    r"(?<![\w-])(?:in|on|during|after|before|when|while|as|that|who|whose|which|to|about|with|via|by|following|because|if"
    r"|since|upon|where|through|today|yesterday|this)(?![\w-])|[;:]"
)
_CLAUSE_VERB = re.compile(
    r"(?<![\w-])(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|did|do|[a-z]{3,}(?<!fac)ed|led"
    r"|met|flew|took|gave|came|went|made|began|saw|won|left|held|built|ran|wrote|put|let|got|set|spoke)(?![\w-])"
)
_PRONOUN = re.compile(r"\W*(?P<word>he|she|it)(?!\w)", re.IGNORECASE)
_PRONOUN_ALONE = re.compile(rf"\W*(?:as |while |but |and )?(?P<word>he|she|it) {_ADVERBS}$", re.IGNORECASE)
_PRONOUN_LAST = re.compile(rf"(?<![\w’'])(?P<word>he|she|it) {_ADVERBS}$", re.IGNORECASE)
_WHO_LAST = re.compile(rf",? who {_ADVERBS}$")
_DESCRIBED = r"(?:the|The) (?:[a-z][\w-]* |[A-Z][a-z]+ ){0,2}?(?:\d+-)?[a-z][\w-]*"
_DESCRIPTION = re.compile(rf"\W*(?P<phrase>{_DESCRIBED})(?=[.,;:]| (?:in|on|at|during|after|this|who)(?!\w)|$)")
_DESCRIPTION_ALONE = re.compile(rf"\W*(?:as |while )?(?P<phrase>{_DESCRIBED}) {_ADVERBS}$")
_DESCRIPTION_LAST = re.compile(
    rf"(?:^|[,;:—–] ?|(?<!\w)(?:and|but|while|as|where) )(?P<phrase>{_DESCRIBED}) {_ADVERBS}$"
)
_SAME_SUBJECT = re.compile(rf"(?:(?<!\w)(?:and|but|then) |, ?){_ADVERBS}$")
_JOINS = re.compile(r",? (?:and|but|while|as|when|so|after|before|because|although|whose|then) ")
_APPOSITION = re.compile(
    r"(?:['’]s? [^,.;:]{1,50})?(?: \([^()]{1,60}\))?(?:,.{0,220},|,? \([^()]{1,80}\)|, \d\d,)? ?$", re.S
)
_OF = re.compile(r" (?:of|from|at|with|for|in|on|and|&) ")
_BODY_BEHIND = re.compile(r"(?: \([^()]{1,30}\))?(?:[.,;:]|$| (?:in|on|at|this|that|during|after|today|via|to)(?!\w))")
_ARTICLE = re.compile(r"\W*(?:the |The )?$")
_LONGEST_TITLE = 120


class Speaker(NamedTuple):
    """Who is said to speak.

    Args:
        span: the mention of the speaker, or None where a pronoun stands for nobody known.
        cue: the words that say that somebody speaks, or None.
        trust: how sure it is, from 0 to 1.
        words: how the text names the speaker.
    """

    span: Span | None
    cue: Span | None
    trust: float
    words: str


class Speakers:
    """The possible speakers of a document, to be asked who speaks in a clause.

    Args:
        text: the document.
        proposals: its mentions.
        referents: what its pronouns and descriptions stand for.
    """

    def __init__(self, text: str, proposals: Sequence[Proposal], referents: Referents) -> None:
        self._text = text
        self._referents = referents
        people = sorted({(each.start, each.end) for each in proposals if each.kind is Kind.PERSON})
        bodies = sorted({(each.start, each.end) for each in proposals if each.kind in _BODIES})
        self._people = [Span(*each) for each in people if each[0] < each[1]]
        self._bodies = [Span(*each) for each in bodies if each[0] < each[1]]
        self._places = {Span(each.start, each.end) for each in proposals if each.kind is Kind.PLACE}
        self._names = {(each.start, each.end): each.name for each in proposals}

    def people(self, start: int, end: int) -> list[Span]:
        """The mentions of people within a stretch."""
        return _within(self._people, start, end)

    def introduced(self, end: int) -> Span | None:
        """The first mention of the one whom the beginning of an interview is about, or None where that is in doubt."""
        people = self.people(0, end)
        counts = Counter(map(self.name, people)).most_common(2)
        if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1] and self.name(people[0]) != counts[0][0]):
            return None
        return next(each for each in people if self.name(each) == counts[0][0])

    def name(self, span: Span) -> str:
        """The canonical name of a mention."""
        return self._names.get((span.start, span.end), self._text[span.start : span.end])

    def behind(self, start: int, end: int) -> Speaker | None:
        """Who speaks according to the clause right behind a speech ("said X", "X said", "according to X", "— X")."""
        text = self._text
        match = _VERB_FIRST.match(text, start, end) or _ACCORDING.match(text, start, end)
        if match:
            cue = Span(match.start("verb"), match.end("verb"))
            found = self._after(cue.end, end)
            if found:
                return found._replace(cue=cue)
            if _ACCORDING.match(text, start, end):
                return None
        match = _DASH.match(text, start, end)
        if match:
            people = self.people(match.end(), end)
            if people and not text[match.end() : people[0].start].strip(" .").removeprefix("Dr"):
                return Speaker(people[0], None, 0.85, self._words(people[0]))
        for match in VERB.finditer(text, start, end):
            found = self._leading(start, match.start())
            if found:
                return found._replace(cue=Span(*match.span()))
            if match.start() > start + 250:
                break
        match = _NAME_SAID.match(text, start, end) or _SAID_NAME.match(text, start, end)
        if match:
            return Speaker(None, Span(match.start("verb"), match.end("verb")), 0.55, match["name"])
        return None

    def before(self, start: int, end: int) -> Speaker | None:
        """Who speaks according to the clause that leads to a speech ("X said: ", "X called it ")."""
        text = self._text
        start = max(start, text.rfind(";", start, end) + 1)
        verbs = list(VERB.finditer(text, start, end))
        for match in reversed(verbs):
            found = self.subject(start, match.start())
            if found:
                return found._replace(cue=Span(*match.span()))
        first = _SAID_FIRST.match(text, start, end)
        if first:
            found = self._after(first.end(), end)
            if found:
                return found._replace(cue=Span(first.start("verb"), first.end("verb")))
        for match in _ACCORDING_ANYWHERE.finditer(text, start, end):
            found = self._after(match.end(), end)
            if found:
                return found._replace(cue=Span(*match.span()), trust=found.trust - 0.05)
        return None

    def _after(self, start: int, end: int) -> Speaker | None:
        """The subject that stands behind its verb."""
        text = self._text
        stop = _STOP.search(text, start, end)
        limit = stop.start() if stop else end
        people = self.people(start, limit)
        if people and people[0].start - start < _LONGEST_TITLE:
            return Speaker(people[0], None, 0.95, self._words(people[0]))
        match = _PRONOUN.match(text, start, end)
        if match:
            return self._pronoun(match)
        bodies = _within(self._bodies, start, end)
        if bodies and _ARTICLE.match(text, start, bodies[0].start) and _BODY_BEHIND.match(text, bodies[0].end, end):
            return Speaker(bodies[0], None, 0.8, self._words(bodies[0]))
        match = _DESCRIPTION.match(text, start, end)
        return self._described(match) if match else None

    def _leading(self, start: int, end: int) -> Speaker | None:
        """The subject that begins a clause and leads to its verb."""
        text = self._text
        match = _PRONOUN_ALONE.match(text, start, end)
        if match:
            return self._pronoun(match)
        people = self.people(start, end)
        if people:
            lead = text[start : people[0].start]
            if len(lead) < _LONGEST_TITLE and not _CLAUSE_VERB.search(lead) and "." not in lead.replace(". ", "", 2):
                return self._fitting(people, end)
            return None
        bodies = _within(self._bodies, start, end)
        if bodies and _ARTICLE.match(text, start, bodies[0].start):
            return self._body(bodies[0], end)
        match = _DESCRIPTION_ALONE.match(text, start, end)
        return self._described(match) if match else None

    def subject(self, start: int, end: int) -> Speaker | None:
        """The subject of the verb before which a stretch ends."""
        text = self._text
        match = _PRONOUN_LAST.search(text, max(start, end - 60), end)
        if match:
            return self._pronoun(match)
        people = self.people(start, end)
        match = _WHO_LAST.search(text, max(start, end - 60), end)
        if match and people:
            return Speaker(people[-1], None, 0.85, self._words(people[-1]))
        found = self._fitting(people, end)
        if found:
            return found
        for body in _within(self._bodies, start, end):
            found = self._body(body, end)
            if found and (body.start == start or _begins_clause(text[start : body.start])):
                return found
        match = _DESCRIPTION_LAST.search(text, max(start, end - 80), end)
        if match:
            return self._described(match)
        if _SAME_SUBJECT.search(text, max(start, end - 60), end):
            return self._clause_subject(start, end)
        return None

    def subject_of(self, sentence: Span) -> Speaker | None:
        """The person with whose pronoun a sentence begins, where it begins with one."""
        match = _PRONOUN.match(self._text, sentence.start, sentence.end)
        if match is None:
            return self.before(sentence.start, sentence.end)
        return self._pronoun(match) if match["word"].lower() != "it" else None

    def _clause_subject(self, start: int, end: int) -> Speaker | None:
        """The one with whom a clause begins, for a second verb of it: "X left and said", "X left, saying"."""
        match = _PRONOUN.match(self._text, start, end)
        if match:
            return self._pronoun(match)
        people = self.people(start, end)
        if not people or _CLAUSE_VERB.search(self._text, start, people[0].start):
            return None
        return Speaker(people[0], None, 0.75, self._words(people[0]))

    def _fitting(self, people: Sequence[Span], end: int) -> Speaker | None:
        """The first of some people between whom and the verb nothing stands but what is said of them."""
        for span in people:
            rest = re.sub(rf"(?<![\w-]){_ADVERBS}$", "", self._text[span.end : end].rstrip() + " ")
            if rest.strip() in ("", ",") or (_APPOSITION.fullmatch(rest) and not _JOINS.match(rest)):
                return Speaker(span, None, 0.93, self._words(span))
            if _OF.match(rest) and not _CLAUSE_VERB.search(rest) and not _JOINS.search(rest.removeprefix(" and")):
                return Speaker(span, None, 0.85, self._words(span))
            if _OF.match(rest) and re.search(r", [^,]+, ?$", rest) and not _CLAUSE_VERB.search(rest.split(",")[0]):
                return Speaker(span, None, 0.85, self._words(span))
        return None

    def _body(self, span: Span, end: int) -> Speaker | None:
        rest = re.sub(rf"(?<![\w-]){_ADVERBS}$", "", self._text[span.end : end].rstrip() + " ")
        if rest.strip() == "" or (span not in self._places and _APPOSITION.fullmatch(rest) and not _JOINS.match(rest)):
            return Speaker(span, None, 0.8, self._words(span))
        return None

    def _pronoun(self, match: re.Match[str]) -> Speaker | None:
        word = match["word"]
        span = self._referents.pronoun(match.start("word"), word)
        if span is None and word.lower() == "it":
            return None
        return Speaker(span, None, 0.85 if span else 0.6, word)

    def _described(self, match: re.Match[str]) -> Speaker | None:
        span = self._referents.description(match.start("phrase"), match["phrase"])
        return Speaker(span, None, 0.75, match["phrase"]) if span else None

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]


def _begins_clause(lead: str) -> bool:
    """Whether what stands before a subject leaves it the beginning of a clause."""
    return bool(
        re.search(r"(?:^\W*(?:the |The )?|[,;:—–] (?:the )?|(?<!\w)(?:and|but|while|as|where) (?:the )?)$", lead)
    )


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Those of some spans, in order, that lie within a stretch."""
    first = bisect_left(spans, Span(start, start))
    found = []
    for span in spans[first : first + 40]:
        if span.start >= end:
            break
        if span.end <= end:
            found.append(span)
    return found
