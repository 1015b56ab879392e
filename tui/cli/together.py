"""`compare` and `merge`: two people's libraries, how far they agree, and their decisions brought together."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from store import agreement, merging, statement_agreement
from store.agreement import Agreement, Disagreement, Marked, StatedDisagreement
from store.database import reading_other
from tui import config
from tui.cli.opening import writing
from tui.cli.output import counted, figure, in_brackets, note, print_json, print_some, print_table, say


def compare(values: Namespace) -> int:
    """Print how far two libraries agree on the texts on which both have decided, and where they differ."""
    first, second = Path(values.first), Path(values.second)
    with reading_other(first) as one, reading_other(second) as other:
        found = agreement.compare(one, other)
    if values.json:
        print_json(
            {
                "documents": found.documents,
                "overall": _agreement_as_json(found.overall),
                "kinds": {kind: _agreement_as_json(each) for kind, each in found.kinds.items()},
                "differences": [_difference_as_json(each) for each in found.disagreements],
                "statements": [_statement_as_json(each) for each in found.statements],
            }
        )
        return 0
    if not found.documents and not found.statements:
        note("There is no text on which both have decided.")
        return 0
    names = _names(first, second)
    rows = [(str(kind), each) for kind, each in found.kinds.items() if each.both or each.first or each.second]
    print_table(
        ["kind", "both", f"only {names[0]}", f"only {names[1]}", "F1", "kappa"],
        [
            (kind, each.both, each.first, each.second, figure(each.f1), figure(each.kappa))
            for kind, each in [*rows, ("all", found.overall)]
        ],
        right={"both", f"only {names[0]}", f"only {names[1]}", "F1", "kappa"},
    )
    differences = counted(len(found.disagreements), "difference")
    say("", f"{differences} in {counted(found.documents, 'text')} on which both have decided.")
    _print_differences(names, [_row(each) for each in found.disagreements], everything=values.all)
    if found.statements:
        say("", f"{counted(len(found.statements), 'difference')} on relations and quotations.")
        _print_differences(names, [_statement_row(each) for each in found.statements], everything=values.all)
    return 0


_Row = tuple[int, int, str, str, str]


def _print_differences(names: tuple[str, str], rows: list[_Row], *, everything: bool) -> None:
    if rows:
        say("")
        print_some(
            ["doc", "at", *names, "in the text"],
            rows,
            everything=everything,
            elastic="in the text",
            right={"doc", "at"},
        )


def _row(difference: Disagreement) -> _Row:
    sides = (_told(difference.first), _told(difference.second))
    return difference.first_document, _at(difference), *sides, _in_the_text(difference)


def _statement_row(difference: StatedDisagreement) -> _Row:
    sides = [side for side in (difference.first, difference.second) if side]
    start, _ = statement_agreement.stretch(*sides)
    one, other = (side.told if side else "nothing" for side in (difference.first, difference.second))
    shown = _shown(difference, start, [side.stretch for side in sides if side.standing.start is not None])
    return difference.first_document, start, one, other, shown


def _names(first: Path, second: Path) -> tuple[str, str]:
    """What the columns of two libraries are called."""
    return (str(first), str(second)) if first.stem == second.stem else (first.stem, second.stem)


def _agreement_as_json(found: Agreement) -> dict[str, object]:
    return asdict(found) | {"f1": found.f1}


def _difference_as_json(difference: Disagreement) -> dict[str, object]:
    sides = {"first": difference.first, "second": difference.second}
    return difference._asdict() | {name: side and side._asdict() for name, side in sides.items()}


def _statement_as_json(difference: StatedDisagreement) -> dict[str, object]:
    sides = {"first": difference.first, "second": difference.second}
    return difference._asdict() | {
        name: side and {**asdict(side.shown), "made": side.made} for name, side in sides.items()
    }


def _at(difference: Disagreement) -> int:
    return min(side.start for side in (difference.first, difference.second) if side)


def _told(side: Marked | None) -> str:
    return f"{side.kind} {side.name}" if side else "nothing"


def _in_the_text(difference: Disagreement) -> str:
    sides = [side for side in (difference.first, difference.second) if side]
    return _shown(difference, _at(difference), [side.place for side in sides])


def _shown(difference: Disagreement | StatedDisagreement, start: int, places: list[tuple[int, int]]) -> str:
    """The place in its surroundings; before it what exactly each has marked, where that is not the same."""
    shown = in_brackets(difference.before, difference.words, difference.after)
    if len(set(places)) <= 1:
        return shown
    marked = (f"“{difference.words[first - start : last - start]}”" for first, last in places)
    return f"{' against '.join(marked)}: {shown}"


def merge(values: Namespace) -> int:
    """Bring another library's decisions in: all of them, or none if something goes wrong."""
    other = Path(values.other)
    mine = config.library_path(values.db)
    with reading_other(other, than=mine) as theirs, writing(values) as connection:
        merged = merging.merge(connection, theirs, config.author(values.author), name=other.name)
    if values.json:
        print_json(asdict(merged))
        return 0
    if merged.group is None and not merged.documents:
        say(f"Nothing new; {counted(merged.known, 'decision')} known already.")
        return 0
    came = merged.decisions + merged.kept
    say(f"{counted(came, 'decision')} brought in, {merged.known:,} known already.")
    if merged.documents:
        say(f"{counted(merged.documents, 'document')} that {'was' if merged.documents == 1 else 'were'} not there.")
    if merged.contradicted:
        say(f"{counted(merged.contradicted, 'contradiction')}: the later decision holds, the history keeps both.")
    return 0
