"""How long a person waits for the text, and for its mentions, beside a bare app and a plain script."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from store import sample
from tests.end_to_end.terminal import Terminal

RUNS = 7


def _environment(folder: Path) -> dict[str, str]:
    """A person's of their own, who finds the modules compiled, as every start but the first does."""
    library = {"SPACETUI_DB": str(folder / "library.db"), "SPACETUI_AUTHOR": "bench"}
    return {"HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "", **library}


def _seconds(module: list[str | Path], environment: dict[str, str], words: str) -> float:
    started = time.perf_counter()
    with Terminal(*module[1:], environment=environment, module=str(module[0])) as terminal:
        terminal.wait(words)
        seconds = time.perf_counter() - started
        if module[0] == "tui.cli.main":
            terminal.press("q")
            terminal.ended()
        return seconds


def measure() -> dict[str, float]:
    """Medians in seconds of each, taken in turn, and the ratios that the issue asks for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = sample.article(sample.FIRST_ARTICLE)
        path = folder / "article.txt"
        path.write_text(article.text, encoding="utf-8")
        words = "Space officials"
        known = _environment(folder / "known")
        _seconds(["tui.cli.main", path], known, "to review")

        def fresh(wanted: str) -> Callable[[int], float]:
            return lambda run: _seconds(["tui.cli.main", path], _environment(folder / f"{wanted[:4]}{run}"), wanted)

        measured: dict[str, Callable[[int], float]] = {
            "bare app, text": lambda run: _seconds(["tests.benchmarks.bare_app", path], known, words),
            "spacetui, text, new library": fresh(words),
            "spacetui, text, known article": lambda run: _seconds(["tui.cli.main", path], known, words),
            "spacetui, mentions, known article": lambda run: _seconds(["tui.cli.main", path], known, "to review"),
            "plain spaCy script, entities": lambda run: _seconds(
                ["tests.benchmarks.plain_spacy", path], known, "that is all"
            ),
            "spacetui, mentions, new library": fresh("to review"),
        }
        times: dict[str, list[float]] = {name: [] for name in measured}
        for run in range(RUNS):
            for name, take in measured.items():
                times[name].append(take(run))
    found = {name: statistics.median(values) for name, values in times.items()}
    bare, plain = found["bare app, text"], found["plain spaCy script, entities"]
    found["ratio: text, new library / bare app"] = found["spacetui, text, new library"] / bare
    found["ratio: text, known article / bare app"] = found["spacetui, text, known article"] / bare
    found["ratio: mentions, new library / plain spaCy"] = found["spacetui, mentions, new library"] / plain
    return found


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:45} {value:6.3f}")
