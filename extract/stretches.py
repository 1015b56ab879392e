"""Stretches of texts in which people decided something, as a recogniser learns from them."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extract.taught import form_of
from store.model import Kind, Lesson, Proposal

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

#: A proposal that nobody decided on is taken for the truth from this score on.
_SURE = 0.8
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_PIECE = re.compile(r"[^\W\d_]+|\d+")


class Mark(NamedTuple):
    """One span of a stretch: its kind, None for no name or for what nobody knows, and who says so."""

    start: int
    end: int
    kind: Kind | None
    is_decided: bool


class Stretch(NamedTuple):
    """A paragraph with what is known of it; its marks lie apart, in order.

    Args:
        text: the paragraph.
        marks: decided spans, and those that the extraction proposed beside them.
        is_reviewed: whether people decided on all that was proposed, so that the rest is no name.
    """

    text: str
    marks: tuple[Mark, ...]
    is_reviewed: bool


def stretches(lesson: Lesson, proposals: Sequence[Proposal]) -> Iterator[Stretch]:
    """The paragraphs of a text in which people decided something.

    Args:
        lesson: the text with the decisions.
        proposals: what the extraction says of it.
    """
    for paragraph in _PARAGRAPH.finditer(lesson.text):
        low, high = paragraph.span()
        decided = [
            Mark(v.start - low, v.end - low, v.kind, True) for v in lesson.verdicts if low <= v.start < v.end <= high
        ]
        if not decided:
            continue
        proposed = [
            Mark(p.start - low, p.end - low, p.kind if (p.score or 0.0) >= _SURE else None, False)
            for p in proposals
            if low <= p.start < p.end <= high
        ]
        accepted = [mark for mark in decided if mark.kind is not None]
        rejected = _beside([mark for mark in decided if mark.kind is None], accepted)
        undecided = _beside(proposed, [*accepted, *rejected])
        marks = sorted([*accepted, *rejected, *undecided])
        yield Stretch(paragraph[0], tuple(marks), not undecided)


def _beside(marks: Sequence[Mark], others: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in [*others, *kept]):
            kept.append(mark)
    return kept


def example(nlp: Language, stretch: Stretch) -> Example:
    """A stretch as spaCy learns from it, with gaps where nobody knows."""
    from spacy.training import Example
    from spacy.util import filter_spans

    doc = nlp.make_doc(stretch.text)
    spans = [
        (mark, span)
        for mark in stretch.marks
        if (span := doc.char_span(mark.start, mark.end, label=mark.kind or "", alignment_mode="expand")) is not None
    ]
    names = filter_spans([span for mark, span in spans if mark.kind is not None])
    settled = {token.i for span in names for token in span}
    settled |= {token.i for mark, span in spans if mark.kind is None and mark.is_decided for token in span}
    unknown = {token.i for mark, span in spans if mark.kind is None and not mark.is_decided for token in span}
    if not stretch.is_reviewed:
        unknown |= {token.i for token in doc if any(map(str.isupper, token.text))}
    doc.set_ents(names, missing=[doc[at : at + 1] for at in sorted(unknown - settled)], default="outside")
    return Example(nlp.make_doc(stretch.text), doc)


class Exchange:
    """Other names for those that people put right, of the same form, so that what stands around them is learnt.

    Args:
        names: the words and the kind of each correction.
        mistaken: for corrected words the kind that the extraction took them for.
        corpus: the words and the kind of the names of other texts. Those of a kind that was mistaken for another take
            part, so that such a name by itself says nothing.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, Kind]],
        mistaken: Mapping[str, Kind],
        corpus: Iterable[tuple[str, Kind]],
    ) -> None:
        self._parts: defaultdict[tuple[Kind, str], list[list[str]]] = defaultdict(list)
        alike: defaultdict[tuple[Kind, str], set[Kind]] = defaultdict(set)
        for words, kind in names:
            form = form_of(words)
            self._parts[kind, form].append(_PIECE.findall(words))
            if words in mistaken:
                alike[mistaken[words], form].add(kind)
        for words, taken_for in corpus:
            form = form_of(words)
            for kind in sorted(alike.get((taken_for, form), ())):
                self._parts[kind, form].append(_PIECE.findall(words))

    def exchanged(self, stretch: Stretch, chance: random.Random) -> Stretch:
        """A stretch with each corrected name exchanged for another that is put together of several."""
        names: dict[tuple[str, Kind], str] = {}
        text, marks, at = "", [], 0
        for mark in stretch.marks:
            words = stretch.text[mark.start : mark.end]
            if mark.is_decided and mark.kind is not None:
                key = (words, mark.kind)
                if key not in names:
                    names[key] = self._another(words, mark.kind, chance)
                words = names[key]
            text += stretch.text[at : mark.start]
            marks.append(mark._replace(start=len(text), end=len(text) + len(words)))
            text += words
            at = mark.end
        return stretch._replace(text=text + stretch.text[at:], marks=tuple(marks))

    def _another(self, words: str, kind: Kind, chance: random.Random) -> str:
        """A name of the same form, each of its parts from the same place of some name; the same where none is known."""
        others = self._parts.get((kind, form_of(words)))
        if others is None:
            return words
        position = iter(range(len(words)))
        return _PIECE.sub(lambda _: chance.choice(others)[next(position)], words)
