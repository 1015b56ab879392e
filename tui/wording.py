"""What records and facts are called, for the record's pane and for the commands alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from store.comparing import Agreement, Comparison
from store.model import Fact, NameType, Origin, Predicate, Record, RecordOrigin

#: What a person should know of where a record comes from; nothing of one of the catalogue.
ORIGINS = {
    RecordOrigin.CATALOGUE: "",
    RecordOrigin.PERSON: "your own record",
    RecordOrigin.PROVISIONAL: "provisional: found in texts, in no catalogue",
}
#: How a mention was found, in plain words.
FOUND_BY = {
    Origin.MODEL: "by the language model, which has learned from examples what names look like",
    Origin.RECORD_NAME: "by name: a record of the library is called so",
    Origin.PATTERN: "by a pattern, such as those of dates and of numbered missions",
    Origin.LEARNED_RULE: "by a rule learned from what people decided",
    Origin.PERSON: "by a person, who marked it",
}
#: How a name relates to its record.
NAME_TYPES = {
    NameType.NAME: "also",
    NameType.ACRONYM: "acronym",
    NameType.FORMER: "formerly",
    NameType.NATIVE: "native",
    NameType.VARIANT: "spelt",
    NameType.SHORT: "short",
}
_SOURCES = {"gcat": "GCAT", "wikidata": "Wikidata", "economist": "Economist", "launch-library": "Launch Library"}


def property_of(fact: Fact) -> str:
    """What a fact is about: `first flight`."""
    return fact.property.replace("_", " ")


def period_of(fact: Fact) -> str:
    """When a fact holds, in brackets behind a space; nothing where that is not said."""
    if not (fact.start or fact.end):
        return ""
    return f" ({fact.start})" if fact.start == fact.end else f" ({fact.start or '…'} to {fact.end or '…'})"


def source_of(fact: Fact) -> str:
    """Where a fact is from, as that place writes itself."""
    return _SOURCES.get(fact.source, fact.source)


#: What tells records apart at a glance, the most telling first.
_TELLING = (
    *("role", "nationality", "operator", "target", "vehicle", "type", "country", "orbits", "located_in", "part_of"),
    *("manufacturer", "programme", "crew", "flew_on", "partner"),
)
_BEGINS = ("born", "founded", "launched", "first_flight", "held", "signed", "adopted", "discovered")
_ENDS = ("died", "dissolved", "ended", "last_flight")


def dates_of(record: Record) -> str:
    """Since when and until when there is what a record stands for, as far as that is known."""
    begins = next((fact.value for name in _BEGINS for fact in record.facts if fact.property == name), "")
    ends = next((fact.value for name in _ENDS for fact in record.facts if fact.property == name), "")
    return f"{begins or '…'} to {ends}" if ends else begins


def telling_facts(record: Record, most: int = 3) -> Iterator[tuple[str, str]]:
    """The facts that tell a record from others of its name, the most telling first: properties with their values."""
    found = 0
    for name in _TELLING:
        values = list(dict.fromkeys(fact.value for fact in record.facts if fact.property == name))
        if values and found < most:
            found += 1
            yield name.replace("_", " "), ", ".join(values[:2])


def moment(made: str) -> str:
    """A moment that the library has kept, to the minute in the time of this place."""
    try:
        return datetime.fromisoformat(made).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return made


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 decision`, `2 decisions`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def model(number: int | None) -> str:
    """A model that finds names, None for the one that comes with the program."""
    return "the program’s own" if number is None else f"model {number}"


def rolled_back(left: int, used: int | None) -> str:
    """That a model has been taken back, and which one is used instead."""
    return f"Model {left} is taken back; in use is {model(used)}."


#: What a relation says of its subject, with the object behind it.
_OF_SUBJECT = {
    Predicate.HOLDS_ROLE: "in office at",
    Predicate.OPERATES: "operates",
    Predicate.PARTNER_IN: "partners in",
    Predicate.CREW_OF: "crew of",
    Predicate.TARGETS: "bound for",
    Predicate.LAUNCHED_ON: "launched on",
    Predicate.LAUNCHED_BY: "launched by",
    Predicate.LAUNCHED_FROM: "launched from",
    Predicate.PART_OF: "part of",
    Predicate.LOCATED_IN: "located in",
    Predicate.HELD_ON: "held on",
}
#: What it says of its object, with the subject behind it.
_OF_OBJECT = {
    Predicate.HOLDS_ROLE: "in office there:",
    Predicate.OPERATES: "operated by",
    Predicate.PARTNER_IN: "in partnership with",
    Predicate.CREW_OF: "crewed by",
    Predicate.TARGETS: "target of",
    Predicate.LAUNCHED_ON: "launch date of",
    Predicate.LAUNCHED_BY: "launches",
    Predicate.LAUNCHED_FROM: "launch site of",
    Predicate.PART_OF: "includes",
    Predicate.LOCATED_IN: "home of",
    Predicate.HELD_ON: "date of",
}


def predicate_of(predicate: Predicate, role: str | None, *, is_subject: bool) -> str:
    """What a relation says of a record, to stand before the name at the other end: `director-general of`."""
    if role:
        return f"{role} of" if is_subject else f"{role}:"
    return (_OF_SUBJECT if is_subject else _OF_OBJECT)[predicate]


def relation(subject: str, predicate: Predicate, role: str | None, other: str) -> str:
    """A relation in one line: `Chang'e 4 launched on 2018-12-07`."""
    return f"{subject} {predicate_of(predicate, role, is_subject=True)} {other}"


def agreement_of(comparison: Comparison) -> str:
    """How a statement stands to the catalogue: `agrees, catalogue: 2018-12-07`."""
    catalogue = f"catalogue: {comparison.fact.value}"
    return {
        Agreement.SAME: "as in the catalogue",
        Agreement.COARSER: f"agrees, {catalogue}",
        Agreement.DAY_APART: f"a day apart, {catalogue}",
        Agreement.CONTRADICTION: f"contradicts, {catalogue}",
    }[comparison.agreement]
