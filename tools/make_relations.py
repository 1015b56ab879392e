"""Learn the weights of relations that ship, from the corpus and the sample articles, and measure: `make relations`.

Every second text of the corpus measures what the others teach; what ships is learnt from all of them. Further marked
files named on the command line are measured too, and never learnt from.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from extract.evaluate_statements import Stated, evaluate_statements, statements_as_table
from extract.relations import relations
from extract.relations.learning import as_proposals, learn
from extract.relations.weights import WEIGHTS_FILE, Weights, write
from store import records, shipped
from store.formats import jsonl
from store.model import IncomingDocument, Proposal
from tools.make_model import corpus


def measured(
    weights: Weights, texts: Sequence[IncomingDocument], mentions: Callable[[IncomingDocument], list[Proposal]]
) -> str:
    """How relations do on some texts, as a table."""
    stated = [
        Stated(text.text, text.mentions, text.relations, (), relations(text.text, mentions(text), weights=weights), ())
        for text in texts
    ]
    return statements_as_table(evaluate_statements(stated)).partition("\n\n")[0]


def main(files: Sequence[str]) -> None:
    """Measure, learn and write."""
    from extract.pipeline import load

    texts = corpus()
    print("On every second text of the corpus, learnt from the others, with marked mentions:")
    print(measured(learn(texts[0::2]), texts[1::2], lambda text: as_proposals(text.mentions)))
    weights = learn(texts)
    write(weights, WEIGHTS_FILE)
    extractor = load(records.names_of(shipped.catalogue())) if files else None
    for file in map(Path, files):
        given = list(jsonl.read(file.read_text(encoding="utf-8").split("\n"), source=str(file)))
        print(f"\nOn {file.name}, with marked mentions:")
        print(measured(weights, given, lambda text: as_proposals(text.mentions)))
        if extractor is not None:
            print(f"\nOn {file.name}, with extracted mentions:")
            print(
                measured(weights, given, lambda text: extractor.extract(text.text, published=text.published).proposals)
            )


if __name__ == "__main__":
    main(sys.argv[1:])
