import re

import pytest

from extract.candidates import Candidate, Settled
from extract.coreference import abbreviates, knowledge
from extract.settle import settle
from store.model import Kind, Origin, Proposal
from tests.extract.builders import candidate


def settled(text: str, *names: tuple[str, Kind]) -> list[Proposal]:
    guesses: list[Candidate] = []
    for surface, kind in names:
        start = text.index(surface)
        guesses.append(candidate(start, start + len(surface), kind, 0.9))
    return settle(text, guesses)


def test_a_surname_stands_for_the_full_name() -> None:
    text = "Woerner spoke first. Jan Woerner said so, and Woerner stayed."
    proposals = settled(text, ("Jan Woerner", Kind.PERSON))
    assert [text[each.start : each.end] for each in proposals] == ["Woerner", "Jan Woerner", "Woerner"]
    assert {each.name for each in proposals} == {"Jan Woerner"}


def test_a_chinese_surname_stands_in_front() -> None:
    text = "Wu Weiren spoke. Wu added more."
    assert [each.name for each in settled(text, ("Wu Weiren", Kind.PERSON))] == ["Wu Weiren", "Wu Weiren"]


def test_an_explained_acronym_is_the_same_wherever_it_stands() -> None:
    text = "PRA to fly. The Polar Research Agency (PRA) said that PRA is ready."
    proposals = settled(text, ("Polar Research Agency", Kind.AGENCY))
    assert [text[each.start : each.end] for each in proposals] == ["PRA", "Polar Research Agency", "PRA", "PRA"]
    assert {each.name for each in proposals} == {"Polar Research Agency"}


def test_a_centre_is_called_by_its_first_word() -> None:
    text = "The Ames Research Center tested it. Later Ames built another."
    proposals = settled(text, ("Ames Research Center", Kind.AGENCY))
    assert [each.name for each in proposals] == ["Ames Research Center", "Ames Research Center"]


@pytest.mark.parametrize(
    ("use", "names"), [("Rest here.", {"Rest", "Rest Corporation"}), ("We rest here.", {"Rest Corporation"})]
)
def test_a_short_form_that_is_also_a_word_of_the_text_is_none(use: str, names: set[str]) -> None:
    text = f"The Rest Corporation is big. {use}"
    assert {text[each.start : each.end] for each in settled(text, ("Rest Corporation", Kind.ORGANIZATION))} == names


class CountingText(str):
    """A text that counts how often the whole of it is gone through."""

    passes = 0

    def __contains__(self, part: object) -> bool:
        self.passes += 1
        return super().__contains__(part)  # type: ignore[operator]

    def split(self, *args: object, **options: object) -> list[str]:
        self.passes += 1
        return super().split(*args, **options)  # type: ignore[arg-type]


def test_a_text_of_many_names_is_gone_through_once() -> None:
    text = CountingText("Wolkenstein Corporation, Xanadu Yonder Corporation, Brightness Corporation. " * 50)
    mentions = [
        Settled(start, start + len(name), Kind.ORGANIZATION, 0.9, ())
        for name in ("Wolkenstein Corporation", "Xanadu Yonder Corporation", "Brightness Corporation")
        for start in (match.start() for match in re.finditer(name, text))
    ]
    assert {"Wolkenstein", "Xanadu Yonder", "Brightness"} <= set(knowledge(text, mentions))
    assert text.passes <= 1


def test_accords_in_lower_case_are_none() -> None:
    text = "The Artemis Accords matter. The Accords bind; the accords do not."
    proposals = settled(text, ("Artemis Accords", Kind.LAW))
    assert [text[each.start : each.end] for each in proposals] == ["Artemis Accords", "Accords"]


def test_part_of_a_hyphenated_name_is_another_name() -> None:
    text = "Sue Marshall met Ann Marshall-Osei."
    proposals = settled(text, ("Sue Marshall", Kind.PERSON))
    assert [text[each.start : each.end] for each in proposals] == ["Sue Marshall"]


def test_letters_must_stand_in_order() -> None:
    assert abbreviates("ESA", "European Space Agency")
    assert not abbreviates("ESA", "Agency of European Space")


def test_a_proposal_tells_its_origin_and_reason() -> None:
    text = "The Artemis Accords."
    guesses = [candidate(4, 19, Kind.LAW), candidate(4, 19, Kind.LAW, 0.4, Origin.MODEL)]
    (proposal,) = settle(text, guesses)
    assert proposal.origin is Origin.PATTERN
    assert proposal.reason == "a test says so; the language model agrees"


def test_an_event_with_international_in_front_is_the_known_event() -> None:
    text = "The International Space Forum opened."
    known = Candidate(18, 29, Kind.EVENT, Origin.RECORD_NAME, 0.5, "known", "Space Forum", "event/space-forum")
    (proposal,) = settle(text, [candidate(4, 29, Kind.EVENT, 0.9), known])
    assert (proposal.name, proposal.record_id) == ("Space Forum", "event/space-forum")


def test_a_surname_is_no_place_of_the_same_name_but_behind_a_preposition_of_place() -> None:
    text = "Ada Houston spoke. Houston smiled, far from home in Houston."
    places = [candidate(m.start(), m.end(), Kind.PLACE, 0.9) for m in re.finditer(r"(?<!Ada )Houston", text)]
    found = settle(text, [candidate(0, 11, Kind.PERSON, 0.9), *places])
    assert [(text[each.start : each.end], each.kind) for each in found] == [
        ("Ada Houston", Kind.PERSON),
        ("Houston", Kind.PERSON),
        ("Houston", Kind.PLACE),
    ]
