"""Starting the reader: what can be done before the screens are loaded is done beside them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from store.model import Document, IncomingDocument
from tui.faults import ReaderFaultError
from tui.jobs import Extraction, LibraryThread
from tui.library import Opened, is_extracted_text, open_first, unsaved


def launch(
    incoming: Sequence[IncomingDocument],
    library: Path,
    author: str,
    keymap: dict[str, str],
    *,
    blind: bool = False,
    advance: bool = False,
    adjudicate: Path | None = None,
) -> None:
    """Run the reader until the person leaves it.

    Args:
        incoming: texts to add; the first one is read.
        library: the file of the library, made if it is missing.
        author: whose decisions are made.
        keymap: keys by command id, to be used instead of the declared ones.
        blind: hide what nobody has decided on.
        advance: whether a decision goes on to the next name that is left to review.
        adjudicate: another person's library, the differences from which are shown first.

    Raises:
        StoreError: the library cannot be opened.
        ReaderFaultError: something went wrong that nobody has foreseen.
        SystemExit: a signal has ended the reader.
    """
    gc.disable()  # what is loaded until the first paint stays; looking through it takes a tenth of the time
    thread = LibraryThread(library)
    extraction = Extraction(library)
    first: Future[Opened] | None = None
    preview = unsaved(incoming[0]) if incoming else None
    if library.exists():
        thread.check()
        if preview is None:
            first = thread.submit(open_first, incoming)
            first.add_done_callback(partial(_extract_if_new, extraction))
        else:
            known = thread.submit(is_extracted_text, preview.sha256)
            known.add_done_callback(partial(_extract_if_unknown, preview, extraction))
        asked = None
    else:
        asked = preview = preview or _first_article()

    from tui.app import SpacetuiApp

    if asked is not None:
        extraction.ask(asked)  # any sooner, its process would take from the loading of the screens more than it gains
    app = SpacetuiApp(
        thread,
        extraction,
        author,
        incoming=incoming,
        preview=preview,
        first=first,
        keymap=keymap,
        blind=blind,
        advance=advance,
        adjudicate=adjudicate,
    )
    app.run()
    if app.failure is not None:
        raise app.failure
    if app.signalled is not None:
        sys.exit(app.signalled)
    if app.fault is not None:
        raise ReaderFaultError from app.fault


def _first_article() -> Document:
    from store import sample

    return unsaved(sample.article(sample.FIRST_ARTICLE))


def _extract_if_unknown(preview: Document, extraction: Extraction, found: Future[bool]) -> None:
    if found.exception() is None and not found.result():
        extraction.ask(preview)


def _extract_if_new(extraction: Extraction, first: Future[Opened]) -> None:
    if first.exception() is None and not first.result().is_extracted:
        extraction.ask(first.result().document)
