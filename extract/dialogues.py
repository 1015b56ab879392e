"""Interviews and transcripts, where a label before a paragraph tells whose words it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.speakers import Speakers
from store.model import QuotationProposal, Span

_ANSWER = re.compile(r"A(?:nswer)?[:.] +(?=\S)")
_QUESTION = re.compile(r"Q(?:uestion)?[:.] +(?=\S)")
_TIME = re.compile(r"[\[(]?\d[\d:.]*[\])]? +")
_LABELLED = re.compile(r"(?: \([^()\n]{1,40}\))?: +(?=[^\s\"“‘'])")
_ENDS = re.compile(r"[.!?…][\"”’')]*\s*$")
_LEAST_WORDS = 3
_FEWEST = 2


def dialogue(text: str, paragraphs: Sequence[Span], speakers: Speakers) -> list[QuotationProposal]:
    """The speech of labelled paragraphs, in order.

    Args:
        text: the document.
        paragraphs: its paragraphs.
        speakers: who may speak.
    """
    return _answers(text, paragraphs, speakers) or _turns(text, paragraphs, speakers)


def _answers(text: str, paragraphs: Sequence[Span], speakers: Speakers) -> list[QuotationProposal]:
    """The answers of an interview that labels them with letters, given by the one who is named before it."""
    questions = [each for each in paragraphs if _QUESTION.match(text, each.start, each.end)]
    if len(questions) < _FEWEST:
        return []
    introduced = speakers.introduced(questions[0].start)
    if introduced is None:
        return []
    named = text[introduced.start : introduced.end]
    reason = f"an answer in an interview with “{named}”"
    return [
        QuotationProposal(match.end(), each.end, introduced, None, False, 0.8, reason)
        for each in paragraphs
        if (match := _ANSWER.match(text, each.start, each.end)) and match.end() < each.end
    ]


def _turns(text: str, paragraphs: Sequence[Span], speakers: Speakers) -> list[QuotationProposal]:
    """The paragraphs that begin with the name of who speaks and a colon, where there are several."""
    turns: list[QuotationProposal] = []
    for each in paragraphs:
        time = _TIME.match(text, each.start, each.end)
        start = time.end() if time else each.start
        people = speakers.people(start, min(start + 60, each.end))
        if not people or people[0].start != start:
            continue
        label = _LABELLED.match(text, people[0].end, each.end)
        if label is None or not _ENDS.search(text[max(label.end(), each.end - 8) : each.end]):
            continue
        if len(text[label.end() : min(each.end, label.end() + 80)].split()) >= _LEAST_WORDS:
            reason = f"“{text[people[0].start : people[0].end]}” stands before it with a colon"
            turns.append(QuotationProposal(label.end(), each.end, people[0], None, False, 0.75, reason))
    return turns if len(turns) >= _FEWEST else []
