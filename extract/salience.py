"""How much each mention of a document is in the reader's mind where a pronoun follows it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from extract.paragraphs import Places, paragraphs, sentences
from extract.quote_marks import quoted
from extract.speech_cues import SAYING_VERB
from store.model import Kind, Proposal, Span

# How far back an antecedent is looked for.
MOST_PARAGRAPHS = 2
_MOST_MENTIONS = 40
# What being the subject of a sentence, or the one who speaks, is worth in sentences of distance.
SUBJECT = 2.0
_AFTER_PREPOSITION = -1.0
_POSSESSOR = -0.5
_BEHIND = 60
_LONGEST_LEAD = 160
_OF = (
    "of|with|by|for|from|to|in|on|at|near|against|under|over|after|before|like|than|between|about|into|via|through"
    "|toward|towards|behind|beside|including"
)
_PREPOSITION = re.compile(rf"(?<!\w)(?:{_OF}|and|or) (?:the |an? |its |his |her |their )?(?:[\w’'.-]+ ){{0,2}}$")
_PREPOSITION_NEAR = re.compile(rf"(?<!\w)(?:{_OF}) (?:the |an? |its |his |her |their )?$")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_VERB = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|did|do|said|says|[a-z]{2,}ed)(?!\w)"
)
_LEAD_IN = re.compile(r"^[^,]{0,60},\s+")
_SAID_BEFORE = re.compile(rf"(?<!\w)(?:{SAYING_VERB}) (?:[\w.'’-]+ ){{0,4}}$")
_SAID_BEHIND = re.compile(rf"(?: (?:also|then|later|has|had))? (?:{SAYING_VERB})(?!\w)")
_GOES_ON = re.compile(
    r"(?: \([^()\n]{1,40}\))?(?: (?:of|from|at) (?:the )?(?:[A-Z]\w+ ?){1,4}(?<! ))?"
    r"(?:,| (?!(?:of|with|by|for|from|to|in|on|at|as|than|into|aboard)(?!\w))[a-z]{2,}(?<!ing)(?!\w))"
)


class Salient(NamedTuple):
    """A mention with its standing.

    Args:
        span: where it is.
        kind: what it is.
        name: its canonical name.
        paragraph: the number of its paragraph.
        sentence: the number of its sentence.
        weight: how much it stands out in its sentence, in sentences of distance.
        is_subject: whether its sentence is about it, or it speaks.
        in_speech: whether it stands between quotation marks.
    """

    span: Span
    kind: Kind
    name: str
    paragraph: int
    sentence: int
    weight: float
    is_subject: bool
    in_speech: bool


class Salience:
    """The mentions of a document with their standing, each worked out when it is first asked for.

    Args:
        text: the document.
        proposals: its mentions, in order.
    """

    def __init__(self, text: str, proposals: Sequence[Proposal]) -> None:
        self._text = text
        self._proposals = proposals
        self._starts = [each.start for each in proposals]
        self._known: dict[int, Salient] = {}

    @cached_property
    def paragraphs(self) -> Places:
        """The paragraphs of the document."""
        return Places(paragraphs(self._text))

    @cached_property
    def sentences(self) -> Places:
        """The sentences of the document."""
        return Places([each for span in self.paragraphs.spans for each in sentences(self._text, span)])

    @cached_property
    def speech(self) -> Places:
        """What stands between quotation marks."""
        return Places([Span(each.outer_start, each.outer_end) for each in quoted(self._text, self.paragraphs.spans)])

    def starting(self, start: int) -> Salient:
        """The first mention that begins at or behind an offset, of which there must be one."""
        return self._at(bisect_left(self._starts, start))

    def before(self, start: int) -> list[Salient]:
        """The mentions before an offset, in this paragraph and those shortly before."""
        last = bisect_left(self._starts, start)
        here = self.paragraphs.index(start)
        near = []
        for at in range(last - 1, max(last - _MOST_MENTIONS, 0) - 1, -1):
            each = self._at(at)
            if here - each.paragraph > MOST_PARAGRAPHS:
                break
            if each.span.end <= start:
                near.append(each)
        return near[::-1]

    def _at(self, at: int) -> Salient:
        if at not in self._known:
            self._known[at] = self._measured(self._proposals[at])
        return self._known[at]

    def _measured(self, proposal: Proposal) -> Salient:
        span = Span(proposal.start, proposal.end)
        number = self.sentences.index(span.start)
        sentence = self.sentences.spans[number] if number >= 0 else Span(0, len(self._text))
        # A sentence may end inside a quotation, and what stands behind it goes on with another subject.
        begin = max(sentence.start, span.start - _LONGEST_LEAD, self.speech.end_before(span.start))
        before = self._text[begin : span.start]
        behind = self._text[span.end : min(span.end + _BEHIND, sentence.end)]
        subject = is_subject(before, behind)
        weight = 0.0
        if subject:
            weight = SUBJECT
        elif _PREPOSITION.search(before):
            weight = _AFTER_PREPOSITION
        elif _POSSESSIVE.match(behind):
            weight = _POSSESSOR
        return Salient(
            span,
            proposal.kind,
            proposal.name,
            self.paragraphs.index(span.start),
            number,
            weight,
            subject,
            self.speech.holds(span.start),
        )


def is_subject(before: str, behind: str) -> bool:
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
    return len(lead) < 60 and not _PREPOSITION_NEAR.search(lead) and not _VERB.search(lead)
