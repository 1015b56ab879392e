"""Dates as candidates beside all others."""

from __future__ import annotations

from extract.candidates import Candidate
from extract.dates import find_dates
from store.model import Kind, Origin

_TRUST = 0.95


def dated(text: str, published: str | None = None) -> list[Candidate]:
    """A candidate for every date of a text.

    Args:
        text: the text.
        published: the ISO date of its publication, which fixes the year of dates that lack one.
    """
    return [
        Candidate(date.start, date.end, Kind.DATE, Origin.PATTERN, _TRUST, date.reason, date.iso)
        for date in find_dates(text, published=published)
    ]
