"""What every annotated file has in common: known kinds, known predicates."""

from __future__ import annotations

from store.errors import FormatError
from store.model import Kind

PREDICATES = (
    "holds_role",
    "operates",
    "partner_in",
    "crew_of",
    "targets",
    "launched_on",
    "launched_by",
    "launched_from",
    "part_of",
    "located_in",
    "held_on",
)
"""What a relation can say, from subject to object."""


def known_kind(name: str) -> Kind:
    """Give the kind of that name.

    Raises:
        FormatError: There is no such kind.
    """
    try:
        return Kind(name)
    except ValueError:
        raise FormatError(f"the kind {name!r} is unknown; the kinds are {', '.join(Kind)}") from None


def known_predicate(name: str) -> str:
    """Give the name back if it is a predicate.

    Raises:
        FormatError: There is no such predicate.
    """
    if name not in PREDICATES:
        raise FormatError(f"the predicate {name!r} is unknown; the predicates are {', '.join(PREDICATES)}")
    return name
