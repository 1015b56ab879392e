from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.evaluate import (
    CORE_KINDS,
    ErrorCategory,
    Score,
    as_dict,
    as_table,
    errors,
    evaluate,
)
from store.model import Annotation, Kind


def mention(start: int, end: int, kind: Kind = Kind.AGENCY, name: str = "NASA") -> Annotation:
    return Annotation(start, end, kind, name)


GOLD = [
    mention(0, 4),
    mention(10, 20, Kind.PERSON, "Nelson"),
    mention(30, 40, Kind.MISSION, "Artemis"),
    mention(50, 60, Kind.DATE, "2018"),
    mention(70, 74),
]
PREDICTED = [
    mention(0, 4),
    mention(8, 20, Kind.PERSON, "Nelson"),
    mention(30, 40, Kind.VEHICLE, "Artemis"),
    mention(50, 60, Kind.DATE, "2019"),
    mention(80, 84, Kind.PLACE, "Paris"),
]


def test_figures_follow_from_the_counts() -> None:
    score = Score(true_positives=3, false_positives=1, false_negatives=2)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)


def test_undefined_figures_are_zero() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)


def test_strict_asks_for_the_same_span_and_kind() -> None:
    evaluation = evaluate([(GOLD, PREDICTED)])
    assert evaluation.strict[Kind.AGENCY] == Score(1, 0, 1)
    assert evaluation.strict[Kind.PERSON] == Score(0, 1, 1)
    assert evaluation.strict[Kind.MISSION] == Score(0, 0, 1)
    assert evaluation.strict[Kind.VEHICLE] == Score(0, 1, 0)
    assert evaluation.strict[Kind.DATE] == Score(1, 0, 0)
    assert evaluation.total(evaluation.strict) == Score(2, 3, 3)
    assert evaluation.total(evaluation.strict, CORE_KINDS) == Score(1, 1, 3)


def test_overlapping_asks_for_a_common_character_and_the_kind() -> None:
    evaluation = evaluate([(GOLD, PREDICTED)])
    assert evaluation.overlapping[Kind.PERSON] == Score(1, 0, 0)
    assert evaluation.total(evaluation.overlapping) == Score(3, 2, 2)


def test_spans_that_only_meet_do_not_overlap() -> None:
    assert evaluate([([mention(0, 4)], [mention(4, 8)])]).overlapping[Kind.AGENCY] == Score(0, 1, 1)


def test_one_long_prediction_matches_one_gold_mention_only() -> None:
    evaluation = evaluate([([mention(0, 4), mention(6, 10)], [mention(0, 10)])])
    assert evaluation.overlapping[Kind.AGENCY] == Score(1, 0, 1)


def test_an_exact_match_is_not_taken_by_an_overlapping_one() -> None:
    gold = [mention(5, 9)]
    predicted = [mention(0, 6), mention(5, 9)]
    assert evaluate([(gold, predicted)]).overlapping[Kind.AGENCY] == Score(1, 1, 0)
    assert [error.category for error in errors(gold, predicted)] == [ErrorCategory.SPURIOUS]


def test_documents_add_up() -> None:
    evaluation = evaluate([(GOLD, PREDICTED), (GOLD, GOLD), ([], [])])
    assert evaluation.documents == 3
    assert evaluation.total(evaluation.strict) == Score(7, 3, 3)


def test_names_are_scored_by_b_cubed() -> None:
    # Gold {1 2 3 4 5} {6 7} {8 9 A B C}; predicted {1 2 3 4 5} {6 7 8 9 A B C}.
    gold = [mention(n, n + 1, name=name) for n, name in enumerate("aaaaabbccccc")]
    predicted = [mention(n, n + 1, name=name) for n, name in enumerate("xxxxxyyyyyyy")]
    names = evaluate([(gold, predicted)]).names
    assert names.mentions == 12
    assert names.precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert names.recall == 1.0


def test_names_count_only_mentions_that_both_sides_have_and_no_other_document() -> None:
    names = evaluate([(GOLD, PREDICTED), ([mention(0, 4)], [mention(0, 4, name="ESA")])]).names
    assert names.mentions == 4
    assert (names.precision, names.recall) == (1.0, 1.0)


def test_errors_tell_what_is_wrong_in_the_order_of_the_text() -> None:
    assert [(error.category, error.gold, error.predicted) for error in errors(GOLD, PREDICTED)] == [
        (ErrorCategory.WRONG_BOUNDARIES, GOLD[1], PREDICTED[1]),
        (ErrorCategory.WRONG_KIND, GOLD[2], PREDICTED[2]),
        (ErrorCategory.MISSED, GOLD[4], None),
        (ErrorCategory.SPURIOUS, None, PREDICTED[4]),
    ]


