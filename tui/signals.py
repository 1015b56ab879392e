"""Leaving at a signal: a program that is told to end, or whose terminal goes away, is left in order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable

#: How long leaving may take, in seconds; it takes for ever where the terminal is written to and gone.
_PATIENCE = 5.0
_NAMES = ("SIGTERM", "SIGHUP")


def leave_at_signals(leave: Callable[[int], object]) -> None:
    """Have the program left when it is told to end, as long as the running event loop lasts.

    Args:
        leave: is called in the event loop with the exit status that shells expect, 128 and the signal's number.
    """

    def told(status: int) -> None:
        insistence = threading.Timer(_PATIENCE, os._exit, [status])
        insistence.daemon = True
        insistence.start()
        leave(status)

    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
        # Not everywhere can an event loop be told of signals, and nowhere outside the main thread.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, told, 128 + number)
