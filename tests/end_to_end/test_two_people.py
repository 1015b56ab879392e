"""Two people read the same article in libraries of their own, see where they differ, and bring their work together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal

ARTICLE = """Probe Lands

NASA and the European Space Agency followed the landing of Chang'e 4 from Darmstadt.

“It went well,” said Jan Woerner, director-general of ESA, on 3 January 2019. NASA sent its congratulations.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "probe.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def home(folder: Path, author: str) -> dict[str, str]:
    """An environment in which that person has a library, and nothing of the machine is read or written."""
    return {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "SPACETUI_DB": str(folder / f"{author}.db"),
        "SPACETUI_AUTHOR": author,
        "SPACETUI_CONFIG": str(folder / "config" / "spacetui"),
    }


def spacetui(environment: dict[str, str], *arguments: str) -> str:
    """What a command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli.main", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def exported(environment: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """The decided mentions of the export: words, kind, state, author."""
    document = json.loads(spacetui(environment, "export", "--rejected"))
    return [
        (document["text"][m["start"] : m["end"]], m["kind"], m["state"], m["author"])
        for m in document["mentions"]
        if m["state"] != "proposed"
    ]


def test_two_people_decide_compare_and_merge(article: Path, tmp_path: Path) -> None:
    ann, bob = home(tmp_path, "ann"), home(tmp_path, "bob")
    with Terminal(article, environment=ann) as reader:
        reader.wait("to review")
        reader.press("n", "a")
        reader.wait("accept “NASA” · u undoes")
        reader.press("n", "a")
        reader.wait("accept “European Space Agency” · u undoes")
        reader.press("q")
        assert reader.ended() == 0
    with Terminal(article, environment=bob) as reader:
        reader.wait("to review")
        reader.press("n", "a")
        reader.wait("accept “NASA” · u undoes")
        reader.press("n", "t", "o")
        reader.wait("to ORGANIZATION")
        reader.press("n", "x")
        reader.wait("reject “Chang'e 4” · u undoes")
        reader.press("q")
        assert reader.ended() == 0

    libraries = [ann["SPACETUI_DB"], bob["SPACETUI_DB"]]
    report = json.loads(spacetui(ann, "compare", *libraries, "--json"))
    assert (report["documents"], report["overall"]["both"], report["overall"]["f1"]) == (1, 1, 0.5)
    assert [each["words"] for each in report["differences"]] == ["European Space Agency"]

    assert "3 decisions brought in, 0 known already." in spacetui(ann, "merge", libraries[1])
    assert "Nothing new; 3 decisions known already." in spacetui(ann, "merge", libraries[1])
    spacetui(bob, "merge", libraries[0])
    assert exported(ann) == exported(bob)
    assert [each[:3] for each in exported(ann)] == [
        ("NASA", "AGENCY", "accepted"),
        ("European Space Agency", "ORGANIZATION", "accepted"),
        ("Chang'e 4", "MISSION", "rejected"),
    ]
    report = json.loads(spacetui(ann, "compare", *libraries, "--json"))
    assert (report["overall"]["f1"], report["overall"]["kappa"], report["differences"]) == (1.0, 1.0, [])

    with Terminal(environment=ann) as reader:
        reader.wait("to review")
        reader.press("u")
        reader.wait("undo merge bob.db: 3 decisions")
        reader.press("q")
        assert reader.ended() == 0
    assert [each[:3] for each in exported(ann)] == [
        ("NASA", "AGENCY", "accepted"),
        ("European Space Agency", "AGENCY", "accepted"),
    ]


def test_one_of_two_people_settles_where_they_differ_and_exports_it(article: Path, tmp_path: Path) -> None:
    ann, bob = home(tmp_path, "ann"), home(tmp_path, "bob")
    with Terminal(article, environment=ann) as reader:
        reader.wait("to review")
        reader.press("n", "a")
        reader.wait("accept “NASA” · u undoes")
        reader.press("n", "a")
        reader.wait("accept “European Space Agency” · u undoes")
        reader.press("q")
        assert reader.ended() == 0
    with Terminal(article, environment=bob) as reader:
        reader.wait("to review")
        reader.press("n", "t", "o")
        reader.wait("to ORGANIZATION")
        reader.press("n", "t", "o")
        reader.wait("change kind “European")
        reader.press("n", "a")
        reader.wait("accept “Chang'e 4” · u undoes")
        reader.press("q")
        assert reader.ended() == 0

    untouched = Path(bob["SPACETUI_DB"]).read_bytes()
    with Terminal("adjudicate", bob["SPACETUI_DB"], environment=ann) as reader:
        reader.wait("0 of 3 settled · F1 0.00")
        reader.wait("≠ kind    ORGANIZATION")
        reader.press("1")
        reader.wait("1 of 3 settled")
        reader.press("2")
        reader.wait("2 of 3 settled")
        reader.wait("≠ not marked as a name")
        reader.press("0")
        reader.wait("adjudicate “Chang'e 4”: no name · u undoes")
        reader.press("u")
        reader.wait("undo adjudicate “Chang'e 4”: no name")
        reader.wait("2 of 3 settled")
        reader.press("2")
        reader.wait("3 of 3 settled")
        reader.press("q")
        reader.wait("to review")
        reader.press("q")
        assert reader.ended() == 0
    assert Path(bob["SPACETUI_DB"]).read_bytes() == untouched

    chosen = [
        ("NASA", "AGENCY", "accepted", "ann"),
        ("European Space Agency", "ORGANIZATION", "accepted", "ann"),
        ("Chang'e 4", "MISSION", "accepted", "ann"),
    ]
    assert exported(ann) == chosen
    assert "brought in" in spacetui(ann, "merge", bob["SPACETUI_DB"])
    assert exported(ann) == chosen
    with Terminal("adjudicate", bob["SPACETUI_DB"], environment=ann) as reader:
        reader.wait("3 of 3 settled")
        reader.press("q")
        reader.wait("to review")
        reader.press("q")
        assert reader.ended() == 0


def test_blind_a_reader_shows_nothing_that_is_proposed(article: Path, tmp_path: Path) -> None:
    carol = home(tmp_path, "carol")
    with Terminal(article, environment=carol) as reader:
        reader.wait("to review")
        reader.wait("PEOPLE")
        reader.press("n", "a")
        reader.wait("accept “NASA” · u undoes")
        reader.press("q")
        assert reader.ended() == 0
    with Terminal("--blind", environment=carol) as reader:
        reader.wait("1 marked, proposals hidden")
        reader.wait("AGENCIES")
        assert "PEOPLE" not in reader.text
        reader.press("]")
        reader.wait("nothing is left to review")
        reader.press("u")
        reader.wait("0 marked, proposals hidden")
        reader.press("n")
        reader.wait("no names here")
        reader.press("q")
        assert reader.ended() == 0