def test_wrong_in_both_kind_and_boundaries_is_missed_and_spurious() -> None:
    found = errors([mention(0, 9)], [mention(0, 4, Kind.PLACE)])
    assert {error.category for error in found} == {ErrorCategory.MISSED, ErrorCategory.SPURIOUS}


def test_the_table_has_a_line_for_each_kind_that_occurs_and_dashes_for_the_undefined() -> None:
    lines = as_table(evaluate([(GOLD, PREDICTED)])).splitlines()
    rows = {line[:24].strip(): line[24:].split() for line in lines[2:] if line}
    assert list(rows) == [
        *("AGENCY", "PERSON", "MISSION", "VEHICLE", "PLACE", "DATE"),
        *("AGENCY, PERSON, MISSION", "all kinds", "names (B-cubed)"),
    ]
    assert rows["AGENCY"] == ["2", "1.000", "0.500", "0.667", "1.000", "0.500", "0.667"]
    assert rows["MISSION"] == ["1", "-", "0.000", "0.000", "-", "0.000", "0.000"]
    assert rows["all kinds"] == ["5", "0.400", "0.400", "0.400", "0.600", "0.600", "0.600"]
    assert rows["names (B-cubed)"] == ["3", "1.000", "1.000", "1.000"]


def test_an_evaluation_of_nothing_is_a_table_too() -> None:
    assert "all kinds" in as_table(evaluate([]))


def test_the_dictionary_is_json_with_every_kind() -> None:
    told = json.loads(json.dumps(as_dict(evaluate([(GOLD, PREDICTED)]))))
    assert set(told["kinds"]) == {kind.value for kind in Kind}
    assert told["total"]["strict"]["true_positives"] == 2
    assert told["core"]["overlapping"]["recall"] == 0.5
    assert told["names"]["mentions"] == 3


@st.composite
def disjoint_mentions(draw: st.DrawFn) -> list[Annotation]:
    cuts = draw(st.lists(st.integers(0, 60), unique=True, max_size=16).map(sorted))
    kinds = st.sampled_from([Kind.AGENCY, Kind.PERSON, Kind.DATE])
    return [
        mention(start, end, draw(kinds), draw(st.sampled_from("abc")))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]


@given(gold=disjoint_mentions())
def test_a_perfect_prediction_scores_one_and_has_no_errors(gold: list[Annotation]) -> None:
    evaluation = evaluate([(gold, list(reversed(gold)))])
    for scores in (evaluation.strict, evaluation.overlapping):
        assert evaluation.total(scores) == Score(len(gold), 0, 0)
    assert evaluation.names.f1 == (1.0 if gold else 0.0)
    assert errors(gold, gold) == []


@given(gold=disjoint_mentions(), predicted=disjoint_mentions())
def test_swapping_the_sides_swaps_precision_and_recall(gold: list[Annotation], predicted: list[Annotation]) -> None:
    one, other = evaluate([(gold, predicted)]), evaluate([(predicted, gold)])
    for here, there in ((one.strict, other.strict), (one.overlapping, other.overlapping)):
        for kind in Kind:
            assert (here[kind].precision, here[kind].recall) == (there[kind].recall, there[kind].precision)
            assert here[kind].f1 == there[kind].f1
    assert one.names.precision == pytest.approx(other.names.recall)


def most_pairs(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> int:
    if not gold:
        return 0
    best = most_pairs(gold[1:], predicted)
    for number, other in enumerate(predicted):
        if gold[0].kind == other.kind and gold[0].start < other.end and other.start < gold[0].end:
            best = max(best, 1 + most_pairs(gold[1:], [*predicted[:number], *predicted[number + 1 :]]))
    return best


@given(gold=disjoint_mentions(), predicted=disjoint_mentions())
def test_overlapping_finds_as_many_pairs_as_there_can_be(gold: list[Annotation], predicted: list[Annotation]) -> None:
    evaluation = evaluate([(gold, predicted)])
    pairs = evaluation.total(evaluation.overlapping).true_positives
    assert pairs == most_pairs(gold, predicted)
    assert pairs >= evaluation.total(evaluation.strict).true_positives


@given(gold=disjoint_mentions(), predicted=disjoint_mentions())
def test_errors_account_for_every_mention_that_does_not_agree(
    gold: list[Annotation], predicted: list[Annotation]
) -> None:
    found = errors(gold, predicted)
    evaluation = evaluate([(gold, predicted)])
    strict = evaluation.total(evaluation.strict)
    assert sum(error.gold is not None for error in found) == strict.false_negatives
    assert sum(error.predicted is not None for error in found) == strict.false_positives
