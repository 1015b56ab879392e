"""Small catalogues and candidates for the tests of the extraction."""

from __future__ import annotations

from extract.candidates import Candidate
from store.model import Kind, Name, NameType, Origin


def name(
    text: str, kind: Kind, canonical: str | None = None, type: NameType = NameType.NAME, record: str | None = None
) -> Name:
    whole = canonical or text
    return Name(text, type, kind, record or f"{kind.value.lower()}/{whole.lower().replace(' ', '-')}", whole)


def candidate(
    start: int, end: int, kind: Kind = Kind.MISSION, trust: float = 0.7, origin: Origin = Origin.PATTERN
) -> Candidate:
    return Candidate(start, end, kind, origin, trust, "a test says so")


CATALOGUE = (
    name("National Aeronautics and Space Administration", Kind.AGENCY),
    name("NASA", Kind.AGENCY, "National Aeronautics and Space Administration", NameType.ACRONYM),
    name("European Space Agency", Kind.AGENCY),
    name("Ames Research Center", Kind.AGENCY),
    name("Ames", Kind.AGENCY, "Ames Research Center", NameType.SHORT),
    name("NASA Ames", Kind.AGENCY, "Ames Research Center"),
    name("Goddard Space Flight Center", Kind.AGENCY),
    name("Goddard", Kind.AGENCY, "Goddard Space Flight Center", NameType.SHORT),
    name("Chang'e 4", Kind.MISSION),
    name("Soyuz", Kind.MISSION),
    name("Soyuz rocket", Kind.VEHICLE),
    name("Soyuz", Kind.VEHICLE, "Soyuz rocket", NameType.SHORT),
    name("Falcon 9", Kind.VEHICLE),
    name("Hope", Kind.MISSION, "Emirates Mars Mission", NameType.SHORT),
    name("Emirates Mars Mission", Kind.MISSION),
    name("Starlink", Kind.MISSION),
    name("Moon", Kind.BODY),
    name("Mars", Kind.BODY),
    name("Earth", Kind.BODY),
    name("Washington", Kind.PLACE),
    name("China", Kind.PLACE),
    name("California", Kind.PLACE),
    name("Fla.", Kind.PLACE, "Florida"),
    name("Jan Wörner", Kind.PERSON),
    name("Artemis Accords", Kind.LAW),
)
