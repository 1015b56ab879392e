from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import pytest

from store import decisions, mentions, stated, statements
from store.database import transaction
from store.model import (
    Kind,
    Predicate,
    Quotation,
    QuotationProposal,
    Record,
    RecordOrigin,
    Relation,
    RelationProposal,
    Run,
    Span,
    State,
)
from tests.store.examples import (
    FIRST_RUN,
    SECOND_RUN,
    TEXT,
    THIRD_RUN,
    add,
    everything,
    extracted,
    mention,
    proposal,
    put,
    usual,
)

RELATIONS = (
    Relation("Jan Wörner", "holds_role", "European Space Agency", "director-general"),
    Relation("European Space Agency", "partner_in", "Chang'e 4"),
)
QUOTATIONS = (Quotation("Jan Wörner", 3, 9), Quotation("Jan Wörner", 10, 12, indirect=True))


def span(words: str, nth: int = 0) -> Span:
    found = proposal(TEXT, words, nth=nth)
    return Span(found.start, found.end)


def relation(
    subject: Span, predicate: Predicate, object: Span, role: str | None = None, score: float = 0.5
) -> RelationProposal:
    first, last = min(subject.start, object.start), max(subject.end, object.end)
    return RelationProposal(subject, predicate, object, role, first, last, score, "the parse says so")


LEADS = relation(span("Jan Woerner"), Predicate.HOLDS_ROLE, span("ESA"), "head")
WATCHES = relation(span("NASA"), Predicate.PARTNER_IN, span("Chang'e-4"))
SAYS = QuotationProposal(*span("that ESA and NASA"), span("Jan Woerner"), span("said"), True, 0.25, "a verb of speech")
SPOKEN = QuotationProposal(*span("watch"), None, None, False, 0.5, "in quotation marks")


def state_of(
    library: sqlite3.Connection,
    document: int,
    run: Run = FIRST_RUN,
    relations: Sequence[RelationProposal] = (LEADS, WATCHES),
    quotations: Sequence[QuotationProposal] = (SAYS, SPOKEN),
) -> None:
    """Keep what a run says."""
    with transaction(library):
        statements.put_proposed(library, document, run, relations, quotations)


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    """A document of which the first run has said everything."""
    document = extracted(library)
    state_of(library, document)
    return document


def names(library: sqlite3.Connection, document: int) -> list[tuple[str, str, str]]:
    return [(r.subject, r.predicate, r.object) for r in statements.of_document(library, document)[0]]


def test_statements_come_back_as_they_were_put(library: sqlite3.Connection) -> None:
    document = add(library)
    with transaction(library):
        statements.put(library, document, RELATIONS, QUOTATIONS)
    assert statements.of_document(library, document) == (RELATIONS, QUOTATIONS)


def test_a_statement_put_twice_is_kept_once(library: sqlite3.Connection) -> None:
    document = add(library)
    with transaction(library):
        statements.put(library, document, RELATIONS * 2, QUOTATIONS * 2)
        statements.put(library, document, RELATIONS, QUOTATIONS)
    assert statements.of_document(library, document) == (RELATIONS, QUOTATIONS)


def test_statements_belong_to_their_document(library: sqlite3.Connection) -> None:
    document, other = add(library), add(library, "Another text.", "/news/other.txt")
    with transaction(library):
        statements.put(library, document, RELATIONS, QUOTATIONS)
    assert statements.of_document(library, other) == ((), ())


def test_what_a_run_states_holds_with_canonical_names(library: sqlite3.Connection, document: int) -> None:
    relations, quotations = statements.of_document(library, document)
    assert relations == (
        Relation("Jan Wörner", "holds_role", "European Space Agency", "head"),
        Relation("NASA", "partner_in", "Chang'e 4"),
    )
    assert quotations == (Quotation("Jan Wörner", SAYS.start, SAYS.end, indirect=True),)


