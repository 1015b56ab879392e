"""The reader ends otherwise than by its key: the terminal is put back in order, and one sentence tells why."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pytest

from store import documents
from store.database import connect
from tests.end_to_end.terminal import Terminal

_FAILING = """
from tui.app import SpacetuiApp
SpacetuiApp.action_help = lambda self: 1 / 0
"""
_LEFT, _MOUSE_OFF, _CURSOR = b"\x1b[?1049l", b"\x1b[?1003l", b"\x1b[?25h"


def in_order(reader: Terminal) -> bool:
    """Whether the alternate screen was left, the mouse is silent, and the cursor shown."""
    _, left, behind = bytes(reader.written).rpartition(_LEFT)
    return bool(left) and _MOUSE_OFF in reader.written and b"\x1b[?1003h" not in behind and _CURSOR in behind


def test_an_unforeseen_exception_is_one_sentence_that_names_the_details(
    home: dict[str, str], article: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(_FAILING, encoding="utf-8")
    with Terminal(article, environment={**home, "PYTHONPATH": str(tmp_path)}, size=(200, 40)) as reader:
        reader.wait("to review")
        reader.press("?")
        assert reader.ended() == 1
        assert in_order(reader)
        behind = bytes(reader.written).rpartition(_LEFT)[2].decode()
        assert "spacetui: This is a fault of the program: ZeroDivisionError (division by zero) at" in behind
        assert "Traceback" not in behind
        assert len(behind) < 1000
    details = tmp_path / "state" / "spacetui" / "faults.txt"
    assert str(details) in behind
    assert "1 / 0" in details.read_text(encoding="utf-8")


def place(home: dict[str, str]) -> int:
    """Where the first text was left."""
    with closing(connect(Path(home["SPACETUI_DB"]))) as library:
        return documents.place(library, 1)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    path.write_text(
        "".join(f"Day {day}: NASA waits.\n\n" for day in range(1, 200)) + "The last line.\n", encoding="utf-8"
    )
    return path


def at_the_end(reader: Terminal) -> None:
    """Read the last line, of a text that has come into the library."""
    reader.wait("to review")
    reader.press("n", "a")
    reader.wait("accept “NASA” · u undoes")
    reader.press("end")
    reader.wait("The last line.")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_reader_in_order_and_the_place_is_remembered(
    home: dict[str, str], long: Path, number: signal.Signals
) -> None:
    with Terminal(long, environment=home) as reader:
        at_the_end(reader)
        reader.signal(number)
        assert reader.ended() == 128 + number
        assert in_order(reader)
        assert bytes(reader.written).rpartition(_LEFT)[2].isascii(), "nothing of a screen is written any more"
    assert place(home) > 0


def test_a_terminal_that_goes_away_ends_the_reader_and_is_no_fault(home: dict[str, str], long: Path) -> None:
    with Terminal(long, environment=home) as reader:
        at_the_end(reader)
        assert reader.hang_up()
    assert place(home) > 0
    assert not Path(home["XDG_STATE_HOME"]).exists()
