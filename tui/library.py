"""What screens ask of the library, each answered whole in the library's thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from store import documents, mentions, records, stated
from store.database import is_read_only
from store.errors import UnknownMentionError
from store.mentions import Place
from store.model import (
    Document,
    IncomingDocument,
    Mention,
    Proposal,
    QuotationProposal,
    Record,
    RelationProposal,
    Run,
    State,
)
from store.stated import Statements

if TYPE_CHECKING:
    from store import decisions


class RecordPage(NamedTuple):
    """All that the pane shows of one record.

    Args:
        record: the record.
        places: where current documents name it, up to the limit that the store sets.
        mentions: how often they name it in all.
        documents: in how many documents.
        statements: what current documents state of it, and what it says.
        names: the names of the records that its facts point to, by their ids.
    """

    record: Record
    places: Sequence[Place]
    mentions: int
    documents: int
    statements: Statements = Statements([], [])
    names: Mapping[str, str] = MappingProxyType({})

    def decided(self) -> RecordPage:
        """The same without places and statements on which nobody has decided."""
        places = [place for place in self.places if place.state is not State.PROPOSED]
        relations, quotations = self.statements
        return self._replace(
            places=places,
            mentions=len(places),
            documents=len({place.document_id for place in places}),
            statements=Statements(
                [relation for relation in relations if relation.state is not State.PROPOSED],
                [quotation for quotation in quotations if quotation.state is not State.PROPOSED],
            ),
        )


class Changed(NamedTuple):
    """The library's version, and what holds in a document as of it."""

    version: int
    mentions: list[Mention]


class Opened(NamedTuple):
    """A document with all that the reader shows of it."""

    document: Document
    mentions: list[Mention]
    is_extracted: bool
    place: int
    version: int


def is_extracted_text(connection: sqlite3.Connection, sha256: str) -> bool:
    """Whether a run has been through the text of that SHA-256."""
    document = documents.find_digest(connection, sha256)
    return document is not None and mentions.is_extracted(connection, document.id)


def unsaved(incoming: IncomingDocument) -> Document:
    """A text as a document that stands in no library yet."""
    return Document(
        id=0,
        title=incoming.title,
        source=incoming.source,
        text=incoming.text,
        sha256=documents.digest(incoming.text),
        language=incoming.language,
        published=incoming.published,
    )


def open_document(connection: sqlite3.Connection, document_id: int) -> Opened:
    """Fetch a document and note that it is being read.

    Raises:
        UnknownDocumentError: there is none of that number.
    """
    document = documents.get(connection, document_id)
    place = documents.place(connection, document_id)
    remember_place(connection, document_id, place)
    seen = version(connection)
    return Opened(
        document,
        mentions.of_document(connection, document_id),
        mentions.is_extracted(connection, document_id),
        place,
        seen,
    )


def remember_place(connection: sqlite3.Connection, document_id: int, offset: int) -> None:
    """Note how far a document has been read, if the library can be written."""
    if not is_read_only(connection):
        documents.remember_place(connection, document_id, offset)


def open_first(connection: sqlite3.Connection, incoming: Sequence[IncomingDocument]) -> Opened:
    """Fetch what the reader starts with, adding it where it is new.

    That is the first of the texts given; without one, the document read last; on an empty library, the sample.
    """
    from store import sample

    known = documents.find_digest(connection, documents.digest(incoming[0].text)) if incoming else None
    if is_read_only(connection) and known is not None:
        return open_document(connection, known.id)
    if not is_read_only(connection):
        sample.load_catalogue(connection)
    if incoming:
        added = [documents.add(connection, text).document.id for text in incoming]
        return open_document(connection, added[0])
    last = documents.last_read(connection)
    if last is None:
        numbers = documents.numbers(connection)
        last = numbers[-1] if numbers else sample.add_articles(connection)
    return open_document(connection, last)


def keep_extraction(
    connection: sqlite3.Connection,
    sha256: str,
    run: Run,
    proposals: Sequence[Proposal],
    relations: Sequence[RelationProposal] = (),
    quotations: Sequence[QuotationProposal] = (),
) -> bool:
    """Keep what a run says of a text.

    Returns:
        Whether a current document has this text.
    """
    document = documents.find_digest(connection, sha256)
    if document is not None:
        from store import extractions

        extractions.keep(connection, document.id, run, proposals, relations, quotations)
    return document is not None


def decide(
    connection: sqlite3.Connection,
    decision: Callable[..., decisions.Outcome],
    mention: Mention,
    sha256: str,
    *arguments: object,
) -> decisions.Outcome:
    """Decide on a mention as a person has seen it: a run that came meanwhile may have given its span another number.

    Args:
        connection: the library.
        decision: what to do, such as `decisions.accept`.
        mention: the mention as it was shown; a number below zero is none of the library's.
        sha256: of the text that it is in.
        arguments: what the decision takes behind the mention's number.

    Raises:
        UnknownMentionError: the span is no mention any more.
    """
    try:
        return decision(connection, [mention.id], *arguments)
    except UnknownMentionError:
        document = documents.find_digest(connection, sha256)
        held = mentions.of_document(connection, document.id) if document is not None else []
        again = [one.id for one in held if (one.start, one.end) == (mention.start, mention.end)]
        if not again:
            raise
        return decision(connection, again, *arguments)


def version(connection: sqlite3.Connection) -> int:
    """A number that changes when somebody else has written to the library."""
    row = connection.execute("PRAGMA data_version").fetchone()
    return int(row[0])


def mentions_since(connection: sqlite3.Connection, document_id: int, seen: int | None) -> Changed | None:
    """What holds in a document, if another connection has written to the library since that version; else None."""
    now = version(connection)
    return None if now == seen else Changed(now, mentions.of_document(connection, document_id))


def next_waiting(connection: sqlite3.Connection, passed_over: Collection[str]) -> Document | None:
    """The first document that no run has been through yet, but for the texts that have been tried in vain."""
    if is_read_only(connection):
        return None
    waiting = (documents.get(connection, number) for number in documents.waiting(connection))
    return next((document for document in waiting if document.sha256 not in passed_over), None)


def record_page(connection: sqlite3.Connection, record_id: str) -> RecordPage:
    """All that the record's pane and its page show.

    Raises:
        UnknownRecordError: there is none of that id.
    """
    count, in_documents = mentions.count_of_record(connection, record_id)
    record = records.get(connection, record_id)
    places = mentions.of_record(connection, record.id)
    statements = stated.of_record(connection, record.id)
    names = records.called(connection, {fact.record_id for fact in record.facts if fact.record_id})
    return RecordPage(record, places, count, in_documents, statements, names)
