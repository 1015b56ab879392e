"""`learn`: rules and models that come of people's decisions."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from store import learned_rules, models, switching
from store.database import library_path
from store.model import Rule
from tui import config, wording
from tui.cli.opening import reading
from tui.cli.output import counted, print_json, print_table, progress_line, say
from tui.text import safe_line

_BAR = 30


def learn(values: Namespace) -> int:
    """Train a model from the decisions, or do with rules and models what is asked."""
    if values.rules:
        return _rules(values)
    if values.off is not None or values.on is not None:
        return _switch(values)
    if values.list:
        return _list(values)
    if values.rollback:
        return _roll_back(values)
    if values.reread:
        return _reread(values)
    return _train(values)


def _train(values: Namespace) -> int:
    from tui import learner

    with progress_line() as tell:
        learnt = learner.learn(
            _library(values),
            config.author(values.author),
            adopting=not values.dry_run,
            progress=lambda step: tell(_bar(step.done, step.doing)),
        )
    if values.json:
        print_json(asdict(learnt))
        return 0
    say(
        f"{counted(learnt.decisions, 'decision')}, {learnt.corrections:,} of them put the extraction right and were "
        f"learnt from; {learnt.seconds:.0f} s.",
        learnt.words,
    )
    if learnt.model is not None:
        say("Texts are read with it from here on, all of them anew by `spacetui learn --reread`.")
    return 0


def _reread(values: Namespace) -> int:
    from tui import rereading

    with progress_line() as tell:
        done = rereading.reread(
            _library(values), progress=lambda state: tell(_bar(state.done / state.of, "reading the texts anew"))
        )
    if values.json:
        print_json({"documents": done.of, "mentions": done.mentions})
    else:
        say(f"{counted(done.mentions, 'mention')} found in {counted(done.of, 'document')}; what was decided stays.")
    return 0


def _library(values: Namespace) -> Path:
    with reading(values) as connection:
        return library_path(connection)


def _bar(share: float, doing: str) -> str:
    filled = round(_BAR * share)
    return f"[{'#' * filled}{'.' * (_BAR - filled)}] {share:4.0%} {doing}\x1b[K"


def _rules(values: Namespace) -> int:
    with reading(values) as connection:
        rules = learned_rules.derived(connection)
    if values.json:
        print_json([_as_dict(rule) for rule in rules])
    elif rules:
        print_table(
            ["rule", "decisions", "against", "record", ""],
            [(rule.id, rule.support, rule.against, rule.record_id, _state(rule)) for rule in rules],
            elastic="rule",
            right={"decisions", "against"},
        )
    else:
        say("No decisions make a rule yet.")
    return 0


def _as_dict(rule: Rule) -> dict[str, object]:
    return {"rule": rule.id, **rule._asdict(), "state": _state(rule)}


def _state(rule: Rule) -> str:
    if not rule.is_on:
        return "off"
    return "contradicted" if rule.is_contradicted else "on"


def _switch(values: Namespace) -> int:
    with reading(values) as connection:
        rule_id = values.on if values.off is None else values.off
        switching.switch(connection, rule_id, config.author(values.author), on=values.off is None)
        rule = next(rule for rule in learned_rules.derived(connection) if rule.id == rule_id)
    if values.json:
        print_json(_as_dict(rule))
    else:
        decisions = counted(rule.support, "decision")
        say(safe_line(f"{switching.in_words(rule)}: {decisions}; {_state(rule)}."))
    return 0


def _list(values: Namespace) -> int:
    with reading(values) as connection:
        known = models.listed(connection)
    if values.json:
        print_json([model._asdict() for model in known])
    elif known:
        print_table(
            ["model", "adopted", "by", "from", "", "what it is better at"],
            [
                (m.number, m.made, m.author, m.based_on or "program's", "in use" if m.is_in_use else "", m.words)
                for m in known
            ],
            elastic="what it is better at",
            right={"model"},
        )
    else:
        say("No model was trained from the decisions yet.")
    return 0


def _roll_back(values: Namespace) -> int:
    with reading(values) as connection:
        left, used = models.roll_back(connection)
    if values.json:
        print_json({"left": left.number, "in_use": used})
    else:
        say(wording.rolled_back(left.number, used))
    return 0
