"""What stands on a record's page, in words and in order; panes, screens and commands only lay it out.

What the catalogue knows and what documents state stay apart; where the two can be compared, the statement says how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from store.comparing import Agreement, Comparison, compare, days
from store.mentions import Place
from store.model import Fact, Kind, NameType, Predicate, Record, State
from store.stated import StatedQuotation, StatedRelation, Statements
from tui import wording
from tui.leading import Lead, StatementKey, to_place, to_record
from tui.library import RecordPage

#: Of these the page tells a life in the order of time.
_LIVING = {Kind.MISSION, Kind.VEHICLE, Kind.EVENT}
_OF_LIFE = {Predicate.LAUNCHED_ON, Predicate.HELD_ON}
LIFE, ROLES, STATED, QUOTED = "Life", "Roles", "Texts state", "Quotations"
#: The headings of what is told of a record beside its facts, names and mentions.
TOLD = (LIFE, ROLES, STATED, QUOTED)
#: The longest quotation that is shown whole, in characters.
_LONGEST = 400


class Entry(NamedTuple):
    """A line of the page.

    Args:
        label: what it says of the record: `launched`, `director-general of`.
        words: what stands there: a date, a name, a quotation.
        source: where that is from.
        agreement: how it stands to the catalogue, in words.
        contradicts: whether it contradicts the catalogue.
        is_accepted: whether a person has confirmed it.
        lead: where it leads.
        before: the text before the words, for a mention.
        after: the text behind them, for a mention.
    """

    label: str
    words: str
    source: str = ""
    agreement: str = ""
    contradicts: bool = False
    is_accepted: bool = False
    lead: Lead | None = None
    before: str = ""
    after: str = ""


class Section(NamedTuple):
    """Some lines of the page under a heading; the first section has none."""

    title: str
    entries: list[Entry]


def sections(page: RecordPage, document_id: int | None = None) -> list[Section]:
    """All that the page says, without what is empty.

    Args:
        page: the record.
        document_id: the document that is being read; its mentions come first, and it is called “this text”.
    """
    relations, quotations = page.statements
    told = _told_once(relations)
    alike = {best.id: tuple(each.id for each in same) for best, same in told}
    page = page._replace(statements=Statements([best for best, _ in told], quotations))
    found = [
        Section("", list(_facts(page))),
        Section(LIFE, _life(page, document_id)),
        Section(ROLES, _roles(page, document_id)),
        Section(STATED, list(_relations(page, document_id))),
        Section(QUOTED, [_quotation(said, page.record, document_id) for said in page.statements.quotations]),
        *_places(page.places, document_id),
    ]
    return [_with_alike(section, alike) for section in found if section.entries]


def _told_once(relations: Iterable[StatedRelation]) -> list[tuple[StatedRelation, list[StatedRelation]]]:
    """What each text states, once a text, with all that say it there.

    It stands as a person accepted it, or else as the text says it most certainly.
    """
    said: dict[tuple[object, ...], list[StatedRelation]] = {}
    for each in relations:
        key = each.document_id, each.subject.name, each.predicate, each.object.name, each.role
        said.setdefault(key, []).append(each)
    return [(max(same, key=_certainty), same) for same in said.values()]


def _with_alike(section: Section, alike: Mapping[int, tuple[int, ...]]) -> Section:
    """A section whose lines on relations know all that say the same."""
    entries = []
    for entry in section.entries:
        lead = entry.lead
        if lead is not None and lead.statement is not None and lead.statement.subject == "relation":
            entry = entry._replace(lead=lead._replace(alike=alike[lead.statement.number]))
        entries.append(entry)
    return section._replace(entries=entries)


def _certainty(relation: StatedRelation) -> tuple[bool, float]:
    return relation.state is State.ACCEPTED, relation.score or 0.0


def plain_facts(record: Record) -> list[Fact]:
    """The facts that stand neither in the life nor among the roles."""
    return [fact for fact in record.facts if not _is_of_life(record, fact) and not _is_role(record, fact)]


def _is_role(record: Record, fact: Fact) -> bool:
    return record.kind is Kind.PERSON and fact.property == "role"


def _is_of_life(record: Record, fact: Fact) -> bool:
    return record.kind in _LIVING and days(fact.value) is not None


def _facts(page: RecordPage) -> Iterator[Entry]:
    """What the catalogue knows, but for what stands in the life or among the roles, and the other names."""
    record = page.record
    yield from map(_fact, plain_facts(record))
    aliases = sorted(record.aliases, key=lambda alias: list(NameType).index(alias.type))
    for kind, group in groupby(aliases, lambda alias: alias.type):
        yield Entry(wording.NAME_TYPES[kind], ", ".join(alias.name for alias in group))


def _fact(fact: Fact) -> Entry:
    value = fact.value + wording.period_of(fact)
    return Entry(wording.property_of(fact), value, wording.source_of(fact), lead=to_record(fact.record_id))


def _life(page: RecordPage, document_id: int | None) -> list[Entry]:
    """The dates of a mission, of the catalogue and of texts, in order of time."""
    record = page.record
    dated = [(fact.value, _fact(fact)) for fact in record.facts if _is_of_life(record, fact)]
    for relation in page.statements.relations:
        if _is_told_in_life(record, relation):
            entry = _relation(relation, record, document_id)
            dated.append((relation.object.name, entry._replace(label=relation.predicate.value.split("_")[0])))
    return [entry for _, entry in sorted(dated, key=lambda item: _moment(item[0]))]


def _is_told_in_life(record: Record, relation: StatedRelation) -> bool:
    is_subject = relation.subject.record_id == record.id
    return record.kind in _LIVING and is_subject and relation.predicate in _OF_LIFE


def _roles(page: RecordPage, document_id: int | None) -> list[Entry]:
    """What a person has been, in order of time, as far as that is known; a text tells of its own day."""
    record = page.record
    if record.kind is not Kind.PERSON:
        return []
    known = [fact for fact in record.facts if _is_role(record, fact)]
    held = [(fact.start or fact.end or "", _role(fact, page.names)) for fact in known]
    for relation in page.statements.relations:
        if relation.predicate is Predicate.HOLDS_ROLE and relation.subject.record_id == record.id:
            held.append((relation.published or "", _relation(relation, record, document_id)))
    return [entry for _, entry in sorted(held, key=lambda item: _moment(item[0]))]


def _role(fact: Fact, names: Mapping[str, str]) -> Entry:
    where = names.get(fact.record_id or "", "")
    if not where:
        return _fact(fact)._replace(label="")
    return _fact(fact)._replace(label=f"{fact.value} of", words=where + wording.period_of(fact))


def _moment(text: str) -> tuple[bool, str, str]:
    """What dates are sorted by: the first day that each covers, those without one behind the others."""
    covered = days(text)
    return (covered is None, covered[0].isoformat() if covered else "", text)


def _relations(page: RecordPage, document_id: int | None) -> Iterator[Entry]:
    """What texts state of a record, grouped by what they state: first what it does, then what is done to it."""
    record, order = page.record, list(Predicate)
    told = [
        relation
        for relation in page.statements.relations
        if not _is_told_in_life(record, relation)
        and not (record.kind is Kind.PERSON and relation.predicate is Predicate.HOLDS_ROLE)
    ]
    ends = [(relation, relation.subject.record_id == record.id) for relation in told]
    ends.sort(
        key=lambda end: (
            not end[1],
            order.index(end[0].predicate),
            end[0].role or "",
            (end[0].object if end[1] else end[0].subject).name,
            end[0].document_id,
        )
    )
    for relation, _ in ends:
        yield _relation(relation, record, document_id)


def _relation(relation: StatedRelation, record: Record, document_id: int | None) -> Entry:
    is_subject = relation.subject.record_id == record.id
    other = relation.object if is_subject else relation.subject
    comparison = compare(record.facts, relation, record.id)
    return Entry(
        wording.predicate_of(relation.predicate, relation.role, is_subject=is_subject),
        other.name,
        _source(relation, document_id),
        wording.agreement_of(comparison) if comparison else "",
        _contradicts(comparison),
        relation.state is State.ACCEPTED,
        _lead_of(relation, other.record_id, record.id),
    )


def _contradicts(comparison: Comparison | None) -> bool:
    return comparison is not None and comparison.agreement is Agreement.CONTRADICTION


def _lead_of(relation: StatedRelation, other: str | None, about: str) -> Lead:
    # What came with a file names no place; its document is one.
    place = relation.document_id, relation.start or 0, relation.end or 0
    return Lead(*place, record_id=other, about=about, statement=StatementKey("relation", relation.id))


def _quotation(quotation: StatedQuotation, record: Record, document_id: int | None) -> Entry:
    words = " ".join(quotation.words.split())
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    key = StatementKey("quotation", quotation.id)
    lead = Lead(quotation.document_id, quotation.start, quotation.end, about=record.id, statement=key)
    told = words if quotation.indirect else f"“{words}”"
    label = "reported:" if quotation.indirect else ""
    is_accepted = quotation.state is State.ACCEPTED
    return Entry(label, told, _source(quotation, document_id), is_accepted=is_accepted, lead=lead)


def _source(statement: StatedRelation | StatedQuotation, document_id: int | None) -> str:
    return "this text" if statement.document_id == document_id else statement.title


def _places(places: Iterable[Place], document_id: int | None) -> Iterator[Section]:
    """Every place that names the record: those in the document being read, then those in others."""
    here = [place for place in places if place.document_id == document_id]
    elsewhere = [place for place in places if place.document_id != document_id]
    yield Section("In this document", [_place(place) for place in here])
    for (_, title), group in groupby(elsewhere, lambda place: (place.document_id, place.title)):
        yield Section(title, [_place(place) for place in group])


def _place(place: Place) -> Entry:
    is_accepted = place.state is State.ACCEPTED
    lead = to_place(place)
    return Entry("", place.words, is_accepted=is_accepted, lead=lead, before=place.before, after=place.after)
