"""`diff`: the runs of a library, how well each does against decisions, and what one says differently from another."""

from __future__ import annotations

import sqlite3
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable

from store import diff as comparing
from store import documents
from store.diff import Difference, KnownRun, Measured, Said, Sort
from store.model import Kind
from tui.cli.opening import reading
from tui.cli.output import counted, figure, note, print_json, print_some, print_table, say


def diff(values: Namespace) -> int:
    """Print the runs; of one, how well it does by kind; of two, what the second says differently."""
    with reading(values) as connection:
        if values.before is None:
            return _list(connection, values)
        if values.after is None:
            return _measure(connection, values)
        return _differences(connection, values)


def _list(connection: sqlite3.Connection, values: Namespace) -> int:
    known = [(run, _of_all(comparing.against_decisions(connection, run.id))) for run in comparing.runs(connection)]
    if values.json:
        print_json([_run_as_json(run) | {"decided": _as_json(measured)} for run, measured in known])
    elif known:
        print_table(
            ["run", "pipeline", "version", "started", "documents", "precision", "recall", "F1"],
            [
                (run.id, run.run.pipeline, run.run.version, run.started, run.documents, *_figures(measured))
                for run, measured in known
            ],
            elastic="version",
            right={"run", "documents", "precision", "recall", "F1"},
        )
    else:
        note("No extraction has been kept yet; `spacetui add FILE` makes one.")
    return 0


def _measure(connection: sqlite3.Connection, values: Namespace) -> int:
    measured = comparing.against_decisions(connection, values.before)
    total = _of_all(measured)
    if values.json:
        kinds = {kind: _as_json(each) for kind, each in measured.items()}
        print_json({"run": values.before, "overall": _as_json(total), "kinds": kinds})
    elif not any(total):
        note(f"Nobody has decided on what run {values.before} has been through.")
    else:
        rows = [*((str(kind), each) for kind, each in measured.items() if any(each)), ("all", total)]
        print_table(
            ["kind", "right", "wrong", "missed", "precision", "recall", "F1"],
            [(kind, *each, *_figures(each)) for kind, each in rows],
            right={"right", "wrong", "missed", "precision", "recall", "F1"},
        )
    return 0


def _differences(connection: sqlite3.Connection, values: Namespace) -> int:
    chosen = None if values.document is None else documents.find(connection, values.document).id
    found = list(comparing.between(connection, values.before, values.after, document_id=chosen))
    runs = (values.before, values.after)
    measured = {run: _of_all(comparing.against_decisions(connection, run)) for run in runs}
    sorts = Counter(each.sort for each in found)
    if values.json:
        print_json(
            {
                "runs": [{"run": run, "decided": _as_json(each)} for run, each in measured.items()],
                "sorts": {sort: sorts[sort] for sort in Sort},
                "differences": [_difference_as_json(each) for each in found],
            }
        )
        return 0
    told = ", ".join(f"{sorts[sort]:,} {sort}" for sort in Sort if sorts[sort])
    say(f"{counted(len(found), 'difference')} between run {runs[0]} and run {runs[1]}{': ' if told else ''}{told}.")
    for run, each in measured.items():
        if any(each):
            precision, recall, f1 = _figures(each)
            say(f"Run {run} against the decisions: precision {precision}, recall {recall}, F1 {f1}.")
    if found:
        say("")
        print_some(
            ["doc", "at", "what", "words", f"run {runs[0]}", f"run {runs[1]}"],
            [(d.document_id, _at(d), d.sort, d.words, _told(d.before), _told(d.after)) for d in found],
            everything=values.all,
            elastic="words",
            right={"doc", "at"},
        )
    return 0


def _of_all(measured: dict[Kind, Measured]) -> Measured:
    return Measured(*map(sum, zip(*measured.values(), strict=True)))


def _figures(measured: Measured) -> Iterable[str]:
    """Precision, recall and F1 as people read them; nothing where nobody has decided."""
    values = (measured.precision, measured.recall, measured.f1)
    return tuple(figure(value if any(measured) else None) for value in values)


def _as_json(measured: Measured) -> dict[str, object]:
    return measured._asdict() | {"precision": measured.precision, "recall": measured.recall, "f1": measured.f1}


def _run_as_json(known: KnownRun) -> dict[str, object]:
    run = known.run
    return {
        "run": known.id,
        "pipeline": run.pipeline,
        "version": run.version,
        "configuration": run.configuration,
        "started": known.started,
        "documents": known.documents,
    }


def _difference_as_json(difference: Difference) -> dict[str, object]:
    sides = {"before": difference.before, "after": difference.after}
    return difference._asdict() | {name: side and side._asdict() for name, side in sides.items()}


def _at(difference: Difference) -> int:
    return min(side.start for side in (difference.before, difference.after) if side)


def _told(side: Said | None) -> str:
    return f"{side.kind} {side.record_id}" if side else "nothing"
