"""What leaves a library and comes into it with annotations: the two ways between its tables and a file's values."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from store import decisions, documents, log, mentions, records, statements
from store.database import snapshot, transaction
from store.log import Change
from store.model import Action, Annotation, IncomingDocument, Origin, Proposal, Run, State
from store.standings import MentionStanding

#: The run that proposals of a file are kept under where the file does not say who made them.
IMPORTED = Run("import", "1", "{}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of importing one document.

    Args:
        document_id: the document.
        is_new: whether its text is new to the library.
        decided: mentions that the file brought as decided.
        proposed: mentions that the file brought as proposed, where no run had been through the document.
        contradicted: mentions that were left out because the library holds a decision of its own there.
    """

    document_id: int
    is_new: bool
    decided: int
    proposed: int
    contradicted: int


def exported(connection: sqlite3.Connection, document_id: int, *, rejected: bool = False) -> IncomingDocument:
    """A document with all that holds in it, as a file takes it.

    Args:
        connection: the library.
        document_id: the document.
        rejected: with the mentions that were rejected.
    """
    with snapshot(connection):
        document = documents.get(connection, document_id)
        held = mentions.of_document(connection, document_id, rejected=rejected)
        relations, quotations = statements.of_document(connection, document_id)
    return IncomingDocument(
        identifier=_identifier(document.source, document_id),
        title=document.title,
        text=document.text,
        source=document.source,
        language=document.language,
        published=document.published,
        mentions=tuple(
            Annotation(m.start, m.end, m.kind, m.name, m.record_id, m.score, m.origin, m.state, m.author) for m in held
        ),
        relations=relations,
        quotations=quotations,
    )


def _identifier(source: str, document_id: int) -> str:
    """The file's name without its endings, or what stands behind the `#` of a file of several documents."""
    path, _, inner = source.partition("#")
    return inner or PurePath(PurePath(path).name.removesuffix(".gz")).stem or str(document_id)


def put(connection: sqlite3.Connection, incoming: IncomingDocument, author: str) -> Imported:
    """Bring in a document with its annotations, all or nothing.

    What a person has marked is one group of decisions, which one undo takes back; the document, what is proposed in
    it, its relations and its quotations stay.

    What the file calls proposed is proposed, unless a run of the library has been through the document; all else a
    person has marked. A mention that contradicts what the library has decided is left out: nothing that a person
    decided is ever lost. Twice is once.

    Args:
        connection: the library.
        incoming: the document, its mentions sorted and not overlapping.
        author: whose decisions they are where the file does not say.
    """
    proposals = [
        Proposal(a.start, a.end, a.kind, a.name, a.record_id, a.score, a.origin or Origin.MODEL, "came with a file")
        for a in incoming.mentions
        if a.state is State.PROPOSED
    ]
    decided = [a for a in incoming.mentions if a.state in (None, State.ACCEPTED, State.REJECTED)]
    with transaction(connection):
        added = documents.put(connection, incoming)
        identifier = added.document.id
        if mentions.is_extracted(connection, identifier):
            proposals = []
        elif proposals:
            mentions.put(connection, identifier, IMPORTED, proposals)
        made, contradicted = _mark(connection, identifier, decided, author)
        statements.put(connection, identifier, incoming.relations, incoming.quotations)
    return Imported(identifier, added.is_new, made, len(proposals), contradicted)


def _mark(
    connection: sqlite3.Connection, document_id: int, annotations: Sequence[Annotation], author: str
) -> tuple[int, int]:
    """Bring in what a file has decided; how many mentions that made, and how many the library contradicts."""
    held = mentions.of_document(connection, document_id)
    standing = MentionStanding.read(connection, [m.id for m in held])
    starts = [m.start for m in held]
    longest = max((m.end - m.start for m in held), default=0)
    used: set[int] = set()
    changes: list[Change] = []
    marked = contradicted = 0
    for annotation in annotations:
        start, end, state = annotation.start, annotation.end, annotation.state or State.ACCEPTED
        near = held[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        there = [m for m in near if m.end > start and m.id not in used]
        same = [m for m in there if (m.start, m.end) == (start, end)]
        decided = [m for m in same if m.state is not State.PROPOSED]
        if decided:
            contradicted += all((m.kind, m.state) != (annotation.kind, state) for m in decided)
            continue
        if state is State.ACCEPTED and any(m.state is State.ACCEPTED for m in there):
            contradicted += 1
            continue
        record = _record(connection, annotation)
        after = MentionStanding(start, end, annotation.kind.value, record, state.value, annotation.author or author)
        mention_id, before = (
            (same[0].id, standing[same[0].id]) if same else decisions.unmade(connection, document_id, after)
        )
        changes.append(Change(mention_id, before, replace(after, note=before.note, flagged=before.flagged)))
        marked += 1
        # An accepted mention takes the place of whatever is proposed there.
        hidden = [m.id for m in there if m.state is State.PROPOSED and m.id != mention_id and state is State.ACCEPTED]
        changes += [
            Change(other, standing[other], replace(standing[other], state=State.WITHDRAWN.value)) for other in hidden
        ]
        used.update([mention_id, *hidden])
    if changes:
        log.append(connection, Action.ADD, author, f"import {marked} mentions", changes)
    return marked, contradicted


def _record(connection: sqlite3.Connection, annotation: Annotation) -> str:
    known = connection.execute(
        "SELECT id FROM records WHERE id = ? AND kind = ?", [annotation.record_id, annotation.kind]
    ).fetchone()
    return str(known[0]) if known else records.ensure(connection, annotation.kind, annotation.name)
