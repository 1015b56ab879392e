"""What a spaCy model recognises, in the program's kinds and boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extract import cues
from extract.boundaries import first_line, trimmed
from extract.candidates import Candidate
from extract.context import kind_before, kind_behind, kind_in_apposition, preceding_word
from extract.forms import kind_of
from extract.phrases import Stretches
from extract.taught import NOTHING_TAUGHT, TaughtForms
from extract.wording import DESCRIBED
from store.model import Kind, Origin

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OWN_LABELS = {kind.value: kind for kind in Kind}
_KINDS = {
    "PERSON": Kind.PERSON,
    "PER": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "EVENT": Kind.EVENT,
    "LAW": Kind.LAW,
    "PRODUCT": Kind.MISSION,
}
_TRUST = {
    "PERSON": 0.62,
    "PER": 0.6,
    "GPE": 0.62,
    "LOC": 0.4,
    "ORG": 0.36,
    "FAC": 0.3,
    "EVENT": 0.4,
    "LAW": 0.3,
    "PRODUCT": 0.35,
}
# A model of ours learns from few texts: alone it is wrong on real ones too often to be believed, so that its word
# stays below what a proposal needs; but it bears out what form or record say, and contradicts them. Full names of
# persons and places behind a preposition, which no catalogue can know all of, it tells well enough.
_OWN_TRUST = 0.38
_OWN_FULL_NAME = 0.55
_OWN_LOCATED = 0.45
_ONE_WORD_PERSON = 0.36
_BARE_PLACE = 0.38
_LOCATING = cues.words("in from near at to of over around off outside across above toward towards into between and")
_IN_HEADING = 0.5
# Labels whose entities are often something else of ours, so that a noun beside them may decide.
_OPEN_LABELS = frozenset({"ORG", "PRODUCT", "FAC", "LOC", "GPE", "PERSON"})


def labels_are_own(labels: Iterable[str]) -> bool:
    """Whether a model's labels are the ten kinds themselves, as a model trained by this program has them."""
    return {"AGENCY", "MISSION"} <= set(labels)


def recognises_names(labels: Iterable[str]) -> bool:
    """Whether a model has labels that mean anything here."""
    return any(label in _KINDS or label in _OWN_LABELS for label in labels)


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    """Start, end and label of each entity of a document, in order; offsets in code points, ends exclusive."""
    return [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]


def recognised(
    text: str,
    found: Iterable[tuple[int, int, str]],
    heading_lines: Stretches,
    *,
    own_labels: bool,
    taught: TaughtForms = NOTHING_TAUGHT,
) -> Iterator[Candidate]:
    """A candidate for each of a model's entities that is a name.

    Args:
        text: the text.
        found: start, end and label of each entity, in order; see `entities`.
        heading_lines: the lines where a model is easily misled.
        own_labels: whether the labels are the ten kinds themselves.
        taught: the forms of names that decisions taught the model to tell.
    """
    table = _OWN_LABELS if own_labels else _KINDS
    for start, end, label in found:
        kind = table.get(label)
        if kind is None or kind is Kind.DATE:
            continue
        span = trimmed(text, *first_line(text, start, end), kind)
        if span is None:
            continue
        start, end = span
        surface = text[start:end]
        if _is_address(surface) or not (own_labels or _is_name(surface)):
            continue
        trust = _own_trust(text, start, surface, kind) if own_labels else _TRUST[label]
        if not own_labels and " " not in surface:
            if kind is Kind.PERSON:
                trust = _ONE_WORD_PERSON
            elif kind is Kind.PLACE and not _is_located(text, start):
                trust = _BARE_PLACE
        reason = f"the language model takes it for {DESCRIBED[kind]}"
        if not own_labels:
            kind, trust, reason = _settled_kind(text, start, end, label, kind, trust, reason)
        if heading_lines.touch(start, end):
            trust *= _IN_HEADING
        elif (decisions := taught.decisions(text, start, end, kind)) and trust < taught.trust:
            trust = taught.trust
            reason = f"{reason}, as it learnt of names of this form from {decisions} decisions"
        yield Candidate(start, end, kind, Origin.MODEL, trust, reason)


def _settled_kind(
    text: str, start: int, end: int, label: str, kind: Kind, trust: float, reason: str
) -> tuple[Kind, float, str]:
    surface = text[start:end]
    form = kind_of(surface)
    if form is not None:
        if form is kind:
            return kind, min(trust + 0.2, 0.85), reason
        return form, 0.6, f"the language model sees a name, and its form makes it {DESCRIBED[form]}"
    cue = kind_behind(text, end) or kind_before(text, start) or kind_in_apposition(text, end)
    if cue is not None and label in _OPEN_LABELS and cue[0] is not kind:
        if label == "ORG" and cue[0] is Kind.MISSION and surface.isupper():
            return kind, trust, reason
        return cue[0], 0.6, f"the language model sees a name, and “{cue[1]}” beside it makes it {DESCRIBED[cue[0]]}"
    return kind, trust, reason


def _own_trust(text: str, start: int, surface: str, kind: Kind) -> float:
    if kind is Kind.PERSON and " " in surface:
        return _OWN_FULL_NAME
    if kind is Kind.PLACE and preceding_word(text, start) in _LOCATING:
        return _OWN_LOCATED
    return _OWN_TRUST


def _is_located(text: str, start: int) -> bool:
    """Whether a place is spoken of as one: behind a preposition, a place and a comma, or at a line's beginning."""
    return preceding_word(text, start) in _LOCATING or text[max(start - 2, 0) : start] in (", ", "\n", "\n\n", "")


def _is_name(surface: str) -> bool:
    """Whether a model's entity can be a name at all: it has a capital, and is not a mere adjective or opener."""
    if len(surface) < 2 or not any(character.isupper() for character in surface):
        return False
    if surface[0].islower() and " " not in surface and not surface[1].isupper():
        return False
    if surface in cues.DEMONYMS or surface in cues.OPENERS or surface in cues.MONTHS_AND_DAYS or surface in cues.TITLES:
        return False
    return "|" not in surface and "•" not in surface


def _is_address(surface: str) -> bool:
    return any(mark in surface for mark in ("@", "://", "www.", ".gov", ".com/"))
