"""A library that may not be written is read, and refuses with a sentence to be changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store import documents
from store.database import connect, is_read_only
from store.errors import LibraryUnavailableError
from store.migrations import NAMES
from store.model import IncomingDocument

TEXT = IncomingDocument("probe", "Probe", "NASA flew.", "/texts/probe.txt")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one document at a place that the system calls read-only, as it does to other users than root."""
    path = tmp_path / "a ?#% b.db"
    connection = connect(path)
    documents.add(connection, TEXT)
    connection.close()
    access = os.access
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK and access(place, mode))
    return path


def test_it_is_read(kept: Path) -> None:
    connection = connect(kept)
    assert is_read_only(connection)
    assert documents.get(connection, 1).title == "Probe"
    connection.close()


def test_what_would_change_it_is_refused_in_a_sentence(kept: Path) -> None:
    connection = connect(kept)
    with pytest.raises(LibraryUnavailableError, match="cannot be written; check its permissions"):
        documents.add(connection, TEXT)
    connection.close()


def test_one_of_an_earlier_version_says_what_it_needs(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.NAMES", (*NAMES, "later"))
    with pytest.raises(LibraryUnavailableError, match="make it writable once"):
        connect(kept)


def test_one_that_may_be_written_is_not_read_only(tmp_path: Path) -> None:
    connection = connect(tmp_path / "library.db")
    assert not is_read_only(connection)
    connection.close()