def test_a_page_gets_place_words_score_and_reason(library: sqlite3.Connection, document: int) -> None:
    (leads,) = stated.of_record(library, "person/jan-worner").relations
    assert (leads.document_id, leads.title, leads.start, leads.end) == (document, "Landing", LEADS.start, LEADS.end)
    assert leads.words == TEXT[LEADS.start : LEADS.end]
    assert (leads.predicate, leads.role, leads.score, leads.reason) == ("holds_role", "head", 0.5, "the parse says so")
    assert leads.subject == ("person/jan-worner", "Jan Wörner", Kind.PERSON, *LEADS.subject)
    assert leads.object[:3] == ("agency/european-space-agency", "European Space Agency", Kind.AGENCY)
    assert (leads.state, leads.author) == (State.PROPOSED, None)


def test_a_relation_is_found_from_both_ends(library: sqlite3.Connection, document: int) -> None:
    ways = [stated.of_record(library, record).relations for record in ("agency/nasa", "mission/chang-e-4")]
    assert ways[0] == ways[1]
    assert [r.predicate for r in ways[0]] == [Predicate.PARTNER_IN]
    assert document


def test_a_page_gets_what_its_record_says(library: sqlite3.Connection, document: int) -> None:
    (said,) = stated.of_record(library, "person/jan-worner").quotations
    assert (said.words, said.indirect, said.score) == (TEXT[SAYS.start : SAYS.end], True, 0.25)
    assert (said.cue, said.document_id) == (SAYS.cue, document)
    assert said.speaker is not None
    assert said.speaker.name == "Jan Wörner"


def test_speech_without_a_speaker_stands_in_its_document(library: sqlite3.Connection, document: int) -> None:
    said = stated.in_document(library, document).quotations
    assert [(q.words, q.speaker and q.speaker.name) for q in said] == [
        ("that ESA and NASA", "Jan Wörner"),
        ("watch", None),
    ]


def test_the_same_run_twice_states_once(library: sqlite3.Connection, document: int) -> None:
    before = everything(library)
    state_of(library, document)
    assert everything(library) == before


def test_what_nobody_decided_gives_way_to_a_later_run(library: sqlite3.Connection, document: int) -> None:
    state_of(library, document, SECOND_RUN, [WATCHES], [])
    assert names(library, document) == [("NASA", "partner_in", "Chang'e 4")]
    assert stated.in_document(library, document).quotations == []


def test_a_run_that_comes_again_states_again(library: sqlite3.Connection, document: int) -> None:
    before = stated.in_document(library, document)
    proposed = library.execute("SELECT * FROM relation_proposals").fetchall()
    state_of(library, document, SECOND_RUN, [], [])
    assert stated.in_document(library, document) == ([], [])
    state_of(library, document)
    assert stated.in_document(library, document) == before
    assert library.execute("SELECT * FROM relation_proposals").fetchall() == proposed


def test_an_imported_statement_outlives_every_run(library: sqlite3.Connection, document: int) -> None:
    with transaction(library):
        statements.put(library, document, RELATIONS, ())
    state_of(library, document, SECOND_RUN, [], [])
    assert statements.of_document(library, document)[0] == RELATIONS


def test_an_imported_statement_is_of_the_record_that_the_document_names(
    library: sqlite3.Connection, document: int
) -> None:
    with transaction(library):
        statements.put(library, document, [Relation("ESA", "partner_in", "chang’e-4")], ())
    found = stated.of_record(library, "mission/chang-e-4").relations
    assert [(r.object.name, r.start, r.words, r.score) for r in found] == [
        ("Chang'e 4", WATCHES.start, TEXT[WATCHES.start : WATCHES.end], 0.5),
        ("Chang'e 4", None, "", None),
    ][::-1]


def test_what_a_run_states_is_not_imported_again(library: sqlite3.Connection, document: int) -> None:
    before = everything(library)
    with transaction(library):
        statements.put(library, document, *statements.of_document(library, document))
    assert everything(library) == before


def test_a_page_leaves_out_from_a_file_what_the_text_is_found_to_state(library: sqlite3.Connection) -> None:
    document = extracted(library)
    with transaction(library):
        statements.put(library, document, [Relation("NASA", "partner_in", "Chang'e 4")], ())
    state_of(library, document)
    assert [r.start for r in stated.of_record(library, "agency/nasa").relations] == [WATCHES.start]
    assert names(library, document).count(("NASA", "partner_in", "Chang'e 4")) == 1


