from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from store.database import connect

# What is slow on a busy machine is no failure; each test says itself how many examples it takes.
settings.register_profile("store", deadline=None)
settings.load_profile("store")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a library may be made."""
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[sqlite3.Connection]:
    """A new library."""
    connection = connect(path)
    yield connection
    connection.close()
