"""The history: who decided what and when, to look through, to search, and to revert a single decision of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

from store import decisions, log, records
from store.database import transaction
from store.errors import ImpossibleDecisionError, UnknownRecordError
from store.log import Change
from store.model import Action, State
from store.outcomes import Outcome
from store.planning import Plan
from store.spans import in_context
from store.standings import (
    LearnedRuleStanding,
    MentionStanding,
    NeverLinkStanding,
    QuotationStanding,
    RecordPart,
    RelationStanding,
    Standing,
)
from store.undoing import IS_DONE

_SUBJECTS: dict[type[Standing], str] = {
    MentionStanding: "mention",
    RecordPart: "record",
    RelationStanding: "relation",
    QuotationStanding: "quotation",
    NeverLinkStanding: "rule",
    LearnedRuleStanding: "learned rule",
}
#: What stands in a text, and may be made by a decision.
_OF_A_TEXT = (MentionStanding, RelationStanding, QuotationStanding)
#: What of a standing says who decided, and is not itself decided.
_SIGNED = ("state", "author", "active")
#: What of a standing says what something is.
_SAID = ("kind", "record", "subject", "predicate", "object", "role", "speaker")


class Group(NamedTuple):
    """One keypress as a list shows it.

    Args:
        id: its number.
        made: when, in UTC as ISO 8601.
        author: who.
        action: what was done.
        words: the same in words.
        holds: whether it holds: it has not been undone, and is not itself an undo or redo.
        document_id: the document of its first mention or statement, where it has one.
        decisions: how many decisions it holds.
    """

    id: int
    made: str
    author: str
    action: Action
    words: str
    holds: bool
    document_id: int | None
    decisions: int


class Decided(NamedTuple):
    """One decision of a group.

    Args:
        group: the group.
        subject: what it was made on: `mention`, `record`, `relation`, `quotation`, `rule` or `learned rule`.
        number: the number of that, a record's id, or a learned rule in words.
        document_id: the document, where there is one.
        words: the words of the text, or the name of the record.
        before: what it was before, in words.
        after: what it is after, in words.
        title: the title of the document.
        left: some of the text before the words.
        right: some of the text behind them.
    """

    group: int
    subject: str
    number: int | str
    document_id: int | None
    words: str
    before: str
    after: str
    title: str = ""
    left: str = ""
    right: str = ""


class _Place(NamedTuple):
    """Where a subject stands; of what stands in no text, the words or the name that it is known by."""

    words: str
    document_id: int | None = None
    title: str = ""
    left: str = ""
    right: str = ""


#: The text that was asked for last, with its document's number and title: of a group most stand in the same.
_Held = dict[int, tuple[str, str]]


def page(connection: sqlite3.Connection, *, before: int | None = None, limit: int = 50, find: str = "") -> list[Group]:
    """The groups of decisions, newest first.

    Args:
        connection: the library.
        before: only those of lower numbers, to go on behind the last of a page.
        limit: how many.
        find: only those in whose words, author, action or time each of these words stands.
    """
    where, values = ["1"], []
    if before is not None:
        where.append("id < ?")
        values.append(str(before))
    for word in find.split():
        escaped = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        where.append("(words || ' ' || author || ' ' || action || ' ' || made) LIKE ? ESCAPE '\\'")
        values.append(f"%{escaped}%")
    of_group = "WHERE group_id = decision_groups.id"
    first = " UNION ALL ".join(f"SELECT document_id FROM {log_of} {of_group}" for log_of in _PLACED)
    counted = " + ".join(f"(SELECT count(*) FROM {subject.log} {of_group})" for subject in log.SUBJECTS)
    rows = connection.execute(
        f"SELECT id, made, author, action, words, action NOT IN ('undo', 'redo') AND {IS_DONE}, "
        f"(SELECT document_id FROM ({first}) LIMIT 1), {counted} FROM decision_groups "
        f"WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?",
        [*values, limit],
    )
    return [Group._make((*row[:3], Action(row[3]), row[4], bool(row[5]), *row[6:])) for row in rows]


_PLACED = tuple(subject.log for subject in log.SUBJECTS if subject.of_document)


def latest(connection: sqlite3.Connection, author: str) -> int | None:
    """The number of the last group that a person has decided, undone or redone."""
    row = connection.execute("SELECT max(id) FROM decision_groups WHERE author = ?", [author]).fetchone()
    return None if row[0] is None else int(row[0])


def details(connection: sqlite3.Connection, group: int, *, limit: int = 500, is_blind: bool = False) -> list[Decided]:
    """What a group decided, one by one, up to `limit`; blind, without how it stood while nobody had decided on it."""
    held: _Held = {}
    return [_decided(connection, group, change, held, is_blind) for change in log.entries(connection, group)[:limit]]


def of_subject(
    connection: sqlite3.Connection, subject: str, number: int, *, is_blind: bool = False
) -> list[tuple[Group, Decided]]:
    """Every decision on a subject, oldest first, with those on what it was carried over from.

    Args:
        connection: the library.
        subject: `mention`, `relation` or `quotation`.
        number: its number.
        is_blind: leave out how it stood while nobody had decided on it.
    """
    standing = next(standing for standing, called in _SUBJECTS.items() if called == subject)
    rows = connection.execute(
        f"WITH RECURSIVE line(id) AS (SELECT ?1 UNION SELECT carried_from FROM {standing.log} JOIN line "
        f"ON {standing.number} = line.id WHERE carried_from IS NOT NULL) "
        f"SELECT group_id, {standing.number}, before, after FROM {standing.log} "
        f"WHERE {standing.number} IN line ORDER BY {standing.log}.id",
        [number],
    ).fetchall()
    found, held = [], dict[int, tuple[str, str]]()
    for group, number, before, after in rows:
        change = Change(number, standing.from_json(before), standing.from_json(after))
        told = _decided(connection, group, change, held, is_blind)
        found.append((page(connection, before=group + 1, limit=1)[0], told))
    return found


def revert(
    connection: sqlite3.Connection,
    group: int,
    author: str,
    *,
    subject: str | None = None,
    number: int | str | None = None,
) -> Outcome:
    """Take back what one group decided, or one decision of it, and leave what was decided since.

    Args:
        connection: the library.
        group: the group.
        author: who takes it back.
        subject: with `number`, the one decision of the group, as `details` names it.
        number: its number.

    Raises:
        ImpossibleDecisionError: something was decided since that contradicts it; that must be taken back first.
    """
    with transaction(connection):
        row = connection.execute(
            f"SELECT words, {IS_DONE}, action FROM decision_groups WHERE id = ?", [group]
        ).fetchone()
        if row is None:
            raise ImpossibleDecisionError("There is no such decision.")
        if row[2] in (Action.UNDO, Action.REDO):
            raise ImpossibleDecisionError("An undo is taken back by a redo, and a redo by an undo.")
        if not row[1]:
            raise ImpossibleDecisionError(f"“{row[0]}” does not hold any more; there is nothing to revert.")
        chosen = [
            change
            for change in log.condensed(log.entries(connection, group))
            if subject is None or (_SUBJECTS[type(change.after)], change.number) == (subject, number)
        ]
        changes = list(_reverting(connection, chosen))
        words = f"revert {row[0]}"
        if subject is not None and chosen:
            words = f"revert {row[0]}, for “{_place(connection, chosen[0], {}).words}”"
        return decisions.write(connection, Action.REVERT, words, changes, author, reverts=group)


def _reverting(connection: sqlite3.Connection, chosen: list[Change]) -> Iterator[Change]:
    """The changes that take others back, of what they changed and no more."""
    plan = Plan(connection, [c.number for c in chosen if isinstance(c.after, MentionStanding)])
    for change in reversed(chosen):
        if isinstance(change.after, RecordPart):
            yield _reverting_record(connection, change)
            continue
        stands = type(change.after).read(connection, [change.number])[change.number]
        wanted = _without(stands, change)
        if isinstance(wanted, MentionStanding):
            if wanted.is_accepted and any(plan.accepted_there(change.number, wanted)):
                raise ImpossibleDecisionError("Something else has been accepted in that place since; undo that first.")
            is_uncovered = stands.state == State.REJECTED and wanted.state == State.PROPOSED
            if is_uncovered and any(plan.accepted_there(change.number, wanted)):
                wanted = replace(wanted, state=State.WITHDRAWN.value)
            plan.put(change.number, wanted)
        if wanted != stands:
            yield Change(change.number, stands, wanted)


def _without(stands: Standing, change: Change) -> Standing:
    """How a subject stands without one of the decisions on it."""
    changed = {
        each.name: getattr(change.before, each.name)
        for each in fields(change.after)  # type: ignore[arg-type]
        if getattr(change.before, each.name) != getattr(change.after, each.name)
    }
    for name in changed:
        if getattr(stands, name) != getattr(change.after, name):
            raise ImpossibleDecisionError("It has been decided on again since; revert the later decision first.")
    return replace(stands, **changed)  # type: ignore[type-var]


def _reverting_record(connection: sqlite3.Connection, change: Change) -> Change:
    before, after = change.before, change.after
    assert isinstance(before, RecordPart)
    assert isinstance(after, RecordPart)
    columns = ", ".join(after.values) or "id"
    row = connection.execute(f"SELECT {columns} FROM records WHERE id = ?", [change.number]).fetchone()
    if after.values and tuple(after.values.values()) != row:
        raise ImpossibleDecisionError("The record has been changed again since; revert the later decision first.")
    return Change(change.number, after, before)


def _is_open(side: Standing) -> bool:
    """Whether nobody has decided on what stands so."""
    return getattr(side, "state", None) in (State.PROPOSED, State.WITHDRAWN)


def _decided(
    connection: sqlite3.Connection, group: int, change: Change, held: _Held, is_blind: bool = False
) -> Decided:
    sides = [None if is_blind and _is_open(side) else side for side in change[1:3]]
    before, after = _in_words(connection, *sides), _in_words(connection, *reversed(sides))
    words, document, *around = _place(connection, change, held)
    return Decided(group, _SUBJECTS[type(change.after)], change.number, document, words, before, after, *around)


def _place(connection: sqlite3.Connection, change: Change, held: _Held) -> _Place:
    subject = type(change.after)
    if subject is RecordPart:
        try:
            return _Place(records.get(connection, change.number).name)
        except UnknownRecordError:
            return _Place(str(change.number))
    if subject is LearnedRuleStanding:
        return _Place(str(change.number))
    row = connection.execute(f"SELECT document_id FROM {subject.table} WHERE id = ?", [change.number]).fetchone()
    document: Any = row[0] if row else None
    if isinstance(change.after, NeverLinkStanding):
        words = connection.execute("SELECT words FROM never_links WHERE id = ?", [change.number]).fetchone()[0]
        return _Place(str(words), document)
    if document not in held:
        held.clear()
        held[document] = connection.execute("SELECT title, text FROM documents WHERE id = ?", [document]).fetchone()
    title, text = held[document]
    side: Any = change.after
    if side.start is None:
        return _Place(f"{side.subject} {side.predicate} {side.object}", document, title)
    left, words, right = in_context(text, side.start, side.end)
    return _Place(words, document, title, left, right)


def _in_words(connection: sqlite3.Connection, side: Standing | None, other: Standing | None) -> str:
    """What of a standing differs from the other, in words; what it says where the other is not to be told."""
    if side is None:
        return ""
    if isinstance(side, _OF_A_TEXT) and side.state == State.WITHDRAWN and side.author is None:
        return "nothing"  # so stands what is not made yet
    if isinstance(side, RecordPart):
        said = [f"{column.replace('_', ' ')} {value or 'none'}" for column, value in side.values.items()]
        said += [f"name “{name}” ({kind})" for name, kind in side.aliases]
        said += [f"{fact[0]} {fact[1]} ({fact[2]})" for fact in side.facts]
        return ", ".join(said)
    said = []
    for each in fields(side):  # type: ignore[arg-type]
        value = getattr(side, each.name)
        is_new = each.name in _SAID if other is None else value != getattr(other, each.name)
        if not is_new and each.name not in _SIGNED:
            continue
        if each.name == "record":
            said.append(f"record {_record_in_words(connection, side, other)}")
        elif each.name == "author":
            said += [f"by {value}"] if value else []
        elif each.name == "off":
            said.append("off" if value else "on")
        elif each.name in ("state", "kind"):
            said.append(str(value))
        elif value not in (None, False, ""):
            said.append(f"{each.name.replace('_', ' ')} {value}" if value is not True else each.name)
    return ", ".join(said)


def _record_in_words(connection: sqlite3.Connection, side: Any, other: Any) -> str:
    """The name of a standing's record; with its id where the other's, of the same kind, bears the same name."""
    named = records.called(connection, {side.record} | ({other.record} if other is not None else set()))
    name = named.get(side.record, side.record)
    is_told = other is None or side.kind != other.kind or name != named.get(other.record, other.record)
    return name if is_told else f"{name} ({side.record})"
