"""What a text states of its mentions, sentence by sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.predicates import may_join
from extract.relations import relations
from store.model import Kind, Origin, Predicate, Proposal

_MARK = re.compile(r"\[([^\]|]+)\|([A-Z]+)(?:\|([^\]]+))?\]")


def marked(text: str) -> tuple[str, list[Proposal]]:
    """A text with its mentions, which are given as `[words|KIND]` or `[words|KIND|canonical name]`."""
    plain, found, position = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[position : match.start()]
        words, kind, name = match.groups()
        start = len(plain)
        plain += words
        found.append(Proposal(start, len(plain), Kind(kind), name or words, None, 0.9, Origin.MODEL, "so"))
        position = match.end()
    return plain + text[position:], found


def stated(text: str) -> set[tuple[str, str, str]]:
    plain, mentions = marked(text)
    names = {(each.start, each.end): each.name for each in mentions}
    return {(names[each.subject], each.predicate.value, names[each.object]) for each in relations(plain, mentions)}


def roles(text: str) -> dict[tuple[str, str], str | None]:
    plain, mentions = marked(text)
    names = {(each.start, each.end): each.name for each in mentions}
    return {
        (names[each.subject], names[each.object]): each.role
        for each in relations(plain, mentions)
        if each.predicate is Predicate.HOLDS_ROLE
    }


@pytest.mark.parametrize(
    ("text", "who", "body", "role"),
    [
        ("[Orla Penn|PERSON], director-general of [PSA|AGENCY], agreed.", "Orla Penn", "PSA", "director-general"),
        ("[PSA|AGENCY] Administrator [Orla Penn|PERSON] said no.", "Orla Penn", "PSA", "Administrator"),
        ("“No,” said [Orla Penn|PERSON], [PSA|AGENCY]’s chief scientist.", "Orla Penn", "PSA", "chief scientist"),
        ("“No,” said [Orla Penn|PERSON], the lead engineer for optics at [PSA|AGENCY].", "Orla Penn", "PSA",
         "lead engineer for optics"),
        ("(From left) [Orla Penn|PERSON], president of [Vell Space|ORGANIZATION]; [Ann Rye|PERSON], director of"
         " [PSA|AGENCY].", "Ann Rye", "PSA", "director"),
    ],
)  # fmt: skip
def test_a_role_keeps_its_words_without_the_organisation(text: str, who: str, body: str, role: str) -> None:
    assert roles(text)[who, body] == role


def test_a_person_without_a_role_holds_none() -> None:
    assert roles("[Orla Penn|PERSON] of [PSA|AGENCY] laughed at [Vell Space|ORGANIZATION].") == {}


def test_a_centre_speaks_for_itself_and_belongs_to_its_agency() -> None:
    text = "“No,” said [Orla Penn|PERSON], director of [PSA|AGENCY]'s [Marsh Flight Center|AGENCY] in [Ebb|PLACE]."
    found = stated(text)
    assert ("Marsh Flight Center", "part_of", "PSA") in found
    assert ("Marsh Flight Center", "located_in", "Ebb") in found
    assert ("Orla Penn", "holds_role", "Marsh Flight Center") in found
    assert ("Orla Penn", "holds_role", "PSA") not in found


def test_a_possessive_says_whose_a_mission_is() -> None:
    assert ("PSA", "operates", "Marigold") in stated("[PSA|AGENCY]’s [Marigold|MISSION] probe fell silent.")


def test_a_launch_has_a_rocket_a_place_and_a_day() -> None:
    found = stated(
        "[Marigold|MISSION] launched on a [Falcon 9|VEHICLE] from [Cape Canaveral|PLACE] on [March 3, 2024|DATE]."
    )
    assert {
        ("Marigold", "launched_by", "Falcon 9"),
        ("Marigold", "launched_from", "Cape Canaveral"),
        ("Marigold", "launched_on", "March 3, 2024"),
    } <= found


def test_a_target_is_what_a_mission_orbits() -> None:
    assert ("Marigold", "targets", "Mars") in stated("[Marigold|MISSION] entered orbit around [Mars|BODY] in June.")


def test_a_pronoun_stands_for_what_it_means() -> None:
    text = "[Marigold|MISSION] is a small probe. It launched on a [Vega|VEHICLE] from [Kourou|PLACE]."
    assert ("Marigold", "launched_by", "Vega") in stated(text)


def test_an_adjective_stands_for_a_country_that_the_text_names() -> None:
    launched = "The Russian [Soyuz MS-99|MISSION] spacecraft docked."
    assert ("Russia", "operates", "Soyuz MS-99") in stated(f"[Russia|PLACE] is large. {launched}")
    assert stated(launched) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The joint [PSA|AGENCY] and [ASA|AGENCY] [Marigold|MISSION] mission ended.",
        "The [PSA|AGENCY]/[ASA|AGENCY] [Marigold|MISSION] mission ended.",
    ],
)
def test_those_named_in_one_breath_are_partners(text: str) -> None:
    found = stated(text)
    assert {("PSA", "partner_in", "Marigold"), ("ASA", "partner_in", "Marigold")} <= found
    assert not {each for each in found if each[1] == "operates"}


def test_a_launch_that_is_called_off_is_none() -> None:
    text = "[Marigold|MISSION] was to have launched on [March 3|DATE], but never left the ground."
    assert ("Marigold", "launched_on", "March 3") not in stated(text)


def test_each_says_where_it_stands_and_why() -> None:
    plain, mentions = marked("Yes. [Orla Penn|PERSON], director of [PSA|AGENCY], agreed. No.")
    (found,) = relations(plain, mentions)
    assert plain[found.start : found.end] == "Orla Penn, director of PSA"
    assert 0.35 <= found.score <= 1
    assert found.reason == "“director” stands with “Orla Penn” in one sentence with “PSA”"


def test_whoever_is_told_of_a_mission_does_not_fly_it() -> None:
    text = (
        "“It works,” [Orla Penn|PERSON] told [Polar News|ORGANIZATION]. According to [Polar News|ORGANIZATION], "
        "its new probe, [Aurora 2|MISSION], will land in [2031|DATE]."
    )
    assert not {each for each in stated(text) if each[0] == "Polar News"}


WORDS = st.sampled_from(
    [
        *[
            "of",
            "the",
            "and",
            ",",
            ".",
            "’s",
            "(",
            ")",
            "from",
            "on",
            "by",
            "director",
            "launched",
            "joint",
            "/",
            "its",
            "it",
            "in",
            "at",
            "—",
            "“",
            "”",
            "Russian",
            "agency",
            "x",
        ],
        "\n",
    ]
)
PIECES = st.lists(st.one_of(WORDS, st.text(max_size=4), st.sampled_from(Kind)), max_size=60)


@given(PIECES, st.lists(st.sampled_from(["Ada", "Bo", "Russia", " ", "Cy 3"]), min_size=60, max_size=60))
def test_ends_are_mentions_that_the_predicate_may_join(pieces: list[str], names: list[str]) -> None:
    text, mentions = "", []
    for piece, name in zip(pieces, names, strict=False):
        if isinstance(piece, Kind):
            mentions.append(Proposal(len(text), len(text) + len(name), piece, name, None, 0.9, Origin.MODEL, "so"))
            piece = name
        text += piece + " "
    kinds = {(each.start, each.end): each.kind for each in mentions}
    for each in relations(text, mentions):
        assert may_join(kinds[each.subject], each.predicate, kinds[each.object])
        assert 0 <= each.start < each.end <= len(text)
        assert each.subject != each.object
        assert 0 <= each.score <= 1
        assert (each.role is not None) == (each.predicate is Predicate.HOLDS_ROLE)
