from __future__ import annotations

import pytest

from store.formats.dates import plain_date


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2018-06-06", "2018-06-06"),
        (" 2018-06-06T09:30:00+08:00 ", "2018-06-06"),
        ("2018-06-06 09:30", "2018-06-06"),
        ("2018-06", "2018-06"),
        ("2018", "2018"),
        ("06/07/2018", None),
        ("June 6, 2018", None),
        ("2018-02-30", None),
        ("2018-13", None),
        ("0000", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_date_that_leaves_no_doubt_is_taken(given: str | None, date: str | None) -> None:
    assert plain_date(given) == date
