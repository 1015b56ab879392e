"""The identity of an extraction: it differs wherever the code, the model or the names differ."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from extract.calibration import CALIBRATION_FILE
from extract.relations.weights import WEIGHTS_NAME
from extract.taught import TAUGHT_FILE
from store.model import About, Name, Rule, Run

if TYPE_CHECKING:
    from spacy.language import Language


def run_of(nlp: Language, names: Iterable[Name], rules: Iterable[Rule] = ()) -> Run:
    """The identity of what a pipeline proposes with some names, whatever their order and however often each is given.

    Args:
        nlp: the pipeline; what it has learnt is read from the folder that it was loaded from, where it has one.
        names: the names of all records.
        rules: the learned rules that are followed.
    """
    lines = {
        f"{name.text}\t{name.type}\t{name.kind}\t{name.record_id}\t{name.canonical}{_told(name.about)}\n"
        for name in names
    }
    learned = sorted(f"{rule.id}\t{rule.record_id}\t{rule.name}\t{rule.support}\n" for rule in rules)
    return Run(
        f"{nlp.meta['lang']}_{nlp.meta['name']}",
        f"{nlp.meta['version']}+{_CODE}",
        f"weights {_weights_hash(nlp)}, names {len(lines)} {_hash(line.encode() for line in sorted(lines))}"
        + (f", rules {len(learned)} {_hash(line.encode() for line in learned)}" if learned else ""),
    )


def _told(about: About | None) -> str:
    return f"\t{about.first}\t{about.last}\t{sorted(about.related)}\t{sorted(about.words)}" if about else ""


def source_hash(folder: Path) -> str:
    """A short hash of the Python files below a folder, and of the weights of relations among them."""
    files = (file for pattern in ("*.py", WEIGHTS_NAME) for file in sorted(folder.rglob(pattern)))
    return _hash(file.read_bytes() for file in files)


def _weights_hash(nlp: Language) -> str:
    """A short hash of the model's weights and calibration, or "unknown" where it comes from no folder."""
    if nlp.path is None:
        return "unknown"
    files = [
        *(nlp.path / name / "model" for name in nlp.pipe_names),
        nlp.path / CALIBRATION_FILE,
        nlp.path / TAUGHT_FILE,
    ]
    return _hash(file.read_bytes() for file in files if file.is_file())


def _hash(pieces: Iterable[bytes]) -> str:
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()[:8]


# Of the code as it is imported, whatever becomes of the files later; it takes a few milliseconds.
_CODE = source_hash(Path(__file__).parent)
