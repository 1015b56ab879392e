"""Speech that is reported without quotation marks: "X said that …"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.cues import words
from extract.paragraphs import Places, sentences
from extract.quote_marks import Quoted
from extract.speakers import VERB, Speaker, Speakers
from extract.speech_cues import REPORTING
from store.model import QuotationProposal, Span

_LONGEST = 600
_ACCORDING = re.compile(r"According to ")
_STOP = re.compile(r"[.!?]")
_THAT = re.compile(r"(?: (?!that(?!\w))[\w’'.-]+){0,8} that (?=\S)")
_AT_ONCE = re.compile(r",? (?:that )?(?=\S)")
# What stands behind a verb of speech that reports nothing.
_NOTHING_SAID = re.compile(
    r"[.;:)]|,(?! that)|$|[,]? (?:in|on|at|to|of|about|with|by|for|from|during|after|before|when|as|while|goodbye|so"
    r"|yes|no[.,]|and|or|but|more|him|her|them|me|us|much|little|nothing)(?!\w)"
)
# Without "that", what is reported needs a verb of its own, or else it is a thing: "noted a delay".
_OWN_VERB = re.compile(
    r"(?<!\w)(?:is|are|was|were|will|would|can|could|may|might|must|should|has|have|had|does|did|do)(?!\w)"
)
_NEEDS_THAT = words("announced announces revealed emphasized emphasizes emphasised stressed affirmed suggested hinted")
_LAYS_OUT = words("said says say told tells")
_OWN_VERB_REACH = 160
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,}[^\n]{0,60}? (?:--|[–—-]) ")


def indirect_speech(
    text: str, paragraphs: Sequence[Span], marked: Sequence[Quoted], speakers: Speakers
) -> list[QuotationProposal]:
    """What is reported of somebody's words, in order; sentences with quotation marks in them are passed over.

    Args:
        text: the document.
        paragraphs: its paragraphs.
        marked: its stretches between quotation marks.
        speakers: who may speak.
    """
    quotes = Places([Span(each.outer_start, each.outer_end) for each in marked])
    starts = [each.start for each in paragraphs]
    found: list[QuotationProposal] = []
    end = 0
    for match in VERB.finditer(text):
        if match.start() < end or match[0] not in REPORTING or quotes.holds(match.start()):
            continue
        paragraph = paragraphs[bisect_right(starts, match.start()) - 1]
        before = quotes.end_before(match.start())
        if before > paragraph.start and not _STOP.search(text, before, match.start()):
            continue
        sentence = _sentence_around(text, paragraph, match.start())
        if quotes.touches(sentence.start, sentence.end):
            continue
        said = _reported(text, sentence, match, speakers)
        if said is not None:
            found.append(said)
            end = sentence.end
    found.extend(_according(text, paragraphs, quotes, speakers))
    return _apart(sorted(found))


def _sentence_around(text: str, paragraph: Span, offset: int) -> Span:
    window = Span(max(paragraph.start, offset - _LONGEST), min(paragraph.end, offset + _LONGEST))
    for sentence in sentences(text, window):
        if sentence.start <= offset < sentence.end:
            return sentence
    return window


def _reported(text: str, sentence: Span, verb: re.Match[str], speakers: Speakers) -> QuotationProposal | None:
    behind = text[verb.end() : sentence.end]
    cue = Span(*verb.span())
    if verb[0] in ("told", "tells"):
        that = _THAT.match(behind)
        start = verb.end() + that.end() if that else None
    elif _NOTHING_SAID.match(behind):
        start = None
    else:
        at_once = _AT_ONCE.match(behind)
        start = verb.end() + at_once.end() if at_once and _reports(verb[0], at_once[0], behind) else None
    if start is not None:
        speaker = speakers.subject(sentence.start, verb.start())
        if speaker is not None:
            return _proposal(text, start, sentence.end, speaker, cue)
    return _said_at_the_end(text, sentence, verb, speakers)


def _reports(verb: str, joint: str, behind: str) -> bool:
    """Whether what stands behind a verb is what somebody says and not a thing that is spoken of."""
    if "that" in joint or verb in _LAYS_OUT:
        return True
    return verb not in _NEEDS_THAT and bool(_OWN_VERB.search(behind, 0, _OWN_VERB_REACH))


def _said_at_the_end(text: str, sentence: Span, verb: re.Match[str], speakers: Speakers) -> QuotationProposal | None:
    """What stands before a clause such as "…, X said" or "…, said X"."""
    comma = text.rfind(",", sentence.start, verb.start())
    while comma > sentence.start + 20:
        speaker = speakers.behind(comma, sentence.end)
        if speaker is not None and speaker.cue is not None and speaker.cue.start == verb.start():
            dateline = _DATELINE.match(text, sentence.start, comma)
            start = dateline.end() if dateline else sentence.start
            return _proposal(text, start, comma, speaker, Span(*verb.span()))
        comma = text.rfind(",", max(sentence.start, verb.start() - 200), comma)
    return None


def _according(
    text: str, paragraphs: Sequence[Span], quotes: Places, speakers: Speakers
) -> Iterator[QuotationProposal]:
    """What stands behind "According to X,"."""
    starts = [each.start for each in paragraphs]
    for match in _ACCORDING.finditer(text):
        if quotes.holds(match.start()):
            continue
        sentence = _sentence_around(text, paragraphs[bisect_right(starts, match.start()) - 1], match.start())
        comma = text.find(", ", match.end(), sentence.end)
        if comma < 0 or quotes.touches(sentence.start, sentence.end):
            continue
        speaker = speakers.behind(match.start(), comma)
        said = _proposal(text, comma + 2, sentence.end, speaker, Span(match.start(), match.end() - 1))
        if said is not None:
            yield said


def _proposal(text: str, start: int, end: int, speaker: Speaker | None, cue: Span) -> QuotationProposal | None:
    said = text[start:end].rstrip().rstrip(".")
    if speaker is None or speaker.span is None or len(said.split()) < 3:
        return None
    if start < speaker.span.end and speaker.span.start < start + len(said):
        return None
    reason = f"“{text[cue.start : cue.end]}” and “{speaker.words}” report it"
    return QuotationProposal(start, start + len(said), speaker.span, cue, True, round(speaker.trust - 0.15, 3), reason)


def _apart(found: Sequence[QuotationProposal]) -> list[QuotationProposal]:
    """Those that do not overlap the one before them."""
    kept: list[QuotationProposal] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
