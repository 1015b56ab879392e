from __future__ import annotations

import sqlite3

import pytest

from store import decisions, identical, mentions
from store.decisions import Outcome
from store.identical import Example, Occurrence
from store.model import Kind, Origin, Proposal, State
from tests.store.examples import FIRST_RUN, add, everything, held, put
from tests.store.test_records import ESA

TEXT = "Mars: ESA flies to Mars. Marshall knows Mars; Mars-X and mars do not. Mars Express flies."
BODY, PROPOSED, ACCEPTED, REJECTED = Kind.BODY, State.PROPOSED, State.ACCEPTED, State.REJECTED


def proposals(text: str, *spans: tuple[str, int, Kind]) -> list[Proposal]:
    found = []
    for words, start, kind in spans:
        assert text[start : start + len(words)] == words
        found.append(Proposal(start, start + len(words), kind, words, None, 0.5, Origin.MODEL, "so"))
    return sorted(found)


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    """A document in which Mars is proposed in three of its places, and Mars Express in one."""
    number = add(library, TEXT)
    third, express = TEXT.index("Mars;"), TEXT.index("Mars Express")
    said = [("Mars", 0, BODY), ("Mars", 19, BODY), ("Mars", third, Kind.PLACE), ("Mars Express", express, Kind.MISSION)]
    mentions.keep(library, number, FIRST_RUN, proposals(TEXT, *said))
    return number


@pytest.fixture
def other(library: sqlite3.Connection) -> int:
    text = "To Mars and back."
    number = add(library, text, "/news/other.txt")
    mentions.keep(library, number, FIRST_RUN, proposals(text, ("Mars", 3, BODY)))
    return number


def first(library: sqlite3.Connection, document: int) -> int:
    return mentions.of_document(library, document)[0].id


def of(library: sqlite3.Connection, outcome: Outcome | None) -> Example:
    assert outcome is not None
    assert outcome.group is not None
    found = identical.example(library, outcome.group)
    assert found is not None
    return found


def spans(found: list[Occurrence]) -> list[tuple[int, int, int]]:
    return [(each.document_id, each.start, each.end) for each in found]


def states(library: sqlite3.Connection, document: int) -> list[tuple[int, Kind, State]]:
    return [(m.start, m.kind, m.state) for m in mentions.of_document(library, document)]


def test_the_same_whole_words_are_found_in_context(library: sqlite3.Connection, document: int) -> None:
    example = of(library, decisions.accept(library, [first(library, document)], "ann"))
    found = identical.find(library, example, document_id=document)
    assert [(each.start, each.words, each.state, each.kind, each.is_alike) for each in found] == [
        (19, "Mars", PROPOSED, BODY, True),
        (TEXT.index("Mars;"), "Mars", PROPOSED, Kind.PLACE, False),
    ]
    assert TEXT.startswith(f"{found[0].before}{found[0].words}{found[0].after.removesuffix('…')}")


def test_a_document_or_the_library_is_looked_through(library: sqlite3.Connection, document: int, other: int) -> None:
    example = of(library, decisions.accept(library, [first(library, document)], "ann"))
    assert {each.document_id for each in identical.find(library, example, document_id=document)} == {document}
    assert {each.document_id for each in identical.find(library, example)} == {document, other}


def test_what_is_decided_is_left_alone_unless_asked_for(library: sqlite3.Connection, document: int, other: int) -> None:
    decisions.reject(library, [first(library, other)], "bob")
    example = of(library, decisions.accept(library, [first(library, document)], "ann"))
    assert other not in {each.document_id for each in identical.find(library, example)}
    assert other in {each.document_id for each in identical.find(library, example, decided=True)}


def test_the_ticked_ones_are_decided_and_undone_as_one(library: sqlite3.Connection, document: int, other: int) -> None:
    before = states(library, document), states(library, other)
    example = of(library, decisions.accept(library, [first(library, document)], "ann"))
    found = [each for each in identical.find(library, example) if each.is_alike]
    outcome = identical.apply(library, example, spans(found), "ann")
    assert outcome.words == "accept “Mars” at 2 other places"
    assert len(outcome.mentions) == 2
    assert states(library, other) == [(3, BODY, ACCEPTED)]
    assert [state for _, kind, state in states(library, document) if kind is BODY] == [ACCEPTED, ACCEPTED]
    decisions.undo(library, "ann")
    decisions.undo(library, "ann")
    assert (states(library, document), states(library, other)) == before


