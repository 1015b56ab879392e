"""How long one decision takes to be durable and on the screen in a library of a million mentions, beside a key's echo.

The baseline is a bare Textual app that shows each key: from the key to the last byte that it writes. Decisions on
10,000 identical mentions and their undo are timed in the store, where the library's thread does them.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from store import decisions, documents, extractions, identical, sample, undoing
from store.database import connect
from store.model import IncomingDocument, Kind, Origin, Proposal, Run
from tests.end_to_end.terminal import Terminal

DOCUMENTS, MENTIONS = 1000, 1000
ALIKE = 10_000
KEYS = 60
_NAMES = ["NASA", "ESA", "Mars", "Moon", "China", "Beijing", "Chang'e 4", "Falcon 9", "Jupiter", "Jan Woerner"]
_KINDS = [
    Kind.AGENCY, Kind.AGENCY, Kind.BODY, Kind.BODY, Kind.PLACE, Kind.PLACE, Kind.MISSION, Kind.VEHICLE, Kind.BODY,
    Kind.PERSON,
]  # fmt: skip


def build(path: Path) -> int:
    """A library of a million mentions; the number of its last document."""
    connection = connect(path)
    sample.load_catalogue(connection)
    run = Run("benchmark", "1", "{}")
    number = 0
    for position in range(DOCUMENTS):
        text, proposals = f"Document {position}\n\n", []
        for mention in range(MENTIONS):
            name = _NAMES[mention % len(_NAMES)]
            # One name stands in ten documents alone, a thousand times in each.
            if position >= DOCUMENTS - ALIKE // MENTIONS:
                name = "Aurelia"
            kind = Kind.MISSION if name == "Aurelia" else _KINDS[mention % len(_NAMES)]
            text += "It was "
            start = len(text)
            text += name + ".\n"
            proposals.append(
                Proposal(start, start + len(name), kind, name, None, 0.8, Origin.RECORD_NAME, "a benchmark")
            )
        added = documents.add(
            connection, IncomingDocument(f"d{position}", f"Document {position}", text, f"/d{position}")
        )
        number = added.document.id
        extractions.keep(connection, number, run, proposals, [], [])
    connection.close()
    return number


def echoes(terminal: Terminal, press: Callable[[int], None], done: Callable[[int], bool]) -> list[float]:
    """The seconds from each key until what it does is on the screen."""
    times = []
    for number in range(KEYS):
        started = time.perf_counter()
        press(number)
        terminal.until(partial(done, number), f"the effect of key {number}")
        times.append(time.perf_counter() - started)
        time.sleep(0.03)
    return times


def p95(times: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return statistics.quantiles(times, n=20)[-1] * 1000


def measure() -> dict[str, float]:
    """Milliseconds of each, and the ratio that counts."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "library.db"
        build(path)
        home = {"HOME": name, "SPACETUI_DB": str(path), "SPACETUI_AUTHOR": "bench"}
        with Terminal(environment=home, module="tests.benchmarks.echo_app") as bare:
            bare.wait("ready")
            letters = "abcdefghij"
            times = echoes(
                bare,
                lambda number: bare.press(letters[number % 10]),
                lambda number: f"{number + 1} {letters[number % 10]}" in bare.text,
            )
        found["bare app, key on the screen, p95"] = p95(times)
        with Terminal(environment=home) as reader:
            reader.wait(f"{MENTIONS} of {MENTIONS} to review")
            reader.press("n")
            time.sleep(0.5)
            times = echoes(
                reader,
                lambda number: reader.press("a" if number % 2 == 0 else "u"),
                lambda number: (
                    ("undo accept" if number % 2 else " accept “") in reader.text.replace("─", " ")
                    and f"{MENTIONS - 1 + number % 2} of {MENTIONS} to review" in reader.text
                ),
            )
            reader.press("q")
        found["spacetui, one decision durable and on the screen, p95"] = p95(times)
        connection = connect(path)
        mention = connection.execute(
            "SELECT mentions.id FROM mentions JOIN documents ON documents.id = document_id WHERE title = ? LIMIT 1",
            [f"Document {DOCUMENTS - 1}"],
        ).fetchone()[0]
        group = decisions.reject(connection, [mention], "bench").group
        assert group is not None
        example = identical.example(connection, group)
        assert example is not None
        started = time.perf_counter()
        places = identical.find(connection, example, document_id=None)
        found["finding all identical"] = (time.perf_counter() - started) * 1000
        started = time.perf_counter()
        identical.apply(connection, example, [(p.document_id, p.start, p.end) for p in places], "bench")
        found[f"deciding on {len(places)} identical mentions"] = (time.perf_counter() - started) * 1000
        started = time.perf_counter()
        undoing.undo(connection, "bench")
        found["undoing that"] = (time.perf_counter() - started) * 1000
        connection.close()
    found["ratio: decision / bare key, p95"] = (
        found["spacetui, one decision durable and on the screen, p95"] / found["bare app, key on the screen, p95"]
    )
    return found


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:60} {value:8.2f}")
    sys.exit()
