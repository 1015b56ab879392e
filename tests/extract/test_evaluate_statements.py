from __future__ import annotations

from extract.evaluate import Score
from extract.evaluate_statements import (
    Stated,
    StatementErrorCategory,
    evaluate_statements,
    statement_errors,
    statements_as_dict,
    statements_as_table,
)
from store.model import Annotation, Kind, Predicate, Quotation, QuotationProposal, Relation, RelationProposal, Span

TEXT = "“We fly,” Bo Lee, chief of ESA, said. “Soon.” ESA builds Luna. So says Lee."


def span(words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def mention(words: str, kind: Kind, name: str, nth: int = 1) -> Annotation:
    return Annotation(*span(words, nth), kind, name)


def relation(subject: Span, predicate: Predicate, object_: Span, role: str | None = None) -> RelationProposal:
    return RelationProposal(subject, predicate, object_, role, 0, 5, 0.9, "a test says so")


def speech(words: str, speaker: Span | None, indirect: bool = False) -> QuotationProposal:
    return QuotationProposal(*span(words), speaker, None, indirect, 0.9, "a test says so")


MENTIONS = (
    mention("Bo Lee", Kind.PERSON, "Bo Lee"),
    mention("ESA", Kind.AGENCY, "European Space Agency"),
    mention("ESA", Kind.AGENCY, "European Space Agency", 2),
    mention("Luna", Kind.MISSION, "Luna"),
    mention("Lee", Kind.PERSON, "Bo Lee", 2),
)
RELATIONS = (
    Relation("Bo Lee", "holds_role", "European Space Agency", "chief"),
    Relation("European Space Agency", "operates", "Luna"),
)
QUOTATIONS = (Quotation("Bo Lee", *span("We fly,")), Quotation("Bo Lee", *span("Soon.")))


def stated(*found: RelationProposal | QuotationProposal) -> Stated:
    relations = [each for each in found if isinstance(each, RelationProposal)]
    speeches = [each for each in found if isinstance(each, QuotationProposal)]
    return Stated(TEXT, MENTIONS, RELATIONS, QUOTATIONS, relations, speeches)


def test_a_relation_is_right_whichever_mention_of_an_end_it_names() -> None:
    score = evaluate_statements([stated(relation(span("Lee", 2), Predicate.HOLDS_ROLE, span("ESA", 2), "Chief"))])
    assert score.relations[Predicate.HOLDS_ROLE] == Score(1, 0, 0)
    assert score.relations[Predicate.OPERATES] == Score(0, 0, 1)
    assert score.all_relations == Score(1, 0, 1)
    assert score.roles == (1, 1)


def test_a_relation_the_other_way_round_is_wrong() -> None:
    score = evaluate_statements([stated(relation(span("Luna"), Predicate.OPERATES, span("ESA")))])
    assert score.relations[Predicate.OPERATES] == Score(0, 1, 1)


def test_a_relation_said_twice_counts_once() -> None:
    twice = [relation(span("ESA", nth), Predicate.OPERATES, span("Luna")) for nth in (1, 2)]
    assert evaluate_statements([stated(*twice)]).relations[Predicate.OPERATES] == Score(1, 0, 0)


def test_an_end_beside_every_gold_mention_is_wrong() -> None:
    score = evaluate_statements([stated(relation(span("chief"), Predicate.OPERATES, span("Luna")))])
    assert score.relations[Predicate.OPERATES] == Score(0, 1, 1)


def test_an_end_counts_by_a_part_of_its_mention() -> None:
    score = evaluate_statements([stated(relation(span("Bo"), Predicate.HOLDS_ROLE, span("ESA"), "boss"))])
    assert score.relations[Predicate.HOLDS_ROLE] == Score(1, 0, 0)
    assert score.roles == (0, 1)


def test_speech_is_compared_without_its_outer_marks() -> None:
    score = evaluate_statements([stated(speech("“We fly,”", span("Bo Lee")), speech("Soon", span("ESA")))])
    assert score.quotations == Score(2, 0, 0)
    assert score.attributed == Score(1, 1, 1)


def test_speech_of_nobody_is_speech_with_the_wrong_speaker() -> None:
    score = evaluate_statements([stated(speech("Soon.", None))])
    assert score.quotations == Score(1, 0, 1)
    assert score.attributed == Score(0, 1, 2)


def test_indirect_speech_is_not_scored() -> None:
    assert evaluate_statements([stated(speech("ESA builds Luna", span("Lee", 2), True))]).quotations == Score(0, 0, 2)


def test_errors_say_what_is_wrong() -> None:
    errors = statement_errors(
        stated(
            relation(span("Bo Lee"), Predicate.HOLDS_ROLE, span("ESA"), "boss"),
            relation(span("Luna"), Predicate.OPERATES, span("ESA")),
            speech("We fly", span("ESA")),
            speech("So says Lee", None),
        )
    )
    assert [(each.category, each.what) for each in errors] == [
        (StatementErrorCategory.WRONG_ROLE, "holds_role"),
        (StatementErrorCategory.MISSED, "operates"),
        (StatementErrorCategory.SPURIOUS, "operates"),
        (StatementErrorCategory.WRONG_SPEAKER, "quotation"),
        (StatementErrorCategory.MISSED, "quotation"),
        (StatementErrorCategory.SPURIOUS, "quotation"),
    ]
    assert errors[0].gold == "Bo Lee holds_role European Space Agency (chief)"
    assert errors[3].found == "European Space Agency: We fly"
    assert errors[5].found == "nobody: So says Lee"


def test_what_is_right_is_no_error() -> None:
    right: list[RelationProposal | QuotationProposal] = [
        relation(span("Bo Lee"), Predicate.HOLDS_ROLE, span("ESA"), "chief"),
        relation(span("ESA"), Predicate.OPERATES, span("Luna")),
        speech("We fly,", span("Bo Lee")),
        speech("Soon.", span("Lee", 2)),
    ]
    assert statement_errors(stated(*right)) == []


def test_a_table_and_json_show_the_figures() -> None:
    score = evaluate_statements([stated(speech("Soon.", span("Lee")))])
    table = statements_as_table(score)
    assert "operates                      1       -   0.000   0.000" in table
    assert "quotations                    2   1.000   0.500   0.667" in table
    assert "crew_of" not in table
    report = statements_as_dict(score)
    assert isinstance(report["quotations"], dict)
    assert report["quotations"]["speakers"]["recall"] == 0.5
