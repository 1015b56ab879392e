"""Who says what in a text: direct and indirect speech with its speakers."""

from __future__ import annotations

from collections.abc import Sequence

from store.model import Proposal, QuotationProposal


def quotations(text: str, proposals: Sequence[Proposal]) -> list[QuotationProposal]:
    """The speech in a text, in its order."""
    return []
