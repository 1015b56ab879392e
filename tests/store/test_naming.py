from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Kind
from store.naming import fold, record_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chang’e-4", "CHANG'E 4"),
        ("Wörner", "Worner"),
        ("Wörner", unicodedata.normalize("NFD", "Wörner")),
        ("Agência  Espacial", "agencia espacial"),
        ("Soyuz MS-21", "soyuz_ms 21"),
        ("STRASSE", "straße"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Chang'e 4", "Chang'e 5"), ("★", "☆"), ("嫦娥", "神舟")])
def test_names_of_different_things_fold_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_record_id_says_kind_and_name() -> None:
    assert record_id(Kind.MISSION, "Chang’e 4") == "mission/chang-e-4"
    assert record_id(Kind.PERSON, "Jan Wörner") == "person/jan-worner"


def test_a_name_of_signs_alone_has_an_id_of_its_own() -> None:
    assert record_id(Kind.MISSION, "★") == "mission/2605"


@given(st.text(min_size=1))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(min_size=1))
def test_every_name_folds_to_something_unless_it_is_blank(name: str) -> None:
    assert bool(fold(name)) == bool(name.strip())


@given(st.sampled_from(Kind), st.text(min_size=1))
def test_every_name_has_an_id_without_spaces_or_signs(kind: Kind, name: str) -> None:
    assert re.fullmatch(r"[a-z]+/[\w-]+", record_id(kind, name))
