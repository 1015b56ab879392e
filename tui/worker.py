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
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from extract.errors import ExtractError
from store.errors import StoreError

if TYPE_CHECKING:
    from extract.pipeline import Extractor, Part
    from store.model import Name


def names_for(library: Path) -> list[Name]:
    """The names to look for: those of the library, or of the shipped catalogue where it has none yet."""
    if library.exists():
        from store import records
        from store.database import connect

        connection = connect(library, create=False)
        try:
            found = records.names(connection)
        finally:
            connection.close()
        if found:
            return found
    from store import shipped

    return shipped.catalogue_names()


def serve(extractor: Extractor, jobs: TextIO, answers: TextIO) -> None:
    """Answer jobs until there are no more."""
    for line in jobs:
        job = json.loads(line)
        try:
            for part in extractor.stream(job["text"], published=job["published"]):
                print(json.dumps({"job": job["job"]} | _said(part)), file=answers, flush=True)
        except Exception as error:  # whatever one text does to the pipeline, the next is read
            sentence = f"This text could not be extracted ({type(error).__name__}: {error})."
            print(json.dumps({"job": job["job"], "error": sentence}), file=answers, flush=True)


def _said(part: Part) -> dict[str, object]:
    """What is new in a part: the final one has the names of the whole one before it."""
    if part.final:
        return {"relations": part.relations, "quotations": part.quotations}
    return {"done": part.done, "whole": part.whole, "proposals": part.proposals}


def main(library: str) -> None:
    """Load the pipeline, say who answers, and serve."""
    gc.disable()  # what is loaded stays; looking through it takes a tenth of the time
    from extract import pipeline
    from extract.spacy_import import import_spacy

    import_spacy()
    try:
        extractor = pipeline.load(names_for(Path(library)))
    except (ExtractError, StoreError) as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return
    gc.freeze()
    gc.enable()
    run = extractor.run
    print(json.dumps({"run": [run.pipeline, run.version, run.configuration]}), flush=True)
    serve(extractor, sys.stdin, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
