"""`spacetui learn`: rules, training, and taking it back."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from extract import learning
from extract.learning import Report, Step
from store import decisions, documents, mentions, models
from store.database import connect
from store.model import IncomingDocument, Kind
from tests.tui.cli.conftest import Command

BETTER = Report(50, 40, 10, 2, 8, 0.915, 0.913)


@pytest.fixture
def taught(library: Path) -> Path:
    """A library in which somebody added a name."""
    text = "They lost Foo-Sat."
    with closing(connect(library)) as connection:
        document = documents.add(connection, IncomingDocument("loss", "Loss", text, "/loss.txt")).document.id
        decisions.add(connection, document, [(10, 17)], Kind.MISSION, "ada")
    return library


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> Callable[[Report], None]:
    """Training that takes no time and comes to a given report."""

    def comes_to(report: Report) -> None:
        def learn(
            lessons: object,
            corpus: Sequence[object],
            names: object,
            folder: Path,
            *,
            model: str,
            progress: Callable[[Step], None],
        ) -> Report:
            assert len(corpus) > 400
            folder.mkdir()
            (folder / "weights").write_text(f"trained from {model}")
            progress(Step("training", 0.5))
            return report

        monkeypatch.setattr(learning, "learn", learn)

    return comes_to


def test_a_full_disk_is_told_of_the_model_and_not_of_the_output(
    spacetui: Command, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **settings: object) -> Report:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(learning, "learn", fail)
    told = spacetui("learn")
    assert told.status == 1
    home = taught.with_name("library.db.models")
    words = f"The model could not be written in {home}: no space left on device; everything is as it was."
    assert told.err == f"spacetui: {words}\n"
    assert list(home.iterdir()) == []


def test_rules_are_listed_with_what_speaks_for_and_against_them(spacetui: Command, taught: Path) -> None:
    assert spacetui("learn", "--rules").out.splitlines()[1].split() == [
        *("Foo-Sat", "is", "MISSION"),
        *("1", "0", "mission/foo-sat", "on"),
    ]
    (rule,) = json.loads(spacetui("learn", "--rules", "--json").out)
    assert (rule["rule"], rule["support"], rule["against"], rule["state"]) == ("Foo-Sat is MISSION", 1, 0, "on")


def test_a_rule_is_switched_off_and_on(spacetui: Command, taught: Path) -> None:
    assert spacetui("learn", "--off", "Foo-Sat is MISSION").out == "“Foo-Sat” is MISSION: 1 decision; off.\n"
    assert json.loads(spacetui("learn", "--rules", "--json").out)[0]["state"] == "off"
    assert spacetui("learn", "--on", "Foo-Sat is MISSION").out.endswith("; on.\n")
    unknown = spacetui("learn", "--off", "Bar is MISSION")
    assert (unknown.status, unknown.err.count("\n")) == (1, 1)


def test_without_decisions_there_are_no_rules_and_no_models(spacetui: Command, library: Path) -> None:
    assert spacetui("learn", "--rules").out == "No decisions make a rule yet.\n"
    assert spacetui("learn", "--list").out == "No model was trained from the decisions yet.\n"
    assert spacetui("learn", "--rollback").status == 1


def test_one_decision_is_too_little_to_train_from(spacetui: Command, taught: Path) -> None:
    told = spacetui("learn")
    assert told.status == 1
    assert told.err.startswith("spacetui: There is too little to learn from: 1 of the decisions")


def test_a_better_model_is_adopted_listed_and_taken_back(
    spacetui: Command, taught: Path, training: Callable[[Report], None]
) -> None:
    training(BETTER)
    told = spacetui("learn")
    assert "Adopted as model 1: 8 instead of 2 of 10 decisions" in told.out
    assert "91.3 points, 91.5 with the program's own model" in told.out
    assert told.err == ""
    assert "in use" in spacetui("learn", "--list").out
    assert json.loads(spacetui("learn", "--json").out)["model"] == 2
    with closing(connect(taught)) as connection:
        folder = models.in_use(connection)
    assert folder is not None
    assert (folder / "weights").read_text().endswith("001")
    assert "in use is model 1" in spacetui("learn", "--rollback").out
    assert "in use is the program’s own" in spacetui("learn", "--rollback").out


@pytest.mark.parametrize(
    ("report", "option", "words"),
    [
        (BETTER, ["--dry-run"], "It would be adopted: 8 instead of 2"),
        (BETTER._replace(met_after=2), [], "Not adopted, because it is not better: 2 instead of 2"),
        (BETTER._replace(shipped_after=0.9), [], "Not adopted, because it is not better"),
    ],
)
def test_nothing_else_is_adopted(
    spacetui: Command, taught: Path, training: Callable[[Report], None], report: Report, option: list[str], words: str
) -> None:
    training(report)
    told = spacetui("learn", *option)
    assert told.status == 0
    assert words in told.out
    with closing(connect(taught)) as connection:
        assert models.listed(connection) == []
        assert list(models.folder(connection).iterdir()) == []


def test_every_text_is_read_anew_and_what_was_decided_stays(spacetui: Command, taught: Path) -> None:
    with closing(connect(taught)) as connection:
        incoming = IncomingDocument("moon", "Moon", "NASA went to the Moon.", "/moon.txt")
        moon = documents.add(connection, incoming).document.id
        told = spacetui("learn", "--reread")
        assert told.out == "2 mentions found in 2 documents; what was decided stays.\n"
        assert [m.kind for m in mentions.of_document(connection, moon)] == [Kind.AGENCY, Kind.BODY]
        (kept,) = mentions.of_document(connection, 1)
    assert (kept.kind, kept.author) == (Kind.MISSION, "ada")


def test_the_doctor_tells_of_the_model_in_use_and_misses_its_folder(
    spacetui: Command, taught: Path, training: Callable[[Report], None]
) -> None:
    training(BETTER)
    spacetui("learn")
    assert "number 1, in use" in spacetui("doctor").out
    shutil.rmtree(taught.with_name("library.db.models"))
    told = spacetui("doctor")
    assert told.status == 1
    assert "number 1, is gone from" in told.out


def test_only_one_thing_is_asked_at_a_time(spacetui: Command, taught: Path) -> None:
    assert spacetui("learn", "--rules", "--rollback").status == 2


def test_learning_needs_a_library(spacetui: Command, home: Path) -> None:
    assert "There is no library" in spacetui("learn").err
