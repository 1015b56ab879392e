"""Two libraries for tests of screens, in which ann and bob have read the same texts and differ."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from store import decisions, documents, editing, mentions
from store.database import connect
from store.model import Kind
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
