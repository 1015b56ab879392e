"""A library for tests of screens: two texts with mentions, relations, quotations, and a mission of the catalogue."""

from __future__ import annotations

from pathlib import Path

from store import documents, mentions, records, statements
from store.database import connect, transaction
from store.model import Fact, Kind, Origin, Predicate, Proposal, QuotationProposal, Record, RelationProposal, Span
from tests.tui.reading import RUN, TEXT, incoming, proposals

OTHER = """Nobel words

Jan Woerner, director-general of ESA, said: “Chang'e 4 is a step.” It was launched on 3 January 2019.

Zeta Prime watched.
"""
CHANGE_4 = Record(
    "mission/chang-e-4",
    Kind.MISSION,
    "Chang'e 4",
    facts=(Fact("launched", "2018-12-07", "gcat"), Fact("type", "lunar lander", "general")),
)
#: What no catalogue has.
UNKNOWN = "Zeta Prime"
JAN = "person/jan-worner"


def fill(path: Path) -> None:
    """Make the library; the first text is `TEXT`."""
    connection = connect(path)
    with transaction(connection):
        records.put_all(connection, [CHANGE_4])
        for text, name in ((OTHER, "other"), (TEXT, "probe")):
            document = documents.put(connection, incoming(text, name)).document.id
            mentions.put(connection, document, RUN, [*proposals(text), *_unknown(text)])
            stated = (_relations(text), _quotations(text)) if text == OTHER else ([], [])
            statements.put_proposed(connection, document, RUN, *stated)
    connection.close()


def place(text: str, words: str) -> Span:
    """Where words stand first in a text."""
    return Span(text.index(words), text.index(words) + len(words))


def _unknown(text: str) -> list[Proposal]:
    if UNKNOWN not in text:
        return []
    return [Proposal(*place(text, UNKNOWN), Kind.MISSION, UNKNOWN, None, 0.3, Origin.MODEL, "so it seems")]


def _relations(text: str) -> list[RelationProposal]:
    jan, esa, probe, day = (place(text, words) for words in ("Jan Woerner", "ESA", "Chang'e 4", "3 January 2019"))
    return [
        RelationProposal(jan, Predicate.HOLDS_ROLE, esa, "director-general", jan.start, esa.end, 0.9, "an apposition"),
        RelationProposal(probe, Predicate.LAUNCHED_ON, day, None, text.index("It was"), day.end, 0.8, "a verb"),
    ]


def _quotations(text: str) -> list[QuotationProposal]:
    speech = place(text, "Chang'e 4 is a step.")
    return [QuotationProposal(*speech, place(text, "Jan Woerner"), place(text, "said"), False, 0.9, "in marks")]
