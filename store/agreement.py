"""How far two people agree on the same texts: F1 of mentions, Cohen's kappa by kind, and where they differ.

Compared are the texts on which both have decided something. F1 takes the first library as the truth; exchanging the
two does not change it. Kappa (Cohen 1960) compares word by word, since a text has no number of mentions that nobody
marked: of every word, whether each says that it belongs to a mention of the kind.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from store import documents, statement_agreement
from store.database import SUPERSEDED
from store.model import Kind, State
from store.spans import in_context
from store.statement_agreement import Stated

_WORD = re.compile(r"\w+|[^\w\s]")


class Marked(NamedTuple):
    """A mention as one of the two has it.

    Args:
        start: where it begins.
        end: where it ends.
        kind: what it is.
        name: that of its record.
        state: accepted, or rejected.
        author: who decided so.
        record: the id of its record.
        made: when it was decided.
        note: what was noted of it.
    """

    start: int
    end: int
    kind: Kind
    name: str
    state: State
    author: str | None
    record: str
    made: str
    note: str | None

    @property
    def place(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end

    @property
    def is_accepted(self) -> bool:
        """Whether a person has said that it is one."""
        return self.state is State.ACCEPTED

    def is_same(self, other: Marked) -> bool:
        """Whether both say the same: place, kind, and record, which may have two ids of one name, or two names."""
        return self[:3] == other[:3] and (self.record == other.record or self.name == other.name)


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


class StatedDisagreement(NamedTuple):
    """A relation or a quotation on which the two differ, with the place of both; None stands for none that is accepted.

    Args:
        first_document: the document in the first library.
        second_document: the same text in the second one.
        before: some of the text before the words that state it; empty where it came with a file.
        words: those words.
        after: some of the text behind them.
        first: what the first has.
        second: what the second has.
    """

    first_document: int
    second_document: int
    before: str
    words: str
    after: str
    first: Stated | None
    second: Stated | None


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
        statements: every relation and quotation on which they differ, in texts on which both have decided on some.
    """

    documents: int
    overall: Agreement
    kinds: dict[Kind, Agreement]
    disagreements: list[Disagreement]
    statements: list[StatedDisagreement]


class Tally(NamedTuple):
    """What is counted in one text, or in several.

    Args:
        both: mentions by kind that both accepted with the same place and kind.
        first: those that only the first accepted so.
        second: those that only the second accepted so.
        words: the words by the kinds that the two say that they belong to.
    """

    both: Counter[Kind]
    first: Counter[Kind]
    second: Counter[Kind]
    words: Counter[tuple[Kind | None, Kind | None]]


def compare(first: sqlite3.Connection, second: sqlite3.Connection) -> Comparison:
    """Compare what two people decided on the texts that both their libraries hold."""
    tallies: list[Tally] = []
    found: list[Disagreement] = []
    theirs = texts(second)
    for sha256, one in texts(first).items():
        if sha256 not in theirs:
            continue
        text, other = documents.get(first, one).text, theirs[sha256]
        sides = [accepted(decided(*side)) for side in ((first, one), (second, other))]
        tallies.append(tally(text, *sides))
        for a, b in pairs(*sides):
            if a is None or b is None or not a.is_same(b):
                found.append(Disagreement(one, other, *in_context(text, *stretch(a, b)), a, b))
    return Comparison(len(tallies), *measured(tallies), found, list(_on_statements(first, second)))


def _on_statements(first: sqlite3.Connection, second: sqlite3.Connection) -> Iterator[StatedDisagreement]:
    for sort in statement_agreement.SORTS:
        theirs = statement_agreement.texts(second, sort)
        for sha256, one in statement_agreement.texts(first, sort).items():
            if sha256 not in theirs:
                continue
            text, other = documents.get(first, one).text, theirs[sha256]
            sides = [statement_agreement.decided(*side, sort) for side in ((first, one), (second, other))]
            for a, b in statement_agreement.differing(*(side.values() for side in sides)):
                start, end = statement_agreement.stretch(a, b)
                words = in_context(text, start, end) if end else ("", "", "")
                pair = (side if side is not None and side.is_accepted else None for side in (a, b))
                yield StatedDisagreement(one, other, *words, *pair)


