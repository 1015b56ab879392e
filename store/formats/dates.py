"""Publication dates as files give them."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:.*)?)?)?", re.DOTALL)


def plain_date(text: str | None) -> str | None:
    """Take the date of an ISO 8601 date or time, as far as it is given.

    Args:
        text: what a file says about its date, such as `2018-06-06T09:30:00+08:00` or `2018-06`.

    Returns:
        The day, month or year (`2018-06-06`), or nothing where another notation leaves room for doubt.
    """
    found = _ISO.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)
