"""The documents say what the program does: keys, commands, files."""

from __future__ import annotations

import re
from pathlib import Path

from store import sample, shipped
from tui import commands
from tui.cli.parser import COMMANDS

ROOT = Path(__file__).parent.parent
# In two pieces, so that this file does not hold what it looks for.
INDEX_ADDRESS = r"https?://[^ )]*/sim" + r"ple(/|$)|index" + "-url"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_key_of_the_reader_stands_in_the_readme() -> None:
    documented = set(re.findall(r"`([^`]+)`", README))
    digits = set("1234567890")
    for command in commands.ALL:
        keys = set(command.key_names({}))
        told = keys & documented or keys <= digits or command.title in README
        assert told, f"the README does not tell of {command.id}"


def test_every_command_stands_in_the_readme() -> None:
    for name in COMMANDS:
        assert re.search(rf"[`|, ]{name}[ `]", README), f"the README does not tell of `spacetui {name}`"


def test_the_files_that_the_contributing_guide_names_are_there() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    layout = guide.split("## Where things stand")[1].split("Imports run one way")[0]
    have = {path.name for folder in ("store", "extract", "tui") for path in (ROOT / folder).rglob("*.py")}
    for name in re.findall(r"[a-z_]+\.py", layout):
        assert name in have, name


def test_the_changelog_counts_what_is_shipped() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(sample.article_names())} articles" in changelog
    assert f"{sum(1 for _ in shipped.catalogue()):,} records" in changelog


def test_no_document_and_no_source_names_a_package_index_or_a_path_of_a_machine() -> None:
    for path in ROOT.rglob("*"):
        if path.suffix in {".py", ".md", ".toml", ".txt"} and ".venv" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not re.search(INDEX_ADDRESS, text), path
