"""Switching rules off and on again: a decision among the others, which undo takes back and the history tells of."""

from __future__ import annotations

import sqlite3

from store import decisions, learned_rules
from store.clock import now
from store.database import transaction
from store.errors import UnknownRuleError
from store.log import Change
from store.model import Action, Rule
from store.outcomes import Outcome
from store.standings import LearnedRuleStanding, NeverLinkStanding


def switch(connection: sqlite3.Connection, rule_id: str, author: str, *, on: bool | None = None) -> Outcome:
    """Switch a learned rule off, or on again.

    Args:
        connection: the library.
        rule_id: the rule in words, such as `Gateway is MISSION`.
        author: who does it.
        on: whether extractions are to follow it; None for the other way than now.

    Raises:
        UnknownRuleError: no decisions make such a rule.
    """
    with transaction(connection):
        rule = next((rule for rule in learned_rules.derived(connection) if rule.id == rule_id), None)
        if rule is None:
            raise UnknownRuleError(f"No decisions make a rule “{rule_id}”; `spacetui learn --rules` lists them.")
        on = not rule.is_on if on is None else on
        changes = [] if rule.is_on is on else [make(connection, rule_id, LearnedRuleStanding(not on, author))]
        return decisions.write(connection, Action.SWITCH_RULE, f"{_switch(on)} {in_words(rule)}", changes, author)


def switch_never_link(connection: sqlite3.Connection, number: int, author: str, *, on: bool | None = None) -> Outcome:
    """Let words be linked again that somebody said are never to be linked to a record, or again not.

    Args:
        connection: the library.
        number: the rule's.
        author: who does it.
        on: whether extractions are to follow it; None for the other way than now.

    Raises:
        UnknownRuleError: there is no such rule.
    """
    with transaction(connection):
        stands = NeverLinkStanding.read(connection, [number]).get(number)
        if stands is None:
            raise UnknownRuleError(f"There is no rule {number} on what is never linked.")
        words, name = connection.execute(
            "SELECT words, name FROM never_links JOIN records ON records.id = record_id WHERE never_links.id = ?",
            [number],
        ).fetchone()
        on = not stands.active if on is None else on
        changes = [] if stands.active == on else [Change(number, stands, NeverLinkStanding(on, author))]
        told = f"{_switch(on)} never linking “{words}” to {name}"
        return decisions.write(connection, Action.SWITCH_RULE, told, changes, author)


def make(connection: sqlite3.Connection, rule_id: str, wanted: LearnedRuleStanding) -> Change:
    """How a learned rule is to stand; it does once the change is decided. Runs inside the caller's transaction."""
    connection.execute(
        "INSERT OR IGNORE INTO switched_off_rules (rule, made, active) VALUES (?, ?, 0)", [rule_id, now()]
    )
    return Change(rule_id, LearnedRuleStanding.read(connection, [rule_id])[rule_id], wanted)


def in_words(rule: Rule) -> str:
    """A rule as people say it: `“Gateway” is MISSION`."""
    return f"“{rule.words}” is {rule.id.removeprefix(f'{rule.words} is ')}"


def _switch(on: bool) -> str:
    return f"switch {'on' if on else 'off'}"
