from __future__ import annotations

import random

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.stretches import Exchange, Mark, Stretch, example, stretches
from store.model import Kind, Lesson, Origin, Proposal, Verdict

TEXT = "Ann of Marlow Teague spoke.\n\nNobody decided on NASA here."
COMPANY, SPEAKER = (7, 20), (0, 3)


def proposal(span: tuple[int, int], kind: Kind, score: float) -> Proposal:
    return Proposal(*span, kind, TEXT[slice(*span)], None, score, Origin.MODEL, "so")


def lesson(*verdicts: Verdict) -> Lesson:
    return Lesson(TEXT, None, verdicts)


def tags(stretch: Stretch) -> list[str]:
    """What a recogniser is told of each token: `-` is unknown."""
    aligned = example(spacy.blank("en"), stretch).get_aligned_ner()
    return ["-" if tag is None else tag for tag in aligned]


def test_only_paragraphs_with_a_decision_are_learnt_from() -> None:
    found = list(stretches(lesson(Verdict(*COMPANY, Kind.ORGANIZATION)), []))
    assert [stretch.text for stretch in found] == ["Ann of Marlow Teague spoke."]


def test_a_decision_outranks_what_was_proposed_and_sure_proposals_beside_it_count() -> None:
    proposed = [proposal(SPEAKER, Kind.PERSON, 0.9), proposal(COMPANY, Kind.PERSON, 0.9)]
    (stretch,) = stretches(lesson(Verdict(*COMPANY, Kind.ORGANIZATION)), proposed)
    assert tags(stretch) == ["U-PERSON", "O", "B-ORGANIZATION", "L-ORGANIZATION", "O", "O"]


def test_what_nobody_knows_is_no_lesson() -> None:
    (stretch,) = stretches(lesson(Verdict(*COMPANY, Kind.ORGANIZATION)), [proposal(SPEAKER, Kind.PERSON, 0.5)])
    assert tags(stretch)[0] == "-"


def test_rejected_words_are_no_name_and_in_a_reviewed_paragraph_nor_is_the_rest() -> None:
    (stretch,) = stretches(lesson(Verdict(*COMPANY, None)), [])
    assert tags(stretch) == ["O"] * 6


def test_an_accepted_span_leaves_no_room_for_a_rejected_one_that_overlaps_it() -> None:
    wrong = Verdict(0, 20, None)
    (stretch,) = stretches(lesson(wrong, Verdict(*COMPANY, Kind.ORGANIZATION)), [])
    assert stretch.marks == (Mark(*COMPANY, Kind.ORGANIZATION, True),)


@given(st.integers())
def test_names_are_exchanged_for_others_of_the_same_form_the_same_throughout(seed: int) -> None:
    text = "Ann asked Pell Arden. Then Pell Arden left."
    spans = [(10, 20), (27, 37)]
    stretch = Stretch(
        text, (Mark(0, 3, Kind.PERSON, False), *(Mark(*span, Kind.ORGANIZATION, True) for span in spans)), True
    )
    names = [("Pell Arden", Kind.ORGANIZATION), ("Maximilian Roe", Kind.ORGANIZATION)]
    exchange = Exchange(names, {"Pell Arden": Kind.PERSON}, [("Jo Banks", Kind.PERSON), ("New York", Kind.PLACE)])
    after = exchange.exchanged(stretch, random.Random(seed))
    words = [after.text[mark.start : mark.end] for mark in after.marks]
    assert words[0] == "Ann"
    assert words[1] == words[2]
    first, last = words[1].split(" ")
    assert first in ("Pell", "Maximilian", "Jo")
    assert last in ("Arden", "Roe", "Banks")
    assert after.text == text.replace("Pell Arden", words[1])


def test_a_name_that_nobody_put_right_stays() -> None:
    stretch = Stretch("NASA met.", (Mark(0, 4, Kind.AGENCY, True),), True)
    exchange = Exchange([("Pell Arden", Kind.ORGANIZATION)], {}, [])
    assert exchange.exchanged(stretch, random.Random(0)) == stretch


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_text_has_no_stretch(text: str) -> None:
    assert list(stretches(Lesson(text, None, ()), [])) == []
