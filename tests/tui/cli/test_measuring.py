"""`spacetui evaluate` and `doctor`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extract import pipeline
from extract.errors import ExtractError
from tests.tui.cli.conftest import Command


@pytest.fixture
def gold(home: Path) -> Path:
    """Two texts: one annotated as the extraction would, one with an agency that is none and a rejected mention."""
    documents = [
        {"id": "right", "text": "NASA met ESA.", "mentions": [span(0, 4), span(9, 12)]},
        {"id": "wrong", "text": "Nothing flew, NASA said.", "mentions": [span(0, 7), span(14, 18, state="rejected")]},
    ]
    path = home / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    return path


def span(start: int, end: int, **more: str) -> dict[str, object]:
    return {"start": start, "end": end, "kind": "AGENCY", "name": "N", **more}


def test_figures_a_kind_and_in_all(spacetui: Command, gold: Path) -> None:
    report = json.loads(spacetui("evaluate", gold, "--json").out)
    agencies = report["kinds"]["AGENCY"]["strict"]
    assert (agencies["true_positives"], agencies["false_positives"], agencies["false_negatives"]) == (2, 1, 1)
    assert report["core"]["overlapping"]["f1"] == pytest.approx(2 / 3)
    assert report["names"]["mentions"] == 2
    assert report["speed"]["words"] == 7
    assert report["speed"]["words_per_second"] > 0
    assert "errors" not in report


def test_errors_are_listed_when_asked_for(spacetui: Command, gold: Path) -> None:
    report = json.loads(spacetui("evaluate", gold, "--errors", "--json").out)
    assert [(e["document"], e["at"], e["what"]) for e in report["errors"]] == [
        ("wrong", 0, "missed"),
        ("wrong", 14, "spurious"),
    ]
    assert report["errors"][0]["gold"] == {"start": 0, "end": 7, "kind": "AGENCY", "words": "Nothing"}
    assert report["errors"][0]["found"] is None


def test_a_table_for_people(spacetui: Command, gold: Path) -> None:
    out = spacetui("evaluate", gold, "--errors").out
    assert "AGENCY, PERSON, MISSION" in out
    assert "words a second" in out
    assert "Nothing AGENCY" in out


def test_statements_are_measured_too(spacetui: Command, home: Path) -> None:
    document = {
        "id": "one",
        "text": "NASA leads Artemis.",
        "mentions": [span(0, 4), {"start": 11, "end": 18, "kind": "MISSION", "name": "Artemis"}],
        "relations": [{"subject": "N", "predicate": "held_on", "object": "Artemis"}],
        "quotes": [{"speaker": "N", "start": 0, "end": 4}],
    }
    path = home / "stated.jsonl"
    path.write_text(json.dumps(document), encoding="utf-8")
    report = json.loads(spacetui("evaluate", path, "--errors", "--json").out)
    assert report["relations"]["predicates"]["held_on"]["false_negatives"] == 1
    assert report["quotations"]["speakers"]["false_negatives"] == 1
    missed = [(e["what"], e["gold"]) for e in report["errors"] if e["what"].startswith("missed, ")]
    assert missed == [("missed, held_on", "N held_on Artemis"), ("missed, quotation", "N: NASA")]
    assert "quotations, speakers" in spacetui("evaluate", path, "--errors").out


def test_gold_that_is_none_is_told(spacetui: Command, article: Path) -> None:
    result = spacetui("evaluate", article)
    assert result.status == 1
    assert "line 1: this is no JSON" in result.err


def findings(spacetui: Command, status: int) -> dict[str, dict[str, object]]:
    result = spacetui("doctor", "--json")
    assert result.status == status
    report = json.loads(result.out)
    assert report["well"] == (status == 0)
    return {finding["about"]: finding for finding in report["findings"]}


def test_a_sound_library_is_told_sound(spacetui: Command, library: Path) -> None:
    found = findings(spacetui, 0)
    assert str(library) in str(found["library"]["found"])
    assert found["integrity"]["found"] == found["references"]["found"] == "sound"
    assert str(found["holds"]["found"]).startswith("0 documents, 0 mentions")
    assert "spacetui" in found
    assert spacetui("doctor").out.endswith("All is well.\n")


def test_no_library_yet_is_no_fault_and_none_is_made(spacetui: Command, home: Path) -> None:
    assert "none yet" in str(findings(spacetui, 0)["library"]["found"])
    assert not (home / "library.db").exists()


def test_a_reference_without_target_is_a_fault(spacetui: Command, library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("INSERT INTO readings (document_id, opened, place) VALUES (9, '', 0)")
    assert not findings(spacetui, 1)["references"]["is_well"]
    assert "! references" in spacetui("doctor").out


def test_a_damaged_library_is_a_fault_and_the_rest_is_told(spacetui: Command, library: Path) -> None:
    with library.open("r+b") as file:
        file.seek(50 * 4096)
        file.write(b"\xff" * 4096 * 20)
    found = findings(spacetui, 1)
    assert not all(found[about]["is_well"] for about in ("library", "integrity") if about in found)
    assert found["extraction"]["is_well"]


def test_a_file_that_is_no_library_is_a_fault(spacetui: Command, home: Path) -> None:
    (home / "library.db").write_bytes(b"no database" * 1000)
    assert not findings(spacetui, 1)["library"]["is_well"]


def test_a_pipeline_that_does_not_load_is_a_fault(spacetui: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ExtractError("The model is not installed.")

    monkeypatch.setattr(pipeline, "load", fail)
    assert "The model is not installed." in str(findings(spacetui, 1)["extraction"]["found"])


def test_a_faulty_configuration_is_a_fault(spacetui: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "keys.toml").write_text("[keys", encoding="utf-8")
    monkeypatch.setenv("SPACETUI_CONFIG", str(home / "keys.toml"))
    assert "is no TOML" in str(findings(spacetui, 1)["configuration"]["found"])
