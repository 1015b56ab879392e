"""What one keypress did: the end of every decision, at which what it uncovers or hides comes to hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store import mentions, statements
from store.log import Change
from store.model import Action, Mention, State
from store.standings import MentionStanding, NeverLinkStanding, QuotationStanding, RecordPart, RelationStanding


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one keypress did.

    Args:
        group: the number of the group of decisions; None where nothing was to be done.
        action: what was done.
        words: the same in words, such as `accept “NASA”`.
        mentions: the mentions that it decided on, as they are after it, in the order of the text, those of
            earlier revisions last; behind them those that it displaced, hid or uncovered, as withdrawn where they
            hold no more.
        records: the ids of the records that it changed; their mentions may bear another name.
        relations: the numbers of the relations that it decided on.
        quotations: the numbers of the quotations that it decided on.
        never_links: the numbers of the rules on what is never linked that it decided on; mentions that nobody has
            decided on may mean another record.
    """

    group: int | None
    action: Action
    words: str
    mentions: tuple[Mention, ...] = ()
    records: tuple[str, ...] = ()
    relations: tuple[int, ...] = ()
    quotations: tuple[int, ...] = ()
    never_links: tuple[int, ...] = ()


def settled(
    connection: sqlite3.Connection, group: int, action: Action, words: str, changes: Sequence[Change]
) -> Outcome:
    """Let what the latest runs propose hold around what has just been decided, and say what came of all.

    Runs inside the caller's transaction.
    """
    relations, quotations = _numbers(changes, RelationStanding), _numbers(changes, QuotationStanding)
    statements.settle(connection, _stating(connection, relations, quotations))
    return Outcome(
        group,
        action,
        words,
        _touched(connection, changes),
        tuple(dict.fromkeys(str(c.number) for c in changes if isinstance(c.after, RecordPart))),
        tuple(relations),
        tuple(quotations),
        tuple(_numbers(changes, NeverLinkStanding)),
    )


def documents_of(connection: sqlite3.Connection, outcome: Outcome) -> set[int]:
    """The documents whose mentions, relations or quotations a keypress decided on."""
    found = {mention.document_id for mention in outcome.mentions}
    return found | _stating(connection, outcome.relations, outcome.quotations)


def _stating(connection: sqlite3.Connection, relations: Sequence[int], quotations: Sequence[int]) -> set[int]:
    """The documents that have some relations or quotations."""
    found: set[int] = set()
    for table, numbers in (("relations", relations), ("quotations", quotations)):
        wanted = f"SELECT document_id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        found |= {document_id for (document_id,) in connection.execute(wanted, [json.dumps(numbers)])}
    return found


def _numbers(changes: Sequence[Change], subject: type) -> list[int]:
    return list(dict.fromkeys(change.number for change in changes if type(change.after) is subject))


def _touched(connection: sqlite3.Connection, changes: Sequence[Change]) -> tuple[Mention, ...]:
    """The mentions of a group as they are after it, and behind them those that it hid or uncovered."""
    decided = _numbers(changes, MentionStanding)
    if not decided:
        return ()
    found = mentions.get_all(connection, decided)
    around = mentions.settle(connection, decided, list(_moved(changes, found)))
    if around:
        found = mentions.get_all(connection, decided)
    rows = connection.execute(
        "SELECT supersedes FROM documents WHERE supersedes IN (SELECT value FROM json_each(?)) "
        "ORDER BY supersedes DESC",
        [json.dumps(list({mention.document_id for mention in found}))],
    ).fetchall()
    age = {document_id: position for position, (document_id,) in enumerate(rows, 1)}
    found.sort(key=lambda mention: (age.get(mention.document_id, 0), mention.state is State.WITHDRAWN))
    known = set(decided)
    return (*found, *(mention for mention in around if mention.id not in known))


def _moved(changes: Sequence[Change], found: Sequence[Mention]) -> Iterator[tuple[int, int, int]]:
    """The places from which mentions have been moved, and those to which: something else may stand there."""
    document = {mention.id: mention.document_id for mention in found}
    for number, before, after, _ in changes:
        if (
            isinstance(before, MentionStanding)
            and isinstance(after, MentionStanding)
            and (before.start, before.end) != (after.start, after.end)
        ):
            yield document[number], before.start, before.end
            yield document[number], after.start, after.end
