"""The library's screen: every document, and full-text search over them."""

from __future__ import annotations

import sqlite3
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from store import documents, search
from store.documents import Listed
from tui.jobs import LibraryThread
from tui.screens.asking import AskingScreen
from tui.widgets.line_list import Line, LineList

_PROGRESS = {"new": "○", "unread": "○", "begun": "◐", "reviewed": "●"}


def library_lines(connection: sqlite3.Connection, query: str, *, is_blind: bool = False) -> list[Line]:
    """The lines that show the documents in which the words of the query stand, or all of them.

    Args:
        connection: the library.
        query: words; without any, all documents are shown.
        is_blind: say how much was decided on, and not how much is left.
    """
    listed = {document.id: document for document in documents.listed(connection)}
    if not query.strip():
        return [_document_line(document, is_blind) for document in listed.values()]
    lines = []
    for hit in search.search(connection, query, limit=200):
        if hit.document_id in listed:
            lines += [_document_line(listed[hit.document_id], is_blind), _snippet_line(hit.snippet)]
    return lines


def _document_line(document: Listed, is_blind: bool) -> Line:
    progress = document.progress
    if is_blind:
        left = f"{document.decided} decided" if document.decided else ""
        progress = "begun" if document.decided else "unread"
    elif document.is_extracted:
        left = f"{document.unreviewed} to review" if document.unreviewed else "reviewed"
    else:
        left = "not read yet"
    date = f"  {document.published}" if document.published else ""
    return Line(
        ((f" {_PROGRESS[progress]} ", "line-list--mark"), (document.title, ""), (date, "line-list--quiet")),
        left,
        document.id,
    )


def _snippet_line(snippet: str) -> Line:
    parts: list[tuple[str, str]] = [("     ", "")]
    for piece in snippet.split(search.HIT_STARTS):
        hit, found, rest = piece.rpartition(search.HIT_ENDS)
        parts += [(hit, "line-list--strong")] if found else []
        parts.append((rest, "line-list--quiet"))
    return Line(tuple(parts))


class Choice(NamedTuple):
    """The document that a person chose, and the words that they found it by."""

    document_id: int
    query: str


class LibraryScreen(AskingScreen[Choice | None]):
    """Lets a person choose a document, or leaves it at the one being read."""

    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "#documents"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "read the document"),
        Binding("slash", "search", "search the texts for words"),
        Binding("escape,q", "leave", "leave the search, or the library"),
    ]

    def __init__(self, library: LibraryThread, *, is_blind: bool = False) -> None:
        """Prepare the screen.

        Args:
            library: the library to ask.
            is_blind: hide how many names nobody has decided on.
        """
        super().__init__(library)
        self._is_blind = is_blind

    def compose(self) -> ComposeResult:
        """A line to search in, and the documents."""
        yield Input(placeholder="Words to search the texts for", id="query")
        documents_list = LineList(id="documents")
        documents_list.border_title = "Library · ○ unread ◐ begun ● reviewed"
        documents_list.border_subtitle = "enter opens · / searches · esc leaves"
        yield documents_list

    def on_mount(self) -> None:
        """Show all."""
        self._fill("")

    @on(Input.Changed)
    def _query_changed(self, message: Input.Changed) -> None:
        self._fill(message.value)

    @work(exclusive=True)
    async def _fill(self, query: str) -> None:
        lines = await self.ask(library_lines, query, is_blind=self._is_blind)
        nothing = [Line((("Nothing found.", "line-list--quiet"),))]
        self.query_one("#documents", LineList).show(lines or nothing)

    @on(Input.Submitted)
    def action_focus_list(self) -> None:
        """Go from the query to what it found."""
        self.query_one("#documents").focus()

    def action_search(self) -> None:
        """Go to the query, at once, so that the next key is its own."""
        self.set_focus(self.query_one("#query"))

    def action_open(self) -> None:
        """Open the document under the cursor."""
        self.query_one("#documents", LineList).choose()

    def action_leave(self) -> None:
        """Leave the query, or the screen."""
        query = self.query_one("#query", Input)
        if query.has_focus or query.value:
            query.value = ""
            self.query_one("#documents").focus()
        else:
            self.dismiss(None)

    @on(LineList.Chosen)
    def _chosen(self, message: LineList.Chosen) -> None:
        assert isinstance(message.value, int)
        self.dismiss(Choice(message.value, self.query_one("#query", Input).value.strip()))
