from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from store import decisions, documents, records, sample, shipped
from store.errors import FormatError
from store.model import Kind, Record, RecordOrigin
from tests.store.examples import everything, extracted, mention, put


def test_every_record_of_the_catalogue_has_an_id_of_its_own() -> None:
    counts = Counter(record.id for record in shipped.catalogue())
    assert [identifier for identifier, count in counts.items() if count > 1] == []
    assert counts


def test_every_fact_of_the_catalogue_has_a_source() -> None:
    assert [r.id for r in shipped.catalogue() for fact in r.facts if not fact.source or not fact.value] == []


def test_every_id_of_the_catalogue_begins_with_its_kind() -> None:
    assert [r.id for r in shipped.catalogue() if not r.id.startswith(f"{r.kind.value.lower()}/")] == []


def test_the_catalogue_comes_into_a_library_once(library: sqlite3.Connection) -> None:
    assert sample.load_catalogue(library)
    assert len(records.listed(library)) == len(list(shipped.catalogue()))
    before = everything(library)
    assert not sample.load_catalogue(library)
    assert everything(library) == before


def test_a_changed_catalogue_is_brought_in_anew(library: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.load_catalogue(library)
    first = next(iter(shipped.catalogue()))
    library.execute("UPDATE settings SET value = 'an older one' WHERE key = 'catalogue'")
    library.execute("UPDATE records SET name = 'an older name' WHERE id = ?", [first.id])
    assert sample.load_catalogue(library)
    assert records.get(library, first.id).name == first.name


def test_the_catalogue_leaves_decisions_and_peoples_records_alone(library: sqlite3.Connection) -> None:
    first = next(iter(shipped.catalogue()))
    mine = Record(first.id, first.kind, "My own name for it", RecordOrigin.PERSON)
    put(library, mine)
    document = extracted(library)
    decisions.change_kind(library, [mention(library, document, "NASA").id], Kind.PLACE, "ann")
    before = mention(library, document, "NASA")
    sample.load_catalogue(library)
    assert records.get(library, first.id) == mine
    assert mention(library, document, "NASA") == before


def test_a_broken_line_of_the_catalogue_is_told_and_nothing_brought_in(
    library: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(library)
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "agency/a", "kind": "AGENCY"}\n', encoding="utf-8")
    monkeypatch.setattr(shipped, "catalogue_files", lambda: [broken])
    with pytest.raises(FormatError, match=r"^the catalogue's broken\.jsonl, line 1: 'name' is missing\.$"):
        sample.load_catalogue(library)
    assert everything(library) == before


def test_the_first_article_opens_first_and_stands_on_top(library: sqlite3.Connection) -> None:
    first = sample.add_articles(library)
    assert documents.get(library, first).source == f"sample/{sample.FIRST_ARTICLE}"
    assert documents.listed(library)[0].id == first
    assert len(documents.numbers(library)) == len(sample.article_names())


def test_articles_are_added_once(library: sqlite3.Connection) -> None:
    first = sample.add_articles(library)
    before = everything(library)
    assert sample.add_articles(library) == first
    assert everything(library) == before


def test_articles_come_without_the_marks_that_they_are_measured_by() -> None:
    for name in sample.article_names():
        article = sample.article(name)
        assert "[[" not in article.text
        assert "====" not in article.text
        assert article.title
        assert (article.mentions, article.relations, article.quotations) == ((), (), ())


def test_the_names_of_the_catalogue_are_those_of_its_records() -> None:
    assert shipped.catalogue_names() == records.names_of(shipped.catalogue())
