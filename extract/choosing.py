"""Which of several records of one name a document means: by kind, its years, and what else it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from store.model import About, Kind, LinkCandidate, Name, NameType, Proposal

# So many candidates are worth a person's look.
MOST = 8
_SHORT = 0.5
_OTHER_KIND = 0.2
_CHOSEN = 1.5
_NAMED_IN_FULL = 3.0
_MOST_RELATED = 3
# Things are spoken of some years before they begin, the nearer the oftener, and for ever after they end.
_AHEAD = 15
_TOO_EARLY = 0.2
_EARLY = 0.5
_IN_ITS_TIME = 1.5
_LEAST = 0.02
_AGENCIES = "agency/"
_NOTHING: Set[str] = frozenset()
_YEAR = re.compile(r"\d{4}(?!\d)")


class Surroundings(NamedTuple):
    """What a document says beside a name.

    Args:
        years: the years that it speaks of, and that of its publication.
        named: the records that it names, each with the words that name it.
    """

    years: frozenset[int]
    named: Mapping[str, Set[str]]


def surroundings(text: str, mentions: Iterable[Proposal], published: str | None) -> Surroundings:
    """What the mentions of a document, and the ISO date of its publication, say about their neighbours."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    dates = [published or ""]
    for mention in mentions:
        if mention.kind is Kind.DATE:
            dates.append(mention.name)
        elif mention.record_id:
            named[mention.record_id].add(text[mention.start : mention.end])
    return Surroundings(frozenset(int(year[0]) for date in dates if (year := _YEAR.match(date))), named)


def ranked(
    words: str, bearers: Sequence[Name], kind: Kind, chosen: str | None, around: Surroundings
) -> list[LinkCandidate]:
    """The records that bear a name, the likeliest first; their scores add up to 1 at most.

    Args:
        words: the name as it stands in the text.
        bearers: names of records that read like it.
        kind: what the mention is.
        chosen: the record that the words beside it speak for.
        around: what else the document says.
    """
    best: dict[str, Name] = {}
    for name in bearers:
        if name.record_id not in best or name.type is not NameType.SHORT:
            best[name.record_id] = name
    weights = {
        record_id: _weight(words, name, kind, around, _not_telling(record_id, best))
        * (_CHOSEN if record_id == chosen else 1.0)
        for record_id, name in best.items()
    }
    total = sum(weights.values())
    ranking = [LinkCandidate(record_id, round(weight / total, 3)) for record_id, weight in weights.items()]
    ranking.sort(key=lambda each: (-each.score, each.record_id != chosen, each.record_id))
    return [each for each in ranking[:MOST] if each.score >= _LEAST or each.record_id == chosen]


def told_by(neighbours: Set[str], beside: Set[str], bearers: Sequence[Name]) -> str | None:
    """The one record of several of a name that a text speaks for, if it speaks for one alone.

    Args:
        neighbours: the ids of the records that the text names for sure.
        beside: the words right beside the name.
        bearers: the names of the records.
    """
    best = {name.record_id: name for name in bearers}
    telling = {
        record_id
        for record_id, name in best.items()
        if name.about is not None
        and (
            not name.about.words.isdisjoint(beside)
            or not neighbours.isdisjoint(name.about.related - _not_telling(record_id, best))
        )
    }
    return telling.pop() if len(telling) == 1 else None


def _weight(words: str, name: Name, kind: Kind, around: Surroundings, not_telling: frozenset[str]) -> float:
    weight = _SHORT if name.type is NameType.SHORT else 1.0
    if name.kind is not kind:
        weight *= _OTHER_KIND
    if around.named.get(name.record_id, _NOTHING) - {words}:
        weight *= _NAMED_IN_FULL
    if name.about is not None:
        related = sum(1 for each in name.about.related if each in around.named and each not in not_telling)
        weight *= (1 + min(related, _MOST_RELATED)) * _in_time(name.about, around.years)
    return weight


def _not_telling(record_id: str, best: Mapping[str, Name]) -> frozenset[str]:
    """What rivals are related to as well, the rivals themselves, and agencies, which have a part in everything."""
    others = (name.about.related for other, name in best.items() if other != record_id and name.about)
    about = best[record_id].about
    agencies = (each for each in about.related if each.startswith(_AGENCIES)) if about else ()
    return frozenset(best).union(agencies, *others)


def _in_time(about: About, years: frozenset[int]) -> float:
    if not years or about.first is None:
        return 1.0
    if max(years) < about.first - _AHEAD:
        return _TOO_EARLY
    if max(years) < about.first - 1:
        return _EARLY
    last = about.last if about.last is not None else max(years)
    return _IN_ITS_TIME if any(about.first - 1 <= year <= last for year in years) else 1.0
