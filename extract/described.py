"""Common nouns that stand for a thing already named ("the agency", "the probe"), and the kinds they stand for."""

from __future__ import annotations

import re

from extract import cues
from store.model import Kind, Proposal

_STANDING_FOR = {
    Kind.AGENCY: "agency center centre laboratory lab directorate",
    Kind.ORGANIZATION: (
        "company firm startup start-up manufacturer maker operator contractor provider corporation group university"
        " institute ministry department committee commission council newspaper broadcaster outlet regulator airline"
        " nonprofit foundation carmaker"
    ),
    Kind.MISSION: (
        "spacecraft probe satellite telescope rover lander orbiter station capsule mission observatory module"
        " instrument programme program constellation cubesat freighter spaceship spaceplane shuttle helicopter ship"
        " craft vessel explorer project laboratory"
    ),
    Kind.VEHICLE: "rocket launcher booster engine vehicle stage",
    Kind.BODY: "planet moon asteroid comet star crater galaxy exoplanet",
    Kind.EVENT: "conference meeting forum congress summit symposium competition workshop contest festival",
    Kind.LAW: "treaty law act bill accord accords agreement convention resolution",
    Kind.PLACE: "country nation state city town cosmodrome spaceport island site",
}
_PERSONAL = cues.PERSON_NOUNS | cues.words(
    "year-old man woman astronaut general colonel senator minister president scientist engineer spokesman spokeswoman"
    " congressman congresswoman chairman chairwoman official founder executive lawmaker expert professor director"
    " administrator"
)
#: The kinds a noun can stand for, the likelier first.
KINDS: dict[str, tuple[Kind, ...]] = {}
for _kind, _nouns in _STANDING_FOR.items():
    for _noun in _nouns.split():
        KINDS[_noun] = (*KINDS.get(_noun, ()), _kind)
for _noun in _PERSONAL:
    KINDS.setdefault(_noun, (Kind.PERSON,))
KINDS["agency"] = (Kind.AGENCY, Kind.ORGANIZATION)
KINDS["vehicle"] = (Kind.VEHICLE, Kind.MISSION)
KINDS["engine"] = (Kind.VEHICLE,)

# Nouns that stand for nothing but what carries them in its name or beside it.
ONLY_WHERE_SAID = cues.words(
    "center centre laboratory lab directorate university institute ministry department committee commission council"
    " newspaper broadcaster outlet regulator airline foundation observatory telescope station module instrument rover"
    " lander orbiter capsule helicopter shuttle group state site island city town star galaxy crater moon planet"
    " project stage engine booster"
)
# Words in a body's name that no "agency" or "company" stands for.
UNLIKE = {
    "agency": cues.words(
        "Center Centre Laboratory Facility Observatory Office Directorate Division Station Institute Branch Program"
        " Complex Department University Network"
    ),
    "company": cues.words(
        "University Institute Ministry Department Congress Senate House Academy Committee Commission Council Force"
        " Command Office Society Association Foundation School College Administration Army Navy Government Parliament"
        " Union News Times Post Agency Bureau Survey Museum Observatory"
    ),
}
for _noun in ("firm", "startup", "start-up", "manufacturer", "maker", "operator", "contractor", "provider"):
    UNLIKE[_noun] = UNLIKE["company"]

_WORDS = re.compile(r"[\w’'.-]+")
_PHRASE = re.compile(r"[^,.;)\n]*")
_BEHIND = 60
_MOST_WORDS = 6


def is_called(text: str, mention: Proposal, noun: str) -> bool:
    """Whether a noun is in a mention's name or said of it right beside it ("rover X", "X, a small rover")."""
    if noun in map(str.lower, mention.name.split()):
        return True
    start, end = mention.start, mention.end
    if text[start - 1 : start] == " ":
        before = _WORDS.findall(text, max(start - 40, 0), start)
        # Titles are strung together before a person: "general and director Ada Mirren".
        if noun in (word.lower().rstrip(".") for word in before[-3 if mention.kind is Kind.PERSON else -1 :]):
            return True
    behind = text[end : end + _BEHIND]
    if behind[:1] == " " and behind[1:].lower().startswith(noun):
        return not behind[1 + len(noun) : 2 + len(noun)].isalpha()
    if behind[:2] in (", ", " ("):
        phrase = _PHRASE.match(behind, 2)
        return phrase is not None and noun in _WORDS.findall(phrase[0].lower())[:_MOST_WORDS]
    return False
