"""spaCy without its command line, which nothing here uses and which is a third of the time that its import takes."""

from __future__ import annotations

import os
import sys
from types import ModuleType


def import_spacy() -> None:
    """Import spaCy sooner, where it has not been imported yet; `spacy.info` alone is missing from it.

    Only for a process of the program's own: in anybody else's, spaCy must be whole.
    """
    if "spacy" in sys.modules:
        return
    # One thread of linear algebra, as `extract.pipeline.load` has it; spaCy brings the library, which looks only once.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.info = None  # type: ignore[attr-defined]
    stand_ins = {"spacy.cli": package, "spacy.cli.info": module}
    sys.modules.update(stand_ins)
    try:
        import spacy
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)
    vars(spacy).pop("info")
