"""The process that trains: what it tells, and what is told where it is cancelled, dies or may not begin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from tui import training
from tui.training import Ended, Progress, Training

Told = SimpleQueue[Progress | Ended]
BEGUN = [Progress("reading the decisions", 0.0), Progress("training", 0.4)]


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "LEARNER", "tests.tui.stub_learner")


@pytest.fixture
def told() -> Told:
    return SimpleQueue()


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[Training]:
    """A training that goes on until it is ended."""
    made = Training(tmp_path / "library.db", "ann")
    yield made
    made.close()


def everything(told: Told) -> list[Progress | Ended]:
    """What is told until the end."""
    found: list[Progress | Ended] = []
    while not found or isinstance(found[-1], Progress):
        found.append(told.get(timeout=20))
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("adopted", [*BEGUN, Ended("Adopted as model 1: 8 instead of 2 of 10 decisions are met.", 1)]),
        ("worse", [*BEGUN, Ended("Not adopted, because it is not better.")]),
        ("little", [BEGUN[0], Ended("There is too little to learn from.", is_failure=True)]),
        ("dies", [BEGUN[0], Ended("The training ended unexpectedly; everything is as it was.", is_failure=True)]),
    ],
)
def test_it_tells_how_far_it_is_and_what_came_of_it(
    tmp_path: Path, told: Told, name: str, expected: list[Progress | Ended]
) -> None:
    Training(tmp_path / f"{name}.db", "ann").start(told.put)
    assert everything(told) == expected


def test_one_that_is_cancelled_says_so(endless: Training, told: Told) -> None:
    endless.start(told.put)
    assert [told.get(timeout=20) for _ in BEGUN] == BEGUN
    endless.cancel()
    assert told.get(timeout=20) == Ended("The training is cancelled; everything is as it was.")


def test_there_is_one_at_a_time(endless: Training, told: Told) -> None:
    endless.start(told.put)
    second: Told = SimpleQueue()
    endless.start(second.put)
    assert [told.get(timeout=20) for _ in BEGUN] == BEGUN
    assert second.empty()


def test_closing_ends_it_without_a_word(endless: Training, told: Told) -> None:
    endless.start(told.put)
    assert [told.get(timeout=20) for _ in BEGUN] == BEGUN
    process = endless._process
    assert process is not None
    endless.close()
    assert process.poll() is not None
    endless.start(told.put)
    assert told.empty()
