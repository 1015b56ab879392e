"""What a document speaks of: its main things, what it has named last, and the countries that its adjectives mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.relations.adjectives import NAMES_OF
from store.model import Kind, Proposal

#: For each kind of what a sentence may silently be about, the kinds that it may then be joined to.
CARRIED: dict[Kind, frozenset[Kind]] = {
    Kind.MISSION: frozenset(
        {Kind.DATE, Kind.PLACE, Kind.VEHICLE, Kind.BODY, Kind.PERSON, Kind.AGENCY, Kind.ORGANIZATION, Kind.MISSION}
    ),
    Kind.VEHICLE: frozenset({Kind.DATE, Kind.PLACE, Kind.MISSION, Kind.ORGANIZATION, Kind.AGENCY}),
    Kind.PERSON: frozenset({Kind.AGENCY, Kind.ORGANIZATION, Kind.MISSION}),
    Kind.ORGANIZATION: frozenset({Kind.PERSON, Kind.PLACE, Kind.MISSION, Kind.VEHICLE}),
    Kind.AGENCY: frozenset({Kind.PERSON, Kind.MISSION, Kind.PLACE, Kind.VEHICLE}),
    Kind.PLACE: frozenset({Kind.PERSON, Kind.MISSION}),
    Kind.EVENT: frozenset({Kind.PLACE, Kind.DATE}),
}
#: Kinds with which somebody can hold a role.
BODIES = frozenset({Kind.AGENCY, Kind.ORGANIZATION, Kind.PLACE})
_OF_THE_WHOLE = frozenset({Kind.MISSION, Kind.VEHICLE, Kind.AGENCY, Kind.ORGANIZATION})


class Topics:
    """What a document speaks of, sentence after sentence.

    Args:
        proposals: its mentions, in order.
    """

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        counts = Counter((each.kind, each.name) for each in proposals)
        first: dict[tuple[Kind, str], Proposal] = {}
        for each in proposals:
            first.setdefault((each.kind, each.name), each)
        #: For each kind, the first mentions of what is named most and of what is named first.
        self.main: dict[Kind, tuple[Proposal, Proposal]] = {}
        for kind in Kind:
            named = [each for each in first.values() if each.kind is kind]
            if named:
                self.main[kind] = max(named, key=lambda each: counts[each.kind, each.name]), named[0]
        called = {each.name.lower(): each for each in first.values() if each.kind is Kind.PLACE}
        #: For an adjective, the first mention of its country.
        self.countries = {
            adjective: called[name] for adjective, names in NAMES_OF.items() for name in names if name in called
        }
        self._before: Sequence[Proposal] = ()
        self._last: dict[Kind, Proposal] = {}

    def pass_over(self, mentions: Sequence[Proposal]) -> None:
        """Take note of the mentions of a sentence that has been read."""
        self._before = mentions
        for each in mentions:
            self._last[each.kind] = each

    def carried(self, start: int, here: frozenset[str]) -> list[tuple[Proposal, list[str]]]:
        """What a sentence may silently be about, each with how it has come to be so.

        Args:
            start: where the sentence starts.
            here: the names of what it speaks of aloud.
        """
        found: dict[tuple[Kind, str], tuple[Proposal, list[str]]] = {}

        def add(each: Proposal, how: str) -> None:
            if each.name not in here and each.start < start:
                found.setdefault((each.kind, each.name), (each, []))[1].append(how)

        for kind in CARRIED:
            named = [each for each in self._before if each.kind is kind]
            if named:
                add(named[0], "first before")
                add(named[-1], "last before")
            elif kind in self._last and kind in BODIES:
                add(self._last[kind], "earlier")
            if kind in self.main and kind in _OF_THE_WHOLE:
                most, title = self.main[kind]
                add(most, "main")
                add(title, "title")
        return list(found.values())
