"""`list`, `show` and `search`: the documents of the library."""

from __future__ import annotations

import re
import sys
from argparse import Namespace

from store import documents, mentions, statements
from store import search as full_text
from store.model import Document, Mention
from tui.cli.opening import reading
from tui.cli.output import figure, note, print_json, print_table, say
from tui.text import safe, safe_line

_MARKED = re.compile(f"{full_text.HIT_STARTS}(.*?){full_text.HIT_ENDS}", re.DOTALL)
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def list_all(values: Namespace) -> int:
    """Print every current document, the newest first."""
    with reading(values) as connection:
        listed = documents.listed(connection)
    if values.json:
        print_json(
            [
                {
                    "id": d.id,
                    "title": d.title,
                    "source": d.source,
                    "published": d.published,
                    "added": d.added,
                    "characters": d.characters,
                    "mentions": d.mentions,
                    "unreviewed": d.unreviewed,
                    "progress": d.progress,
                }
                for d in listed
            ]
        )
    elif listed:
        print_table(
            ["doc", "title", "published", "length", "mentions", "to review", "progress"],
            [(d.id, d.title, d.published, d.characters, d.mentions, d.unreviewed, d.progress) for d in listed],
            elastic="title",
            right={"doc", "length", "mentions", "to review"},
        )
    else:
        note("The library is empty; `spacetui add FILE` adds to it.")
    return 0


def show(values: Namespace) -> int:
    """Print a document's mentions, or its text."""
    with reading(values) as connection:
        document = documents.find(connection, values.document)
        held = mentions.of_document(connection, document.id)
        relations, quotations = statements.of_document(connection, document.id)
        is_extracted = mentions.is_extracted(connection, document.id)
    if values.json:
        print_json(
            {
                "id": document.id,
                "title": document.title,
                "source": document.source,
                "published": document.published,
                "added": document.added,
                "sha256": document.sha256,
                "extracted": is_extracted,
                "text": document.text,
                "mentions": [_as_json(document, mention) for mention in held],
                "relations": [relation._asdict() for relation in relations],
                "quotes": [quotation._asdict() for quotation in quotations],
            }
        )
    elif values.text:
        say(safe(document.text))
    elif held:
        print_table(
            ["at", "kind", "words", "record", "score", "state"],
            [(m.start, m.kind, document.text[m.start : m.end], m.name, figure(m.score), m.state) for m in held],
            elastic="record",
            right={"at", "score"},
        )
    elif is_extracted:
        note(f"Nothing is named in “{document.title}”.")
    else:
        note(f"“{document.title}” has not been extracted yet; the reader and `spacetui add` do that.")
    return 0


def _as_json(document: Document, mention: Mention) -> dict[str, object]:
    return {
        "start": mention.start,
        "end": mention.end,
        "kind": mention.kind,
        "words": document.text[mention.start : mention.end],
        "name": mention.name,
        "record": mention.record_id,
        "score": mention.score,
        "origin": mention.origin,
        "reason": mention.reason,
        "state": mention.state,
        "author": mention.author,
    }


def search(values: Namespace) -> int:
    """Print the documents in which all words stand, best first, with the words in their surroundings."""
    query = " ".join(values.words)
    with reading(values) as connection:
        hits = full_text.search(connection, query, limit=values.limit)
    if values.json:
        print_json([{"id": hit.document_id, "title": hit.title, **_unmarked(hit.snippet)} for hit in hits])
        return 0
    for hit in hits:
        found = rf"{_BOLD}\1{_PLAIN}" if sys.stdout.isatty() else r"\1"
        say(f"{hit.document_id}  {safe_line(hit.title)}", f"    {_MARKED.sub(found, safe_line(hit.snippet))}")
    if not hits:
        note(f"Nothing is found for “{query}”.")
    return 0


def _unmarked(snippet: str) -> dict[str, object]:
    """The snippet without its marks, and where what was found stands in it."""
    found = []
    for number, match in enumerate(_MARKED.finditer(snippet)):
        start = match.start() - 2 * number
        found.append([start, start + len(match[1])])
    return {"snippet": _MARKED.sub(r"\1", snippet), "found": found}
