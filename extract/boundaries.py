"""Where a mention begins and ends, by the rules of the annotation: no article, possessive, title or punctuation."""

from __future__ import annotations

import re

from extract import cues
from store.model import Kind

_LEADING = re.compile(r"(?:[Tt]he|THE|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er)\s+|[\W_]+")
_POSSESSIVE = re.compile(r"['’]s$")
_PARTICIPLE = re.compile(
    r"-(?:built|based|led|made|funded|run|owned|class|born|bound|like|style|sized|size|centric|operated|developed|designed"
    r"|sponsored|backed|era|only|approved|provided|trained|supplied|registered|wide|related|focused|sponsored|managed)$"
)
_POLE = re.compile(r"[Ll]unar (?=(?:[Ss]outh|[Nn]orth) [Pp]ole)")
_TITLE = re.compile(r"([\w-]+)(\.?)\s+")
_ABBREVIATED = re.compile(
    r"(?:(?:\b[A-Z]\.)+|\b(?:Co|Corp|Inc|Ltd|Jr|Sr|Bros|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass"
    r"|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo)\.)$"
)
_GENERIC = re.compile(
    r"\s(?:core module|airlock|landing site|launch site|laboratory|space station|state|spacecraft|rockets?|rover|lander|orbiter|probes?|satellites?|missions?|telescope|module|capsule|launch|launches"
    r"|launcher|booster|engines?|program|programme|project|campaign|astronauts?|cosmonauts?|crew|flights?|station)$"
)


def trimmed(text: str, start: int, end: int, kind: Kind) -> tuple[int, int] | None:
    """A span cut down to the name in it, or None where nothing of it is left.

    Args:
        text: the whole text.
        start: offset in code points.
        end: offset in code points, exclusive.
        kind: what the span is; titles are cut off persons only.
    """
    line_end = text.find("\n", start, end)
    if line_end >= 0:
        if not text[start:line_end].strip():
            return trimmed(text, line_end + 1, end, kind)
        end = line_end
    while start < end and (match := _LEADING.match(text, start, end)):
        start = match.end()
    if participle := _PARTICIPLE.search(text, start, end):
        end = participle.start()
    if kind is Kind.BODY and (adjective := _POLE.match(text, start, end)):
        start = adjective.end()
    if kind is Kind.PERSON:
        start = _behind_titles(text, start, end)
    end = _before_trailing(text, start, end)
    while kind is not Kind.PERSON and (generic := _GENERIC.search(text, start, end)):
        end = _before_trailing(text, start, generic.start())
    return (start, end) if start < end else None


def _behind_titles(text: str, start: int, end: int) -> int:
    while match := _TITLE.match(text, start, end):
        if match[1] not in cues.TITLES and match[1] not in cues.PERSON_NOUNS:
            break
        start = match.end()
    return start


def _before_trailing(text: str, start: int, end: int) -> int:
    while end > start:
        if text[end - 1] == "." and _ABBREVIATED.search(text, start, end):
            break
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        if _POSSESSIVE.search(text, start, end):
            end -= 2
        elif not text[end - 1].isalnum():
            end -= 1
        else:
            break
    return end
