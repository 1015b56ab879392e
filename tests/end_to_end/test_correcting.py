"""A person puts right what the extraction got wrong, and the export has it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.end_to_end.conftest import ARTICLE
from tests.end_to_end.terminal import Terminal


def exported(home: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The mentions of the library's one document by their words and start."""
    mentions = exported_document(home)["mentions"]
    return {f"{ARTICLE[m['start'] : m['end']]}@{m['start']}": m for m in mentions}


def exported_document(home: dict[str, str]) -> dict[str, Any]:
    """The library's one document as it is exported."""
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli.main", "export", "--format", "jsonl"],
        env={**os.environ, **home},
        capture_output=True,
        check=True,
    )
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def at(words: str) -> str:
    return f"{words}@{ARTICLE.index(words)}"


def test_boundaries_are_moved_and_a_missed_name_is_added(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("to review")
        reader.press("n", "n", "e")
        reader.wait("drops")
        reader.press("ctrl+left", "shift+left", "shift+left", "shift+left", "shift+left")
        reader.wait("“the European Space”")
        reader.press("enter")
        reader.wait("change boundaries of")
        reader.press("u")
        reader.wait("undo change boundaries")
        reader.press("e", "ctrl+left", "enter")
        reader.wait("to “European Space”")
        reader.press("N", "v")
        reader.wait("adds:")
        reader.press("up", "left", "left", "shift+right")
        reader.wait("“Probe Lands”")
        reader.press("e")
        reader.wait("add “Probe Lands” as EVENT")
        reader.press("q")
        assert reader.ended() == 0
    mentions = exported(home)
    assert mentions[at("European Space")]["state"] == "accepted"
    assert at("European Space Agency") not in mentions
    assert mentions[at("Probe Lands")]["kind"] == "EVENT"


def test_a_link_is_corrected_by_search_and_done_to_all_identical(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("to review")
        reader.press("n", "l")
        reader.wait("none of these: a new record")
        reader.press(*"Roscosmos")
        reader.wait("country Russia")
        reader.press("enter")
        reader.wait("u undoes")
        reader.press("A")
        reader.wait("1 of 1 in this document")
        reader.press("enter")
        reader.wait("at 1 other place")
        reader.press("q")
        assert reader.ended() == 0
    mentions = exported(home)
    linked = {name: mention["record"] for name, mention in mentions.items() if name.startswith("NASA@")}
    assert len(linked) == 2
    assert len(set(linked.values())) == 1
    assert "roscosmos" in str(linked.popitem()[1])


def test_kinds_are_changed_and_links_taken_away_here_and_for_good(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("director-general: Jan Wörner")
        reader.press("n", "a")
        reader.wait("accept “NASA”")
        reader.press("]", "x")
        reader.wait("reject “European Space Agency”")
        reader.press("]", "t")
        reader.wait("MISSION")
        reader.press("v")
        reader.wait("to VEHICLE")
        reader.press("]", "l")
        reader.wait("none of these: a new record")
        reader.press("up", "up", "up", "up")
        reader.wait("nothing else is known")
        reader.press("enter")
        reader.wait("unlink “Darmstadt”")
        reader.press("]", "]", "l")
        reader.wait("never link “ESA”")
        reader.press("up", "up")
        reader.wait("of the library is European Space Agency")
        reader.press("enter")
        reader.wait("never link “ESA”")
        reader.gone("none of these")
        reader.press("q")
        assert reader.ended() == 0
    mentions = exported(home)
    assert mentions[at("NASA")]["state"] == "accepted"
    assert at("European Space Agency") not in mentions
    assert mentions[at("Chang'e 4")]["kind"] == "VEHICLE"
    assert mentions[at("Darmstadt")]["record"] != "place/darmstadt"
    esa = mentions[f"ESA@{ARTICLE.index('of ESA') + 3}"]
    assert esa["record"] != "agency/european-space-agency"


def test_a_name_is_added_with_the_mouse(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("to review")
        reader.drag("Probe Lands")
        reader.wait("adds:")
        reader.press("e")
        reader.wait("add “Probe Lands” as EVENT")
        reader.press("q")
        assert reader.ended() == 0
    assert exported(home)[at("Probe Lands")]["kind"] == "EVENT"


def test_records_are_merged_taken_apart_and_called_otherwise(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("director-general: Jan Wörner")
        reader.press("n", "m")
        reader.wait("is the same as")
        reader.press(*"Roscosmos")
        reader.wait("country Russia")
        reader.press("enter")
        reader.wait("merge ")
        reader.gone("is the same as")
        reader.press("E")
        reader.wait("another fact…")
        reader.press("end", "x")
        reader.wait("split ")
        reader.press("home", "down", "p")
        reader.wait("u undoes")
        reader.press("escape")
        reader.gone("another fact…")
        reader.press("u")
        reader.wait("undo ")
        reader.press("u")
        reader.wait("undo split")
        reader.press("q")
        assert reader.ended() == 0
    records = {mention["record"] for name, mention in exported(home).items() if name.startswith("NASA@")}
    assert len(records) == 1


def test_a_record_is_made_and_named_otherwise_and_the_history_takes_it_back(
    home: dict[str, str], article: Path
) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("to review")
        reader.press("n", "c")
        reader.wait("A new record")
        reader.press(" ", "X", "enter")
        reader.wait("create AGENCY “NASA X”")
        reader.press("E")
        reader.wait("another name…")
        reader.press("enter")
        reader.wait("enter keeps")
        reader.press("Y", "enter")
        reader.wait("NASA XY · AGENCY")
        reader.press("escape")
        reader.gone("another name…")
        reader.press("i")
        reader.wait("Note on")
        reader.press(*"odd", "enter")
        reader.wait("note on “NASA”: odd")
        reader.press("f")
        reader.wait("flag on “NASA”")
        reader.press("w")
        reader.wait("What was decided")
        assert re.search(r"note {2,}odd", reader.text) is not None
        reader.wait("to come back to")
        reader.press("escape")
        reader.gone("What was decided")
        reader.press("H")
        reader.wait("Before → after")
        reader.wait("create AGENCY")
        reader.press("down", "r")
        reader.wait("revert note on")
        reader.press("escape")
        reader.gone("Before → after")
        reader.press("w")
        reader.wait("to come back to")
        reader.wait("What was decided")
        assert re.search(r"note {2,}odd", reader.text) is None
        reader.kill()
    mentions = exported(home)
    assert mentions["NASA@13"]["record"] == "agency/nasa-x"


def test_a_decision_goes_on_to_the_next_name_where_the_configuration_says_so(
    home: dict[str, str], article: Path
) -> None:
    settings = Path(home["SPACETUI_CONFIG"])
    settings.parent.mkdir()
    settings.write_text("advance = true\n", encoding="utf-8")
    with Terminal(article, environment=home, size=(40, 12)) as reader:
        reader.wait("to review")
        reader.press("n", "a", "x")
        reader.wait("6 of 8 to review")
        reader.press("q")
        assert reader.ended() == 0
    states = [mention["state"] for _, mention in sorted(exported(home).items(), key=lambda item: item[1]["start"])]
    assert states[0] == "accepted"
    assert len(states) == 7, "the second one is rejected"


def test_what_a_text_states_is_judged_changed_and_added(home: dict[str, str], article: Path) -> None:
    with Terminal(article, environment=home) as reader:
        reader.wait("director-general: Jan Wörner")
        reader.press("S")
        reader.wait("Jan Wörner director-general of European Space Agency")
        reader.press("a")
        reader.wait("accept “")
        reader.press("end", "x")
        reader.wait("reject “")
        reader.press("u")
        reader.wait("undo reject")
        reader.press("escape")
        reader.wait("Source")
        reader.press("n", "r")
        reader.wait("Type to narrow the list")
        reader.press(*"partners", "enter")
        reader.wait("partners in …")
        reader.press("enter")
        reader.wait("add “")
        reader.press("n", "v")
        reader.wait("adds:")
        reader.press("'")
        reader.wait("Who is reported to say so?")
        reader.press("enter")
        reader.wait("u undoes")
        reader.press("q")
        assert reader.ended() == 0
    document = exported_document(home)
    assert [relation["object"] for relation in document["relations"] if relation["predicate"] == "partner_in"] == [
        "Chang'e 4"
    ]
    assert any(quotation.get("indirect") for quotation in document["quotes"])
