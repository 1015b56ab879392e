"""`spacetui export` and `import`."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from store import decisions, mentions
from store.database import connect
from store.formats import jsonl
from tests.tui.cli.conftest import Command


def line(identifier: str, text: str, *found: tuple[int, int, str, str], **more: Any) -> str:
    spans = [{"start": start, "end": end, "kind": kind, "name": name} for start, end, kind, name in found]
    return json.dumps({"id": identifier, "text": text, "mentions": spans} | more, ensure_ascii=False) + "\n"


@pytest.fixture
def gold(home: Path) -> Path:
    path = home / "gold.jsonl"
    path.write_text(
        line("one", "NASA met 嫦娥.", (0, 4, "AGENCY", "NASA"), (9, 11, "MISSION", "Chang'e 4"))
        + line("two", "ESA.", (0, 3, "AGENCY", "European Space Agency")),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def filled(spacetui: Command, library: Path, gold: Path) -> Path:
    assert spacetui("import", gold).status == 0
    return library


def read(text: str) -> list[dict[str, Any]]:
    return [json.loads(each) for each in text.splitlines()]


def test_what_is_imported_is_decided_by_the_author(spacetui: Command, library: Path, gold: Path) -> None:
    result = spacetui("import", gold, "--author", "grace")
    assert result.out == "2 documents read, 2 of them new.\n3 decided mentions and 0 proposed ones brought in.\n"
    states = {(m["state"], m["author"]) for document in read(spacetui("export").out) for m in document["mentions"]}
    assert states == {("accepted", "grace")}


def test_importing_makes_the_library(spacetui: Command, home: Path, gold: Path) -> None:
    assert spacetui("import", gold, "--format", "jsonl").status == 0
    assert (home / "library.db").exists()


def test_importing_twice_is_once(spacetui: Command, filled: Path, gold: Path) -> None:
    before = spacetui("export").out
    report = json.loads(spacetui("import", gold, "--json").out)
    assert (report["documents"], report["new"], report["decided"], report["contradicted"]) == (2, 0, 0, 0)
    assert spacetui("export").out == before


def test_standard_input_is_imported(
    spacetui: Command, library: Path, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(gold.read_bytes())))
    assert spacetui("import", "-").status == 0
    assert len(read(spacetui("export").out)) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (line("bad", "ESA.", (0, 99, "AGENCY", "ESA")).encode(), "line 3: mention 1 goes from 0 to 99"),
        (line("bad", "ESA.", (0, 3, "PLANET", "ESA")).encode(), "line 3: the kind 'PLANET' is unknown"),
        (b"{", "line 3: this is no JSON"),
        (b"\xff\xfe\x00", "gold.jsonl"),
    ],
)
def test_of_a_faulty_file_nothing_is_imported(
    spacetui: Command, library: Path, gold: Path, content: bytes, told: str
) -> None:
    gold.write_bytes(gold.read_bytes() + content)
    result = spacetui("import", gold)
    assert result.status == 1
    assert told in result.err
    assert spacetui("export").out == ""


def test_a_missing_or_empty_file_is_told(spacetui: Command, home: Path) -> None:
    assert "no such file" in spacetui("import", "missing.jsonl").err
    (home / "empty.jsonl").write_text("\n", encoding="utf-8")
    assert "holds no document" in spacetui("import", "empty.jsonl").err
    assert not (home / "library.db").exists()


def test_what_is_exported_reads_back_the_same(spacetui: Command, filled: Path, home: Path, gold: Path) -> None:
    text = spacetui("export").out
    documents = list(jsonl.read(text.splitlines(keepends=True), source="export"))
    assert [document.identifier for document in documents] == ["one", "two"]
    assert [document.text for document in documents] == [item["text"] for item in read(gold.read_text("utf-8"))]
    (home / "exported.jsonl").write_text(text, encoding="utf-8")
    spacetui("import", "exported.jsonl", "--db", "other.db")
    assert spacetui("export", "--db", "other.db").out == text


def test_documents_are_exported_in_the_order_given(spacetui: Command, filled: Path) -> None:
    assert [document["id"] for document in read(spacetui("export", "two", "1").out)] == ["two", "one"]


def test_an_unknown_document_exports_nothing(spacetui: Command, filled: Path, home: Path) -> None:
    result = spacetui("export", "1", "7", "--out", "out.jsonl")
    assert result.status == 1
    assert not (home / "out.jsonl").exists()


def test_rejected_mentions_are_left_out_unless_asked_for(spacetui: Command, filled: Path) -> None:
    with closing(connect(filled)) as connection:
        decisions.reject(connection, [mentions.of_document(connection, 2)[0].id], "ada")
    assert read(spacetui("export", "2").out)[0]["mentions"] == []
    (rejected,) = read(spacetui("export", "2", "--rejected").out)[0]["mentions"]
    assert (rejected["state"], rejected["author"]) == ("rejected", "ada")


def test_a_file_is_written_whole(spacetui: Command, filled: Path, home: Path) -> None:
    result = spacetui("export", "--out", "out.jsonl")
    assert (result.status, result.out) == (0, "")
    assert (home / "out.jsonl").read_text(encoding="utf-8") == spacetui("export").out


def test_a_file_that_cannot_be_finished_leaves_the_old_one_and_no_other(
    spacetui: Command, filled: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = home / "exports" / "out.jsonl"
    out.parent.mkdir()
    out.write_text("what was there\n", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = spacetui("export", "--out", out)
    assert result.status == 1
    assert result.err == f"spacetui: {out.resolve()} cannot be written: no space left on device.\n"
    assert out.read_text(encoding="utf-8") == "what was there\n"
    assert list(out.parent.iterdir()) == [out]


def test_permissions_and_links_of_the_file_stay(spacetui: Command, filled: Path, home: Path) -> None:
    out, link = home / "private.jsonl", home / "link.jsonl"
    out.touch(mode=0o600)
    link.symlink_to(out)
    assert spacetui("export", "--out", link).status == 0
    assert link.is_symlink()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert len(read(out.read_text(encoding="utf-8"))) == 2


def test_a_folder_or_a_missing_folder_is_told(spacetui: Command, filled: Path, home: Path) -> None:
    assert "is a folder" in spacetui("export", "--out", home).err
    result = spacetui("export", "--out", "missing/out.jsonl")
    assert result.status == 1
    assert "no such file or directory" in result.err


def test_a_file_that_cannot_be_made_is_told_by_the_name_that_was_given(
    spacetui: Command, library: Path, home: Path
) -> None:
    result = spacetui("export", "--out", home / "missing" / "out.jsonl")
    assert result.status == 1
    assert result.err == f"spacetui: {home}/missing/out.jsonl cannot be written: no such file or directory.\n"
