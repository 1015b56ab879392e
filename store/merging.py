"""Bringing the decisions of another library in: nothing that either has decided is lost, and twice is once.

What holds afterwards does not depend on which library is brought into which: of two decisions that contradict each
other the later one holds, and at the same moment that of the author whose name comes last. The other one is kept in
the log, from which it can be read and done again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

from store import decisions, documents, log, rules
from store.database import SUPERSEDED, snapshot, transaction
from store.log import Change
from store.model import Action, IncomingDocument, State
from store.naming import fold
from store.outcomes import settled
from store.spans import beside
from store.standings import FACT, MentionStanding, QuotationStanding, RecordPart, RelationStanding, Standing

_DECIDED = "state IN ('accepted', 'rejected')"


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of bringing a library in.

    Args:
        group: the group of the log that one undo takes back; None where nothing was new.
        documents: documents that were not there.
        decisions: decisions of the other library that hold here from then on.
        kept: decisions that are contradicted by a later one, and are kept in the log.
    """

    group: int | None
    documents: int
    decisions: int
    kept: int


class _Claim(NamedTuple):
    """What a library holds of a subject, since when, by whom; sorted, the last one holds."""

    made: str
    author: str
    said: str
    standing: Any


def merge(
    connection: sqlite3.Connection, other: sqlite3.Connection, author: str, *, name: str = "another library"
) -> Merged:
    """Bring another library's decisions in, all or nothing.

    Args:
        connection: the library.
        other: the other one, which stays as it is.
        author: who does it; each decision keeps the author who made it.
        name: what the history calls the other library.
    """
    with transaction(connection), snapshot(other):
        _bring_records(connection, other)
        shared, new = _bring_documents(connection, other)
        changes: list[Change] = []
        decided: list[str | None] = []
        kept = 0
        for change, made, is_kept in chain(
            _records(connection, other),
            *(_mentions(connection, other, mine, theirs) for theirs, mine in shared.items()),
            *(
                _statements(connection, other, mine, theirs, subject)
                for theirs, mine in shared.items()
                for subject in (RelationStanding, QuotationStanding)
            ),
            _rules(connection, other, shared),
        ):
            changes.append(change)
            decided.append(made)
            kept += is_kept
        if not changes:
            return Merged(None, new, 0, 0)
        words = f"merge {name}: {len(changes)} decisions"
        group = log.append(connection, Action.MERGE_LIBRARY, author, words, changes)
        _date(connection, group, changes, decided)
        rules.apply(connection, changes)
        settled(connection, group, Action.MERGE_LIBRARY, words, changes)
        return Merged(group, new, len(changes) - 2 * kept, kept)


