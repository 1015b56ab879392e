"""Training the named-entity component further, from texts that are marked with the ten kinds.

The method is plain continuation of training: the small English model's recogniser learns ten new labels from the
marked texts while the learning rate falls to nothing, and its old labels are left unused. With fixed seeds on
one machine the result is the same each time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from extract.pipeline import BASE_MODEL, multiply_with_numpy
from store.model import Annotation, IncomingDocument, Kind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

PASSES = 16
_LEARN_RATE = 0.001
_DROPOUT = 0.4
_BATCH = 4
#: A text is learnt from in pieces of at least so many code points, cut between paragraphs.
_PIECE = 400
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_HELD_OUT_OF = 5


class Pass(NamedTuple):
    """How far training has come: passes done of how many, and the loss of the last one."""

    number: int
    of: int
    loss: float


def is_held_out(identifier: str) -> bool:
    """Whether a text is one of the fifth that is kept for measuring, told by its identifier alone."""
    return crc32(identifier.encode()) % _HELD_OUT_OF == 0


def train(
    documents: Sequence[IncomingDocument],
    *,
    base: str = BASE_MODEL,
    passes: int = PASSES,
    seed: int = 0,
    progress: Callable[[Pass], None] = lambda done: None,
) -> Language:
    """A pipeline of one recogniser, trained further from a base model.

    Args:
        documents: marked texts; their mentions do not overlap.
        base: an installed spaCy pipeline with an ner component that has a tok2vec layer of its own.
        passes: how often each text is learnt from.
        seed: fixes the order of the texts and the dropout.
        progress: told after each pass.
    """
    import spacy
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(seed)
    order = random.Random(seed)
    nlp = spacy.load(base, exclude=["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])
    recogniser = nlp.get_pipe("ner")
    for kind in Kind:
        recogniser.add_label(kind.value)  # type: ignore[attr-defined]
    multiply_with_numpy(nlp)
    marked = [example for document in documents for example in examples(nlp, document)]
    optimizer = Adam(_LEARN_RATE, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0)
    nlp.resume_training(sgd=optimizer)
    for number in range(passes):
        order.shuffle(marked)
        optimizer.learn_rate = _LEARN_RATE * (1 - number / passes)
        losses: dict[str, float] = {}
        for first in range(0, len(marked), _BATCH):
            nlp.update(marked[first : first + _BATCH], sgd=optimizer, drop=_DROPOUT, losses=losses)
        progress(Pass(number + 1, passes, float(losses["ner"])))
    return nlp


def examples(nlp: Language, document: IncomingDocument) -> Iterator[Example]:
    """A text as examples, a piece each; a mention that ends within a token is widened to it."""
    from spacy.training import Example
    from spacy.util import filter_spans

    for start, end in _pieces(document.text):
        marked = nlp.make_doc(document.text[start:end])
        spans = [
            marked.char_span(m.start - start, m.end - start, label=m.kind.value, alignment_mode="expand")
            for m in _within(document.mentions, start, end)
        ]
        marked.set_ents(filter_spans(span for span in spans if span is not None))
        yield Example(nlp.make_doc(marked.text), marked)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH_END.finditer(text):
        if gap.end() - start >= _PIECE:
            yield start, gap.end()
            start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _within(mentions: Iterable[Annotation], start: int, end: int) -> Iterator[Annotation]:
    return (mention for mention in mentions if start <= mention.start and mention.end <= end)
