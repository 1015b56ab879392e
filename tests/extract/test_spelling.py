"""Which spellings are of one name, and which only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.spelling import is_same
from store.model import Kind


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Chandrayan-3", "Chandrayaan 3", Kind.MISSION),
        ("Tian Wen 1", "Tianwen-1", Kind.MISSION),
        ("Change 4", "Chang'e 4", Kind.MISSION),
        ("Artemis 2", "Artemis II", Kind.MISSION),
        ("Saturn 5", "Saturn V", Kind.VEHICLE),
        ("Roskosmos", "Roscosmos", Kind.AGENCY),
        ("Jan Woerner", "Jan Wörner", Kind.PERSON),
        ("Yury Gagarin", "Yuri Gagarin", Kind.PERSON),
        ("Konstantin Tsiolkovskii", "Konstantin Tsiolkovsky", Kind.PERSON),
        ("Baykonur Cosmodrome", "Baikonur Cosmodrome", Kind.PLACE),
        ("Europian Space Agency", "European Space Agency", Kind.AGENCY),
        ("Perserverance", "Perseverance", Kind.MISSION),
    ],
)
def test_another_spelling_is_the_same_name(one: str, other: str, kind: Kind) -> None:
    assert is_same(one, other, kind)
    assert is_same(other, one, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Apollo 11", "Apollo 12", Kind.MISSION),
        ("Apollo 1", "Apollo 11", Kind.MISSION),
        ("Artemis II", "Artemis III", Kind.MISSION),
        ("Sentinel-1A", "Sentinel-1B", Kind.MISSION),
        ("Tianwen 1", "Tianwen", Kind.MISSION),
        ("Discovery", "Discoverer", Kind.MISSION),
        ("Voyager", "Voyagers", Kind.MISSION),
        ("Columbia", "Colombia", Kind.PLACE),
        ("Jan Petersen", "Jan Peterson", Kind.PERSON),
        ("Mark Kelly", "Mary Kelly", Kind.PERSON),
        ("Mir", "Mír", Kind.MISSION),
    ],
)
def test_what_only_looks_alike_is_another(one: str, other: str, kind: Kind) -> None:
    assert not is_same(one, other, kind)
    assert not is_same(other, one, kind)


@given(
    st.sampled_from(["Apollo", "Long March", "Starlink Group", "Expedition"]), st.integers(0, 99), st.integers(0, 99)
)
def test_names_with_different_numerals_are_never_one(name: str, one: int, other: int) -> None:
    assert is_same(f"{name} {one}", f"{name}-{other}", Kind.MISSION) is (one == other)
