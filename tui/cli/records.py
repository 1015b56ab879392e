"""`records` and `record`: the entities that mentions point to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from store import records
from store.comparing import compare
from store.mentions import Place
from store.model import Fact, Kind, Record, State
from store.stated import End, StatedQuotation, StatedRelation
from tui import library, wording
from tui.cli.opening import reading
from tui.cli.output import counted, note, print_json, print_table, say
from tui.library import RecordPage
from tui.record_page import TOLD, Entry, plain_facts, sections
from tui.text import safe_line


def list_all(values: Namespace) -> int:
    """Print records by kind and name: those that documents name, or all."""
    kind = Kind(values.kind) if values.kind else None
    with reading(values) as connection:
        listed = records.listed(connection, kind=kind, find=values.find, named_only=not values.all)
    if values.json:
        print_json([asdict(record) for record in listed])
    elif listed:
        print_table(
            ["kind", "name", "mentions", "documents", "record"],
            [(r.kind, r.name, r.mentions, r.documents, r.id) for r in listed],
            elastic="name",
            right={"mentions", "documents"},
        )
    else:
        note("No record is found." if values.all else "No document names such a record; --all shows the catalogue too.")
    return 0


def show(values: Namespace) -> int:
    """Print one record: facts with their sources, names, what texts state of it, and where they name it."""
    with reading(values) as connection:
        page = library.record_page(connection, records.resolve(connection, " ".join(values.record)).id)
    if values.json:
        print_json(_as_json(page))
        return 0
    say(*map(safe_line, _lines(page)))
    say("", f"{counted(page.mentions, 'mention')} in {counted(page.documents, 'document')}")
    for (document_id, title), group in groupby(page.places, lambda place: (place.document_id, place.title)):
        say(f"  {document_id}  {safe_line(title)}", *(f"     {_in_context(place)}" for place in group))
    if page.mentions > len(page.places):
        note(f"The first {len(page.places):,} are shown.")
    return 0


def _lines(page: RecordPage) -> Iterator[str]:
    """The lines about a record that stand above its mentions."""
    record = page.record
    yield record.name
    yield " · ".join(filter(None, [record.kind, record.id, record.wikidata, wording.ORIGINS[record.origin]]))
    facts = plain_facts(record)
    if facts:
        yield from ("", "Facts")
        width = max(len(fact.property) for fact in facts)
        yield from (
            f"  {wording.property_of(fact):<{width}}  {_value(fact)}  ({wording.source_of(fact)})" for fact in facts
        )
    if record.aliases:
        yield from ("", "Names", *(f"  {alias.name}  ({alias.type})" for alias in record.aliases))
    for section in sections(page):
        if section.title in TOLD:
            yield from ("", section.title, *map(_told, section.entries))


def _value(fact: Fact) -> str:
    record = f" [{fact.record_id}]" if fact.record_id else ""
    return f"{fact.value}{record}{wording.period_of(fact)}"


def _told(entry: Entry) -> str:
    is_stated = entry.lead is not None and entry.lead.document_id is not None
    source = f"document {entry.lead.document_id}" if entry.lead and is_stated else entry.source
    words = f"{entry.label} {entry.words}".strip()
    return f"  {words}  ({source})" + (f"  {entry.agreement}" if entry.agreement else "")


def _in_context(place: Place) -> str:
    mark = "✓" if place.state is State.ACCEPTED else " "
    before, after = place.before.rsplit("\n", 1)[-1], place.after.split("\n", 1)[0]
    return safe_line(f"{mark} {before}[{place.words}]{after}")


def _as_json(page: RecordPage) -> object:
    return {
        **page.record._asdict(),
        "aliases": [alias._asdict() for alias in page.record.aliases],
        "facts": [fact._asdict() for fact in page.record.facts],
        "relations": [_relation_as_json(relation, page.record) for relation in page.statements.relations],
        "quotes": [_quotation_as_json(quotation) for quotation in page.statements.quotations],
        "mentions": page.mentions,
        "documents": page.documents,
        "places": [
            {"document": place.document_id, "title": place.title, "start": place.start, "end": place.end}
            | {"before": place.before, "words": place.words, "after": place.after, "state": place.state}
            for place in page.places
        ],
    }


def _relation_as_json(relation: StatedRelation, record: Record) -> dict[str, object]:
    comparison = compare(record.facts, relation, record.id)
    return {
        "document": relation.document_id,
        "title": relation.title,
        **_end_as_json("subject", relation.subject),
        "predicate": relation.predicate,
        **_end_as_json("object", relation.object),
        "role": relation.role,
        **_statement_as_json(relation),
        "catalogue": comparison and {"agreement": comparison.agreement, **comparison.fact._asdict()},
    }


def _quotation_as_json(quotation: StatedQuotation) -> dict[str, object]:
    return {
        "document": quotation.document_id,
        "title": quotation.title,
        **_end_as_json("speaker", quotation.speaker),
        "indirect": quotation.indirect,
        **_statement_as_json(quotation),
    }


def _end_as_json(name: str, end: End | None) -> dict[str, object]:
    return {name: end and end.name, f"{name}_record": end and end.record_id}


def _statement_as_json(statement: StatedRelation | StatedQuotation) -> dict[str, object]:
    """Where it stands, in code points, in which words, and how sure that is."""
    return {
        "start": statement.start,
        "end": statement.end,
        "words": statement.words,
        "score": statement.score,
        "reason": statement.reason,
        "state": statement.state,
        "author": statement.author,
    }
