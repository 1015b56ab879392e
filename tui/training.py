"""Training in the background: a process that learns from the decisions while a person reads on."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

#: The module that is run as the training's process.
LEARNER = "tui.learner"
#: How long a process that is told to end may take to clear away what it has made, in seconds.
_GRACE = 2.0


class Progress(NamedTuple):
    """How far a training is: what it does, and the share of all that is done, from 0 to 1."""

    doing: str
    done: float


class Ended(NamedTuple):
    """What came of a training.

    Args:
        words: the same in a sentence.
        model: the number of the model that was adopted; None if none was.
        is_failure: whether it could not be carried through.
    """

    words: str
    model: int | None = None
    is_failure: bool = False


_CANCELLED = Ended("The training is cancelled; everything is as it was.")
_DIED = Ended("The training ended unexpectedly; everything is as it was.", is_failure=True)


class Training:
    """The process that trains, one at a time."""

    def __init__(self, library: Path, author: str) -> None:
        """Prepare it.

        Args:
            library: whose decisions are learnt from.
            author: who has a model trained.
        """
        self._library = library
        self._author = author
        self._process: subprocess.Popen[str] | None = None
        self._is_cancelled = False
        self._is_closed = False
        #: How far the training is, as its owner has been told; None while none runs.
        self.progress: Progress | None = None

    def start(self, tell: Callable[[Progress | Ended], None]) -> None:
        """Begin, unless a training runs already.

        Args:
            tell: is told how far it is and at last what came of it, in a thread of its own.
        """
        if self.progress is not None or self._is_closed:
            return
        self.progress = Progress("beginning", 0.0)
        self._is_cancelled = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", LEARNER, str(self._library), self._author],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,  # a ctrl+c in the terminal is the reader's alone
        )
        threading.Thread(target=self._listen, args=(self._process, tell), daemon=True).start()

    def cancel(self) -> None:
        """End the process, which leaves all as it was; what is told at last says so."""
        if self._process is not None:
            self._is_cancelled = True
            self._process.terminate()

    def close(self) -> None:
        """End the process for good, without a word."""
        self._is_closed = True
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _listen(self, process: subprocess.Popen[str], tell: Callable[[Progress | Ended], None]) -> None:
        ended: Ended | None = None
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                said = _said(line)
                if isinstance(said, Progress) and not self._is_closed and not self._is_cancelled:
                    tell(said)
                elif isinstance(said, Ended):
                    ended = said
        process.wait()
        if not self._is_closed:
            tell(ended or (_CANCELLED if self._is_cancelled else _DIED))


def _said(line: str) -> Progress | Ended | None:
    """What a line of the process says; None for what a library has printed among them."""
    try:
        message = json.loads(line)
        if "doing" in message:
            return Progress(message["doing"], message["done"])
        if "error" in message:
            return Ended(message["error"], is_failure=True)
        return Ended(message["learnt"]["words"], message["learnt"]["model"])
    except (ValueError, TypeError, KeyError):
        return None
