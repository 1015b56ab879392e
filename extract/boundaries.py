"""Where a mention begins and ends, by the rules of the annotation: no article, possessive, title or punctuation."""

from __future__ import annotations

import re

from extract import cues
from store.model import Kind

_LEADING = re.compile(r"(?:[Tt]he|THE|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er)\s+|[\W_]+")
_TITLE = re.compile(r"([\w-]+)(\.?)\s+")
_ABBREVIATED = re.compile(
    rf"(?:(?:\b[A-Z]\.)+|\b(?:Co|Corp|Inc|Ltd|Jr|Sr|Bros|{'|'.join(sorted(cues.STATE_ABBREVIATIONS))})\.)$"
)
_GENERIC = re.compile(
    r"\s(?:core module|airlock|landing site|launch site|laboratory|space station|state|spacecraft|rockets?|rover|lander"
    r"|orbiter|probes?|satellites?|missions?|telescope|module|capsule|launch|launches|launcher|booster|engines?|program"
    r"|programme|project|campaign|astronauts?|cosmonauts?|crew|flights?|station)$"
)
_PARTICIPLE = re.compile(
    r"-(?:built|based|led|made|funded|run|owned|class|born|bound|like|style|sized|size|centric|operated|developed|designed"
    r"|sponsored|backed|era|only|approved|provided|trained|supplied|registered|wide|related|focused|managed)$"
)
_POLE = re.compile(r"[Ll]unar (?=(?:[Ss]outh|[Nn]orth) [Pp]ole)")


def trimmed(text: str, start: int, end: int, kind: Kind) -> tuple[int, int] | None:
    """A span cut down to the name in it, or None where nothing of it is left.

    Args:
        text: the whole text.
        start: offset in code points.
        end: offset in code points, exclusive.
        kind: what the span is; titles are cut off persons only.
    """
    while start < end and (match := _LEADING.match(text, start, end)):
        start = match.end()
    end = _before_trailing(text, start, end)
    surface = text[start:end]
    if "-" in surface and (participle := _PARTICIPLE.search(surface)):
        end = start + participle.start()
    if kind is Kind.PERSON:
        start = _behind_titles(text, start, end)
    elif kind is Kind.BODY and (adjective := _POLE.match(surface)):
        start += adjective.end()
    elif surface[-1:].islower():
        while generic := _GENERIC.search(text, start, end):
            end = _before_trailing(text, start, generic.start())
    return (start, end) if start < end else None


def first_line(text: str, start: int, end: int) -> tuple[int, int]:
    """A span cut down to the first of its lines that is not blank."""
    while (line_end := text.find("\n", start, end)) >= 0:
        if text[start:line_end].strip():
            return start, line_end
        start = line_end + 1
    return start, end


def _behind_titles(text: str, start: int, end: int) -> int:
    while match := _TITLE.match(text, start, end):
        if match[1] not in cues.TITLES and match[1] not in cues.PERSON_NOUNS:
            break
        start = match.end()
    return start


def _before_trailing(text: str, start: int, end: int) -> int:
    while end > start:
        last = text[end - 1]
        if last == "s" and text[end - 2 : end - 1] in ("'", "’"):
            end -= 2
        elif last.isalnum() or _closes(text, start, end, last):
            break
        else:
            end -= 1
    return max(end, start)


def _closes(text: str, start: int, end: int, last: str) -> bool:
    """Whether the last mark of a span belongs to it: the full stop of "Fla.", a parenthesis opened within."""
    if last == ".":
        return _ABBREVIATED.search(text, start, end) is not None
    return last == ")" and "(" in text[start:end]
