"""Train the recogniser that ships, from the corpus alone, and say how good it is: `make model`.

Two recognisers are trained side by side, one a core: one on four fifths of the corpus, which measures the method on
the fifth that it has not seen and calibrates the scores, and one on all of it, which ships. Further marked
files named on the command line are measured too, and never learnt from.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from extract import training
from extract.calibration import CALIBRATION_FILE, fit, reliability
from extract.evaluate import CORE_KINDS, Evaluation, as_table, evaluate
from extract.pipeline import SHIPPED_MODEL, load
from store import records, shipped
from store.formats import jsonl, marked
from store.model import Annotation, IncomingDocument, Kind, Proposal

ROOT = Path(__file__).parent.parent
SCRATCH = ROOT / "build"
HELD_OUT_MODEL = SCRATCH / "held-out-model"


def corpus() -> list[IncomingDocument]:
    """The marked texts that are learnt from: the corpus and the sample articles."""
    files = sorted([*(ROOT / "sample_data/corpus").glob("*.gold"), *(ROOT / "sample_data/articles").glob("*.gold")])
    return [marked.read(file.read_text(encoding="utf-8"), identifier=file.stem, source=str(file)) for file in files]


def train(folder: Path, *, hold_out: bool) -> float:
    """Train one recogniser into a folder; the seconds that it took."""
    begun = time.monotonic()
    texts = [text for text in corpus() if not (hold_out and training.is_held_out(text.identifier))]

    def tell(done: training.Pass) -> None:
        if done.number % 5 == 0:
            print(f"{folder.name}: pass {done.number} of {done.of}, loss {done.loss:.0f}", file=sys.stderr, flush=True)

    nlp = training.train(texts, progress=tell)
    nlp.meta["name"] = "spacetui"
    nlp.meta["version"] = "1.0.0"
    nlp.meta["description"] = "The ten kinds of names in space news."
    nlp.to_disk(folder)
    return time.monotonic() - begun


def measured(model: Path, texts: Sequence[IncomingDocument]) -> tuple[Evaluation, list[tuple[float, bool]]]:
    """How the whole extraction does with a model, and for each proposal its score and whether it is right."""
    extractor = load(records.names_of(shipped.catalogue()), model=str(model))
    pairs, examples = [], []
    for text in texts:
        proposals = extractor.extract(text.text, published=text.published).proposals
        pairs.append((text.mentions, [_annotation(proposal) for proposal in proposals]))
        gold = {(mention.start, mention.end, mention.kind) for mention in text.mentions}
        examples += [(p.score or 0.0, (p.start, p.end, p.kind) in gold) for p in proposals if p.kind is not Kind.DATE]
    return evaluate(pairs), examples


def _annotation(proposal: Proposal) -> Annotation:
    return Annotation(proposal.start, proposal.end, proposal.kind, proposal.name, proposal.record_id)


def main(files: Sequence[str]) -> None:
    """Train both recognisers, then measure and publish."""
    SCRATCH.mkdir(exist_ok=True)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        runs = [
            pool.submit(train, HELD_OUT_MODEL, hold_out=True),
            pool.submit(train, SHIPPED_MODEL, hold_out=False),
        ]
        seconds = max(run.result() for run in runs)
    publish(files, seconds)


def publish(files: Iterable[str], seconds: float) -> None:
    """Calibrate the scores on the held-out fifth, measure, and write the model's card."""
    texts = corpus()
    held_out = [text for text in texts if training.is_held_out(text.identifier)]
    folders = HELD_OUT_MODEL, SHIPPED_MODEL
    for folder in folders:
        (folder / CALIBRATION_FILE).unlink(missing_ok=True)
    _, raw = measured(HELD_OUT_MODEL, held_out)
    steps = fit(raw)
    for folder in folders:
        (folder / CALIBRATION_FILE).write_text(json.dumps(steps) + "\n", encoding="utf-8")
    sections = [_section("the held-out fifth of the corpus", *measured(HELD_OUT_MODEL, held_out))]
    for file in map(Path, files):
        given = list(jsonl.read(file.read_text(encoding="utf-8").split("\n"), source=str(file)))
        sections.append(_section(f"{file.name}, which nothing was learnt from", *measured(SHIPPED_MODEL, given)))
    card = _CARD.format(texts=len(texts), held_out=len(held_out), seconds=seconds, passes=training.PASSES)
    (SHIPPED_MODEL / "README.md").write_text(card + "\n".join(sections), encoding="utf-8")


def _section(what: str, evaluation: Evaluation, examples: list[tuple[float, bool]]) -> str:
    core, total = (evaluation.total(evaluation.strict, kinds).f1 for kinds in (CORE_KINDS, tuple(Kind)))
    rows = "\n".join(f"| {row.mentions} | {row.score:.2f} | {row.right:.2f} |" for row in reliability(examples))
    return (
        f"\n## On {what}\n\nStrict F1 {core:.3f} on AGENCY, PERSON and MISSION, {total:.3f} on all kinds.\n\n"
        f"```\n{as_table(evaluation)}\n```\n\nScores of mentions other than dates, by tenths of the scale:\n\n"
        f"| mentions | mean score | share right |\n|---|---|---|\n{rows}\n"
    )


_CARD = """# The shipped recogniser

The named-entity component of spaCy's small English model 3.8.0, trained further on the {texts} texts of
`sample_data/corpus/` and `sample_data/articles/`, which were written for this program, in {passes} passes with fixed
seeds by `make model` ({seconds:.0f} seconds on two cores). `extract/training.py` has the method. The figures are
those of the whole extraction, record names and patterns included; those on the held-out fifth ({held_out} texts) are
of a second recogniser that was trained the same way on the other four fifths. The scores are calibrated on that fifth,
so only the tables of scores on other texts test the calibration.
"""

if __name__ == "__main__":
    main(sys.argv[1:])
