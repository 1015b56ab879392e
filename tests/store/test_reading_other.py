"""Another person's library is read as it is, of whichever version, and stays as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from store import documents
from store.database import connect, reading_other, transaction
from store.errors import LibraryUnavailableError, NewerLibraryError, NotALibraryError
from store.migrations import NAMES
from tests.store.examples import add
from tests.store.test_migrations import library_as_left_by


def folder(path: Path) -> dict[str, bytes]:
    """Every file beside a library, and itself."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def test_it_stays_as_it_is_and_nothing_is_left_beside_it(path: Path) -> None:
    mine = connect(path)
    add(mine)
    mine.close()
    before = folder(path)
    with reading_other(path) as other:
        assert documents.get(other, 1).title == "Landing"
        with pytest.raises(sqlite3.OperationalError):
            other.execute("DELETE FROM documents")
    assert folder(path) == before


def test_what_waits_in_its_log_is_read_and_left_there(path: Path) -> None:
    mine = connect(path)
    add(mine)
    before = path.read_bytes()
    with reading_other(path) as other:
        assert documents.get(other, 1).title == "Landing"
    assert path.read_bytes() == before
    with transaction(mine):
        mine.execute("DELETE FROM settings")
    mine.close()


@pytest.mark.parametrize("count", [4, len(NAMES) - 1])
def test_one_of_an_earlier_version_is_read_in_a_copy(path: Path, count: int) -> None:
    library_as_left_by(path, count)
    before = folder(path)
    with reading_other(path) as other:
        assert other.execute("SELECT count(*) FROM relations").fetchone() is not None
        assert other.execute("SELECT id FROM never_links").fetchall() is not None
        assert documents.get(other, 7).title == "Wörner visits"
    assert folder(path) == before


def test_what_cannot_be_read_is_told(path: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryUnavailableError, match=r"There is no library at .*library\.db\."), reading_other(path):
        pass
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotALibraryError, match="is a folder"), reading_other(tmp_path):
        pass
    path.write_bytes(b"no database" * 100)
    with pytest.raises(NotALibraryError, match="is no spacetui library"), reading_other(path):
        pass


@pytest.mark.parametrize("content", ["CREATE TABLE birds (name)", ""])
def test_a_database_of_another_program_is_no_library(path: Path, content: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(content)
    connection.close()
    path.touch()
    before = folder(path)
    with pytest.raises(NotALibraryError), reading_other(path):
        pass
    assert folder(path) == before


def test_one_of_a_later_version_is_told(path: Path) -> None:
    connection = connect(path)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('spacetui', 'm999_moons', '')"
    )
    connection.close()
    with pytest.raises(NewerLibraryError, match="a later version"), reading_other(path):
        pass


def test_the_library_itself_is_no_other_one_under_any_name(path: Path, tmp_path: Path) -> None:
    connect(path).close()
    (tmp_path / "link.db").symlink_to(path)
    for name in (path, tmp_path / "link.db"):
        with pytest.raises(LibraryUnavailableError, match="is the library itself"), reading_other(name, than=path):
            pass
    connect(tmp_path / "bob.db").close()
    with reading_other(tmp_path / "bob.db", than=path) as other, reading_other(path, than=tmp_path / "none.db"):
        assert documents.find_digest(other, "") is None


def test_a_path_that_cannot_be_looked_at_is_told(path: Path) -> None:
    told = "cannot be read|There is no library"  # later versions of Python say that there is no such file
    with pytest.raises(LibraryUnavailableError, match=told), reading_other(path.with_name("x" * 300), than=path):
        pass
