"""Speech between quotation marks, told from names, titles and doubted words by the clauses beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract import signatures
from extract.paragraphs import sentences
from extract.phrases import UPPER
from extract.quote_marks import Quoted
from extract.quoted_words import is_ended, is_said, is_whole, leads_on
from extract.speakers import Speaker, Speakers
from store.model import QuotationProposal, Span

# How far from its speech a clause is read.
_REACH = 400
_LONGEST_QUESTION = 300
_LONGEST_SUBJECT = 150
_LONGEST_JOINT = 200
_ENDED = re.compile(r"[.!?…][\"”’)]*\s*$")
_ENDED_OR_LED = re.compile(r"[.!?…:][\"”’)]*\s*$")
_NEW_SENTENCE = re.compile(rf"\s+[{UPPER}]")
# Behind a full stop, "X said" belongs to the speech before it only if nothing is said after it.
_SAYS_NO_MORE = re.compile(
    r"(?: (?:in|on|at|to|from|during|after|before|when|with|of|via|by|as|while|through|about|this|last|yesterday"
    r"|today|reporters|[A-Z]\w+day|[a-z]+ly|[a-z]+ing)(?!\w))|[.,;:]|$"
)
_JOINTS = ("", "and", "but", "or")


class _Found(NamedTuple):
    """A speech with its speaker.

    Args:
        speaker: who speaks.
        reason: why.
        end: where the speech ends with the clause behind it that names the speaker, where there is one.
        behind: whether that clause stands behind the speech.
    """

    speaker: Speaker
    reason: str
    end: int
    behind: bool = False


def direct_speech(
    text: str, paragraphs: Sequence[Span], marked: Sequence[Quoted], speakers: Speakers
) -> list[QuotationProposal]:
    """The marked stretches that are somebody's speech, in order.

    Args:
        text: the document.
        paragraphs: its paragraphs.
        marked: its stretches between quotation marks.
        speakers: who may speak.
    """
    reading = _Reading(text, paragraphs, marked, speakers)
    return [
        _proposal(text, quote, found) for quote, found in zip(marked, reading.found(), strict=True) if found is not None
    ]


class _Reading:
    """One document read for direct speech, from its beginning to its end and then back."""

    def __init__(self, text: str, paragraphs: Sequence[Span], marked: Sequence[Quoted], speakers: Speakers) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._marked = marked
        self._speakers = speakers
        self._found: list[_Found | None] = []

    def found(self) -> list[_Found | None]:
        """For each marked stretch who speaks, or None where it is no speech."""
        for at in range(len(self._marked)):
            self._found.append(self._named_behind(at) or self._named_before(at) or self._carried_on(at))
        for at in range(len(self._marked) - 2, -1, -1):
            self._found[at] = self._found[at] or self._carried_back(at)
        return self._found

    def _named_behind(self, at: int) -> _Found | None:
        """A speaker in the clause that follows ("“…,” said X") or in the line below."""
        quote = self._marked[at]
        if quote.open_end or not is_ended(self._text, quote):
            return None
        paragraph = self._paragraphs[quote.paragraph]
        limit = min(paragraph.end, quote.outer_end + _REACH)
        if at + 1 < len(self._marked):
            limit = min(limit, self._marked[at + 1].outer_start)
        if not self._text[quote.outer_end : limit].strip():
            signed = signatures.below(self._text, self._paragraphs, quote, self._speakers)
            return self._signed(quote, signed, paragraph.end)
        clause = sentences(self._text, Span(quote.outer_end, limit))[0]
        speaker = self._speakers.behind(clause.start, clause.end)
        if speaker and self._belongs(quote, speaker, Span(clause.start, limit)):
            return _Found(speaker, _reason(self._text, speaker, "behind"), clause.end, True)
        return self._signed(quote, signatures.beside(self._text, paragraph, clause, self._speakers), clause.end)

    def _belongs(self, quote: Quoted, speaker: Speaker, clause: Span) -> bool:
        """Whether a clause behind a speech speaks of it and of nothing new."""
        text = self._text
        if speaker.cue is None or not _NEW_SENTENCE.match(text, clause.start):
            return True
        if leads_on(text, quote):
            return text[quote.end - 1] not in "!?" or bool(_SAYS_NO_MORE.match(text, speaker.cue.end, clause.end))
        # "X said, “…" leads to the next speech.
        leads_off = clause.end < len(text) and text[speaker.cue.end : clause.end].strip() in (",", ":")
        short = speaker.cue.start - clause.start < _LONGEST_SUBJECT
        return short and not leads_off and bool(_SAYS_NO_MORE.match(text, speaker.cue.end, clause.end))

    def _signed(self, quote: Quoted, speaker: Speaker | None, end: int) -> _Found | None:
        if speaker is None or not self._begins_paragraph(quote):
            return None
        return _Found(speaker, f"signed by “{speaker.words}”", end, True)

    def _named_before(self, at: int) -> _Found | None:
        """A speaker in the clause that leads to the speech: "X said: “…”"."""
        quote = self._marked[at]
        start = max(self._paragraphs[quote.paragraph].start, quote.outer_start - _REACH)
        joins = at > 0 and self._marked[at - 1].outer_end > start
        if joins:
            start = self._marked[at - 1].outer_end
        lead = self._text[start : quote.outer_start]
        if not lead.strip() or _ENDED.search(lead):
            return None
        clause = sentences(self._text, Span(start, quote.outer_start))[-1]
        speaker = self._speakers.before(clause.start, clause.end) or self._labelled(clause)
        if speaker is None:
            return (
                self._in_one_sentence(self._found[at - 1], quote, clause) if joins and clause.start == start else None
            )
        if not is_said(self._text, quote, speaker, clause):
            return None
        return _Found(speaker, _reason(self._text, speaker, "before"), quote.outer_end)

    def _labelled(self, clause: Span) -> Speaker | None:
        """The only person of a clause that ends with a colon: "X, in orbit: “…”"."""
        return self._only_person(clause, 0.75) if self._text[clause.start : clause.end].rstrip().endswith(":") else None

    def _only_person(self, stretch: Span, trust: float) -> Speaker | None:
        people = self._speakers.people(stretch.start, stretch.end)
        if len({self._speakers.name(each) for each in people}) != 1:
            return None
        return Speaker(people[0], None, trust, self._text[people[0].start : people[0].end])

    def _in_one_sentence(self, last: _Found | None, quote: Quoted, clause: Span) -> _Found | None:
        """The second part of a sentence of speech: "“…,” said X, “and …”"."""
        lead = self._text[clause.start : clause.end].strip()
        if last is None or len(lead) > _LONGEST_JOINT:
            return None
        if not lead.endswith((",", ";", ":", "—", "–")) and lead not in _JOINTS:
            return None
        if not last.behind and len(lead.split()) > 6:
            return None
        return self._carried(last, quote)

    def _carried_on(self, at: int) -> _Found | None:
        """The speaker of a speech that goes on from the one before it."""
        quote = self._marked[at]
        last = self._found[at - 1] if at else None
        if last and quote.continues:
            return self._carried(last, quote)
        if not is_ended(self._text, quote):
            return None
        if last and self._marked[at - 1].paragraph == quote.paragraph:
            between = self._text[last.end : quote.outer_start]
            if not between.strip(" ,;—–-\n\t\u00a0"):
                return self._carried(last, quote)
        return self._after_a_sentence(at) if is_whole(self._text, quote) else None

    def _after_a_sentence(self, at: int) -> _Found | None:
        """The one person of the sentence before a speech of whole sentences."""
        quote = self._marked[at]
        above, trust = self._stretch_before(quote)
        if above is None:
            return None
        last = self._found[at - 1] if at else None
        if trust > 0.7 and self._text[above.end - 1] == "?" and above.end - above.start < _LONGEST_QUESTION:
            return self._answer(at, last)
        if last and self._marked[at - 1].outer_end > above.start:
            if last.end >= above.end:
                return self._carried(last, quote, 0.1)
            above = Span(max(self._marked[at - 1].outer_end, above.start), above.end)
        sentence = sentences(self._text, above)[-1]
        speaker = self._only_person(sentence, trust)
        if speaker is None and self._text[sentence.end - 1] == ":":
            speaker = self._speakers.before(sentence.start, sentence.end)
        elif speaker is None and not self._speakers.people(sentence.start, sentence.end):
            speaker = self._speakers.subject_of(sentence)
        if speaker and speaker.span:
            speaker = speaker._replace(trust=min(speaker.trust, trust))
            return _Found(speaker, f"the sentence before it is about “{speaker.words}”", quote.outer_end)
        return self._taken_up(at, last)

    def _stretch_before(self, quote: Quoted) -> tuple[Span | None, float]:
        """What stands right before a speech in its paragraph, or before the paragraph that it fills, and its worth."""
        start = max(self._paragraphs[quote.paragraph].start, quote.outer_start - _REACH)
        lead = self._text[start : quote.outer_start]
        if lead.strip():
            end = start + len(lead.rstrip())
            return (Span(start, end), 0.7) if _ENDED_OR_LED.search(lead) else (None, 0.0)
        if not quote.paragraph or not self._fills_paragraph(quote):
            return None, 0.0
        above = self._paragraphs[quote.paragraph - 1]
        start = max(above.start, above.end - _REACH)
        end = start + len(self._text[start : above.end].rstrip())
        return (Span(start, end), 0.75) if end > start else (None, 0.0)

    def _taken_up(self, at: int, last: _Found | None) -> _Found | None:
        """The one who spoke shortly before, where nobody else is named since."""
        quote, before = self._marked[at], self._marked[at - 1]
        if last is None or last.speaker.span is None or quote.paragraph - before.paragraph > 1:
            return None
        since = {self._speakers.name(each) for each in self._speakers.people(before.outer_end, quote.outer_start)}
        return self._carried(last, quote, 0.3) if since <= {self._speakers.name(last.speaker.span)} else None

    def _answer(self, at: int, last: _Found | None) -> _Found | None:
        """The one who answers the question that stands above a quoted paragraph."""
        quote = self._marked[at]
        if last and quote.paragraph - self._marked[at - 1].paragraph <= 2:
            speaker = _less(last.speaker, 0.03)
        else:
            span = self._speakers.introduced(quote.outer_start)
            if span is None:
                return None
            speaker = Speaker(span, None, 0.7, self._text[span.start : span.end])
        return _Found(speaker, "it answers the question above it", quote.outer_end)

    def _carried_back(self, at: int) -> _Found | None:
        """The speaker of the speech that follows at once, or that this one goes on to in the next paragraph."""
        quote, following, found = self._marked[at], self._marked[at + 1], self._found[at + 1]
        if found is None:
            return None
        if quote.open_end and following.continues:
            return self._carried(found, quote)
        if quote.paragraph != following.paragraph or not found.behind or not is_ended(self._text, quote):
            return None
        return None if self._text[quote.outer_end : following.outer_start].strip() else self._carried(found, quote)

    def _carried(self, found: _Found, quote: Quoted, loss: float = 0.03) -> _Found:
        """The speaker of one speech taken over to another."""
        reason = f"it goes on from speech of “{found.speaker.words}”"
        return _Found(_less(found.speaker, loss), reason, quote.outer_end, found.behind)

    def _begins_paragraph(self, quote: Quoted) -> bool:
        return quote.outer_start == self._paragraphs[quote.paragraph].start

    def _fills_paragraph(self, quote: Quoted) -> bool:
        end = self._paragraphs[quote.paragraph].end
        return end - quote.outer_end < 40 and not self._text[quote.outer_end : end].strip(" .\n\t")


def _proposal(text: str, quote: Quoted, found: _Found) -> QuotationProposal:
    words = text[quote.start : quote.end]
    start = quote.start + len(words) - len(words.lstrip())
    end = quote.end - len(words) + len(words.rstrip())
    who = found.speaker
    return QuotationProposal(start, end, who.span, who.cue, False, round(who.trust, 3), found.reason)


def _less(speaker: Speaker, by: float) -> Speaker:
    """A speaker who is less sure and has no cue of his own."""
    return speaker._replace(trust=max(speaker.trust - by, 0.5), cue=None)


def _reason(text: str, speaker: Speaker, where: str) -> str:
    if speaker.cue is None:
        return f"“{speaker.words}” is named right {where} it"
    return f"“{text[speaker.cue.start : speaker.cue.end]}” and “{speaker.words}” stand {where} it"
