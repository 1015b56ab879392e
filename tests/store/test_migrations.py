from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlite_utils

from store import documents, migrations, search
from store.database import connect
from store.migrations import APPLICATION_ID, MIGRATION_SET, NAMES


def schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return set(rows)


def library_as_left_by(path: Path, count: int) -> None:
    """A library in which the first so many migrations have been applied, with a row in each table that they made."""
    known = sqlite_utils.Migrations(MIGRATION_SET)
    for name in NAMES[:count]:
        known(name=name)(getattr(migrations, name))
    database = sqlite_utils.Database(path)
    known.apply(database)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with database.atomic():
        for sql in ROWS[:count]:
            for statement in sql:
                database.execute(statement)
    database.close()


#: What a library may hold that a migration has just been applied to.
ROWS = (
    (
        "INSERT INTO settings VALUES ('catalogue', 'none')",
        "INSERT INTO documents (id, title, source, language, added, sha256, text) "
        "VALUES (7, 'Wörner visits', '/news/visit.txt', 'en', '2018-06-06', 'abc', 'Jan Wörner met NASA.')",
        "INSERT INTO readings VALUES (7, '2018-06-07', 3)",
    ),
    (
        "INSERT INTO records (id, kind, name, origin, created) VALUES ('agency/nasa', 'AGENCY', 'NASA', 'person', '')",
        "INSERT INTO aliases (record_id, name, type, folded) VALUES ('agency/nasa', 'NASA', 'name', 'nasa')",
        "INSERT INTO facts (record_id, property, value, source) VALUES ('agency/nasa', 'founded', '1958', 'me')",
        "INSERT INTO agencies (record_id, founded) VALUES ('agency/nasa', '1958')",
    ),
    (
        "INSERT INTO runs VALUES (1, 'p', '1', '{}', '')",
        "INSERT INTO extractions VALUES (7, 1, '')",
        "INSERT INTO proposals (id, document_id, run_id, start_offset, end_offset, kind, record_id, name, origin, "
        "reason) VALUES (5, 7, 1, 15, 19, 'AGENCY', 'agency/nasa', 'NASA', 'model', 'so')",
        "INSERT INTO mentions (id, document_id, proposal_id, start_offset, end_offset, kind, record_id, state, author) "
        "VALUES (9, 7, 5, 15, 19, 'AGENCY', 'agency/nasa', 'accepted', 'ann')",
    ),
    (
        "INSERT INTO decision_groups (id, action, author, made, words) VALUES (3, 'accept', 'ann', '', 'accept')",
        "INSERT INTO decisions (id, group_id, document_id, mention_id, before, after) VALUES (4, 3, 7, 9, '{}', '{}')",
    ),
    (
        "INSERT INTO relations (id, document_id, subject, predicate, object, role) "
        "VALUES (1, 7, 'Jan Wörner', 'holds_role', 'NASA', 'director')",
        "INSERT INTO quotations (id, document_id, speaker, start_offset, end_offset, indirect) "
        "VALUES (1, 7, 'Jan Wörner', 0, 3, 0)",
    ),
    (),
    ("INSERT INTO additions VALUES (1, 'agency/nasa', '{}')",),
    ("INSERT INTO candidates VALUES (5, 'agency/nasa', 0.5)",),
    (
        "INSERT INTO relation_proposals VALUES (1, 7, 1, 0, 10, 'holds_role', 15, 19, 'head', 0, 19, 0.5, 'so')",
        "INSERT INTO quotation_proposals VALUES (1, 7, 1, 0, 3, 15, 19, NULL, NULL, 0, 0.5, 'so')",
        "INSERT INTO statement_extractions VALUES (7, 1, '')",
    ),
    (
        "INSERT INTO never_links VALUES (1, 7, 'NASA', 'agency/nasa', 'agency/nasa', 1, 'ann')",
        "INSERT INTO record_decisions (id, group_id, record_id, before, after) "
        "VALUES (1, 3, 'agency/nasa', '{}', '{}')",
    ),
    (),
    (
        "INSERT INTO switched_off_rules (rule, author, made) VALUES ('Gateway is MISSION', 'ann', '')",
        "INSERT INTO models VALUES (1, '', 'ann', NULL, 'better', '{}')",
    ),
    ("INSERT INTO rule_decisions VALUES (1, 3, 'Gateway is MISSION', '{}', '{}', NULL)",),
    ("UPDATE proposals SET dissent = 'a test takes them for PLACE'",),
    ("UPDATE decision_groups SET reason = 'so'",),
)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM pragma_table_list WHERE type = 'table'").fetchall()
        if not name.startswith(("sqlite_", "_sqlite"))
    ]
    held = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    connection.close()
    return held


def test_every_migration_has_an_example() -> None:
    assert len(ROWS) == len(NAMES)


def test_the_migrations_are_named_in_order() -> None:
    assert list(NAMES) == sorted(NAMES)
    assert [int(name[1:4]) for name in NAMES] == list(range(1, len(NAMES) + 1))


def test_a_blank_database_gets_the_present_schema(path: Path) -> None:
    sqlite3.connect(path).close()
    connection = connect(path)
    tables = {name for name, _ in schema(connection)}
    assert {"documents", "records", "mentions", "proposals", "decisions", "mentions_in_words"} <= tables
    connection.close()


@pytest.mark.parametrize("count", range(1, len(NAMES) + 1))
def test_a_library_of_each_earlier_version_becomes_a_present_one_with_all_it_held(
    tmp_path: Path, library: sqlite3.Connection, count: int
) -> None:
    path = tmp_path / "old.db"
    library_as_left_by(path, count)
    before = rows(path)
    connection = connect(path)
    assert schema(connection) == schema(library)
    assert [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")] == list(NAMES)
    assert [hit.document_id for hit in search.search(connection, "Worner")] == [7]
    assert documents.place(connection, 7) == 3
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    after = rows(path)
    # A migration may add columns, behind those that were there.
    kept = {table: [row[: len(held[0])] for row in after[table]] for table, held in before.items() if held}
    assert kept == {table: held for table, held in before.items() if held}


def test_what_files_stated_is_of_the_records_that_bear_the_names(path: Path) -> None:
    library_as_left_by(path, NAMES.index("m009_statements_proposed"))
    connection = connect(path)
    rows = connection.execute("SELECT subject_id, object_id, state, author FROM relations").fetchall()
    assert rows == [(None, "agency/nasa", "accepted", None)]
    connection.close()


def test_a_migration_that_fails_leaves_the_library_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(db: sqlite_utils.Database) -> None:
        db.table("moons").create({"name": str})
        raise RuntimeError

    library_as_left_by(path, 2)
    before = sqlite3.connect(path)
    dump = list(before.iterdump())
    monkeypatch.setattr(migrations, NAMES[-1], fails)
    with pytest.raises(RuntimeError):
        connect(path)
    assert list(before.iterdump()) == dump
    before.close()
    monkeypatch.undo()
    connect(path).close()


def test_a_full_disk_while_migrating_leaves_the_library_as_it_was(path: Path) -> None:
    library_as_left_by(path, 2)
    connection = sqlite3.connect(path, isolation_level=None)
    dump = list(connection.iterdump())
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        migrations.migrate(connection)
    assert list(connection.iterdump()) == dump
    connection.close()
