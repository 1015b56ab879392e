"""What comes with the program: the catalogue of records, and the articles that open on an empty library."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from store import documents, importing, log, records, shipped
from store.bulk import without_collection
from store.database import transaction
from store.formats import marked
from store.model import IncomingDocument

#: The article that the program came from; it opens first.
FIRST_ARTICLE = "global-space-exploration-conference"


@without_collection()
def load_catalogue(connection: sqlite3.Connection) -> bool:
    """Bring the shipped catalogue into a library, unless this very catalogue is there.

    Records that people made or that documents name keep their ids; what an older catalogue had stays,
    and so does what people's own tables have added.

    Returns:
        Whether anything was written.
    """
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in shipped.catalogue_files())).hexdigest()
    if _setting(connection, "catalogue") == digest:
        return False
    loaded = list(shipped.catalogue())
    with transaction(connection):
        records.put_all(connection, loaded)
        importing.add_again(connection)
        log.apply_to_records_again(connection)
        connection.execute(
            "INSERT INTO settings (key, value) VALUES ('catalogue', ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [digest],
        )
    return True


def _setting(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", [key]).fetchone()
    return row[0] if row else None


def article(name: str) -> IncomingDocument:
    """The text of one of the shipped articles, without the annotations that it is measured by."""
    file = files("sample_data") / "articles" / f"{name}.gold"
    annotated = marked.read(file.read_text(encoding="utf-8"), identifier=name, source=f"sample/{name}")
    return IncomingDocument(name, annotated.title, annotated.text, annotated.source)


def article_names() -> list[str]:
    """The names of the shipped articles, the first to be read last, so that it stands on top of the list."""
    folder = files("sample_data") / "articles"
    found = sorted(file.name.removesuffix(".gold") for file in folder.iterdir() if file.name.endswith(".gold"))
    return [name for name in found if name != FIRST_ARTICLE] + [FIRST_ARTICLE]


def marked_texts() -> Iterator[IncomingDocument]:
    """Every shipped text with its marks: the corpus that the recogniser was trained on, and the articles."""
    for folder in ("corpus", "articles"):
        for file in sorted((files("sample_data") / folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".gold"):
                name = file.name.removesuffix(".gold")
                yield marked.read(file.read_text(encoding="utf-8"), identifier=name, source=f"sample/{name}")


def add_articles(connection: sqlite3.Connection) -> int:
    """Add the shipped articles to a library.

    Returns:
        The number of the document to open first.
    """
    added = [documents.add(connection, article(name)) for name in article_names()]
    return added[-1].document.id
