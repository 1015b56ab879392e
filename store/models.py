"""Models that were trained from a library's decisions: kept beside the library, adopted and taken back.

Each lies in a folder of its own, `LIBRARY.models/NNN/`. Which one is in use is a setting of the library, written in one
transaction with the model's row, so that a training that is killed leaves everything as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from store.clock import now
from store.database import library_path, transaction
from store.errors import LibraryUnavailableError, TrainingRunsError, UnknownModelError

_SETTING = "model"
_SCRATCH = "training-"
#: Where no lock tells, a training that has left its folder for so long has ended, in seconds.
_FORGOTTEN = 24 * 60 * 60.0


class TrainedModel(NamedTuple):
    """One model that was adopted at some time.

    Args:
        number: its number, from 1.
        made: when it was adopted.
        author: who had it trained.
        based_on: the number of the model that it was trained from and took the place of; None for the program's own.
        words: what it is better at, in words.
        report: the figures.
        is_in_use: whether extractions use it.
    """

    number: int
    made: str
    author: str
    based_on: int | None
    words: str
    report: dict[str, Any]
    is_in_use: bool


def folder(connection: sqlite3.Connection) -> Path:
    """Where a library's models lie."""
    library = library_path(connection)
    return library.with_name(f"{library.name}.models")


def listed(connection: sqlite3.Connection) -> list[TrainedModel]:
    """Every model that was adopted at some time, oldest first."""
    used = _in_use(connection)
    rows = connection.execute(
        "SELECT number, made, author, based_on, words, report FROM models ORDER BY number"
    ).fetchall()
    return [
        TrainedModel(number, made, author, based_on, words, json.loads(report), number == used)
        for number, made, author, based_on, words, report in rows
    ]


def in_use(connection: sqlite3.Connection) -> Path | None:
    """The folder of the model in use; None for the one of the program, which also serves where the folder is gone."""
    number = _in_use(connection)
    if number is None:
        return None
    path = _place(connection, number)
    return path if path.is_dir() else None


@contextmanager
def scratch(connection: sqlite3.Connection) -> Iterator[Path]:
    """A new folder for a training beside the models, gone afterwards unless it was adopted.

    Raises:
        TrainingRunsError: another training on this library has not ended.
        LibraryUnavailableError: no folder can be made there.
    """
    home = folder(connection)
    with ExitStack() as held:
        try:
            home.mkdir(exist_ok=True)
            path = _new_scratch(home, is_alone=held.enter_context(_alone(home)))
        except OSError as error:
            raise LibraryUnavailableError(f"No folder can be made in {home} ({error.strerror}).") from error
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _alone(home: Path) -> Iterator[bool]:
    """Be the only training on a library, and say whether that is certain; whoever is killed is so no more."""
    if sys.platform == "win32":  # it has no locks of this kind, and trusts that a person trains once
        yield False
        return
    import fcntl

    handle = os.open(home, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TrainingRunsError("A training on this library runs already, in another window.") from error
        yield True
    finally:
        os.close(handle)


def _new_scratch(home: Path, *, is_alone: bool) -> Path:
    for left in home.glob(f"{_SCRATCH}*"):
        if is_alone or time.time() - left.stat().st_mtime > _FORGOTTEN:
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=home))


def adopt(
    connection: sqlite3.Connection, trained: Path, author: str, words: str, report: Mapping[str, Any]
) -> TrainedModel:
    """Let extractions use a newly trained model from here on.

    Args:
        connection: the library.
        trained: the model's folder, on the same disk as the library; it is moved.
        author: who had it trained.
        words: what it is better at, in words.
        report: the figures, to be kept as JSON.
    """
    _write_through(trained)
    with transaction(connection):
        (number,) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM models").fetchone()
        place = _place(connection, number)
        # Such a folder was left by somebody who was killed right here, and no row tells of it.
        shutil.rmtree(place, ignore_errors=True)
        trained.rename(place)
        connection.execute(
            "INSERT INTO models (number, made, author, based_on, words, report) VALUES (?, ?, ?, ?, ?, ?)",
            [number, now(), author, _in_use(connection), words, json.dumps(report)],
        )
        _use(connection, number)
    return listed(connection)[-1]


def roll_back(connection: sqlite3.Connection) -> tuple[TrainedModel, int | None]:
    """Use the model again from which the one in use was trained.

    Returns:
        The model that is no more in use, and the number of the one that is, None for that of the program.

    Raises:
        UnknownModelError: the model in use is that of the program.
    """
    with transaction(connection):
        left = next((model for model in listed(connection) if model.is_in_use), None)
        if left is None:
            raise UnknownModelError("No learnt model is in use, so there is nothing to take back.")
        _use(connection, left.based_on)
    return left._replace(is_in_use=False), left.based_on


def use(connection: sqlite3.Connection, number: int | None) -> list[TrainedModel]:
    """Let extractions use a model that was adopted at some time.

    Args:
        connection: the library.
        number: the model's; None for the one of the program.

    Returns:
        All of them, as they are then.

    Raises:
        UnknownModelError: there is none of that number, or its folder is gone.
    """
    with transaction(connection):
        row = connection.execute("SELECT 1 FROM models WHERE number = ?", [number]).fetchone()
        if number is not None and (row is None or not _place(connection, number).is_dir()):
            raise UnknownModelError(f"Model {number} is not there any more; another one must be trained.")
        _use(connection, number)
    return listed(connection)


def _in_use(connection: sqlite3.Connection) -> int | None:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", [_SETTING]).fetchone()
    return int(row[0]) if row else None


def _use(connection: sqlite3.Connection, number: int | None) -> None:
    connection.execute("DELETE FROM settings WHERE key = ?", [_SETTING])
    if number is not None:
        connection.execute("INSERT INTO settings (key, value) VALUES (?, ?)", [_SETTING, str(number)])


def _place(connection: sqlite3.Connection, number: int) -> Path:
    return folder(connection) / f"{number:03}"


def _write_through(path: Path) -> None:
    """See that the files are on the disk before the library speaks of them."""
    for file in path.rglob("*"):
        if file.is_file():
            with file.open("r+b") as stream:
                os.fsync(stream.fileno())
