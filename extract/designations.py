"""Names of letters and numerals: series of missions and vehicles, pads, and what astronomers number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.candidates import Candidate
from store.model import Kind, Origin

_NUMBER = r"\d{1,4}(?:\.\d\w?)?[A-Z]?(?![\w])"
_ROMAN = r"(?:I{1,3}|IV|VI{0,3}|IX|XI{0,3})(?!\w)"

_VEHICLE_SERIES = (
    "Falcon|Ariane|Atlas|Delta|Titan|Saturn|Long March|Changzheng|CZ|Proton|Zenit|Antares|Minotaur|Vega|H-II|H-I|GSLV"
    "|PSLV|SSLV|LVM|Angara|Kuaizhou|Jielong|Ceres|Hyperbola|Zhuque|Tianlong|Gravity|Kinetica|Lijian|Unha|Safir|Simorgh"
    "|Shavit|KSLV|Epsilon|Redstone|Thor|Firefly Alpha|Nuri|Soyuz-2|Soyuz-FG|Soyuz-U|Starship Block|Space Pioneer"
    "|RD|RL|BE|YF|LE|RS|AJ|GEM|NK|Merlin|Raptor|Rutherford|Kaituozhe|Nebula|Pallas|Miura|Eris|Electron"
)
_PLACES = re.compile(
    r"(?:Space )?Launch (?:Complex|Pad|Area|Site)[- ]\d+[A-Z]?(?: (?:East|West|North|South)(?!\w))?"
    r"|(?<!\w)(?:(?:SLC|LC|ELA|LA)-|(?:[Pp]ad|Building|Area|Runway|Highway) )\d+[A-Z]?(?!\w)"
    r"|(?<!\w)Site \d+(?:/\d+)?(?!\w)|Test Stand [A-Z]?-?\d[A-Z]?(?!\w)|(?<!\w)[A-Z]-\d Test Stand"
)
_BODIES = re.compile(
    r"(?<!\w)(?:(?:Kepler|TRAPPIST|TOI|WASP|HAT-P|K2|HD|GJ|HR|HIP|LHS|LTT|Gliese|Wolf|CoRoT|COROT|PSR|PDS|HH|SN|GRB|Sgr|LP)"
    r"[- ]\d+[A-Za-z]?(?:[ -][a-h](?!\w))?|(?:NGC|IC|Messier|Abell|Arp|UGC) ?\d{1,5}|[CP]/(?:1[89]|20)\d\d [A-Z]\d{1,2}"
    r"|\dI/[’'\w]+|\d{1,3}P/[\w–-]+|(?:19|20)\d\d [A-Z]{2}\d{0,3}(?!\w)|[MR]\d{1,3}(?= galaxy|\*)|SN ?(?:19|20)\d\d\w+"
    r"|AT20\d\d\w+)(?!\w)"
)
_VEHICLES = re.compile(rf"(?<![\w-])(?:{_VEHICLE_SERIES})(?:[- ]?(?:{_NUMBER}|{_ROMAN}))(?:[- ][A-Z]\d?(?!\w))?")
_MISSIONS = re.compile(
    r"(?<![\w-])(?:Apollo|Gemini|Mercury|Soyuz|Progress|Expedition|Crew|Cosmos|Kosmos|STS|NROL|CRS|USSF|OFT|Ax|Axiom"
    r"|Shenzhou|Tianzhou|Tiangong|Luna|Venera|Vostok|Voskhod|Salyut|Zond|Explorer|Pioneer|Mariner|Ranger|Surveyor|Viking"
    r"|Voyager|Sentinel|Landsat|GOES|Intelsat|Meteosat|MetOp|Gaofen|Yaogan|Beidou|BeiDou|Queqiao|Transporter|Bandwagon"
    r"|Sputnik|Orbiter|Starlink(?: Group)?|OneWeb|Polaris|Cygnus|Dragon|IM|NG|SpX|Artemis|Chang['’]e|Chandrayaan"
    rf"|Hayabusa|Helios|Galileo|Unity|NS|VS|VA|VV|Flight|Mission)[- ](?:(?:[A-Z]{{1,3}}-)?{_NUMBER}(?:-\d+)?"
    rf"|{_ROMAN}(?: [A-Z]\w+)?)(?!\w)"
)
_LAUNCHES = re.compile(r"(?<![\w-])(?:PSLV-C|GSLV-[FD]|V[ASV] ?)\d{1,3}(?!\w)")
_ANY_SERIES = re.compile(r"(?<![\w/-])(?:[A-Z][\w'’]*[A-Za-z]{2}|X)(?:-[A-Z]{1,3})?-\d{1,4}[A-Z]?(?![\w%]|-\w)")
_NOT_A_SERIES = re.compile(
    r"(?:COVID|SARS|CoV|MIL|ISO|ASTM|STD|NPR|NPD|RFP|Mach|Figure|Fig|Table|Type|Class|Level|Phase|Stage|Block|FIPS|Ku|Ka|UTC|GMT"
    r"|Form|Part|Section|Vol|No|Lot|TRL|Top|Group|Mid|Pre|Post|Category|Grade|Delta|T|L|U|PM|CO|Sol|Cesium|Carbon|Title)-"
)

_SEED = re.compile(
    r"(?<=[A-Za-z])-\d+|(?<=[A-Z])\d+|(?<!\w)[A-Z][\w'’.-]* \d+|[- ][IVX]+(?!\w)|[PCI]/|(?:19|20)\d\d (?=[A-Z]{2})"
    r"|pad \d"
)
_REACH_BEFORE = 20
_REACH_BEHIND = 28

_TABLES: tuple[tuple[re.Pattern[str], Kind, float, str], ...] = (
    (_PLACES, Kind.PLACE, 0.82, "a pad, site or building with its number"),
    (_BODIES, Kind.BODY, 0.82, "an astronomer's designation"),
    (_VEHICLES, Kind.VEHICLE, 0.7, "a series of launch vehicles or engines with a numeral"),
    (_MISSIONS, Kind.MISSION, 0.72, "a series of missions with a numeral"),
    (_LAUNCHES, Kind.MISSION, 0.72, "the number of a launch"),
    (_ANY_SERIES, Kind.MISSION, 0.5, "a name with a numeral, as satellites have"),
)


def designated(text: str) -> Iterator[Candidate]:
    """A candidate for every designation in a text; designations may overlap each other."""
    for low, high in _windows(text):
        for pattern, kind, trust, reason in _TABLES:
            for match in pattern.finditer(text, low, high):
                if pattern is _ANY_SERIES and _NOT_A_SERIES.match(match[0]):
                    continue
                yield Candidate(match.start(), match.end(), kind, Origin.PATTERN, trust, reason)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The surroundings of the numerals of a text, where alone a designation can be, merged where they overlap."""
    low = high = -1
    for numeral in _SEED.finditer(text):
        start = max(numeral.start() - _REACH_BEFORE, 0)
        if start > high:
            if high > 0:
                yield low, high
            low = start
        high = min(numeral.end() + _REACH_BEHIND, len(text))
    if high > 0:
        yield low, high
