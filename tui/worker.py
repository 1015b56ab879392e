"""The extraction as a process of its own, so that no key ever waits for spaCy.

`python -m tui.worker LIBRARY` reads jobs from standard input and answers on standard output, one JSON object
a line. A job names a text by its SHA-256, `{"job": "...", "text": "...", "published": null}`. Its answers are
`{"job": "...", "done": 0.4, "whole": false, "proposals": [...]}`, the last of these whole: names come first, and
what is stated of them behind, in `{"job": "...", "relations": [...], "quotations": [...]}`, which is the last answer.
Each proposal has the fields of its type in `store.model`. Or an answer is `{"job": "...", "error": "a sentence"}`.
The first line of all is `{"run": [pipeline, version, configuration]}`, or an error if there is no extraction to be had.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from extract.errors import ExtractError
from store.errors import StoreError

if TYPE_CHECKING:
    from extract.pipeline import Extractor, Part
    from store.model import Rule


def serve(
    extractor: Extractor,
    jobs: TextIO,
    answers: TextIO,
    new_rules: Callable[[], Sequence[Rule] | None] = lambda: None,
) -> None:
    """Answer jobs until there are no more.

    Args:
        extractor: the extraction.
        jobs: one a line.
        answers: where they are written to.
        new_rules: asked before each job for the learned rules, if they have changed; the run that answers is then
            another one and says so.
    """
    for line in jobs:
        job = json.loads(line)
        try:
            if (rules := new_rules()) is not None:
                extractor.follow(rules)
                print(_introduction(extractor), file=answers, flush=True)
            for part in extractor.stream(job["text"], published=job["published"]):
                print(json.dumps({"job": job["job"]} | _said(part)), file=answers, flush=True)
        except Exception as error:  # whatever one text does to the pipeline, the next is read
            sentence = f"This text could not be extracted ({type(error).__name__}: {error})."
            print(json.dumps({"job": job["job"], "error": sentence}), file=answers, flush=True)


def _introduction(extractor: Extractor) -> str:
    run = extractor.run
    return json.dumps({"run": [run.pipeline, run.version, run.configuration]})


def _said(part: Part) -> dict[str, object]:
    """What is new in a part: the final one has the names of the whole one before it."""
    if part.final:
        return {"relations": part.relations, "quotations": part.quotations}
    return {"done": part.done, "whole": part.whole, "proposals": part.proposals}


def main(library: str) -> None:
    """Load the pipeline, say who answers, and serve."""
    gc.disable()  # what is loaded stays; looking through it takes a tenth of the time
    from tui import knowledge

    try:
        known = knowledge.of_library(Path(library))
        extractor = knowledge.load(known)
    except (ExtractError, StoreError) as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return
    gc.freeze()
    gc.enable()
    print(_introduction(extractor), flush=True)
    serve(extractor, sys.stdin, sys.stdout, knowledge.RulesInForce(Path(library), known.rules).changed)


if __name__ == "__main__":
    main(sys.argv[1])
