"""Mentions linked to records, and the records that come into question beside."""

from __future__ import annotations

import pytest

from extract.candidates import Candidate
from extract.linking import Linker
from extract.lookup import Lookup
from extract.names import NameMatcher
from extract.settle import settle
from store.model import About, Kind, Name, NameType, Origin, Proposal
from tests.extract.builders import CATALOGUE, name


def linked(text: str, words: str, kind: Kind, *names: Name, published: str | None = None) -> Proposal:
    """What is proposed for some words of a text, the others being found by the names of records."""
    known = (*CATALOGUE, *names)
    matcher = NameMatcher(known)
    start = text.index(words)
    guesses = [Candidate(start, start + len(words), kind, Origin.MODEL, 0.8, "a test says so")]
    for hit in matcher.find(text):
        each = hit.names[0]
        guesses.append(
            Candidate(
                hit.start, hit.end, each.kind, Origin.RECORD_NAME, 0.6, "a record", each.canonical, each.record_id
            )
        )
    proposals = settle(text, guesses, linker=Linker(known, matcher), published=published)
    return next(proposal for proposal in proposals if proposal.start == start)


def test_a_name_in_another_spelling_has_the_record_and_its_name() -> None:
    found = linked("Jan Woerner spoke.", "Jan Woerner", Kind.PERSON)
    assert (found.name, found.record_id) == ("Jan Wörner", "person/jan-wörner")
    assert "another spelling of the record name “Jan Wörner”" in found.reason
    assert found.candidates[0].record_id == "person/jan-wörner"


def test_what_no_record_surely_is_stays_without_one_and_has_the_likeliest_as_candidates() -> None:
    found = linked("Falcon 90 flew.", "Falcon 90", Kind.VEHICLE)
    assert found.record_id is None
    assert found.candidates[0].record_id == "vehicle/falcon-9"
    assert 0 < found.candidates[0].score < 1


def test_a_record_beyond_doubt_has_no_candidates() -> None:
    assert linked("Falcon 9 flew.", "Falcon 9", Kind.VEHICLE).candidates == ()


def twins(*, related: str = "place/beijing", first: int = 2016) -> tuple[Name, Name]:
    one = name("ispace", Kind.ORGANIZATION, "ispace (Japan)", NameType.SHORT)
    other = name("iSpace", Kind.ORGANIZATION, "iSpace (China)", NameType.SHORT)
    return (
        one._replace(about=About(2010, None, frozenset({"place/washington"}))),
        other._replace(about=About(first, None, frozenset({related, "place/china"}))),
    )


def test_of_two_records_of_a_name_the_one_is_meant_with_which_the_text_has_more_to_do() -> None:
    found = linked("In China and far from Earth, ispace was named.", "ispace", Kind.ORGANIZATION, *twins())
    assert found.record_id == twins()[1].record_id
    assert [each.record_id for each in found.candidates] == [twins()[1].record_id, twins()[0].record_id]
    assert sum(each.score for each in found.candidates) == pytest.approx(1, abs=0.01)


def test_what_had_not_begun_is_less_likely_meant() -> None:
    told = [
        linked("For ispace all is well.", "ispace", Kind.ORGANIZATION, *twins(first=2030), published=published)
        for published in ("2011-05-01", "2031-05-01")
    ]
    early, late = ({each.record_id: each.score for each in found.candidates} for found in told)
    assert early[twins()[1].record_id] < late[twins()[1].record_id]


def test_a_name_of_several_kinds_has_those_records_as_candidates() -> None:
    found = linked("A Soyuz flew.", "Soyuz", Kind.MISSION)
    assert [each.record_id for each in found.candidates] == ["mission/soyuz", "vehicle/soyuz-rocket"]


def test_the_record_of_a_short_form_is_that_of_the_full_one() -> None:
    text = "Jan Woerner spoke. Woerner left."
    known = CATALOGUE
    guesses = [Candidate(0, 11, Kind.PERSON, Origin.MODEL, 0.8, "a test says so")]
    found = settle(text, guesses, linker=Linker(known, NameMatcher(known)))
    assert [each.record_id for each in found] == ["person/jan-wörner"] * 2


def test_a_surname_alone_and_the_letters_of_an_acronym_are_weak_signs() -> None:
    lookup = Lookup(CATALOGUE)
    assert lookup.find("Wörner", Kind.PERSON).certain is None
    assert [each.record_id for each, _ in lookup.find("Wörner", Kind.PERSON).ranking] == ["person/jan-wörner"]
    assert [each.canonical for each, _ in lookup.find("ARC", Kind.AGENCY).ranking] == ["Ames Research Center"]


def test_two_records_spelt_alike_are_neither_surely_meant() -> None:
    names = [name("Marigold 1", Kind.MISSION, record=record) for record in ("mission/one", "mission/two")]
    found = Lookup(names).find("Marrigold 1", Kind.MISSION)
    assert found.certain is None
    assert {each.record_id for each, _ in found.ranking} == {"mission/one", "mission/two"}
