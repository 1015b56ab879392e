"""What leaves a library and comes into it with annotations: the two ways between its tables and a file's values."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from store import decisions, documents, mentions, records, statements
from store.database import snapshot, transaction
from store.decisions import Standing
from store.model import Action, Annotation, IncomingDocument, Origin, Proposal, Run, State

#: The run that proposals of a file are kept under where the file does not say who made them.
IMPORTED = Run("import", "1", "{}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of importing one document.

    Args:
        document_id: the document.
        is_new: whether its text is new to the library.
        decided: mentions that the file brought as decided.
        proposed: mentions that the file brought as proposed.
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
    name = inner or path.rsplit("/", 1)[-1].split(".", 1)[0]
    return name or str(document_id)


def put(connection: sqlite3.Connection, incoming: IncomingDocument, author: str) -> Imported:
    """Bring in a document with its annotations, as one group of decisions that one undo takes back.

    What the file calls proposed is proposed; all else a person has marked. A mention that contradicts what
    the library has decided is left out: nothing that a person decided is ever lost. Twice is once.

    Args:
        connection: the library.
        incoming: the document, its mentions sorted and not overlapping.
        author: whose decisions they are where the file does not say.
    """
    added = documents.add(connection, incoming)
    identifier = added.document.id
    proposals = [
        Proposal(a.start, a.end, a.kind, a.name, a.record_id, a.score, a.origin or Origin.MODEL, "came with a file")
        for a in incoming.mentions
        if a.state is State.PROPOSED
    ]
    if proposals:
        mentions.keep(connection, identifier, IMPORTED, proposals)
    decided = [a for a in incoming.mentions if a.state is not State.PROPOSED]
    with transaction(connection):
        statements.put(connection, identifier, incoming.relations, incoming.quotations)
        made, contradicted = _mark(connection, identifier, decided, author)
    return Imported(identifier, added.is_new, made, len(proposals), contradicted)


def _mark(
    connection: sqlite3.Connection, document_id: int, annotations: list[Annotation], author: str
) -> tuple[int, int]:
    held = mentions.of_document(connection, document_id)
    open_spans = {(m.start, m.end): m.id for m in held if m.state is State.PROPOSED}
    decided = {(m.start, m.end): m for m in held if m.state is not State.PROPOSED}
    changes: list[tuple[int, Standing, Standing]] = []
    contradicted = 0
    for annotation in annotations:
        span = annotation.start, annotation.end
        state = annotation.state or State.ACCEPTED
        if span in decided:
            contradicted += (decided[span].kind, decided[span].state) != (annotation.kind, state)
            continue
        if any(d.start < annotation.end and annotation.start < d.end for d in decided.values() if state is d.state):
            contradicted += 1
            continue
        record = _record(connection, annotation)
        after = Standing(*span, annotation.kind.value, record, state.value, annotation.author or author)
        if span in open_spans:
            mention_id = open_spans.pop(span)
            before = decisions.standing(connection, mention_id)
        else:
            mention_id, before = decisions.unmade(connection, document_id, after)
        changes.append((mention_id, before, after))
        for other, other_id in list(open_spans.items()):
            if state is State.ACCEPTED and other[0] < annotation.end and annotation.start < other[1]:
                changes.append((other_id, *_withdrawal(connection, other_id)))
                del open_spans[other]
    if changes:
        words = f"import {len(changes)} mentions"
        decisions.append(connection, Action.ADD, author, words, changes)
    return len(changes), contradicted


def _record(connection: sqlite3.Connection, annotation: Annotation) -> str:
    known = (
        annotation.record_id
        and connection.execute("SELECT 1 FROM records WHERE id = ?", [annotation.record_id]).fetchone()
    )
    return (
        annotation.record_id
        if known and annotation.record_id
        else records.ensure(connection, annotation.kind, annotation.name)
    )


def _withdrawal(connection: sqlite3.Connection, mention_id: int) -> tuple[Standing, Standing]:
    before = decisions.standing(connection, mention_id)
    return before, replace(before, state=State.WITHDRAWN.value, author=None)
