"""The reader ends otherwise than by its key: the terminal is put back in order, and one sentence tells why."""

from __future__ import annotations

from pathlib import Path

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
