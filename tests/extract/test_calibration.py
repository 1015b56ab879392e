"""Scores are brought to mean the share that is right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.calibration import calibrated, fit, reliability

examples = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=400)


def test_without_examples_a_score_stays_as_it_is() -> None:
    assert fit([]) == []
    assert calibrated(0.7, []) == 0.7


def test_an_overconfident_score_is_brought_down_to_what_held_out_texts_showed() -> None:
    steps = fit([(0.9, number % 2 == 0) for number in range(1000)])
    assert abs(calibrated(0.9, steps) - 0.5) < 0.01


def test_higher_scores_that_are_right_more_often_keep_their_order() -> None:
    low = [(0.5, number % 5 < 2) for number in range(500)]
    high = [(0.8, number % 5 < 4) for number in range(500)]
    steps = fit(low + high)
    assert abs(calibrated(0.5, steps) - 0.4) < 0.01
    assert abs(calibrated(0.8, steps) - 0.8) < 0.01


@given(examples)
def test_a_higher_raw_score_is_never_calibrated_lower(found: list[tuple[float, bool]]) -> None:
    steps = fit(found)
    values = [calibrated(number / 20, steps) for number in range(21)]
    assert values == sorted(values)
    assert all(0 <= value <= 1 for value in values)


@given(examples)
def test_the_reliability_table_counts_every_mention_once(found: list[tuple[float, bool]]) -> None:
    rows = reliability(found)
    assert sum(row.mentions for row in rows) == len(found)
    assert [row.score for row in rows] == sorted(row.score for row in rows)
