"""Who says what in a text: direct and indirect speech with its speakers."""

from __future__ import annotations

from collections.abc import Sequence

from extract.dialogues import dialogue
from extract.direct_speech import direct_speech
from extract.indirect_speech import indirect_speech
from extract.paragraphs import Places, paragraphs, unwrapped
from extract.quote_marks import is_nickname, quoted
from extract.reference import Referents
from extract.speakers import Speakers
from store.model import Proposal, QuotationProposal, Span


def quotations(text: str, proposals: Sequence[Proposal], referents: Referents | None = None) -> list[QuotationProposal]:
    """The speech in a text, in its order; direct speech never overlaps other speech.

    Args:
        text: the document.
        proposals: its mentions.
        referents: what its pronouns and descriptions stand for, where that has been made already.
    """
    text = unwrapped(text)
    spans = paragraphs(text)
    speakers = Speakers(text, proposals, referents or Referents(text, proposals))
    marked = [each for each in quoted(text, spans) if not is_nickname(text, each)]
    found = direct_speech(text, spans, marked, speakers)
    taken = Places([Span(each.outer_start, each.outer_end) for each in marked])
    found += [each for each in dialogue(text, spans, speakers) if not taken.touches(each.start, each.end)]
    found.sort()
    taken = Places([Span(each.start, each.end) for each in found])
    found += [
        each for each in indirect_speech(text, spans, marked, speakers) if not taken.touches(each.start, each.end)
    ]
    return sorted(found, key=lambda each: (each.start, each.end))
