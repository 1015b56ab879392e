"""Undo and redo: without limit, over documents and restarts, a group at a time.

What was carried over to a later revision is undone and redone along with what it was carried from.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store import log, rules
from store.database import transaction
from store.log import Change
from store.model import Action, State
from store.outcomes import Outcome, settled
from store.planning import Plan
from store.standings import MentionStanding, RecordPart, Standing

#: Not to be undone by themselves: the log's own bookkeeping, and what the program did.
_NOT_UNDONE = (Action.UNDO, Action.REDO, Action.CARRY_OVER)
_ORDINARY = f"action NOT IN ({', '.join(repr(action.value) for action in _NOT_UNDONE)})"
# A group holds unless the last undo or redo that names it is an undo.
IS_DONE = (
    "coalesce((SELECT later.action FROM decision_groups AS later WHERE later.reverts = decision_groups.id "
    "AND later.action IN ('undo', 'redo') ORDER BY later.id DESC LIMIT 1), 'redo') = 'redo'"
)


def undo(connection: sqlite3.Connection, author: str) -> Outcome | None:
    """Take back the last group of decisions that still holds, in whichever document; None if there is none."""
    return _revert(connection, Action.UNDO, author)


def redo(connection: sqlite3.Connection, author: str) -> Outcome | None:
    """Do again what was undone last, unless something was decided since; None if there is nothing."""
    return _revert(connection, Action.REDO, author)


def last_done(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """The group that undo would take back, and its words."""
    row = connection.execute(
        f"SELECT id, words FROM decision_groups WHERE {_ORDINARY} AND {IS_DONE} ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return (row[0], row[1]) if row else None


def next_undone(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """The group that redo would do again, and its words.

    Read backwards, the log's undos wait for their redos until an ordinary decision, which forecloses them.
    """
    redone = 0
    rows = connection.execute(
        "SELECT action, reverts FROM decision_groups WHERE action <> ? ORDER BY id DESC", [Action.CARRY_OVER]
    )
    for action, reverts in rows:
        if action == Action.REDO:
            redone += 1
        elif action != Action.UNDO:
            return None
        elif redone:
            redone -= 1
        else:
            words = connection.execute("SELECT words FROM decision_groups WHERE id = ?", [reverts]).fetchone()[0]
            return reverts, words
    return None


def author_of_reverted(connection: sqlite3.Connection, group: int | None) -> str | None:
    """Whose decisions a group has undone, redone or reverted; None if it is no such group."""
    row = connection.execute(
        "SELECT author FROM decision_groups WHERE id = (SELECT reverts FROM decision_groups WHERE id = ?)", [group]
    ).fetchone()
    return row[0] if row else None


def _revert(connection: sqlite3.Connection, action: Action, author: str) -> Outcome | None:
    with transaction(connection):
        target = last_done(connection) if action is Action.UNDO else next_undone(connection)
        if target is None:
            return None
        group_id, words = target
        decided = log.entries(connection, group_id)
        wanted = list(log.condensed(log.turned(decided) if action is Action.UNDO else decided))
        words = f"{action.value} {words}"
        changes = [
            *(change for change in wanted if isinstance(change.after, RecordPart)),
            *_others(connection, wanted),
            *_mentions(connection, group_id, wanted),
        ]
        group = log.append(connection, action, author, words, changes, reverts=group_id)
        rules.apply(connection, changes)
        return settled(connection, group, action, words, changes)


def _others(connection: sqlite3.Connection, wanted: Sequence[Change]) -> Iterator[Change]:
    """Statements and rules, as they stand and as they shall stand again."""
    of: defaultdict[type[Standing], dict[int, Standing]] = defaultdict(dict)
    for number, _, after, _ in wanted:
        if not isinstance(after, MentionStanding | RecordPart):
            of[type(after)][number] = after
    for subject, shall in of.items():
        stand = subject.read(connection, shall)
        yield from (Change(number, stand[number], after) for number, after in shall.items())


def _mentions(connection: sqlite3.Connection, group_id: int, wanted: Sequence[Change]) -> list[Change]:
    """Each mention of a group, and behind it those of later revisions that its decision was carried over to."""
    shall = {number: after for number, _, after, _ in wanted if isinstance(after, MentionStanding)}
    copies = _copies(connection, group_id, list(shall))
    plan = Plan(connection, [*shall, *(copy for found in copies.values() for copy in found)])
    found: list[Change] = []
    for number, after in shall.items():
        found.append(Change(number, plan.standing(number), after))
        plan.put(number, after)
        for copy in copies.get(number, ()):
            old = plan.standing(copy)
            new = _following(plan, copy, old, after)
            found.append(Change(copy, old, new))
            plan.put(copy, new)
    return list(log.condensed(found))


def _copies(connection: sqlite3.Connection, group_id: int, numbers: list[int]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = connection.execute(
        "WITH RECURSIVE copies(id, origin) AS (SELECT mention_id, carried_from FROM decisions "
        "WHERE carried_from IN (SELECT value FROM json_each(?)) AND group_id > ? "
        "UNION ALL SELECT mention_id, origin FROM decisions JOIN copies ON carried_from = copies.id) "
        "SELECT origin, id FROM copies",
        [json.dumps(numbers), group_id],
    )
    for origin, copy in rows:
        found[origin].append(copy)
    return found


def _following(plan: Plan, copy: int, old: MentionStanding, original: MentionStanding) -> MentionStanding:
    """How a mention stands that follows one of an earlier revision: only decisions are carried over, none overlap."""
    new = replace(original, start=old.start, end=old.end)
    is_accepted = new.is_accepted and not any(plan.accepted_there(copy, new))
    if is_accepted or new.state == State.REJECTED:
        return new
    return replace(old, state=State.WITHDRAWN.value, author=None)
