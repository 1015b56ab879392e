from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.tui.cli.conftest import Command
from tui.cli.output import columns_of, print_table, shortened
from tui.text import safe_line

HOSTILE = "\x1b]0;owned\x07NASA \x9b31m \u202eesrever"


def test_columns_are_aligned_by_what_a_terminal_draws(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["name", "n"], [("嫦娥", 1), ("e\u0301te", 22), (None, 3)], right={"n"})
    assert capsys.readouterr().out == "name   n\n嫦娥   1\ne\u0301te   22\n       3\n"


def test_nothing_that_acts_on_a_terminal_gets_into_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["title"], [(HOSTILE,), ("two\nlines",)])
    print_table([HOSTILE], [("one",)], elastic=HOSTILE, right={HOSTILE})
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x07\x9b\u202e")
    assert len(out.splitlines()) == 5
    assert out.splitlines()[4].endswith("  one"), "a column of figures stays one"


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    text = safe_line(text)
    cut = shortened(text, width)
    assert columns_of(cut) <= width or wcswidth(text) < 0
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


def in_terminal(start: Callable[..., subprocess.Popen[bytes]], *arguments: str) -> bytes:
    """What a command writes to a terminal."""
    ours, theirs = os.openpty()
    with start(*arguments, stdout=theirs):
        os.close(theirs)
        written = b""
        # A terminal whose other side is closed is an error to read from.
        try:
            while data := os.read(ours, 65536):
                written += data
        except OSError:
            pass
    os.close(ours)
    return written


@pytest.fixture
def hostile(spacetui: Command, library: Path, home: Path) -> Path:
    path = home / "hostile.txt"
    path.write_text(f"{HOSTILE}\n\nNASA and 嫦娥.\n", encoding="utf-8")
    assert spacetui("add", path).status == 0
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "--json"],
        ["show", "1"],
        ["show", "1", "--text"],
        ["show", "1", "--json"],
        ["search", "owned", "--json"],
        ["record", "NASA"],
        ["record", "NASA", "--json"],
        ["export"],
    ],
)
def test_no_text_from_outside_acts_on_a_terminal(
    program: Callable[..., subprocess.Popen[bytes]], hostile: Path, arguments: list[str]
) -> None:
    written = in_terminal(program, *arguments)
    assert b"NASA" in written
    assert not set(written.decode()) & set("\x1b\x07\x9b\u202e")


def test_what_is_found_stands_out_on_a_terminal_and_nothing_else_acts(
    program: Callable[..., subprocess.Popen[bytes]], hostile: Path
) -> None:
    written = in_terminal(program, "search", "owned").replace(b"\x1b[1m", b"").replace(b"\x1b[0m", b"")
    assert b"owned" in written
    assert b"\x1b" not in written


def test_json_goes_into_a_file_as_it_is_and_onto_a_terminal_in_ascii(
    program: Callable[..., subprocess.Popen[bytes]], hostile: Path
) -> None:
    with program("export") as exporting:
        assert "嫦娥".encode() in exporting.communicate()[0]
    assert in_terminal(program, "export").isascii()
