from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reference import Referents
from store.model import Kind, Origin, Proposal

PEOPLE = {"Ada Mirren": Kind.PERSON, "Boris Tal": Kind.PERSON, "Mirren": Kind.PERSON, "Kim Seo": Kind.PERSON}
THINGS = {"ESA": Kind.AGENCY, "Orbex": Kind.ORGANIZATION, "Luna": Kind.MISSION, "Rossum": Kind.MISSION}
NAMES = {"Mirren": "Ada Mirren"}


def proposals(text: str) -> list[Proposal]:
    found: list[Proposal] = []
    for words, kind in {**PEOPLE, **THINGS}.items():
        at = text.find(words)
        while at >= 0:
            if all(at >= each.end or at + len(words) <= each.start for each in found):
                name = NAMES.get(words, words)
                found.append(Proposal(at, at + len(words), kind, name, None, 1.0, Origin.MODEL, "a test says so"))
            at = text.find(words, at + 1)
    return found


def pronoun(text: str, word: str) -> str | None:
    """What the pronoun in square brackets stands for."""
    start = text.index(f"[{word}]")
    plain = text.replace(f"[{word}]", word)
    span = Referents(plain, proposals(plain)).pronoun(start, word)
    return plain[span.start : span.end] if span else None


def description(text: str, phrase: str) -> str | None:
    start = text.index(f"[{phrase}]")
    plain = text.replace(f"[{phrase}]", phrase)
    span = Referents(plain, proposals(plain)).description(start, phrase)
    return plain[span.start : span.end] if span else None


def test_a_person_keeps_the_pronoun_of_the_given_name() -> None:
    assert pronoun("Ada Mirren met Boris Tal. Then [she] left.", "she") == "Ada Mirren"
    assert pronoun("Ada Mirren met Boris Tal. Then [he] left.", "he") == "Boris Tal"


def test_the_subject_comes_before_the_object() -> None:
    assert pronoun("Boris Tal spoke to Kim Seo. [He] was tired.", "He") == "Boris Tal"


def test_the_subject_of_the_main_clause_comes_before_that_of_another() -> None:
    assert pronoun("Boris Tal hopes that Kim Seo stays. [He] waits.", "He") == "Boris Tal"


def test_a_pronoun_keeps_up_what_the_one_before_it_took() -> None:
    text = "Ada Mirren was born in May. She liked rockets.\n\nShe went to school.\n\nShe flew.\n\nToday [she] rests."
    assert pronoun(text, "she") == "Ada Mirren"


def test_a_person_named_only_inside_a_quotation_is_not_meant_outside() -> None:
    assert pronoun("Ada Mirren nodded. “Kim Seo did it.” [She] smiled.", "She") == "Ada Mirren"


def test_two_people_of_equal_weight_leave_a_doubt() -> None:
    assert pronoun("It was a day for Kim Seo and for Boris Tal. [He] slept.", "He") is None


def test_nobody_fits_where_the_gender_does_not() -> None:
    assert pronoun("Boris Tal arrived. [She] was late.", "She") is None


def test_a_plural_stands_for_no_single_mention() -> None:
    assert pronoun("ESA and Orbex met. [They] agreed.", "They") is None


def test_it_is_the_subject_of_this_sentence_or_the_one_before() -> None:
    assert pronoun("ESA builds Luna with [its] partners.", "its") == "ESA"
    assert pronoun("Luna was built by Orbex. [It] will fly soon.", "It") == "Luna"


def test_a_description_is_of_the_kind_of_its_noun() -> None:
    text = "ESA hired Orbex for Luna. Today [the {}] spoke."
    assert description(text.format("agency"), "the agency") == "ESA"
    assert description(text.format("company"), "the company") == "Orbex"
    assert description(text.format("probe"), "the probe") == "Luna"


def test_a_noun_that_was_said_of_a_thing_finds_it() -> None:
    assert description("The rover Rossum met Luna. Luna won. Then [the rover] slept.", "the rover") == "Rossum"
    assert description("Rossum, a small rover, met Luna. Luna won. [The rover] slept.", "The rover") == "Rossum"


def test_a_rover_of_which_nothing_was_said_is_in_doubt() -> None:
    assert description("Luna left Rossum. Then [the rover] slept.", "the rover") is None


def test_what_comes_later_is_never_meant() -> None:
    assert pronoun("[She] was early. Ada Mirren slept.", "She") is None
    assert description("[The agency] was early. ESA slept.", "The agency") is None


def test_a_noun_that_stands_for_nothing_is_left_alone() -> None:
    assert description("ESA met Orbex. [The weather] was fine.", "The weather") is None
    assert Referents("ESA", proposals("ESA")).description(3, "") is None


PIECES = [
    "Ada Mirren",
    "Mirren",
    "Boris Tal",
    "ESA",
    "Luna",
    " ",
    ". ",
    "\n\n",
    "“",
    "”",
    '"',
    "she",
    "the probe",
    "said",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.integers(0, 60))
def test_an_antecedent_is_a_mention_before_the_place(text: str, start: int) -> None:
    mentions = proposals(text)
    referents = Referents(text, mentions)
    for found in (referents.pronoun(start, "she"), referents.pronoun(start, "its"), referents.description(start, "it")):
        assert found is None or (found in [(each.start, each.end) for each in mentions] and found.end <= start)


@settings(max_examples=50)
@given(st.text(), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50), st.sampled_from(Kind))))
def test_any_text_with_any_mentions_is_taken(text: str, spans: list[tuple[int, int, Kind]]) -> None:
    mentions = [Proposal(*span, "N", None, None, Origin.MODEL, "") for span in spans]
    referents = Referents(text, mentions)
    referents.pronoun(len(text), "he")
    referents.description(len(text), "the agency")


def test_a_long_text_takes_time_in_proportion() -> None:
    text = "Ada Mirren met Boris Tal of ESA. She said that it was good. " * 20_000
    mentions = sorted(proposals(text[: 60 * 300]))
    referents = Referents(text, mentions)
    began = time.perf_counter()
    referents.pronoun(len(text), "he")
    assert time.perf_counter() - began < 20
