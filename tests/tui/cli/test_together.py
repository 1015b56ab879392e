"""`spacetui compare`, `adjudicate` and `merge`."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from store import decisions, judging, mentions
from store.database import connect
from store.model import Kind, Predicate, State
from tests.store.examples import FIRST_RUN, TEXT, add, usual
from tests.store.test_migrations import library_as_left_by
from tests.store.test_statements import span
from tests.tui.cli.conftest import Command
from tui import launch as launching


class Pair(NamedTuple):
    ann: Path
    bob: Path


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path)) as connection:
        yield connection


def mention(connection: sqlite3.Connection, words: str) -> int:
    start = TEXT.index(words)
    return next(m.id for m in mentions.of_document(connection, 1) if m.start == start)


@pytest.fixture
def pair(library: Path, home: Path) -> Pair:
    """Two libraries with the same text; both accept NASA, one rejects what the other accepts, one has more."""
    with opened(library) as connection:
        add(connection)
        mentions.keep(connection, 1, FIRST_RUN, usual())
    bob = Path(shutil.copy(library, home / "bob.db"))
    ann = Path(shutil.copy(library, home / "ann.db"))
    with opened(ann) as connection:
        decisions.accept(connection, [mention(connection, "NASA")], "ann")
        decisions.accept(connection, [mention(connection, "Jan")], "ann")
        connection.execute("UPDATE decision_groups SET made = '2020-01-01T00:00:00Z'")
    with opened(bob) as connection:
        decisions.accept(connection, [mention(connection, "NASA")], "bob")
        decisions.reject(connection, [mention(connection, "Jan")], "bob")
        decisions.add(connection, 1, [(len(TEXT) - 5, len(TEXT) - 1)], Kind.EVENT, "bob")
    return Pair(ann, bob)


def states(path: Path) -> list[tuple[str, State, str | None]]:
    with opened(path) as connection:
        held = mentions.of_document(connection, 1)
        return [(TEXT[m.start : m.end], m.state, m.author) for m in held if m.state is not State.PROPOSED]


def test_agreement_is_told_by_kind_with_the_differences_in_context(spacetui: Command, pair: Pair) -> None:
    result = spacetui("compare", *pair)
    assert result.status == 0
    rows = [line.split() for line in result.out.splitlines()]
    assert rows[0] == ["kind", "both", "only", "ann", "only", "bob", "F1", "kappa"]
    assert ["AGENCY", "1", "0", "0", "1.00", "1.00"] in rows
    assert any(row[:5] == ["all", "1", "1", "1", "0.50"] for row in rows)
    assert "2 differences in 1 text on which both have decided." in result.out
    assert "ESA's [Jan Woerner] said that ESA and NASA" in result.out
    assert [row[2] for row in rows if row[:2] == ["1", "6"]] == ["PERSON"]


def test_json_has_every_difference(spacetui: Command, pair: Pair) -> None:
    report = json.loads(spacetui("compare", *pair, "--json").out)
    assert (report["documents"], report["overall"]["f1"], report["kinds"]["AGENCY"]["kappa"]) == (1, 0.5, 1.0)
    assert [(each["words"], each["second"] and each["second"]["kind"]) for each in report["differences"]] == [
        ("Jan Woerner", None),
        ("land", "EVENT"),
    ]


def test_a_long_list_is_shown_in_part_unless_all_is_asked_for(spacetui: Command, pair: Pair) -> None:
    text = "word " * 60
    for path, count in zip(pair, (30, 1), strict=True):
        with opened(path) as connection:
            document = add(connection, text, "/news/words.txt")
            decisions.add(connection, document, [(at * 5, at * 5 + 4) for at in range(count)], Kind.EVENT, "ann")
    some = spacetui("compare", *pair)
    assert some.err == "11 more; --all lists them.\n"
    everything = spacetui("compare", *pair, "--all")
    assert everything.err == ""
    assert len(everything.out.splitlines()) == len(some.out.splitlines()) + 11


def test_where_the_boundaries_differ_both_are_shown(spacetui: Command, pair: Pair) -> None:
    with opened(pair.ann) as connection:
        decisions.add(connection, 1, [(len(TEXT) - 15, len(TEXT) - 1)], Kind.EVENT, "ann")
    assert "“Chang'e-4 land” against “land”: " in spacetui("compare", *pair).out


def test_differences_on_statements_are_counted_and_listed(spacetui: Command, pair: Pair) -> None:
    assert "relations" not in spacetui("compare", *pair).out
    for path, role in zip(pair, ("head", "guest"), strict=True):
        with opened(path) as connection:
            judging.add_relation(connection, 1, span("NASA"), Predicate.HOLDS_ROLE, span("ESA"), "x", role=role)
    out = spacetui("compare", *pair).out
    assert "1 difference on relations and quotations." in out
    assert re.search(r"European Space Agency as head  .* European Space Agency as guest", out)
    (difference,) = json.loads(spacetui("compare", *pair, "--json").out)["statements"]
    assert (difference["first"]["role"], difference["second"]["role"]) == ("head", "guest")


def test_without_a_text_in_common_nothing_is_measured(spacetui: Command, pair: Pair, home: Path) -> None:
    connect(home / "empty.db").close()
    result = spacetui("compare", pair.ann, "empty.db")
    assert (result.status, result.out) == (0, "")
    assert result.err == "There is no text on which both have decided.\n"


def test_a_merge_tells_what_came_what_was_known_and_what_contradicts(spacetui: Command, pair: Pair) -> None:
    result = spacetui("merge", pair.bob, "--db", pair.ann)
    assert result.status == 0
    assert result.out == (
        "3 decisions brought in, 0 known already.\n1 contradiction: the later decision holds, the history keeps both.\n"
    )
    assert states(pair.ann) == [
        ("Jan Woerner", State.REJECTED, "bob"),
        ("NASA", State.ACCEPTED, "bob"),
        ("land", State.ACCEPTED, "bob"),
    ]


def test_twice_says_nothing_new(spacetui: Command, pair: Pair) -> None:
    spacetui("merge", pair.bob, "--db", pair.ann)
    before = states(pair.ann)
    assert spacetui("merge", pair.bob, "--db", pair.ann).out == "Nothing new; 3 decisions known already.\n"
    report = json.loads(spacetui("merge", pair.bob, "--db", pair.ann, "--json").out)
    assert report == {"group": None, "documents": 0, "decisions": 0, "kept": 0, "known": 3, "contradicted": 0}
    assert states(pair.ann) == before


def test_the_other_library_stays_as_it_is(spacetui: Command, pair: Pair, home: Path) -> None:
    before = pair.bob.read_bytes()
    spacetui("merge", pair.bob, "--db", pair.ann)
    spacetui("compare", *pair)
    assert pair.bob.read_bytes() == before
    assert {path.name for path in home.iterdir()} == {"library.db", "ann.db", "bob.db"}


def test_a_library_is_made_where_there_is_none(spacetui: Command, pair: Pair) -> None:
    result = spacetui("merge", pair.bob, "--db", "new.db")
    assert result.out == "3 decisions brought in, 0 known already.\n1 document that was not there.\n"
    assert states(Path("new.db")) == states(pair.bob)


def test_a_library_of_an_earlier_version_is_brought_in_and_not_migrated(
    spacetui: Command, library: Path, home: Path
) -> None:
    library_as_left_by(home / "old.db", 4)
    with closing(sqlite3.connect(home / "old.db")) as old:
        standing = {"start": 15, "end": 19, "kind": "AGENCY", "record": "agency/nasa", "state": "accepted"}
        old.execute("UPDATE decisions SET after = ?", [json.dumps(standing | {"author": "ann"})])
        old.execute("UPDATE documents SET sha256 = 'def'")
        old.commit()
    before = (home / "old.db").read_bytes()
    result = spacetui("merge", "old.db")
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("1 decision brought in")
    assert (home / "old.db").read_bytes() == before


@pytest.mark.parametrize("command", ["merge", "compare"])
def test_what_is_no_library_is_told_and_nothing_is_made(spacetui: Command, home: Path, command: str) -> None:
    more = ["missing.db"] if command == "compare" else []
    for name, content, told in (
        ("missing.db", None, "There is no library at missing.db."),
        ("text.db", b"no database" * 100, "text.db is no spacetui library or is damaged; name another file with --db."),
        ("empty.db", b"", "empty.db is empty, and no spacetui library."),
    ):
        if content is not None:
            (home / name).write_bytes(content)
        result = spacetui(command, name, *more)
        assert (result.status, result.out, result.err) == (1, "", f"spacetui: {told}\n")
    assert not (home / "library.db").exists()


def test_a_library_of_a_later_version_is_told(spacetui: Command, pair: Pair) -> None:
    before = states(pair.ann)
    with opened(pair.bob) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('spacetui', 'm999_moons', '')"
        )
    result = spacetui("merge", pair.bob, "--db", pair.ann)
    assert result.status == 1
    assert "was made by a later version of spacetui" in result.err
    assert states(pair.ann) == before


def test_a_library_is_not_brought_into_itself(spacetui: Command, pair: Pair) -> None:
    result = spacetui("merge", pair.ann, "--db", pair.ann)
    assert result.status == 1
    assert "is the library itself" in result.err


def test_a_merge_that_fails_leaves_nothing(spacetui: Command, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    before = states(pair.ann)

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("something")

    monkeypatch.setattr("store.merging.settled", fails)
    assert spacetui("merge", pair.bob, "--db", pair.ann).status == 1
    assert states(pair.ann) == before


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the reader was started with, in place of starting it."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        launching,
        "launch",
        lambda *arguments, advance, adjudicate: calls.append((*arguments, advance, adjudicate)),
    )
    monkeypatch.setattr(os, "isatty", lambda descriptor: True)
    return calls


def test_adjudicating_opens_the_reader_on_the_differences(
    spacetui: Command, pair: Pair, launched: list[tuple[object, ...]]
) -> None:
    assert spacetui("adjudicate", pair.bob, "--db", pair.ann).status == 0
    assert launched == [([], pair.ann, "ada", {}, False, pair.bob)]


def test_what_cannot_be_adjudicated_is_told_in_one_sentence_before_any_screen(
    spacetui: Command, pair: Pair, launched: list[tuple[object, ...]], home: Path
) -> None:
    (home / "text.db").write_text("no library " * 100, encoding="utf-8")
    with opened(home / "later.db") as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('spacetui', 'm999', '')"
        )
    for other, words in (
        ("missing.db", "There is no library at missing.db."),
        ("text.db", "text.db is no spacetui library or is damaged"),
        ("later.db", "made by a later version"),
        (str(pair.ann), "is the library itself; name another person's."),
        (str(home), "is a folder"),
    ):
        result = spacetui("adjudicate", other, "--db", pair.ann)
        assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
        assert words in result.err
    assert "There is no library at none.db yet" in spacetui("adjudicate", pair.bob, "--db", "none.db").err
    assert launched == []


def test_without_a_terminal_adjudicating_says_what_serves_instead(
    spacetui: Command, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "isatty", lambda descriptor: False)
    result = spacetui("adjudicate", pair.bob, "--db", pair.ann)
    assert result.status == 1
    assert "`spacetui compare A.db B.db` lists the differences" in result.err
