"""Where the paragraphs and sentences of a text end, told from its marks alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from extract.phrases import UPPER
from store.model import Span

_LONGEST_WRAPPED = 110
_SHORTEST_WRAPPED = 30
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f"), " ")
_INDENT = re.compile(r"\s*")
_FIRST_WORD = re.compile(r"\s*\S+")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\s+|$)")
_BEGINS = re.compile(rf"[\"'“‘«„(\[]*[{UPPER}\d]")
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:[A-Z]|Dr|Mr|Mrs|Ms|St|Jr|Sr|Inc|Corp|Ltd|Co|Mt|Ft|No|Gov|Sen|Rep|Reps|Gen|Col|Maj|Capt|Cmdr|Lt|Adm|Prof"
    r"|Sgt|Brig|Hon|Rev|Bros|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Calif|Fla|Tex|Ala|Va|Md|Ga|Ariz|Colo"
    r"|Mass|Miss|Mich|Minn|Pa|Wash|Wis|Ill|Ind|Conn|Del|Kan|La|Mo|Mont|Neb|Nev|Okla|Ore|Tenn|Wyo|[a-z]\.[a-z])\.$"
)
_LONGEST_ABBREVIATION = 8
# Initials of a body that often end a sentence: "in the U.S. The agency".
_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.$")
_NEW = re.compile(r"(?:The|A|An|It|He|She|They|In|On|At|But|And|This|That|These|We|As|For|After|When|While)\b")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, without the breaks and indents between them.

    A blank line parts two paragraphs, and so does a line break, unless its lines were broken to fit a width.
    """
    found: list[Span] = []
    start = 0
    for match in _BLANK.finditer(text):
        found.extend(_lines(text, start, match.start()))
        start = match.end()
    found.extend(_lines(text, start, len(text)))
    return [span for span in (_without_indent(text, each) for each in found) if span.start < span.end]


def _without_indent(text: str, span: Span) -> Span:
    if not text[span.start : span.start + 1].isspace():
        return span
    indent = _INDENT.match(text, span.start, span.end)
    return Span(indent.end(), span.end) if indent else span


def unwrapped(text: str) -> str:
    """The text with a space for each line break within a paragraph and for each odd space, so that no offset moves."""
    plain = text.translate(_SPACES)
    if "\n" not in plain.strip("\n"):
        return plain
    pieces: list[str] = []
    at = 0
    for start, end in paragraphs(plain):
        pieces += (plain[at:start], plain[start:end].replace("\n", " "))
        at = end
    return "".join((*pieces, plain[at:]))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraphs of a block without blank lines."""
    if start >= end:
        return
    if "\n" not in text[start:end]:
        yield Span(start, end)
        return
    lines: list[Span] = []
    at = start
    while at <= end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            lines.append(Span(at, stop))
        at = stop + 1
    width = max((line.end - line.start for line in lines), default=0)
    begin: int | None = None
    for number, line in enumerate(lines):
        if begin is None:
            begin = line.start
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following is not None and _SHORTEST_WRAPPED < width <= _LONGEST_WRAPPED:
            word = _FIRST_WORD.match(text, following.start, following.end)
            length = line.end - line.start
            # The next word did not fit, or the sentence goes on.
            if word and (
                length + len(word[0]) >= width or (length > _SHORTEST_WRAPPED and word[0].strip()[0].islower())
            ):
                continue
        yield Span(begin, line.end)
        begin = None


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of a paragraph, without the spaces between them; quotation marks do not hide their ends."""
    found: list[Span] = []
    start = paragraph.start
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if match.end() < paragraph.end and not _ends(text, match):
            continue
        end = match.start() + len(match[0].rstrip())
        if end > start:
            found.append(Span(start, end))
        start = match.end()
    if start < paragraph.end:
        found.append(Span(start, paragraph.end))
    return found


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop with a space behind it ends a sentence."""
    if not _BEGINS.match(text, stop.end()):
        return False
    if stop[0][0] != "." or stop[0][1:2].strip():
        return True
    before = text[max(stop.start() - _LONGEST_ABBREVIATION, 0) : stop.start() + 1]
    if not _ABBREVIATED.search(before):
        return True
    return bool(_INITIALS.search(before) and _NEW.match(text, stop.end()))


class Places:
    """Spans in order and apart, to ask which one an offset stands in."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self._starts = [span.start for span in spans]

    def index(self, offset: int) -> int:
        """The number of the last span that begins at or before an offset, or -1."""
        return bisect_right(self._starts, offset) - 1

    def holds(self, offset: int) -> bool:
        """Whether an offset stands in one of the spans."""
        number = self.index(offset)
        return number >= 0 and offset < self.spans[number].end

    def end_before(self, offset: int) -> int:
        """Where the last span ends that ends at or before an offset, or 0."""
        number = self.index(offset)
        if number >= 0 and self.spans[number].end > offset:
            number -= 1
        return self.spans[number].end if number >= 0 else 0

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with one of the spans."""
        number = max(self.index(start), 0)
        return any(span.start < end and start < span.end for span in self.spans[number : number + 2])
