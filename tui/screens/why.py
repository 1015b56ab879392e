"""Why a mention is there: who or what found it, what else it might mean, and what was decided on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from store import candidates, history, rules, runs
from store.candidates import Candidate
from store.history import Decided, Group
from store.model import Mention, State
from store.naming import fold
from store.rules import NeverLink
from tui import wording
from tui.jobs import LibraryThread
from tui.screens.asking import AskingDialog
from tui.screens.choosing import score_bar
from tui.text import label
from tui.widgets.line_list import Line, LineList

_LABEL_WIDTH = 12
_OTHERS = 6


class Background(NamedTuple):
    """What the library knows of a mention besides how it stands.

    Args:
        run: the run that proposed it, in words; empty where none did.
        others: the records that it might mean as well, best first.
        never: the rules about its words.
        decided: every decision on it, oldest first.
    """

    run: str = ""
    others: Sequence[Candidate] = ()
    never: Sequence[NeverLink] = ()
    decided: Sequence[tuple[Group, Decided]] = ()


def background(connection: sqlite3.Connection, mention: Mention, words: str) -> Background:
    """All that the library knows of a mention."""
    run = runs.of_mention(connection, mention.id)
    others = [one for one in candidates.weighed(connection, mention.id) if one.record_id != mention.record_id]
    never = [
        rule
        for rule in rules.never_links(connection)
        if fold(rule.words) == fold(words) and rule.document_id in (None, mention.document_id)
    ]
    return Background(
        f"{run.pipeline} {run.version}" if run else "", others, never, history.of_mention(connection, mention.id)
    )


def why_lines(mention: Mention, known: Background) -> list[Line]:
    """The lines that tell it in plain words."""
    lines = [
        _told("is", f"{mention.kind}: {mention.name}"),
        _told("found", wording.FOUND_BY[mention.origin]),
        _told("because", mention.reason),
    ]
    if mention.score is not None:
        lines.append(_told("certainty", f"{score_bar(mention.score)} {mention.score:.0%}", "line-list--mark"))
    if known.run:
        lines.append(_told("by", known.run))
    lines.append(_told("decided", _standing(mention)))
    lines += [_told("flagged", "to come back to")] if mention.flagged else []
    lines += [_told("note", mention.note, "line-list--strong")] if mention.note else []
    for rule in known.never:
        where = "anywhere" if rule.document_id is None else "in this document"
        lines.append(_told("rule", f"“{rule.words}” never means {rule.record_id} {where}, says {rule.author}"))
    if known.others:
        lines += [Line(()), Line((("What else it might mean", "line-list--heading"),))]
    for other in known.others[:_OTHERS]:
        bar = (f"  {score_bar(other.score, 5)} {other.score:>4.0%}  ", "line-list--mark")
        lines.append(Line((bar, (other.name, "")), other.kind.value, indent=4))
    if known.decided:
        lines += [Line(()), Line((("What was decided", "line-list--heading"),))]
    for group, decided in known.decided:
        who = (f"  {wording.moment(group.made)} {group.author}  ", "line-list--quiet")
        change = (f"  {decided.before} → {decided.after}", "line-list--quiet")
        lines.append(Line((who, (group.words, ""), change), indent=4))
    return lines


def _told(what: str, words: str, style: str = "") -> Line:
    return Line(((f"{what:<{_LABEL_WIDTH}}", "line-list--quiet"), (words, style)), indent=_LABEL_WIDTH)


def _standing(mention: Mention) -> str:
    if mention.state is State.PROPOSED:
        return "by nobody yet"
    return f"{mention.state} by {mention.author or 'somebody'}"


class WhyScreen(AskingDialog[None]):
    """Tells why a mention is there."""

    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,w", "dismiss(None)", "close", show=False)]

    def __init__(self, library: LibraryThread, mention: Mention, words: str) -> None:
        """Prepare the dialog.

        Args:
            library: the library to ask.
            mention: the mention as it stands.
            words: its words in the text.
        """
        super().__init__(library)
        self._mention = mention
        self._words = words

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = label(f"Why “{self._words}”")
            dialog.border_subtitle = "esc closes"
            yield LineList(id="why", wraps=True)

    async def on_mount(self) -> None:
        """Tell what is known, and what the library knows as soon as it has said so."""
        why = self.query_one("#why", LineList)
        why.focus()
        why.show(why_lines(self._mention, Background()))
        if self._mention.id > 0:
            self.run_worker(self._fill())

    async def _fill(self) -> None:
        known = await self.ask(background, self._mention, self._words)
        if known is not None:
            self.query_one("#why", LineList).show(why_lines(self._mention, known))
