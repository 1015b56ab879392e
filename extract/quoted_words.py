"""What the words between quotation marks look like: whole sentences, a part of one, or a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.phrases import UPPER
from extract.quote_marks import Quoted
from extract.speakers import Speaker
from extract.speech_cues import NAMING, NO_SPEECH_BEFORE
from store.model import Span

_EDGE = 12
_MOST_READ = 400
_WORD = re.compile(r"[^\W_][\w’'-]*")
_BEGINS = re.compile(rf"[\s\"“‘'(\[]*(?:[{UPPER}\d]|…|\.\.\.)")
_ENDS = re.compile(r"[.!?…,—–-][\"”’']*\s*$")
_LEADS_ON = re.compile(r"[,!?…—–-][\"”’']*\s*$")
_ASIDE = re.compile(r"[,.]|\s*[—–]|\s+-{1,2}\s")
_NO_SPEECH = re.compile(rf"(?<![\w-]){NO_SPEECH_BEFORE},? *[(\[]?$")


def is_whole(text: str, quote: Quoted) -> bool:
    """Whether it begins and ends as sentences do."""
    return bool(_BEGINS.match(text[quote.start : min(quote.end, quote.start + _EDGE)])) and is_ended(text, quote)


def is_ended(text: str, quote: Quoted) -> bool:
    """Whether it ends as speech does, with punctuation on either side of its closing mark."""
    if quote.open_end or _ENDS.search(_ending(text, quote)):
        return True
    return bool(_ASIDE.match(text, quote.outer_end))


def leads_on(text: str, quote: Quoted) -> bool:
    """Whether its last mark leads on to a clause that tells who speaks."""
    return bool(_LEADS_ON.search(_ending(text, quote)))


def is_said(text: str, quote: Quoted, speaker: Speaker, clause: Span) -> bool:
    """Whether what is marked behind a clause with a verb of speech is speech, and no name or doubted word.

    Args:
        text: the document.
        quote: what is marked.
        speaker: who speaks in the clause.
        clause: the clause that leads to it.
    """
    words = _WORD.findall(text, quote.start, min(quote.end, quote.start + _MOST_READ))
    whole = is_whole(text, quote)
    lead = text[clause.start : clause.end].rstrip()
    if lead.endswith(":"):
        return len(words) > 1 or whole
    cue = text[speaker.cue.start : speaker.cue.end] if speaker.cue else ""
    at_once = speaker.cue is not None and not text[speaker.cue.end : clause.end].strip(" ,:")
    if cue in NAMING and not (lead.endswith(",") and whole):
        return not at_once and text[quote.start : quote.start + 1].islower() and len(words) > 1
    if _is_titled(words) and not (whole and at_once):
        return False
    if at_once or lead.endswith(","):
        return len(words) > 1 or whole
    if whole and len(words) > 3:
        return True
    return len(words) > 2 or (len(words) == 2 and not _NO_SPEECH.search(lead))


def _ending(text: str, quote: Quoted) -> str:
    return text[max(quote.start, quote.end - _EDGE) : quote.end]


def _is_titled(words: Sequence[str]) -> bool:
    """Whether words are written like a title."""
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(word[0].isupper() or word[0].isdigit() for word in long)