def test_a_changed_kind_is_changed_everywhere(library: sqlite3.Connection, document: int, other: int) -> None:
    example = of(library, decisions.change_kind(library, [first(library, document)], Kind.PLACE, "ann"))
    identical.apply(library, example, spans(identical.find(library, example)), "ann")
    assert states(library, other) == [(3, Kind.PLACE, ACCEPTED)]
    assert {m.record_id for m in mentions.of_document(library, other)} == {"place/mars"}


def test_a_link_is_made_everywhere(library: sqlite3.Connection, document: int, other: int) -> None:
    put(library, ESA)
    example = of(library, decisions.link(library, [first(library, document)], ESA.id, "ann"))
    identical.apply(library, example, spans(identical.find(library, example)), "ann")
    assert [m.record_id for m in mentions.of_document(library, other)] == [ESA.id]


def test_what_is_added_is_added_where_the_words_are_not_marked(library: sqlite3.Connection, document: int) -> None:
    start = TEXT.index("flies")
    outcome = decisions.add(library, document, [(start, start + 5)], Kind.EVENT, "ann")
    example = of(library, outcome)
    found = identical.find(library, example)
    assert [(each.words, each.state, each.is_alike) for each in found] == [("flies", None, True)]
    before = held(library, document)
    identical.apply(library, example, spans(found), "ann")
    assert held(library, document)[-1] == ("flies", Kind.EVENT, ACCEPTED)
    decisions.undo(library, "ann")
    assert held(library, document) == before


def test_what_stands_inside_another_mention_is_not_added(library: sqlite3.Connection, document: int) -> None:
    decisions.reject(library, [first(library, document)], "ann")
    example = of(library, decisions.add(library, document, [(0, 4)], BODY, "ann"))
    assert TEXT.index("Mars Express") not in [each.start for each in identical.find(library, example)]
    assert TEXT.index("Mars-X") in [each.start for each in identical.find(library, example)]


def test_boundaries_are_changed_where_the_same_words_stand(library: sqlite3.Connection, document: int) -> None:
    decisions.change_boundaries(library, first(library, document), 0, 5, "ann")
    example = of(
        library, decisions.change_boundaries(library, mentions.of_document(library, document)[1].id, 16, 23, "ann")
    )
    assert (example.words, example.new_words) == ("Mars", "to Mars")
    assert identical.find(library, example) == []
    text = "He went to Mars. She flew to Mars."
    there = add(library, text, "/news/third.txt")
    mentions.keep(library, there, FIRST_RUN, proposals(text, ("Mars", 11, BODY), ("Mars", 29, BODY)))
    found = identical.find(library, example)
    identical.apply(library, example, spans(found), "ann")
    assert [words for words, _, _ in held(library, there)] == ["to Mars", "to Mars"]


def test_undoing_the_first_offers_the_same_for_the_rest(library: sqlite3.Connection, document: int, other: int) -> None:
    decisions.accept(library, [first(library, other)], "ann")
    decisions.accept(library, [first(library, document)], "ann")
    undone = of(library, decisions.undo(library, "ann"))
    found = identical.find(library, undone)
    assert [each.document_id for each in found] == [other]
    identical.apply(library, undone, spans(found), "ann")
    assert states(library, other) == [(3, BODY, PROPOSED)]


def test_what_is_gone_meanwhile_is_passed_over(library: sqlite3.Connection, document: int, other: int) -> None:
    example = of(library, decisions.accept(library, [first(library, document)], "ann"))
    before = everything(library)
    assert identical.apply(library, example, [(other, 1, 2)], "ann").group is None
    assert everything(library) == before


def test_what_cannot_be_repeated_is_no_example(library: sqlite3.Connection, document: int) -> None:
    assert identical.example(library, 99) is None
    assert document


@pytest.mark.parametrize("words", ['"', "NASA's “Deep” one", "C++", "***", "a AND b", "Chang'e-4"])
def test_words_of_any_signs_are_found(library: sqlite3.Connection, words: str) -> None:
    text = f"Of {words} we know; {words} it is."
    document = add(library, text)
    start = text.index(words)
    example = of(library, decisions.add(library, document, [(start, start + len(words))], Kind.MISSION, "ann"))
    assert [each.start for each in identical.find(library, example)] == [text.index(words, start + 1)]
