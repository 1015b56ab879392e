"""Rules that repeated decisions make: what some words are, or that they are none of the ten kinds.

They are derived from the decisions that hold, so that undoing a decision takes its share in a rule away. Only
that a person switched a rule off is kept, by `switching`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from store.database import SUPERSEDED
from store.model import Kind, RecordOrigin, Rule, State

#: So many rejections of the same words say that they are no mention anywhere.
_FEWEST_REJECTIONS = 3
_LONGEST = 80


class Example(NamedTuple):
    """A mention that supports a rule."""

    document_id: int
    start: int
    end: int
    mention_id: int


class _Vote(NamedTuple):
    """One decision that holds: the words, what they are (None for a rejected span), and whether that is news.

    It is news where no record but a provisional one bears the words as its name and an extraction said the very same.
    """

    words: str
    kind: Kind | None
    record_id: str
    is_news: bool


def derived(connection: sqlite3.Connection) -> list[Rule]:
    """Every rule that the decisions on current documents support, the best supported first.

    One accepted, changed, linked or added mention teaches its words at once; that words are no mention takes three
    rejections. Dates teach nothing, nor does one word for a person: in the next text somebody else bears it.
    """
    by_words: dict[str, list[_Vote]] = defaultdict(list)
    for vote in _votes(connection):
        by_words[vote.words].append(vote)
    off = {rule for (rule,) in connection.execute("SELECT rule FROM switched_off_rules WHERE active")}
    names = _record_names(connection, {vote.record_id for votes in by_words.values() for vote in votes})
    found = [
        rule._replace(is_on=rule.id not in off)
        for words, votes in by_words.items()
        for rule in _rules_of(words, votes, names)
    ]
    return sorted(found, key=lambda rule: (-rule.support, rule.id))


def holding(connection: sqlite3.Connection) -> list[Rule]:
    """The rules that extractions follow: neither switched off nor contradicted."""
    return [rule for rule in derived(connection) if rule.holds]


def mark(connection: sqlite3.Connection) -> tuple[int, ...]:
    """What changes whenever the rules may have changed, and is told at once."""
    row = connection.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM decision_groups), (SELECT coalesce(max(id), 0) FROM documents)"
    ).fetchone()
    return tuple(row)


def example(connection: sqlite3.Connection, rule: Rule) -> Example | None:
    """The latest mention that supports a rule; None where its decisions have been taken back meanwhile."""
    row = connection.execute(
        "SELECT mentions.document_id, mentions.start_offset, mentions.end_offset, mentions.id FROM mentions "
        "JOIN documents ON documents.id = mentions.document_id "
        f"WHERE mentions.state = ? AND (? IS NULL OR mentions.kind = ?) AND mentions.document_id NOT IN {SUPERSEDED} "
        "AND end_offset - start_offset = ? AND substr(documents.text, start_offset + 1, end_offset - start_offset) = ? "
        "ORDER BY mentions.document_id DESC, mentions.start_offset LIMIT 1",
        [State.REJECTED if rule.kind is None else State.ACCEPTED, rule.kind, rule.kind, len(rule.words), rule.words],
    ).fetchone()
    return Example(*row) if row else None


def _votes(connection: sqlite3.Connection) -> Iterator[_Vote]:
    rows = connection.execute(
        "SELECT mentions.document_id, mentions.start_offset, mentions.end_offset, mentions.kind, "
        "coalesce(records.merged_into, records.id), mentions.state, records.origin, "
        "(mentions.start_offset, mentions.end_offset, mentions.kind, mentions.record_id) "
        "IS NOT (proposals.start_offset, proposals.end_offset, proposals.kind, "
        "proposals.record_id) FROM mentions JOIN records ON records.id = mentions.record_id "
        "LEFT JOIN proposals ON proposals.id = mentions.proposal_id "
        f"WHERE mentions.state IN ('accepted', 'rejected') AND mentions.document_id NOT IN {SUPERSEDED} "
        "AND mentions.kind <> 'DATE' ORDER BY mentions.document_id"
    ).fetchall()
    for document_id, group in groupby(rows, key=itemgetter(0)):
        (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", [document_id]).fetchone()
        for _, start, end, kind, record_id, state, origin, is_changed in group:
            words = text[start:end]
            if len(words) > _LONGEST or "\n" in words:
                continue
            is_news = bool(is_changed) or origin == RecordOrigin.PROVISIONAL
            yield _Vote(words, None if state == State.REJECTED else Kind(kind), record_id, is_news)


def _rules_of(words: str, votes: list[_Vote], names: dict[str, str]) -> Iterator[Rule]:
    counts = Counter(vote.kind for vote in votes)
    for kind, support in counts.items():
        against = len(votes) - support
        if kind is None:
            if support >= _FEWEST_REJECTIONS:
                yield Rule(words, None, None, "", support, against)
            continue
        own = [vote for vote in votes if vote.kind is kind]
        is_surname = kind is Kind.PERSON and " " not in words
        if any(vote.is_news for vote in own) and not is_surname:
            record_id = Counter(vote.record_id for vote in own).most_common(1)[0][0]
            yield Rule(words, kind, record_id, names[record_id], support, against)


def _record_names(connection: sqlite3.Connection, wanted: set[str]) -> dict[str, str]:
    names = {}
    for record_id in wanted:
        (names[record_id],) = connection.execute("SELECT name FROM records WHERE id = ?", [record_id]).fetchone()
    return names
