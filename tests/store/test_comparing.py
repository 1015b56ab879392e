from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.comparing import Agreement, compare, compare_dates, days
from store.model import Fact, Kind, Predicate, State
from store.stated import End, StatedRelation

MISSION, CHINA = "mission/chang-e-4", "place/china"
LAUNCHED = Fact("launched", "2018-12-07", "gcat")
ROLE = Fact("role", "director general", "general", record_id="agency/esa")


def stated(
    predicate: Predicate, other: str, *, role: str | None = None, record: str | None = None, is_subject: bool = True
) -> StatedRelation:
    """What a text says of the mission: another thing is at the other end."""
    ends = [End(MISSION, "Chang'e 4", Kind.MISSION, 0, 9), End(record, other, None, 10, 20)]
    subject, told = ends if is_subject else reversed(ends)
    place = (0, 20, "the words", 0.5, "so", State.PROPOSED, None)
    return StatedRelation(1, 1, "Landing", None, subject, predicate, told, role, *place)


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("2018-12-07", "2018-12-07", Agreement.SAME),
        ("2018-12-07", "2018-12-07T18:23Z", Agreement.SAME),
        ("2018-12-07", "2018", Agreement.COARSER),
        ("2018-12", "2018-12-07", Agreement.COARSER),
        ("203X", "2034-05", Agreement.COARSER),
        ("2018-12-07", "2018-12-08", Agreement.DAY_APART),
        ("2018-12-31", "2019-01-01", Agreement.DAY_APART),
        ("2018-12-07", "2018-12-09", Agreement.CONTRADICTION),
        ("2018", "2019", Agreement.CONTRADICTION),
        ("2018-12-31", "2019", Agreement.CONTRADICTION),
        ("2024-05-31", "2024-05-30/31", Agreement.COARSER),
        ("2024-06-01", "2024-05-30/06-02", Agreement.COARSER),
        ("2024-06-03", "2024-05-30/06-02", Agreement.CONTRADICTION),
        ("XXXX-12-07", "2018-12-07", Agreement.COARSER),
        ("XXXX-11-07", "2018-12-07", Agreement.CONTRADICTION),
        ("XXXX-12-07", "XXXX-12-07", Agreement.SAME),
        ("June 30", "2018", None),
        ("2018-02-30", "2018", None),
    ],
)
def test_dates_are_compared_by_their_precision(one: str, other: str, agreement: Agreement | None) -> None:
    assert compare_dates(one, other) is agreement
    assert compare_dates(other, one) is agreement


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_agrees_with_its_month_and_its_year(day: date) -> None:
    text = day.isoformat()
    assert days(text) == (day, day)
    for end in (4, 7):
        assert compare_dates(text, text[:end]) is Agreement.COARSER


def test_another_year_than_the_catalogues_is_a_contradiction() -> None:
    found = compare([LAUNCHED], stated(Predicate.LAUNCHED_ON, "2019"), MISSION)
    assert found == (LAUNCHED, Agreement.CONTRADICTION)


def test_of_several_facts_the_one_that_agrees_best_counts() -> None:
    facts = [Fact("launched", "2017", "gcat"), Fact("launched", "2018", "general"), LAUNCHED]
    assert compare(facts, stated(Predicate.LAUNCHED_ON, "2018-12-07"), MISSION) == (LAUNCHED, Agreement.SAME)


def test_a_second_partner_contradicts_nothing() -> None:
    partner = Fact("partner", "China", "general", record_id=CHINA)
    told = stated(Predicate.PARTNER_IN, "China", record=CHINA, is_subject=False)
    assert compare([partner], told, MISSION) == (partner, Agreement.SAME)
    other = stated(Predicate.PARTNER_IN, "Germany", record="place/germany", is_subject=False)
    assert compare([partner], other, MISSION) is None


def test_who_is_a_missions_partner_is_not_what_it_is_a_partner_in() -> None:
    partner = Fact("partner", "China", "general", record_id=CHINA)
    assert compare([partner], stated(Predicate.PARTNER_IN, "China", record=CHINA), MISSION) is None


@pytest.mark.parametrize(
    ("vehicle", "agreement"),
    [
        ("Long March 3B", Agreement.SAME),
        ("long-march 3B", Agreement.SAME),
        ("Long March 3B/E", Agreement.COARSER),
        ("Falcon 9", Agreement.CONTRADICTION),
    ],
)
def test_a_mission_has_one_launch_vehicle(vehicle: str, agreement: Agreement) -> None:
    fact = Fact("vehicle", "Long March 3B", "general")
    assert compare([fact], stated(Predicate.LAUNCHED_BY, vehicle), MISSION) == (fact, agreement)


@pytest.mark.parametrize(
    ("role", "agreement"),
    [("director-general", Agreement.SAME), ("director", Agreement.COARSER), ("astronaut", None), (None, None)],
)
def test_roles_agree_by_their_words_at_the_same_organisation(role: str | None, agreement: Agreement | None) -> None:
    found = compare([ROLE], stated(Predicate.HOLDS_ROLE, "ESA", role=role, record="agency/esa"), MISSION)
    assert (found and found.agreement) is agreement
    assert compare([ROLE], stated(Predicate.HOLDS_ROLE, "DLR", role=role, record="agency/dlr"), MISSION) is None
