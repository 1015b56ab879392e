from __future__ import annotations

import re

import pytest

from store.clock import comparable, now, now_behind
from store.errors import ImpossibleDecisionError

FORM = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def test_a_moment_to_come_is_followed_by_the_next_millisecond() -> None:
    assert now_behind("2999-12-31T23:59:59.999Z") == "3000-01-01T00:00:00.000Z"


@pytest.mark.parametrize(
    "moment",
    [
        *("", "zzzz", "2999", "2999-01-01", "29990101", "2999-01-01T00:00:00Z", "2999-01-01T00:00:00.000"),
        *("2999-01-01T00:00:00.000+00:00", "2999-01-01T00:00:00.000+02:00", "2999-13-01T00:00:00.000Z"),
        "2020-01-01T00:00:00.000Z",
    ],
)
def test_what_is_past_or_of_another_form_leaves_it_at_this_moment(moment: str) -> None:
    before = now()
    found = now_behind(moment)
    assert re.fullmatch(FORM, found)
    assert before <= found <= now()


def test_only_moments_of_its_own_form_compare() -> None:
    assert comparable("2999-12-31T23:59:59.999Z") == "2999-12-31T23:59:59.999Z"
    assert comparable("2999-12-31") == ""


def test_behind_the_last_moment_there_is_none() -> None:
    with pytest.raises(ImpossibleDecisionError, match="no later moment can be written down"):
        now_behind("9999-12-31T23:59:59.999Z")
