"""Learning as a process of its own, which may be killed at any moment."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store import decisions, documents, models
from store.database import connect
from store.model import IncomingDocument, Kind

ROOT = Path(__file__).parents[2]
NAMES = (
    "BRAMBLE",
    "FALLOW",
    "HURDLE",
    "SPINDLE",
    "TANGLE",
    "QUARRY",
    "RATTLE",
    "LATTICE",
    "GANNET",
    "SEXTON",
    "WICKET",
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library in which somebody added a mission to each of some texts, twice."""
    put_missions_right(tmp_path / "library.db")
    return tmp_path / "library.db"


def put_missions_right(path: Path) -> None:
    """Add as many missions to a library as a training takes."""
    with closing(connect(path)) as connection:
        for name in NAMES:
            text = f"The camera {name} was switched on. Since then {name} has looked for ice."
            document = documents.add(connection, IncomingDocument(name, name, text, f"/{name}.txt")).document.id
            spans = [(at, at + len(name)) for at in (11, text.rindex(name))]
            decisions.add(connection, document, spans, Kind.MISSION, "ada")


def everything(path: Path) -> list[str]:
    with closing(connect(path)) as connection:
        return list(connection.iterdump())


def learner(library: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tui.learner", str(library), "ada"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=ROOT,
    )


@pytest.mark.parametrize("how", ["kill", "terminate"])
def test_ending_it_while_it_trains_leaves_all_as_it_was(library: Path, how: str) -> None:
    before = everything(library)
    process = learner(library)
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            step = json.loads(line)
            assert 0 <= step["done"] < 1, step
            if step["doing"] == "training":
                break
        getattr(process, how)()
        process.wait()
    assert everything(library) == before
    with closing(connect(library)) as connection:
        assert models.in_use(connection) is None
        left = [each.name for each in models.folder(connection).iterdir()]
    assert left == [] if how == "terminate" else all(name.startswith("training-") for name in left)


def test_what_cannot_be_learnt_is_told_in_a_sentence(tmp_path: Path) -> None:
    connect(tmp_path / "empty.db").close()
    process = learner(tmp_path / "empty.db")
    output, _ = process.communicate()
    assert "too little" in json.loads(output.splitlines()[-1])["error"]


ADOPTS = """
import os, signal, sys
from extract import learning
from store import models
from tui import learner

def learn(lessons, texts, names, trained, **settings):
    trained.mkdir()
    (trained / "weights").write_text("x")
    return learning.Report(20, 12, 5, 1, 4, 0.9, 0.9)

def adopt(*arguments):
    adopted = kept(*arguments)
    os.kill(os.getpid(), signal.SIGTERM)
    return adopted

kept, learning.learn, models.adopt = models.adopt, learn, adopt
learner.main(sys.argv[1], "ada")
"""


def test_one_that_is_cancelled_when_its_model_has_been_adopted_says_that_it_has(library: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ADOPTS, str(library)], stdout=subprocess.PIPE, cwd=ROOT, check=True)
    assert json.loads(done.stdout)["learnt"]["model"] == 1
    with closing(connect(library)) as connection:
        assert models.in_use(connection) is not None
