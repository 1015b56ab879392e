"""`orphaned`: decisions that found no place when a text came again in another wording."""

from __future__ import annotations

from argparse import Namespace

from store import documents, orphans
from tui.cli.opening import reading
from tui.cli.output import in_brackets, note, print_json, print_table


def list_all(values: Namespace) -> int:
    """Print every decision that stays with an earlier revision because its words are not in the present one."""
    with reading(values) as connection:
        chosen = None if values.document is None else documents.find(connection, values.document).id
        found = orphans.listed(connection, document_id=chosen)
    if values.json:
        print_json([orphan._asdict() for orphan in found])
    elif found:
        print_table(
            ["doc", "title", "decision", "what", "by", "in the earlier text"],
            [(o.current_id, o.title, o.state, o.what or "nobody's words", o.author, _place(o)) for o in found],
            elastic="in the earlier text",
            right={"doc"},
        )
    else:
        note("Every decision holds in the present revision of its text.")
    return 0


def _place(orphan: orphans.Orphan) -> str:
    return in_brackets(orphan.before, orphan.words, orphan.after) if orphan.words else ""
