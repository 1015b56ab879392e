"""What records and facts are called, for the record's pane and for the commands alike."""

from __future__ import annotations

from store.model import Fact, RecordOrigin

#: What a person should know of where a record comes from; nothing of one of the catalogue.
ORIGINS = {
    RecordOrigin.CATALOGUE: "",
    RecordOrigin.PERSON: "your own record",
    RecordOrigin.PROVISIONAL: "provisional: found in texts, in no catalogue",
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
