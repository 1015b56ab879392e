"""The extraction's process: one JSON object a line, whatever a text does to the pipeline."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from extract.pipeline import Extractor, Part
from store import records, shipped
from store.database import connect
from store.model import Kind, Origin, Proposal
from tui import worker


class Pipeline:
    """Finds NASA at the beginning of every text, and cannot bear `bad`."""

    def stream(self, text: str, *, published: str | None = None) -> Iterator[Part]:
        if text == "bad":
            raise MemoryError("too much")
        yield Part([Proposal(0, 4, Kind.AGENCY, "NASA", None, 0.5, Origin.MODEL, "so")], 1.0, True)


def served(*texts: str) -> list[dict[str, object]]:
    jobs = "".join(json.dumps({"job": text, "text": text, "published": None}) + "\n" for text in texts)
    answers = io.StringIO()
    worker.serve(cast(Extractor, Pipeline()), io.StringIO(jobs), answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_each_text_is_answered_under_its_own_name() -> None:
    assert [(answer["job"], answer["final"]) for answer in served("one", "two")] == [("one", True), ("two", True)]


def test_a_text_that_breaks_the_pipeline_is_told_and_the_next_is_read() -> None:
    broken, fine = served("bad", "good")
    assert broken["job"] == "bad"
    assert "MemoryError" in str(broken["error"])
    assert fine["final"] is True


def test_the_names_of_an_empty_or_missing_library_are_those_of_the_catalogue(tmp_path: Path) -> None:
    count = len(records.names_of(shipped.catalogue()))
    assert len(worker.names_for(tmp_path / "missing.db")) == count
    connect(tmp_path / "empty.db").close()
    assert len(worker.names_for(tmp_path / "empty.db")) == count
