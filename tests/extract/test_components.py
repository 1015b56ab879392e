from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

import extract.components  # noqa: F401  (registers the factories)
from store.model import Kind

ROWS = [
    ["European Space Agency", "name", "AGENCY", "agency/esa", "European Space Agency"],
    ["ESA", "acronym", "AGENCY", "agency/esa", "European Space Agency"],
]


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("spacetui_names", config={"names": ROWS})
    nlp.add_pipe("spacetui_patterns")
    nlp.add_pipe("spacetui_resolve")
    return nlp


def test_entities_and_spans_carry_kinds_and_records(nlp: Language) -> None:
    doc = nlp("ESA opened the Small Satellite Conference on June 6, 2018.")
    assert [(each.text, each.label_, each.kb_id_) for each in doc.ents] == [
        ("ESA", "AGENCY", "agency/esa"),
        ("Small Satellite Conference", "EVENT", ""),
        ("June 6, 2018", "DATE", ""),
    ]
    assert [each.text for each in doc.spans["spacetui"]] == [each.text for each in doc.ents]
    assert [each.text for each in doc.spans["spacetui_names"]] == ["ESA"]


def test_proposals_stand_in_the_extension(nlp: Language) -> None:
    (proposal,) = nlp("by ESA")._.spacetui
    assert (proposal.kind, proposal.name, proposal.record_id) == (Kind.AGENCY, "European Space Agency", "agency/esa")


def test_a_recogniser_before_has_its_say(nlp: Language) -> None:
    @Language.component("test_recogniser")
    def recogniser(doc: Any) -> Any:
        doc.ents = [Span(doc, 2, 3, label="GPE")]
        return doc

    nlp.add_pipe("test_recogniser", first=True)
    assert [each.text for each in nlp("ESA in Timbuktu").ents] == ["ESA", "Timbuktu"]


def test_a_recogniser_of_the_ten_kinds_is_known_by_its_labels_and_not_by_one_text(nlp: Language) -> None:
    rules = [
        {"label": label, "pattern": pattern}
        for label, pattern in [("AGENCY", "Zubrowka"), ("MISSION", "Timbuktu"), ("VEHICLE", "Xanadu")]
    ]
    nlp.add_pipe("entity_ruler", first=True).add_patterns(rules)  # type: ignore[attr-defined]
    assert [(each.text, each.label_) for each in nlp("ESA saw the Xanadu rocket").ents] == [
        ("ESA", "AGENCY"),
        ("Xanadu", "VEHICLE"),
    ]
    (vehicle,) = [each for each in nlp("ESA saw the Xanadu rocket")._.spacetui if each.kind is Kind.VEHICLE]
    assert "the language model agrees" in vehicle.reason


def test_a_pipeline_keeps_its_names_on_disk(nlp: Language, tmp_path: Any) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert [each.text for each in again("by ESA").ents] == ["ESA"]


def test_dates_and_entities_can_be_switched_off() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("spacetui_patterns", config={"dates": False})
    nlp.add_pipe("spacetui_resolve", config={"set_ents": False})
    doc = nlp("The Small Satellite Conference began on June 6, 2018.")
    assert not doc.ents
    assert [each.text for each in doc.spans["spacetui"]] == ["Small Satellite Conference"]
