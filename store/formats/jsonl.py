"""JSON Lines: annotated texts, one JSON object a line.

    {"id", "text", "mentions": [{"start", "end", "kind", "name", "record", "score", "origin", "state", "author"}],
     "relations": [{"subject", "predicate", "object", "role"}],
     "quotes": [{"speaker", "start", "end", "indirect"}], "title", "source", "language", "published"}

Only `text` is required of a document, and `start`, `end`, `kind` and `name` of a mention; null is the same as
absent. Other keys are passed over, so that plain collections of texts from elsewhere can be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Any, NoReturn

from store.errors import FormatError
from store.formats.annotation import known_kind, known_predicate
from store.formats.several import DocumentNames
from store.formats.titles import title_from
from store.model import Annotation, IncomingDocument, Origin, Quotation, Relation, State

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\S+)?)?)?")
_SHOWN_NOWHERE = (State.REJECTED, State.WITHDRAWN)


class Detail(IntEnum):
    """How much `dump` says about each mention, each step more than the one before."""

    SPANS = 0
    """Span, kind and name: what gold annotation carries."""
    PROPOSALS = 1
    """With record, score and origin: what an extraction says."""
    DECISIONS = 2
    """With state and author: what an export says."""


def read(lines: Iterable[str], *, source: str, identifier: str = "line") -> Iterator[IncomingDocument]:
    """Read documents, one a line; blank lines are passed over.

    Args:
        lines: the lines, split at line feeds alone.
        source: the absolute path of the file.
        identifier: what the identifier of a document without `id` begins with; its line number follows.

    Raises:
        FormatError: A line breaks the format; the documents of the lines before it have been given.
    """
    names = DocumentNames(source, identifier)
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix("\ufeff") if number == 1 else line
        if not content.strip():
            continue
        try:
            yield _document(_parsed(content), names, number)
        except FormatError as fault:
            raise FormatError(f"{source}, line {number}: {fault}.") from None


def dump(document: IncomingDocument, *, detail: Detail = Detail.DECISIONS) -> str:
    """Write a document as one line, without a line end."""
    written: dict[str, Any] = {
        "id": document.identifier,
        "title": document.title,
        "source": document.source,
        "language": document.language,
    }
    if document.published is not None:
        written["published"] = document.published
    written["text"] = document.text
    written["mentions"] = [_dumped_mention(mention, detail) for mention in document.mentions]
    written["relations"] = [_dumped_relation(relation) for relation in document.relations]
    written["quotes"] = [_dumped_quotation(quotation) for quotation in document.quotations]
    return json.dumps(written, ensure_ascii=False, allow_nan=False)


def _dumped_mention(mention: Annotation, detail: Detail) -> dict[str, Any]:
    written: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "kind": mention.kind,
        "name": mention.name,
    }
    if detail >= Detail.PROPOSALS:
        written |= {"record": mention.record_id, "score": mention.score, "origin": mention.origin}
    if detail >= Detail.DECISIONS:
        written |= {"state": mention.state, "author": mention.author}
    return written


def _dumped_relation(relation: Relation) -> dict[str, str]:
    written = {"subject": relation.subject, "predicate": relation.predicate, "object": relation.object}
    return written if relation.role is None else written | {"role": relation.role}


def _dumped_quotation(quotation: Quotation) -> dict[str, Any]:
    written: dict[str, Any] = {"speaker": quotation.speaker, "start": quotation.start, "end": quotation.end}
    return written | {"indirect": True} if quotation.indirect else written


def _parsed(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line, object_pairs_hook=_without_repeats, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        raise FormatError(f"this is no JSON ({fault.msg} at column {fault.colno})") from None
    except (ValueError, RecursionError):
        raise FormatError("this JSON has a number too long or is nested too deeply") from None
    if not isinstance(value, dict):
        raise FormatError("a document is a JSON object in braces")
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise FormatError(f"the key {repeated!r} stands twice in one object")
    return result


def _no_number(name: str) -> NoReturn:
    raise FormatError(f"{name} is no number of JSON")


def _document(value: dict[str, Any], names: DocumentNames, line: int) -> IncomingDocument:
    text = _text(value, "text", "the document")
    if not text.strip():
        raise FormatError("the text is empty")
    if "\0" in text:
        raise FormatError("the text holds a NUL character")
    published = _text_or_none(value, "published", "the document")
    if published is not None and not _DATE.fullmatch(published):
        raise FormatError(f"the date {published!r} is not written as ISO 8601, such as 2018-06-06")
    identifier = names.identifier(_identifier(value), line)
    return IncomingDocument(
        identifier=identifier,
        title=_text_or_none(value, "title", "the document") or title_from(text, identifier),
        text=text,
        source=names.source(_text_or_none(value, "source", "the document"), identifier),
        language=_text_or_none(value, "language", "the document") or "en",
        published=published,
        mentions=_mentions(value, len(text)),
        relations=tuple(_relation(item, label) for item, label in _objects(value, "relations", "relation")),
        quotations=tuple(_quotation(item, label, len(text)) for item, label in _objects(value, "quotes", "quotation")),
    )


def _identifier(value: dict[str, Any]) -> str | None:
    identifier = value.get("id")
    if type(identifier) is int:
        return str(identifier)
    return _text_or_none(value, "id", "the document")


def _mentions(value: dict[str, Any], length: int) -> tuple[Annotation, ...]:
    mentions = tuple(_mention(item, label, length) for item, label in _objects(value, "mentions", "mention"))
    # A rejected mention may lie beneath the one that was put in its place.
    standing = sorted(mention[:2] for mention in mentions if mention.state not in _SHOWN_NOWHERE)
    end_before = 0
    for start, end in standing:
        if start < end_before:
            raise FormatError(f"the mention from {start} to {end} overlaps with the one before it")
        end_before = end
    return mentions


def _mention(item: dict[str, Any], label: str, length: int) -> Annotation:
    start, end = _span(item, label, length)
    origin = _text_or_none(item, "origin", label)
    state = _text_or_none(item, "state", label)
    if origin is not None and origin not in set(Origin):
        raise FormatError(f"{label} has the unknown origin {origin!r}")
    if state is not None and state not in set(State):
        raise FormatError(f"{label} has the unknown state {state!r}")
    return Annotation(
        start=start,
        end=end,
        kind=known_kind(_text(item, "kind", label)),
        name=_name(item, "name", label),
        record_id=_text_or_none(item, "record", label),
        score=_score(item, label),
        origin=None if origin is None else Origin(origin),
        state=None if state is None else State(state),
        author=_text_or_none(item, "author", label),
    )


def _relation(item: dict[str, Any], label: str) -> Relation:
    return Relation(
        subject=_name(item, "subject", label),
        predicate=known_predicate(_text(item, "predicate", label)),
        object=_name(item, "object", label),
        role=_text_or_none(item, "role", label),
    )


def _quotation(item: dict[str, Any], label: str, length: int) -> Quotation:
    start, end = _span(item, label, length)
    indirect = item.get("indirect")
    if indirect is not None and not isinstance(indirect, bool):
        raise FormatError(f"'indirect' of {label} is neither true nor false")
    return Quotation(_name(item, "speaker", label), start, end, bool(indirect))


def _objects(value: dict[str, Any], key: str, singular: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects of a list, each with the words by which a fault names it."""
    items = value.get(key)
    if items is None:
        return
    if not isinstance(items, list):
        raise FormatError(f"{key!r} is not a list")
    for number, item in enumerate(items, start=1):
        label = f"{singular} {number}"
        if not isinstance(item, dict):
            raise FormatError(f"{label} is not an object in braces")
        yield item, label


