"""Two libraries for tests of screens, in which ann and bob have read the same texts and differ."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from store import decisions, documents, editing, judging, mentions, stated
from store.database import connect
from store.model import Kind, Span
from tests.tui.reading import TEXT
from tests.tui.stating import OTHER, UNKNOWN, fill

NASA, ESA, CHANGE, MOON, JAN = "NASA", "ESA", "Chang'e 4", "Moon", "Jan Woerner"


def number(library: sqlite3.Connection, words: str, text: str = TEXT) -> int:
    """The mention that has those words first in a text."""
    document = documents.find_digest(library, documents.digest(text))
    assert document is not None
    at = text.index(words)
    return next(mention.id for mention in mentions.of_document(library, document.id) if mention.start == at)


def fill_two(path: Path) -> Path:
    """Make ann's library there, and bob's beside it.

    They differ on the kind of NASA, on whether ESA is named, on where Chang'e 4 begins, on the Moon, which only bob has
    marked, and on which record Zeta Prime means. On Jan Woerner they agree.

    Returns:
        Bob's library.
    """
    fill(path)
    other = path.with_name("bob.db")
    shutil.copy(path, other)
    with closing(connect(path)) as ann:
        decisions.accept(ann, [number(ann, words) for words in (NASA, ESA, CHANGE, JAN)], "ann")
        decisions.accept(ann, [number(ann, UNKNOWN, OTHER)], "ann")
        ann.execute("UPDATE decision_groups SET made = '2026-03-04T12:00:00.000Z'")
    with closing(connect(other)) as bob:
        decisions.accept(bob, [number(bob, words) for words in (MOON, JAN)], "bob")
        decisions.reject(bob, [number(bob, ESA)], "bob")
        decisions.change_kind(bob, [number(bob, NASA)], Kind.ORGANIZATION, "bob")
        start = TEXT.index("landing of Chang'e 4")
        decisions.change_boundaries(bob, number(bob, CHANGE), start, start + len("landing of Chang'e 4"), "bob")
        decisions.note(bob, [number(bob, NASA)], "not a state agency here", "bob")
        editing.create(bob, Kind.MISSION, "Zeta Prime II", "bob", mention_ids=[number(bob, UNKNOWN, OTHER)])
        bob.execute("UPDATE decision_groups SET made = '2026-03-05T12:00:00.000Z'")
    return other


def decide_on_statements(path: Path, other: Path) -> None:
    """Have both decide on what the first text states: on a role they differ, on the words of a speech as well.

    On when Chang'e 4 was launched they agree.
    """
    speech = OTHER.index("Chang'e 4 is")
    for library, author, day in ((path, "ann", 4), (other, "bob", 5)):
        with closing(connect(library)) as connection:
            found = stated.in_document(connection, 1)
            role, launch = found.relations
            judging.accept_relations(connection, [launch.id], author)
            if author == "ann":
                judging.accept_relations(connection, [role.id], author)
                judging.accept_quotations(connection, [found.quotations[0].id], author)
            else:
                judging.change_relation(connection, role.id, author, role="head")
                shorter = Span(speech, speech + len("Chang'e 4"))
                judging.change_quotation(connection, found.quotations[0].id, author, span=shorter)
            connection.execute(f"UPDATE decision_groups SET made = '2026-03-0{day}T12:00:00.000Z'")
