"""Bringing the decisions of another library in: nothing that either has decided is lost, and twice is once.

What holds afterwards does not depend on which library is brought into which: of two decisions that contradict each
other the later one holds, and at the same moment that of the author whose name comes last. The other one is kept in
the log, from which it can be read and done again.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

from store import decisions, documents, log, merging_records, merging_rules, rules, statements
from store.database import SUPERSEDED, snapshot, transaction
from store.errors import FormatError
from store.log import Change
from store.merging_records import Brought, Part
from store.model import Action, IncomingDocument, State
from store.outcomes import settled
from store.standings import MentionStanding, QuotationStanding, RelationStanding, Standing

_DECIDED = "state IN ('accepted', 'rejected')"
_ON_TEXTS = (MentionStanding, RelationStanding, QuotationStanding)


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of bringing a library in.

    Args:
        group: the group of the log that one undo takes back; None where nothing was new.
        documents: documents that were not there.
        decisions: decisions of the other library that hold here from then on.
        kept: decisions of the other library that a later one of this library outranks, and that the log keeps.
        known: decisions of the other library on texts that this library had already.
        contradicted: how often the two say something else of a place, and had not met before; the later one holds.
    """

    group: int | None
    documents: int
    decisions: int
    kept: int
    known: int
    contradicted: int


class _Claim(NamedTuple):
    """What a library holds of a subject, since when, by whom; sorted, the last one holds."""

    made: str
    author: str
    said: str
    standing: Any

    def contradicts(self, other: _Claim) -> bool:
        """Whether it says something else, whoever says it."""
        return bool(replace(self.standing, author=None) != replace(other.standing, author=None))


def merge(
    connection: sqlite3.Connection, other: sqlite3.Connection, author: str, *, name: str = "another library"
) -> Merged:
    """Bring another library's decisions in, all or nothing.

    Args:
        connection: the library.
        other: the other one, which stays as it is.
        author: who does it; each decision keeps the author who made it.
        name: what the history calls the other library.

    Raises:
        FormatError: a text of the other library is one that no file would be read as: it holds a NUL.
    """
    with transaction(connection), snapshot(other):
        merging_records.bring(connection, other)
        shared, new = _bring_documents(connection, other)
        changes: list[Change] = []
        decided: list[str | None] = []
        counts = Counter[tuple[Part, bool]]()
        contradicted = 0
        for change, made, what, is_contradiction in chain(
            merging_records.edits(connection, other),
            *(_mentions(connection, other, mine, theirs) for theirs, mine in shared.items()),
            *(
                _statements(connection, other, mine, theirs, subject)
                for theirs, mine in shared.items()
                for subject in (RelationStanding, QuotationStanding)
            ),
            merging_rules.never_links(connection, other, shared),
            merging_rules.switched(connection, other),
        ):
            changes.append(change)
            decided.append(made)
            counts[what, isinstance(change.after, _ON_TEXTS)] += 1
            contradicted += is_contradiction
        held, kept = counts[Part.HOLDS, True], counts[Part.KEPT, True]
        known = _decided_on(other, shared) - held - kept
        if not changes:
            return Merged(None, new, 0, 0, known, 0)
        held, kept = held + counts[Part.HOLDS, False], kept + counts[Part.KEPT, False]
        words = f"merge {name}: {held + kept} decisions"
        group = log.append(connection, Action.MERGE_LIBRARY, author, words, changes)
        _date(connection, group, changes, decided)
        rules.apply(connection, changes)
        settled(connection, group, Action.MERGE_LIBRARY, words, changes)
        return Merged(group, new, held, kept, known, contradicted)