def _span(item: dict[str, Any], label: str, length: int) -> tuple[int, int]:
    start, end = item.get("start"), item.get("end")
    # `bool` is an `int` to Python, and true is no offset.
    if type(start) is not int or type(end) is not int:
        raise FormatError(f"{label} has no whole numbers as start and end")
    if not 0 <= start < end <= length:
        raise FormatError(f"{label} goes from {start} to {end}, and the text has {length} characters")
    return start, end


def _score(item: dict[str, Any], label: str) -> float | None:
    score = item.get("score")
    if score is None:
        return None
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise FormatError(f"the score of {label} is no number from 0 to 1")
    return float(score)


def _name(value: dict[str, Any], key: str, label: str) -> str:
    name = _text(value, key, label)
    if not name.strip():
        raise FormatError(f"{key!r} of {label} is empty")
    return name


def _text(value: dict[str, Any], key: str, label: str) -> str:
    text = _text_or_none(value, key, label)
    if text is None:
        raise FormatError(f"{label} has no {key!r}")
    return text


def _text_or_none(value: dict[str, Any], key: str, label: str) -> str | None:
    text = value.get(key)
    if text is None:
        return None
    if not isinstance(text, str):
        raise FormatError(f"{key!r} of {label} is not a text")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise FormatError(f"{key!r} of {label} holds half a surrogate pair, which is no character") from None
    return text
