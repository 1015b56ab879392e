"""What is being read: the session's counts and lists follow every decision, and visits walk like a browser's."""

from __future__ import annotations

from store.model import Document, Kind, Mention, Origin, State
from tui.reader.session import Session, Visit, Visits, provisional

DOCUMENT = Document(id=1, title="T", source="s", text="NASA and ESA and NASA", sha256="x")


def mention(
    number: int, start: int, end: int, record: str, state: State = State.PROPOSED, kind: Kind = Kind.AGENCY
) -> Mention:
    name = record.split("/")[1].upper()
    return Mention(number, 1, start, end, kind, name, record, 0.9, Origin.MODEL, "why", state, None)


def session(*mentions: Mention) -> Session:
    made = Session()
    made.open(DOCUMENT, list(mentions), is_extracted=True)
    return made


NASA_1, ESA, NASA_2 = (
    mention(1, 0, 4, "agency/nasa"),
    mention(2, 9, 12, "agency/esa"),
    mention(3, 17, 21, "agency/nasa"),
)


def test_records_are_grouped_by_kind_and_counted_the_most_named_first() -> None:
    moon = mention(4, 13, 16, "body/moon", kind=Kind.BODY)
    groups = session(NASA_1, ESA, moon, NASA_2).entities()
    assert list(groups) == [Kind.AGENCY, Kind.BODY]
    assert [(entity.record_id, entity.mentions) for entity in groups[Kind.AGENCY]] == [
        ("agency/nasa", 2),
        ("agency/esa", 1),
    ]


def test_a_record_is_reviewed_when_none_of_its_mentions_waits() -> None:
    reading = session(NASA_1, ESA, NASA_2)
    reading.replace([NASA_1._replace(state=State.ACCEPTED)])
    assert [entity.reviewed for entity in reading.entities()[Kind.AGENCY]] == [False, False]
    reading.replace([NASA_2._replace(state=State.ACCEPTED)])
    assert [entity.reviewed for entity in reading.entities()[Kind.AGENCY]] == [True, False]
    assert reading.review() == (1, 3)


def test_a_rejected_mention_leaves_the_list_of_records_and_counts_as_reviewed() -> None:
    reading = session(NASA_1, ESA)
    reading.replace([ESA._replace(state=State.REJECTED)])
    assert [entity.record_id for entity in reading.entities()[Kind.AGENCY]] == ["agency/nasa"]
    assert reading.review() == (1, 2)


def test_undoing_a_rejection_brings_the_record_back() -> None:
    reading = session(NASA_1, ESA)
    reading.replace([ESA._replace(state=State.REJECTED)])
    reading.replace([ESA])
    assert [entity.record_id for entity in reading.entities()[Kind.AGENCY]] == ["agency/esa", "agency/nasa"]


def test_decisions_on_another_document_change_nothing_here() -> None:
    reading = session(NASA_1)
    reading.replace([mention(9, 0, 4, "agency/esa")._replace(document_id=2)])
    assert reading.mentions == [NASA_1]


def test_a_withdrawn_mention_disappears_and_an_added_one_takes_its_place_in_the_text() -> None:
    reading = session(NASA_1, NASA_2)
    assert not reading.replace([ESA])
    assert [m.id for m in reading.mentions] == [1, 2, 3]
    reading.replace([ESA._replace(state=State.WITHDRAWN)])
    assert [m.id for m in reading.mentions] == [1, 3]


def test_a_rejected_mention_is_not_shown_where_another_stands() -> None:
    wide = mention(5, 0, 12, "agency/nasa-and-esa", State.REJECTED)
    assert [m.id for m in session(wide, ESA).shown()] == [2]
    assert [m.id for m in session(NASA_1, ESA._replace(start=2, state=State.REJECTED)).shown()] == [1]


def test_what_is_shown_while_the_extraction_goes_on_has_numbers_below_zero() -> None:
    from store.model import Proposal

    found = provisional(1, [Proposal(0, 4, Kind.AGENCY, "NASA", None, None, Origin.MODEL, "why")])
    assert [(m.id, m.state) for m in found] == [(-1, State.PROPOSED)]


def test_going_back_returns_to_where_one_came_from_and_forward_to_where_one_was() -> None:
    first, second, third = (Visit(1, number, None, 0) for number in (1, 2, 3))
    visits = Visits()
    visits.leave(first)
    visits.leave(second)
    assert visits.back(third) == second
    assert visits.back(second) == first
    assert visits.back(first) is None
    assert visits.forward(first) == second
    assert visits.forward(second) == third
    assert visits.forward(third) is None


def test_following_another_link_forgets_what_lay_ahead() -> None:
    first, second, third = (Visit(1, number, None, 0) for number in (1, 2, 3))
    visits = Visits()
    visits.leave(first)
    visits.back(second)
    visits.leave(third)
    assert visits.forward(second) is None


def test_a_blind_session_has_only_what_people_decided() -> None:
    made = Session()
    made.is_blind = True
    accepted, rejected = ESA._replace(state=State.ACCEPTED), NASA_2._replace(state=State.REJECTED)
    made.open(DOCUMENT, [NASA_1, accepted, rejected], is_extracted=True)
    assert made.shown() == [accepted, rejected]
    assert [entity.record_id for entities in made.entities().values() for entity in entities] == ["agency/esa"]
    made.replace([NASA_1._replace(state=State.ACCEPTED)])
    assert [each.id for each in made.shown()] == [1, 2, 3]
    made.replace([ESA])
    assert [each.id for each in made.shown()] == [1, 3]
