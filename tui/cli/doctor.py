"""`doctor`: whether all is well with the installation, the library, the configuration and the terminal."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sqlite3
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from extract.errors import ExtractError
from store import models
from store.database import connect, plain_errors
from store.errors import StoreError
from store.migrations import NAMES
from tui import config
from tui.cli.output import columns_of, counted, print_json, say
from tui.cli.versions import installed
from tui.text import safe_line

_PACKAGES = ("spacy", "textual", "sqlite-utils", "ahocorasick-rs")
_COUNTED = ("documents", "mentions", "decisions", "records")


class Finding(NamedTuple):
    """One thing that was looked at, what was found, and whether it is as it should be."""

    about: str
    found: str
    is_well: bool = True


def examine(values: Namespace) -> int:
    """Print what is found; exit status 1 if something is wrong."""
    findings = [
        *_versions(),
        *_extraction(),
        *_library(config.library_path(values.db)),
        *_configuration(),
        *_terminal(),
    ]
    wrong = [finding for finding in findings if not finding.is_well]
    if values.json:
        print_json({"well": not wrong, "findings": [finding._asdict() for finding in findings]})
        return 1 if wrong else 0
    width = max(columns_of(finding.about) for finding in findings)
    for finding in findings:
        say(safe_line(f"{' ' if finding.is_well else '!'} {finding.about:<{width}}  {finding.found}"))
    say("", "All is well." if not wrong else f"Something is wrong with: {', '.join(f.about for f in wrong)}.")
    return 1 if wrong else 0


def _versions() -> Iterator[Finding]:
    yield Finding("Python", f"{platform.python_version()} on {platform.platform(terse=True)}")
    yield Finding("SQLite", sqlite3.sqlite_version, sqlite3.sqlite_version_info >= (3, 38))
    for package in _PACKAGES:
        found = installed(package)
        yield Finding(package, found or "not installed", found is not None)
    yield Finding("spacetui", installed("spacetui") or "run from its source")


def _extraction() -> Iterator[Finding]:
    from store import shipped

    try:
        names = shipped.catalogue_names()
    except StoreError as error:
        yield Finding("catalogue", str(error), False)
        return
    yield Finding("catalogue", counted(len({name.record_id for name in names}), "record"))
    try:
        from extract.pipeline import load

        started = time.perf_counter()
        extractor = load(names)
    except (ExtractError, ImportError) as error:
        yield Finding("extraction", f"cannot be loaded: {error}", False)
        return
    seconds = time.perf_counter() - started
    yield Finding("extraction", f"{extractor.run.pipeline} {extractor.run.version}, loaded in {seconds:.1f} s")


def _library(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding("library", f"{path} (none yet; the reader and `spacetui add` make it)")
        return
    try:
        with closing(connect(path, create=False)) as connection, plain_errors(path):
            size = path.stat().st_size
            yield Finding("library", f"{path} ({size / 1e6:,.1f} MB)")
            faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            yield Finding("integrity", "; ".join(faults) or "sound", not faults)
            broken = len(connection.execute("PRAGMA foreign_key_check").fetchall())
            yield Finding(
                "references", f"{counted(broken, 'row')} without its target" if broken else "sound", not broken
            )
            applied = [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid")]
            yield Finding("schema", f"{len(applied)} of {len(NAMES)} migrations", applied == list(NAMES))
            yield from _learnt_model(connection)
            # The names are those of this module, not of a person.
            counts = [(name, connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in _COUNTED]
            yield Finding("holds", ", ".join(f"{count:,} {name}" for name, count in counts))
    except StoreError as error:
        yield Finding("library", str(error), False)


def _learnt_model(connection: sqlite3.Connection) -> Iterator[Finding]:
    used = next((model for model in models.listed(connection) if model.is_in_use), None)
    if used is not None:
        is_there = models.in_use(connection) is not None
        state = "in use" if is_there else f"is gone from {models.folder(connection)}; the program's own is in use"
        yield Finding("learnt model", f"number {used.number}, {state}", is_there)


def _configuration() -> Iterator[Finding]:
    path = config.config_path()
    try:
        changed = config.keymap()
    except config.ConfigError as error:
        yield Finding("configuration", str(error), False)
        return
    told = counted(len(changed), "changed key") if path.exists() else "none"
    yield Finding("configuration", f"{path} ({told})")
    yield Finding("author", config.author())


def _terminal() -> Iterator[Finding]:
    if not sys.stdout.isatty():
        yield Finding("terminal", "none: the output goes elsewhere")
        return
    size = shutil.get_terminal_size()
    yield Finding("terminal", f"{os.environ.get('TERM', 'unknown')}, {size.columns} columns, {size.lines} lines")
    yield Finding("colours", _colours())
    encoding = locale.getpreferredencoding(False)
    yield Finding("encoding", encoding, encoding.lower().replace("-", "") == "utf8")


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return "none, because $NO_COLOR is set"
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in os.environ.get("TERM", "") else "16 or unknown"
