"""Learning from the decisions of a library: trained, measured, and adopted where it is better.

`python -m tui.learner LIBRARY AUTHOR` does it as a process of its own, so that no key waits for it, and says on
standard output how far it is, one JSON object a line: `{"doing": "training", "done": 0.4}`, the share of all from 0 to
1; at last `{"learnt": {...}}` with the fields of `Learnt`, or `{"error": "a sentence"}`. Ending the process cancels:
the library is written to in one transaction when all is measured, and stays as it is until then.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ExtractError
from store.errors import LibraryUnavailableError, StoreError

if TYPE_CHECKING:
    from extract.learning import Report, Step


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of learning.

    Args:
        decisions: how many decisions the library holds.
        corrections: how many of those that were learnt from put the extraction right.
        held_out: how many decisions were kept for measuring.
        met_before: how many of these the extraction meets with the model that it had.
        met_after: how many it meets with the new one.
        shipped_before: strict F1 on the shipped test with the program's own model, from 0 to 1.
        shipped_after: the same with the new model.
        seconds: how long it took.
        model: the number of the model that was adopted; None if it was not.
        words: what came of it, in a sentence.
    """

    decisions: int
    corrections: int
    held_out: int
    met_before: int
    met_after: int
    shipped_before: float
    shipped_after: float
    seconds: float
    model: int | None
    words: str


def learn(
    library: Path,
    author: str,
    *,
    adopting: bool = True,
    progress: Callable[[Step], None] = lambda step: None,
    committing: Callable[[], None] = lambda: None,
) -> Learnt:
    """Train a model from the decisions of a library, and let extractions use it if it is better.

    Args:
        library: the library.
        author: who wants it.
        adopting: whether it may be adopted.
        progress: told of each step; an error that it raises ends the training and leaves all as it was.
        committing: told before a model is adopted; from then on the training is not to be ended.

    Raises:
        NothingToLearnError: people put right too little.
        ExtractError: the present model cannot be loaded.
        StoreError: the library cannot be read or written.
    """
    from extract import learning, pipeline
    from extract.spacy_import import import_spacy
    from store import lessons, models, sample
    from store.database import connect, plain_errors
    from tui import knowledge

    import_spacy()
    begun = time.monotonic()
    with closing(connect(library, create=False)) as connection, plain_errors(library):
        known = knowledge.of_library(library)
        with models.scratch(connection) as folder, _plain_errors(folder.parent):
            trained = folder / "model"
            report = learning.learn(
                lessons.lessons(connection),
                list(sample.marked_texts()),
                known.names,
                trained,
                model=str(known.model or pipeline.DEFAULT_MODEL),
                progress=progress,
            )
            number = None
            if report.is_better and adopting:
                committing()
                adopted = models.adopt(connection, trained, author, _gains(report), report._asdict())
                number = adopted.number
        words = _verdict(report, number, adopting=adopting)
    return Learnt(**report._asdict(), seconds=round(time.monotonic() - begun, 1), model=number, words=words)


@contextmanager
def _plain_errors(place: Path) -> Iterator[None]:
    """Tell in one sentence that the model cannot be written, of which the system names no file."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LibraryUnavailableError(
            f"The model could not be written in {place}: {reason}; everything is as it was."
        ) from error


def _gains(report: Report) -> str:
    before, after = 100 * report.shipped_before, 100 * report.shipped_after
    return (
        f"{report.met_after} instead of {report.met_before} of {report.held_out} decisions that it did not learn from "
        f"are met; the shipped test has {after:.1f} points, {before:.1f} with the program's own model"
    )


def _verdict(report: Report, number: int | None, *, adopting: bool) -> str:
    if number is not None:
        return f"Adopted as model {number}: {_gains(report)}."
    if report.is_better and not adopting:
        return f"It would be adopted: {_gains(report)}."
    return f"Not adopted, because it is not better: {_gains(report)}."


def main(library: str, author: str) -> None:
    """Learn, and tell of it on standard output."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if hasattr(os, "nice"):
        os.nice(10)  # the reader's keys come first

    def tell(step: Step) -> None:
        print(json.dumps(step._asdict()), flush=True)

    def commit() -> None:
        # What is adopted must be told of: who cancels now learns that it was too late.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

    try:
        learnt = learn(Path(library), author, progress=tell, committing=commit)
        print(json.dumps({"learnt": asdict(learnt)}), flush=True)
    except (ExtractError, StoreError) as error:
        print(json.dumps({"error": str(error)}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