def _bring_records(connection: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Take over the records that decisions of the other library may speak of."""
    held = {identifier for (identifier,) in connection.execute("SELECT id FROM records")}
    rows = other.execute("SELECT id, kind, name, origin, wikidata, created FROM records").fetchall()
    new = [row for row in rows if row[0] not in held]
    known = held | {row[0] for row in new}
    connection.executemany(
        "INSERT INTO records (id, kind, name, origin, wikidata, created) VALUES (?, ?, ?, ?, ?, ?)", new
    )
    wanted = json.dumps([row[0] for row in new])
    aliases = other.execute(
        "SELECT record_id, name, type FROM aliases WHERE record_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        [wanted],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO aliases (record_id, name, type, folded) VALUES (?, ?, ?, ?)",
        [(*alias, fold(alias[1])) for alias in aliases.fetchall()],
    )
    facts = other.execute(
        f"SELECT record_id, {', '.join(FACT)} FROM facts WHERE record_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY id",
        [wanted],
    )
    connection.executemany(
        f"INSERT INTO facts (record_id, {', '.join(FACT)}) VALUES (?{', ?' * len(FACT)})",
        [(*fact[:4], fact[4] if fact[4] in known else None, *fact[5:]) for fact in facts.fetchall()],
    )


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
            source = held.source
            if connection.execute("SELECT 1 FROM documents WHERE source = ?", [source]).fetchone():
                source = f"{source}#{sha256[:12]}"  # another text of that source is no earlier revision of this one
            known = documents.put(
                connection, IncomingDocument("", held.title, held.text, source, held.language, held.published)
            ).document
        shared[theirs] = known.id
    return shared, new


_Brought = tuple[Change, str | None, bool]


def _claims(connection: sqlite3.Connection, document_id: int, subject: type[Standing]) -> dict[int, _Claim]:
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
) -> Iterator[_Brought]:
    """What is to be decided on the mentions of one text, so that the latest decisions of both hold."""
    own, brought = _claims(connection, document_id, MentionStanding), _claims(other, theirs, MentionStanding)
    winning: list[_Claim] = []
    for claim in sorted({*own.values(), *brought.values()}, reverse=True):
        spans = [(w.standing.start, w.standing.end) for w in winning]
        place = (claim.standing.start, claim.standing.end)
        taken = [(*span, w.standing.state) for span, w in zip(spans, winning, strict=True)]
        if place not in spans and (not claim.standing.is_accepted or beside([place], taken)):
            winning.append(claim)
    at = _numbers_at(connection, document_id)
    held = {(c.standing.start, c.standing.end): number for number, c in own.items()}
    known = _known_claims(connection, document_id)
    wins = {claim[:3] for claim in winning}
    for claim in brought.values():
        place = (claim.standing.start, claim.standing.end)
        if claim[:3] not in wins and (place, claim.said) not in known:
            number = held.get(place) or at.get(place) or decisions.unmade(connection, document_id, claim.standing)[0]
            at[place] = number
            stands = MentionStanding.read(connection, [number])[number]
            yield Change(number, stands, claim.standing), claim.made, True
            yield Change(number, claim.standing, stands), own[number].made if number in own else None, False
    for number, claim in own.items():
        if claim[:3] not in wins and not any(_place(w) == _place(claim) for w in winning):
            yield Change(number, claim.standing, replace(claim.standing, state=State.WITHDRAWN.value)), None, False
    for claim in winning:
        place = _place(claim)
        if held.get(place) is not None and own[held[place]][:3] == claim[:3]:
            continue
        number = held.get(place) or at.get(place) or decisions.unmade(connection, document_id, claim.standing)[0]
        stands = MentionStanding.read(connection, [number])[number]
        yield Change(number, stands, claim.standing), claim.made, False


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
) -> Iterator[_Brought]:
    """The same for relations or quotations, of which the later decision on the same statement holds."""
    own = {_key(claim.standing): (number, claim) for number, claim in _claims(connection, document_id, subject).items()}
    rows = connection.execute(f"SELECT id FROM {subject.table} WHERE document_id = ?", [document_id]).fetchall()
    at = {_key(s): n for n, s in subject.read(connection, [number for (number,) in rows]).items()}
    logged = connection.execute(f"SELECT after FROM {subject.log} WHERE document_id = ?", [document_id]).fetchall()
    known = {subject.from_json(after).to_json() for (after,) in logged}
    for claim in sorted(_claims(other, theirs, subject).values()):
        key = _key(claim.standing)
        number, mine = own.get(key, (at.get(key), None))
        if mine is not None and mine[:3] >= claim[:3]:
            if claim.said not in known:
                yield Change(number, mine.standing, claim.standing), claim.made, True
                yield Change(number, claim.standing, mine.standing), mine.made, False
            continue
        if number is None:
            number = _new_row(connection, document_id, claim.standing)
            stands: Any = replace(claim.standing, state=State.WITHDRAWN.value, author=None)
        else:
            stands = subject.read(connection, [number])[number]
        yield Change(number, stands, claim.standing), claim.made, False


def _key(standing: RelationStanding | QuotationStanding) -> tuple[object, ...]:
    """What makes two statements of one text the same."""
    if isinstance(standing, QuotationStanding):
        return standing.start, standing.end
    ends = (standing.subject_start, standing.subject_end, standing.object_start, standing.object_end)
    names = (standing.subject, standing.object) if None in ends else ()
    return (standing.predicate, *ends, *names)


def _new_row(connection: sqlite3.Connection, document_id: int, wanted: RelationStanding | QuotationStanding) -> int:
    if isinstance(wanted, RelationStanding):
        columns, values = "subject, predicate, object", [wanted.subject, wanted.predicate, wanted.object]
    else:
        columns = "speaker, start_offset, end_offset, indirect"
        values = [wanted.speaker, wanted.start, wanted.end, wanted.indirect]  # type: ignore[list-item]
    number = connection.execute(
        f"INSERT INTO {wanted.table} (document_id, state, {columns}) VALUES (?, 'withdrawn'{', ?' * len(values)})",
        [document_id, *values],
    ).lastrowid
    assert number is not None
    return number


_Element = tuple[object, ...]


def _records(connection: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[_Brought]:
    """What is to be given to records, and taken from them, so that the latest word on each part of them holds."""
    changes = {change.number: (change, made) for change, made in _edits(connection, other)}
    pointing = dict(connection.execute("SELECT id, merged_into FROM records WHERE merged_into IS NOT NULL").fetchall())
    before = dict(pointing)
    for identifier, (change, _) in changes.items():
        if isinstance(change.after, RecordPart) and "merged_into" in change.after.values:
            pointing[identifier] = change.after.values["merged_into"]
    for identifier, target in pointing.items():
        whole = _end_of(pointing, identifier)
        if whole != target:
            change, made = changes.get(identifier, (Change(identifier, RecordPart({}), RecordPart({})), ""))
            changes[identifier] = (
                change._replace(before=_to(change.before, before.get(identifier)), after=_to(change.after, whole)),
                made,
            )
    for change, made in changes.values():
        if change.before != change.after:
            yield change, made or None, False


def _to(part: Standing, target: str | None) -> RecordPart:
    assert isinstance(part, RecordPart)
    return replace(part, values={**part.values, "merged_into": target})


def _end_of(pointing: dict[str, str | None], identifier: str) -> str | None:
    """Where a chain of merged records ends; of records that point to each other, the first by id is the one."""
    seen, at = [identifier], pointing.get(identifier)
    while at is not None and at not in seen:
        seen.append(at)
        at = pointing.get(at)
    if at is None:
        return seen[-1] if len(seen) > 1 else None
    first = min(seen[seen.index(at) :])
    return first if first != identifier else None


def _edits(connection: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[tuple[Change, str]]:
    mine, theirs = _words_on_records(connection), _words_on_records(other)
    for identifier, elements in theirs.items():
        given, taken, made = RecordPart({}), RecordPart({}), ""
        for element, word in sorted(elements.items(), key=repr):
            if word <= mine.get(identifier, {}).get(element, ("", "", "")):
                continue
            now, wanted = _present(connection, identifier, element), json.loads(word[2])
            if now == wanted:
                continue
            made = max(made, word[0])
            given, taken = _with(given, taken, element, now, wanted)
        if given != taken:
            yield Change(identifier, taken, given), made


def _words_on_records(connection: sqlite3.Connection) -> dict[str, dict[_Element, tuple[str, str, str]]]:
    """The latest word on each part of each record: when, by whom, and what as JSON."""
    rows = connection.execute(
        "SELECT record_id, before, after, coalesce(decided, made), author FROM record_decisions "
        "JOIN decision_groups ON decision_groups.id = group_id ORDER BY record_decisions.id"
    )
    found: defaultdict[str, dict[_Element, tuple[str, str, str]]] = defaultdict(dict)
    for identifier, *sides, made, author in rows:
        before, after = map(RecordPart.from_json, sides)
        said: dict[_Element, object] = {("value", column): value for column, value in after.values.items()}
        for part, is_there in ((before, False), (after, True)):
            said |= dict.fromkeys((("alias", *alias) for alias in part.aliases), is_there)
            said |= dict.fromkeys((("fact", *fact) for fact in part.facts), is_there)
        for element, value in said.items():
            found[identifier][element] = (made, author, json.dumps(value))
    return found


def _present(connection: sqlite3.Connection, identifier: str, element: _Element) -> object:
    what, *key = element
    if what == "value":
        return connection.execute(f"SELECT {key[0]} FROM records WHERE id = ?", [identifier]).fetchone()[0]
    if what == "alias":
        sql = "SELECT 1 FROM aliases WHERE record_id = ? AND name = ? AND type = ?"
    else:
        sql = f"SELECT 1 FROM facts WHERE record_id = ? AND {' AND '.join(f'{column} IS ?' for column in FACT)}"
    return connection.execute(sql, [identifier, *key]).fetchone() is not None


def _with(
    given: RecordPart, taken: RecordPart, element: _Element, now: Any, wanted: Any
) -> tuple[RecordPart, RecordPart]:
    what, *key = element
    if what == "value":
        column = str(key[0])
        return replace(given, values={**given.values, column: wanted}), replace(
            taken, values={**taken.values, column: now}
        )
    side, part = given if wanted else taken, tuple(map(str, key))
    if what == "alias":
        side = replace(side, aliases=(*side.aliases, (part[0], part[1])))
    if what == "fact":
        side = replace(side, facts=(*side.facts, tuple(None if each is None else str(each) for each in key)))
    return (side, taken) if wanted else (given, side)


def _rules(connection: sqlite3.Connection, other: sqlite3.Connection, shared: dict[int, int]) -> Iterator[_Brought]:
    """The rules of the other library that this one has never had; one that was switched off here stays off."""
    known = set(connection.execute("SELECT words, record_id, document_id FROM never_links"))
    rows = other.execute(
        "SELECT words, record_id, document_id, instead_id, author FROM never_links WHERE active ORDER BY id"
    ).fetchall()
    for words, record, document, instead, author in rows:
        mine = None if document is None else shared.get(document)
        if (words, record, mine) not in known and (document is None or mine is not None):
            yield rules.make(connection, mine, words, record, instead, author), None, False


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
