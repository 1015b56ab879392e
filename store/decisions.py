"""Decisions: what people decide on mentions, kept for good, undone and redone without limit.

The log is append-only. Each decision holds the mention's state before and after it; undoing appends a
decision with the two exchanged. So what holds is always what replaying every `after` in order gives.
What was carried over to a later revision is undone and redone along with what it was carried from.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from store import ends, mentions, records
from store.clock import now
from store.database import transaction
from store.errors import UnknownMentionError
from store.model import Action, Kind, Mention, State

_REPLACED = "That mention has been replaced by a newer extraction; open the document again."
#: Not to be undone by themselves: the decision log's own bookkeeping, and what the program did.
_NOT_UNDONE = (Action.UNDO, Action.REDO, Action.CARRY_OVER)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one keypress did.

    Args:
        group: the number of the group of decisions.
        action: what was done.
        words: the same in words, such as `accepted “NASA”`.
        mentions: the mentions that it decided on, as they are after it, in the order of the text, those of
            earlier revisions last; behind them those that it displaced, hid or uncovered, as withdrawn where they
            hold no more.
    """

    group: int
    action: Action
    words: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The part of a mention that decisions change."""

    start: int
    end: int
    kind: str
    record: str
    state: str
    author: str | None

    def to_json(self) -> str:
        """The form in which the log keeps it."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, ensure_ascii=False)


def accept(connection: sqlite3.Connection, mention_ids: Sequence[int], author: str) -> Outcome:
    """Confirm mentions as they are.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """
    return _decide(
        connection, Action.ACCEPT, mention_ids, author, lambda old: _changed(old, author, state=State.ACCEPTED)
    )


def reject(connection: sqlite3.Connection, mention_ids: Sequence[int], author: str) -> Outcome:
    """Say that these spans are no mentions.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """
    return _decide(
        connection, Action.REJECT, mention_ids, author, lambda old: _changed(old, author, state=State.REJECTED)
    )


def change_kind(connection: sqlite3.Connection, mention_ids: Sequence[int], kind: Kind, author: str) -> Outcome:
    """Say what kind mentions are of, and point them to the record of that kind that bears their name.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """

    def change(old: Standing) -> Standing:
        if old.kind == kind:
            return _changed(old, author, state=State.ACCEPTED)
        name = connection.execute("SELECT name FROM records WHERE id = ?", [old.record]).fetchone()[0]
        return _changed(
            old, author, state=State.ACCEPTED, kind=kind.value, record=records.ensure(connection, kind, name)
        )

    return _decide(connection, Action.CHANGE_KIND, mention_ids, author, change, detail=f"to {kind.value}")


def undo(connection: sqlite3.Connection, author: str) -> Outcome | None:
    """Take back the last group of decisions that still holds, in whichever document; None if there is none."""
    return _revert(connection, Action.UNDO, author)


def redo(connection: sqlite3.Connection, author: str) -> Outcome | None:
    """Do again what was undone last, unless something was decided since; None if there is nothing."""
    return _revert(connection, Action.REDO, author)


def append(
    connection: sqlite3.Connection,
    action: Action,
    author: str,
    words: str,
    changes: Iterable[tuple[int, Standing, Standing]],
    *,
    reverts: int | None = None,
    carried_from: Mapping[int, int] | None = None,
) -> int:
    """Write one group of decisions to the log and let it hold.

    Runs inside the caller's transaction.

    Args:
        connection: the library.
        action: what is done.
        author: who does it.
        words: what is done, in words.
        changes: for each mention its number, how it stands, and how it shall stand; each is asked for when
            those before it hold.
        reverts: the group that is undone or redone.
        carried_from: for mentions that decisions are carried over to, those of the earlier revision.

    Returns:
        The number of the group.
    """
    group = connection.execute(
        "INSERT INTO decision_groups (action, author, made, words, reverts) VALUES (?, ?, ?, ?, ?)",
        [action, author, now(), words, reverts],
    ).lastrowid
    assert group is not None
    places: dict[tuple[int, int, int], None] = {}
    for mention_id, before, after in changes:
        connection.execute(
            "INSERT INTO decisions (group_id, document_id, mention_id, before, after, carried_from) "
            "SELECT ?, document_id, id, ?, ?, ? FROM mentions WHERE id = ?",
            [group, before.to_json(), after.to_json(), (carried_from or {}).get(mention_id), mention_id],
        )
        apply(connection, mention_id, after)
        places |= {(mention_id, each.start, each.end): None for each in (before, after)}
    ends.follow_mentions(connection, list(places))
    return group


