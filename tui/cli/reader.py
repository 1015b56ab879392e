"""Opening the reader: files are read first, so that what is wrong with them is told before a screen is drawn."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from store.model import IncomingDocument
from tui import config
from tui.cli.errors import CommandError


def read(values: Namespace) -> int:
    """Read the files given, and open the reader on the first of them."""
    incoming = _texts(values.files)
    keymap, advance = config.keymap(), config.advance()
    if "-" in values.files:
        _hear_the_keyboard()
    _check_terminal("`spacetui extract FILE` prints what is named without one")
    from tui.launch import launch

    launch(
        incoming,
        config.library_path(values.db),
        config.author(values.author),
        keymap,
        blind=values.blind,
        advance=advance,
    )
    return 0


def adjudicate(values: Namespace) -> int:
    """Open the reader on what another person's library says differently."""
    from store.database import reading_other

    library, other = config.library_path(values.db), Path(values.other).expanduser()
    if not library.exists():
        raise CommandError(f"There is no library at {library} yet; `spacetui add FILE` makes one.")
    with reading_other(other, than=library):
        pass  # what is wrong with it is told before a screen is drawn
    keymap, advance = config.keymap(), config.advance()
    _check_terminal("`spacetui compare A.db B.db` lists the differences without one")
    from tui.launch import launch

    launch([], library, config.author(values.author), keymap, advance=advance, adjudicate=other)
    return 0


def _check_terminal(instead: str) -> None:
    """See that there is a terminal, and tell what serves where there is none."""
    if not (os.isatty(0) and os.isatty(2)):
        raise CommandError(f"The reader needs a terminal; {instead}.")


def _texts(files: list[str]) -> list[IncomingDocument]:
    if not files:
        return []
    from store.reading import find_files, read_path, read_stream

    texts: list[IncomingDocument] = []
    for name in dict.fromkeys(files):
        if name == "-":
            texts.append(read_stream(sys.stdin.buffer))
            continue
        path = Path(name)
        if not os.path.lexists(path) and path.name == name and not path.suffix:
            raise CommandError(f"“{name}” is neither a file nor a command; `spacetui --help` lists the commands.")
        for file in find_files([path]):
            texts += read_path(file)
    return texts


def _hear_the_keyboard() -> None:
    """Let the terminal stand for standard input, whose text has been read."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return
    os.dup2(terminal, 0)
    os.close(terminal)
