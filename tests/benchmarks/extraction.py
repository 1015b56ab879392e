"""Words a second of names, and of all that is extracted, beside parts of the small model, on one core."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROUNDS = 5


def measure() -> dict[str, float]:
    """Medians in words of CPU second, all taken in turn over the sample articles, and ratios of them."""
    import spacy

    from extract import pipeline
    from store import records, sample, shipped

    texts = [sample.article(name).text for name in sample.article_names()] * 3
    words = sum(len(text.split()) for text in texts)
    needless = ["tagger", "senter", "attribute_ruler", "lemmatizer"]
    recogniser = spacy.load(pipeline.BASE_MODEL, exclude=["tok2vec", "parser", *needless])
    with_parser = spacy.load(pipeline.BASE_MODEL, exclude=needless)
    extractor = pipeline.load(records.names_of(shipped.catalogue()))
    given = [(text, None) for text in texts]
    measured: dict[str, Callable[[], object]] = {
        "recogniser alone, words a second": lambda: list(recogniser.pipe(texts, batch_size=32)),
        "names and links, words a second": lambda: list(extractor.extract_many(given, statements=False)),
        "recogniser and parser, words a second": lambda: list(with_parser.pipe(texts, batch_size=32)),
        "everything, words a second": lambda: list(extractor.extract_many(given)),
    }
    rates: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(ROUNDS):
        for name, run in measured.items():
            begun = time.process_time()
            run()
            rates[name].append(words / (time.process_time() - begun))
    found = {name: statistics.median(values) for name, values in rates.items()}
    recognised, named, parsed, everything = found.values()
    return {
        **found,
        "ratio: names and links / recogniser alone": named / recognised,
        "ratio: everything / recogniser and parser": everything / parsed,
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:45} {value:10.2f}")
