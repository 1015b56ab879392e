from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils

from store import decisions, documents
from store.database import connect, library_path, plain_errors, snapshot, transaction
from store.errors import LibraryUnavailableError, NewerLibraryError, NotALibraryError
from store.migrations import NAMES
from store.model import State
from tests.store.examples import add, everything, extracted, incoming, mention, state

NOBODY = 65534


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def is_one_sentence(error: pytest.ExceptionInfo[Exception]) -> bool:
    message = str(error.value)
    return message.endswith(".") and "\n" not in message and "Traceback" not in message


def test_a_new_library_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "far" / "away" / "library.db"
    connect(path).close()
    assert path.is_file()


def test_a_library_opens_again_with_what_it_held(path: Path) -> None:
    first = connect(path)
    document = add(first)
    first.close()
    second = connect(path)
    assert documents.get(second, document).title == "Landing"
    second.close()


def test_a_connection_is_durable_and_checks_references(library: sqlite3.Connection) -> None:
    settings = {name: library.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "journal_mode")}
    assert settings == {"foreign_keys": 1, "journal_mode": "wal"}
    assert library.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


def test_a_reference_to_nothing_is_refused(library: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        library.execute("INSERT INTO readings (document_id, opened, place) VALUES (7, '', 0)")


def test_a_library_is_known_by_its_header(library: sqlite3.Connection) -> None:
    assert library.execute("PRAGMA application_id").fetchone()[0].to_bytes(4, "big") == b"spct"


def test_a_missing_library_is_not_made_when_only_an_old_one_is_wanted(path: Path) -> None:
    with pytest.raises(LibraryUnavailableError) as error:
        connect(path, create=False)
    assert is_one_sentence(error)
    assert not path.exists()


def test_a_text_file_is_no_library_and_stays_as_it_is(path: Path) -> None:
    path.write_text("One day in May.\n" * 500, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(NotALibraryError) as error:
        connect(path)
    assert is_one_sentence(error)
    assert path.read_bytes() == before


def test_another_database_is_no_library_and_stays_as_it_is(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotALibraryError) as error:
        connect(path)
    assert is_one_sentence(error)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_database_with_migrations_of_another_program_is_no_library(path: Path) -> None:
    other = sqlite_utils.Database(path)
    migrations = sqlite_utils.Migrations("recipes")
    migrations(name="m001_recipes")(lambda db: db.table("recipes").create({"name": str}))
    migrations.apply(other)
    other.close()
    with pytest.raises(NotALibraryError):
        connect(path)


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(NotALibraryError) as error:
        connect(tmp_path)
    assert is_one_sentence(error)


def test_a_library_beneath_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryUnavailableError) as error:
        connect(tmp_path / "notes" / "library.db")
    assert is_one_sentence(error)


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnavailableError) as error:
        connect(tmp_path / ("x" * 5000))
    assert is_one_sentence(error)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_off_library_is_told_as_damaged(path: Path, share: float) -> None:
    connect(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(NotALibraryError) as error:
        connect(path)
    assert is_one_sentence(error)


def test_damage_found_later_is_told_in_a_sentence(path: Path) -> None:
    connection = connect(path)
    add(connection)
    page, size = (
        connection.execute(sql).fetchone()[0]
        for sql in ("SELECT rootpage FROM sqlite_master WHERE name = 'documents'", "PRAGMA page_size")
    )
    connection.close()
    damaged = bytearray(path.read_bytes())
    damaged[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(damaged)
    connection = connect(path)
    with pytest.raises(NotALibraryError) as error, plain_errors(path):
        documents.listed(connection)
    assert is_one_sentence(error)
    connection.close()


def test_a_library_of_a_later_version_is_refused_and_stays_as_it_is(path: Path) -> None:
    connection = connect(path)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('spacetui', 'm999_moons', '')"
    )
    before = everything(connection)
    with pytest.raises(NewerLibraryError) as error:
        connect(path)
    assert is_one_sentence(error)
    assert everything(connection) == before
    connection.close()


@pytest.fixture
def as_an_ordinary_user() -> Iterator[Path]:
    """A folder whose permissions count, even where the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
            yield folder
            os.seteuid(0)
        else:
            yield folder
        folder.chmod(0o700)


def test_a_read_only_folder_is_told(as_an_ordinary_user: Path) -> None:
    as_an_ordinary_user.chmod(0o500)
    with pytest.raises(LibraryUnavailableError) as error:
        connect(as_an_ordinary_user / "library.db")
    assert is_one_sentence(error)


def test_a_folder_that_cannot_be_made_is_told(as_an_ordinary_user: Path) -> None:
    as_an_ordinary_user.chmod(0o500)
    with pytest.raises(LibraryUnavailableError) as error:
        connect(as_an_ordinary_user / "new" / "library.db")
    assert is_one_sentence(error)


def test_a_folder_that_cannot_be_entered_is_told(as_an_ordinary_user: Path) -> None:
    as_an_ordinary_user.chmod(0o000)
    with pytest.raises(LibraryUnavailableError) as error:
        connect(as_an_ordinary_user / "library.db")
    assert is_one_sentence(error)


def test_writing_to_a_read_only_library_is_told(as_an_ordinary_user: Path) -> None:
    path = as_an_ordinary_user / "library.db"
    connect(path).close()
    path.chmod(0o400)
    with pytest.raises(LibraryUnavailableError) as error:  # noqa: PT012
        connection = connect(path)
        documents.add(connection, incoming())
    assert is_one_sentence(error)


def test_a_transaction_that_fails_leaves_nothing(library: sqlite3.Connection) -> None:
    before = everything(library)
    with pytest.raises(RuntimeError), transaction(library):  # noqa: PT012
        library.execute("INSERT INTO settings (key, value) VALUES ('a', 'b')")
        raise RuntimeError
    assert everything(library) == before
    assert not library.in_transaction


def test_a_full_disk_rolls_back_and_leaves_all_as_it_was(library: sqlite3.Connection) -> None:
    extracted(library)
    before = everything(library)
    pages = library.execute("PRAGMA page_count").fetchone()[0]
    library.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryUnavailableError) as error:
        add(library, "word " * 100_000, "/news/long.txt")
    assert "full" in str(error.value)
    assert is_one_sentence(error)
    assert everything(library) == before
    assert not library.in_transaction


def test_work_goes_on_when_the_disk_has_room_again(library: sqlite3.Connection) -> None:
    pages = library.execute("PRAGMA page_count").fetchone()[0]
    library.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryUnavailableError):
        add(library, "word " * 100_000, "/news/long.txt")
    library.execute("PRAGMA max_page_count = 1000000")
    add(library, "word " * 100_000, "/news/long.txt")
    assert len(documents.numbers(library)) == 1


def test_another_writer_that_does_not_end_is_told(path: Path, library: sqlite3.Connection) -> None:
    other = connect(path)
    other.execute("PRAGMA busy_timeout = 0")
    with transaction(library), pytest.raises(LibraryUnavailableError) as error:
        add(other)
    assert is_one_sentence(error)
    other.close()


def test_a_snapshot_sees_one_state_while_another_writes(path: Path, library: sqlite3.Connection) -> None:
    add(library)
    other = connect(path)
    with snapshot(library):
        before = documents.numbers(library)
        add(other, "Another text.", "/news/other.txt")
        assert documents.numbers(library) == before
    assert len(documents.numbers(library)) == 2
    other.close()


def test_the_path_of_a_library_is_known(path: Path, library: sqlite3.Connection) -> None:
    assert library_path(library) == path


def test_four_processes_may_make_one_library_at_once(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from store.database import connect
sys.stdin.readline()
for path in sys.argv[1:]:
    connect(Path(path)).close()
"""
    paths = [str(tmp_path / f"{number}.db") for number in range(5)]
    processes = [
        subprocess.Popen([sys.executable, "-c", code, *paths], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [(process.communicate()[1], process.returncode) for process in processes] == [("", 0)] * 4
    for path in paths:
        connection = sqlite3.connect(path)
        applied = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
        connection.close()
        assert [name for (name,) in applied] == list(NAMES)


def test_a_library_that_another_program_is_just_making_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("store.database.time.sleep", lambda seconds: other.execute("ROLLBACK"))
    connect(path).close()
    assert not other.in_transaction
    other.close()


def test_what_was_not_committed_when_the_program_is_killed_is_gone(path: Path, library: sqlite3.Connection) -> None:
    document = extracted(library)
    wanted = mention(library, document, "NASA").id
    before = everything(library)
    code = """
import os, signal, sys
from pathlib import Path
from store import log
from store.database import connect, transaction
from store.model import Action
from store.standings import MentionStanding
connection = connect(Path(sys.argv[1]))
with transaction(connection):
    number = int(sys.argv[2])
    old = MentionStanding.read(connection, [number])[number]
    log.append(connection, Action.ACCEPT, "ann", "accept", [log.Change(number, old, old)])
    connection.execute("UPDATE mentions SET state = 'accepted'")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert run(code, path, wanted).returncode == -9
    again = connect(path)
    assert everything(again) == before
    again.close()


def test_what_was_reported_as_done_survives_a_kill(path: Path, library: sqlite3.Connection) -> None:
    document = extracted(library)
    code = """
import os, signal, sys
from pathlib import Path
from store import decisions, mentions
from store.database import connect
connection = connect(Path(sys.argv[1]))
for held in mentions.of_document(connection, int(sys.argv[2])):
    outcome = decisions.accept(connection, [held.id], "ann")
    print(outcome.group, held.id, flush=True)
    if held.start > 20:
        os.kill(os.getpid(), signal.SIGKILL)
"""
    finished = run(code, path, document)
    assert finished.returncode == -9
    library.close()
    again = connect(path)
    reported = [line.split() for line in finished.stdout.splitlines()]
    assert len(reported) == 3
    assert [state(again, int(mention_id)) for _, mention_id in reported] == [State.ACCEPTED] * 3
    assert decisions.last_done(again) == (int(reported[-1][0]), "accept “ESA”")
    assert again.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    again.close()


def test_the_store_loads_neither_language_models_nor_screens() -> None:
    code = """
import pkgutil, sys, importlib, store
for module in pkgutil.walk_packages(store.__path__, "store."):
    importlib.import_module(module.name)
print(sorted({"spacy", "textual", "extract", "tui"} & set(sys.modules)))
"""
    assert run(code).stdout.strip() == "[]"


def test_opening_a_library_that_is_up_to_date_does_without_sqlite_utils(path: Path) -> None:
    connect(path).close()
    code = """
import sys
from pathlib import Path
from store import decisions, documents, mentions, records, search
from store.database import connect
connect(Path(sys.argv[1])).close()
print("sqlite_utils" in sys.modules)
"""
    assert run(code, path).stdout.strip() == "False"


def test_other_programs_open_the_file_and_see_the_views(path: Path, library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    library.close()
    database = sqlite_utils.Database(path)
    assert set(database.view_names()) >= {"current_documents", "mentions_in_words", "history"}
    (row,) = [row for row in database.view("mentions_in_words").rows if row["words"] == "NASA"]
    assert (row["record"], row["kind"], row["state"], row["author"]) == ("NASA", "AGENCY", "accepted", "ann")
    assert [row["characters"] for row in database.view("current_documents").rows] == [len(incoming().text)]
    database.close()
    plain = sqlite3.connect(path)
    assert plain.execute("SELECT author, action FROM history").fetchall() == [("ann", "accept")]
    plain.close()


def test_the_views_leave_out_what_holds_no_more(library: sqlite3.Connection) -> None:
    old = add(library)
    new = add(library, "Something else.")
    assert library.execute("SELECT id FROM current_documents").fetchall() == [(new,)]
    assert old != new


def test_every_reference_of_the_schema_is_declared(library: sqlite3.Connection) -> None:
    tables = [name for (name,) in library.execute("SELECT name FROM pragma_table_list WHERE type = 'table'")]
    declared = {
        (table, row[3])
        for table in tables
        for row in library.execute("SELECT * FROM pragma_foreign_key_list(?)", [table])
    }
    named = {
        (table, row[1])
        for table in tables
        for row in library.execute("SELECT * FROM pragma_table_info(?)", [table])
        if row[1].endswith("_id") and not table.startswith(("_", "sqlite_"))
    }
    assert named <= declared
