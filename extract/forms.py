"""What a name is by its own form: the noun at its end or in front of an "of" says it."""

from __future__ import annotations

import re

from extract.cues import words
from store.model import Kind


def _table(rows: dict[Kind, str]) -> dict[str, Kind]:
    return {word: kind for kind, row in rows.items() for word in row.split()}


# The last word of a name: "Rice University", "Gale Crater".
HEADS: dict[str, Kind] = _table(
    {
        Kind.AGENCY: "Directorate Division Headquarters",
        Kind.ORGANIZATION: (
            "University College Institute Institution School Academy Laboratory Laboratories Lab Labs Observatory"
            " Observatories Museum Corporation Corp Corp. Inc Inc. Ltd Ltd. LLC GmbH AG SA S.A. PLC Plc Co Co. Company"
            " Companies Foundation Association Society Union Council Committee Subcommittee Commission Ministry"
            " Department Bureau Group Technologies Systems Aerospace Industries Aviation Airlines Airways Press News"
            " Times Journal Senate Parliament Force Command Squadron Army Navy Guard Corps Federation"
            " Consortium Alliance Partners Ventures Capital Bank Agency Administration Authority Service Survey Fund"
            " Trust Board Enterprises Holdings Electric Motors Robotics Dynamics Instruments Astronautics"
            " Observatorio Network Radio Television Magazine Gazette Herald Tribune Review Post Daily Embassy House"
            " Hospital Library Planetarium Solutions Communications Telecom Semiconductor Pharmaceuticals Materials"
            " Analytics Engineering Sciences Organization Organisation Panel Hospitals Clinic Club Team Collaboration"
            " Universities Committees Limited Exchange Space Works Services Parliaments Corporations"
        ),
        Kind.MISSION: (
            "Program Programme Programs Project Mission Missions Telescope Orbiter Lander Rover Probe Explorer"
            " Explorers Satellite Satellites Station Module Spectrometer Camera Radiometer Experiment Observer"
            " Spacecraft Imager Constellation Spectrograph Magnetometer Altimeter Capsule Pathfinder Surveyor"
            " Campaign Initiative Demonstration Demonstrator Testbed Telescopes Mapper Sounder"
            " Interferometer Sensor Payload Platform Shuttle Ship Spaceplane Vehicle Crawler Helicopter"
            " Photometer Detector Array Sail Instrument Suite Node Airlock Arm CubeSat CubeSats Flyby Impactor Relay"
        ),
        Kind.VEHICLE: "Stage Booster Boosters Rocket Rockets Launcher Missile Engine Engines",
        Kind.PLACE: (
            "Cosmodrome Spaceport Base County Island Islands Ocean Sea Bay River Lake Lakes Mountain Mountains Desert"
            " Valley Peninsula Coast Beach Airport Street Avenue Road Boulevard Drive Highway Building Hall Auditorium"
            " Theater Theatre Stadium Park Province Region Prefecture Republic Kingdom City Stand Gulf Strait Forest"
            " Hotel Canyon Plateau Territory District Airfield Airstrip Reef Reefs Cape Creek Falls Springs"
            " Heights Village Cemetery Port Harbor Harbour Runway Pad Hangar Refuge Field Range Site Tower"
            " Town Square Plaza Glacier Volcano Oblast Krai State States Emirates"
        ),
        Kind.BODY: (
            "Crater Nebula Galaxy Cluster Basin Vallis Valles Planitia Mons Montes Chaos Rille Rupes Belt Cloud Terra"
            " Planum Regio Fossae Linea Patera Tholus Chasma Chasmata Macula Dorsum Catena Cavus Rimae Rima Sulcus"
            " Sulci Comet Asteroid Moon Way"
        ),
        Kind.EVENT: (
            "Conference Congress Symposium Forum Summit Workshop Week Day Award Awards Prize Medal Challenge"
            " Competition Festival War Olympics Dialogue Meeting Expo Airshow Exhibition Games Hackathon Cup"
            " Colloquium Convention Fair Show Seminar Olympiad Trophy Fellowship Celebration Ceremony Gala Assembly"
        ),
        Kind.LAW: "Act Treaty Accords Accord Protocol Resolution Amendment Bill Charter Directive Constitution Law",
    }
)

# Heads before "of" or "for": "University of Bern", "Department of State".
OF_HEADS: dict[str, Kind] = _table(
    {
        Kind.ORGANIZATION: (
            "University Institute Ministry Department Academy Bureau School College Board Bank Museum Society"
            " Association Federation Union Council Committee Commission Chamber Embassy House Library Faculty"
            " Laboratory Universities Organization Organisation League Corps Academies Secretariat Foundation"
            " Instituto Universidad Hospital Companies Court Ministers Center Centre Company Alliance"
            " Administration Agency Observatory"
        ),
        Kind.AGENCY: "Office Directorate Division",
        Kind.PLACE: (
            "Gulf Bay Sea Strait Republic Kingdom Isle Port City District Commonwealth Cape Province State Coast"
        ),
        Kind.EVENT: "Day Battle Conference Congress Week",
        Kind.LAW: "Act Treaty Convention Bill Declaration",
    }
)

