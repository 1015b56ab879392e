"""The memory of the extraction's process with the whole catalogue, and the time that its recogniser takes to load."""

from __future__ import annotations

import statistics
import subprocess
import sys

from store import shipped

ROUNDS = 7
_BASE = """
import os, time
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import spacy
begun = time.perf_counter()
spacy.load({model}, exclude={exclude})
print(time.perf_counter() - begun)
"""
_ARTICLE = """
import gc, resource, sys
gc.disable()
from pathlib import Path
from extract import pipeline
from tui import knowledge
extractor = pipeline.load(knowledge.of_library(Path("there-is-no-such-library.db")).names)
gc.freeze()
gc.enable()
from store import sample
assert extractor.extract(sample.article(sample.FIRST_ARTICLE).text).proposals
for field in Path("/proc/self/status").read_text().splitlines():
    if field.startswith("VmHWM"):
        print(int(field.split()[1]) / 1024)
"""


def _printed(code: str) -> float:
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def measure() -> dict[str, float]:
    """Megabytes at the peak, and medians in seconds of loading, taken in turn, each in a process of its own."""
    from extract import pipeline

    components = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
    loading = {
        "small model, all of it": _BASE.format(model=repr(pipeline.BASE_MODEL), exclude=[]),
        "small model, its recogniser alone": _BASE.format(model=repr(pipeline.BASE_MODEL), exclude=components),
        "shipped recogniser": _BASE.format(model=repr(pipeline.DEFAULT_MODEL), exclude=[]),
    }
    times: dict[str, list[float]] = {name: [] for name in loading}
    for _ in range(ROUNDS):
        for name, code in loading.items():
            times[name].append(_printed(code))
    found = {f"loading, seconds: {name}": statistics.median(values) for name, values in times.items()}
    whole, alone, own = found.values()
    return {
        **found,
        "ratio: shipped recogniser / small model": own / whole,
        "ratio: shipped recogniser / small model's recogniser": own / alone,
        f"megabytes at the peak, {len(shipped.catalogue_names()):,} names, the article": _printed(_ARTICLE),
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:60} {value:9.3f}")