def apply(connection: sqlite3.Connection, mention_id: int, standing: Standing) -> None:
    """Let a mention stand as told. Runs inside the caller's transaction."""
    connection.execute(
        "UPDATE mentions SET start_offset = ?, end_offset = ?, kind = ?, record_id = ?, state = ?, author = ? "
        "WHERE id = ?",
        [
            standing.start,
            standing.end,
            standing.kind,
            standing.record,
            standing.state,
            standing.author,
            mention_id,
        ],
    )


def standing(connection: sqlite3.Connection, mention_id: int) -> Standing:
    """How a mention stands.

    Raises:
        UnknownMentionError: it is not in the library.
    """
    row = connection.execute(
        "SELECT start_offset, end_offset, kind, record_id, state, author FROM mentions WHERE id = ?", [mention_id]
    ).fetchone()
    if row is None:
        raise UnknownMentionError(_REPLACED)
    return Standing(*row)


def unmade(connection: sqlite3.Connection, document_id: int, wanted: Standing) -> tuple[int, Standing]:
    """Make room for a mention that a decision is about to bring: its number, and how it stands until then.

    Runs inside the caller's transaction.
    """
    before = replace(wanted, state=State.WITHDRAWN.value, author=None)
    mention_id = connection.execute(
        "INSERT INTO mentions (document_id, start_offset, end_offset, kind, record_id, state) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [document_id, before.start, before.end, before.kind, before.record, before.state],
    ).lastrowid
    assert mention_id is not None
    return mention_id, before


def _changed(
    old: Standing, author: str, *, state: State, kind: str | None = None, record: str | None = None
) -> Standing:
    return replace(old, kind=kind or old.kind, record=record or old.record, state=state.value, author=author)


def _decide(
    connection: sqlite3.Connection,
    action: Action,
    mention_ids: Sequence[int],
    author: str,
    change: Callable[[Standing], Standing],
    *,
    detail: str = "",
) -> Outcome:
    wanted = list(dict.fromkeys(mention_ids))
    with transaction(connection):
        words = " ".join(filter(None, [action.value, _quoted(connection, wanted), detail]))
        group = append(connection, action, author, words, _changes(connection, wanted, change))
        touched = _touched(connection, group)
    return Outcome(group, action, words, touched)


def _changes(
    connection: sqlite3.Connection, mention_ids: Iterable[int], change: Callable[[Standing], Standing]
) -> Iterator[tuple[int, Standing, Standing]]:
    """Each change in turn, as those before it have left things; since none may overlap, one can displace others."""
    displaced: set[int] = set()
    for mention_id in mention_ids:
        if mention_id in displaced:
            continue
        old = standing(connection, mention_id)
        if old.state == State.WITHDRAWN:
            raise UnknownMentionError(_REPLACED)
        new = change(old)
        if new.state == State.ACCEPTED and old.state != State.ACCEPTED:
            for other in _displaced(connection, mention_id, new):
                displaced.add(other[0])
                yield other
        yield mention_id, old, new


def _displaced(
    connection: sqlite3.Connection, mention_id: int, new: Standing
) -> Iterator[tuple[int, Standing, Standing]]:
    for other_id in _accepted_there(connection, mention_id, new):
        old = standing(connection, other_id)
        yield other_id, old, replace(old, state=State.WITHDRAWN.value)


def _accepted_there(connection: sqlite3.Connection, mention_id: int, wanted: Standing) -> list[int]:
    """The other accepted mentions that a mention would overlap."""
    # Accepted mentions lie apart from each other, so walking back may end at the first that ends before this one.
    rows = connection.execute(
        "SELECT id, end_offset FROM mentions WHERE document_id = (SELECT document_id FROM mentions WHERE id = ?1) "
        "AND start_offset < ?2 AND state = 'accepted' AND id <> ?1 ORDER BY start_offset DESC",
        [mention_id, wanted.end],
    )
    return [identifier for identifier, _ in takewhile(lambda row: row[1] > wanted.start, rows)]


