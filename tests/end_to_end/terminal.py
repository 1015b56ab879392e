"""A program in a real pseudo-terminal, driven by keys and read as a screen."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "left": "\x1b[D",
    "right": "\x1b[C",
    "shift+left": "\x1b[1;2D",
    "shift+right": "\x1b[1;2C",
    "ctrl+left": "\x1b[1;5D",
    "ctrl+right": "\x1b[1;5C",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pagedown": "\x1b[6~",
    "alt+left": "\x1b[1;3D",
    "alt+right": "\x1b[1;3C",
    "ctrl+p": "\x10",
    "ctrl+r": "\x12",
}


class _Screen(pyte.Screen):
    """pyte's screen, which takes the private SGR sequences of modern terminals for colours."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attributes)


class Terminal:
    """`spacetui` with some arguments in a terminal of some size.

    Args:
        arguments: what is typed behind `spacetui`.
        environment: variables to set besides those of the tests.
        size: columns and rows.
        module: the Python module that is run.
    """

    def __init__(
        self,
        *arguments: str | Path,
        environment: dict[str, str],
        size: tuple[int, int] = (120, 40),
        module: str = "tui.cli.main",
    ) -> None:
        columns, rows = size
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        #: Everything that was written to the terminal, to look for what must never be.
        self.written = bytearray()
        # The size is the pseudo-terminal's own; LINES and COLUMNS of the terminal around the tests would hide it.
        inherited = {name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS")}
        self._child: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable,
            ["-m", module, *map(str, arguments)],
            env={**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
            dimensions=(rows, columns),
            timeout=None,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def text(self) -> str:
        """The screen's rows."""
        return "\n".join(self._screen.display)

    def wait(self, words: str, seconds: float = 90) -> str:
        """Read until words stand on the screen."""
        self.until(lambda: words in self.text, f"“{words}” to come", seconds)
        return self.text

    def gone(self, words: str, seconds: float = 90) -> str:
        """Read until words stand on the screen no more."""
        self.until(lambda: words not in self.text, f"“{words}” to go", seconds)
        return self.text

    def until(self, reached: Callable[[], bool], what: str, seconds: float = 90) -> None:
        """Read until something is so, which `what` says in words."""
        end = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s for {what}; the screen shows:\n{self.text}")
            if not self._read() and not reached():
                raise AssertionError(f"the program ended while waiting for {what}; the screen shows:\n{self.text}")

    def _read(self) -> bool:
        try:
            data = self._child.read_nonblocking(65536, timeout=0.02)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.written += data
        self._stream.feed(data)
        return True

    def press(self, *keys: str) -> None:
        """Type keys, each by its name or as the one sign that it is."""
        for key in keys:
            self._child.send(key if len(key) == 1 else KEYS[key])

    def drag(self, words: str) -> None:
        """Drag the mouse over words, from their first sign to their last, where they stand lowest on the screen."""
        row = max(number for number, line in enumerate(self._screen.display, start=1) if words in line)
        first = self._screen.display[row - 1].index(words) + 1
        for button, column, end in ((0, first, "M"), (32, first + len(words), "M"), (0, first + len(words), "m")):
            self._child.send(f"\x1b[<{button};{column};{row}{end}")

    def signal(self, number: signal.Signals) -> None:
        """Tell the program something as other programs do."""
        self._child.kill(number)

    def hang_up(self, seconds: float = 30) -> bool:
        """Take the terminal away, as a window that is closed; whether the program ends because of it."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self._child.child_fd)  # which closes the terminal, and leaves what is closed at the end
        os.close(nothing)
        end = time.monotonic() + seconds
        while self._child.isalive() and time.monotonic() < end:
            time.sleep(0.02)
        return not self._child.isalive()

    def kill(self) -> None:
        """End the program as a power cut does."""
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
        self._child.close(force=True)

    def ended(self, seconds: float = 60) -> int:
        """Wait for the program to end; its exit status."""
        end = time.monotonic() + seconds
        while self._read():
            assert time.monotonic() < end, f"the program did not end; the screen shows:\n{self.text}"
        self._child.wait()
        return int(self._child.exitstatus if self._child.exitstatus is not None else -1)

    def children(self) -> list[str]:
        """The command lines of the processes that the program has started."""
        found = []
        for process in Path("/proc").iterdir():
            try:
                parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
                if process.name.isdecimal() and int(parent) == self._child.pid:
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except (OSError, IndexError):
                continue
        return found
