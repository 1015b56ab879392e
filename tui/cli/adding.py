"""`add`: files and folders into the library."""

from __future__ import annotations

import os
import sqlite3
from argparse import Namespace
from collections.abc import Generator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from store import documents, extractions
from store.database import library_path
from store.errors import StoreError
from store.reading import find_files
from tui.cli.batches import Answer, Fault, answers
from tui.cli.opening import writing
from tui.cli.output import counted, note, print_json, progress_line, say


@dataclass
class Report:
    """What came of adding.

    Args:
        new: texts from new sources.
        revised: new texts from known sources.
        known: texts that the library had.
        extracted: documents that were extracted.
        mentions: what was found in those.
        carried: decisions that hold in the new revisions as well.
        orphaned: decisions that found no place there; they stay with the old revisions.
        annotated: documents that came with mentions of their own, which importing would keep.
        failed: what could not be read, and why.
    """

    new: int = 0
    revised: int = 0
    known: int = 0
    extracted: int = 0
    mentions: int = 0
    carried: int = 0
    orphaned: int = 0
    annotated: int = 0
    failed: list[Fault] = field(default_factory=list)


def add(values: Namespace) -> int:
    """Add files and folders, each document committed on its own, so that what is done stays done."""
    report = Report()
    files = _files(values.paths, report)
    if files:
        with writing(values) as connection:
            _add(connection, answers(files, library_path(connection), extracting=not values.no_extract), report)
    for fault in report.failed:
        note(f"spacetui: {fault.reason}")
    if values.json:
        print_json(asdict(report) | {"failed": [fault._asdict() for fault in report.failed]})
    else:
        say(*_summary(report))
    return 1 if report.failed else 0


def _files(paths: list[str], report: Report) -> list[Path]:
    """The files to read, each once, in the order given."""
    found: dict[str, Path] = {}
    for path in paths:
        try:
            for file in find_files([Path(path)]):
                found.setdefault(os.path.realpath(file), file)
        except StoreError as error:
            report.failed.append(Fault(path, str(error)))
    return list(found.values())


def _add(connection: sqlite3.Connection, coming: Generator[Answer, None, None], report: Report) -> None:
    with closing(coming), progress_line() as tell:
        for answer in coming:
            _keep(connection, answer, report)
            tell(f"{counted(report.new + report.revised + report.known, 'document')}, {report.new:,} new")


def _keep(connection: sqlite3.Connection, answer: Answer, report: Report) -> None:
    for document, found in answer.taken:
        added = documents.add(connection, document)
        if not added.is_new:
            report.known += 1
        elif added.revises is None:
            report.new += 1
        else:
            report.revised += 1
        report.carried += added.carried
        report.orphaned += added.orphaned
        report.annotated += bool(document.mentions)
        if found is not None and answer.run is not None:
            extractions.keep(
                connection, added.document.id, answer.run, found.proposals, found.relations, found.quotations
            )
            report.extracted += 1
            report.mentions += len(found.proposals)
    report.failed += answer.faults


def _summary(report: Report) -> list[str]:
    lines = [f"{counted(report.new, 'document')} new, {report.revised:,} revised, {report.known:,} known already."]
    if report.extracted:
        lines.append(f"{counted(report.mentions, 'mention')} found in {counted(report.extracted, 'document')}.")
    if report.carried or report.orphaned:
        stayed = f"; {report.orphaned:,} found no place and stay with the old ones" if report.orphaned else ""
        lines.append(f"{counted(report.carried, 'decision')} carried over to new revisions{stayed}.")
    if report.annotated:
        marks = counted(report.annotated, "document")
        lines.append(f"The marks that {marks} came with are left out; `spacetui import` keeps those of JSON Lines.")
    if report.failed:
        lines.append(f"{counted(len(report.failed), 'file')} could not be read.")
    return lines
