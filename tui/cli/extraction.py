"""`extract`: a filter from texts to what is named in them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from store import shipped
from store.database import library_path
from store.errors import StoreError
from store.formats.jsonl import Detail, dump
from store.model import Annotation, IncomingDocument, Proposal, Quotation, Relation, Span
from store.reading import find_files, read_path, read_stream
from tui import knowledge
from tui.cli.opening import reading
from tui.cli.output import figure, note, print_json_line, print_table, say
from tui.knowledge import Knowledge
from tui.text import safe_line

if TYPE_CHECKING:
    from extract.pipeline import Extracted, Extractor

#: How many texts the pipeline gets at once, where many small ones are the quickest.
_TOGETHER = 32


def extract(values: Namespace) -> int:
    """Print what is named in texts, in the order in which they are given."""
    incoming = Incoming(values.paths)
    extractor = knowledge.load(known(values), values.model)
    documents = extracted(extractor, incoming)
    match values.format or ("table" if sys.stdout.isatty() else "jsonl"):
        case "jsonl":
            for document in documents:
                print_json_line(dump(document, detail=Detail.PROPOSALS))
        case "html":
            from tui.cli.page import pages

            for piece in pages(documents):
                sys.stdout.write(piece)
        case _:
            _print_tables(documents)
    return 1 if incoming.failed else 0


class Incoming(Iterable[IncomingDocument]):
    """The documents of files, folders and standard input; what cannot be read is told and passed over."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = paths
        self.failed = False

    def __iter__(self) -> Iterator[IncomingDocument]:
        for path in self._paths:
            try:
                if path == "-":
                    yield read_stream(sys.stdin.buffer)
                else:
                    yield from self._below(Path(path))
            except StoreError as error:
                self._tell(error)

    def _below(self, path: Path) -> Iterator[IncomingDocument]:
        for file in find_files([path]):
            try:
                yield from read_path(file)
            except StoreError as error:
                self._tell(error)

    def _tell(self, error: StoreError) -> None:
        self.failed = True
        note(f"spacetui: {error}")


def known(values: Namespace) -> Knowledge:
    """What the library knows if one is given with `--db`, else the names of the shipped catalogue.

    Raises:
        StoreError: there is no such library, or it cannot be read.
    """
    if not values.db:
        return Knowledge(shipped.catalogue_names(), [], None)
    with reading(values) as connection:
        return knowledge.of_library(library_path(connection))


def extracted(extractor: Extractor, documents: Iterable[IncomingDocument]) -> Iterator[IncomingDocument]:
    """The documents with what the extraction says of them in place of what they came with."""
    waiting = iter(documents)
    while together := list(islice(waiting, _TOGETHER)):
        for document, found in zip(together, found_in(extractor, together), strict=True):
            yield _annotated(document, found)


def _annotated(document: IncomingDocument, found: Extracted) -> IncomingDocument:
    """A document as files carry it: statements join names, each pair of names once; nobody's speech is left out."""
    names = {Span(each.start, each.end): each.name for each in found.proposals}
    relations = (Relation(names[r.subject], r.predicate.value, names[r.object], r.role) for r in found.relations)
    spoken = (Quotation(names[q.speaker], q.start, q.end, q.indirect) for q in found.quotations if q.speaker)
    once = {(each.subject, each.predicate, each.object): each for each in reversed([*relations])}
    return document._replace(
        mentions=tuple(map(annotation, found.proposals)),
        relations=tuple(reversed(once.values())),
        quotations=tuple(spoken),
    )


def found_in(extractor: Extractor, documents: Iterable[IncomingDocument]) -> Iterator[Extracted]:
    """What the extraction says of each document, in their order."""
    return extractor.extract_many((document.text, document.published) for document in documents)


def annotation(proposal: Proposal) -> Annotation:
    """A proposal as files carry it."""
    return Annotation(
        proposal.start, proposal.end, proposal.kind, proposal.name, proposal.record_id, proposal.score, proposal.origin
    )


def _print_tables(documents: Iterable[IncomingDocument]) -> None:
    for number, document in enumerate(documents):
        if number:
            say("")
        say(safe_line(document.title))
        print_table(
            ["start", "end", "kind", "words", "name", "record", "score", "origin"],
            [_row(document, mention) for mention in document.mentions],
            elastic="name",
            right={"start", "end", "score"},
        )
        if document.relations:
            say("")
            print_table(
                ["subject", "relation", "object", "role"],
                [(r.subject, r.predicate, r.object, r.role) for r in document.relations],
                elastic="role",
            )
        if document.quotations:
            say("")
            print_table(
                ["start", "end", "speaker", "words"],
                [(q.start, q.end, q.speaker, document.text[q.start : q.end]) for q in document.quotations],
                elastic="words",
                right={"start", "end"},
            )


def _row(document: IncomingDocument, m: Annotation) -> tuple[object, ...]:
    return m.start, m.end, m.kind, document.text[m.start : m.end], m.name, m.record_id, figure(m.score), m.origin
