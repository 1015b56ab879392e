"""Records that share a name, and what tells them apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from store.model import About, Name

_YEAR = re.compile(r"\d{4}(?!\d)")
_FIRST = frozenset({"launched", "first_flight", "founded", "born", "begun"})
_LAST = frozenset({"ended", "last_flight", "dissolved", "died"})
# What more records point to than this, such as Earth, has to do with everything.
_MOST_POINTING = 60

#: One fact: its record's id, property, value, and the id of the record that the value names, if any.
Row = tuple[str, str, str, str | None]


def namesakes(names: Iterable[Name]) -> set[str]:
    """The ids of the records that share a name, of whatever kinds they are."""
    bearers: dict[str, str] = {}
    found: set[str] = set()
    for name in names:
        other = bearers.setdefault(name.text.casefold().replace("-", " "), name.record_id)
        if other != name.record_id:
            found |= {other, name.record_id}
    return found


def told_apart(
    names: list[Name], which: set[str], facts: Iterable[Row], pointing: Iterable[tuple[str, str]]
) -> list[Name]:
    """The names, those of some records with what is known about these.

    Args:
        names: the names of all records, in the order in which they are returned.
        which: the ids of the records to tell apart.
        facts: the facts of those records.
        pointing: each record of which a fact points to one of those, with the one that it points to.
    """
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    related: defaultdict[str, set[str]] = defaultdict(set)
    from_others: defaultdict[str, set[str]] = defaultdict(set)
    words: defaultdict[str, set[str]] = defaultdict(set)
    for record_id, of, value, target in facts:
        # Craft of one country are too many to tell them by it; for places it says where they are.
        if target is not None and (of != "country" or record_id.startswith("place/")):
            related[record_id].add(target)
        if of == "type":
            words[record_id].update(value.lower().split())
        elif year := _YEAR.match(value):
            if of in _FIRST:
                first[record_id] = min(int(year[0]), first.get(record_id, int(year[0])))
            elif of in _LAST:
                last[record_id] = max(int(year[0]), last.get(record_id, int(year[0])))
    for record_id, target in pointing:
        from_others[target].add(record_id)
    for each, others in from_others.items():
        if len(others) <= _MOST_POINTING:
            related[each] |= others
    about = {
        each: About(first.get(each), last.get(each), frozenset(related[each]), frozenset(words[each])) for each in which
    }
    return [name._replace(about=about[name.record_id]) if name.record_id in about else name for name in names]
