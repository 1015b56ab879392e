"""`spacetui extract`."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from store.model import Annotation, IncomingDocument, Kind, Origin
from tests.tui.cli.conftest import Command
from tui.cli.page import pages


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def words(document: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    text, found = document["text"], document["mentions"]
    return [(text[m["start"] : m["end"]], m["kind"], m["record"]) for m in found]


def test_the_text_stays_to_the_letter_and_names_lead_to_the_catalogue(
    spacetui: Command, article: Path, home: Path
) -> None:
    result = spacetui("extract", article, "--format", "jsonl")
    (document,) = lines(result.out)
    assert result.status == 0
    assert document["id"] == "probe"
    assert document["text"] == article.read_text(encoding="utf-8")
    assert ("European Space Agency", "AGENCY", "agency/european-space-agency") in words(document)
    assert ("ESA", "AGENCY", "agency/european-space-agency") in words(document)
    first = document["mentions"][0]
    assert set(first) == {"start", "end", "kind", "name", "record", "score", "origin"}
    assert 0 <= first["score"] <= 1


def test_no_library_is_touched(spacetui: Command, article: Path, home: Path) -> None:
    spacetui("extract", article)
    assert list(home.iterdir()) == [article]


def test_jsonl_is_what_a_pipe_gets(spacetui: Command, article: Path) -> None:
    assert lines(spacetui("extract", article).out)[0]["id"] == "probe"


def test_files_are_printed_in_the_order_given(spacetui: Command, home: Path) -> None:
    for name in "cab":
        (home / f"{name}.txt").write_text(f"NASA, report {name}.\n", encoding="utf-8")
    assert [document["id"] for document in lines(spacetui("extract", "b.txt", "c.txt", "a.txt").out)] == ["b", "c", "a"]
    assert [document["id"] for document in lines(spacetui("extract", ".").out)] == ["a", "b", "c"]


def test_annotations_that_a_file_brings_are_replaced(spacetui: Command, home: Path) -> None:
    line = {
        "text": "Nobody met NASA.",
        "mentions": [{"start": 0, "end": 6, "kind": "PERSON", "name": "Nobody"}],
        "relations": [{"subject": "Nobody", "predicate": "operates", "object": "NASA"}],
        "quotes": [{"speaker": "Nobody", "start": 0, "end": 6}],
    }
    (home / "gold.jsonl").write_text(json.dumps(line), encoding="utf-8")
    (document,) = lines(spacetui("extract", "gold.jsonl").out)
    assert [found[0] for found in words(document)] == ["NASA"]
    assert (document["relations"], document["quotes"]) == ([], [])


def test_dates_are_read_by_the_publication_date(spacetui: Command, home: Path) -> None:
    texts = [
        {"id": "undated", "text": "It flew on June 6."},
        {"id": "dated", "text": "It flew on June 6.", "published": "2018-06-08"},
        {"id": "again", "text": "It flew on June 6."},
    ]
    (home / "texts.jsonl").write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    found = lines(spacetui("extract", "texts.jsonl").out)
    names = [document["mentions"][0]["name"] for document in found]
    assert names == ["XXXX-06-06", "2018-06-06", "XXXX-06-06"]


def test_what_cannot_be_read_is_told_and_the_rest_is_printed(spacetui: Command, article: Path) -> None:
    result = spacetui("extract", "missing.txt", article)
    assert result.status == 1
    assert "missing.txt does not exist" in result.err
    assert [document["id"] for document in lines(result.out)] == ["probe"]


def test_standard_input_is_read(spacetui: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"NASA launched.\n")))
    (document,) = lines(spacetui("extract", "-").out)
    assert document["id"] == "stdin"
    assert [found[0] for found in words(document)] == ["NASA"]


def test_a_filter_between_pipes(program: Callable[..., subprocess.Popen[bytes]]) -> None:
    with program("extract", "-", "--format", "jsonl") as extracting:
        out, err = extracting.communicate("嫦娥 and NASA’s probe.\n".encode())
    assert extracting.returncode == 0
    assert err == b""
    assert [found[0] for found in words(json.loads(out))] == ["NASA"]


def test_a_table_is_for_people(spacetui: Command, article: Path) -> None:
    out = spacetui("extract", article, "--format", "table").out.splitlines()
    assert out[0] == "Probe lands on the Moon"
    assert out[1].split() == ["start", "end", "kind", "words", "name", "record", "score", "origin"]
    assert any("European Space Agency" in line and "agency/european-space-agency" in line for line in out[2:])
    assert len({line.index("AGENCY") for line in out if "AGENCY" in line}) == 1


def test_names_come_from_a_library_that_is_named_and_stays_as_it_is(
    spacetui: Command, library: Path, article: Path
) -> None:
    before = library.read_bytes()
    assert spacetui("extract", article, "--db", library).status == 0
    assert library.read_bytes() == before
    assert "There is no library at" in spacetui("extract", article, "--db", "missing.db").err


def test_an_unknown_model_is_told_in_one_sentence(
    program: Callable[..., subprocess.Popen[bytes]], article: Path
) -> None:
    with program("extract", article, "--model", "en_core_web_missing") as extracting:
        out, err = extracting.communicate()
    assert extracting.returncode == 1
    assert out == b""
    assert err.startswith(b"spacetui: ")
    assert err.count(b"\n") == 1


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.marks: list[dict[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "mark":
            self.marks.append(dict(attributes))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_shows_each_mention_as_a_mark_that_tells_what_it_is(spacetui: Command, article: Path) -> None:
    page = _Page(spacetui("extract", article, "--format", "html").out)
    told = re.compile(r"AGENCY · .* · agency/european-space-agency · [01]\.\d\d · .*")
    assert any(told.fullmatch(mark.get("title") or "") for mark in page.marks)
    assert all(kind.value.capitalize() in page.text for kind in Kind), "the legend names every kind"
    assert article.read_text(encoding="utf-8").strip() in page.text


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(spacetui: Command, article: Path) -> None:
    page = spacetui("extract", article, "--format", "html").out
    assert not _Page(page).tags & {"script", "link", "img", "iframe"}
    assert "default-src 'none'" in page
    assert "://" not in page


def test_markup_in_a_text_or_name_is_only_text() -> None:
    hostile = '</p><script>alert("1")</script>\x1b\u202e'
    document = IncomingDocument(
        "x",
        hostile,
        hostile + "NASA",
        "x",
        language='en" onload="x',
        mentions=(Annotation(len(hostile), len(hostile) + 4, Kind.AGENCY, hostile, '"', 0.5, Origin.MODEL),),
    )
    page = "".join(pages([document]))
    parsed = _Page(page)
    assert "script" not in parsed.tags
    assert parsed.text.count('</p><script>alert("1")</script>') == 2
    assert set(parsed.marks[-1]) == {"class", "data-letter", "title"}
    assert not set(page) & set("\x1b\u202e")


def test_jsonl_says_what_the_text_states_and_who_says_what(spacetui: Command, home: Path) -> None:
    text = "“We go,” said Jan Woerner, director-general of ESA, in Paris.\n"
    (home / "said.txt").write_text(text, encoding="utf-8")
    (document,) = lines(spacetui("extract", "said.txt", "--format", "jsonl").out)
    held = {"subject": "Jan Wörner", "predicate": "holds_role", "object": "European Space Agency"}
    assert held | {"role": "director-general"} in document["relations"]
    assert document["quotes"] == [{"speaker": "Jan Wörner", "start": 1, "end": 7}]
