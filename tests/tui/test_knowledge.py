"""What an extraction is told of a library, at its start and while people decide."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from store import decisions, documents, models, switching
from store.database import connect
from store.model import IncomingDocument, Kind
from tui import knowledge


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    connect(path).close()
    return path


def add_name(library: Path) -> None:
    with closing(connect(library)) as connection:
        document = documents.add(connection, IncomingDocument("loss", "Loss", "They lost Foo-Sat.", "/loss.txt"))
        decisions.add(connection, document.document.id, [(10, 17)], Kind.MISSION, "ada")


def test_a_library_tells_its_rules_and_the_model_in_use(library: Path) -> None:
    assert knowledge.of_library(library)[1:] == ([], None)
    add_name(library)
    with closing(connect(library)) as connection, models.scratch(connection) as folder:
        (folder / "model").mkdir()
        models.adopt(connection, folder / "model", "ada", "better", {})
    known = knowledge.of_library(library)
    assert [rule.id for rule in known.rules] == ["Foo-Sat is MISSION"]
    assert known.model == models_folder(library) / "001"


def models_folder(library: Path) -> Path:
    return library.with_name("library.db.models")


def test_rules_are_told_when_they_have_changed_and_only_then(library: Path) -> None:
    watched = knowledge.RulesInForce(library, [])
    assert watched.changed() is None
    add_name(library)
    changed = watched.changed()
    assert changed is not None
    assert [rule.id for rule in changed] == ["Foo-Sat is MISSION"]
    assert watched.changed() is None
    with closing(connect(library)) as connection:
        switching.switch(connection, "Foo-Sat is MISSION", "ada", on=False)
    assert watched.changed() == []


def test_a_library_that_is_not_there_yet_has_no_rules(tmp_path: Path) -> None:
    assert knowledge.RulesInForce(tmp_path / "missing.db", []).changed() is None
