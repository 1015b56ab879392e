"""Trained models beside a library."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from store import models
from store.database import connect
from store.errors import TrainingRunsError, UnknownModelError
from store.models import TrainedModel


def trained(library: sqlite3.Connection, content: str = "weights") -> TrainedModel:
    with models.scratch(library) as folder:
        (folder / "model").mkdir()
        (folder / "model" / "weights").write_text(content)
        return models.adopt(library, folder / "model", "ann", "better", {"met_after": 9})


def content(library: sqlite3.Connection) -> str | None:
    folder = models.in_use(library)
    return (folder / "weights").read_text() if folder else None


def test_a_library_uses_the_program_s_own_model_at_first(library: sqlite3.Connection) -> None:
    assert models.in_use(library) is None
    assert models.listed(library) == []


def test_an_adopted_model_lies_beside_the_library_and_is_in_use(library: sqlite3.Connection, path: Path) -> None:
    model = trained(library)
    assert (model.number, model.based_on, model.report, model.is_in_use) == (1, None, {"met_after": 9}, True)
    assert models.in_use(library) == path.with_name("library.db.models") / "001"
    assert [each.name for each in models.folder(library).iterdir()] == ["001"]


def test_each_model_is_taken_back_to_the_one_that_it_came_from(library: sqlite3.Connection) -> None:
    trained(library, "first")
    trained(library, "second")
    assert content(library) == "second"
    left, used = models.roll_back(library)
    assert (left.number, used, content(library)) == (2, 1, "first")
    assert trained(library, "third").based_on == 1
    models.roll_back(library)
    models.roll_back(library)
    assert content(library) is None
    assert [(each.number, each.is_in_use) for each in models.listed(library)] == [(1, False), (2, False), (3, False)]
    with pytest.raises(UnknownModelError, match="nothing to take back"):
        models.roll_back(library)


def test_any_model_that_is_there_may_be_used_again(library: sqlite3.Connection) -> None:
    trained(library, "first")
    trained(library, "second")
    models.roll_back(library)
    assert [each.is_in_use for each in models.use(library, 2)] == [False, True]
    assert content(library) == "second"
    models.use(library, None)
    assert content(library) is None
    shutil.rmtree(models.folder(library) / "001")
    for number in (1, 3):
        with pytest.raises(UnknownModelError, match=f"Model {number} is not there"):
            models.use(library, number)


def test_there_is_one_training_on_a_library_at_a_time(library: sqlite3.Connection, path: Path) -> None:
    other = connect(path)
    with models.scratch(library), pytest.raises(TrainingRunsError, match="already"), models.scratch(other):
        pass
    with models.scratch(other) as folder:
        assert folder.is_dir()
    other.close()


def test_a_training_that_fails_leaves_nothing(library: sqlite3.Connection) -> None:
    def train() -> None:
        with models.scratch(library) as folder:
            (folder / "model").mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train()
    assert list(models.folder(library).iterdir()) == []
    assert models.listed(library) == []


@pytest.mark.skipif(sys.platform == "win32", reason="has no lock that tells")
def test_what_a_killed_training_left_is_cleared_away_by_the_next(library: sqlite3.Connection) -> None:
    home = models.folder(library)
    (home / "training-young").mkdir(parents=True)
    with models.scratch(library) as folder:
        assert [each.name for each in home.iterdir()] == [folder.name]


def test_where_no_lock_tells_it_is_cleared_away_after_a_day(
    library: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    home = models.folder(library)
    (home / "training-old").mkdir(parents=True)
    (home / "training-young").mkdir()
    long_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(home / "training-old", (long_ago, long_ago))
    with models.scratch(library):
        assert not (home / "training-old").exists()
    assert (home / "training-young").exists()


def test_a_folder_that_somebody_left_who_was_killed_while_adopting_is_replaced(library: sqlite3.Connection) -> None:
    (models.folder(library) / "001").mkdir(parents=True)
    (models.folder(library) / "001" / "half").touch()
    trained(library)
    assert content(library) == "weights"
    assert not (models.folder(library) / "001" / "half").exists()


def test_without_its_folder_a_model_is_not_in_use(library: sqlite3.Connection) -> None:
    trained(library)
    shutil.rmtree(models.folder(library))
    assert models.in_use(library) is None
