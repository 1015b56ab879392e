"""All that one run says of one document, kept at once: its mentions and what is stated of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from store import mentions, statements
from store.database import transaction
from store.model import Proposal, QuotationProposal, RelationProposal, Run


def keep(
    connection: sqlite3.Connection,
    document_id: int,
    run: Run,
    proposals: Sequence[Proposal],
    relations: Sequence[RelationProposal],
    quotations: Sequence[QuotationProposal],
) -> None:
    """Keep what a run says of a document, all or nothing, and derive anew what holds there.

    Args:
        connection: the library.
        document_id: the document that was extracted.
        run: the identity of the run.
        proposals: sorted by start, not overlapping.
        relations: between spans of the proposals.
        quotations: whose speakers are spans of the proposals.
    """
    with transaction(connection):
        mentions.put(connection, document_id, run, proposals)
        statements.put_proposed(connection, document_id, run, relations, quotations)