def _bring_documents(connection: sqlite3.Connection, other: sqlite3.Connection) -> tuple[dict[int, int], int]:
    """The present documents of the other library with those of the same text here, made where they are missing."""
    shared, new = {}, 0
    rows = other.execute(
        f"SELECT id, sha256 FROM documents WHERE id NOT IN {SUPERSEDED} AND (id IN (SELECT document_id FROM decisions) "
        "OR id IN (SELECT document_id FROM relation_decisions) OR id IN (SELECT document_id FROM quotation_decisions)) "
        "ORDER BY sha256"
    ).fetchall()
    for theirs, sha256 in rows:
        known = documents.find_digest(connection, sha256)
        if known is None:
            new += 1
            held = documents.get(other, theirs)
            if "\0" in held.text:
                raise FormatError(
                    f"The text “{held.title}” of the other library holds a NUL character, which no text here may; "
                    "nothing was brought in."
                )
            source = held.source
            if connection.execute("SELECT 1 FROM documents WHERE source = ?", [source]).fetchone():
                source = f"{source}#{sha256[:12]}"  # another text of that source is no earlier revision of this one
            known = documents.put(
                connection, IncomingDocument("", held.title, held.text, source, held.language, held.published)
            ).document
        shared[theirs] = known.id
    return shared, new


def claims(connection: sqlite3.Connection, document_id: int, subject: type[Standing]) -> dict[int, _Claim]:
    """What a library has decided on in a document, by the numbers of the subjects."""
    rows = connection.execute(
        f"SELECT id, (SELECT coalesce(decided, made) FROM {subject.log} JOIN decision_groups "
        f"ON decision_groups.id = group_id WHERE {subject.number} = {subject.table}.id "
        f"ORDER BY {subject.log}.id DESC LIMIT 1) FROM {subject.table} WHERE document_id = ? AND {_DECIDED}",
        [document_id],
    ).fetchall()
    made: dict[int, Any] = dict(rows)
    held: dict[int, Any] = subject.read(connection, made)
    return {
        number: _Claim(made[number], standing.author or "", standing.to_json(), standing)
        for number, standing in held.items()
        if made[number] is not None
    }


def _mentions(
    connection: sqlite3.Connection, other: sqlite3.Connection, document_id: int, theirs: int
) -> Iterator[Brought]:
    """What is to be decided on the mentions of one text, so that the latest decisions of both hold."""
    own, brought = claims(connection, document_id, MentionStanding), claims(other, theirs, MentionStanding)
    winning = _winning({*own.values(), *brought.values()})
    at = _numbers_at(connection, document_id)
    held = {(c.standing.start, c.standing.end): number for number, c in own.items()}
    known = _known_claims(connection, document_id)
    wins = {claim[:3] for claim in winning.values()}
    for claim in brought.values():
        place = (claim.standing.start, claim.standing.end)
        if claim[:3] not in wins and (place, claim.said) not in known:
            number = held.get(place) or at.get(place) or decisions.unmade(connection, document_id, claim.standing)[0]
            at[place] = number
            stands = MentionStanding.read(connection, [number])[number]
            mine = own.get(number)
            contradicts = mine is None or mine.contradicts(claim)
            yield Brought(Change(number, stands, claim.standing), claim.made, Part.KEPT, contradicts)
            yield Brought(Change(number, claim.standing, stands), mine.made if mine else None, Part.OWN)
    for number, claim in own.items():
        if claim[:3] not in wins and _place(claim) not in winning:
            withdrawn = replace(claim.standing, state=State.WITHDRAWN.value)
            yield Brought(Change(number, claim.standing, withdrawn), None, Part.OWN, True)
    for place, claim in winning.items():
        if held.get(place) is not None and own[held[place]][:3] == claim[:3]:
            continue
        number = held.get(place) or at.get(place) or decisions.unmade(connection, document_id, claim.standing)[0]
        stands = MentionStanding.read(connection, [number])[number]
        contradicts = number in own and own[number].contradicts(claim)
        yield Brought(Change(number, stands, claim.standing), claim.made, Part.HOLDS, contradicts)


def _winning(claims: Iterable[_Claim]) -> dict[tuple[int, int], _Claim]:
    """The latest claim on each place, but for accepted mentions that overlap a later one."""
    winning: dict[tuple[int, int], _Claim] = {}
    accepted: list[tuple[int, int]] = []
    for claim in sorted(claims, reverse=True):
        place = _place(claim)
        behind = bisect_left(accepted, (place[1],))
        is_overlapping = claim.standing.is_accepted and behind > 0 and accepted[behind - 1][1] > place[0]
        if place in winning or is_overlapping:
            continue
        winning[place] = claim
        if claim.standing.is_accepted:
            accepted.insert(behind, place)
    return winning


