import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest
import spacy

from extract.errors import ModelNotFoundError
from extract.identity import run_of, source_hash
from extract.pipeline import SHIPPED_MODEL, Extractor, load
from store.model import Kind
from tests.extract.builders import CATALOGUE, name

TEXT = (
    "“The European Space Agency has already had productive cooperation with China,” Jan Woerner, director-general of"
    " the agency, said.\n\nWhen Chang’e-4 lands on the moon in 2018, NASA will watch. Woerner will be in Beijing."
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load(CATALOGUE)


def test_an_article_is_read_as_a_person_would(extractor: Extractor) -> None:
    found = [(TEXT[each.start : each.end], each.kind, each.name) for each in extractor.extract(TEXT).proposals]
    assert found == [
        ("European Space Agency", Kind.AGENCY, "European Space Agency"),
        ("China", Kind.PLACE, "China"),
        ("Jan Woerner", Kind.PERSON, "Jan Wörner"),
        ("Chang’e-4", Kind.MISSION, "Chang'e 4"),
        ("moon", Kind.BODY, "Moon"),
        ("2018", Kind.DATE, "2018"),
        ("NASA", Kind.AGENCY, "National Aeronautics and Space Administration"),
        ("Woerner", Kind.PERSON, "Jan Wörner"),
        ("Beijing", Kind.PLACE, "Beijing"),
    ]


def test_every_proposal_has_a_score_and_a_reason(extractor: Extractor) -> None:
    for each in extractor.extract(TEXT).proposals:
        assert each.score is not None
        assert 0 < each.score <= 1
        assert each.reason
        assert not each.reason.endswith(".")


def test_the_date_of_publication_fixes_a_year(extractor: Extractor) -> None:
    (proposal,) = extractor.extract("It opens on June 6.", published="2017-06-01").proposals
    assert proposal.name == "2017-06-06"


@pytest.mark.parametrize("text", ["", "\n", "\u202eNASA\u0000", "[red]x[/red]"])
def test_odd_texts_are_read_too(extractor: Extractor, text: str) -> None:
    assert all(text[each.start : each.end] == "NASA" for each in extractor.extract(text).proposals)


def test_a_long_text_comes_in_parts_and_is_settled_at_the_end(extractor: Extractor) -> None:
    text = "PRA flies.\n\n" + "Nothing happens here at all.\n\n" * 1500 + "The Polar Space Agency (PRA) is no more."
    parts = list(extractor.stream(text))
    assert len(parts) > 2
    assert [part.final for part in parts] == [False] * (len(parts) - 1) + [True]
    assert [part.whole for part in parts] == [False] * (len(parts) - 2) + [True, True]
    assert parts[-2].proposals == parts[-1].proposals
    assert [part.done for part in parts] == sorted(part.done for part in parts)
    assert not parts[0].proposals
    assert [text[each.start : each.end] for each in parts[-1].proposals] == ["PRA", "Polar Space Agency", "PRA"]


def test_many_texts_give_what_each_gives_alone(extractor: Extractor) -> None:
    texts = [TEXT, "", "NASA", "It opens on June 6.", "It opens on June 6.", TEXT]
    published = [None, "2017-06-01", None, "2017-06-01", None, "2016-11-02"]
    together = extractor.extract_many(zip(texts, published, strict=True), batch_size=2)
    alone = [extractor.extract(text, published=date) for text, date in zip(texts, published, strict=True)]
    assert list(together) == alone
    assert alone[1] == ([], [], [])
    assert [each.name for each in alone[3].proposals] == ["2017-06-06"]


def test_a_run_is_known_by_pipeline_and_names(extractor: Extractor) -> None:
    assert load((*CATALOGUE[::-1], CATALOGUE[0])).run == extractor.run
    assert load(CATALOGUE[1:]).run != extractor.run


def test_the_order_of_names_changes_nothing() -> None:
    twins = [name("Marigold", Kind.MISSION, record=record) for record in ("mission/one", "mission/two")]
    text = "The Marigold probe flew."
    assert load(twins).extract(text) == load(twins[::-1]).extract(text) != ([], [], [])


@pytest.mark.parametrize("file", ["ner/model", "calibration.json"])
def test_a_run_is_known_by_what_its_model_has_learnt(file: str, tmp_path: Path, extractor: Extractor) -> None:
    model = tmp_path / "model"
    copytree(SHIPPED_MODEL, model)
    assert run_of(spacy.load(model), CATALOGUE) == extractor.run
    nlp = spacy.load(model)
    (model / file).write_bytes(b"[]")
    assert run_of(nlp, CATALOGUE) != extractor.run


def test_a_run_is_known_by_the_source_of_the_extraction(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("x = 1")
    before = source_hash(tmp_path)
    assert source_hash(tmp_path) == before
    (tmp_path / "one.py").write_text("x = 2")
    assert source_hash(tmp_path) != before


def test_a_missing_model_is_told_in_one_sentence() -> None:
    with pytest.raises(ModelNotFoundError, match=r"^The language model “no_such_model” is not installed.*\.$"):
        load([], model="no_such_model")


def test_a_model_without_a_recogniser_is_refused(tmp_path: object) -> None:
    path = f"{tmp_path}/blank"
    spacy.blank("en").to_disk(path)
    with pytest.raises(ModelNotFoundError, match="recognises no names"):
        load([], model=path)


def test_importing_the_package_does_not_load_spacy() -> None:
    code = "import sys, extract, extract.pipeline, extract.settle; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
