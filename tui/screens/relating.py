"""The dialog that says what a text states of a name: first what, then of which other name, then in which role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.widgets import Input

from store.model import Document, Mention, Predicate, Span
from tui import wording
from tui.screens.choice import ChoiceScreen
from tui.statement_lines import Reading, name_lines, reading_lines


class NewRelation(NamedTuple):
    """What is to be added."""

    subject: Span
    predicate: Predicate
    object: Span
    role: str | None


class RelatingScreen(ChoiceScreen):
    """Asks for a relation of a mention. The result is a `NewRelation`, or None to leave things as they are."""

    def __init__(self, document: Document, mention: Mention, mentions: Sequence[Mention]) -> None:
        """Ask about a mention.

        Args:
            document: the document that it is in.
            mention: the mention.
            mentions: all of the document, in order.
        """
        super().__init__(f"{mention.name} …", reading_lines(mention.kind))
        self._document = document
        self._mention = mention
        self._mentions = mentions
        self._reading: Reading | None = None
        self._other: Mention | None = None

    def chosen(self, value: object) -> None:
        """Go on to the other name, and from there to the role, where there is one."""
        if isinstance(value, Reading):
            self._ask_for_name(value)
        elif isinstance(value, Mention):
            self._other = value
            assert self._reading is not None
            if self._reading.predicate is Predicate.HOLDS_ROLE:
                self.query_one("#query", Input).placeholder = "The role, such as director-general"
                self.ask("In which role?", ())
            else:
                self._answer(None)

    def _ask_for_name(self, reading: Reading) -> None:
        self._reading = reading
        words = wording.predicate_of(reading.predicate, None, is_subject=reading.is_subject)
        mention = self._mention
        kinds = {other.kind for other in self._mentions if reading.fits(mention.kind, other.kind)}
        text = self._document.text
        self.ask(
            f"{mention.name} {words} …",
            name_lines(text, self._mentions, mention.start, kinds=kinds, without=mention.record_id),
        )

    @on(Input.Submitted)
    def _role_given(self, message: Input.Submitted) -> None:
        if self._other is not None:
            message.stop()
            message.prevent_default()
            self._answer(" ".join(message.value.split()) or None)

    def _answer(self, role: str | None) -> None:
        assert self._reading is not None
        assert self._other is not None
        one, other = (Span(mention.start, mention.end) for mention in (self._mention, self._other))
        subject, told = (one, other) if self._reading.is_subject else (other, one)
        self.dismiss(NewRelation(subject, self._reading.predicate, told, role))
