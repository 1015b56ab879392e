"""The records that a mention may mean, likeliest first: as a run has kept them, and as a search by name finds them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from store.model import Kind, Proposal, RecordOrigin
from store.naming import fold
from store.records import any_word_query

MOST = 12
#: Below this a record is nothing like what was asked.
_LEAST = 0.6
#: What another kind than the expected one counts, and where the very name is asked for, which a beginning never beats.
_OTHER_KIND, _OTHER_KIND_SAME_NAME = 0.8, 0.95
_PROVISIONAL = 0.95
#: How likely a name is meant that begins with what was asked, or that has all its words, where it is being typed
#: and where it is all that a text says.
_TYPED, _WHOLE = (0.9, 0.75), (0.7, 0.6)
#: So many names with some of the words in them, the best first, are compared letter by letter.
_COMPARED = 400


class Candidate(NamedTuple):
    """A record that may be meant, with how likely that is or how alike its name, from 0 to 1."""

    record_id: str
    kind: Kind
    name: str
    origin: RecordOrigin
    score: float


def keep(connection: sqlite3.Connection, proposals: Iterable[tuple[int, Proposal]]) -> None:
    """Keep the candidates of proposals, each given with its number. Runs inside the caller's transaction."""
    connection.executemany(
        "INSERT OR IGNORE INTO candidates (proposal_id, record_id, score) SELECT ?, id, ? FROM records WHERE id = ?",
        (
            (number, candidate.score, candidate.record_id)
            for number, proposal in proposals
            for candidate in proposal.candidates
        ),
    )


def weighed(connection: sqlite3.Connection, mention_id: int) -> list[Candidate]:
    """The records that the run which proposed a mention has weighed against each other, best first."""
    rows = connection.execute(
        "SELECT records.id, records.kind, records.name, records.origin, candidates.score FROM mentions "
        "JOIN candidates ON candidates.proposal_id = mentions.proposal_id "
        "JOIN records ON records.id = candidates.record_id "
        "WHERE mentions.id = ? ORDER BY candidates.score DESC, records.id",
        [mention_id],
    )
    return [_candidate(*row) for row in rows]


def of_mention(connection: sqlite3.Connection, mention_id: int, *, limit: int = MOST) -> list[Candidate]:
    """The records that a mention may mean, best first.

    First those that the run which proposed it has kept, then those whose names are like its words.

    Args:
        connection: the library.
        mention_id: the mention.
        limit: how many at most.
    """
    found = {candidate.record_id: candidate for candidate in weighed(connection, mention_id)}
    asked = connection.execute(
        "SELECT substr(text, start_offset + 1, end_offset - start_offset), kind FROM mentions "
        "JOIN documents ON documents.id = document_id WHERE mentions.id = ?",
        [mention_id],
    ).fetchone()
    if asked is not None:
        least = min((candidate.score for candidate in found.values()), default=1.0)
        for candidate in search(connection, asked[0], kind=Kind(asked[1]), is_whole=True, limit=limit):
            # What the run has weighed comes first, whatever is spelt more alike.
            found.setdefault(candidate.record_id, candidate._replace(score=min(candidate.score, least)))
    return list(islice(found.values(), limit))


def search(
    connection: sqlite3.Connection,
    words: str,
    *,
    kind: Kind | None = None,
    is_whole: bool = False,
    limit: int = MOST,
) -> list[Candidate]:
    """The records with names like some words, best first.

    Args:
        connection: the library.
        words: a name, or its beginning, or one spelt wrongly.
        kind: the kind that is likelier meant than others, if any.
        is_whole: whether the words are a name as it stands in a text, and not what a person has typed of one.
        limit: how many at most.
    """
    wanted = fold(words)
    if not wanted:
        return []
    scores: dict[str, float] = {}
    for record_id, score in _with_some_words(connection, words, wanted, _WHOLE if is_whole else _TYPED):
        scores[record_id] = max(score, scores.get(record_id, 0.0))
    if max(scores.values(), default=0.0) < 1.0:
        for record_id, score in _spelt_alike(connection, wanted):
            scores[record_id] = max(score, scores.get(record_id, 0.0))
    rows = connection.execute(
        "SELECT records.id, kind, name, origin, found.value FROM json_each(?) AS found "
        "JOIN records ON records.id = found.key",
        [json.dumps(scores)],
    )
    found = [_weighed(_candidate(*row), kind) for row in rows]
    found.sort(key=lambda candidate: (-candidate.score, candidate.name, candidate.record_id))
    return found[:limit]


def _with_some_words(
    connection: sqlite3.Connection, words: str, wanted: str, partly: tuple[float, float]
) -> Iterator[tuple[str, float]]:
    rows = connection.execute(
        "SELECT record_id, folded FROM aliases WHERE folded = ? UNION SELECT record_id, folded FROM "
        "(SELECT aliases.record_id, aliases.folded FROM aliases_fts JOIN aliases ON aliases.id = aliases_fts.rowid "
        "WHERE aliases_fts MATCH ? ORDER BY bm25(aliases_fts) LIMIT ?)",
        [wanted, any_word_query(words), _COMPARED],
    )
    for record_id, folded in rows:
        if (score := _likeness(wanted, folded, partly)) >= _LEAST:
            yield record_id, score


def _spelt_alike(connection: sqlite3.Connection, wanted: str) -> Iterator[tuple[str, float]]:
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    rows = connection.execute("SELECT record_id, folded FROM aliases").fetchall()
    names = [folded for _, folded in rows]
    cutoff = max(_LEAST, 0.7)
    for _, score, at in extract(wanted, names, scorer=Indel.normalized_similarity, score_cutoff=cutoff, limit=4 * MOST):
        yield rows[at][0], round(score, 3)


def _likeness(wanted: str, folded: str, partly: tuple[float, float]) -> float:
    """How alike two folded names are, from 0 to 1.

    Args:
        wanted: what is asked for.
        folded: a name that there is.
        partly: what it counts at least if the name begins with that, and if all its words begin words of the name.
    """
    from rapidfuzz.distance import Indel

    if wanted == folded:
        return 1.0
    score = float(Indel.normalized_similarity(wanted, folded))
    words, parts = wanted.split(), folded.split()
    if folded.startswith(wanted):
        score = max(score, partly[0])
    elif all(any(part.startswith(word) for part in parts) for word in words):
        score = max(score, partly[1])
    return round(score, 3)


def _weighed(candidate: Candidate, kind: Kind | None) -> Candidate:
    score = candidate.score
    if kind is not None and candidate.kind is not kind:
        score *= _OTHER_KIND if score < 1 else _OTHER_KIND_SAME_NAME
    if candidate.origin is RecordOrigin.PROVISIONAL:
        score *= _PROVISIONAL
    return candidate._replace(score=round(score, 3))


def _candidate(record_id: str, kind: str, name: str, origin: str, score: float) -> Candidate:
    return Candidate(record_id, Kind(kind), name, RecordOrigin(origin), score)
