from __future__ import annotations

import pytest

from extract.taught import BOLD, TaughtForms, form_of
from store.model import Kind

MISSION, ORGANIZATION = Kind.MISSION, Kind.ORGANIZATION
TAUGHT = TaughtForms.of([(name, MISSION) for name in ("GANNET", "RATTLE", "CINDER", "CINDER")])


@pytest.mark.parametrize(
    ("name", "form"),
    [("GANNET", "AA"), ("Copper Heron", "Aa Aa"), ("Aurelia-7", "Aa-9"), ("X", "A"), ("J. Wörner", "A. Aa")],
)
def test_names_of_one_form_are_alike(name: str, form: str) -> None:
    assert form_of(name) == form


def test_three_different_names_teach_a_form_and_every_decision_counts() -> None:
    text = "The camera RAVEN is on."
    assert TAUGHT.decisions(text, 11, 16, MISSION) == 4
    assert TaughtForms.of([("GANNET", MISSION)] * 9).decisions(text, 11, 16, MISSION) == 0


def test_only_the_kind_and_form_that_were_taught_count() -> None:
    assert TAUGHT.decisions("The camera RAVEN is on.", 11, 16, ORGANIZATION) == 0
    assert TAUGHT.decisions("The camera Raven is on.", 11, 16, MISSION) == 0


@pytest.mark.parametrize(
    "text", ["the (RAVEN) team", "the RAVEN Camera", "the Old RAVEN lens", "RAVEN-B", "the RAVEN & co"]
)
def test_a_part_of_a_longer_name_or_an_acronym_in_parentheses_does_not_stand_alone(text: str) -> None:
    start = text.index("RAVEN")
    assert TAUGHT.decisions(text, start, start + 5, MISSION) == 0


@pytest.mark.parametrize("text", ["The RAVEN lens", "Rain. RAVEN saw it", "NASA’s RAVEN saw it", "RAVEN, a lens"])
def test_a_name_at_the_beginning_or_behind_its_owner_stands_alone(text: str) -> None:
    start = text.index("RAVEN")
    assert TAUGHT.decisions(text, start, start + 5, MISSION) == 4


def test_what_is_written_is_read_again() -> None:
    read = TaughtForms.from_json(TAUGHT.trusted(BOLD).to_json())
    assert read.trust == BOLD
    assert read.decisions("The camera RAVEN is on.", 11, 16, MISSION) == 4


def test_what_was_taught_earlier_stays() -> None:
    later = TaughtForms.of([(name, ORGANIZATION) for name in ("Marlow Teague", "Corvin Hale", "Pell Arden")])
    joined = TAUGHT.joined(later)
    assert joined.decisions("The camera RAVEN is on.", 11, 16, MISSION) == 4
    assert joined.decisions("They asked Tilda Brask.", 11, 22, ORGANIZATION) == 3
