import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forms import kind_of
from extract.patterns import patterned
from extract.phrases import Stretches, headings
from store.model import Kind


def found(text: str) -> dict[str, Kind]:
    best: dict[str, tuple[float, Kind]] = {}
    for each in patterned(text, Stretches(headings(text))):
        surface = text[each.start : each.end]
        best[surface] = max(best.get(surface, (0.0, each.kind)), (each.trust, each.kind))
    return {surface: kind for surface, (_, kind) in best.items()}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ghana Space Agency", Kind.AGENCY),
        ("Propulsion Research Center", Kind.AGENCY),
        ("Space Technology Mission Directorate", Kind.AGENCY),
        ("University of Bern", Kind.ORGANIZATION),
        ("Institute of Geology and Geophysics", Kind.ORGANIZATION),
        ("U.S. Congress", Kind.ORGANIZATION),
        ("Yonder Holdings", Kind.ORGANIZATION),
        ("International Lunar Congress", Kind.EVENT),
        ("Small Satellite Conference", Kind.EVENT),
        ("Commercial Launch Act", Kind.LAW),
        ("Registration Convention", Kind.LAW),
        ("Lunar Exploration Program", Kind.MISSION),
        ("Small Launch Vehicle", Kind.VEHICLE),
        ("Hancock County", Kind.PLACE),
        ("Second Launch Complex", Kind.PLACE),
        ("Gale Crater", Kind.BODY),
        ("Space", None),
        ("Deep Space", None),
    ],
)
def test_the_form_of_a_name_says_what_it_is(name: str, kind: Kind | None) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("from Launch Complex 39A today", "Launch Complex 39A", Kind.PLACE),
        ("at Site 31/6 of the base", "Site 31/6", Kind.PLACE),
        ("from pad 39A at dawn", "pad 39A", Kind.PLACE),
        ("the Long March 7 stood", "Long March 7", Kind.VEHICLE),
        ("the launch of STS-107 in", "STS-107", Kind.MISSION),
        ("and GSAT-24 was built", "GSAT-24", Kind.MISSION),
        ("the planet Kepler-186f is", "Kepler-186f", Kind.BODY),
        ("the asteroid 2024 YR4 passed", "2024 YR4", Kind.BODY),
        ("the comet C/2020 F3 faded", "C/2020 F3", Kind.BODY),
        ("the Brightness rocket flew", "Brightness", Kind.VEHICLE),
        ("the rover Diligence rolled", "Diligence", Kind.MISSION),
        ("It carried Paleblue, a small satellite.", "Paleblue", Kind.MISSION),
        ("The capsule, named Marigold, docked", "Marigold", Kind.MISSION),
        (
            "by the Lunar Exploration and Space Engineering Center.",
            "Lunar Exploration and Space Engineering Center",
            Kind.AGENCY,
        ),
        ("the 12th Rocket Squadron said", "12th Rocket Squadron", Kind.ORGANIZATION),
        ("the University of Rio de Janeiro said", "University of Rio de Janeiro", Kind.ORGANIZATION),
    ],
)
def test_a_name_is_recognised_without_being_known(text: str, name: str, kind: Kind) -> None:
    assert found(text).get(name) is kind


@pytest.mark.parametrize(
    "text",
    [
        "astronaut Marisol Etcheverry said",
        "told Dr. Marisol Etcheverry that",
        "“Yes,” said Marisol Etcheverry, who",
        "Marisol Etcheverry, director of the lab",
        "Contact: Marisol Etcheverry",
        "NASA Administrator Marisol Etcheverry spoke",
    ],
)
def test_a_person_is_recognised_by_what_stands_beside(text: str) -> None:
    assert found(text).get("Marisol Etcheverry") is Kind.PERSON


def test_a_given_name_makes_a_person() -> None:
    assert found("With him flew Peter Wolkenstein and others") == {"Peter Wolkenstein": Kind.PERSON}


def test_the_owner_in_front_of_a_programme_stays_outside() -> None:
    assert "Deep Drilling Program" in found("NASA Deep Drilling Program officials")


def test_the_place_of_a_university_stays_outside() -> None:
    assert found("at Wolkenstein University of Yonder Creek")["Wolkenstein University"] is Kind.ORGANIZATION


def test_an_acronym_and_its_full_form_are_two_names_of_one_kind() -> None:
    names = found("It uses the Planetary Instrument for X-ray Lithochemistry (PIXL), they said.")
    assert names["Planetary Instrument for X-ray Lithochemistry"] is names["PIXL"]


def test_common_things_with_numbers_are_no_missions() -> None:
    assert found("after COVID-19 hit, as Figure-3 shows") == {}


def test_a_heading_in_capitals_is_told_from_a_sentence() -> None:
    text = "Agency Picks Company to Launch Weather Mission\n\nThe agency has picked a company to launch it."
    assert headings(text) == [(0, 46)]


@given(st.text())
def test_candidates_lie_within_the_text(text: str) -> None:
    for each in patterned(text, Stretches(headings(text))):
        assert 0 <= each.start < each.end <= len(text)
        assert 0 <= each.trust <= 1
