"""spaCy is imported without its command line, and is otherwise whole."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import sys
from extract.spacy_import import import_spacy
import_spacy()
loaded = [name for name in sys.modules if name.startswith(("spacy.cli", "typer", "weasel"))]
assert not loaded, loaded
import spacy
assert [token.text for token in spacy.blank("en")("It works.")] == ["It", "works", "."]
from spacy.cli import info
assert callable(info)
"""


def test_the_command_line_is_left_out_until_somebody_imports_it() -> None:
    subprocess.run([sys.executable, "-c", _SCRIPT], check=True)


def test_a_spacy_that_is_there_already_stays_as_it_is() -> None:
    script = "import spacy; from extract.spacy_import import import_spacy; import_spacy(); spacy.cli.info"
    subprocess.run([sys.executable, "-c", script], check=True)
