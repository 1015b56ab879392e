"""`spacetui add`."""

from __future__ import annotations

import gzip
import json
import os
import select
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import decisions, documents, mentions
from store.database import connect
from tests.tui.cli.conftest import Command
from tui.cli import batches

Program = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def folder(home: Path) -> Path:
    """A folder of files of several formats, in which four documents stand."""
    folder = home / "articles"
    (folder / "older").mkdir(parents=True)
    (folder / "a.txt").write_text("NASA launched Artemis I.\n", encoding="utf-8")
    (folder / "b.md").write_text("# ESA agrees\n\nESA agreed with NASA.\n", encoding="utf-8")
    lines = [{"id": "x", "text": "JAXA landed SLIM."}, {"id": "y", "text": "ISRO landed Chandrayaan-3."}]
    with gzip.open(folder / "older" / "c.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    return folder


def listed(path: Path) -> list[documents.Listed]:
    with closing(connect(path, create=False)) as connection:
        return documents.listed(connection)


def test_files_and_folders_are_read_extracted_and_kept(
    spacetui: Command, library: Path, folder: Path, article: Path
) -> None:
    result = spacetui("add", article, folder)
    assert result.status == 0
    assert result.out.startswith("5 documents new, 0 revised, 0 known already.\n")
    found = listed(library)
    assert [Path(d.source).name for d in reversed(found)] == [
        "probe.txt",
        "a.txt",
        "b.md",
        "c.jsonl.gz#x",
        "c.jsonl.gz#y",
    ]
    assert all(d.is_extracted and d.mentions for d in found)


def test_adding_makes_the_library_with_the_catalogue(spacetui: Command, home: Path, article: Path) -> None:
    assert spacetui("add", article, "--no-extract").status == 0
    assert "European Space Agency" in spacetui("record", "ESA").out


def test_twice_is_once(spacetui: Command, library: Path, folder: Path) -> None:
    spacetui("add", folder)
    before = [(d.id, d.mentions) for d in listed(library)]
    result = spacetui("add", folder, folder / "a.txt")
    assert result.out == "0 documents new, 0 revised, 4 known already.\n"
    assert [(d.id, d.mentions) for d in listed(library)] == before


def test_what_is_known_is_not_extracted_again(
    spacetui: Command, library: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spacetui("add", folder)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the pipeline is loaded for nothing")

    monkeypatch.setattr("extract.pipeline.load", refuse)
    assert spacetui("add", folder).status == 0


def test_what_was_added_without_extraction_is_extracted_by_the_next_adding(
    spacetui: Command, library: Path, article: Path
) -> None:
    spacetui("add", article, "--no-extract")
    assert [d.progress for d in listed(library)] == ["new"]
    result = spacetui("add", article)
    assert "0 documents new, 0 revised, 1 known already." in result.out
    assert [d.progress for d in listed(library)] == ["unread"]


def test_a_changed_file_is_a_new_revision_and_decisions_are_carried_over(
    spacetui: Command, library: Path, article: Path
) -> None:
    spacetui("add", article)
    with closing(connect(library)) as connection:
        (first, *_) = mentions.of_document(connection, 1)
        decisions.accept(connection, [first.id], "ada")
    article.write_text("Corrected. " + article.read_text(encoding="utf-8"), encoding="utf-8")
    result = spacetui("add", article)
    assert "0 documents new, 1 revised, 0 known already." in result.out
    assert "1 decision carried over to new revisions." in result.out
    assert [(d.decided, d.is_extracted) for d in listed(library)] == [(1, True)]


def test_what_cannot_be_read_is_told_and_the_others_stay_added(spacetui: Command, library: Path, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\0\1\2\xff")
    (folder / "half.jsonl").write_text('{"text": "CNSA landed."}\n{"text": \n', encoding="utf-8")
    result = spacetui("add", "missing.txt", folder, "--json")
    assert result.status == 1
    report = json.loads(result.out)
    assert report["new"] == 5
    assert [Path(fault["path"]).name for fault in report["failed"]] == ["missing.txt", "bad.txt", "half.jsonl"]
    assert "half.jsonl, line 2" in report["failed"][2]["reason"]
    assert [line.startswith("spacetui: ") for line in result.err.splitlines()] == [True] * 3
    assert len(listed(library)) == 5


def test_a_misspelt_name_makes_no_library(spacetui: Command, home: Path) -> None:
    assert spacetui("add", "missing.txt").status == 1
    assert not (home / "library.db").exists()


def test_marks_that_a_file_brings_are_not_dropped_without_a_word(spacetui: Command, library: Path, home: Path) -> None:
    line = {"text": "NASA.", "mentions": [{"start": 0, "end": 4, "kind": "AGENCY", "name": "NASA"}]}
    (home / "gold.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert "The marks that 1 document came with are left out" in spacetui("add", "gold.jsonl").out


def test_the_publication_date_fixes_dates_as_in_the_reader(spacetui: Command, library: Path, home: Path) -> None:
    line = {"text": "NASA will launch on June 6.", "published": "2018-06-01"}
    (home / "dated.jsonl").write_text(json.dumps(line), encoding="utf-8")
    spacetui("add", "dated.jsonl")
    assert "2018-06-06" in spacetui("show", "1").out


def write_many(folder: Path, count: int, *, sentences: int = 60) -> list[Path]:
    folder.mkdir()
    return list(_written(folder, count, sentences))


def _written(folder: Path, count: int, sentences: int) -> Iterator[Path]:
    for number in range(count):
        path = folder / f"{number:03}.txt"
        path.write_text(f"Report {number}\n\n" + "NASA met ESA in Paris on 6 June 2018. " * sentences, encoding="utf-8")
        yield path


def test_several_processes_give_the_documents_their_numbers_in_order(
    spacetui: Command, library: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = write_many(home / "many", 30)
    assert sum(path.stat().st_size for path in many) > batches._SMALL
    monkeypatch.setattr(batches, "cores", lambda: 2)
    result = spacetui("add", "many", "--json")
    assert result.err == ""
    assert json.loads(result.out) | {"mentions": 0} == {
        "new": 30,
        "revised": 0,
        "known": 0,
        "extracted": 30,
        "mentions": 0,
        "carried": 0,
        "orphaned": 0,
        "annotated": 0,
        "failed": [],
    }
    assert [Path(d.source).name for d in reversed(listed(library))] == [path.name for path in many]
    assert all(d.is_extracted and d.mentions > 180 for d in listed(library))


def test_documents_of_one_big_file_are_parted_among_processes(home: Path) -> None:
    (home / "big.jsonl").write_text('{"text": "NASA."}\n' * 40, encoding="utf-8")
    assert [len(batch) for batch in batches._batches([home / "big.jsonl"])] == [16, 16, 8]


def test_killed_at_any_moment_it_finishes_the_rest_when_run_again(program: Program, library: Path, home: Path) -> None:
    # A pipe in place of the last file holds the process up at a known moment: all batches before it are committed.
    (*_, last) = write_many(home / "many", 2 * batches._MOST_FILES + 1, sentences=1)
    words = last.read_text(encoding="utf-8")
    last.unlink()
    os.mkfifo(last)
    adding = program("add", *sorted((home / "many").iterdir()))
    with last.open("w"):
        adding.send_signal(signal.SIGKILL)
        adding.communicate()
    kept = listed(library)
    assert len(kept) == 2 * batches._MOST_FILES
    assert all(d.is_extracted for d in kept)
    last.unlink()
    last.write_text(words, encoding="utf-8")
    again = program("add", "many", "--json")
    report = json.loads(again.communicate(timeout=120)[0])
    assert again.returncode == 0
    assert (report["new"], report["known"], report["extracted"]) == (1, len(kept), 1)


@pytest.mark.skipif(batches.cores() < 2, reason="one core has no other processes")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_no_process_is_left_behind_by_a_killed_or_interrupted_one(
    program: Program, library: Path, home: Path, sent: signal.Signals, status: int
) -> None:
    (*_, last) = write_many(home / "many", 30)
    last.unlink()
    os.mkfifo(last)
    adding = program("add", *sorted((home / "many").iterdir()), start_new_session=True)
    with last.open("w") as pipe:
        # ctrl+c reaches every process of the terminal; only the first of them is to act on it.
        os.killpg(adding.pid, sent) if sent == signal.SIGINT else adding.send_signal(sent)
        assert adding.wait(timeout=60) == status
        watched = select.poll()
        watched.register(pipe, 0)
        assert watched.poll(20_000) == [(pipe.fileno(), select.POLLERR)], "the process that read from it lives on"
    _, err = adding.communicate(timeout=60)
    if sent == signal.SIGINT:
        assert err == b""


def test_ctrl_c_is_for_the_first_process_alone(
    spacetui: Command, library: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_many(home / "many", 30)
    monkeypatch.setattr(batches, "cores", lambda: 2)
    monkeypatch.setattr(batches, "_work", _whether_ctrl_c_is_blocked)
    report = json.loads(spacetui("add", "many", "--json").out)
    assert [fault["reason"] for fault in report["failed"]] == ["True", "True"]


def _whether_ctrl_c_is_blocked(batch: list[batches.Item]) -> batches.Answer:
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return batches.Answer([], [batches.Fault("", str(blocked))], None)


def test_a_process_that_the_system_ends_is_told_and_what_was_added_stays(
    spacetui: Command, library: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_many(home / "many", 30)
    monkeypatch.setattr(batches, "cores", lambda: 2)
    monkeypatch.setattr(batches, "_work", _end_abruptly)
    result = spacetui("add", "many")
    assert result.status == 1
    assert "The system has ended a process" in result.err
    assert result.err.count("\n") == 1


def _end_abruptly(batch: list[batches.Item]) -> None:
    os._exit(9)
