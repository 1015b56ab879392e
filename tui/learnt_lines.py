"""What a library has learnt, as lines of a list: its rules, what is never linked, its models, and how well they do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store import diff, documents, learned_rules, models, records, rules, switching
from store.diff import KnownRun, Measured
from store.model import Kind, Rule
from store.models import TrainedModel
from store.rules import NeverLink
from tui import wording
from tui.widgets.line_list import Line

_TICKED, _UNTICKED = "[✓] ", "[ ] "
#: Where the further rows of a line begin, in cells.
_INDENT = 5
_QUIET = "line-list--quiet"


# Named tuples of different classes are equal, so these are none.
@dataclass(frozen=True, slots=True)
class RuleKey:
    """A learned rule, in words."""

    rule: str


@dataclass(frozen=True, slots=True)
class NeverLinkKey:
    """A rule on what is never linked."""

    number: int


@dataclass(frozen=True, slots=True)
class ModelKey:
    """A model; None for the one of the program."""

    model: int | None


class Learnt(NamedTuple):
    """What has come of a library's decisions.

    Args:
        rules: the rules that they make.
        never_links: what people said is never to be linked.
        models: the models that were trained from them.
        names: the names of the records that `never_links` speak of, by their ids.
        titles: those of the documents, by their numbers.
    """

    rules: Sequence[Rule]
    never_links: Sequence[NeverLink]
    models: Sequence[TrainedModel]
    names: Mapping[str, str]
    titles: Mapping[int, str]


class LatestRun(NamedTuple):
    """The latest run of the extraction, measured against the decisions, by kind."""

    run: KnownRun
    measured: Mapping[Kind, Measured]


def learnt(connection: sqlite3.Connection) -> Learnt:
    """What has been learnt in a library."""
    never = rules.made(connection)
    within = {rule.document_id for rule in never if rule.document_id is not None}
    return Learnt(
        learned_rules.derived(connection),
        never,
        models.listed(connection),
        records.called(connection, {rule.record_id for rule in never}),
        {number: documents.get(connection, number).title for number in within},
    )


def latest_run(connection: sqlite3.Connection) -> LatestRun | None:
    """How the latest run does; None where there is none."""
    known = diff.runs(connection)
    return LatestRun(known[-1], diff.against_decisions(connection, known[-1].id)) if known else None


def learnt_lines(found: Learnt, *, is_wide: bool = True) -> list[Line]:
    """The lines that show rules and models, under a heading each.

    Args:
        found: what has been learnt.
        is_wide: whether there is room to say in words what speaks for a rule.
    """
    lines = [_heading("RULES", len(found.rules))]
    if found.rules and not is_wide:
        lines = [Line((("RULES", "line-list--heading"),), "for:against")]
    lines += [_rule(rule, is_wide=is_wide) for rule in found.rules]
    if not found.rules:
        lines.append(_note("No decisions make a rule yet: add or link a name, and the next text has it."))
    if found.never_links:
        lines += [Line(()), _heading("NEVER LINKED", len(found.never_links))]
        lines += [_never_link(rule, found) for rule in found.never_links]
    lines += [Line(()), _heading("MODELS", len(found.models)), *_models(found.models)]
    return lines


def _heading(words: str, count: int) -> Line:
    return Line(((words, "line-list--heading"),), f"{count:,}" if count else "")


def _note(words: str) -> Line:
    return Line(((f"  {words}", _QUIET),), indent=2)


def _rule(rule: Rule, *, is_wide: bool) -> Line:
    support = f"{rule.support:,}:{rule.against:,}"
    if is_wide:
        against = f", {rule.against:,} against" if rule.against else ""
        support = wording.counted(rule.support, "decision") + against
    parts = [_tick(rule.is_on), (switching.in_words(rule), "line-list--strong" if rule.holds else _QUIET)]
    if rule.name and rule.name != rule.words:
        parts.append((f" · {rule.name}", _QUIET))
    if not rule.is_on:
        parts.append((" · off", "line-list--warning"))
    if rule.is_contradicted:
        parts.append((" · contradicted" + (", not followed" if is_wide else ""), "line-list--warning"))
    return Line(tuple(parts), support, RuleKey(rule.id), _INDENT)


def _never_link(rule: NeverLink, found: Learnt) -> Line:
    where = "anywhere" if rule.document_id is None else f"in “{found.titles[rule.document_id]}”"
    return Line(
        (
            _tick(rule.is_on),
            (f"“{rule.words}” is never {found.names[rule.record_id]}", "line-list--strong" if rule.is_on else _QUIET),
            (f" · {where}, said {rule.author}", _QUIET),
            *(() if rule.is_on else ((" · off", "line-list--warning"),)),
        ),
        value=NeverLinkKey(rule.id),
        indent=_INDENT,
    )


def _tick(is_on: bool) -> tuple[str, str]:
    return f" {_TICKED if is_on else _UNTICKED}", "line-list--mark"


def _models(known: Sequence[TrainedModel]) -> Iterator[Line]:
    is_own = not any(model.is_in_use for model in known)
    yield _model(wording.model(None), "", ModelKey(None), is_in_use=is_own)
    for model in known:
        told = f" · from {wording.model(model.based_on)}, {wording.moment(model.made)}, {model.author}: {model.words}"
        yield _model(wording.model(model.number), told, ModelKey(model.number), is_in_use=model.is_in_use)


def _model(name: str, told: str, key: ModelKey, *, is_in_use: bool) -> Line:
    use = (" · in use", "line-list--mark") if is_in_use else ("", "")
    style = "line-list--strong" if is_in_use else ""
    mark = (" (•) " if is_in_use else " ( ) ", "line-list--mark")
    return Line((mark, (name, style), use, (told, _QUIET)), value=key, indent=_INDENT)


def measured_lines(latest: LatestRun | None) -> list[Line]:
    """The lines that show how the latest run stands against the decisions."""
    lines = [Line(()), Line((("AGAINST YOUR DECISIONS", "line-list--heading"),))]
    if latest is None:
        return [*lines, _note("No text has been read yet.")]
    read = wording.counted(latest.run.documents, "document")
    if not any(any(each) for each in latest.measured.values()):
        return [*lines, _note(f"Run {latest.run.id} has read {read}; nobody has decided on what it says there.")]
    lines.append(_note(f"Run {latest.run.id}, the latest, has read {read}."))
    total = Measured(*map(sum, zip(*latest.measured.values(), strict=True)))
    rows = [("all", total), *((kind.value, each) for kind, each in latest.measured.items() if any(each))]
    return [*lines, *(_measured(name, each) for name, each in rows)]


def _measured(name: str, measured: Measured) -> Line:
    right, wrong, missed = measured
    # Of nothing there is no share.
    precision = f"{measured.precision:4.0%}" if right + wrong else "   –"
    recall = f"{measured.recall:4.0%}" if right + missed else "   –"
    return Line(
        (
            (f"  {name:<13}", "line-list--strong" if name == "all" else ""),
            (f"precision {precision}  recall {recall}", ""),
            (f"  {right:,} right, {wrong:,} wrong, {missed:,} missed", _QUIET),
        ),
        indent=15,
    )
