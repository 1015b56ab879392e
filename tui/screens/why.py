"""Why a mention is there: who or what found it, what else it might mean, and what was decided on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from store import candidates, history, records, rules, runs
from store.candidates import Candidate
from store.history import Decided, Group
from store.model import Kind, Mention, State
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
        dissent: what another origin took its words for, in words; empty where none did.
        found_as: the kind that it was proposed as; None where nothing proposed it.
        names: the names of the records that the rules are about, by their ids.
    """

    run: str = ""
    others: Sequence[Candidate] = ()
    never: Sequence[NeverLink] = ()
    decided: Sequence[tuple[Group, Decided]] = ()
    dissent: str = ""
    found_as: Kind | None = None
    names: Mapping[str, str] = MappingProxyType({})


def background(connection: sqlite3.Connection, mention: Mention, words: str, *, is_blind: bool = False) -> Background:
    """All that the library knows of a mention, or of that, blind, what people have said."""
    never = [
        rule
        for rule in rules.never_links(connection)
        if fold(rule.words) == fold(words) and rule.document_id in (None, mention.document_id)
    ]
    names = records.called(connection, {rule.record_id for rule in never})
    decided = history.of_subject(connection, "mention", mention.id, is_blind=is_blind)
    if is_blind:
        return Background(never=never, decided=decided, names=names)
    run = runs.of_mention(connection, mention.id)
    others = [one for one in candidates.weighed(connection, mention.id) if one.record_id != mention.record_id]
    return Background(
        f"{run.pipeline} {run.version}" if run else "",
        others,
        never,
        decided,
        runs.dissent(connection, mention.id),
        runs.found_as(connection, mention.id),
        names,
    )


def _found_lines(mention: Mention, known: Background) -> list[Line]:
    """Who or what found it, as what, and how certain that was."""
    # What speaks for the kind that it was found as does not speak for one that a person has said since.
    found_as = known.found_as.value if known.found_as and known.found_as is not mention.kind else ""
    lines = [
        told("found", (f"as {found_as}, " if found_as else "") + wording.FOUND_BY[mention.origin]),
        told("because", mention.reason),
    ]
    lines += [told("but", known.dissent)] if known.dissent else []
    if mention.score is not None:
        certainty = f"{score_bar(mention.score)} {mention.score:.0%}" + (f" for {found_as}" if found_as else "")
        lines.append(told("certainty", certainty, "line-list--mark"))
    return lines


def why_lines(mention: Mention, known: Background, *, is_blind: bool = False) -> list[Line]:
    """The lines that tell it in plain words; blind, without what the extraction says of it."""
    lines = [told("is", f"{mention.kind}: {mention.name}")]
    lines += [] if is_blind else _found_lines(mention, known)
    if known.run:
        lines.append(told("by", known.run))
    lines.append(told("decided", standing(mention.state, mention.author)))
    lines += [told("flagged", "to come back to")] if mention.flagged else []
    lines += [told("note", mention.note, "line-list--strong")] if mention.note else []
    for rule in known.never:
        where = "anywhere" if rule.document_id is None else "in this document"
        name = known.names.get(rule.record_id, rule.record_id)
        lines.append(told("rule", f"“{rule.words}” never means {name} {where}, says {rule.author}"))
    if known.others:
        lines += [Line(()), Line((("What else it might mean", "line-list--heading"),))]
    for other in known.others[:_OTHERS]:
        bar = (f"  {score_bar(other.score, 5)} {other.score:>4.0%}  ", "line-list--mark")
        lines.append(Line((bar, (other.name, "")), other.kind.value, indent=4))
    return [*lines, *decided_lines(known.decided)]


def decided_lines(decisions: Sequence[tuple[Group, Decided]]) -> list[Line]:
    """What was decided on something, under a heading where there is anything."""
    lines = [Line(()), Line((("What was decided", "line-list--heading"),))] if decisions else []
    for group, decided in decisions:
        who = (f"  {wording.moment(group.made)} {group.author}  ", "line-list--quiet")
        change = (f"  {decided.before or 'nothing'} → {decided.after or 'nothing'}", "line-list--quiet")
        lines.append(Line((who, (group.words, ""), change), indent=4))
    return lines


def told(what: str, words: str, style: str = "") -> Line:
    """One thing that is known."""
    return Line(((f"{what:<{_LABEL_WIDTH}}", "line-list--quiet"), (words, style)), indent=_LABEL_WIDTH)


def standing(state: State, author: str | None) -> str:
    """Whether somebody has decided on something, and who."""
    return "by nobody yet" if state is State.PROPOSED else f"{state} by {author or 'somebody'}"


class WhyScreen(AskingDialog[None]):
    """Tells why something is there: at once what is known of it, and what the library knows when it has said so."""

    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,w", "dismiss(None)", "close", show=False)]

    def __init__(
        self,
        library: LibraryThread,
        words: str,
        known: Sequence[Line],
        ask: Callable[[sqlite3.Connection], Sequence[Line]] | None,
    ) -> None:
        """Prepare the dialog.

        Args:
            library: the library to ask.
            words: what is told of.
            known: the lines that tell it at first.
            ask: finds the lines that tell all; None where the library does not know it yet.
        """
        super().__init__(library)
        self._words = words
        self._known = known
        self._ask = ask

    @classmethod
    def of_mention(cls, library: LibraryThread, mention: Mention, words: str, *, is_blind: bool = False) -> WhyScreen:
        """Tell of a mention, whose words in the text are given; blind, only what people have decided on it."""

        def ask(connection: sqlite3.Connection) -> list[Line]:
            known = background(connection, mention, words, is_blind=is_blind)
            return why_lines(mention, known, is_blind=is_blind)

        at_once = why_lines(mention, Background(), is_blind=is_blind)
        return cls(library, words, at_once, ask if mention.id > 0 else None)

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = label(f"Why “{self._words}”")
            dialog.border_subtitle = "esc closes"
            yield LineList(id="why", wraps=True)

    async def on_mount(self) -> None:
        """Tell what is known, and have the library say the rest."""
        why = self.query_one("#why", LineList)
        why.focus()
        why.show(self._known)
        if self._ask is not None:
            self.run_worker(self._fill(self._ask))

    async def _fill(self, ask: Callable[[sqlite3.Connection], Sequence[Line]]) -> None:
        lines = await self.ask(ask)
        if lines is not None:
            self.query_one("#why", LineList).show(lines)
