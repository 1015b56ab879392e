from __future__ import annotations

from extract.evaluate_links import links, links_as_dict, links_as_table
from store.model import Annotation, Kind
from tests.extract.builders import CATALOGUE

ESA = "agency/european-space-agency"


def mention(start: int, name: str, record: str | None = None, kind: Kind = Kind.AGENCY) -> Annotation:
    return Annotation(start, start + 3, kind, name, record)


def test_a_link_is_right_if_its_record_bears_the_gold_name_in_any_spelling() -> None:
    gold = [mention(0, "European Space Agency"), mention(5, "JAN WORNER", kind=Kind.PERSON), mention(9, "NASA")]
    predicted = [
        mention(0, "ESA", ESA),
        mention(5, "Wörner", "person/jan-wörner", Kind.PERSON),
        mention(9, "NASA", "agency/national-aeronautics-and-space-administration"),
    ]
    score = links([(gold, predicted)], CATALOGUE).links
    assert (score.precision, score.recall) == (1, 1)


def test_a_wrong_link_and_a_missing_one_count_each_on_their_side() -> None:
    gold = [mention(0, "NASA"), mention(5, "NASA")]
    score = links([(gold, [mention(0, "ESA", ESA), mention(5, "NASA")])], CATALOGUE).links
    assert (score.true_positives, score.false_positives, score.false_negatives) == (0, 1, 2)


def test_what_no_record_knows_is_to_be_left_unlinked() -> None:
    gold = [mention(0, "Marigold Society"), mention(5, "Tulip Society")]
    score = links([(gold, [mention(0, "Marigold", None), mention(5, "ESA", ESA)])], CATALOGUE)
    assert (score.unknown, score.provisional, score.unknown_accuracy) == (2, 1, 0.5)
    assert score.links.gold == 0


def test_dates_are_no_records() -> None:
    gold = [mention(0, "2018", kind=Kind.DATE)]
    assert links([(gold, gold)], CATALOGUE).unknown == 0


def test_figures_that_are_undefined_are_dashes_in_the_table_and_nought_in_json() -> None:
    nothing = links([], CATALOGUE)
    assert links_as_table(nothing).split() == ["links", "to", "records", "0", "-", "-", "-", *_UNKNOWN, "0", "-"]
    assert set(links_as_dict(nothing).values()) == {0}


_UNKNOWN = ["unknown,", "left", "unlinked"]
