"""Settled spans become proposals that say in words what speaks for them and what against."""

from __future__ import annotations

from extract.proposing import proposals
from extract.resolve import resolve
from store.model import Kind, Origin, Proposal
from tests.extract.builders import candidate

TEXT = "Jan Hale flew"


def proposed(*guesses: tuple[int, int, Kind, float, Origin]) -> Proposal:
    candidates = [candidate(*guess) for guess in guesses]
    (found,) = proposals(TEXT, resolve(candidates), {}, candidates)
    return found


def test_origins_that_agree_are_named_behind_the_reason_of_the_best() -> None:
    found = proposed((0, 8, Kind.PERSON, 0.9, Origin.MODEL), (0, 8, Kind.PERSON, 0.6, Origin.PATTERN))
    assert (found.reason, found.dissent) == ("a test says so; its form agrees", "")


def test_an_origin_that_takes_the_words_for_something_else_is_told_of() -> None:
    found = proposed((0, 8, Kind.PERSON, 0.9, Origin.RECORD_NAME), (0, 8, Kind.ORGANIZATION, 0.6, Origin.MODEL))
    assert found.dissent == "the language model takes them for ORGANIZATION"


def test_one_that_takes_more_words_for_something_else_is_told_of_with_them() -> None:
    found = proposed((0, 8, Kind.PERSON, 0.95, Origin.RECORD_NAME), (0, 13, Kind.MISSION, 0.5, Origin.PATTERN))
    assert found.dissent == "their form takes “Jan Hale flew” for MISSION"
