"""Documents: adding texts once, finding them, and the place where each was last read."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from store.clock import now
from store.database import SUPERSEDED, transaction
from store.errors import UnknownDocumentError
from store.model import Document, IncomingDocument

_COLUMNS = "id, title, source, text, sha256, language, published, added, supersedes"
_CURRENT = f"id NOT IN {SUPERSEDED}"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a text: the document, and whether it is new, a new revision, or known."""

    document: Document
    is_new: bool
    revises: int | None = None
    carried: int = 0
    orphaned: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a list shows it, with how many of its mentions are there and decided."""

    id: int
    title: str
    source: str
    published: str | None
    added: str
    characters: int
    mentions: int
    unreviewed: int
    decided: int
    is_extracted: bool

    @property
    def progress(self) -> str:
        """How far a person has come with it: new, unread, begun or reviewed."""
        if not self.is_extracted:
            return "new"
        if not self.decided:
            return "unread"
        return "begun" if self.unreviewed else "reviewed"


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as hexadecimal; lone surrogates count as they are."""
    from hashlib import sha256  # loads OpenSSL, which nobody waits for who opens a known document

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def add(connection: sqlite3.Connection, incoming: IncomingDocument) -> Added:
    """Add a text, unless it is there already.

    A text that the library holds, under whichever source, is found and not added. A new text from a known
    source becomes a new revision of that document, and the decisions on the old one are carried over.
    """
    with transaction(connection):
        return put(connection, incoming)


def put(connection: sqlite3.Connection, incoming: IncomingDocument) -> Added:
    """Do what `add` does, inside the caller's transaction."""
    sha256 = digest(incoming.text)
    known = find_digest(connection, sha256)
    if known is not None:
        return Added(known, is_new=False)
    earlier = connection.execute(
        f"SELECT id FROM documents WHERE source = ? AND {_CURRENT} ORDER BY id DESC", [incoming.source]
    ).fetchone()
    revises = earlier[0] if earlier else None
    identifier = connection.execute(
        "INSERT INTO documents (title, source, text, sha256, language, published, added, supersedes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            incoming.title,
            incoming.source,
            incoming.text,
            sha256,
            incoming.language,
            incoming.published,
            now(),
            revises,
        ],
    ).lastrowid
    assert identifier is not None
    carried = orphaned = 0
    if revises is not None:
        from store import carrying  # which brings the whole log of decisions along, and few texts are revisions

        carried, orphaned = carrying.carry_over(connection, revises, identifier)
    document = Document(*connection.execute(f"SELECT {_COLUMNS} FROM documents WHERE id = ?", [identifier]).fetchone())
    return Added(document, is_new=True, revises=revises, carried=carried, orphaned=orphaned)


def get(connection: sqlite3.Connection, document_id: int) -> Document:
    """The document of that number.

    Raises:
        UnknownDocumentError: there is none.
    """
    row = connection.execute(f"SELECT {_COLUMNS} FROM documents WHERE id = ?", [document_id]).fetchone()
    if row is None:
        raise UnknownDocumentError(f"There is no document {document_id}; `spacetui list` shows what there is.")
    return Document(*row)


def find(connection: sqlite3.Connection, wanted: str) -> Document:
    """The document that a person means by a number, a source, a file's name or a title.

    Raises:
        UnknownDocumentError: none answers to it, or several do.
    """
    if wanted.isdecimal() and wanted.isascii() and len(wanted) < 19:
        return get(connection, int(wanted))
    rows = connection.execute(
        f"SELECT id FROM documents WHERE {_CURRENT} AND "
        "(source = ?1 OR title = ?1 COLLATE NOCASE OR source LIKE '%/' || ?2 ESCAPE '\\' "
        "OR source LIKE '%/' || ?2 || '.%' ESCAPE '\\' OR source LIKE '%#' || ?2 ESCAPE '\\')",
        [wanted, wanted.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")],
    ).fetchall()
    if not rows:
        raise UnknownDocumentError(f"There is no document “{wanted}”; `spacetui list` shows what there is.")
    if len(rows) > 1:
        numbers = ", ".join(str(identifier) for (identifier,) in rows[:5])
        raise UnknownDocumentError(f"Several documents answer to “{wanted}” ({numbers}); name one by its number.")
    return get(connection, rows[0][0])


def find_text(connection: sqlite3.Connection, text: str) -> Document | None:
    """The current document that has exactly this text."""
    return find_digest(connection, digest(text))


def find_digest(connection: sqlite3.Connection, sha256: str) -> Document | None:
    """The current document whose text has this SHA-256."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM documents WHERE sha256 = ? AND {_CURRENT}", [sha256]).fetchone()
    return Document(*row) if row else None


def listed(connection: sqlite3.Connection) -> list[Listed]:
    """Every current document, the newest first, with its counts."""
    counts = (
        "SELECT document_id, sum(state IN ('proposed', 'accepted')) AS mentions, "
        "sum(state = 'proposed') AS unreviewed, sum(state IN ('accepted', 'rejected')) AS decided "
        "FROM mentions GROUP BY document_id"
    )
    rows = connection.execute(
        "SELECT documents.id, title, source, published, added, length(text), coalesce(counts.mentions, 0), "
        "coalesce(counts.unreviewed, 0), coalesce(counts.decided, 0), "
        "documents.id IN (SELECT document_id FROM extractions) FROM documents "
        f"LEFT JOIN ({counts}) AS counts ON counts.document_id = documents.id "
        f"WHERE documents.{_CURRENT} ORDER BY documents.id DESC"
    )
    return [Listed(*row) for row in rows]


def numbers(connection: sqlite3.Connection) -> list[int]:
    """The numbers of every current document, the oldest first."""
    return [row[0] for row in connection.execute(f"SELECT id FROM documents WHERE {_CURRENT} ORDER BY id")]


def waiting(connection: sqlite3.Connection) -> list[int]:
    """The current documents that no run has been through yet, the oldest first."""
    rows = connection.execute(
        f"SELECT id FROM documents WHERE {_CURRENT} AND id NOT IN (SELECT document_id FROM extractions) ORDER BY id"
    )
    return [row[0] for row in rows]


def last_read(connection: sqlite3.Connection) -> int | None:
    """The document that was opened last, if any was, in its newest revision."""
    row = connection.execute(
        "WITH RECURSIVE revisions(id) AS ("
        "SELECT * FROM (SELECT document_id FROM readings ORDER BY opened DESC, document_id DESC LIMIT 1) "
        "UNION ALL SELECT documents.id FROM documents JOIN revisions ON documents.supersedes = revisions.id) "
        f"SELECT id FROM revisions WHERE {_CURRENT}"
    ).fetchone()
    return row[0] if row else None


def place(connection: sqlite3.Connection, document_id: int) -> int:
    """The offset of the first line that stood on the screen when the document was last left."""
    row = connection.execute("SELECT place FROM readings WHERE document_id = ?", [document_id]).fetchone()
    return row[0] if row else 0


def remember_place(connection: sqlite3.Connection, document_id: int, offset: int) -> None:
    """Note that the document is being read, at which offset."""
    with transaction(connection):
        connection.execute(
            "INSERT INTO readings (document_id, opened, place) VALUES (?, ?, ?) "
            "ON CONFLICT (document_id) DO UPDATE SET opened = excluded.opened, place = excluded.place",
            [document_id, now(), offset],
        )
