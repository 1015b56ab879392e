"""`spacetui [FILE ...]`."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from store.model import IncomingDocument
from tests.tui.cli.conftest import Command
from tui import launch as launching
from tui.cli import reader


class Launched(NamedTuple):
    incoming: list[IncomingDocument]
    library: Path
    author: str
    keymap: dict[str, str]
    blind: bool
    advance: bool


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[Launched]:
    """What the reader was started with, in place of starting it."""
    calls: list[Launched] = []
    monkeypatch.setattr(
        launching,
        "launch",
        lambda *arguments, blind, advance: calls.append(Launched._make((*arguments, blind, advance))),
    )
    monkeypatch.setattr(os, "isatty", lambda descriptor: True)
    monkeypatch.setattr(reader, "_hear_the_keyboard", lambda: None)
    return calls


def test_without_arguments_the_reader_opens_on_the_library(
    spacetui: Command, launched: list[Launched], home: Path
) -> None:
    assert spacetui().status == 0
    assert launched == [Launched([], home / "library.db", "ada", {}, False, False)]


def test_library_author_and_settings_are_handed_on(
    spacetui: Command, launched: list[Launched], article: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "keys.toml").write_text('advance = true\n[keys]\naccept = "space"\n', encoding="utf-8")
    monkeypatch.setenv("SPACETUI_CONFIG", str(home / "keys.toml"))
    spacetui("--author", "grace", article, "--db", "other.db")
    (call,) = launched
    assert [document.identifier for document in call.incoming] == ["probe"]
    assert call[1:] == (Path("other.db"), "grace", {"accept": "space"}, False, True)


def test_blind_is_handed_on_and_is_the_readers_alone(
    spacetui: Command, launched: list[Launched], article: Path
) -> None:
    for arguments in (["--blind"], ["--blind", article], [article, "--blind"]):
        assert spacetui(*arguments).status == 0
    assert [(call.blind, len(call.incoming)) for call in launched] == [(True, 0), (True, 1), (True, 1)]
    assert spacetui("--blind", "list").status == 2
    assert "--blind" in spacetui("--help").out


def test_a_folder_brings_all_its_articles(spacetui: Command, launched: list[Launched], home: Path) -> None:
    folder = home / "articles"
    folder.mkdir()
    for name in "ba":
        (folder / f"{name}.txt").write_text(f"Article {name}.\n", encoding="utf-8")
    spacetui(folder)
    assert [document.identifier for document in launched[0].incoming] == ["a", "b"]


def test_standard_input_is_read(spacetui: Command, launched: list[Launched], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"From a pipe.\n")))
    spacetui("-")
    assert [document.text for document in launched[0].incoming] == ["From a pipe.\n"]


def test_a_command_wins_over_a_file_of_its_name(spacetui: Command, launched: list[Launched], home: Path) -> None:
    (home / "list").write_text("A list.\n", encoding="utf-8")
    assert "There is no library" in spacetui("list").err
    assert launched == []
    spacetui("./list")
    spacetui("--", "list")
    assert [call.incoming[0].text for call in launched] == ["A list.\n"] * 2


@pytest.mark.parametrize("content", [b"\0\1\2", b"", b"   \n"])
def test_what_cannot_be_read_is_told_and_no_screen_is_drawn(
    spacetui: Command, launched: list[Launched], article: Path, home: Path, content: bytes
) -> None:
    (home / "bad.txt").write_bytes(content)
    result = spacetui(article, "bad.txt")
    assert result.status == 1
    assert "bad.txt" in result.err
    assert launched == []


def test_a_faulty_configuration_is_told_and_no_screen_is_drawn(
    spacetui: Command, launched: list[Launched], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "keys.toml").write_text("[keys", encoding="utf-8")
    monkeypatch.setenv("SPACETUI_CONFIG", str(home / "keys.toml"))
    result = spacetui()
    assert result.status == 1
    assert "is no TOML" in result.err
    assert launched == []


def test_without_a_terminal_the_reader_says_what_serves_instead(
    program: Callable[..., subprocess.Popen[bytes]], article: Path
) -> None:
    with program(article) as reading:
        out, err = reading.communicate()
    assert reading.returncode == 1
    assert out == b""
    assert err.startswith(b"spacetui: The reader needs a terminal")


def test_after_a_text_from_a_pipe_the_keyboard_is_heard(home: Path) -> None:
    """In a session whose terminal is a pseudo-terminal, descriptor 0 becomes that terminal."""
    import pty

    code = (
        "import os, sys; sys.stdin.buffer.read(); from tui.cli.reader import _hear_the_keyboard; "
        "_hear_the_keyboard(); print('heard' if os.isatty(0) else 'deaf', os.read(0, 5))"
    )
    root = Path(__file__).parents[3]
    child, terminal = pty.fork()
    if child == 0:
        script = f'echo text | {sys.executable} -c "{code}"'
        os.execve("/bin/sh", ["sh", "-c", script], {**os.environ, "PYTHONPATH": str(root)})
    os.write(terminal, b"keys\n")
    written = _all_of(terminal)
    os.waitpid(child, 0)
    assert b"heard b'keys\\n'" in written


def _all_of(terminal: int) -> bytes:
    written: Any = b""
    try:
        while data := os.read(terminal, 4096):
            written += data
    except OSError:
        pass
    return bytes(written)
