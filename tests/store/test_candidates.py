from __future__ import annotations

import sqlite3

import pytest

from store import candidates, documents, mentions, records
from store.database import transaction
from store.model import Alias, Kind, LinkCandidate, NameType, Origin, Proposal, Record, RecordOrigin, Run
from tests.store.examples import incoming

RUN = Run("a pipeline", "1", "")
TEXT = "Tian Wen 1 circles Mars."
RECORDS = (
    Record("mission/tianwen-1", Kind.MISSION, "Tianwen-1", aliases=(Alias("天问一号", NameType.NATIVE),)),
    Record("mission/tianwen-2", Kind.MISSION, "Tianwen-2"),
    Record("organization/tianwen", Kind.ORGANIZATION, "Tianwen"),
    Record("person/jan-worner", Kind.PERSON, "Jan Wörner"),
    Record("agency/european-space-agency", Kind.AGENCY, "European Space Agency"),
)


@pytest.fixture
def known(library: sqlite3.Connection) -> sqlite3.Connection:
    with transaction(library):
        records.put_all(library, RECORDS)
    return library


def kept(library: sqlite3.Connection, *which: LinkCandidate) -> int:
    document = documents.add(library, incoming(TEXT)).document
    proposal = Proposal(0, 10, Kind.MISSION, "Tian Wen 1", None, 0.8, Origin.MODEL, "so", which)
    mentions.keep(library, document.id, RUN, [proposal])
    return mentions.of_document(library, document.id)[0].id


def found(library: sqlite3.Connection, words: str, kind: Kind | None = None) -> list[str]:
    return [each.record_id for each in candidates.search(library, words, kind=kind)]


def test_what_a_run_weighed_comes_first_in_its_order(known: sqlite3.Connection) -> None:
    mention = kept(known, LinkCandidate("mission/tianwen-2", 0.6), LinkCandidate("mission/tianwen-1", 0.3))
    first, second, *others = candidates.of_mention(known, mention)
    assert [(each.record_id, each.score) for each in (first, second)] == [
        ("mission/tianwen-2", 0.6),
        ("mission/tianwen-1", 0.3),
    ]
    assert all(each.score <= 0.3 for each in others)


def test_a_mention_without_candidates_is_searched_by_its_words(known: sqlite3.Connection) -> None:
    assert "mission/tianwen-1" in [each.record_id for each in candidates.of_mention(known, kept(known))]


def test_a_candidate_that_the_library_has_not_is_left_out(known: sqlite3.Connection) -> None:
    mention = kept(known, LinkCandidate("mission/of-another-library", 0.9))
    assert "mission/of-another-library" not in [each.record_id for each in candidates.of_mention(known, mention)]


def test_there_are_none_for_a_mention_that_is_not_there(known: sqlite3.Connection) -> None:
    assert candidates.of_mention(known, 12345) == []


def test_the_very_name_is_found_for_certain(known: sqlite3.Connection) -> None:
    best = candidates.search(known, "tianwen 1")[0]
    assert (best.record_id, best.score, best.origin) == ("mission/tianwen-1", 1.0, RecordOrigin.CATALOGUE)


@pytest.mark.parametrize(
    ("typed", "record"),
    [
        ("europ", "agency/european-space-agency"),
        ("space eur", "agency/european-space-agency"),
        ("Woerner", "person/jan-worner"),
        ("jan wor", "person/jan-worner"),
        ("Europaen Spce Agency", "agency/european-space-agency"),
        ("天问一号", "mission/tianwen-1"),
    ],
)
def test_a_beginning_or_a_slip_is_enough(known: sqlite3.Connection, typed: str, record: str) -> None:
    assert found(known, typed)[0] == record


def test_a_name_that_only_begins_like_a_whole_one_is_less_likely_meant_than_like_a_typed_one(
    known: sqlite3.Connection,
) -> None:
    typed, whole = (candidates.search(known, "European", is_whole=is_whole)[0] for is_whole in (False, True))
    assert typed.record_id == whole.record_id == "agency/european-space-agency"
    assert typed.score > 0.8 > whole.score


def test_the_kind_that_is_wanted_comes_first(known: sqlite3.Connection) -> None:
    assert found(known, "Tianwen")[0] == "organization/tianwen"
    assert found(known, "Tian", Kind.MISSION)[0].startswith("mission/")


def test_the_very_name_comes_before_beginnings_of_the_wanted_kind(known: sqlite3.Connection) -> None:
    assert found(known, "Tianwen", Kind.MISSION)[0] == "organization/tianwen"


@pytest.mark.parametrize("typed", ["", "  ", '"', "zzz qqq", "*"])
def test_what_is_like_nothing_finds_nothing(known: sqlite3.Connection, typed: str) -> None:
    assert found(known, typed) == []


def test_scores_fall_from_one_to_nought(known: sqlite3.Connection) -> None:
    scores = [each.score for each in candidates.search(known, "Tianwen 1")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