def _touched(connection: sqlite3.Connection, group: int) -> tuple[Mention, ...]:
    """The mentions of a group as they are after it, and behind them those that it hid or uncovered."""
    rows = connection.execute("SELECT DISTINCT mention_id FROM decisions WHERE group_id = ?", [group]).fetchall()
    decided = [mention_id for (mention_id,) in rows]
    around = mentions.settle(connection, decided)
    found = mentions.get_all(connection, decided)
    rows = connection.execute(
        "SELECT supersedes FROM documents WHERE supersedes IN (SELECT value FROM json_each(?)) "
        "ORDER BY supersedes DESC",
        [json.dumps([mention.document_id for mention in found])],
    ).fetchall()
    age = {document_id: position for position, (document_id,) in enumerate(rows, 1)}
    found.sort(key=lambda mention: (age.get(mention.document_id, 0), mention.state is State.WITHDRAWN))
    known = set(decided)
    return (*found, *(mention for mention in around if mention.id not in known))


def _quoted(connection: sqlite3.Connection, mention_ids: Sequence[int]) -> str:
    if len(mention_ids) != 1:
        return f"{len(mention_ids)} mentions"
    row = connection.execute(
        "SELECT substr(text, start_offset + 1, end_offset - start_offset) FROM mentions "
        "JOIN documents ON documents.id = document_id WHERE mentions.id = ?",
        [mention_ids[0]],
    ).fetchone()
    if row is None:
        raise UnknownMentionError(_REPLACED)
    return f"“{row[0]}”"


def _revert(connection: sqlite3.Connection, action: Action, author: str) -> Outcome | None:
    with transaction(connection):
        target = last_done(connection) if action is Action.UNDO else next_undone(connection)
        if target is None:
            return None
        group_id, words = target
        column, order = ("before", "DESC") if action is Action.UNDO else ("after", "ASC")
        rows = connection.execute(
            f"SELECT mention_id, {column} FROM decisions WHERE group_id = ? ORDER BY id {order}", [group_id]
        ).fetchall()
        wanted = [(mention_id, Standing(**json.loads(text))) for mention_id, text in rows]
        words = f"{action.value} {words}"
        changes = _reverting(connection, group_id, wanted)
        group = append(connection, action, author, words, changes, reverts=group_id)
        touched = _touched(connection, group)
    return Outcome(group, action, words, touched)


def _reverting(
    connection: sqlite3.Connection, group_id: int, wanted: Iterable[tuple[int, Standing]]
) -> Iterator[tuple[int, Standing, Standing]]:
    """Each mention of a group, and behind it those of later revisions that its decision was carried over to."""
    for mention_id, new in wanted:
        yield mention_id, standing(connection, mention_id), new
        copies = connection.execute(
            "WITH RECURSIVE copies(id) AS ("
            "SELECT mention_id FROM decisions WHERE carried_from = ? AND group_id > ? "
            "UNION ALL SELECT mention_id FROM decisions JOIN copies ON carried_from = copies.id) SELECT id FROM copies",
            [mention_id, group_id],
        ).fetchall()
        for (copy_id,) in copies:
            old = standing(connection, copy_id)
            yield copy_id, old, _following(connection, copy_id, old, new)


def _following(connection: sqlite3.Connection, copy_id: int, old: Standing, original: Standing) -> Standing:
    """How a mention stands that follows one of an earlier revision: only decisions are carried over, none overlap."""
    new = replace(original, start=old.start, end=old.end)
    is_accepted = new.state == State.ACCEPTED and not _accepted_there(connection, copy_id, new)
    if is_accepted or new.state == State.REJECTED:
        return new
    return replace(old, state=State.WITHDRAWN.value, author=None)


# A group holds unless the last undo or redo that names it is an undo.
_IS_DONE = (
    "coalesce((SELECT later.action FROM decision_groups AS later WHERE later.reverts = decision_groups.id "
    "ORDER BY later.id DESC LIMIT 1), 'redo') = 'redo'"
)
_ORDINARY = f"action NOT IN ({', '.join(repr(action.value) for action in _NOT_UNDONE)})"


def last_done(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """The group that undo would take back, and its words."""
    row = connection.execute(
        f"SELECT id, words FROM decision_groups WHERE {_ORDINARY} AND {_IS_DONE} ORDER BY id DESC LIMIT 1"
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
