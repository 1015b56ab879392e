import pytest

from extract.boundaries import first_line, trimmed
from store.model import Kind


def cut(text: str, kind: Kind = Kind.ORGANIZATION) -> str | None:
    span = trimmed(text, 0, len(text), kind)
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the European Space Agency", "European Space Agency"),
        ("NASA's", "NASA"),
        ("China’s", "China"),
        ("“Dragon,”", "Dragon"),
        ("Airbus-built", "Airbus"),
        ("Chang'e-4 probe", "Chang'e-4"),
    ],
)
def test_what_is_no_part_of_a_name_stays_outside(text: str, name: str) -> None:
    assert cut(text) == name


@pytest.mark.parametrize("text", ["Rocket Lab Corp.", "Fla.", "U.S.", "N.C."])
def test_the_full_stop_of_an_abbreviation_stays_inside(text: str) -> None:
    assert cut(text) == text


def test_titles_stay_outside_a_person_only() -> None:
    assert cut("Dr. Jan Wörner", Kind.PERSON) == "Jan Wörner"
    assert cut("Administrator Bill Nelson", Kind.PERSON) == "Bill Nelson"
    assert cut("President Hotel", Kind.PLACE) == "President Hotel"


def test_lunar_stays_outside_the_pole() -> None:
    assert cut("lunar south pole", Kind.BODY) == "south pole"


def test_nothing_but_marks_is_no_name() -> None:
    assert cut("“ ”") is None


def test_an_entity_over_two_lines_keeps_its_first() -> None:
    text = "\nJohnson Space Center\nHouston"
    assert text[slice(*first_line(text, 0, len(text)))] == "Johnson Space Center"
