import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.folding import fold
from extract.names import NameMatcher
from extract.phrases import Stretches
from extract.recorded import recorded
from store.model import Kind, NameType
from tests.extract.builders import CATALOGUE, name

MATCHER = NameMatcher(CATALOGUE)


def found(text: str, matcher: NameMatcher = MATCHER) -> list[str]:
    return [text[hit.start : hit.end] for hit in matcher.find(text)]


def judged(text: str) -> list[tuple[str, Kind, str]]:
    candidates = recorded(text, MATCHER, Stretches([]))
    return [(text[each.start : each.end], each.kind, each.name) for each in candidates if each.trust >= 0.4]


@given(st.text())
def test_folding_shifts_no_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_every_hit_is_a_stretch_of_the_text(text: str) -> None:
    for hit in MATCHER.find(f"{text} NASA {text}"):
        assert 0 <= hit.start < hit.end <= len(text) * 2 + 6


@pytest.mark.parametrize("text", ["Chang'e 4", "Chang’e-4", "Chang'e-4", "CHANG'E-4", "Chang'e4"])
def test_numerals_apostrophes_and_capitals_may_vary(text: str) -> None:
    assert found(f"The {text} lander") == [text]


def test_accents_may_be_left_out() -> None:
    assert found("said Jan Worner of") == ["Jan Worner"]


@pytest.mark.parametrize(
    "text", ["Marshall", "Chinatown", "nasa", "artemis accords", "moons", "Falcon. 9", "China 4x NASAL"]
)
def test_parts_of_words_other_cases_and_other_marks_are_no_hit(text: str) -> None:
    assert found(text) in ([], ["China"])


def test_a_possessive_stays_outside() -> None:
    assert found("NASA's and China’s") == ["NASA", "China"]


def test_the_full_stop_of_an_abbreviated_name_stays_inside() -> None:
    assert found("Cocoa Beach, Fla. (AP)") == ["Fla."]


def test_the_longest_name_wins() -> None:
    assert found("the Ames Research Center") == ["Ames Research Center"]


def test_the_article_of_a_record_name_stays_outside() -> None:
    assert found("in the Netherlands", NameMatcher([name("the Netherlands", Kind.PLACE)])) == ["Netherlands"]


def test_a_name_over_a_line_break_is_found_but_not_over_a_blank_line() -> None:
    assert found("European Space\nAgency") == ["European Space\nAgency"]
    assert found("European Space\n\nAgency") == []


def test_an_owner_and_its_unit_are_two_names() -> None:
    assert [text for text, _, _ in judged("She works at NASA Ames.")] == ["NASA", "Ames"]


def test_the_noun_behind_a_name_decides_what_it_is() -> None:
    assert judged("A Soyuz rocket lifted off.") == [("Soyuz", Kind.VEHICLE, "Soyuz rocket")]
    assert judged("A Soyuz spacecraft docked.") == [("Soyuz", Kind.MISSION, "Soyuz")]


def test_a_short_name_needs_support() -> None:
    assert judged("Hope is not lost.") == []
    assert judged("The Hope probe arrived.")[0] == ("Hope", Kind.MISSION, "Emirates Mars Mission")
    assert ("Hope", Kind.MISSION, "Emirates Mars Mission") in judged("Hope, the Emirates Mars Mission, arrived.")


def test_our_moon_counts_in_lower_case_and_others_do_not() -> None:
    assert [text for text, _, _ in judged("They fly to the moon.")] == ["moon"]
    assert judged("It is a moon of Saturn, and a moon at that.") == []


def test_earth_in_an_orbit_is_no_mention() -> None:
    assert judged("It flies in low Earth orbit.") == []


def test_a_numeral_behind_a_series_belongs_to_the_name() -> None:
    assert [text for text, _, _ in judged("The Starlink 10-44 mission flew.")] == ["Starlink 10-44"]
    assert [text for text, _, _ in judged("It took Starlink 20 minutes.")] == ["Starlink"]


def test_a_capital_going_on_makes_a_name_doubtful() -> None:
    (candidate,) = recorded("She reads the Washington Post.", MATCHER, Stretches([]))
    assert candidate.trust <= 0.5


def test_a_region_in_front_belongs_to_the_place() -> None:
    assert "Southern California" in [text for text, _, _ in judged("They live in Southern California now.")]


def test_names_in_two_kinds_are_both_kept_until_something_decides() -> None:
    matcher = NameMatcher([name("Georgia", Kind.PLACE), name("Georgia", Kind.PERSON, type=NameType.SHORT)])
    (hit,) = matcher.find("in Georgia")
    assert {each.kind for each in hit.names} == {Kind.PLACE, Kind.PERSON}


def test_a_full_stop_within_a_name_stands_as_it_is_written_or_is_left_out() -> None:
    matcher = NameMatcher([name("John F. Kennedy", Kind.PERSON), name("U.S. Congress", Kind.ORGANIZATION)])
    text = "The U.S. Congress heard John F. Kennedy, not John F Kennedy."
    assert [text[hit.start : hit.end] for hit in matcher.find(text)] == [
        "U.S. Congress",
        "John F. Kennedy",
        "John F Kennedy",
    ]
