"""`kill -9` in the middle of what writes much: afterwards all of it holds, or nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from store import decisions, documents, mentions
from store.database import connect, reading_other
from store.migrations import MIGRATION_SET, NAMES
from store.model import IncomingDocument, Kind, Origin, Proposal, Run
from tests.store.test_migrations import library_as_left_by

MANY = 10_000
#: How often each is killed.
TIMES = 5
_WORD = "NASA "


def filled(path: Path) -> None:
    """A library with a text of many mentions that nobody has decided on."""
    found = [
        Proposal(at, at + 4, Kind.AGENCY, "NASA", None, 0.5, Origin.MODEL, "so")
        for at in range(0, MANY * len(_WORD), len(_WORD))
    ]
    with closing(connect(path)) as library:
        document = documents.add(library, IncomingDocument("many", "Many", _WORD * MANY, "/many.txt")).document
        mentions.keep(library, document.id, Run("test", "1", "{}"), found)


def killed(code: str, *arguments: Path, after: float | None) -> float:
    """Have a process do something, and kill it in the middle.

    Args:
        code: what it does, with `paths` as its arguments and `begin()` before what may be cut short.
        arguments: its arguments.
        after: when it is killed, in seconds behind its `begin()`; None waits for its end.

    Returns:
        How long it took, in seconds.
    """
    whole = (
        "import sys\nfrom pathlib import Path\npaths = [Path(p) for p in sys.argv[1:]]\n"
        f"def begin(): print('begun', flush=True)\n{code}"
    )
    with subprocess.Popen(
        [sys.executable, "-c", whole, *map(str, arguments)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        started = time.perf_counter()
        with suppress(subprocess.TimeoutExpired):
            process.wait(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert process.returncode in ((0, -signal.SIGKILL) if after is not None else (0,))
    return time.perf_counter() - started


def moments(whole: float) -> list[float]:
    """When to kill what takes so long: as soon as it begins, and at random, spread over its time."""
    return [0.0, *(whole * (turn + random.random()) / TIMES for turn in range(TIMES))]


def sound(library: sqlite3.Connection) -> bool:
    return bool(library.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


def decided(library: sqlite3.Connection) -> tuple[int, int, int]:
    """Accepted mentions, decisions and groups of decisions."""
    row = library.execute(
        "SELECT (SELECT count(*) FROM mentions WHERE state = 'accepted'), (SELECT count(*) FROM decisions), "
        "(SELECT count(*) FROM decision_groups)"
    ).fetchone()
    return row[0], row[1], row[2]


DECIDE = """
from store import decisions
from store.database import connect
library = connect(paths[0])
numbers = [number for (number,) in library.execute("SELECT id FROM mentions")]
begin()
decisions.accept(library, numbers, "ann")
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with many mentions."""
    path = tmp_path_factory.mktemp("many") / "library.db"
    filled(path)
    return path


def test_a_bulk_decision_holds_as_a_whole_or_not_at_all(many: Path, tmp_path: Path) -> None:
    whole = killed(DECIDE, Path(shutil.copy(many, tmp_path / "whole.db")), after=None)
    found = set()
    for turn, moment in enumerate(moments(whole)):
        path = Path(shutil.copy(many, tmp_path / f"{turn}.db"))
        killed(DECIDE, path, after=moment)
        with closing(connect(path)) as library:
            assert sound(library)
            found.add(decided(library))
            decisions.undo(library, "ann")
            assert decided(library)[0] == 0
    assert (0, 0, 0) in found
    assert found <= {(0, 0, 0), (MANY, MANY, 1)}


MERGE = """
from store import merging
from store.database import connect, reading_other
library = connect(paths[0])
with reading_other(paths[1]) as other:
    begin()
    merging.merge(library, other, "ann")
"""


def test_a_library_is_brought_in_as_a_whole_or_not_at_all(many: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(many, tmp_path / "other.db"))
    with closing(connect(other)) as library:
        numbers = [number for (number,) in library.execute("SELECT id FROM mentions")]
        decisions.accept(library, numbers, "bob")
        added = documents.add(library, IncomingDocument("more", "More", "ESA.", "/more.txt")).document
        decisions.add(library, added.id, [(0, 3)], Kind.AGENCY, "bob")
    before = other.read_bytes()
    whole = killed(MERGE, Path(shutil.copy(many, tmp_path / "whole.db")), other, after=None)
    found = set()
    for turn, moment in enumerate(moments(whole)):
        path = Path(shutil.copy(many, tmp_path / f"{turn}.db"))
        killed(MERGE, path, other, after=moment)
        with closing(connect(path)) as library:
            assert sound(library)
            found.add((*decided(library), len(documents.numbers(library))))
    assert (0, 0, 0, 1) in found
    assert found <= {(0, 0, 0, 1), (MANY + 1, MANY + 1, 1, 2)}
    assert other.read_bytes() == before
    with reading_other(other) as library:
        assert sound(library)


MIGRATE = """
import sqlite_utils
from store.database import connect
begin()
connect(paths[0])
"""


def test_a_library_is_brought_up_to_date_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    library_as_left_by(old, 4)
    with closing(sqlite3.connect(old)) as library:
        library.executemany(
            "INSERT INTO mentions (document_id, start_offset, end_offset, kind, record_id, state, author) "
            "VALUES (7, ?, ?, 'AGENCY', 'agency/nasa', 'accepted', 'ann')",
            [(100 + at, 101 + at) for at in range(MANY)],
        )
        library.commit()
    whole = killed(MIGRATE, Path(shutil.copy(old, tmp_path / "whole.db")), after=None)
    found = set()
    for turn, moment in enumerate(moments(whole)):
        path = Path(shutil.copy(old, tmp_path / f"{turn}.db"))
        killed(MIGRATE, path, after=moment)
        with closing(sqlite3.connect(path)) as raw:
            assert sound(raw)
            sql = "SELECT count(*) FROM _sqlite_migrations WHERE migration_set = ?"
            found.add(raw.execute(sql, [MIGRATION_SET]).fetchone()[0])
        with closing(connect(path)) as library:
            assert decided(library) == (MANY + 1, 1, 1)
            assert library.execute("PRAGMA foreign_key_check").fetchall() == []
    assert 4 in found
    assert found <= {4, len(NAMES)}
