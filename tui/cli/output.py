"""Tables, sentences and JSON on standard output, harmless for a terminal."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from tui.text import safe_line

_GAP = "  "
_NARROWEST = 12
#: How many rows of a long table are shown unless all are asked for.
_FIRST = 20
#: How many characters of a text are shown before and behind some words.
_AROUND = 24


def say(*lines: str) -> None:
    """Print lines of which nothing comes from outside unsafely."""
    for line in lines:
        print(line)


def note(sentence: str) -> None:
    """Tell a person something beside the data, on standard error."""
    print(safe_line(sentence), file=sys.stderr)


def print_json(value: object) -> None:
    """Print a value as JSON; on a terminal in ASCII, so that nothing in it acts on the terminal."""
    print(json.dumps(value, ensure_ascii=sys.stdout.isatty(), indent=2))


def print_json_line(line: str) -> None:
    """Print one line of JSON as it is; on a terminal in ASCII."""
    print(json.dumps(json.loads(line)) if sys.stdout.isatty() else line)


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[object]], *, elastic: str = "", right: Collection[str] = ()
) -> None:
    """Print aligned columns.

    Args:
        headings: the names of the columns.
        rows: their values; None is shown as nothing.
        elastic: the column that is shortened on a terminal where the table would be too wide.
        right: the columns of figures.
    """
    cells = [[safe_line("" if value is None else str(value)) for value in row] for row in rows]
    headings, elastic, right = [*map(safe_line, headings)], safe_line(elastic), {*map(safe_line, right)}
    widths = [max(map(columns_of, column)) for column in zip(headings, *cells, strict=True)]
    if elastic and sys.stdout.isatty():
        at = headings.index(elastic)
        room = shutil.get_terminal_size().columns - sum(widths) - len(_GAP) * (len(widths) - 1)
        widths[at] = max(min(widths[at], _NARROWEST), widths[at] + min(room, 0))
    for row in [headings, *cells]:
        shown = zip(headings, row, widths, strict=True)
        print(_GAP.join(_aligned(text, width, heading in right) for heading, text, width in shown).rstrip())


def print_some(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    everything: bool,
    elastic: str = "",
    right: Collection[str] = (),
) -> None:
    """Print the first rows of a long table, and how many more there are; all of them where a person wants so.

    Args:
        headings: the names of the columns.
        rows: their values; None is shown as nothing.
        everything: whether `--all` is given.
        elastic: the column that is shortened on a terminal where the table would be too wide.
        right: the columns of figures.
    """
    shown = rows if everything else rows[:_FIRST]
    print_table(headings, shown, elastic=elastic, right=right)
    if len(shown) < len(rows):
        note(f"{len(rows) - len(shown):,} more; --all lists them.")


def in_brackets(before: str, words: str, after: str) -> str:
    """Some words in a little of their surroundings: `the landing of [Chang'e 4] from Darmstadt`."""
    return f"{before[-_AROUND:]}[{words}]{after[:_AROUND]}"


def _aligned(text: str, width: int, to_the_right: bool) -> str:
    text = shortened(text, width)
    space = " " * (width - columns_of(text))
    return space + text if to_the_right else text + space


def shortened(text: str, width: int) -> str:
    """A text cut so that it takes at most `width` columns, with an ellipsis where something is left out."""
    if columns_of(text) <= width:
        return text
    end = min(len(text), width)
    while end > 0 and columns_of(text[:end]) > width - 1:
        end -= 1
    return text[:end].rstrip() + "…"


def columns_of(text: str) -> int:
    """How many columns of a terminal a safe text takes: two for a wide character, none for a combining mark."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def figure(score: float | None) -> str:
    """A score from 0 to 1 as people read it; nothing where there is none."""
    return "" if score is None else f"{score:.2f}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 document`, `2 documents`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


@contextmanager
def progress_line() -> Iterator[Callable[[str], None]]:
    """One line on standard error that is written over and over and then gone; nothing but on a terminal."""
    if not sys.stderr.isatty():
        yield lambda words: None
        return
    try:
        yield lambda words: print(f"\r{words}", end="", file=sys.stderr, flush=True)
    finally:
        print(end="\r\x1b[K", file=sys.stderr, flush=True)
