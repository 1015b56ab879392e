from __future__ import annotations

from store.model import Alias, Fact, Kind, NameType, Record
from store.records import names_of

ORBITER = Record(
    "mission/columbia", Kind.MISSION, "Columbia", facts=(Fact("first_flight", "1981-04-12", "a test"),), common=True
)
TOWN = Record(
    "place/columbia-maryland",
    Kind.PLACE,
    "Columbia (Maryland)",
    aliases=(Alias("Columbia", NameType.SHORT),),
    facts=(Fact("part_of", "Maryland", "a test", "place/maryland"), Fact("type", "town or city", "a test")),
)
STATE = Record("place/maryland", Kind.PLACE, "Maryland")
FLIGHT = Record(
    "mission/sts-1", Kind.MISSION, "STS-1", facts=(Fact("orbiter", "Columbia", "a test", "mission/columbia"),)
)


def test_records_that_share_a_name_say_what_tells_them_apart() -> None:
    about = {name.record_id: name.about for name in names_of([ORBITER, TOWN, STATE, FLIGHT])}
    orbiter, town = about["mission/columbia"], about["place/columbia-maryland"]
    assert orbiter is not None
    assert (orbiter.first, orbiter.last, orbiter.related) == (1981, None, frozenset({"mission/sts-1"}))
    assert town is not None
    assert (town.related, town.words) == (frozenset({"place/maryland"}), frozenset({"town", "or", "city"}))


def test_a_record_that_shares_no_name_needs_nothing_to_tell_it() -> None:
    assert {name.about for name in names_of([TOWN, STATE])} == {None}
