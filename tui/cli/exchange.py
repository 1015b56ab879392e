"""`export` and `import`: documents with their mentions, out of the library and into it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from store import documents, exchange
from store.errors import FormatError, UnreadableTextError
from store.formats import jsonl
from store.formats.encoding import decode
from store.model import IncomingDocument
from tui import config
from tui.cli.errors import CommandError
from tui.cli.opening import reading, writing
from tui.cli.output import counted, note, print_json, print_json_line, say


def export(values: Namespace) -> int:
    """Write documents in the order given, or all of them, the oldest first."""
    with reading(values) as connection:
        wanted = [documents.find(connection, name).id for name in values.documents] or documents.numbers(connection)
        lines = (jsonl.dump(exchange.exported(connection, number, rejected=values.rejected)) for number in wanted)
        if values.out is None or values.out == "-":
            for line in lines:
                print_json_line(line)
            return 0
        with _whole_file(Path(values.out)) as file:
            for line in lines:
                file.write(line + "\n")
    note(f"{counted(len(wanted), 'document')} written to {values.out}.")
    return 0


@contextlib.contextmanager
def _whole_file(path: Path) -> Iterator[TextIO]:
    """A file that appears under its name when it is whole and safe on the disk, and not at all if writing fails.

    What is no file, such as a pipe, is written as it is.
    """
    path = path.resolve()
    if path.is_dir():
        raise CommandError(f"{path} is a folder; name a file with --out.")
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("x", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, partial)
        partial.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (None, str(partial)):
            # The partial file is nothing that a person has heard of.
            reason = (error.strerror or str(error)).lower()
            raise CommandError(f"{path} cannot be written: {reason}.") from error
        raise


def import_file(values: Namespace) -> int:
    """Bring in a file's documents: all of them, or none if one is faulty."""
    incoming = annotated(values.file)
    author = config.author(values.author)
    with writing(values) as connection:
        brought = [exchange.put(connection, document, author) for document in incoming]
    report = {
        "documents": len(brought),
        "new": sum(one.is_new for one in brought),
        "decided": sum(one.decided for one in brought),
        "proposed": sum(one.proposed for one in brought),
        "contradicted": sum(one.contradicted for one in brought),
    }
    if values.json:
        print_json(report | {"each": [asdict(one) for one in brought]})
        return 0
    say(f"{counted(report['documents'], 'document')} read, {report['new']:,} of them new.")
    say(f"{counted(report['decided'], 'decided mention')} and {report['proposed']:,} proposed ones brought in.")
    if report["contradicted"]:
        say(f"{counted(report['contradicted'], 'mention')} left out: the library has decided otherwise.")
    return 0


def annotated(name: str) -> list[IncomingDocument]:
    """Every document of an annotated file in JSON Lines, each checked.

    Args:
        name: the file; `-` is standard input.

    Raises:
        UnreadableTextError: it cannot be read.
        FormatError: a line is no annotated document, or there is none.
    """
    source = "standard input" if name == "-" else str(Path(name).absolute())
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableTextError(f"{source} cannot be read: {reason}.") from error
    text = decode(data, source, legacy=False)
    found = list(jsonl.read(text.split("\n"), source=source, identifier=Path(name).stem if name != "-" else "stdin"))
    if not found:
        raise FormatError(f"{source} holds no document.")
    return found
