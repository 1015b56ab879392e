"""The one way in which the store writes down a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """This moment in UTC, as ISO 8601 to the millisecond, so that texts sort as times do."""
    return _written(datetime.now(UTC))


def now_behind(moment: str) -> str:
    """This moment, or the one right behind another that is still to come here, since another machine's clock is fast.

    Args:
        moment: as `now` writes it; of another form it is taken to be past.
    """
    present = now()
    if moment < present:
        return present
    try:
        return _written(datetime.fromisoformat(moment) + timedelta(milliseconds=1))
    except (ValueError, OverflowError):
        return present


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
