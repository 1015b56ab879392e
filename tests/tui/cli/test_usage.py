"""What may stand on the command line, and what comes of what may not."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store import documents
from tests.tui.cli.conftest import ROOT, Command
from tui import faults

COMMANDS = [
    *("add", "extract", "list", "show", "search", "records", "record", "export", "import", "evaluate", "compare"),
    *("adjudicate", "merge", "diff", "orphaned", "doctor"),
]
REPORTING = [name for name in COMMANDS if name not in ("extract", "export", "adjudicate")]
Program = Callable[..., subprocess.Popen[bytes]]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_listed(spacetui: Command, name: str) -> None:
    listed = spacetui("--help").out
    assert any(line.split()[:1] == [name] for line in listed.splitlines())
    result = spacetui(name, "--help")
    assert result.status == 0
    assert result.out.startswith(f"usage: spacetui {name}")
    assert ("--json" in result.out) == (name in REPORTING)


def test_help_wins_over_files(spacetui: Command, article: Path) -> None:
    result = spacetui(article, "--help")
    assert result.status == 0
    assert "evaluate" in result.out


def test_version(spacetui: Command) -> None:
    result = spacetui("--version")
    assert result.status == 0
    assert result.out.startswith("spacetui ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["list", "--jso"],
        ["--unknown"],
        ["records", "planet"],
        ["export", "--format", "xml"],
        ["search", "moon", "--limit", "0"],
        ["search", "moon", "--limit", "-1"],
        ["compare", "one.db"],
        ["merge"],
        ["adjudicate"],
        ["diff", "one", "two"],
        ["diff", "1", "2", "3"],
    ],
)
def test_wrong_usage_is_status_2_and_prints_nothing_on_standard_output(spacetui: Command, arguments: list[str]) -> None:
    result = spacetui(*arguments)
    assert result.status == 2
    assert "error:" in result.err
    assert not result.out


def test_a_word_that_is_neither_file_nor_command_is_told_in_one_sentence(spacetui: Command) -> None:
    result = spacetui("lst")
    assert result.status == 1
    assert result.err == "spacetui: “lst” is neither a file nor a command; `spacetui --help` lists the commands.\n"


def test_a_missing_file_is_told_before_any_screen(spacetui: Command) -> None:
    result = spacetui("missing.txt")
    assert result.status == 1
    assert "missing.txt does not exist" in result.err


@pytest.mark.parametrize("arguments", [["--db", "other.db", "list"], ["list", "--db", "other.db"]])
def test_the_library_is_named_before_or_after_the_command(spacetui: Command, arguments: list[str]) -> None:
    assert "other.db" in spacetui(*arguments).err


def test_the_library_named_after_the_command_wins(spacetui: Command) -> None:
    assert "two.db" in spacetui("--db", "one.db", "list", "--db", "two.db").err


def test_without_db_the_environment_names_the_library(spacetui: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACETUI_DB", "elsewhere.db")
    assert "elsewhere.db" in spacetui("list").err


def test_without_either_it_is_in_the_users_data_folder(
    spacetui: Command, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.delenv("SPACETUI_DB")
    assert f"{home}/spacetui/library.db" in spacetui("list").err


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["show", "1"], ["search", "moon"], ["records"], ["record", "ESA"], ["export"], ["diff"], ["orphaned"]],
)
def test_what_only_reads_makes_no_library(spacetui: Command, home: Path, arguments: list[str]) -> None:
    result = spacetui(*arguments)
    assert result.status == 1
    assert result.err == f"spacetui: There is no library at {home}/library.db yet; `spacetui add FILE` makes one.\n"
    assert list(home.iterdir()) == []


def test_a_file_that_is_no_library_is_told_in_one_sentence(spacetui: Command, home: Path) -> None:
    (home / "library.db").write_bytes(b"no database" * 100)
    result = spacetui("list")
    assert result.status == 1
    assert "is no spacetui library or is damaged" in result.err
    assert result.err.count("\n") == 1


def test_a_name_with_escape_sequences_cannot_act_on_the_terminal(spacetui: Command) -> None:
    for arguments in (["missing\x1b[2J.txt"], ["add", "missing\x1b[2J.txt"], ["list", "--\x1b[2J"]):
        result = spacetui(*arguments)
        assert result.status in (1, 2)
        assert "\x1b" not in result.err


def test_a_reader_of_the_output_that_goes_away_is_no_failure_to_tell(program: Program, home: Path) -> None:
    (home / "long.jsonl").write_text('{"text": "%s"}\n' % ("word " * 100_000), encoding="utf-8")
    with program("import", "long.jsonl") as importing:
        assert importing.wait() == 0
    with program("export") as exporting:
        assert exporting.stdout is not None
        assert exporting.stderr is not None
        exporting.stdout.read(1)
        exporting.stdout.close()
        assert exporting.stderr.read() == b""
        assert exporting.wait() == 141


def test_a_full_disk_is_told_in_one_sentence(program: Program, library: Path) -> None:
    with Path("/dev/full").open("wb") as full, program("records", "--all", stdout=full) as listing:
        _, err = listing.communicate()
    assert listing.returncode == 1
    assert err.decode() == "spacetui: The output: no space left on device.\n"


def test_what_the_system_refuses_elsewhere_is_not_told_of_the_output(
    spacetui: Command, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(documents, "listed", fail)
    told = spacetui("list")
    assert told.status == 1
    assert told.err == "spacetui: What was asked for could not be done: no space left on device.\n"


def test_a_fault_of_the_program_itself_is_no_traceback(program: Program, library: Path, home: Path) -> None:
    (home / "sitecustomize.py").write_text(
        "import store.documents\nstore.documents.listed = lambda connection: 1 / 0\n", encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(home))
        with program("list") as listing:
            _, err = listing.communicate()
    assert listing.returncode == 1
    assert err.startswith(b"spacetui: This is a fault of the program: ZeroDivisionError")
    assert b"Traceback" not in err
    details = home / "spacetui" / "faults.txt"
    assert err.decode().endswith(f"; to report it, send {details}.\n")
    assert "Traceback" in details.read_text(encoding="utf-8")


def test_a_fault_is_told_also_where_nothing_can_be_written(home: Path) -> None:
    (home / "spacetui").write_text("a file where the folder would be", encoding="utf-8")
    assert faults.told(ValueError("bad\x1b[2J")).endswith("ValueError (bad\x1b[2J) at an unknown place.")


def test_help_loads_nothing_heavy(program: Program) -> None:
    with program("--help") as helping:
        out, _ = helping.communicate()
    assert helping.returncode == 0
    code = "import sys, tui.cli.parser; tui.cli.parser.command_parser().format_help(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # Not sqlite3, which coverage loads where it measures.
    assert not {"spacy", "textual", "sqlite_utils", "store.model"} & set(loaded.split())
    assert b"usage: spacetui" in out
