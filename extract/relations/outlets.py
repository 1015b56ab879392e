"""Which organisations a text knows as those that people speak to: they report on missions, and fly none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.model import Kind, Proposal

_SPOKEN_TO = re.compile(r"\b(?:told|interview (?:with|to|for)|spoke to|speaking to)(?: the)?\s$")
_REACH = 24


def outlets(text: str, proposals: Sequence[Proposal]) -> frozenset[str]:
    """The names of organisations that somebody in the text speaks to ("told CCTV").

    Args:
        text: the document.
        proposals: its mentions.
    """
    return frozenset(
        each.name
        for each in proposals
        if each.kind is Kind.ORGANIZATION and _SPOKEN_TO.search(text, max(each.start - _REACH, 0), each.start)
    )
