"""A person looks at what is learnt, switches a rule off and on, and has a training begin, which is cancelled."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from store import documents, learned_rules, models
from store.database import connect
from tests.end_to_end.terminal import Terminal
from tests.tui.learning import OFF, fill_with_lessons
from tests.tui.test_learner import put_missions_right


@pytest.fixture
def library(home: dict[str, str]) -> Path:
    """A library with rules and enough to learn from, whose texts are read with the program's own model."""
    path = Path(home["SPACETUI_DB"])
    fill_with_lessons(path)
    put_missions_right(path)
    with closing(connect(path)) as connection:
        models.use(connection, None)
        documents.remember_place(connection, 2, 0)  # and is opened with it
    return path


def trains(reader: Terminal) -> bool:
    return any("tui.learner" in command for command in reader.children())


def learners(library: Path) -> list[str]:
    """The trainings on a library, whoever has started them."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if "tui.learner" in command and str(library) in command:
            found.append(command)
    return found


def test_a_rule_is_switched_off_and_a_training_is_begun_and_cancelled(home: dict[str, str], library: Path) -> None:
    with Terminal(environment=home) as reader:
        reader.wait("to review")
        reader.press("K")
        reader.wait("7 decisions")
        reader.press(" ")
        reader.wait("switch off “Gateway” is MISSION · u undoes")
        reader.wait("[ ] “Gateway” is MISSION · off")
        reader.press("u")
        reader.wait("undo switch off “Gateway” is MISSION")
        reader.wait("[✓] “Gateway” is MISSION")
        reader.press("t")
        reader.wait("c cancels")
        assert trains(reader)
        reader.wait("reading the decisions")
        reader.press("escape")
        reader.gone("What your decisions have taught")
        assert "training" in reader.text
        reader.press("]", "a")
        reader.wait("u undoes")
        reader.press("K")
        reader.wait("c cancels")
        reader.press("c")
        reader.wait("The training is cancelled; everything is as it was.")
        assert not trains(reader)
        reader.press("escape")
        reader.gone("What your decisions have taught")
        reader.press("q")
        assert reader.ended() == 0
    with closing(connect(library)) as connection:
        assert {rule.id for rule in learned_rules.derived(connection) if not rule.is_on} == {OFF}
        assert len(models.listed(connection)) == 2
        assert models.in_use(connection) is None
        assert {each.name for each in models.folder(connection).iterdir()} == {"001", "002"}


def test_leaving_the_reader_ends_a_training(home: dict[str, str], library: Path) -> None:
    with Terminal(environment=home, size=(80, 24)) as reader:
        reader.wait("to review")
        reader.press("K")
        reader.wait("7 decisions")
        reader.press("t")
        reader.wait("reading the decisions")
        assert learners(library)
        reader.press("escape")
        reader.gone("What your decisions have taught")
        reader.press("q")
        reader.wait("q again leaves and ends it")
        reader.press("q")
        assert reader.ended() == 0
    assert learners(library) == []
    assert {each.name for each in library.with_name("library.db.models").iterdir()} == {"001", "002"}


def test_a_training_whose_reader_was_killed_ends_by_itself_and_changes_nothing(
    home: dict[str, str], library: Path
) -> None:
    with Terminal(environment=home, size=(80, 24)) as reader:
        reader.wait("to review")
        reader.press("K")
        reader.wait("7 decisions")
        reader.press("t")
        reader.wait("reading the decisions")
        reader.kill()
    end = time.monotonic() + 90
    while learners(library):
        assert time.monotonic() < end
        threading.Event().wait(0.1)
    with closing(connect(library)) as connection:
        assert len(models.listed(connection)) == 2
        assert {each.name for each in models.folder(connection).iterdir()} == {"001", "002"}
