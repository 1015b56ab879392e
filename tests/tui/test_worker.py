"""The extraction's process: one JSON object a line, whatever a text does to the pipeline."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from extract.pipeline import Extractor, Part, load
from store import records, shipped
from store.database import connect
from store.model import Kind, Origin, Proposal, QuotationProposal, Rule, Span
from tests.extract.builders import CATALOGUE
from tui import knowledge, worker


class Pipeline:
    """Finds NASA at the beginning of every text, and cannot bear `bad`."""

    def stream(self, text: str, *, published: str | None = None) -> Iterator[Part]:
        if text == "bad":
            raise MemoryError("too much")
        names = [Proposal(0, 4, Kind.AGENCY, "NASA", None, 0.5, Origin.MODEL, "so")]
        said = QuotationProposal(0, 4, Span(0, 4), None, False, 0.5, "so")
        yield Part(names, 1.0, whole=True)
        yield Part(names, 1.0, True, True, [], [said])


def served(*texts: str) -> list[dict[str, object]]:
    jobs = "".join(json.dumps({"job": text, "text": text, "published": None}) + "\n" for text in texts)
    answers = io.StringIO()
    worker.serve(cast(Extractor, Pipeline()), io.StringIO(jobs), answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_each_text_is_answered_under_its_own_name() -> None:
    assert [answer["job"] for answer in served("one", "two")] == ["one", "one", "two", "two"]


def test_names_come_first_and_statements_behind_them() -> None:
    first, last = served("one")
    assert (first["done"], first["whole"]) == (1.0, True)
    assert first["proposals"] == [[0, 4, "AGENCY", "NASA", None, 0.5, "model", "so", [], ""]]
    assert last == {"job": "one", "relations": [], "quotations": [[0, 4, [0, 4], None, False, 0.5, "so"]]}


def test_a_text_that_breaks_the_pipeline_is_told_and_the_next_is_read() -> None:
    broken, fine, _ = served("bad", "good")
    assert broken["job"] == "bad"
    assert "MemoryError" in str(broken["error"])
    assert fine["whole"] is True


def test_the_names_of_an_empty_or_missing_library_are_those_of_the_catalogue(tmp_path: Path) -> None:
    count = len(records.names_of(shipped.catalogue()))
    assert len(knowledge.of_library(tmp_path / "missing.db").names) == count
    connect(tmp_path / "empty.db").close()
    assert len(knowledge.of_library(tmp_path / "empty.db").names) == count


def test_new_rules_are_followed_from_the_next_text_on_and_the_run_says_so() -> None:
    extractor = load(CATALOGUE)
    rule = Rule("Foo-Sat", Kind.MISSION, "mission/foo-sat", "Foo-Sat", 1, 0)
    waiting = [None, [rule], None]
    jobs = "".join(
        json.dumps({"job": str(at), "text": "They lost Foo-Sat.", "published": None}) + "\n" for at in (1, 2)
    )
    answers = io.StringIO()
    before = extractor.run
    worker.serve(extractor, io.StringIO(jobs), answers, lambda: waiting.pop(0))
    said = [json.loads(line) for line in answers.getvalue().splitlines()]
    runs = [line["run"] for line in said if "run" in line]
    assert runs == [[extractor.run.pipeline, extractor.run.version, extractor.run.configuration]]
    assert extractor.run != before
    found = {line["job"]: [each[6] for each in line["proposals"]] for line in said if line.get("whole")}
    assert "learned rule" not in found["1"]
    assert "learned rule" in found["2"]
