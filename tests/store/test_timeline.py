from __future__ import annotations

import sqlite3

import pytest

from store import mentions, statements, timeline
from store.database import transaction
from store.model import Fact, Kind, Predicate, Proposal, Record, RelationProposal, Span
from store.timeline import Dated, Event
from tests.store.examples import FIRST_RUN, add, proposal, put

TEXT = "Probe was launched on 7 December 2018. In 2011 it was planned, on June 6 it was held."
PROBE = Record("mission/probe", Kind.MISSION, "Probe", facts=(Fact("launched", "2018-12", "gcat"),))


def dates(text: str) -> list[Proposal]:
    return [
        proposal(text, "7 December 2018", Kind.DATE, "2018-12-07"),
        proposal(text, "2011", Kind.DATE),
        proposal(text, "June 6", Kind.DATE, "XXXX-06-06"),
    ]


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    put(library, PROBE)
    document = add(library, TEXT)
    probe = proposal(TEXT, "Probe", Kind.MISSION, record=PROBE.id)
    mentions.keep(library, document, FIRST_RUN, [probe, *dates(TEXT)])
    return document


def told(events: list[Event]) -> list[tuple[str, Dated]]:
    return [(event.date, event.dated) for event in events]


def test_what_is_dated_is_in_order_of_time_and_what_has_no_year_comes_last(
    library: sqlite3.Connection, document: int
) -> None:
    assert told(timeline.events(library, document)) == [
        ("2011", Dated.MENTION),
        ("2018-12", Dated.FACT),
        ("2018-12-07", Dated.MENTION),
        ("XXXX-06-06", Dated.MENTION),
    ]


def test_a_date_of_which_the_text_says_what_happened_is_listed_with_that(
    library: sqlite3.Connection, document: int
) -> None:
    launch = RelationProposal(Span(0, 5), Predicate.LAUNCHED_ON, Span(22, 37), None, 0, 37, 0.9, "so")
    with transaction(library):
        statements.put_proposed(library, document, FIRST_RUN, [launch], [])
    events = timeline.events(library, document)
    assert ("2018-12-07", Dated.STATEMENT) in told(events)
    assert ("2018-12-07", Dated.MENTION) not in told(events)
    event = next(event for event in events if event.dated is Dated.STATEMENT)
    assert (event.name, event.words, event.start, event.end) == ("Probe", "launched_on", 0, 37)


def test_a_date_stands_in_its_words_with_its_surroundings(library: sqlite3.Connection, document: int) -> None:
    event = timeline.events(library, document)[0]
    assert (event.before[-3:], event.words, event.after[:3]) == ("In ", "2011", " it")
    assert TEXT[event.start : event.end] == event.words


def test_a_document_has_its_own_dates_and_the_library_all_but_those_of_earlier_revisions(
    library: sqlite3.Connection, document: int
) -> None:
    text = "In 1999, elsewhere."
    other = add(library, text, "/news/other.txt")
    mentions.keep(library, other, FIRST_RUN, [proposal(text, "1999", Kind.DATE)])
    assert told(timeline.events(library, other)) == [("1999", Dated.MENTION)]
    assert len(timeline.events(library)) == 5
    add(library, "Nothing of that.")
    assert told(timeline.events(library)) == [("1999", Dated.MENTION)]
    assert document
