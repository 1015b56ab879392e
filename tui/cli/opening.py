"""Opening the library for a command."""

from __future__ import annotations

import sqlite3
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from store import sample
from store.database import connect, plain_errors
from store.errors import LibraryUnavailableError
from tui import config


@contextmanager
def reading(values: Namespace) -> Iterator[sqlite3.Connection]:
    """The library of a command that only reads.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    path = config.library_path(values.db)
    if not path.exists():
        raise LibraryUnavailableError(f"There is no library at {path} yet; `spacetui add FILE` makes one.")
    with _opened(path) as connection:
        yield connection


@contextmanager
def writing(values: Namespace) -> Iterator[sqlite3.Connection]:
    """The library of a command that changes it, made if it is missing, with this version's catalogue in it.

    Raises:
        StoreError: it cannot be opened or written.
    """
    with _opened(config.library_path(values.db)) as connection:
        sample.load_catalogue(connection)
        yield connection


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path)) as connection, plain_errors(path):
        yield connection
