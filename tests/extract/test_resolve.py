from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extract.candidates import Candidate
from extract.resolve import resolve
from store.model import Kind, Origin
from tests.extract.builders import candidate

_CANDIDATES = st.lists(
    st.builds(
        lambda start, length, kind, trust, origin: candidate(start, start + length, kind, trust, origin),
        st.integers(0, 60),
        st.integers(0, 20),
        st.sampled_from(list(Kind)),
        st.floats(0, 1),
        st.sampled_from([Origin.MODEL, Origin.PATTERN, Origin.RECORD_NAME]),
    )
)


@given(_CANDIDATES)
def test_the_result_is_in_order_without_overlaps(candidates: list[Candidate]) -> None:
    settled = resolve(candidates)
    assert all(one.end <= two.start for one, two in pairwise(settled))


@given(_CANDIDATES)
def test_every_result_is_a_span_that_was_proposed_with_that_kind(candidates: list[Candidate]) -> None:
    proposed = {(each.start, each.end, each.kind) for each in candidates}
    settled = resolve(candidates)
    assert all((each.start, each.end, each.kind) in proposed and each.start < each.end for each in settled)
    assert all(0 <= each.score <= 1 for each in settled)
    assert all(vote.kind is each.kind for each in settled for vote in each.votes)


@given(_CANDIDATES)
def test_the_order_of_the_candidates_does_not_matter(candidates: list[Candidate]) -> None:
    def outcome(each: list[Candidate]) -> list[tuple[int, int, Kind]]:
        return [(one.start, one.end, one.kind) for one in resolve(each)]

    assert outcome(candidates) == outcome(candidates[::-1])


@given(_CANDIDATES)
def test_each_proposed_span_is_taken_or_touched(candidates: list[Candidate]) -> None:
    settled = resolve(candidates)
    for each in candidates:
        if each.start < each.end:
            assert any(taken.start < each.end and each.start < taken.end for taken in settled)


def test_of_two_equally_trusted_spans_the_longer_one_wins() -> None:
    (settled,) = resolve([candidate(0, 7), candidate(0, 20)])
    assert settled.end == 20


def test_a_much_more_trusted_span_wins_over_a_longer_one() -> None:
    (settled,) = resolve([candidate(0, 7, trust=0.95), candidate(0, 20, trust=0.5)])
    assert settled.end == 7


def test_agreement_of_origins_raises_the_score() -> None:
    alone = resolve([candidate(0, 4, trust=0.6)])
    together = resolve([candidate(0, 4, trust=0.6), candidate(0, 4, trust=0.6, origin=Origin.MODEL)])
    assert together[0].score > alone[0].score


def test_the_same_origin_twice_is_no_agreement() -> None:
    assert resolve([candidate(0, 4), candidate(0, 4)])[0].score == resolve([candidate(0, 4)])[0].score


def test_what_another_origin_earnestly_took_a_span_for_is_kept() -> None:
    name = candidate(0, 4, Kind.AGENCY, 0.9, Origin.RECORD_NAME)
    model, form = candidate(0, 4, Kind.PLACE, 0.6, Origin.MODEL), candidate(0, 4, Kind.PERSON, 0.3, Origin.PATTERN)
    (settled,) = resolve([name, model, form])
    assert settled.dissent == model
    (agreed,) = resolve([name, form])
    assert agreed.dissent is None


def test_what_another_origin_took_more_words_for_is_kept_but_no_part_of_the_winner() -> None:
    name = candidate(4, 12, Kind.AGENCY, 0.95, Origin.RECORD_NAME)
    wider, part = candidate(0, 12, Kind.MISSION, 0.5, Origin.MODEL), candidate(4, 8, Kind.PLACE, 0.9, Origin.MODEL)
    (settled,) = resolve([name, wider, part])
    assert (settled.kind, settled.dissent) == (Kind.AGENCY, wider)


def test_dissent_about_the_kind_lowers_the_score() -> None:
    alone = resolve([candidate(0, 4, Kind.AGENCY, 0.8)])
    disputed = resolve([candidate(0, 4, Kind.AGENCY, 0.8), candidate(0, 4, Kind.PLACE, 0.6, Origin.MODEL)])
    assert disputed[0].kind is Kind.AGENCY
    assert disputed[0].score < alone[0].score


def test_a_sure_record_name_outweighs_form_and_model_together() -> None:
    votes = [
        candidate(0, 4, Kind.AGENCY, 0.93, Origin.RECORD_NAME),
        candidate(0, 4, Kind.ORGANIZATION, 0.8, Origin.PATTERN),
        candidate(0, 4, Kind.ORGANIZATION, 0.7, Origin.MODEL),
    ]
    assert resolve(votes)[0].kind is Kind.AGENCY


def test_what_stays_below_the_threshold_is_left_out() -> None:
    assert resolve([candidate(0, 4, trust=0.3)], threshold=0.4) == []
