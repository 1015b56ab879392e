"""Deciding on relations and quotations: accept, reject, add and change, as on mentions."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from store import decisions, records, statements
from store.database import transaction
from store.errors import ImpossibleDecisionError, UnknownStatementError
from store.log import Change
from store.model import Action, Predicate, Span, State
from store.outcomes import Outcome
from store.standings import QuotationStanding, RelationStanding

_S = TypeVar("_S", RelationStanding, QuotationStanding)
#: The fields of a speaker where the text names none.
_NOBODY: dict[str, Any] = {"speaker": "", "speaker_start": None, "speaker_end": None, "speaker_given": None}


def accept_relations(connection: sqlite3.Connection, numbers: Sequence[int], author: str) -> Outcome:
    """Confirm relations as they are.

    Raises:
        UnknownStatementError: one of them is not in the library.
    """
    return _judge(connection, RelationStanding, Action.ACCEPT, numbers, author, State.ACCEPTED)


def reject_relations(connection: sqlite3.Connection, numbers: Sequence[int], author: str) -> Outcome:
    """Say that the text does not state these relations.

    Raises:
        UnknownStatementError: one of them is not in the library.
    """
    return _judge(connection, RelationStanding, Action.REJECT, numbers, author, State.REJECTED)


def accept_quotations(connection: sqlite3.Connection, numbers: Sequence[int], author: str) -> Outcome:
    """Confirm quotations as they are.

    Raises:
        UnknownStatementError: one of them is not in the library.
    """
    return _judge(connection, QuotationStanding, Action.ACCEPT, numbers, author, State.ACCEPTED)


def reject_quotations(connection: sqlite3.Connection, numbers: Sequence[int], author: str) -> Outcome:
    """Say that these words are no quotations.

    Raises:
        UnknownStatementError: one of them is not in the library.
    """
    return _judge(connection, QuotationStanding, Action.REJECT, numbers, author, State.REJECTED)


def change_relation(
    connection: sqlite3.Connection,
    number: int,
    author: str,
    *,
    predicate: Predicate | None = None,
    subject: Span | None = None,
    object: Span | None = None,
    role: str | None = None,
) -> Outcome:
    """Say how a relation is rightly; what is not given stays as it is, and an empty role takes the role away.

    Raises:
        UnknownStatementError: it is not in the library.
        ImpossibleDecisionError: an end is no mention.
    """
    with transaction(connection):
        old, document_id = _standing(connection, RelationStanding, number)
        new = replace(old, state=State.ACCEPTED.value, author=author)
        if predicate is not None:
            new = replace(new, predicate=predicate.value)
        if role is not None:
            new = replace(new, role=role.strip() or None)
        for end, span in (("subject", subject), ("object", object)):
            if span is not None:
                new = replace(new, **_end(connection, document_id, end, span))
        if new.start is None and new.subject_start is not None and new.object_start is not None:
            new = replace(new, **_stretch(new))
        words = f"change {_told(old)} to {_told(new)}"
        return _write(connection, Action.CHANGE, words, [Change(number, old, new)], author)


def change_quotation(
    connection: sqlite3.Connection,
    number: int,
    author: str,
    *,
    span: Span | None = None,
    speaker: Span | None = None,
    indirect: bool | None = None,
    is_unattributed: bool = False,
) -> Outcome:
    """Say where a quotation stands, whose it is, and whether it is indirect; what is not given stays as it is.

    Args:
        connection: the library.
        number: the quotation.
        author: who says so.
        span: where it stands in the text, in code points.
        speaker: the mention of its speaker.
        indirect: whether it is reported rather than direct speech.
        is_unattributed: the text does not say whose it is.

    Raises:
        UnknownStatementError: it is not in the library.
        ImpossibleDecisionError: the speaker is no mention, or the text has no such place.
    """
    with transaction(connection):
        old, document_id = _standing(connection, QuotationStanding, number)
        new = replace(old, state=State.ACCEPTED.value, author=author)
        if span is not None:
            _text(connection, document_id, span)
            new = replace(new, start=span.start, end=span.end)
        if speaker is not None:
            new = replace(new, **_end(connection, document_id, "speaker", speaker))
        elif is_unattributed:
            new = replace(new, **_NOBODY)
        if indirect is not None:
            new = replace(new, indirect=indirect)
        words = f"change {_quoted(connection, document_id, old)} of {new.speaker or 'nobody'}"
        return _write(connection, Action.CHANGE, words, [Change(number, old, new)], author)


def add_relation(
    connection: sqlite3.Connection,
    document_id: int,
    subject: Span,
    predicate: Predicate,
    object: Span,
    author: str,
    *,
    role: str | None = None,
) -> Outcome:
    """Say that a document states a relation between two of its mentions.

    Raises:
        ImpossibleDecisionError: an end is no mention.
    """
    with transaction(connection):
        held = {**_end(connection, document_id, "subject", subject), **_end(connection, document_id, "object", object)}
        start, end = min(subject.start, object.start), max(subject.end, object.end)
        new = RelationStanding(
            **held,
            predicate=predicate.value,
            role=role,
            start=start,
            end=end,
            state=State.ACCEPTED.value,
            author=author,
        )
        number, before = statements.unmade(connection, document_id, new)
        return _write(connection, Action.ADD, f"add {_told(new)}", [Change(number, before, new)], author)


def add_quotation(
    connection: sqlite3.Connection,
    document_id: int,
    span: Span,
    speaker: Span | None,
    author: str,
    *,
    indirect: bool = False,
) -> Outcome:
    """Say that words of a document are speech, and whose.

    Raises:
        ImpossibleDecisionError: the speaker is no mention, or the text has no such place.
    """
    with transaction(connection):
        held = _end(connection, document_id, "speaker", speaker) if speaker else _NOBODY
        _text(connection, document_id, span)
        new = QuotationStanding(
            **held,
            start=span.start,
            end=span.end,
            cue_start=None,
            cue_end=None,
            indirect=indirect,
            state=State.ACCEPTED.value,
            author=author,
        )
        number, before = statements.unmade(connection, document_id, new)
        words = f"add {_quoted(connection, document_id, new)} of {new.speaker or 'nobody'}"
        return _write(connection, Action.ADD, words, [Change(number, before, new)], author)


def _judge(
    connection: sqlite3.Connection, subject: type[_S], action: Action, numbers: Sequence[int], author: str, state: State
) -> Outcome:
    with transaction(connection):
        changes, words = [], ""
        for number in dict.fromkeys(numbers):
            old, document_id = _standing(connection, subject, number)
            told = _told(old) if isinstance(old, RelationStanding) else _quoted(connection, document_id, old)
            words = f"{action.value} {told}"
            changes.append(Change(number, old, replace(old, state=state.value, author=author)))
        if len(changes) > 1:
            words = f"{action.value} {len(changes)} {subject.table}"
        return _write(connection, action, words, changes, author)


def _write(
    connection: sqlite3.Connection, action: Action, words: str, changes: Sequence[Change], author: str
) -> Outcome:
    changed = [change for change in changes if change.before != change.after]
    return decisions.write(connection, action, words, changed, author)


def _standing(connection: sqlite3.Connection, subject: type[_S], number: int) -> tuple[_S, int]:
    found = subject.read(connection, [number])
    if number not in found or found[number].state == State.WITHDRAWN:
        raise UnknownStatementError
    row = connection.execute(f"SELECT document_id FROM {subject.table} WHERE id = ?", [number]).fetchone()
    return found[number], int(row[0])


def _end(connection: sqlite3.Connection, document_id: int, end: str, span: Span) -> dict[str, Any]:
    """The fields of an end: its span, and the record and name that it has at first."""
    row = connection.execute(
        "SELECT record_id FROM mentions WHERE document_id = ? AND start_offset = ? AND end_offset = ? "
        "AND state IN ('proposed', 'accepted')",
        [document_id, span.start, span.end],
    ).fetchone()
    if row is None:
        raise ImpossibleDecisionError("Both ends of a statement must be marked names; mark them first.")
    name = records.get(connection, row[0]).name
    return {end: name, f"{end}_start": span.start, f"{end}_end": span.end, f"{end}_given": row[0]}


def _stretch(relation: RelationStanding) -> dict[str, Any]:
    places = [p for p in (relation.subject_start, relation.object_start) if p is not None]
    behind = [p for p in (relation.subject_end, relation.object_end) if p is not None]
    return {"start": min(places), "end": max(behind)}


def _told(relation: RelationStanding) -> str:
    words = f"{relation.subject} {relation.predicate.replace('_', ' ')} {relation.object}"
    return f"“{words} as {relation.role}”" if relation.role else f"“{words}”"


def _text(connection: sqlite3.Connection, document_id: int, span: Span) -> str:
    row = connection.execute("SELECT text FROM documents WHERE id = ?", [document_id]).fetchone()
    if row is None or not 0 <= span.start < span.end <= len(row[0]):
        raise ImpossibleDecisionError("That place is not in the text.")
    return str(row[0][span.start : span.end])


def _quoted(connection: sqlite3.Connection, document_id: int, quotation: QuotationStanding) -> str:
    words = " ".join(_text(connection, document_id, Span(quotation.start, quotation.end)).split())
    return f"“{words if len(words) <= 60 else words[:57] + '…'}”"
