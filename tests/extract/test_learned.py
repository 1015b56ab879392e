"""Rules that decisions made, as the extraction follows them."""

from __future__ import annotations

import pytest

from extract import pipeline
from extract.pipeline import Extractor
from store.model import Kind, Origin, Proposal, Rule
from tests.extract.builders import CATALOGUE

FOO_SAT = Rule("Foo-Sat", Kind.MISSION, "mission/foo-sat", "Foo-Sat", 1, 0)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return pipeline.load(CATALOGUE)


def said(extractor: Extractor, text: str, *rules: Rule) -> dict[str, Proposal]:
    extractor.follow(rules)
    return {text[each.start : each.end]: each for each in extractor.extract(text).proposals}


def test_a_name_that_was_taught_is_found_with_its_record_and_its_reason(extractor: Extractor) -> None:
    text = "Engineers lost contact with Foo-Sat over the ocean."
    found = said(extractor, text, FOO_SAT)["Foo-Sat"]
    assert (found.kind, found.record_id, found.origin) == (Kind.MISSION, "mission/foo-sat", Origin.LEARNED_RULE)
    assert "people said once that “Foo-Sat” is a mission" in found.reason


def test_another_spelling_of_a_taught_name_is_found(extractor: Extractor) -> None:
    assert "Foo Sat" in said(extractor, "Engineers lost contact with Foo Sat.", FOO_SAT)


def test_a_rule_outranks_the_catalogue(extractor: Extractor) -> None:
    rule = Rule("Washington", Kind.MISSION, "mission/washington", "Washington", 7, 0)
    found = said(extractor, "They watched Washington from a plane.", rule)["Washington"]
    assert (found.kind, found.record_id) == (Kind.MISSION, "mission/washington")
    assert "in 7 decisions" in found.reason


def test_words_that_are_no_mention_are_left_out_wherever_they_stand(extractor: Extractor) -> None:
    text = "NASA met in Washington. In Washington it rained."
    rule = Rule("Washington", None, None, "", 5, 0)
    assert set(said(extractor, text)) == {"NASA", "Washington"}
    assert set(said(extractor, text, rule)) == {"NASA"}


@pytest.mark.parametrize("rule", [FOO_SAT._replace(is_on=False), FOO_SAT._replace(support=3, against=1)])
def test_a_rule_that_is_off_or_contradicted_is_not_followed(extractor: Extractor, rule: Rule) -> None:
    found = said(extractor, "Engineers lost contact with Foo-Sat.", rule)
    assert all(each.origin is not Origin.LEARNED_RULE for each in found.values())


def test_a_single_word_that_the_text_uses_as_a_word_needs_more_than_one_decision(extractor: Extractor) -> None:
    text = "They hope for rain. Then Lantern came, a lantern of a moth."
    rule = Rule("Lantern", Kind.MISSION, "mission/lantern", "Lantern", 1, 0)
    assert "Lantern" not in said(extractor, text, rule)
    assert "Lantern" in said(extractor, text, rule._replace(support=3))


def test_the_run_is_another_one_with_other_rules_and_the_same_with_the_same(extractor: Extractor) -> None:
    extractor.follow([])
    without = extractor.run
    extractor.follow([FOO_SAT])
    once = extractor.run
    extractor.follow([FOO_SAT._replace(support=2)])
    twice = extractor.run
    extractor.follow([FOO_SAT, FOO_SAT._replace(words="Bar", is_on=False)])
    assert len({without, once, twice}) == 3
    assert extractor.run == once
