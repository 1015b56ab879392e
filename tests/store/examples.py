"""Small texts, proposals and records that the store's tests share."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from store import documents, mentions, records
from store.database import transaction
from store.model import IncomingDocument, Kind, Mention, Origin, Proposal, Record, Run, State

TEXT = "ESA's Jan Woerner said that ESA and NASA will watch Chang'e-4 land."
FIRST_RUN, SECOND_RUN, THIRD_RUN = (Run("pipeline", version, "{}") for version in ("1", "2", "3"))


def incoming(text: str = TEXT, source: str = "/news/landing.txt") -> IncomingDocument:
    return IncomingDocument("landing", "Landing", text, source)


def add(library: sqlite3.Connection, text: str = TEXT, source: str = "/news/landing.txt") -> int:
    return documents.add(library, incoming(text, source)).document.id


def proposal(
    text: str, words: str, kind: Kind = Kind.AGENCY, name: str | None = None, *, nth: int = 0, record: str | None = None
) -> Proposal:
    """What a run says of the nth place where the words stand."""
    start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    return Proposal(start, start + len(words), kind, name or words, record, 0.75, Origin.MODEL, "the model found it")


def usual(text: str = TEXT) -> list[Proposal]:
    """What a run says of `TEXT`: ESA twice, Jan Woerner, NASA and Chang'e-4."""
    return [
        proposal(text, "ESA", name="European Space Agency"),
        proposal(text, "Jan Woerner", Kind.PERSON, "Jan Wörner"),
        proposal(text, "ESA", name="European Space Agency", nth=1),
        proposal(text, "NASA"),
        proposal(text, "Chang'e-4", Kind.MISSION, "Chang'e 4"),
    ]


def extracted(library: sqlite3.Connection, proposals: Sequence[Proposal] | None = None) -> int:
    """A document that the first run has been through."""
    document = add(library)
    mentions.keep(library, document, FIRST_RUN, usual() if proposals is None else proposals)
    return document


def held(library: sqlite3.Connection, document: int) -> list[tuple[str, Kind, State]]:
    """What holds in a document: the words, their kind and their state."""
    text = documents.get(library, document).text
    return [(text[m.start : m.end], m.kind, m.state) for m in mentions.of_document(library, document)]


def mention(library: sqlite3.Connection, document: int, words: str, nth: int = 0) -> Mention:
    """The nth mention of a document that has those words, rejected ones included."""
    text = documents.get(library, document).text
    return [m for m in mentions.of_document(library, document) if text[m.start : m.end] == words][nth]


def state(library: sqlite3.Connection, mention_id: int) -> State:
    return mentions.get_all(library, [mention_id])[0].state


def put(library: sqlite3.Connection, *written: Record) -> None:
    with transaction(library):
        records.put_all(library, written)


def everything(library: sqlite3.Connection) -> list[str]:
    """All that the library holds, to compare before and after."""
    return list(library.iterdump())
