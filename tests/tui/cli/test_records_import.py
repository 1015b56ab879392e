"""`spacetui records import` and `records check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Command

TABLE = "kind,name,aliases,launched\nmission,Moonlet 9,ML-9,2031-05-01\nagency,NASA,,\n"


@pytest.fixture
def table(home: Path) -> Path:
    path = home / "mine.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_becomes_records_with_their_source(spacetui: Command, library: Path, table: Path) -> None:
    result = spacetui("records", "import", table)
    assert result == (0, "2 records read: 1 new, 0 known and enriched, 1 known already.\n", "")
    out = spacetui("record", "ML-9").out
    assert "MISSION · mission/moonlet-9 · your own record" in out
    assert "launched 2031-05-01  (mine.csv)" in out


def test_importing_makes_the_library_with_the_catalogue(spacetui: Command, home: Path, table: Path) -> None:
    assert json.loads(spacetui("--db", "new.db", "records", "import", table, "--json").out) == {
        "read": 2,
        "new": 1,
        "enriched": 0,
        "known": 1,
        "names": 0,
        "facts": 0,
    }


def test_of_several_files_none_is_taken_where_one_is_faulty(spacetui: Command, library: Path, table: Path) -> None:
    bad = table.with_name("bad.csv")
    bad.write_text("kind,name\nplanet,Mars\n", encoding="utf-8")
    result = spacetui("records", "import", table, bad)
    assert result.status == 1
    assert "bad.csv, line 2: 'PLANET' is no kind of record" in result.err
    assert spacetui("record", "Moonlet 9").status == 1


def test_the_shipped_catalogue_passes_the_check(spacetui: Command) -> None:
    result = spacetui("records", "check")
    assert (result.status, result.err) == (0, "")
    assert "records: 0 faults, " in result.out.splitlines()[-1]


def test_faults_of_a_file_are_told_with_status_1_and_do_no_harm(spacetui: Command, home: Path, table: Path) -> None:
    table.write_text("kind,name,born\nperson,Ann\x1b[2J,1950\nperson,Bob,soon\n", encoding="utf-8")
    result = spacetui("records", "check", table)
    assert result.status == 1
    assert "! person/bob: “born soon” is no date.\n2 records: 2 faults, 0 warnings.\n" in result.out
    assert "\x1b" not in result.out
    assert json.loads(spacetui("records", "check", table, "--json").out)["faults"] == 2
    assert list(home.iterdir()) == [table]


def test_a_file_may_refer_to_records_that_are_shipped(spacetui: Command, home: Path) -> None:
    fact = {"property": "role", "value": "head", "source": "me", "record": "place/china"}
    line = {"id": "person/ann", "kind": "PERSON", "name": "Ann", "facts": [fact]}
    (home / "mine.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert spacetui("records", "check", "mine.jsonl").status == 0


def test_a_kind_and_a_find_are_still_understood(spacetui: Command, library: Path) -> None:
    out = spacetui("records", "agency", "--all", "--find", "NASA", "--json").out
    assert {record["kind"] for record in json.loads(out)} == {"AGENCY"}


def test_files_may_be_called_like_the_commands_words(spacetui: Command, library: Path, article: Path) -> None:
    article.rename("records")
    Path("import").write_text("ESA agreed.\n", encoding="utf-8")
    assert spacetui("add", "records", "import", "--no-extract").out.startswith("2 documents new")


@pytest.mark.parametrize("words", [["import"], ["import", "--help"], ["check", "--help"], ["chek"]])
def test_wrong_usage_and_help(spacetui: Command, words: list[str]) -> None:
    result = spacetui("records", *words)
    assert result.status == (0 if "--help" in words else 2)
    assert f"usage: spacetui records {words[0]}" in result.out + result.err or words == ["chek"]
