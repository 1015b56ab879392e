"""Words a second of the whole extraction, beside the small model's recogniser alone, on one core."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROUNDS = 5


def measure() -> dict[str, float]:
    """Medians in words of CPU second, both taken in turn over the sample articles, and their ratio."""
    import spacy

    from extract import pipeline
    from store import records, sample, shipped

    texts = [sample.article(name).text for name in sample.article_names()] * 3
    words = sum(len(text.split()) for text in texts)
    recogniser = spacy.load(
        pipeline.BASE_MODEL, exclude=["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
    )
    extractor = pipeline.load(records.names_of(shipped.catalogue()))
    measured: dict[str, Callable[[], object]] = {
        "recogniser alone, words a second": lambda: list(recogniser.pipe(texts, batch_size=32)),
        "whole extraction, words a second": lambda: list(extractor.extract_many((text, None) for text in texts)),
    }
    rates: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(ROUNDS):
        for name, run in measured.items():
            begun = time.process_time()
            run()
            rates[name].append(words / (time.process_time() - begun))
    found = {name: statistics.median(values) for name, values in rates.items()}
    alone, whole = found.values()
    return {**found, "ratio: whole extraction / recogniser alone": whole / alone}


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:45} {value:10.2f}")
