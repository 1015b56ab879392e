"""`spacetui diff` and `orphaned`."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from store import decisions, mentions
from store.database import connect
from store.model import Kind
from tests.store.examples import FIRST_RUN, SECOND_RUN, TEXT, add, proposal, usual
from tests.tui.cli.conftest import Command


@pytest.fixture
def decided(library: Path) -> Path:
    """A library in which two runs have been through a text, and somebody has decided on what the first said."""
    with closing(connect(library)) as connection:
        add(connection)
        mentions.keep(connection, 1, FIRST_RUN, usual())
        held = mentions.of_document(connection, 1)
        decisions.accept(connection, [m.id for m in held if m.kind is Kind.PERSON], "ann")
        decisions.reject(connection, [m.id for m in held if m.kind is Kind.MISSION], "ann")
        said = [*usual()[:3], proposal(TEXT, "NASA will"), proposal(TEXT, "land", Kind.EVENT)]
        mentions.keep(connection, 1, SECOND_RUN, said)
    return library


def test_runs_are_listed_with_how_well_they_do(spacetui: Command, decided: Path) -> None:
    heading, *runs = (line.split() for line in spacetui("diff").out.splitlines())
    assert heading == ["run", "pipeline", "version", "started", "documents", "precision", "recall", "F1"]
    assert [(run[0], *run[-4:]) for run in runs] == [
        ("1", "1", "0.50", "1.00", "0.67"),
        ("2", "1", "1.00", "1.00", "1.00"),
    ]
    first, second = json.loads(spacetui("diff", "--json").out)
    assert (first["run"], first["documents"], first["decided"]["wrong"]) == (1, 1, 1)
    assert (second["version"], second["decided"]["precision"]) == ("2", 1.0)


def test_one_run_is_measured_by_kind(spacetui: Command, decided: Path) -> None:
    rows = [line.split() for line in spacetui("diff", "1").out.splitlines()]
    assert rows[1:] == [
        ["PERSON", "1", "0", "0", "1.00", "1.00", "1.00"],
        ["MISSION", "0", "1", "0", "0.00", "0.00", "0.00"],
        ["all", "1", "1", "0", "0.50", "1.00", "0.67"],
    ]
    assert json.loads(spacetui("diff", "1", "--json").out)["kinds"]["PERSON"]["right"] == 1


def test_two_runs_are_compared(spacetui: Command, decided: Path) -> None:
    result = spacetui("diff", "1", "2")
    assert result.out.startswith("3 differences between run 1 and run 2: 1 added, 1 removed, 1 boundaries.\n")
    assert "Run 2 against the decisions: precision 1.00, recall 1.00, F1 1.00." in result.out
    assert [line.split()[2] for line in result.out.splitlines()[-3:]] == ["boundaries", "removed", "added"]
    report = json.loads(spacetui("diff", "1", "2", "--json", "--document", "landing").out)
    assert [(each["sort"], each["words"]) for each in report["differences"]] == [
        ("boundaries", "NASA will"),
        ("removed", "Chang'e-4"),
        ("added", "land"),
    ]


def test_the_same_run_does_not_differ_from_itself(spacetui: Command, decided: Path) -> None:
    assert spacetui("diff", "1", "1").out.startswith("0 differences between run 1 and run 1.\n")


def test_an_unknown_run_or_document_is_told(spacetui: Command, decided: Path) -> None:
    for arguments in (["9"], ["1", "9"], ["1", "2", "--document", "9"]):
        result = spacetui("diff", *arguments)
        assert (result.status, result.out) == (1, "")
        assert result.err.startswith("spacetui: There is no ")


def test_a_library_without_runs_or_decisions_says_so(spacetui: Command, library: Path) -> None:
    assert "No extraction has been kept yet" in spacetui("diff").err
    with closing(connect(library)) as connection:
        add(connection)
        mentions.keep(connection, 1, FIRST_RUN, usual())
    assert "Nobody has decided" in spacetui("diff", "1").err


def test_what_found_no_place_is_listed(spacetui: Command, decided: Path) -> None:
    assert spacetui("orphaned").err == "Every decision holds in the present revision of its text.\n"
    with closing(connect(decided)) as connection:
        new = add(connection, TEXT.replace("Woerner", "Wörner"))
    result = spacetui("orphaned")
    assert (result.status, len(result.out.splitlines())) == (0, 2)
    assert "accepted  PERSON" in result.out
    assert "ESA's [Jan Woerner] said that ESA" in result.out
    (orphan,) = json.loads(spacetui("orphaned", "--json").out)
    assert (orphan["words"], orphan["current_id"], orphan["author"]) == ("Jan Woerner", new, "ann")
    assert json.loads(spacetui("orphaned", "landing", "--json").out) == [orphan]
