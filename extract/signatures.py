"""Speakers who are named without a verb beside or below their words, as in a pulled quotation."""

from __future__ import annotations

from collections.abc import Sequence

from extract.quote_marks import Quoted
from extract.speakers import Speaker, Speakers
from store.model import Span

_LONGEST_BESIDE = 120
_LONGEST_BELOW = 160
_LONGEST_TITLE = 12
_DASHES = "—–―-"


def beside(text: str, paragraph: Span, clause: Span, speakers: Speakers) -> Speaker | None:
    """Who is named with a title behind a speech to the end of its paragraph ("“…” X, project manager").

    Args:
        text: the document.
        paragraph: the one in which the speech stands.
        clause: what stands behind the speech.
        speakers: who may speak.
    """
    people = speakers.people(clause.start, clause.end)
    if not people or clause.end != paragraph.end or clause.end - clause.start > _LONGEST_BESIDE:
        return None
    if text[clause.end - 1] in ".!?:" or text[clause.start : people[0].start].strip():
        return None
    return Speaker(people[0], None, 0.75, text[people[0].start : people[0].end])


def below(text: str, paragraphs: Sequence[Span], quote: Quoted, speakers: Speakers) -> Speaker | None:
    """Who is named in the short line below a speech, behind a dash or alone ("— X, project manager").

    Args:
        text: the document.
        paragraphs: its paragraphs.
        quote: the speech.
        speakers: who may speak.
    """
    if quote.paragraph + 1 >= len(paragraphs):
        return None
    line = paragraphs[quote.paragraph + 1]
    if line.end - line.start > _LONGEST_BELOW:
        return None
    people = speakers.people(line.start, line.end)
    if not people:
        return None
    lead = text[line.start : people[0].start].strip()
    dashed = lead[:1] != "" and lead[0] in _DASHES and len(lead.strip(_DASHES + " ")) < _LONGEST_TITLE
    alone = not lead and not text[people[0].end : line.end].strip()
    if not (dashed or alone):
        return None
    return Speaker(people[0], None, 0.85 if dashed else 0.7, text[people[0].start : people[0].end])
