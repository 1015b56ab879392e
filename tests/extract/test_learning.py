"""Training from decisions, on a scale of seconds; `tests/benchmarks/learning.py` measures what it is worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import pipeline
from extract.errors import NothingToLearnError
from extract.learning import Report, Step, learn, parted
from extract.taught import TAUGHT_FILE
from store.model import Annotation, IncomingDocument, Kind, Lesson, Verdict
from tests.extract.builders import CATALOGUE

NAMES = [
    "BRAMBLE", "FALLOW", "HURDLE", "SPINDLE", "TANGLE", "QUARRY", "RATTLE", "LATTICE", "GANNET", "SEXTON", "THICKET",
    "WICKET", "COBBLE", "BARLEY", "MERLOT",
]  # fmt: skip
PLAIN = "The European Space Agency looked at Mars."
CORPUS = [
    IncomingDocument(name, name, PLAIN, name, mentions=(Annotation(4, 25, Kind.AGENCY, "ESA"),)) for name in "abcdefgh"
]


def lesson(name: str) -> Lesson:
    text = f"The camera {name} was switched on by night. Since then {name} has looked for water ice."
    again = text.rindex(name)
    return Lesson(text, None, tuple(Verdict(at, at + len(name), Kind.MISSION) for at in (11, again)))


LESSONS = [lesson(name) for name in NAMES]


def test_what_was_put_right_in_some_texts_is_found_in_others(tmp_path: Path) -> None:
    steps: list[Step] = []
    report = learn(
        LESSONS, CORPUS, CATALOGUE, tmp_path / "new", model=pipeline.DEFAULT_MODEL, passes=2, progress=steps.append
    )
    assert report.decisions == 2 * len(NAMES)
    assert report.met_after > report.met_before
    assert report.is_better
    text = "The camera ORCHARD was switched on by night."
    extractor = pipeline.load(CATALOGUE, model=str(tmp_path / "new"))
    found = [(text[p.start : p.end], p.kind) for p in extractor.extract(text).proposals]
    assert found == [("ORCHARD", Kind.MISSION)]
    assert extractor.run != pipeline.load(CATALOGUE).run
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == 1.0
    assert (tmp_path / "new" / TAUGHT_FILE).is_file()


def test_learning_is_ended_by_whoever_hears_of_its_progress(tmp_path: Path) -> None:
    def stop(step: Step) -> None:
        if step.doing == "training":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn(LESSONS, CORPUS, CATALOGUE, tmp_path / "new", model=pipeline.DEFAULT_MODEL, progress=stop)
    assert not (tmp_path / "new").exists()


def test_a_few_corrections_are_too_few(tmp_path: Path) -> None:
    with pytest.raises(NothingToLearnError, match="too little"):
        learn(LESSONS[:3], CORPUS, CATALOGUE, tmp_path / "new", model=pipeline.DEFAULT_MODEL)


def test_corrections_in_texts_that_are_kept_aside_are_told_apart_and_do_not_count(tmp_path: Path) -> None:
    learnt_from, kept = parted(LESSONS[:5])
    words = rf"{2 * len(learnt_from)} of the decisions put .* not counting {2 * len(kept)} in the texts .* kept aside"
    with pytest.raises(NothingToLearnError, match=words):
        learn(LESSONS[:5], CORPUS, CATALOGUE, tmp_path / "new", model=pipeline.DEFAULT_MODEL)


def test_decisions_are_parted_the_same_way_in_whichever_order_the_texts_come() -> None:
    learnt, kept = parted(LESSONS)
    again, kept_again = parted(LESSONS[::-1])
    assert {each.text for each in kept} == {each.text for each in kept_again}
    assert len(learnt) + len(kept) == len(LESSONS)
    assert 0 < len(kept) <= len(LESSONS) // 2
    assert not {each.text for each in learnt} & {each.text for each in again if each not in learnt}


def test_one_text_is_parted_within_itself() -> None:
    text = " ".join(NAMES)
    spans = [(text.index(name), text.index(name) + len(name)) for name in NAMES]
    learnt, kept = parted([Lesson(text, None, tuple(Verdict(*span, Kind.MISSION) for span in spans))])
    assert len(learnt) == len(kept) == 1
    assert len(learnt[0].verdicts) + len(kept[0].verdicts) == len(NAMES)


@pytest.mark.parametrize(
    ("met_after", "shipped_after", "is_better"),
    [(6, 0.9, True), (5, 0.95, False), (9, 0.8951, True), (9, 0.894, False)],
)
def test_better_means_more_decisions_met_and_nothing_forgotten(
    met_after: int, shipped_after: float, is_better: bool
) -> None:
    assert Report(50, 40, 10, 5, met_after, 0.9, shipped_after).is_better is is_better
