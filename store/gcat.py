"""GCAT's published tables of organisations and payloads, as records.

The General Catalog of Artificial Space Objects is Jonathan McDowell's (https://planet4589.org/space/gcat), CC BY 4.0.
Its tables are separated by tabs; their first line begins with `#` and names the columns, `-` stands for nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from store.errors import FormatError
from store.model import Alias, Fact, Kind, NameType, Record
from store.naming import fold, record_id, told_apart

#: What the facts of these tables name as their source.
SOURCE = "gcat"
_ORGANISATIONS = {"#Code", "StateCode", "Type", "Class", "TStart", "TStop", "ShortName", "Name", "Parent", "EName"}
_PAYLOADS = {"#JCAT", "Piece", "Name", "LDate"}
_DATE = re.compile(r"(\d{3,4})(?: +([A-Z][a-z]{2})(?: +(\d{1,2}))?)?(?: +\d{4}(?::\d+)?)?\??")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: A name that is no more than a word may be any word.
_BARE_WORD = re.compile(r"[^\W\d_]+")
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
#: Accents as TeX writes them, and hyphens for the end of a line only.
_TYPESETTING = re.compile(r"\\[^\w\s]|[{}\xad]")
_OF_SPACE = re.compile(r"(?i)\b(aero)?space|cosm|kosm|astronaut|\bNASA\b|\bDLR\b")
#: The names of states by their codes, as far as they have organisations or satellites in some number.
_STATES = {
    "AE": "United Arab Emirates",
    "AR": "Argentina",
    "AT": "Austria",
    "AU": "Australia",
    "B": "Belgium",
    "BR": "Brazil",
    "BY": "Belarus",
    "CA": "Canada",
    "CH": "Switzerland",
    "CL": "Chile",
    "CN": "China",
    "CSFR": "Czechoslovakia",
    "CSSR": "Czechoslovakia",
    "CZ": "Czech Republic",
    "D": "Germany",
    "DD": "East Germany",
    "DK": "Denmark",
    "DZ": "Algeria",
    "E": "Spain",
    "EG": "Egypt",
    "F": "France",
    "FI": "Finland",
    "GR": "Greece",
    "HU": "Hungary",
    "I": "Italy",
    "ID": "Indonesia",
    "IE": "Ireland",
    "IL": "Israel",
    "IN": "India",
    "IQ": "Iraq",
    "IR": "Iran",
    "J": "Japan",
    "KP": "North Korea",
    "KR": "South Korea",
    "KZ": "Kazakhstan",
    "L": "Luxembourg",
    "LT": "Lithuania",
    "MN": "Mongolia",
    "MX": "Mexico",
    "MY": "Malaysia",
    "N": "Norway",
    "NG": "Nigeria",
    "NL": "Netherlands",
    "NZ": "New Zealand",
    "P": "Portugal",
    "PH": "Philippines",
    "PK": "Pakistan",
    "PL": "Poland",
    "RO": "Romania",
    "RU": "Russia",
    "S": "Sweden",
    "SA": "Saudi Arabia",
    "SG": "Singapore",
    "SU": "Soviet Union",
    "T": "Thailand",
    "TR": "Turkey",
    "TW": "Taiwan",
    "UA": "Ukraine",
    "UAE": "United Arab Emirates",
    "UK": "United Kingdom",
    "US": "United States",
    "UY": "Uruguay",
    "VE": "Venezuela",
    "VN": "Vietnam",
    "ZA": "South Africa",
}


def is_table(text: str) -> bool:
    """Whether a text begins like one of the tables."""
    columns = set(_header(text.split("\n", 1)[0]))
    return columns >= _ORGANISATIONS or columns >= _PAYLOADS


def read(lines: Iterable[str], *, source: str) -> Iterator[Record]:
    """Read a table of organisations or of payloads.

    Names that stand in a table more than once get a distinguishing code or designator in parentheses; payloads
    without a name are left out, and what the table of all objects has beside payloads.

    Args:
        lines: the lines of the table, without their ends.
        source: what messages call the file.

    Raises:
        FormatError: a row has more or fewer fields than there are columns.
    """
    rows = list(_rows(lines, source))
    if rows and "#Code" in rows[0]:
        return _organisations(rows)
    return _distinct(_payloads(rows))


def date(text: str) -> str | None:
    """A date of GCAT as ISO 8601, as far as it is known: "1957 Oct  4" is 1957-10-04.

    A question mark behind it is dropped. Nothing is left of decades, nor of what is no date.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None or found[2] not in (None, *_MONTHS):
        return None
    year, month, day = found.groups()
    return "-".join(
        part
        for part in (year.zfill(4), month and f"{_MONTHS.index(month) + 1:02}", day and day.zfill(2))
        if part is not None
    )