def test_an_end_moves_along_with_its_mention(library: sqlite3.Connection, document: int) -> None:
    nasa = mention(library, document, "NASA").id
    decisions.change_kind(library, [nasa], Kind.PLACE, "ann")
    assert [r.subject.record_id for r in stated.of_record(library, "mission/chang-e-4").relations] == ["place/nasa"]
    assert stated.of_record(library, "agency/nasa").relations == []
    decisions.undo(library, "ann")
    assert [r.subject.record_id for r in stated.of_record(library, "agency/nasa").relations] == ["agency/nasa"]


def test_an_end_that_is_no_name_takes_its_relation_away(library: sqlite3.Connection, document: int) -> None:
    decisions.reject(library, [mention(library, document, "NASA").id], "ann")
    assert names(library, document) == [("Jan Wörner", "holds_role", "European Space Agency")]
    assert [r.predicate for r in stated.in_document(library, document).relations] == [Predicate.HOLDS_ROLE]
    decisions.undo(library, "ann")
    assert len(names(library, document)) == 2


def test_a_speaker_that_is_no_name_leaves_the_words(library: sqlite3.Connection, document: int) -> None:
    decisions.reject(library, [mention(library, document, "Jan Woerner").id], "ann")
    assert [q.speaker for q in stated.in_document(library, document).quotations] == [None, None]


def test_an_end_without_a_mention_keeps_the_record_that_it_had(library: sqlite3.Connection, document: int) -> None:
    mentions.keep(library, document, SECOND_RUN, [])
    assert len(names(library, document)) == 2
    assert len(stated.of_record(library, "agency/nasa").relations) == 1


def test_an_end_is_of_the_mention_that_a_later_run_finds_there(library: sqlite3.Connection, document: int) -> None:
    mentions.keep(library, document, SECOND_RUN, [proposal(TEXT, "and NASA", Kind.PLACE, "Nassau")])
    assert [r.subject.name for r in stated.of_record(library, "mission/chang-e-4").relations] == ["Nassau"]


def test_statements_of_earlier_revisions_are_in_no_page(library: sqlite3.Connection, document: int) -> None:
    add(library, "Nothing of that.")
    assert stated.of_record(library, "person/jan-worner") == ([], [])
    assert document


def test_no_more_statements_are_given_than_asked_for(library: sqlite3.Connection, document: int) -> None:
    state_of(library, document, SECOND_RUN, [LEADS, relation(LEADS.subject, Predicate.CREW_OF, span("NASA"))])
    assert len(stated.of_record(library, "person/jan-worner", limit=1).relations) == 1


def test_who_opens_the_file_sees_statements_in_words(library: sqlite3.Connection, document: int) -> None:
    rows = library.execute("SELECT subject, predicate, object, role, state, score FROM relations_in_words")
    assert rows.fetchone() == ("Jan Wörner", "holds_role", "European Space Agency", "head", "proposed", 0.5)
    rows = library.execute("SELECT speaker, words FROM quotations_in_words ORDER BY id")
    assert rows.fetchall() == [("Jan Wörner", "that ESA and NASA"), (None, "watch")]
    assert document


def test_a_record_that_is_renamed_is_renamed_in_statements(library: sqlite3.Connection, document: int) -> None:
    put(library, Record("agency/nasa", Kind.AGENCY, "National Aeronautics", RecordOrigin.PERSON))
    assert ("National Aeronautics", "partner_in", "Chang'e 4") in names(library, document)


def test_statements_hold_along_with_their_extraction_or_not_at_all(library: sqlite3.Connection) -> None:
    document = add(library)
    before = everything(library)
    with pytest.raises(RuntimeError), transaction(library):  # noqa: PT012
        mentions.put(library, document, THIRD_RUN, usual())
        statements.put_proposed(library, document, THIRD_RUN, [LEADS], [SAYS])
        raise RuntimeError
    assert everything(library) == before
