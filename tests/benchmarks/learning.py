"""How much of one kind of mistake is mended in other texts by correcting it in some: `extract.learning` measured.

The texts of `learning_texts/` were written for this measurement: companies that are called like persons, and
instruments that are called by ordinary words in capitals, each name in one text alone. A made-up person corrects what
the extraction gets wrong in the first texts, until there are fifty corrections, and nothing else. What is counted are
the mistakes of the same kind in the other texts, without any rule that the decisions make, so that no name helps.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from extract import pipeline
from extract.learning import Report, Step, learn
from store import sample, shipped
from store.formats import marked
from store.model import IncomingDocument, Kind, Lesson, Name, Verdict

TEXTS = Path(__file__).parent / "learning_texts"
FAMILIES = {"companies": Kind.ORGANIZATION, "instruments": Kind.MISSION}
CORRECTIONS = 50


class Family(NamedTuple):
    """The lessons that a person gave, and the texts that nobody touched."""

    lessons: list[Lesson]
    others: list[IncomingDocument]


def family(name: str, extractor: pipeline.Extractor) -> Family:
    """The texts of a family, parted by the number of corrections."""
    kind = FAMILIES[name]
    files = sorted(TEXTS.glob(f"{name}-*.gold"))
    texts = [marked.read(file.read_text(encoding="utf-8"), identifier=file.stem, source=file.stem) for file in files]
    lessons: list[Lesson] = []
    for number, text in enumerate(texts):
        if sum(len(lesson.verdicts) for lesson in lessons) >= CORRECTIONS:
            return Family(lessons, texts[number:])
        wrong = mistakes(extractor, text, kind)
        lessons.append(Lesson(text.text, None, tuple(Verdict(start, end, kind) for start, end in wrong)))
    raise ValueError(f"There are fewer than {CORRECTIONS} mistakes in the texts of {name}.")


def mistakes(extractor: pipeline.Extractor, text: IncomingDocument, kind: Kind) -> list[tuple[int, int]]:
    """The marked spans of a kind that the extraction does not say are of that kind."""
    found = {(each.start, each.end, each.kind) for each in extractor.extract(text.text).proposals}
    return [(m.start, m.end) for m in text.mentions if m.kind is kind and (m.start, m.end, kind) not in found]


def measure(name: str, names: Sequence[Name], model: str = pipeline.DEFAULT_MODEL) -> dict[str, float]:
    """The figures of one family."""
    kind = FAMILIES[name]
    corpus = list(sample.marked_texts())
    before = pipeline.load(names, model=model)
    lessons, others = family(name, before)
    begun, begun_cpu = time.monotonic(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        report = learn(lessons, corpus, names, Path(folder) / "new", model=model, original=model, progress=_tell)
        seconds, cpu_seconds = time.monotonic() - begun, time.process_time() - begun_cpu
        after = pipeline.load(names, model=str(Path(folder) / "new"))
    return {
        "corrections": sum(len(lesson.verdicts) for lesson in lessons),
        "names marked in other texts": sum(m.kind is kind for text in others for m in text.mentions),
        "mistakes in other texts, before": sum(len(mistakes(before, text, kind)) for text in others),
        "mistakes in other texts, after": sum(len(mistakes(after, text, kind)) for text in others),
        "persons missed in other texts, before": sum(len(mistakes(before, text, Kind.PERSON)) for text in others),
        "persons missed in other texts, after": sum(len(mistakes(after, text, Kind.PERSON)) for text in others),
        "seconds": seconds,
        "seconds of one core": cpu_seconds,
        **_proof(report),
    }


def _proof(report: Report) -> dict[str, float]:
    return {
        "held-out decisions": report.held_out,
        "held-out decisions met, before": report.met_before,
        "held-out decisions met, after": report.met_after,
        "shipped test (strict F1 in points), before": 100 * report.shipped_before,
        "shipped test (strict F1 in points), after": 100 * report.shipped_after,
        "adopted": report.is_better,
    }


def _tell(step: Step) -> None:
    if sys.stderr.isatty():
        print(f"\r{step.doing} {step.done:.0%}", end="", file=sys.stderr, flush=True)


def main(model: str = pipeline.DEFAULT_MODEL) -> None:
    """Measure both families."""
    names = shipped.catalogue_names()
    for name in FAMILIES:
        print(f"-- {name}")
        for what, value in measure(name, names, model).items():
            print(f"{what:45} {value:10.2f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
