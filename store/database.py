"""Opening a library: one ordinary SQLite file, brought up to the schema of this version.

Every function of the store takes the `sqlite3.Connection` that `connect` returns and belongs to the thread
that made it. sqlite-utils builds the schema and loads in bulk; it costs 200 ms to import, so opening a
library that is up to date goes without it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from store.errors import LibraryUnavailableError, NewerLibraryError, NotALibraryError, StoreError
from store.migrations import MIGRATION_SET, NAMES, migrate

#: How long a writer waits for another writer before it gives up, in seconds.
BUSY_TIMEOUT = 30.0
#: The numbers of documents that have a later revision, as a subquery; every other document is current.
SUPERSEDED = "(SELECT supersedes FROM documents WHERE supersedes IS NOT NULL)"


def connect(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """Open the library at `path`, making or migrating it where needed.

    Args:
        path: the database file.
        create: make the file and its folder if they are missing.

    Returns:
        A connection in autocommit mode, to be used in this thread only, with foreign keys on, WAL, and
        synchronous FULL: a decision that `transaction` has committed survives a power cut. A library that exists
        and may not be written is opened for reading; `is_read_only` tells.

    Raises:
        NotALibraryError: the file is something else.
        NewerLibraryError: a later version of the program made it.
        LibraryUnavailableError: it is missing, or cannot be read or written.
    """
    _check_place(path, create=create)
    writable = not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    with plain_errors(path):
        connection = _connected(path) if writable else _for_reading(path)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            is_current = _are_all(_applied_migrations(connection, path), path)
            if writable:
                _write_ahead(connection)
                connection.execute("PRAGMA synchronous = FULL")
                if not is_current:
                    migrate(connection)
            elif not is_current:
                raise LibraryUnavailableError(
                    f"{path} may only be read here, and has to be brought up to date first; make it writable once."
                )
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def reading_other(path: Path, *, than: Path | None = None) -> Iterator[sqlite3.Connection]:
    """Read a library that is somebody else's: it is neither changed nor brought up to date.

    One of an earlier version is read in a copy, which is brought up to date and then gone.

    Args:
        path: the library.
        than: a person's own one, which this may not be.

    Raises:
        NotALibraryError: the file is something else.
        NewerLibraryError: a later version of the program made it.
        LibraryUnavailableError: it is missing, or cannot be read, or is a person's own.
    """
    _check_other(path, than)
    _check_place(path, create=False)
    with plain_errors(path), closing(_unchanging(path)) as connection:
        applied = _applied_migrations(connection, path)
        if not applied:
            raise NotALibraryError(f"{path} is empty, and no spacetui library.")
        if _are_all(applied, path):
            yield connection
            return
        with _folder_for_a_copy(path) as folder:
            copy = Path(folder) / path.name
            with closing(_connected(copy)) as target:
                connection.backup(target)
            with closing(connect(copy)) as current:
                yield current


def _check_other(path: Path, than: Path | None) -> None:
    """See that there is something to read, and that it is not a person's own library."""
    try:
        if not path.exists():
            raise LibraryUnavailableError(f"There is no library at {path}.")
        if than is not None and than.exists() and path.samefile(than):
            raise LibraryUnavailableError(f"{path} is the library itself; name another person's.")
    except OSError as error:
        raise _unreadable(path, error) from error


def _folder_for_a_copy(path: Path) -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="spacetui-")
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> LibraryUnavailableError:
    return LibraryUnavailableError(f"{path} cannot be read ({error.strerror or error}).")


def _unchanging(path: Path) -> sqlite3.Connection:
    """A connection through which a library stays as it is, and the files beside it too.

    What waits in a log beside it must not be written into it, as closing an ordinary connection does; without
    such a log, only an ordinary connection takes away the files that SQLite makes for reading.
    """
    has_log = path.with_name(path.name + "-wal").exists()
    if has_log or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return _for_reading(path)
    connection = _connected(f"{path.absolute().as_uri()}?mode=rw", uri=True)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _connected(path: Path | str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None, uri=uri)


def _for_reading(path: Path) -> sqlite3.Connection:
    """Open a library that may not be written.

    Beside a library that is in use, SQLite needs a file that all readers share. Where it cannot be made, the library
    is taken for one that nobody changes, unless something that was written waits beside it.
    """
    waiting = path.with_name(path.name + "-wal")
    connection = _connected(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        connection.close()
        if waiting.exists() and waiting.stat().st_size:
            raise
        connection = _connected(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA query_only = ON")
    return connection


def is_read_only(connection: sqlite3.Connection) -> bool:
    """Whether the library may not be written."""
    return bool(connection.execute("PRAGMA query_only").fetchone()[0])


def _check_place(path: Path, *, create: bool) -> None:
    """See that a library may stand at that path, and make its folder."""
    try:
        if path.is_dir():
            raise NotALibraryError(f"{path} is a folder, not a library; name a file with --db.")
        if not path.exists():
            if not create:
                raise LibraryUnavailableError(f"There is no library at {path}; name another one with --db.")
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryUnavailableError(
            f"{path} cannot be reached or made ({error.strerror}); name another place with --db."
        ) from error


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite by itself does not wait for another process that does the same at that moment."""
    deadline = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.01)  # nothing tells when the other process has done, and that takes milliseconds


def _applied_migrations(connection: sqlite3.Connection, path: Path) -> list[str]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "_sqlite_migrations" in tables:
        rows = connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", [MIGRATION_SET]
        ).fetchall()
        if rows:
            return [name for (name,) in rows]
    if tables - {"_sqlite_migrations"}:
        raise NotALibraryError(f"{path} is a database, but not a spacetui library; name another file with --db.")
    return []


def _are_all(applied: list[str], path: Path) -> bool:
    """Whether those are all migrations that there are.

    Raises:
        NewerLibraryError: there are others among them.
    """
    if any(name not in NAMES for name in applied):
        raise NewerLibraryError(
            f"The library {path} was made by a later version of spacetui; update spacetui to open it."
        )
    return len(applied) == len(NAMES)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commit when the block ends, roll back when it raises.

    Raises:
        LibraryUnavailableError: the disk is full, the file is read-only, or another writer does not end.
    """
    with plain_errors(library_path(connection)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Several reads that see one and the same state, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def library_path(connection: sqlite3.Connection) -> Path:
    """The file behind a connection."""
    return Path(str(connection.execute("PRAGMA database_list").fetchone()[2]))


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside the block into one plain sentence about the library at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _plain(error, path) from error


def _plain(error: sqlite3.Error, path: Path) -> StoreError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return NotALibraryError(f"{path} is no spacetui library or is damaged; name another file with --db.")
    if name.startswith("SQLITE_FULL"):
        return LibraryUnavailableError(f"The disk that holds {path} is full; make room and try again.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return LibraryUnavailableError(f"{path} cannot be written; check its permissions or name another with --db.")
    if name.startswith("SQLITE_CANTOPEN"):
        return LibraryUnavailableError(f"{path} cannot be opened; check the folder's permissions or use --db.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryUnavailableError(f"Another program has been writing to {path} for long; try again.")
    return StoreError(f"The library {path} could not do this ({error}); `spacetui doctor` checks it.")
