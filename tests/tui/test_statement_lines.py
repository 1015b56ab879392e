"""What is told of relations and quotations in lines, and what may be said of a name."""

from __future__ import annotations

from collections.abc import Sequence

from store.model import Kind, Mention, Origin, Predicate, State
from store.stated import End, StatedQuotation, StatedRelation, Statements
from tui.leading import StatementKey
from tui.statement_lines import NOBODY, Reading, in_order, name_lines, readings, speaker_lines, statement_lines
from tui.widgets.line_list import Line

TEXT = "NASA and ESA watch Chang'e 4 while Ann Lee, of NASA, speaks."


def relation(number: int, start: int | None, state: State = State.PROPOSED, words: str = "the words") -> StatedRelation:
    ends = End("agency/nasa", "NASA", Kind.AGENCY, 0, 4), End("mission/change-4", "Chang'e 4", Kind.MISSION, 19, 28)
    place = start, None if start is None else start + 9
    return StatedRelation(
        number, 1, "Text", None, ends[0], Predicate.OPERATES, ends[1], None, *place, words, 0.75, "so", state, None
    )


def quotation(start: int, *, indirect: bool = False, words: str = "We watch.") -> StatedQuotation:
    speaker = End("person/ann-lee", "Ann Lee", Kind.PERSON, 35, 42)
    return StatedQuotation(
        9, 1, "Text", None, speaker, start, start + 9, words, None, indirect, 0.9, "so", State.PROPOSED, None
    )


def mention(words: str, kind: Kind, *, turn: int = 0, state: State = State.PROPOSED) -> Mention:
    start = -1
    for _ in range(turn + 1):
        start = TEXT.index(words, start + 1)
    record = f"{kind.value.lower()}/{words.lower()}"
    return Mention(start + 1, 1, start, start + len(words), kind, record, words, 0.5, Origin.MODEL, "so", state, None)


MENTIONS = [
    mention("NASA", Kind.AGENCY),
    mention("ESA", Kind.AGENCY, state=State.REJECTED),
    mention("Chang'e 4", Kind.MISSION),
    mention("Ann Lee", Kind.PERSON),
    mention("NASA", Kind.AGENCY, turn=1),
]


def told(lines: Sequence[Line]) -> list[str]:
    return ["".join(part for part, _ in line.parts).rstrip() for line in lines]


def test_a_relation_tells_what_it_says_and_below_it_the_words_that_state_it() -> None:
    lines = statement_lines([relation(3, 0)])
    assert told(lines) == ["  NASA operates Chang'e 4", "    the words"]
    assert lines[0].right == "75%"
    assert [line.value for line in lines] == [StatementKey("relation", 3), None]


def test_what_was_decided_is_marked_by_a_sign() -> None:
    assert told(statement_lines([relation(3, 0, State.ACCEPTED)]))[0].startswith("✓ NASA")
    assert told(statement_lines([relation(3, 0, State.REJECTED)]))[0].startswith("✗ NASA")


def test_what_came_with_a_file_names_no_words() -> None:
    assert told(statement_lines([relation(3, None, words="")])) == ["  NASA operates Chang'e 4"]


def test_reported_speech_has_no_marks() -> None:
    assert told(statement_lines([quotation(50)])) == ["  Ann Lee: “We watch.”"]
    assert told(statement_lines([quotation(50, indirect=True)])) == ["  Ann Lee is reported: We watch."]


def test_a_long_speech_is_cut_between_words() -> None:
    (line,) = told(statement_lines([quotation(0, words="word " * 100)]))
    assert line.endswith("word …”")
    assert len(line) < 220


def test_statements_stand_in_the_order_of_the_text_and_those_without_a_place_behind() -> None:
    there, nowhere, said = relation(1, 20), relation(2, None), quotation(5)
    assert in_order(Statements([nowhere, there], [said])) == [said, there, nowhere]


def test_of_a_person_it_may_be_said_that_they_hold_a_role_or_flew() -> None:
    assert readings(Kind.PERSON) == [Reading(Predicate.HOLDS_ROLE, True), Reading(Predicate.CREW_OF, True)]


def test_nothing_may_be_said_of_a_law() -> None:
    assert readings(Kind.LAW) == []


def test_a_part_is_of_the_kind_of_its_whole() -> None:
    part_of = Reading(Predicate.PART_OF, True)
    assert part_of.fits(Kind.AGENCY, Kind.AGENCY)
    assert not part_of.fits(Kind.AGENCY, Kind.ORGANIZATION)


def test_each_record_is_offered_once_at_its_nearest_place_and_no_rejected_name() -> None:
    lines = name_lines(TEXT, MENTIONS, TEXT.index("Ann"), kinds={Kind.AGENCY, Kind.MISSION})
    assert [line.value for line in lines] == [MENTIONS[4], MENTIONS[2]]


def test_a_name_is_not_offered_as_its_own_other_end() -> None:
    lines = name_lines(TEXT, MENTIONS, 0, kinds={Kind.AGENCY, Kind.MISSION}, without=MENTIONS[0].record_id)
    assert [line.value for line in lines] == [MENTIONS[2]]


def test_persons_agencies_and_organizations_may_be_quoted_and_nobody() -> None:
    lines = speaker_lines(TEXT, MENTIONS, TEXT.index("speaks"))
    assert [line.value for line in lines] == [MENTIONS[4], MENTIONS[3], NOBODY]
