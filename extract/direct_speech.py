"""Speech between quotation marks, told from names, titles and doubted words by the clauses beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.paragraphs import sentences
from extract.phrases import UPPER
from extract.quote_marks import Quoted
from extract.speakers import Speaker, Speakers
from extract.speech_cues import NAMING, NO_SPEECH_BEFORE
from store.model import QuotationProposal, Span

# How far from its speech a clause is read.
_REACH = 400
_LONGEST_QUESTION = 300
_WORD = re.compile(r"[^\W_][\w’'-]*")
_WHOLE = re.compile(rf"[\s\"“‘'(\[]*(?:[{UPPER}\d]|…|\.\.\.)")
_ENDED = re.compile(r"[.!?…—–-][\"”’']*\s*$")
_FULL_STOP = re.compile(r"[.…][\"”’']*\s*$")
_LED_ON = re.compile(r"[,!?…—–-][\"”’']*\s*$")
_NO_SPEECH = re.compile(rf"(?<![\w-]){NO_SPEECH_BEFORE},? *[(\[]?$")
_LEADS_IN = re.compile(r"(?:[,:]|(?<!\w)that)?\s*$")
# Behind a full stop, "X said" belongs to the speech before it only if nothing is said after it.
_SAYS_ON = re.compile(
    r"(?: (?:in|on|at|to|from|during|after|before|when|with|of|via|by|as|while|through|about|this|last|yesterday"
    r"|today|reporters|[A-Z]\w+day|[a-z]+ly|[a-z]+ing)(?!\w))|[.,;:]|$"
)
_NEW_SENTENCE = re.compile(rf"\s+[{UPPER}]")


class _Found(NamedTuple):
    speaker: Speaker
    reason: str
    # Whether the clause that names the speaker stands behind the speech, and where it ends.
    behind: bool
    end: int


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
    return reading.proposals()


class _Reading:
    """One document read for direct speech."""

    def __init__(self, text: str, paragraphs: Sequence[Span], marked: Sequence[Quoted], speakers: Speakers) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._marked = marked
        self._speakers = speakers
        self._found: list[_Found | None] = [None] * len(marked)

    def proposals(self) -> list[QuotationProposal]:
        for at in range(len(self._marked)):
            self._found[at] = self._named_behind(at) or self._named_before(at) or self._carried_on(at)
        for at in range(len(self._marked) - 2, -1, -1):
            self._found[at] = self._found[at] or self._carried_back(at)
        return [
            self._proposal(quote, found)
            for quote, found in zip(self._marked, self._found, strict=True)
            if found is not None
        ]

    def _proposal(self, quote: Quoted, found: _Found) -> QuotationProposal:
        words = self._text[quote.start : quote.end]
        start = quote.start + len(words) - len(words.lstrip())
        end = quote.end - len(words) + len(words.rstrip())
        who = found.speaker
        return QuotationProposal(start, end, who.span, who.cue, False, round(who.trust, 3), found.reason)

    def _named_behind(self, at: int) -> _Found | None:
        """A speaker in the clause that follows: “…,” said X."""
        quote = self._marked[at]
        limit = min(self._paragraphs[quote.paragraph].end, quote.outer_end + _REACH)
        if at + 1 < len(self._marked):
            limit = min(limit, self._marked[at + 1].outer_start)
        words = self._text[max(quote.start, quote.end - 8) : quote.end]
        comma = self._text[quote.outer_end : quote.outer_end + 1] == ","
        if quote.open_end or not (_ENDED.search(words) or _LED_ON.search(words) or comma or self._whole(quote)):
            return None
        if self._text[quote.outer_end : limit].strip():
            clause = sentences(self._text, Span(quote.outer_end, limit))[0]
            speaker = self._speakers.behind(clause.start, clause.end)
            if speaker and self._belongs(quote, speaker, clause):
                return _Found(speaker, _reason(self._text, speaker, "behind"), True, clause.end)
            return self._signed_beside(at, clause)
        return self._signed(at)

    def _belongs(self, quote: Quoted, speaker: Speaker, clause: Span) -> bool:
        """Whether a clause behind a speech speaks of it and not of something new."""
        if speaker.cue is None or not _NEW_SENTENCE.match(self._text, clause.start):
            return True
        if _LED_ON.search(self._text[max(quote.start, quote.end - 8) : quote.end]):
            ended = self._text[quote.end - 1 : quote.end] in "!?"
            return not ended or bool(_SAYS_ON.match(self._text, speaker.cue.end, clause.end))
        return bool(_SAYS_ON.match(self._text, speaker.cue.end, clause.end)) and speaker.cue.start - clause.start < 150

    def _signed_beside(self, at: int, clause: Span) -> _Found | None:
        """A speaker named behind a quoted paragraph, with a title and no verb: “…” X, project manager."""
        quote = self._marked[at]
        people = self._speakers.people(clause.start, clause.end)
        ends = clause.end == self._paragraphs[quote.paragraph].end and clause.end - clause.start < 120
        if not people or not ends or not self._begins_paragraph(at) or self._text[clause.end - 1] in ".!?:":
            return None
        if self._text[clause.start : people[0].start].strip():
            return None
        name = self._text[people[0].start : people[0].end]
        return _Found(Speaker(people[0], None, 0.75, name), f"signed by “{name}”", True, clause.end)

    def _signed(self, at: int) -> _Found | None:
        """A speaker named in the short line below a quoted paragraph: — X."""
        quote = self._marked[at]
        if quote.paragraph + 1 >= len(self._paragraphs) or not self._begins_paragraph(at):
            return None
        below = self._paragraphs[quote.paragraph + 1]
        line = self._text[below.start : min(below.end, below.start + _REACH)].lstrip()
        people = self._speakers.people(below.start, min(below.end, below.start + _REACH))
        if not people or below.end - below.start > 160:
            return None
        lead = self._text[below.start : people[0].start].strip()
        dashed = line[:1] in "—–―-" and len(lead.strip("—–―- ")) < 12
        alone = not lead and people[0].end == below.end
        if not (dashed or alone):
            return None
        name = self._text[people[0].start : people[0].end]
        speaker = Speaker(people[0], None, 0.85 if dashed else 0.7, name)
        return _Found(speaker, f"signed by “{name}”", True, below.end)

    def _named_before(self, at: int) -> _Found | None:
        """A speaker in the clause that leads to the speech: X said: “…”"""
        quote = self._marked[at]
        start = self._paragraphs[quote.paragraph].start
        if at and self._marked[at - 1].paragraph == quote.paragraph:
            start = self._marked[at - 1].outer_end
        start = max(start, quote.outer_start - _REACH)
        lead = self._text[start : quote.outer_start]
        if not lead.strip() or re.search(r"[.!?…]\s*$", lead):
            return None
        clause = sentences(self._text, Span(start, quote.outer_start))[-1]
        speaker = self._speakers.before(clause.start, clause.end) or self._labelled(clause)
        if speaker is None:
            carried = self._found[at - 1] if at else None
            if carried and start == clause.start and self._marked[at - 1].paragraph == quote.paragraph:
                return self._in_one_sentence(carried, quote, clause)
            return None
        if not self._fits(quote, speaker, clause):
            return None
        return _Found(speaker, _reason(self._text, speaker, "before"), False, quote.outer_end)

    def _fits(self, quote: Quoted, speaker: Speaker, clause: Span) -> bool:
        """Whether what is marked behind a clause with a verb of speech is speech and no name."""
        text = self._text
        words = _WORD.findall(text, quote.start, min(quote.end, quote.start + _REACH))
        whole = self._whole(quote)
        lead = text[clause.start : clause.end].rstrip()
        if lead.endswith(":"):
            return len(words) > 1 or whole
        cue = text[speaker.cue.start : speaker.cue.end] if speaker.cue else ""
        follows = speaker.cue is not None and not text[speaker.cue.end : clause.end].strip(" ,:")
        if cue in NAMING and not (lead.endswith(",") and whole):
            return not follows and text[quote.start : quote.start + 1].islower() and len(words) > 1
        if _titled(words) and not (whole and follows):
            return False
        if follows or lead.endswith(","):
            return len(words) > 1 or whole
        if whole and len(words) > 3:
            return True
        return len(words) > 2 or (len(words) == 2 and not _NO_SPEECH.search(lead))

    def _labelled(self, clause: Span) -> Speaker | None:
        """The only person of a clause that ends with a colon: X, in orbit: “…”"""
        words = self._text[clause.start : clause.end].rstrip()
        people = self._speakers.people(clause.start, clause.end)
        if not words.endswith(":") or len({self._speakers.name(each) for each in people}) != 1:
            return None
        name = self._text[people[0].start : people[0].end]
        return Speaker(people[0], None, 0.75, name)

    def _in_one_sentence(self, before: _Found, quote: Quoted, clause: Span) -> _Found | None:
        """The second part of a sentence of speech: “…,” said X, “and …”"""
        lead = self._text[clause.start : clause.end].strip()
        if len(lead) > 200 or (not lead.endswith((",", ";", ":", "—", "–")) and lead not in ("and", "but", "or", "")):
            return None
        if not before.behind and len(lead.split()) > 6:
            return None
        return _Found(_less(before.speaker), _carried(before), before.behind, quote.outer_end)

    def _carried_on(self, at: int) -> _Found | None:
        """The speaker of a speech that goes on from the one before it."""
        quote = self._marked[at]
        last = self._found[at - 1] if at else None
        before = self._marked[at - 1] if at else None
        if last and before and before.paragraph == quote.paragraph:
            between = self._text[max(last.end if last.behind else 0, before.outer_end) : quote.outer_start]
            if not between.strip(" ,;—–-\n\t\u00a0") and self._speech_like(quote):
                return _Found(_less(last.speaker), _carried(last), last.behind, quote.outer_end)
        if quote.continues and last:
            return _Found(_less(last.speaker), _carried(last), last.behind, quote.outer_end)
        if not (self._speech_like(quote) and self._whole(quote)):
            return None
        return self._after_a_sentence(at)

    def _after_a_sentence(self, at: int) -> _Found | None:
        """The one person of the sentence before a speech of whole sentences."""
        quote = self._marked[at]
        paragraph = self._paragraphs[quote.paragraph]
        lead = self._text[max(paragraph.start, quote.outer_start - _REACH) : quote.outer_start]
        trust = 0.7
        if not lead.strip():
            if not self._all_quoted(at) or not quote.paragraph:
                return None
            above = self._paragraphs[quote.paragraph - 1]
            end = above.end
            start = max(above.start, end - _REACH)
            trust = 0.75
            if self._text[above.start : above.end].rstrip()[-1:] == "?" and above.end - above.start < _LONGEST_QUESTION:
                return self._answer(at)
        elif re.search(r"[.!?…:][\"”’]*\s*$", lead):
            start, end = quote.outer_start - len(lead), quote.outer_start
        else:
            return None
        last, before = (self._found[at - 1], self._marked[at - 1]) if at else (None, None)
        ended = len(self._text[start:end].rstrip()) + start
        if before and before.outer_end > start:
            if last and max(before.outer_end, last.end if last.behind else 0) >= ended:
                return _Found(_less(last.speaker, 0.1), _carried(last), False, quote.outer_end)
            start = max(before.outer_end, start) if last else start
        if not self._text[start:end].strip():
            return None
        sentence = sentences(self._text, Span(start, end))[-1]
        people = self._speakers.people(sentence.start, sentence.end)
        if len({self._speakers.name(each) for each in people}) == 1:
            name = self._text[people[0].start : people[0].end]
            return _Found(
                Speaker(people[0], None, trust, name),
                f"the sentence before it is about “{name}”",
                False,
                quote.outer_end,
            )
        if people:
            return None
        speaker = self._speakers.subject_of(sentence)
        if speaker and speaker.span:
            speaker = speaker._replace(trust=trust - 0.05)
            return _Found(speaker, f"the sentence before it is about “{speaker.words}”", False, quote.outer_end)
        if last and before and last.speaker.span and quote.paragraph - before.paragraph <= 1:
            others = {self._speakers.name(each) for each in self._speakers.people(before.outer_end, quote.outer_start)}
            if others <= {self._speakers.name(last.speaker.span)}:
                return _Found(_less(last.speaker, 0.3), _carried(last), False, quote.outer_end)
        return None

    def _answer(self, at: int) -> _Found | None:
        """The one who answers the question that stands above a quoted paragraph."""
        quote = self._marked[at]
        last = self._found[at - 1] if at else None
        if last and quote.paragraph - self._marked[at - 1].paragraph <= 2:
            return _Found(_less(last.speaker), "it answers the question above it", False, quote.outer_end)
        span = self._speakers.introduced(quote.outer_start)
        if span is None:
            return None
        speaker = Speaker(span, None, 0.7, self._text[span.start : span.end])
        return _Found(speaker, "it answers the question above it", False, quote.outer_end)

    def _carried_back(self, at: int) -> _Found | None:
        """The speaker of the speech that follows at once, or that this one goes on to in the next paragraph."""
        quote, following, found = self._marked[at], self._marked[at + 1], self._found[at + 1]
        if found is None:
            return None
        if quote.open_end and following.continues:
            return _Found(_less(found.speaker), _carried(found), False, quote.outer_end)
        apart = self._text[quote.outer_end : following.outer_start]
        if quote.paragraph == following.paragraph and not apart.strip() and found.behind and self._speech_like(quote):
            return _Found(_less(found.speaker), _carried(found), False, quote.outer_end)
        return None

    def _whole(self, quote: Quoted) -> bool:
        """Whether a speech begins and ends as sentences do."""
        words = self._text[quote.start : min(quote.end, quote.start + 12)]
        return bool(_WHOLE.match(words)) and (
            quote.open_end
            or bool(re.search(r"[.!?…,—–-][\"”’']*\s*$", self._text[max(quote.start, quote.end - 8) : quote.end]))
            or self._text[quote.outer_end : quote.outer_end + 1] in ".,"
            and quote.outer_end < len(self._text)
        )

    def _speech_like(self, quote: Quoted) -> bool:
        words = self._text[max(quote.start, quote.end - 8) : quote.end]
        return quote.open_end or bool(_ENDED.search(words) or words.rstrip()[-1:] == ",") or self._whole(quote)

    def _begins_paragraph(self, at: int) -> bool:
        quote = self._marked[at]
        start = self._paragraphs[quote.paragraph].start
        return quote.outer_start - start < 40 and not self._text[start : quote.outer_start].strip()

    def _all_quoted(self, at: int) -> bool:
        """Whether a paragraph holds nothing but this speech, or begins with it and goes on with speech."""
        quote = self._marked[at]
        end = self._paragraphs[quote.paragraph].end
        return end - quote.outer_end < 40 and not self._text[quote.outer_end : end].strip(" .\n\t")


def _titled(words: Sequence[str]) -> bool:
    """Whether words are written like a title."""
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(word[0].isupper() or word[0].isdigit() for word in long)


def _less(speaker: Speaker, by: float = 0.03) -> Speaker:
    return speaker._replace(trust=max(speaker.trust - by, 0.5), cue=None)


def _reason(text: str, speaker: Speaker, where: str) -> str:
    if speaker.cue is None:
        return f"“{speaker.words}” is named right {where} it"
    return f"“{text[speaker.cue.start : speaker.cue.end]}” and “{speaker.words}” stand {where} it"


def _carried(found: _Found) -> str:
    return f"it goes on from speech of “{found.speaker.words}”"
