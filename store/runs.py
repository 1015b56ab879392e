"""Runs: extractions by their identity."""

from __future__ import annotations

import sqlite3

from store.clock import now
from store.model import Kind, Run


def run_number(connection: sqlite3.Connection, run: Run) -> int:
    """The number under which the library knows a run, given where it has none. Runs inside the caller's transaction."""
    identity = [run.pipeline, run.version, run.configuration]
    connection.execute(
        "INSERT INTO runs (pipeline, version, configuration, started) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [*identity, now()],
    )
    row = connection.execute(
        "SELECT id FROM runs WHERE (pipeline, version, configuration) = (?, ?, ?)", identity
    ).fetchone()
    return int(row[0])


def of_mention(connection: sqlite3.Connection, mention_id: int) -> Run | None:
    """The run whose proposal a mention goes back to; None where a person has marked it."""
    row = connection.execute(
        "SELECT pipeline, version, configuration FROM mentions JOIN proposals ON proposals.id = proposal_id "
        "JOIN runs ON runs.id = run_id WHERE mentions.id = ?",
        [mention_id],
    ).fetchone()
    return Run(*row) if row else None


def dissent(connection: sqlite3.Connection, mention_id: int) -> str:
    """What another origin of its run took the words of a mention for, in words; empty where none did."""
    row = connection.execute(
        "SELECT dissent FROM mentions JOIN proposals ON proposals.id = proposal_id WHERE mentions.id = ?", [mention_id]
    ).fetchone()
    return str(row[0]) if row else ""


def found_as(connection: sqlite3.Connection, mention_id: int) -> Kind | None:
    """The kind that a mention was proposed as; None where a person has marked it."""
    row = connection.execute(
        "SELECT proposals.kind FROM mentions JOIN proposals ON proposals.id = proposal_id WHERE mentions.id = ?",
        [mention_id],
    ).fetchone()
    return Kind(row[0]) if row else None