def _decided_on(other: sqlite3.Connection, shared: Iterable[int]) -> int:
    """How many decisions of the other library speak of those documents of it."""
    wanted = json.dumps(list(shared))
    return sum(
        other.execute(
            f"SELECT count(*) FROM {subject.table} WHERE {_DECIDED} "
            "AND document_id IN (SELECT value FROM json_each(?))",
            [wanted],
        ).fetchone()[0]
        for subject in _ON_TEXTS
    )


def _place(claim: _Claim) -> tuple[int, int]:
    return claim.standing.start, claim.standing.end


def _numbers_at(connection: sqlite3.Connection, document_id: int) -> dict[tuple[int, int], int]:
    """The mentions of a document by their places, those that are shown before the withdrawn."""
    rows = connection.execute(
        "SELECT start_offset, end_offset, id FROM mentions WHERE document_id = ? ORDER BY state <> 'withdrawn', id",
        [document_id],
    )
    return {(start, end): number for start, end, number in rows}


def _known_claims(connection: sqlite3.Connection, document_id: int) -> set[tuple[tuple[int, int], str]]:
    """The decisions on a document that the log has."""
    rows = connection.execute("SELECT after FROM decisions WHERE document_id = ?", [document_id])
    found = set()
    for (after,) in rows:
        standing = MentionStanding.from_json(after)
        found.add(((standing.start, standing.end), standing.to_json()))
    return found


def _statements(
    connection: sqlite3.Connection,
    other: sqlite3.Connection,
    document_id: int,
    theirs: int,
    subject: type[RelationStanding] | type[QuotationStanding],
) -> Iterator[Brought]:
    """The same for relations or quotations, of which the later decision on the same statement holds."""
    own = {
        key_of(claim.standing): (number, claim) for number, claim in claims(connection, document_id, subject).items()
    }
    rows = connection.execute(f"SELECT id FROM {subject.table} WHERE document_id = ?", [document_id]).fetchall()
    at = {key_of(s): n for n, s in subject.read(connection, [number for (number,) in rows]).items()}
    logged = connection.execute(f"SELECT after FROM {subject.log} WHERE document_id = ?", [document_id]).fetchall()
    known = {subject.from_json(after).to_json() for (after,) in logged}
    for claim in sorted(claims(other, theirs, subject).values()):
        key = key_of(claim.standing)
        number, mine = own.get(key, (at.get(key), None))
        if mine is not None and mine[:3] >= claim[:3]:
            if claim.said not in known:
                told = Change(number, mine.standing, claim.standing)
                yield Brought(told, claim.made, Part.KEPT, mine.contradicts(claim))
                yield Brought(Change(number, claim.standing, mine.standing), mine.made, Part.OWN)
            continue
        if number is None:
            number, stands = statements.unmade(connection, document_id, claim.standing)
        else:
            stands = subject.read(connection, [number])[number]
        contradicts = mine is not None and mine.contradicts(claim)
        yield Brought(Change(number, stands, claim.standing), claim.made, Part.HOLDS, contradicts)


def key_of(standing: RelationStanding | QuotationStanding) -> tuple[object, ...]:
    """What makes two statements of one text the same."""
    if isinstance(standing, QuotationStanding):
        return standing.start, standing.end
    ends = (standing.subject_start, standing.subject_end, standing.object_start, standing.object_end)
    names = (standing.subject, standing.object) if None in ends else ()
    return (standing.predicate, *ends, *names)


def _date(connection: sqlite3.Connection, group: int, changes: Iterable[Change], decided: Iterable[str | None]) -> None:
    """Write down beside decisions when they were made."""
    of: defaultdict[type[Standing], list[str | None]] = defaultdict(list)
    for change, made in zip(changes, decided, strict=True):
        of[type(change.after)].append(made)
    for subject, times in of.items():
        rows = connection.execute(f"SELECT id FROM {subject.log} WHERE group_id = ? ORDER BY id", [group]).fetchall()
        connection.executemany(
            f"UPDATE {subject.log} SET decided = ? WHERE id = ?",
            [(made, number) for made, (number,) in zip(times, rows, strict=True)],
        )
