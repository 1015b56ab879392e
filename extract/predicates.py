"""Which kinds of mention may stand at the ends of each predicate."""

from __future__ import annotations

from store.model import Kind, Predicate

_WHO = (Kind.AGENCY, Kind.ORGANIZATION, Kind.PLACE)
_FLOWN = (Kind.MISSION, Kind.VEHICLE)

ENDS: dict[Predicate, tuple[tuple[Kind, ...], tuple[Kind, ...]]] = {
    Predicate.HOLDS_ROLE: ((Kind.PERSON,), _WHO),
    Predicate.OPERATES: (_WHO, _FLOWN),
    Predicate.PARTNER_IN: (_WHO, (Kind.MISSION,)),
    Predicate.CREW_OF: ((Kind.PERSON,), (Kind.MISSION,)),
    Predicate.TARGETS: ((Kind.MISSION,), (Kind.BODY, Kind.MISSION)),
    Predicate.LAUNCHED_ON: (_FLOWN, (Kind.DATE,)),
    Predicate.LAUNCHED_BY: ((Kind.MISSION,), (Kind.VEHICLE,)),
    Predicate.LAUNCHED_FROM: (_FLOWN, (Kind.PLACE, Kind.AGENCY)),
    Predicate.PART_OF: ((Kind.AGENCY, Kind.MISSION, Kind.ORGANIZATION), (Kind.AGENCY, Kind.MISSION, Kind.ORGANIZATION)),
    Predicate.LOCATED_IN: ((Kind.AGENCY, Kind.ORGANIZATION, Kind.EVENT), (Kind.PLACE,)),
    Predicate.HELD_ON: ((Kind.EVENT,), (Kind.DATE,)),
}


def may_join(subject: Kind, predicate: Predicate, end: Kind) -> bool:
    """Whether a predicate may stand between mentions of two kinds; a part is of its whole's kind."""
    subjects, objects = ENDS[predicate]
    return subject in subjects and end in objects and (predicate is not Predicate.PART_OF or subject is end)


#: For two kinds in the order of the text, the predicates that may join them, each with whether its subject comes first.
JOINING: dict[tuple[Kind, Kind], tuple[tuple[Predicate, bool], ...]] = {
    (left, right): tuple(
        (predicate, subject_first)
        for predicate in Predicate
        for subject_first in (True, False)
        if (may_join(left, predicate, right) if subject_first else may_join(right, predicate, left))
    )
    for left in Kind
    for right in Kind
}
