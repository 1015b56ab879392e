"""What is wrong with a catalogue: duplicates, references to nothing, impossible dates, names that are none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from store import records
from store.model import Kind, NameType, Record
from store.naming import fold, record_id

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_ORDERED = (("born", "died"), ("founded", "dissolved"), ("launched", "ended"), ("first_flight", "last_flight"))
_DATES = frozenset({"discovered", "signed", "adopted", "in_force"}.union(*_ORDERED))
#: What nobody plans, or what is in no catalogue before it has happened.
_PAST = frozenset(("born", "died", "founded", "discovered", "signed", "adopted"))
#: Controls, and what overrides the direction of writing.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a record.

    Args:
        record: the record's id.
        words: what is wrong, as a sentence.
        is_warning: whether it may be meant.
    """

    record: str
    words: str
    is_warning: bool = False


def faults(catalogue: Iterable[Record], *, known: Collection[str] = (), today: date | None = None) -> list[Fault]:
    """What is wrong with records, taken together.

    Args:
        catalogue: the records.
        known: ids of records beyond these that facts may point to.
        today: the day after which lies the future; the present day where it is not given.

    Returns:
        The faults, first those between records, then each record's own in the order of the records.
    """
    held = list(catalogue)
    references = {record.id for record in held}.union(known)
    day = (today or datetime.now(UTC).date()).isoformat()
    found = [*_repeated_ids(held), *_shared_names(held), *_shared_items(held)]
    for record in held:
        found += (Fault(record.id, words) for words in _of_names(record))
        found += _of_id(record)
        found += _repeated_names(record)
        found += (Fault(record.id, words) for words in _of_facts(record, references))
        found += (Fault(record.id, words) for words in _of_dates(record, day))
    return found


def _repeated_ids(held: list[Record]) -> Iterator[Fault]:
    for identifier, count in Counter(record.id for record in held).items():
        if count > 1:
            yield Fault(identifier, f"{count} records have this id.")


def _shared_names(held: list[Record]) -> Iterator[Fault]:
    bearers: defaultdict[tuple[Kind, str], dict[str, str]] = defaultdict(dict)
    for name in records.names_of(held):
        if name.type is not NameType.SHORT:
            bearers[name.kind, fold(name.text)][name.record_id] = name.text
    for names in bearers.values():
        first, *others = names
        for other in others:
            yield Fault(other, f"“{names[other]}” is a name of {first} too; one of the two must be a short one.")


def _shared_items(held: list[Record]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for record in held:
        if record.wikidata and first.setdefault(record.wikidata, record.id) != record.id:
            yield Fault(record.id, f"{record.wikidata} is {first[record.wikidata]} in Wikidata.")


def _of_names(record: Record) -> Iterator[str]:
    if record.kind is Kind.DATE:
        yield "A date is no record."
    if record.wikidata is not None and not _WIKIDATA.fullmatch(record.wikidata):
        yield f"“{record.wikidata}” is no id of Wikidata."
    for name in (record.name, *(alias.name for alias in record.aliases)):
        if not name.strip():
            yield "A name is empty."
        elif name != name.strip():
            yield f"“{name}” begins or ends with a space."
    texts = [record.id, record.name, *(alias.name for alias in record.aliases)]
    texts += [text for fact in record.facts for text in (fact.property, fact.value, fact.source)]
    for text in texts:
        if _UNSEEN.search(text):
            yield f"{text!a} holds a control character."


def _repeated_names(record: Record) -> Iterator[Fault]:
    for name, count in Counter([record.name, *(alias.name for alias in record.aliases)]).items():
        if count > 1:
            yield Fault(record.id, f"“{name}” is given {count} times among its names; only the first counts.", True)


def _of_id(record: Record) -> Iterator[Fault]:
    if not record.name.strip():
        return
    right = record_id(record.kind, record.name)
    if record.id == right:
        return
    prefix, _, slug = record.id.partition("/")
    words, wanted = set(slug.split("-")), set(right.partition("/")[2].split("-"))
    is_distinguished = prefix == record.kind.lower() and (words > wanted or words < wanted)
    yield Fault(
        record.id, f"The id does not fit the {record.kind} “{record.name}”, which would be {right}.", is_distinguished
    )


def _of_facts(record: Record, references: Collection[str]) -> Iterator[str]:
    for fact in record.facts:
        if fact.record_id is not None and fact.record_id not in references:
            yield f"“{_spelt(fact.property)} {fact.value}” points to {fact.record_id}, which is not there."
        for empty in (name for name in ("property", "value", "source") if not getattr(fact, name).strip()):
            yield f"“{_spelt(fact.property)} {fact.value}” has no {empty}."


def _of_dates(record: Record, today: str) -> Iterator[str]:
    dates: defaultdict[str, list[str]] = defaultdict(list)
    for fact in record.facts:
        given = [(fact.property, fact.value)] if fact.property in _DATES else []
        given += [(f"{fact.property} {edge}", when) for edge, when in (("from", fact.start), ("to", fact.end)) if when]
        sound = [(what, when) for what, when in given if _is_date(when)]
        yield from (f"“{_spelt(what)} {when}” is no date." for what, when in given if not _is_date(when))
        for what, when in sound:
            dates[what].append(when)
            if what in _PAST and _is_after(when, today):
                yield f"“{what} {when}” lies in the future."
        if fact.start and fact.end and _is_date(fact.start) and _is_date(fact.end) and _is_after(fact.start, fact.end):
            yield f"“{_spelt(fact.property)} {fact.value}” begins on {fact.start}, after its end on {fact.end}."
    for first, last in _ORDERED:
        if dates[first] and dates[last] and _is_after(min(dates[first]), max(dates[last])):
            yield f"“{_spelt(first)} {min(dates[first])}” lies after “{_spelt(last)} {max(dates[last])}”."


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def _is_after(one: str, other: str) -> bool:
    """Whether a date is later than another, as far as both are known."""
    known = min(len(one), len(other))
    return one[:known] > other[:known]


def _spelt(what: str) -> str:
    return what.replace("_", " ")
