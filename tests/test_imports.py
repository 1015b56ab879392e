"""Imports run one way, and what is slow to import is imported late. Each is proved in a fresh process."""

from __future__ import annotations

import subprocess
import sys

import pytest

STORE = [
    "carrying",
    "database",
    "decisions",
    "documents",
    "exchange",
    "formats.jsonl",
    "formats.marked",
    "mentions",
    "reading",
    "records",
    "sample",
    "search",
    "statements",
]


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that are there after a statement."""
    code = f"import sys; {statement}; print(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_store_loads_neither_spacy_nor_textual() -> None:
    loaded = loaded_by("import store, " + ", ".join(f"store.{name}" for name in STORE))
    assert not loaded & {"spacy", "textual", "extract", "tui"}


def test_opening_a_library_that_is_up_to_date_does_not_load_sqlite_utils() -> None:
    assert "sqlite_utils" not in loaded_by("import store.database, store.decisions, store.mentions, store.documents")


@pytest.mark.parametrize("module", ["tui.cli.main", "tui.launch", "tui.app"])
def test_starting_the_reader_loads_no_spacy(module: str) -> None:
    assert not loaded_by(f"import {module}") & {"spacy", "thinc", "numpy"}


def test_the_command_line_loads_textual_only_for_the_reader() -> None:
    assert "textual" not in loaded_by("import tui.cli.main, tui.launch")


def test_the_extraction_loads_neither_textual_nor_a_database() -> None:
    loaded = loaded_by("import extract.pipeline")
    assert not loaded & {"textual", "sqlite_utils", "tui"}
