"""Training the recogniser further from what people decided, and the proof that it is better.

Learnt from are the paragraphs in which people decided something. What they accepted, changed or added is the truth
there, and what they rejected is no name. Of the rest of such a paragraph the extraction's own word is taken where it is
sure, lower-case words are no names, and every other word counts as unknown (spaCy trains on such gaps): nobody has said
that it is no name. The names that were put right change places with each other from one time to the next, so that what
stands around them is learnt and not the names, which rules know already. Marked texts that the program comes with are
mixed in, so that nothing is forgotten; a fifth of them is never learnt from and tells whether anything was.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from extract import pipeline, training
from extract.calibration import CALIBRATION_FILE
from extract.errors import NothingToLearnError
from extract.evaluate import evaluate
from extract.stretches import Exchange, Stretch, example, stretches
from extract.taught import BOLD, CAUTIOUS, TAUGHT_FILE, TaughtForms
from store.model import Annotation, IncomingDocument, Kind, Lesson, Name, Proposal, Verdict

if TYPE_CHECKING:
    from spacy.training import Example

#: How often the stretches are gone through, and how many marked texts are mixed in each time.
PASSES = 12
_REPLAYED = 50
_LEARN_RATE = 0.001
_DROPOUT = 0.3
_BATCH = 4
#: Few stretches are gone through several times a pass, each time with other names.
_STRETCHES_A_PASS = 120
_MOST_COPIES = 4
#: Fewer corrections than this teach chance.
FEWEST_CORRECTIONS = 10
#: How much the strict F1 on the shipped test may fall, from 0 to 1.
TOLERANCE = 0.005


class Step(NamedTuple):
    """How far learning has come: what is being done, and the share of all that is done, from 0 to 1."""

    doing: str
    done: float


class Mistake(NamedTuple):
    """What people put right: the words, their kind, None if they are no name, and what they were taken for."""

    words: str
    kind: Kind | None
    taken_for: Kind | None


class Report(NamedTuple):
    """What came of learning.

    Args:
        decisions: how many decisions there are.
        corrections: how many of those that were learnt from the extraction had not said by itself.
        held_out: how many decisions were kept for measuring.
        met_before: how many of these the extraction meets with the model that it had, no learned rule helping it.
        met_after: how many it meets with the new one.
        shipped_before: strict F1 on the marked texts that are never learnt from here, from 0 to 1, with the program's
            own model, so that one training after the other cannot wear it down.
        shipped_after: the same with the new model.
    """

    decisions: int
    corrections: int
    held_out: int
    met_before: int
    met_after: int
    shipped_before: float
    shipped_after: float

    @property
    def is_better(self) -> bool:
        """Whether the new model meets more of the held-out decisions, and the shipped test has not fallen."""
        return self.met_after > self.met_before and self.shipped_after >= self.shipped_before - TOLERANCE


def learn(
    lessons: Sequence[Lesson],
    corpus: Sequence[IncomingDocument],
    names: Iterable[Name],
    folder: Path,
    *,
    model: str,
    original: str = pipeline.DEFAULT_MODEL,
    passes: int = PASSES,
    seed: int = 0,
    progress: Callable[[Step], None] = lambda step: None,
) -> Report:
    """Train a model further from decisions, and measure it beside the one that it comes from.

    With a fixed seed on one machine the result is the same each time.

    Args:
        lessons: the texts on which people decided.
        corpus: the marked texts that the program comes with.
        names: the names of all records.
        folder: where the new model is written to; it must not exist.
        model: the model to begin with, trained by this program, as a path.
        original: the model whose result on the shipped test counts.
        passes: how often the decisions are gone through.
        seed: fixes the order of the texts, the exchange of names and the dropout.
        progress: told of each step; an error that it raises ends the training.

    Raises:
        NothingToLearnError: people corrected too little.
        ExtractError: the model cannot be loaded.
    """
    progress(Step("reading the decisions", 0.0))
    known = list(names)
    current = pipeline.load(known, model=model)
    learnt_from, held_out = parted(lessons)
    found = _mentions(current, [(lesson.text, lesson.published) for lesson in learnt_from])
    mistakes = [
        Mistake(lesson.text[verdict.start : verdict.end], verdict.kind, _taken_for(verdict, proposals))
        for lesson, proposals in zip(learnt_from, found, strict=True)
        for verdict in lesson.verdicts
        if not _is_met(verdict, proposals)
    ]
    if len(mistakes) < FEWEST_CORRECTIONS or not held_out:
        kept_aside = sum(len(lesson.verdicts) for lesson in held_out) - _met(current, held_out)
        raise NothingToLearnError(
            f"There is too little to learn from: {len(mistakes)} of the decisions put the extraction right, not "
            f"counting {kept_aside} in the texts that are kept aside to measure by, and training takes "
            f"{FEWEST_CORRECTIONS} of those in several texts; rules follow every decision at once."
        )
    corrected = [(mistake.words, mistake.kind) for mistake in mistakes if mistake.kind is not None]
    taught = TaughtForms.of(corrected)
    pieces = [
        piece for lesson, proposals in zip(learnt_from, found, strict=True) for piece in stretches(lesson, proposals)
    ]
    replayed = [text for text in corpus if not training.is_held_out(text.identifier)]
    exchange = Exchange(
        corrected,
        {mistake.words: mistake.taken_for for mistake in mistakes if mistake.taken_for is not None},
        ((text.text[mention.start : mention.end], mention.kind) for text in replayed for mention in text.mentions),
    )
    _train(pieces, exchange, replayed, folder, model=model, passes=passes, seed=seed, progress=progress)
    if (Path(model) / CALIBRATION_FILE).is_file():
        shutil.copyfile(Path(model) / CALIBRATION_FILE, folder / CALIBRATION_FILE)
    test = [text for text in corpus if training.is_held_out(text.identifier)]
    decisions = sum(len(lesson.verdicts) for lesson in lessons)
    kept = sum(len(lesson.verdicts) for lesson in held_out)
    met = _met(current, held_out)
    f1 = _f1(current if original == model else pipeline.load(known, model=original), test)
    reports = {}
    for number, trust in enumerate((CAUTIOUS, BOLD)):
        progress(Step("measuring", 0.92 + 0.04 * number))
        (folder / TAUGHT_FILE).write_text(current.taught.joined(taught).trusted(trust).to_json(), encoding="utf-8")
        trained = pipeline.load(known, model=str(folder))
        reports[trust] = Report(decisions, len(mistakes), kept, met, _met(trained, held_out), f1, _f1(trained, test))
    best = max(reports, key=lambda trust: (reports[trust].is_better, reports[trust].met_after, -trust))
    (folder / TAUGHT_FILE).write_text(current.taught.joined(taught).trusted(best).to_json(), encoding="utf-8")
    progress(Step("measured", 1.0))
    return reports[best]


def parted(lessons: Sequence[Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    """The lessons to learn from and those to measure by, which hold about a fifth of the decisions.

    A text's own content decides on which side it is, each time; only where that leaves one side with almost nothing,
    the texts that come next are taken. One text alone is parted within itself.
    """
    whole = [lesson for lesson in lessons if lesson.verdicts]
    if len(whole) == 1:
        whole = _halved(whole[0])
    order = sorted(whole, key=lambda lesson: (_number(lesson) % 5, _number(lesson)))
    decisions = sum(len(lesson.verdicts) for lesson in whole)
    kept: list[Lesson] = []
    for lesson in order[:-1]:
        count = sum(len(each.verdicts) for each in kept)
        if (_number(lesson) % 5 or count * 2 >= decisions) and count * 10 >= decisions:
            break
        kept.append(lesson)
    return [lesson for lesson in whole if lesson not in kept], kept


def _number(lesson: Lesson) -> int:
    return crc32(f"{lesson.text}\n{lesson.verdicts[0].start}".encode())


def _halved(lesson: Lesson) -> list[Lesson]:
    """The decisions of one text, the last quarter of them apart from the others."""
    at = len(lesson.verdicts) * 3 // 4
    halves = (lesson.verdicts[:at], lesson.verdicts[at:])
    return [lesson._replace(verdicts=verdicts) for verdicts in halves if verdicts]


def _train(
    pieces: Sequence[Stretch],
    exchange: Exchange,
    replayed: Sequence[IncomingDocument],
    folder: Path,
    *,
    model: str,
    passes: int,
    seed: int,
    progress: Callable[[Step], None],
) -> None:
    import spacy
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(seed)
    chance = random.Random(seed)
    nlp = spacy.load(model)
    pipeline.multiply_with_numpy(nlp)
    optimizer = Adam(_LEARN_RATE, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0)
    nlp.resume_training(sgd=optimizer)
    copies = max(1, min(_MOST_COPIES, _STRETCHES_A_PASS // len(pieces)))
    for number in range(passes):
        optimizer.learn_rate = _LEARN_RATE * (1 - number / passes)
        examples: list[Example] = [example(nlp, piece) for piece in pieces]
        for _ in range(copies - 1):
            examples += [example(nlp, exchange.exchanged(piece, chance)) for piece in pieces]
        for text in chance.sample(replayed, min(_REPLAYED, len(replayed))):
            examples += training.examples(nlp, text)
        chance.shuffle(examples)
        for first in range(0, len(examples), _BATCH):
            nlp.update(examples[first : first + _BATCH], sgd=optimizer, drop=_DROPOUT)
            progress(Step("training", 0.05 + 0.85 * (number + first / len(examples)) / passes))
    nlp.to_disk(folder)


def _mentions(extractor: pipeline.Extractor, texts: Sequence[tuple[str, str | None]]) -> list[list[Proposal]]:
    return [found.proposals for found in extractor.extract_many(texts)]


def _is_met(verdict: Verdict, proposals: Iterable[Proposal]) -> bool:
    same = [each.kind for each in proposals if (each.start, each.end) == (verdict.start, verdict.end)]
    return same == ([] if verdict.kind is None else [verdict.kind])


def _taken_for(verdict: Verdict, proposals: Iterable[Proposal]) -> Kind | None:
    """The kind that the extraction took a span for which is of another."""
    same = (each.kind for each in proposals if (each.start, each.end) == (verdict.start, verdict.end))
    return next((kind for kind in same if kind is not verdict.kind), None)


def _met(extractor: pipeline.Extractor, lessons: Sequence[Lesson]) -> int:
    """How many decisions the extraction would have spared a person."""
    found = _mentions(extractor, [(lesson.text, lesson.published) for lesson in lessons])
    return sum(
        _is_met(verdict, proposals)
        for lesson, proposals in zip(lessons, found, strict=True)
        for verdict in lesson.verdicts
    )


def _f1(extractor: pipeline.Extractor, texts: Sequence[IncomingDocument]) -> float:
    found = _mentions(extractor, [(text.text, text.published) for text in texts])
    pairs = [(text.mentions, _annotations(each)) for text, each in zip(texts, found, strict=True)]
    scores = evaluate(pairs)
    return scores.total(scores.strict, tuple(Kind)).f1


def _annotations(proposals: Iterable[Proposal]) -> list[Annotation]:
    return [Annotation(each.start, each.end, each.kind, each.name, each.record_id) for each in proposals]
