"""The extraction as spaCy components, for anybody's pipeline: `nlp.add_pipe("spacetui_names")` and so on.

`spacetui_names` and `spacetui_patterns` gather candidates, `spacetui_resolve` settles them together with the entities
that a recogniser before them has found. Candidates stand in `doc._.spacetui_candidates` and, where they fit
the tokens, in span groups of their components' names; the result stands in `doc._.spacetui`, in
`doc.spans["spacetui"]` and in `doc.ents`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans

from extract.candidates import Candidate
from extract.dated import dated
from extract.model_entities import entities, labels_are_own, recognised
from extract.names import NameMatcher
from extract.patterns import patterned
from extract.phrases import Stretches, headings
from extract.recorded import recorded
from extract.settle import THRESHOLD, settle
from store.model import Kind, Name, NameType, Proposal

if not Doc.has_extension("spacetui"):
    Doc.set_extension("spacetui", default=())
    Doc.set_extension("spacetui_candidates", default=())

_FILE = "names.jsonl"


class NamesComponent:
    """Finds the names of records and says which record each may mean."""

    def __init__(self, name: str, *, names: Iterable[Name]) -> None:
        self._name = name
        self.set_names(names)

    def set_names(self, names: Iterable[Name]) -> None:
        """Look for these names instead of those before."""
        self.names = tuple(names)
        self._matcher = NameMatcher(self.names)

    def __call__(self, doc: Doc) -> Doc:
        """Gather the record names of a document."""
        _gather(doc, self._name, recorded(doc.text, self._matcher, Stretches(headings(doc.text))))
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The names as JSON Lines in UTF-8."""
        return "\n".join(
            json.dumps([n.text, n.type, n.kind, n.record_id, n.canonical], ensure_ascii=False) for n in self.names
        ).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> NamesComponent:
        """Take the names out of what `to_bytes` has made."""
        rows = (json.loads(line) for line in data.decode().splitlines())
        self.set_names(_name(*row) for row in rows)
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the names into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> NamesComponent:
        """Read the names from a folder."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())


class PatternsComponent:
    """Recognises names by their form and surroundings, and dates."""

    def __init__(self, name: str, *, dates: bool) -> None:
        self._name = name
        self._dates = dates

    def __call__(self, doc: Doc) -> Doc:
        """Gather the patterns of a document."""
        text = doc.text
        _gather(doc, self._name, patterned(text, Stretches(headings(text))))
        if self._dates:
            _gather(doc, self._name, dated(text))
        return doc


class ResolveComponent:
    """Settles all candidates and the entities found before into one set of mentions."""

    def __init__(self, nlp: Language, *, threshold: float, span_group: str, set_ents: bool) -> None:
        self._nlp = nlp
        self._threshold = threshold
        self._span_group = span_group
        self._set_ents = set_ents

    def __call__(self, doc: Doc) -> Doc:
        """Settle what has been gathered on a document."""
        text = doc.text
        found = recognised(text, entities(doc), Stretches(headings(text)), own_labels=self._own_labels)
        proposals = settle(text, [*doc._.spacetui_candidates, *found], threshold=self._threshold)
        doc._.spacetui = tuple(proposals)
        spans = list(_spans(doc, proposals))
        doc.spans[self._span_group] = SpanGroup(doc, name=self._span_group, spans=spans)
        if self._set_ents:
            doc.set_ents(filter_spans(spans))
        return doc

    @cached_property
    def _own_labels(self) -> bool:
        """Whether the recogniser knows the ten kinds; asked with the first document, for it may be added last."""
        return labels_are_own(label for labels in self._nlp.pipe_labels.values() for label in labels)


def _gather(doc: Doc, group: str, candidates: Iterable[Candidate]) -> None:
    found = list(candidates)
    doc._.spacetui_candidates = (*doc._.spacetui_candidates, *found)
    spans = [*doc.spans.get(group, ()), *_spans(doc, found)]
    doc.spans[group] = SpanGroup(doc, name=group, spans=spans)


def _spans(doc: Doc, found: Iterable[Candidate | Proposal]) -> Iterator[Span]:
    """What of it fits the tokens, as spans; a name that ends within a token has none."""
    for each in found:
        span = doc.char_span(each.start, each.end, label=each.kind.value, kb_id=each.record_id or "")
        if span is not None:
            yield span


def _name(text: str, name_type: str, kind: str, record_id: str, canonical: str) -> Name:
    return Name(text, NameType(name_type), Kind(kind), record_id, canonical)


@Language.factory("spacetui_names", default_config={"names": []}, assigns=["doc._.spacetui_candidates"])
def make_names(nlp: Language, name: str, *, names: list[list[str]]) -> NamesComponent:
    """A component that finds record names, each given as text, type, kind, record id and canonical name."""
    return NamesComponent(name, names=[_name(*row) for row in names])


@Language.factory("spacetui_patterns", default_config={"dates": True}, assigns=["doc._.spacetui_candidates"])
def make_patterns(nlp: Language, name: str, *, dates: bool) -> PatternsComponent:
    """A component that finds names by their form, and dates if they are wanted."""
    return PatternsComponent(name, dates=dates)


@Language.factory(
    "spacetui_resolve",
    default_config={"threshold": THRESHOLD, "span_group": "spacetui", "set_ents": True},
    requires=["doc._.spacetui_candidates"],
    assigns=["doc._.spacetui", "doc.ents"],
)
def make_resolve(nlp: Language, name: str, *, threshold: float, span_group: str, set_ents: bool) -> ResolveComponent:
    """A component that settles candidates and entities into one set of mentions."""
    return ResolveComponent(nlp, threshold=threshold, span_group=span_group, set_ents=set_ents)
