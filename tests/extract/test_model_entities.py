import pytest

from extract.model_entities import recognised
from extract.phrases import Stretches
from store.model import Kind


def kinds(text: str, label: str, surface: str, *, own_labels: bool = False) -> list[tuple[str, Kind]]:
    start = text.index(surface)
    entities = [(start, start + len(surface), label)]
    found = recognised(text, entities, Stretches([]), own_labels=own_labels)
    return [(text[each.start : each.end], each.kind) for each in found]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("PERSON", Kind.PERSON),
        ("GPE", Kind.PLACE),
        ("LOC", Kind.PLACE),
        ("FAC", Kind.PLACE),
        ("ORG", Kind.ORGANIZATION),
    ],
)
def test_labels_become_kinds(label: str, kind: Kind) -> None:
    assert kinds("It was Xanadu Yonder then.", label, "Xanadu Yonder") == [("Xanadu Yonder", kind)]


@pytest.mark.parametrize("label", ["DATE", "NORP", "CARDINAL", "WORK_OF_ART"])
def test_other_labels_are_left_out(label: str) -> None:
    assert kinds("It was Xanadu then.", label, "Xanadu") == []


def test_the_form_of_a_name_outweighs_the_label() -> None:
    assert kinds("by the Ghana Space Agency.", "ORG", "the Ghana Space Agency") == [("Ghana Space Agency", Kind.AGENCY)]


def test_a_noun_beside_a_name_outweighs_the_label() -> None:
    assert kinds("the Xanadu spacecraft", "ORG", "Xanadu") == [("Xanadu", Kind.MISSION)]


@pytest.mark.parametrize("noise", ["Chinese", "the", "www.space.gov", "Monday", "ions"])
def test_noise_is_left_out(noise: str) -> None:
    assert kinds(f"It is {noise} .", "ORG", noise) == []


@pytest.mark.parametrize("own_labels", [True, False])
@pytest.mark.parametrize("address", ["jo@example.org", "https://example.org/Jo", "www.example.org"])
def test_an_address_is_no_person(address: str, own_labels: bool) -> None:
    assert kinds(f"Write to {address} today.", "PERSON", address, own_labels=own_labels) == []


def test_own_labels_are_taken_as_they_are() -> None:
    assert kinds("It was Xanadu then.", "VEHICLE", "Xanadu", own_labels=True) == [("Xanadu", Kind.VEHICLE)]
