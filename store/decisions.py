"""Decisions: what people decide on mentions, kept for good. Undo and redo are in `undoing`, the log in `log`.

Every function is one transaction and one group of the log, which one undo takes back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from store import log, records, rules
from store.database import transaction
from store.errors import ImpossibleDecisionError, UnknownMentionError
from store.log import Change
from store.model import Action, Kind, State
from store.outcomes import Outcome, settled
from store.planning import REPLACED, Plan
from store.standings import MentionStanding
from store.undoing import author_of_reverted, last_done, next_undone, redo, undo

__all__ = [
    "Outcome",
    "accept",
    "add",
    "author_of_reverted",
    "change_boundaries",
    "change_kind",
    "flag",
    "last_done",
    "link",
    "never_link",
    "next_undone",
    "note",
    "redo",
    "reject",
    "undo",
    "unlink",
]


def accept(connection: sqlite3.Connection, mention_ids: Sequence[int], author: str) -> Outcome:
    """Confirm mentions as they are.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """
    return _decide(connection, Action.ACCEPT, mention_ids, author, lambda old: accepted(old, author))


def reject(connection: sqlite3.Connection, mention_ids: Sequence[int], author: str) -> Outcome:
    """Say that these spans are no mentions.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """
    return _decide(
        connection,
        Action.REJECT,
        mention_ids,
        author,
        lambda old: old.decided(State.REJECTED, author),
    )


def change_kind(connection: sqlite3.Connection, mention_ids: Sequence[int], kind: Kind, author: str) -> Outcome:
    """Say what kind mentions are of, and point them to the record of that kind that bears their name.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """
    found: dict[str, str] = {}

    def change(old: MentionStanding) -> MentionStanding:
        if old.kind == kind:
            return accepted(old, author)
        if old.record not in found:
            name = connection.execute("SELECT name FROM records WHERE id = ?", [old.record]).fetchone()[0]
            found[old.record] = records.ensure(connection, kind, name)
        return replace(accepted(old, author), kind=kind.value, record=found[old.record])

    return _decide(connection, Action.CHANGE_KIND, mention_ids, author, change, detail=f"to {kind.value}")


def change_boundaries(connection: sqlite3.Connection, mention_id: int, start: int, end: int, author: str) -> Outcome:
    """Say where a mention begins and ends; it stays the same mention, with its number, kind and record.

    Raises:
        UnknownMentionError: it is not in the library.
        ImpossibleDecisionError: the text has no such place.
    """
    with transaction(connection):
        plan = Plan(connection, [mention_id])
        old = plan.deciding(mention_id)
        words = f"change boundaries of “{_words(connection, mention_id)}”"
        _check_span(_whole_text(connection, plan.document(mention_id)), start, end)
        carry(plan, mention_id, replace(accepted(old, author), start=start, end=end))
        detail = f"to “{_text(connection, plan.document(mention_id), start, end)}”"
        return write(connection, Action.CHANGE_BOUNDARIES, f"{words} {detail}", plan.changes(), author)


def add(
    connection: sqlite3.Connection,
    document_id: int,
    spans: Sequence[tuple[int, int]],
    kind: Kind,
    author: str,
    *,
    record_id: str | None = None,
    name: str | None = None,
) -> Outcome:
    """Say that spans of a document are mentions.

    Args:
        connection: the library.
        document_id: the document.
        spans: starts and ends.
        kind: what they are, unless a record is given, which says so itself.
        author: whose decision it is.
        record_id: what they mean; without it, the record of the kind that bears the name.
        name: what they are called; without it, as their words have it.

    Raises:
        UnknownRecordError: there is no such record.
        ImpossibleDecisionError: the text has no such place.
    """
    with transaction(connection):
        kind = records.get(connection, record_id).kind if record_id is not None else kind
        text = _whole_text(connection, document_id)
        places = []
        for start, end in spans:
            _check_span(text, start, end)
            record = record_id or records.ensure(connection, kind, name or text[start:end])
            places.append((document_id, MentionStanding(start, end, kind.value, record, State.ACCEPTED.value, author)))
        plan = Plan(connection, [])
        mark(connection, plan, places)
        what = f"“{text[slice(*spans[0])]}”" if len(spans) == 1 else f"{len(spans)} mentions"
        return write(connection, Action.ADD, f"add {what} as {kind.value}", plan.changes(), author)


def mark(connection: sqlite3.Connection, plan: Plan, places: Iterable[tuple[int, MentionStanding]]) -> None:
    """Plan that places of documents are mentions: those that stand there, or else new ones.

    Runs inside the caller's transaction.
    """
    for document_id, wanted in places:
        carry(plan, *taken_up(connection, plan, document_id, wanted))


def taken_up(
    connection: sqlite3.Connection, plan: Plan, document_id: int, wanted: MentionStanding
) -> tuple[int, MentionStanding]:
    """Take into a plan what stands at a place, or else room for what shall stand there.

    Runs inside the caller's transaction.

    Returns:
        Its number, and how it shall stand: as is wanted, with the note and the flag that it has.
    """
    row = connection.execute(
        "SELECT id FROM mentions WHERE document_id = ? AND start_offset = ? AND end_offset = ? "
        "ORDER BY state = 'withdrawn', state = 'rejected', id DESC LIMIT 1",
        [document_id, wanted.start, wanted.end],
    ).fetchone()
    if row is None:
        number, before = unmade(connection, document_id, wanted)
    else:
        number, before = row[0], MentionStanding.read(connection, [row[0]])[row[0]]
        wanted = replace(wanted, note=before.note, flagged=before.flagged)
    plan.add(number, document_id, before)
    return number, wanted


def link(connection: sqlite3.Connection, mention_ids: Sequence[int], record_id: str, author: str) -> Outcome:
    """Say which record mentions mean; they become of its kind.

    Raises:
        UnknownMentionError: one of them is not in the library.
        UnknownRecordError: there is no such record.
    """
    record = records.get(connection, record_id)
    return _decide(
        connection,
        Action.LINK,
        mention_ids,
        author,
        lambda old: replace(accepted(old, author), kind=record.kind.value, record=record.id),
        detail=f"to {record.name}",
    )


def unlink(connection: sqlite3.Connection, mention_ids: Sequence[int], author: str) -> Outcome:
    """Say that mentions do not mean their record: each then has a provisional one that bears its words as a name.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """

    def change(number: int, old: MentionStanding) -> MentionStanding:
        return replace(accepted(old, author), record=apart(connection, number, old))

    return _decide_each(connection, Action.UNLINK, mention_ids, author, change)


def never_link(connection: sqlite3.Connection, mention_id: int, author: str, *, everywhere: bool) -> Outcome:
    """Say that a mention's words do not mean its record, and never shall, in its document or in the whole library.

    The mention is unlinked; what nobody has decided on, of the same words and record, is so as well, and later
    extractions are told.

    Raises:
        UnknownMentionError: it is not in the library.
    """
    with transaction(connection):
        plan = Plan(connection, [mention_id])
        old = plan.deciding(mention_id)
        words = _words(connection, mention_id)
        other = apart(connection, mention_id, old)
        scope = None if everywhere else plan.document(mention_id)
        meant = {old.record, records.get(connection, old.record).id}
        made = [rules.make(connection, scope, words, record, other, author) for record in sorted(meant)]
        plan.put(mention_id, replace(accepted(old, author), record=other))
        where = "anywhere" if everywhere else "in this document"
        told = f"never link “{words}” to {records.get(connection, old.record).name} {where}"
        return write(connection, Action.NEVER_LINK, told, [*made, *plan.changes()], author)


def note(connection: sqlite3.Connection, mention_ids: Sequence[int], text: str, author: str) -> Outcome:
    """Write a note on mentions, or take it away with an empty one; they stay as undecided as they are.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """
    kept = text.strip() or None
    detail = f": {kept}" if kept else "taken away"
    return _decide(
        connection, Action.NOTE, mention_ids, author, lambda old: replace(old, note=kept), detail=detail, on="on"
    )


def flag(connection: sqlite3.Connection, mention_ids: Sequence[int], flagged: bool, author: str) -> Outcome:
    """Flag mentions to come back to, or take the flag away; they stay as undecided as they are.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """
    detail = "" if flagged else "taken away"
    return _decide(
        connection, Action.FLAG, mention_ids, author, lambda old: replace(old, flagged=flagged), detail=detail, on="on"
    )


def unmade(connection: sqlite3.Connection, document_id: int, wanted: MentionStanding) -> tuple[int, MentionStanding]:
    """Make room for a mention that a decision is about to bring: its number, and how it stands until then.

    Runs inside the caller's transaction.
    """
    before = replace(wanted, state=State.WITHDRAWN.value, author=None, note=None, flagged=False)
    mention_id = connection.execute(
        "INSERT INTO mentions (document_id, start_offset, end_offset, kind, record_id, state) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [document_id, before.start, before.end, before.kind, before.record, before.state],
    ).lastrowid
    assert mention_id is not None
    return mention_id, before


def apart(connection: sqlite3.Connection, mention_id: int, standing: MentionStanding) -> str:
    """The id of a provisional record that bears a mention's words and is not the mention's own.

    Runs inside the caller's transaction.
    """
    return records.apart(connection, Kind(standing.kind), _words(connection, mention_id), standing.record)


def write(
    connection: sqlite3.Connection,
    action: Action,
    words: str,
    changes: Sequence[Change],
    author: str,
    *,
    reverts: int | None = None,
    made: str | None = None,
    reason: str | None = None,
) -> Outcome:
    """Write a group of decisions down and let it hold, unless there are none.

    Runs inside the caller's transaction; `made` says when they are made, unless that is this moment, and `reason` why.
    """
    if not changes:
        return Outcome(None, action, f"nothing to do: {words}")
    group = log.append(connection, action, author, words, changes, reverts=reverts, made=made, reason=reason)
    rules.apply(connection, changes)
    return settled(connection, group, action, words, changes)


def accepted(old: MentionStanding, author: str) -> MentionStanding:
    """How a mention stands when a person confirms it."""
    return old.decided(State.ACCEPTED, author)


def _decide(
    connection: sqlite3.Connection,
    action: Action,
    mention_ids: Sequence[int],
    author: str,
    change: Callable[[MentionStanding], MentionStanding],
    *,
    detail: str = "",
    on: str = "",
) -> Outcome:
    return _decide_each(connection, action, mention_ids, author, lambda _, old: change(old), detail=detail, on=on)


def _decide_each(
    connection: sqlite3.Connection,
    action: Action,
    mention_ids: Sequence[int],
    author: str,
    change: Callable[[int, MentionStanding], MentionStanding],
    *,
    detail: str = "",
    on: str = "",
) -> Outcome:
    wanted = list(dict.fromkeys(mention_ids))
    with transaction(connection):
        plan = Plan(connection, wanted)
        what = f"“{_words(connection, wanted[0])}”" if len(wanted) == 1 else f"{len(wanted)} mentions"
        words = " ".join(filter(None, [action.value, on, what, detail])).replace(" :", ":")
        for number in wanted:
            if plan.is_planned(number):
                continue
            carry(plan, number, change(number, plan.deciding(number)))
        return write(connection, action, words, plan.changes(), author)


def carry(plan: Plan, number: int, new: MentionStanding) -> None:
    """Plan a change, and what it displaces."""
    old = plan.standing(number)
    if new.is_accepted and (not old.is_accepted or (new.start, new.end) != (old.start, old.end)):
        plan.displace(number, new)
    plan.put(number, new)


def _words(connection: sqlite3.Connection, mention_id: int) -> str:
    row = connection.execute(
        "SELECT substr(text, start_offset + 1, end_offset - start_offset) FROM mentions "
        "JOIN documents ON documents.id = document_id WHERE mentions.id = ?",
        [mention_id],
    ).fetchone()
    if row is None:
        raise UnknownMentionError(REPLACED)
    return str(row[0])


def _whole_text(connection: sqlite3.Connection, document_id: int) -> str:
    row = connection.execute("SELECT text FROM documents WHERE id = ?", [document_id]).fetchone()
    if row is None:
        raise ImpossibleDecisionError("That document is not in the library.")
    return str(row[0])


def _text(connection: sqlite3.Connection, document_id: int, start: int, end: int) -> str:
    return _whole_text(connection, document_id)[start:end]


def _check_span(text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise ImpossibleDecisionError("That place is not in the text.")
    if not text[start:end].strip():
        raise ImpossibleDecisionError("A name is more than blanks; take in some letters.")
