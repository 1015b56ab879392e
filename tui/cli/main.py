"""The `spacetui` command: understands the command line, calls what is asked for, and tells what goes wrong."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NoReturn

from extract.errors import ExtractError
from store.errors import StoreError
from tui import faults
from tui.cli.errors import CommandError
from tui.cli.parser import parse
from tui.config import ConfigError
from tui.text import safe_line

#: What a shell reports of a program that ctrl+c ended, and of one whose reader went away.
_INTERRUPTED, _PIPE_BROKEN = 130, 141
#: How long an interrupted command may take to end, in seconds.
_PATIENCE = 5.0


def main(arguments: Sequence[str]) -> int:
    """Carry out a command line.

    Args:
        arguments: the words behind `spacetui`.

    Returns:
        The exit status: 0, 1 for a failure that is told in one sentence on standard error, 2 for wrong usage.
    """
    try:
        values = parse(arguments)
        module, _, function = values.run.partition(":")
        status: int = getattr(import_module(f"tui.cli.{module}"), function)(values)
        sys.stdout.flush()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _abandon_output()
        return _PIPE_BROKEN
    except (StoreError, ExtractError, ConfigError, CommandError) as error:
        return _failure(str(error))
    except OSError as error:
        what = error.filename or ("The output" if _is_of_output(error) else "What was asked for could not be done")
        return _failure(f"{what}: {(error.strerror or str(error)).lower()}.")
    return status


def _failure(sentence: str) -> int:
    print(f"spacetui: {safe_line(sentence)}", file=sys.stderr)
    return 1


def _is_of_output(error: OSError) -> bool:
    """Whether writing what a command prints has failed: the commands themselves write nothing else without a name."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return place is not None and Path(place.tb_frame.f_code.co_filename).parent == Path(__file__).parent


def _abandon_output() -> None:
    """Let the interpreter's last flush go nowhere, so that it does not complain about the broken pipe."""
    with contextlib.suppress(io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> NoReturn:
    """Be the `spacetui` program."""
    signal.signal(signal.SIGINT, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal draws what it can; a pipe or file gets UTF-8, which every format here is written in.
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")
    try:
        status = main(sys.argv[1:])
    except Exception as error:
        status = _failure(faults.told(error))
    sys.exit(status)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """End at ctrl+c, and within seconds even where the interruption meets a process that is half started.

    Python's own exit waits for such a one for ever; it ends when this one has.
    """
    insistence = threading.Timer(_PATIENCE, os._exit, [_INTERRUPTED])
    insistence.daemon = True
    insistence.start()
    raise KeyboardInterrupt


if __name__ == "__main__":
    run()
