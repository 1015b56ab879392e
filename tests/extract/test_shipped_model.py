"""The recogniser that ships is whole, small, and measured."""

from __future__ import annotations

import json

import spacy

from extract.calibration import CALIBRATION_FILE
from extract.pipeline import SHIPPED_MODEL
from store.model import Kind


def test_it_knows_the_ten_kinds() -> None:
    labels = spacy.load(SHIPPED_MODEL).get_pipe("ner").labels  # type: ignore[attr-defined]
    assert {kind.value for kind in Kind} <= set(labels)


def test_it_is_small_enough_for_the_wheel() -> None:
    assert sum(file.stat().st_size for file in SHIPPED_MODEL.rglob("*") if file.is_file()) < 15_000_000


def test_its_card_says_how_good_it_is_and_its_scores_are_calibrated() -> None:
    card = (SHIPPED_MODEL / "README.md").read_text(encoding="utf-8")
    assert "held-out fifth" in card
    steps = json.loads((SHIPPED_MODEL / CALIBRATION_FILE).read_text(encoding="utf-8"))
    assert steps == sorted(steps)
    assert all(0 < right < 1 for _, right in steps)
