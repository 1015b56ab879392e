"""`records import` and `records check`: catalogues of one's own brought in, and looked through for faults."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from store import catalogue, checking, importing, shipped
from tui.cli.opening import writing
from tui.cli.output import counted, print_json, say
from tui.text import safe_line


def import_files(values: Namespace) -> int:
    """Bring in the records of files: all of them, or none if a line is faulty."""
    read = [catalogue.read_file(Path(name)) for name in values.files]
    with writing(values) as connection:
        brought = importing.bring_in(connection, chain.from_iterable(read))
    total = sum(map(len, read))
    if values.json:
        print_json({"read": total, **asdict(brought)})
        return 0
    say(
        f"{counted(total, 'record')} read: {brought.new:,} new, {brought.enriched:,} known and enriched, "
        f"{brought.known:,} known already."
    )
    if brought.enriched:
        say(f"{counted(brought.names, 'name')} and {counted(brought.facts, 'fact')} added to known records.")
    return 0


def check(values: Namespace) -> int:
    """Print what is wrong with files of records, or with the shipped catalogue; exit status 1 if something is."""
    ours = list(shipped.catalogue())
    held = list(chain.from_iterable(catalogue.read_file(Path(name)) for name in values.files)) or ours
    found = checking.faults(held, known={record.id for record in ours})
    wrong = sum(not fault.is_warning for fault in found)
    if values.json:
        print_json({"records": len(held), "faults": wrong, "found": [asdict(fault) for fault in found]})
    else:
        say(*(safe_line(f"{' ' if fault.is_warning else '!'} {fault.record}: {fault.words}") for fault in found))
        say(f"{counted(len(held), 'record')}: {counted(wrong, 'fault')}, {counted(len(found) - wrong, 'warning')}.")
    return 1 if wrong else 0
