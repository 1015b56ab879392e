"""Names that several things of the shipped catalogue share, told apart by what stands around them."""

from __future__ import annotations

import pytest

from extract.pipeline import Extractor, load
from store import shipped


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load(shipped.catalogue_names())


@pytest.mark.parametrize(
    ("text", "words", "record"),
    [
        ("The Soyuz docked with the International Space Station.", "Soyuz", "mission/soyuz"),
        ("A Soyuz rocket carried the satellite to orbit.", "Soyuz", "vehicle/soyuz-rocket"),
        ("Arianespace launched the satellite on a Soyuz from French Guiana.", "Soyuz", "vehicle/soyuz-rocket"),
        ("Discovery carried the Hubble Space Telescope to orbit in 1990.", "Discovery", "mission/discovery"),
        ("NASA selected Psyche under the Discovery Program.", "Discovery Program", "mission/discovery-program"),
        ("The Apollo program ended in 1972.", "Apollo", "mission/apollo-program"),
        ("Hope entered orbit around Mars, the UAE Space Agency said.", "Hope", "mission/emirates-mars-mission"),
        ("NASA's Orion will carry the Artemis II crew.", "Orion", "mission/orion"),
        ("Betelgeuse stands in the constellation Orion.", "Orion", "body/orion-constellation"),
        ("An Atlas V lifted off from Cape Canaveral.", "Atlas V", "vehicle/atlas-v"),
        ("Titan is the largest moon of Saturn.", "Titan", "body/titan"),
        ("The Titan rocket carried the Gemini crews.", "Titan", "vehicle/titan-rocket"),
        ("Europa has an ocean beneath its ice.", "Europa", "body/europa"),
        ("The Europa rocket failed at Woomera in 1968.", "Europa", "vehicle/europa-rocket"),
        ("Columbia broke apart over Texas in 2003.", "Columbia", "mission/columbia"),
        ("Collins flew Columbia on Apollo 11 in 1969.", "Columbia", "mission/columbia-command-module"),
        ("She grew up in Columbia, South Carolina.", "Columbia", "place/columbia-south-carolina"),
        ("Phoenix landed on Mars in 2008.", "Phoenix", "mission/phoenix"),
        ("The company is based in Phoenix, Arizona.", "Phoenix", "place/phoenix"),
        ("InSight listened for quakes on Mars.", "InSight", "mission/insight"),
        ("Curiosity climbed Mount Sharp in Gale Crater.", "Curiosity", "mission/curiosity"),
        ("Spirit and Opportunity landed on Mars in 2004.", "Opportunity", "mission/opportunity"),
        ("Crew Dragon Endurance splashed down off Florida.", "Crew Dragon Endurance", "mission/crew-dragon-endurance"),
        ("Alan Shepard flew Freedom 7 in 1961.", "Freedom 7", "mission/mercury-redstone-3"),
        ("Resilience crashed on the Moon, ispace said.", "Resilience", "mission/resilience"),
        ("Resilience carried the Inspiration4 crew in 2021.", "Resilience", "mission/crew-dragon-resilience"),
        ("Endeavour flew the STS-134 mission in 2011.", "Endeavour", "mission/endeavour"),
        ("Galileo orbited Jupiter until 2003.", "Galileo", "mission/galileo"),
        ("The rocket engine was tested in Atlanta, Georgia.", "Georgia", "place/georgia-state"),
        ("Georgia's capital is Tbilisi.", "Georgia", "place/georgia-country"),
        ("ispace of Tokyo flew Hakuto-R Mission 1.", "ispace", "organization/ispace-japan"),
    ],
)
def test_the_record_is_the_one_of_which_the_text_speaks(
    extractor: Extractor, text: str, words: str, record: str
) -> None:
    found = {text[each.start : each.end]: each.record_id for each in extractor.extract(text).proposals}
    assert found.get(words) == record


@pytest.mark.parametrize(
    "text",
    [
        "The discovery was announced by NASA.",
        "The report gives insight into the budget.",
        "The opportunity to fly was rare.",
    ],
)
def test_an_ordinary_word_is_no_record(extractor: Extractor, text: str) -> None:
    assert {text[each.start : each.end] for each in extractor.extract(text).proposals} <= {"NASA"}


def test_a_common_word_in_a_heading_is_no_mission(extractor: Extractor) -> None:
    text = "Partners for the Road to the Moon and Beyond\n\nThe European Space Agency looks at the Moon.\n"
    assert "Beyond" not in {text[each.start : each.end] for each in extractor.extract(text).proposals}


def test_the_first_word_of_a_title_is_no_vehicle(extractor: Extractor) -> None:
    text = "“We try again,” said Prime Minister Benjamin Netanyahu in Yehud."
    assert "Prime" not in {text[each.start : each.end] for each in extractor.extract(text).proposals}
