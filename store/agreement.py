"""How far two people agree on the same texts: F1 of mentions, Cohen's kappa by kind, and where they differ.

Compared are the texts on which both have decided something. F1 takes the first library as the truth; exchanging the
two does not change it. Kappa (Cohen 1960) compares word by word, since a text has no number of mentions that nobody
marked: of every word, whether each says that it belongs to a mention of the kind.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from store import documents
from store.database import SUPERSEDED
from store.model import Kind, State
from store.spans import in_context

_WORD = re.compile(r"\w+|[^\w\s]")


class Marked(NamedTuple):
    """A mention as one of the two has it."""

    start: int
    end: int
    kind: Kind
    name: str
    state: State
    author: str | None


class Disagreement(NamedTuple):
    """A place on which the two differ; None stands for no accepted mention there.

    Args:
        first_document: the document in the first library.
        second_document: the same text in the second one.
        before: some of the text before the place.
        words: the words of the place.
        after: some of the text behind it.
        first: what the first has.
        second: what the second has.
    """

    first_document: int
    second_document: int
    before: str
    words: str
    after: str
    first: Marked | None
    second: Marked | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two agree on one kind, or on all.

    Args:
        both: mentions that both accepted with the same place and kind.
        first: mentions that only the first accepted so.
        second: mentions that only the second accepted so.
        kappa: Cohen's kappa over words, from -1 to 1; 1 where both never say it, or always.
    """

    both: int
    first: int
    second: int
    kappa: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1; 1 where neither accepted any."""
        total = 2 * self.both + self.first + self.second
        return 2 * self.both / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two libraries compared.

    Args:
        documents: on how many texts both have decided.
        overall: over all kinds; its kappa is of the kind of each word.
        kinds: for each kind.
        disagreements: every place on which they differ, in the order of the first library's documents.
    """

    documents: int
    overall: Agreement
    kinds: dict[Kind, Agreement]
    disagreements: list[Disagreement]


def compare(first: sqlite3.Connection, second: sqlite3.Connection) -> Comparison:
    """Compare what two people decided on the texts that both their libraries hold."""
    both, left, right = Counter[Kind](), Counter[Kind](), Counter[Kind]()
    words: Counter[tuple[Kind | None, Kind | None]] = Counter()
    found: list[Disagreement] = []
    shared = list(_shared(first, second))
    for one, other in shared:
        text = documents.get(first, one).text
        mine, theirs = _accepted(first, one), _accepted(second, other)
        keys = [{(m.start, m.end, m.kind) for m in each} for each in (mine, theirs)]
        both.update(kind for *_, kind in keys[0] & keys[1])
        left.update(kind for *_, kind in keys[0] - keys[1])
        right.update(kind for *_, kind in keys[1] - keys[0])
        words.update(zip(_kinds_of_words(text, mine), _kinds_of_words(text, theirs), strict=True))
        for a, b in _pairs(mine, theirs):
            if a is None or b is None or (a[:4]) != (b[:4]):
                start = min(m.start for m in (a, b) if m)
                end = max(m.end for m in (a, b) if m)
                found.append(Disagreement(one, other, *in_context(text, start, end), a, b))
    kinds = {}
    for kind in Kind:
        table: Counter[tuple[bool, bool]] = Counter()
        for (a_kind, b_kind), count in words.items():
            table[a_kind is kind, b_kind is kind] += count
        kinds[kind] = Agreement(both[kind], left[kind], right[kind], _kappa(table))
    overall = Agreement(both.total(), left.total(), right.total(), _kappa(words))
    return Comparison(len(shared), overall, kinds, found)


def _shared(first: sqlite3.Connection, second: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """The present documents of the same text on which both have decided."""
    sql = (
        f"SELECT sha256, id FROM documents WHERE id NOT IN {SUPERSEDED} AND id IN "
        "(SELECT document_id FROM mentions WHERE state IN ('accepted', 'rejected')) ORDER BY id"
    )
    theirs = dict(second.execute(sql).fetchall())
    for sha256, number in first.execute(sql).fetchall():
        if sha256 in theirs:
            yield number, theirs[sha256]


def _accepted(connection: sqlite3.Connection, document_id: int) -> list[Marked]:
    rows = connection.execute(
        "SELECT start_offset, end_offset, mentions.kind, coalesce(merged.name, records.name), state, author "
        "FROM mentions JOIN records ON records.id = record_id LEFT JOIN records AS merged "
        "ON merged.id = records.merged_into WHERE document_id = ? AND state = 'accepted' ORDER BY start_offset",
        [document_id],
    )
    return [Marked._make((*row[:2], Kind(row[2]), row[3], State(row[4]), row[5])) for row in rows]


def _kinds_of_words(text: str, marked: list[Marked]) -> Iterator[Kind | None]:
    waiting = iter(marked)
    mention = next(waiting, None)
    for word in _WORD.finditer(text):
        while mention is not None and mention.end <= word.start():
            mention = next(waiting, None)
        yield mention.kind if mention is not None and mention.start < word.end() else None


def _pairs(first: list[Marked], second: list[Marked]) -> Iterator[tuple[Marked | None, Marked | None]]:
    """What stands at the same place in both, or overlaps; what has no counterpart stands alone."""
    left, right = 0, 0
    while left < len(first) or right < len(second):
        a = first[left] if left < len(first) else None
        b = second[right] if right < len(second) else None
        if a is not None and b is not None and (a.end <= b.start or b.end <= a.start):
            a, b = (a, None) if a.start < b.start else (None, b)
        yield a, b
        left += a is not None
        right += b is not None


def _kappa(table: Counter[tuple[bool, bool]] | Counter[tuple[Kind | None, Kind | None]]) -> float:
    total = sum(table.values())
    firsts, seconds = Counter[object](), Counter[object]()
    for (one, other), count in table.items():
        firsts[one] += count
        seconds[other] += count
    if not total:
        return 1.0
    observed = sum(count for (one, other), count in table.items() if one == other) / total
    expected = sum(firsts[label] * seconds[label] for label in firsts) / total**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)