def _header(line: str) -> list[str]:
    return [column.strip() for column in line.removeprefix("\ufeff").split("\t")]


def _rows(lines: Iterable[str], source: str) -> Iterator[dict[str, str]]:
    columns: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not columns:
            columns = _header(line)
        elif line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != len(columns):
                raise FormatError(f"{source}, line {number}: {len(cells)} fields are not the {len(columns)} columns.")
            yield {column: "" if cell == "-" else cell for column, cell in zip(columns, cells, strict=True)}


def _organisations(rows: list[dict[str, str]]) -> Iterator[Record]:
    named = [(row["#Code"], _organisation(row)) for row in rows if _plain(row["EName"]) or _plain(row["Name"])]
    by_code = dict(zip((code for code, _ in named), _distinct(named), strict=True))
    for row in rows:
        record = by_code.get(row["#Code"])
        if record is None:
            continue
        parent = by_code.get(row["Parent"])
        if row["Parent"]:
            belongs = Fact("part_of", parent.name if parent else row["Parent"], SOURCE, parent.id if parent else None)
            record = record._replace(facts=(*record.facts, belongs))
        yield record


def _organisation(row: dict[str, str]) -> Record:
    own, english, native = (_plain(row.get(column, "")) for column in ("Name", "EName", "UName"))
    kind = _kind_of(row)
    if kind is Kind.PLACE:
        english = _plain(row.get("ShortEName", "")) or english
    name = english or own
    others = [Alias(text, NameType.NATIVE) for text in (own, native)]
    others += [Alias(text, _type_of_short(text)) for text in map(_plain, (row["ShortName"], row.get("ShortEName", "")))]
    facts = []
    if kind is not Kind.PLACE:
        facts = _facts(country=_STATES.get(row["StateCode"]), founded=date(row["TStart"]), dissolved=date(row["TStop"]))
    return Record(record_id(kind, name), kind, name, aliases=_aliases(name, others), facts=tuple(facts))


def _kind_of(row: dict[str, str]) -> Kind:
    """Places by their type; agencies are civil and by their name about space; companies and all else is not."""
    if row["Type"] in ("CY", "CYP"):
        return Kind.PLACE
    if row["Type"] == "AP":
        return Kind.BODY
    is_agency = row["Class"] == "C" and _OF_SPACE.search(f"{row['Name']} {row['EName']}")
    return Kind.AGENCY if is_agency else Kind.ORGANIZATION


def _type_of_short(text: str) -> NameType:
    if text.isupper() and " " not in text:
        return NameType.ACRONYM
    return NameType.SHORT if _BARE_WORD.fullmatch(text) else NameType.VARIANT


def _payloads(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, Record]]:
    for row in rows:
        name = _plain(row.get("PLName") or row["Name"])
        if not name or row.get("Type", "P")[:1] != "P":
            continue
        state = (row.get("UNState") or row.get("State") or "").strip("[]*?")
        facts = _facts(
            launched=date(row["LDate"]),
            designation=row["Piece"],
            programme=row.get("Program"),
            country=_STATES.get(state),
        )
        common = _BARE_WORD.fullmatch(name) is not None
        record = Record(record_id(Kind.MISSION, name), Kind.MISSION, name, facts=tuple(facts), common=common)
        yield row["Piece"] or row["#JCAT"], record


def _facts(**values: str | None) -> list[Fact]:
    return [Fact(name, value, SOURCE) for name, value in values.items() if value]


def _aliases(name: str, others: Iterable[Alias]) -> tuple[Alias, ...]:
    """The other names that are not the name over again, each once."""
    found = {fold(alias.name): alias for alias in reversed(list(others)) if alias.name}
    found.pop(fold(name), None)
    return tuple(reversed(found.values()))


def _plain(name: str) -> str:
    """A name without the table's own marks: brackets around what is not official, TeX, spaces, hyphens for nothing."""
    bracketed = _BRACKETED.fullmatch(name)
    plain = " ".join(_TYPESETTING.sub("", bracketed[1] if bracketed else name).split())
    return plain if any(map(str.isalnum, plain)) else ""


def _distinct(marked: Iterable[tuple[str, Record]]) -> Iterator[Record]:
    """The records, those that share an id told apart by the marks that they come with."""
    given = list(marked)
    counts = Counter(record.id for _, record in given)
    for mark, record in given:
        yield record if counts[record.id] == 1 else told_apart(record, mark)
