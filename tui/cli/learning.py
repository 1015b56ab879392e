"""`learn`: rules and models that come of people's decisions."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from store import learned_rules, models
from store.database import library_path
from store.model import Rule
from tui import config
from tui.cli.opening import reading
from tui.cli.output import counted, print_json, print_table, progress_line, say
from tui.text import safe_line

if TYPE_CHECKING:
    from extract.learning import Step

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
    return _train(values)


def _train(values: Namespace) -> int:
    from tui import learner

    with reading(values) as connection:
        library = library_path(connection)
    with progress_line() as tell:

        def progress(step: Step) -> None:
            filled = round(_BAR * step.done)
            tell(f"[{'#' * filled}{'.' * (_BAR - filled)}] {step.done:4.0%} {step.doing}\x1b[K")

        learnt = learner.learn(library, config.author(values.author), adopting=not values.dry_run, progress=progress)
    if values.json:
        print_json(asdict(learnt))
        return 0
    say(
        f"{counted(learnt.decisions, 'decision')}, {learnt.corrections:,} of them put the extraction right and were "
        f"learnt from; {learnt.seconds:.0f} s.",
        learnt.words,
    )
    if learnt.model is not None:
        say("Texts are read with it from here on; `spacetui learn --rollback` takes it back.")
    return 0


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
        rule = learned_rules.switch(connection, rule_id, config.author(values.author), on=values.off is None)
    if values.json:
        print_json(_as_dict(rule))
    else:
        decisions = counted(rule.support, "decision")
        say(safe_line(f"“{rule.words}” is {rule.id.removeprefix(rule.words + ' is ')}: {decisions}; {_state(rule)}."))
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
        say(f"Model {left.number} is taken back; in use is {'the program’s own' if used is None else f'model {used}'}.")
    return 0
