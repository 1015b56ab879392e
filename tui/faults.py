"""Faults of the program: one sentence for the person, and in a file what whoever mends it needs."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from tui.text import safe_line


class ReaderFaultError(Exception):
    """The reader had to end because of what nobody has foreseen, which is the cause of this."""


def told(error: Exception) -> str:
    """The sentence on a fault; its details are kept in a file that the sentence names.

    Args:
        error: what nobody has foreseen, or a `ReaderFaultError` that it caused.
    """
    if isinstance(error, ReaderFaultError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "an unknown place"
    sentence = f"This is a fault of the program: {type(error).__name__} ({error}) at {where}"
    try:
        return f"{sentence}; to report it, send {_keep(error)}."
    except OSError:
        return f"{sentence}."


def _keep(error: Exception) -> Path:
    """Write the details behind those of earlier faults; the file."""
    # A fault is seldom, and these are slow to load.
    from platformdirs import user_state_path

    from store.clock import now
    from tui.cli.versions import installed

    path = user_state_path("spacetui", appauthor=False) / "faults.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    heading = f"{now()}, spacetui {installed('spacetui')}, Python {platform.python_version()}, {platform.platform()}"
    lines = "".join(traceback.format_exception(error)).splitlines()
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join([heading, *map(safe_line, lines), "", ""]))
    return path
