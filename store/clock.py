"""The one way in which the store writes down a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from store.errors import ImpossibleDecisionError


def now() -> str:
    """This moment in UTC, as ISO 8601 to the millisecond, so that texts sort as times do."""
    return _written(datetime.now(UTC))


def now_behind(moment: str) -> str:
    """This moment, or the one right behind another that is still to come here, since another machine's clock is fast.

    Args:
        moment: as `now` writes it; of another form it is taken to be past.

    Raises:
        ImpossibleDecisionError: it is the last one that can be written down.
    """
    present = now()
    if comparable(moment) < present:
        return present
    try:
        return _written(datetime.fromisoformat(moment) + timedelta(milliseconds=1))
    except OverflowError as error:
        raise ImpossibleDecisionError(
            f"What was decided there is dated {moment}, behind which no later moment can be written down."
        ) from error


def comparable(moment: str) -> str:
    """A moment as `now` writes it; of another form, which only another hand can have written, one before all others."""
    try:
        is_own = _written(datetime.fromisoformat(moment)) == moment
    except (ValueError, OverflowError):
        return ""
    return moment if is_own and moment.endswith("Z") else ""


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