def texts(connection: sqlite3.Connection) -> dict[str, int]:
    """The present documents on which somebody has decided, by the SHA-256 of their texts."""
    rows = connection.execute(
        f"SELECT sha256, id FROM documents WHERE id NOT IN {SUPERSEDED} AND id IN "
        "(SELECT document_id FROM mentions WHERE state IN ('accepted', 'rejected')) ORDER BY id"
    )
    return dict(rows.fetchall())


def decided(connection: sqlite3.Connection, document_id: int) -> dict[int, Marked]:
    """What people have decided on the mentions of a document, in the order of the text, by their numbers."""
    rows = connection.execute(
        "SELECT mentions.id, start_offset, end_offset, mentions.kind, coalesce(merged.name, records.name), state, "
        "author, coalesce(merged.id, records.id), coalesce((SELECT coalesce(decided, made) FROM decisions "
        "JOIN decision_groups ON decision_groups.id = group_id WHERE mention_id = mentions.id "
        "ORDER BY decisions.id DESC LIMIT 1), ''), note FROM mentions JOIN records ON records.id = record_id "
        "LEFT JOIN records AS merged ON merged.id = records.merged_into "
        "WHERE document_id = ? AND state IN ('accepted', 'rejected') ORDER BY start_offset, end_offset",
        [document_id],
    )
    return {row[0]: Marked._make((*row[1:3], Kind(row[3]), row[4], State(row[5]), *row[6:])) for row in rows}


def accepted(marked: Mapping[int, Marked]) -> list[Marked]:
    """Those that somebody has accepted."""
    return [each for each in marked.values() if each.is_accepted]


def stretch(*sides: Marked | None) -> tuple[int, int]:
    """From where the first of them begins to where the last one ends."""
    there = [side for side in sides if side is not None]
    return min(side.start for side in there), max(side.end for side in there)


def tally(text: str, first: list[Marked], second: list[Marked]) -> Tally:
    """Count in one text what is accepted in either library."""
    one, other = ({(m.start, m.end, m.kind) for m in each} for each in (first, second))
    return Tally(
        Counter(kind for *_, kind in one & other),
        Counter(kind for *_, kind in one - other),
        Counter(kind for *_, kind in other - one),
        Counter(zip(_kinds_of_words(text, first), _kinds_of_words(text, second), strict=True)),
    )


def measured(tallies: Iterable[Tally]) -> tuple[Agreement, dict[Kind, Agreement]]:
    """How far two agree on texts: over all kinds, and on each."""
    both, left, right, words = Tally(Counter(), Counter(), Counter(), Counter())
    for each in tallies:
        both.update(each.both)
        left.update(each.first)
        right.update(each.second)
        words.update(each.words)
    kinds = {}
    for kind in Kind:
        table: Counter[tuple[bool, bool]] = Counter()
        for (a_kind, b_kind), count in words.items():
            table[a_kind is kind, b_kind is kind] += count
        kinds[kind] = Agreement(both[kind], left[kind], right[kind], _kappa(table))
    return Agreement(both.total(), left.total(), right.total(), _kappa(words)), kinds


def _kinds_of_words(text: str, marked: list[Marked]) -> Iterator[Kind | None]:
    waiting = iter(marked)
    mention = next(waiting, None)
    for word in _WORD.finditer(text):
        while mention is not None and mention.end <= word.start():
            mention = next(waiting, None)
        yield mention.kind if mention is not None and mention.start < word.end() else None


def pairs(first: list[Marked], second: list[Marked]) -> Iterator[tuple[Marked | None, Marked | None]]:
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