# Words that name a field of work; only such words may stand before an "and" inside a name.
FIELDS = words(
    "Science Sciences Technology Engineering Exploration Space Aeronautics Aeronautical Aviation Research Education"
    " Development Information Communications Communication Innovation Industry Trade Commerce Defense Defence Culture"
    " Environment Climate Energy Astronomy Geology Geophysics Oceanic Atmospheric Aerospace Management Budget Safety"
    " Health Transportation Infrastructure Data Navigation Flight Operations Manufacturing Materials Physics"
    " Astrophysics Chemistry Biology Medicine Telecommunications Forestry Agriculture Fisheries Food Drug Industrial"
    " Security Foreign Planetary Earth Ocean Human Lunar Mechanical Electrical Electronics Computer Mission Law Policy"
    " Structures Propulsion Testing Training Design Analysis Systems Air Sports Labour Labor Economy Finance Justice"
    " Structural Robotics Applied Meteorology Hydrology Mathematics Arts Business Economic Cooperation Fundamental"
    " Atmosphere Heliophysics Biological Physical Observation Tracking Telemetry Habitation Logistics"
)

_SPACE_AGENCY = re.compile(
    r"(?:Space|Aerospace|AeroSpace|Cosmic|Astronautics)(?: \w+){0,3} (?:Agency|Administration|Organi[sz]ation|Office"
    r"|Council|Directorate|Authority)$|^(?:National )?Space (?:Agency|Administration|Office)\b|Space Agency$"
)
_SPACE_CENTER = re.compile(
    r"(?:Space(?: Flight)?|Flight Research|Flight|Research|Astronaut|Cosmonaut Training|Space Operations"
    r"|Space Applications|Satellite|Propulsion(?: Systems)?|Exploration|Engineering) (?:Center|Centre)$"
)
_PLACE_CENTER = re.compile(
    r"(?:Launch|Convention|Visitor|Conference|Exhibition|Congress|Community|Civic) (?:Center|Centre|Complex)$"
)
_OTHER_CENTER = re.compile(r"(?:Center|Centre)(?: for\b.*)?$")
_AGENCY_FACILITY = re.compile(r"(?:Test|Assembly|Flight|Research|Training) Facility$")
_PLACE_FACILITY = re.compile(r"(?:Facility|Complex|Launch (?:Site|Center|Centre)|Force Station|Ground Station)$")
_SPACE_STATION = re.compile(r"Space Station$|Station (?:Program|Programme)$")
_MISSION_OFFICE = re.compile(r"(?:Program|Programme|Project) Office$")
_SPACE_OFFICE = re.compile(r"(?:Space|Communications|Launch|Engineering|Integration|Technology|Safety) Office$")
_VEHICLE_FORM = re.compile(
    r"(?:Launch Vehicle|(?:Upper|Core|Rocket|First|Second|Propulsion) Stage|Rocket Booster)s?$|Launch System$"
)
_MISSION_SERVICES = re.compile(r"(?:Launch|Resupply|Payload|Transportation|Cargo) Services$")
_PARLIAMENT = re.compile(r"(?:U\.S\.|US|United States|National|People's|Continental) Congress$")
_LAW_CONVENTION = re.compile(
    r"(?:Registration|Liability|Rescue|Geneva|Vienna|Chicago|Hague|Climate|Weapons|Rights) Convention$"
)
_LAW_AGREEMENT = re.compile(r"(?:Moon|Rescue|Paris|Climate|Intergovernmental|Peace|Trade) Agreement$")
_NO_NAME = re.compile(r"(?:Deep|Outer|Open|Near|Living|Cislunar|Inner|Air|Commercial|Human|New|Lunar|In) Space$")
_FORCE = re.compile(r"^Space (?:Force|Command)$")

# Heads that begin a sentence or a role as often as they end a name, so that one word in front is too little.
_NEEDS_A_NAME = frozenset({"Team", "Mission", "Missions", "Vehicle", "Way", "Moon", "Services", "Sensor", "State"})


def kind_of(name: str) -> Kind | None:
    """The kind that a name's form says, or None where it says nothing.

    Args:
        name: the name in its full length, without an article or a possessive.
    """
    parts = name.split(" ")
    if " of " in name or " for " in name:
        kind = _kind_before_of(parts)
        if kind is not None:
            return kind
    if len(parts) < 2:
        return None
    last = parts[-1]
    if last not in _LAST_WORDS or _NO_NAME.search(name):
        return None
    for form, kind in _FORMS:
        if form.search(name):
            return kind
    if last == "Station":
        return Kind.PLACE
    if last in _NEEDS_A_NAME and len(parts) < 3:
        return None
    return HEADS.get(last)


def _kind_before_of(parts: list[str]) -> Kind | None:
    for position, word in enumerate(parts):
        if word in ("of", "for") and position:
            if _SPACE_CENTER.search(" ".join(parts[:position])):
                return Kind.AGENCY
            return OF_HEADS.get(parts[position - 1])
    return None


_FORMS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_VEHICLE_FORM, Kind.VEHICLE),
    (_FORCE, Kind.ORGANIZATION),
    (_MISSION_SERVICES, Kind.MISSION),
    (_PARLIAMENT, Kind.ORGANIZATION),
    (_LAW_CONVENTION, Kind.LAW),
    (_LAW_AGREEMENT, Kind.LAW),
    (_SPACE_STATION, Kind.MISSION),
    (_SPACE_AGENCY, Kind.AGENCY),
    (_PLACE_CENTER, Kind.PLACE),
    (_SPACE_CENTER, Kind.AGENCY),
    (_MISSION_OFFICE, Kind.MISSION),
    (_SPACE_OFFICE, Kind.AGENCY),
    (_AGENCY_FACILITY, Kind.AGENCY),
    (_PLACE_FACILITY, Kind.PLACE),
    (_OTHER_CENTER, Kind.ORGANIZATION),
)

_LAST_WORDS = frozenset(HEADS) | words("Center Centre Complex Facility Office Stages Vehicles Agreement System")
