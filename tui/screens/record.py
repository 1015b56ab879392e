"""A record's page over the whole screen: what is known on the left, who says it and where on the right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui import library
from tui.cli.output import counted
from tui.jobs import LibraryThread
from tui.leading import Lead
from tui.library import RecordPage
from tui.record_page import LIFE, ROLES, STATED, Section, sections
from tui.screens.asking import AskingScreen
from tui.widgets.line_list import Line, LineList
from tui.widgets.record import heading_lines, hidden_line, section_lines
from tui.widgets.title_bar import TitleBar

#: From this width on there is room for two columns, in cells.
_WIDE = 100
#: What stands in the left one, by its headings.
_KNOWN = ("", LIFE, ROLES, STATED)
_HINTS = "enter follows · r record · esc leaves"


class RecordScreen(AskingScreen[None]):
    """One record after another, as a person follows them; a place in a text leads back to the reader."""

    CSS_PATH = "record.tcss"
    AUTO_FOCUS = "#known"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "follow", "follow the line to its place or its record", show=False),
        Binding("r", "follow_record", "open the record that the line names", show=False),
        Binding("backspace,alt+left", "go_back", "go back to the record before", show=False),
        Binding("escape,q", "dismiss(None)", "leave", show=False),
    ]

    def __init__(
        self,
        library_thread: LibraryThread,
        record_id: str,
        document_id: int | None,
        go: Callable[[Lead], Awaitable[None]],
        is_blind: bool = False,
    ) -> None:
        """Prepare the page.

        Args:
            library_thread: the library to ask.
            record_id: the record to begin with.
            document_id: the document that is being read; its mentions come first.
            go: leads to a place in a text.
            is_blind: hide what nobody has decided on.
        """
        super().__init__(library_thread)
        self._trail = [record_id]
        self._document_id = document_id
        self._go = go
        self._is_blind = is_blind
        self._page: RecordPage | None = None
        self._is_wide = False

    def compose(self) -> ComposeResult:
        """A title and two lists, of which a narrow terminal shows one with everything."""
        yield TitleBar(id="title")
        with Horizontal(id="columns"):
            yield LineList(id="known", wraps=True)
            yield LineList(id="said", wraps=True)

    def on_mount(self) -> None:
        """Show the record."""
        self.query_one("#known").border_title = "Record"
        self.query_one("#said").border_title = "Where it stands"
        self.query_one("#known").border_subtitle = _HINTS
        self.run_worker(self._show(self.record_id))

    def on_resize(self, event: events.Resize) -> None:
        """Take two columns where there is room."""
        is_wide = event.size.width >= _WIDE
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self.set_class(is_wide, "-two-columns")
            self._fill()

    @property
    def record_id(self) -> str:
        """The record that is shown."""
        return self._trail[-1]

    async def _show(self, record_id: str) -> bool:
        page = await self.ask(library.record_page, record_id)
        if page is None:
            return False
        self._page = page.decided() if self._is_blind else page
        self._fill()
        return True

    def _fill(self) -> None:
        page = self._page
        if page is None:
            return
        named = f"{counted(page.mentions, 'mention')} in {counted(page.documents, 'document')}"
        title = self.query_one(TitleBar)
        title.document, title.progress = page.record.name, named
        found = sections(page, self._document_id)
        known = [section for section in found if section.title in _KNOWN] if self._is_wide else found
        said = [section for section in found if section.title not in _KNOWN]
        behind = hidden_line(page)
        self._show_list("#known", [*heading_lines(page), *section_lines(known), *([] if self._is_wide else behind)])
        nothing = [Line((("No text names it.", "line-list--quiet"),))]
        self._show_list("#said", [*_without_gap(said), *behind] or nothing)

    def _show_list(self, selector: str, lines: list[Line]) -> None:
        self.query_one(selector, LineList).show(lines)

    async def action_follow(self) -> None:
        """Follow the line under the cursor."""
        if isinstance(self.focused, LineList):
            self.focused.choose()

    async def action_follow_record(self) -> None:
        """Go to the record that the line names, though it leads to a text."""
        if isinstance(self.focused, LineList) and isinstance(lead := self.focused.value, Lead):
            await self._follow_record(lead.record_id)

    @on(LineList.Chosen)
    async def _chosen(self, message: LineList.Chosen) -> None:
        assert isinstance(message.value, Lead)
        if message.value.document_id is not None:
            await self._go(message.value)
        else:
            await self._follow_record(message.value.record_id)

    async def _follow_record(self, record_id: str | None) -> None:
        if record_id is not None and record_id != self.record_id and await self._show(record_id):
            self._trail.append(record_id)

    async def action_go_back(self) -> None:
        """Go back to the record before; from the first one to where the page was opened."""
        if len(self._trail) == 1:
            self.dismiss(None)
        else:
            self._trail.pop()
            await self._show(self._trail[-1])


def _without_gap(found: list[Section]) -> list[Line]:
    """The lines of sections, without the blank one above the first heading."""
    return section_lines(found)[1:]
