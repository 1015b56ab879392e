"""The one way in which the store writes down a moment."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This moment in UTC, as ISO 8601 to the millisecond, so that texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
