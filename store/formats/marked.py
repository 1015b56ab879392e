"""The working format of annotation: a text with marks in it, for hand and eye.

    [[Jan Woerner|PERSON|Jan Wörner]] of [[ESA|AGENCY|European Space Agency]] said, “It has been a good year.”
    ====
    REL Jan Wörner | holds_role | European Space Agency | director-general
    QUOTE Jan Wörner | It has been … a good year.

The text is everything before the line of four equals signs, without the line end that leads to it; the last such
line counts, so that a text may have others. Titles, dates, records, scores, decisions and indirect speech have no
place here.

A quotation stands whole or as its first words, an ellipsis and its last words. It is the first such place behind
the quotation of the line before, or else the first in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from store.errors import FormatError
from store.formats.annotation import known_kind, known_predicate
from store.formats.titles import title_from
from store.model import Annotation, IncomingDocument, Quotation, Relation

_MARK = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]|]+)\|([^\[\]|]+)\]\]")
_BRACKETS = re.compile(r"\[\[|\]\]")
_SEPARATOR = re.compile(r"(\r?\n)====(?:\1|\Z)")
_WORD = re.compile(r"\S+")
_ELLIPSIS = " … "
_FEWEST_WORDS, _MOST_WORDS = 3, 20


def read(text: str, *, identifier: str, source: str) -> IncomingDocument:
    """Read a marked text.

    Args:
        text: the content of the file.
        identifier: the identifier of the document.
        source: the absolute path of the file.

    Raises:
        FormatError: A mark, relation or quotation cannot be understood, or names what is not marked.
    """
    body, lines, first_line = _parts(text)
    plain, mentions = _unmarked(body, source)
    names = {mention.name for mention in mentions}
    relations: list[Relation] = []
    quotations: list[Quotation] = []
    for number, line in enumerate(lines, start=first_line):
        try:
            if line.startswith("REL "):
                relations.append(_relation(line[4:], names))
            elif line.startswith("QUOTE "):
                behind = quotations[-1].end if quotations else 0
                quotations.append(_quotation(line[6:], names, plain, behind))
            elif line.strip():
                raise FormatError(f"{line.strip()[:60]!r} begins with neither REL nor QUOTE")
        except FormatError as fault:
            raise FormatError(f"{source}, line {number}: {fault}.") from None
    return IncomingDocument(
        identifier=identifier,
        title=title_from(plain, identifier),
        text=plain,
        source=source,
        mentions=mentions,
        relations=tuple(relations),
        quotations=tuple(quotations),
    )


def dump(document: IncomingDocument) -> str:
    """Write a document so that reading gives back its text, spans, kinds, names, relations and direct speech.

    Raises:
        FormatError: The document has what the format cannot say, such as overlapping mentions or a text with
            double square brackets.
    """
    mentions = sorted(mention[:4] for mention in document.mentions)
    quotations = tuple(quotation for quotation in document.quotations if not quotation.indirect)
    written = "".join(_marked(document.text, mentions)) + "\n====\n"
    written += "".join(_relation_line(relation) for relation in document.relations)
    try:
        written += "".join(_quotation_lines(quotations, document.text))
        same = read(written, identifier=document.identifier, source=document.identifier)
    except FormatError as fault:
        raise FormatError(f"{document.identifier!r} cannot be written as a marked text: {fault}") from None
    found = [mention[:4] for mention in same.mentions]
    if (same.text, found, same.relations, same.quotations) != (
        document.text,
        mentions,
        document.relations,
        quotations,
    ):
        raise FormatError(
            f"{document.identifier!r} cannot be written as a marked text: its mentions overlap, "
            "or it has names or quotations with bars, brackets, line ends or outer spaces."
        )
    return written


def _parts(content: str) -> tuple[str, list[str], int]:
    """The marked text, the lines behind the separator, and the number of the first of them."""
    separators = list(_SEPARATOR.finditer(content))
    if not separators:
        return content, [], 0
    last = separators[-1]
    tail = content[last.end() :].split("\n")
    return content[: last.start()], [line.removesuffix("\r") for line in tail], content.count("\n", 0, last.end()) + 1


def _unmarked(body: str, source: str) -> tuple[str, tuple[Annotation, ...]]:
    pieces: list[str] = []
    mentions: list[Annotation] = []
    length = position = 0
    for mark in _MARK.finditer(body):
        pieces.append(_without_brackets(body, position, mark.start(), source))
        length += len(pieces[-1])
        surface, kind, name = mark.groups()
        try:
            if not name.strip():
                raise FormatError(f"the mark on {surface!r} has no name")
            mentions.append(Annotation(length, length + len(surface), known_kind(kind), name.strip()))
        except FormatError as fault:
            raise FormatError(f"{source}, line {_line_of(body, mark.start())}: {fault}.") from None
        pieces.append(surface)
        length += len(surface)
        position = mark.end()
    pieces.append(_without_brackets(body, position, len(body), source))
    return "".join(pieces), tuple(mentions)


def _without_brackets(body: str, start: int, end: int, source: str) -> str:
    stray = _BRACKETS.search(body, start, end)
    if stray:
        shown = body[stray.start() :].partition("\n")[0][:60]
        raise FormatError(
            f"{source}, line {_line_of(body, stray.start())}: {shown!r} is no mark of the form [[words|KIND|name]]."
        )
    return body[start:end]


def _line_of(body: str, position: int) -> int:
    return body.count("\n", 0, position) + 1


def _relation(fields: str, names: set[str]) -> Relation:
    parts = [part.strip() for part in fields.split(" | ")]
    if len(parts) not in (3, 4) or not all(parts):
        raise FormatError("a relation is written REL subject | predicate | object | role, the role where there is one")
    subject, predicate, target = parts[:3]
    for end in (subject, target):
        _check_name(end, names)
    return Relation(subject, known_predicate(predicate), target, parts[3] if len(parts) == 4 else None)


def _quotation(fields: str, names: set[str], text: str, behind: int) -> Quotation:
    speaker, _, words = fields.partition(" | ")
    _check_name(speaker.strip(), names)
    span = _located(words, text, behind) or _located(words, text, 0)
    if span is None:
        raise FormatError(f"the quotation {words.strip()[:60]!r} does not stand in the text")
    return Quotation(speaker.strip(), *span)


def _check_name(name: str, names: set[str]) -> None:
    if name not in names:
        raise FormatError(f"{name!r} is the name of no mark")


def _located(words: str, text: str, behind: int) -> tuple[int, int] | None:
    """The first span behind an offset that stands as these words, or begins and ends with them."""
    first, ellipsis, last = (part.strip() for part in words.partition(_ELLIPSIS))
    start = text.find(first, behind)
    if not first or start < 0:
        return None
    if not ellipsis:
        return start, start + len(first)
    at = text.find(last, start + len(first))
    return (start, at + len(last)) if last and at >= 0 else None


def _marked(text: str, mentions: Sequence[tuple[int, int, str, str]]) -> Iterator[str]:
    position = 0
    for start, end, kind, name in mentions:
        yield f"{text[position:start]}[[{text[start:end]}|{kind}|{name}]]"
        position = end
    yield text[position:]


def _relation_line(relation: Relation) -> str:
    parts = [relation.subject, relation.predicate, relation.object]
    return f"REL {' | '.join(parts if relation.role is None else [*parts, relation.role])}\n"


def _quotation_lines(quotations: Sequence[Quotation], text: str) -> Iterator[str]:
    behind = 0
    for quotation in quotations:
        yield _quotation_line(quotation, text, behind)
        behind = quotation.end


def _quotation_line(quotation: Quotation, text: str, behind: int) -> str:
    """The shortest line of three words or more from each end that is read as this very span."""
    span = (quotation.start, quotation.end)
    for words in _abridgements(text[quotation.start : quotation.end]):
        if (_located(words, text, behind) or _located(words, text, 0)) == span:
            return f"QUOTE {quotation.speaker} | {words}\n"
    raise FormatError(
        f"the quotation from {quotation.start} to {quotation.end} cannot be told from another place of the text."
    )


def _abridgements(quoted: str) -> Iterator[str]:
    """Ways to write a quotation, best first; a line end cannot be written."""
    words = list(_WORD.finditer(quoted))
    counts = [*range(_FEWEST_WORDS, min(_MOST_WORDS, len(words) // 2) + 1), *range(_FEWEST_WORDS - 1, 0, -1)]
    ways = [
        f"{quoted[: words[n - 1].end()]}{_ELLIPSIS}{quoted[words[-n].start() :]}" for n in counts if 2 * n <= len(words)
    ]
    # Three words from each end say no less than six words whole.
    whole_first = len(words) <= 2 * _FEWEST_WORDS
    ways.insert(0 if whole_first else max(0, len(ways) - _FEWEST_WORDS + 1), quoted)
    return (way for way in ways if "\n" not in way)
