"""Bringing the rules of another library in: those that are never linked, and the learned ones that are switched off."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from store import rules, switching
from store.log import Change
from store.merging_records import Brought, Part
from store.standings import LearnedRuleStanding


class _Claim(NamedTuple):
    """How somebody has switched a learned rule, and when; sorted, the last one holds."""

    made: str
    author: str
    off: bool

    @property
    def standing(self) -> LearnedRuleStanding:
        return LearnedRuleStanding(self.off, self.author)


def never_links(connection: sqlite3.Connection, other: sqlite3.Connection, shared: dict[int, int]) -> Iterator[Brought]:
    """The rules of the other library that this one has never had; one that was switched off here stays off.

    Args:
        connection: the library.
        other: the other one.
        shared: the documents of the other one with those of the same text here.
    """
    known = set(connection.execute("SELECT words, record_id, document_id FROM never_links"))
    rows = other.execute(
        "SELECT words, record_id, document_id, instead_id, author FROM never_links WHERE active ORDER BY id"
    ).fetchall()
    for words, record, document, instead, author in rows:
        mine = None if document is None else shared.get(document)
        if (words, record, mine) not in known and (document is None or mine is not None):
            yield Brought(rules.make(connection, mine, words, record, instead, author), None, Part.HOLDS)


def switched(connection: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[Brought]:
    """The learned rules that were switched in the other library; the later word on one holds, the other is kept."""
    own = _claims(connection)
    logged = set(connection.execute("SELECT rule, after FROM rule_decisions"))
    for rule, claim in sorted(_claims(other).items()):
        mine = own.get(rule)
        if mine is None or mine < claim:
            yield Brought(switching.make(connection, rule, claim.standing), claim.made, Part.HOLDS)
        elif mine != claim and (rule, claim.standing.to_json()) not in logged:
            yield Brought(Change(rule, mine.standing, claim.standing), claim.made, Part.KEPT)
            yield Brought(Change(rule, claim.standing, mine.standing), mine.made, Part.OWN)


def _claims(connection: sqlite3.Connection) -> dict[str, _Claim]:
    """How people have switched rules; those of an earlier version of the program are in no log."""
    rows = connection.execute(
        "SELECT rule, coalesce((SELECT coalesce(decided, decision_groups.made) FROM rule_decisions "
        "JOIN decision_groups ON decision_groups.id = group_id WHERE rule_decisions.rule = switched_off_rules.rule "
        "ORDER BY rule_decisions.id DESC LIMIT 1), made), author, active FROM switched_off_rules "
        "WHERE author IS NOT NULL"
    )
    return {rule: _Claim(made, author, bool(off)) for rule, made, author, off in rows}
