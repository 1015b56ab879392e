"""What is learnt: rules to switch off and on, models to go back from, and training a new one in the background."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, Concatenate, ParamSpec, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.signal import Signal

from store import decisions, learned_rules, models, switching
from store.model import Rule
from store.outcomes import Outcome
from store.rules import NeverLink
from tui import learnt_lines, wording
from tui.jobs import LibraryThread
from tui.leading import Lead
from tui.learnt_lines import Learnt, ModelKey, NeverLinkKey, RuleKey
from tui.screens.hinting import HintingScreen
from tui.training import Progress
from tui.widgets.line_list import Line, LineList
from tui.widgets.progress_line import ProgressLine
from tui.widgets.title_bar import TitleBar

P = ParamSpec("P")
T = TypeVar("T")
_TRAINS, _CANCELS = "t trains", "c cancels"


class LearntScreen(HintingScreen[None]):
    """Rules, models and figures in one list; the training that runs is above it."""

    CSS_PATH = "learnt.tcss"
    AUTO_FOCUS = "#learnt"
    LIST = "#learnt"
    HINTS = (
        "space off or on · enter goes there, or uses a model · {training} · b model before · u undo · esc leaves",
        "space off or on · enter there · {training} · b model before · u undo",
        "space off · {training} · b back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "switch", "switch the rule off, or on again", show=False, priority=True),
        Binding("enter", "follow", "go to where the rule comes from, or use the model", show=False),
        Binding("t", "app.learn", "train a model from the decisions", show=False),
        Binding("c", "app.cancel_learning", "end the training; everything stays as it was", show=False),
        Binding("b", "roll_back", "use the model before", show=False),
        Binding("u", "undo", "take back the last decision", show=False),
        Binding("ctrl+r", "redo", "do again what was undone last", show=False),
        Binding("escape,q", "dismiss(None)", "leave", show=False),
    ]

    def __init__(
        self,
        library: LibraryThread,
        author: str,
        go: Callable[[Lead], Awaitable[None]],
        model_changed: Callable[[], None],
        training_signal: Signal[Progress | None],
        *,
        training: Progress | None = None,
        is_blind: bool = False,
    ) -> None:
        """Prepare the screen.

        Args:
            library: the library to read and decide in.
            author: whose decisions are made here.
            go: leads to a place in a text, or opens the page of a record.
            model_changed: is told that texts are to be read with another model.
            training_signal: tells how far a training is.
            training: how far the training is that runs.
            is_blind: hide how well proposals do that nobody has decided on.
        """
        super().__init__(library)
        self._author = author
        self._go = go
        self._model_changed = model_changed
        self._training_signal = training_signal
        self._training = training
        self._is_blind = is_blind
        self._rules: dict[object, Rule | NeverLink] = {}
        self._found: Learnt | None = None
        self._measured: list[Line] = []

    def compose(self) -> ComposeResult:
        """What there is of it, how far a training is, and the list."""
        yield TitleBar(id="title")
        yield ProgressLine(id="training")
        yield LineList(id="learnt", wraps=True)

    def on_mount(self) -> None:
        """Show what is learnt, and then, since that takes longer, how well it does."""
        self.query_one(TitleBar).document = "What your decisions have taught"
        self._list.border_title = "Learnt"
        self._training_signal.subscribe(self, self._training_changed)
        self._show_training()
        self._begin()

    def on_resize(self) -> None:
        """Say what there is room for."""
        self._show()
        self._show_training()

    @work(exclusive=True, group="filling")
    async def _begin(self) -> None:
        await self._fill()
        self._measure()

    @work(exclusive=True, group="measuring")
    async def _measure(self) -> None:
        if not self._is_blind:
            self._measured = learnt_lines.measured_lines(await self.ask(learnt_lines.latest_run))
            self._show()

    async def _fill(self) -> None:
        found = await self.ask(learnt_lines.learnt)
        if found is not None:
            self._found = found
            self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        self._rules = {RuleKey(rule.id): rule for rule in found.rules}
        self._rules |= {NeverLinkKey(rule.id): rule for rule in found.never_links}
        is_wide = self._is_wide
        self._list.show([*learnt_lines.learnt_lines(found, is_wide=is_wide), *self._measured], keep_place=True)
        self.query_one(TitleBar).progress = _in_short(found, with_model=is_wide)

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= 70

    def _training_changed(self, progress: Progress | None) -> None:
        self._training = progress
        self._show_training()
        if progress is None:
            self._begin()

    def _show_training(self) -> None:
        """Show how far a training is, where one runs."""
        progress = self._training
        line = self.query_one(ProgressLine)
        how = f" · {_CANCELS}" if self._is_wide else ""
        line.doing = f"{progress.doing}{how}" if progress is not None else ""
        line.done = progress.done if progress is not None else 0.0
        self._show_hints()

    # Deciding

    def action_switch(self) -> None:
        """Switch the rule under the cursor off, or on again."""
        key = self._list.value
        if isinstance(key, RuleKey):
            self._decide(switching.switch, key.rule)
        elif isinstance(key, NeverLinkKey):
            self._decide(switching.switch_never_link, key.number)
        else:
            self._tell("enter uses this model; rules are switched off and on")

    def action_undo(self) -> None:
        """Take back the last decision, whatever it was made on."""
        self._decide(decisions.undo, otherwise="there is nothing to undo")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._decide(decisions.redo, otherwise="there is nothing to redo")

    @work(group="deciding")
    async def _decide(self, decision: Callable[..., Outcome | None], *arguments: object, otherwise: str = "") -> None:
        outcome = await self.ask_for_certain(decision, *arguments, self._author)
        if outcome is None:
            if otherwise:
                self._tell(otherwise)
            return
        is_reversal = decision in (decisions.undo, decisions.redo)
        await self._fill()
        if is_reversal:
            self._measure()
        self._tell(outcome.words if is_reversal or outcome.group is None else f"{outcome.words} · u undoes")

    # Models

    @work(group="deciding")
    async def action_roll_back(self) -> None:
        """Use the model again from which the one in use was trained."""
        done = await asyncio.shield(self._change_model(models.roll_back))
        if done is not None:
            left, used = done
            await self._fill()
            self._tell(wording.rolled_back(left.number, used))

    @work(group="deciding")
    async def _use(self, number: int | None) -> None:
        if await asyncio.shield(self._change_model(models.use, number)) is not None:
            await self._fill()
            self._tell(f"texts are read with {wording.model(number)} from here on")

    async def _change_model(
        self, change: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Have texts read with another model: both in the library and by the extraction, wherever a person goes."""
        changed = await self.ask(change, *args, **kwargs)
        if changed is not None:
            self._model_changed()
        return changed

    # Moving and telling

    def action_follow(self) -> None:
        """Go to what supports the rule under the cursor, or use the model."""
        self._list.choose()

    @on(LineList.Chosen)
    def _chosen(self, message: LineList.Chosen) -> None:
        rule = self._rules.get(message.value)
        if isinstance(message.value, ModelKey):
            self._use(message.value.model)
        elif isinstance(rule, Rule):
            self._go_to_example(rule)
        elif isinstance(rule, NeverLink):
            self.call_next(self._go, Lead(record_id=rule.record_id))

    @work(exclusive=True, group="going")
    async def _go_to_example(self, rule: Rule) -> None:
        found = await self.ask(learned_rules.example, rule)
        if found is not None:
            # Going ends what this screen has asked, and so would end itself here.
            self.call_next(self._go, Lead(found.document_id, found.start, found.end, found.mention_id))

    def _hints(self) -> Sequence[str]:
        training = _TRAINS if self._training is None else _CANCELS
        return [hint.format(training=training) for hint in self.HINTS]


def _in_short(found: Learnt, *, with_model: bool) -> str:
    """How many rules there are, and which model is in use."""
    off = sum(not rule.is_on for rule in found.rules)
    rules = wording.counted(len(found.rules), "rule") + (f", {off:,} off" if off else "")
    used = next((model.number for model in found.models if model.is_in_use), None)
    return f"{rules} · model {used}" if with_model and used is not None else rules
