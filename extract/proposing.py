"""Settled spans as proposals: their canonical names, records and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.candidates import Candidate, Settled
from extract.choosing import surroundings
from extract.coreference import Known, canonical
from extract.linking import Linker
from store.model import Kind, Origin, Proposal

_HYPHENATED_NUMERAL = re.compile(r"(?<=[^\W\d_]{2})-(?=\d)")
# Words that a recurring event may have in front of its name.
_ADDED = re.compile(r"(?:(?:International|World|Annual|\d+(?:st|nd|rd|th)|First|Second|Third) )+")
_AGREEING = {
    Origin.MODEL: "the language model agrees",
    Origin.RECORD_NAME: "a record's name agrees",
    Origin.PATTERN: "its form agrees",
    Origin.LEARNED_RULE: "a learned rule agrees",
}

_DISSENTING = {
    Origin.MODEL: "the language model",
    Origin.RECORD_NAME: "a record's name",
    Origin.PATTERN: "their form",
    Origin.LEARNED_RULE: "a learned rule",
}


def proposals(
    text: str,
    mentions: list[Settled],
    known: dict[str, Known],
    candidates: Iterable[Candidate],
    linker: Linker | None = None,
    published: str | None = None,
) -> list[Proposal]:
    """The proposals for the mentions of one document, in order.

    Args:
        text: the document.
        mentions: its settled spans.
        known: what the document explains about its own names.
        candidates: all guesses, the losing ones too, for the records that they name.
        linker: what finds the records that a mention may mean, if any is to.
        published: the ISO date of the document's publication.
    """
    ends: dict[tuple[int, Kind], Candidate] = {
        (candidate.end, candidate.kind): candidate
        for candidate in candidates
        if candidate.kind is Kind.EVENT and candidate.record_id
    }
    found = [_proposal(text, mention, known, ends.get((mention.end, mention.kind))) for mention in mentions]
    if linker is None:
        return found
    around = surroundings(text, found, published)
    return [linker.linked(text, proposal, around) for proposal in found]


def _proposal(text: str, mention: Settled, known: dict[str, Known], within: Candidate | None) -> Proposal:
    best = mention.votes[0]
    name, record_id = canonical(text, mention)
    if record_id is None and mention.kind is not Kind.DATE:
        fact = known.get(text[mention.start : mention.end])
        if fact is not None and fact.kind is mention.kind:
            name, record_id = fact.name, fact.record_id
    if record_id is None and within and _ADDED.fullmatch(text, mention.start, within.start):
        name, record_id = within.name, within.record_id
    if record_id is None and mention.kind is Kind.MISSION:
        name = _HYPHENATED_NUMERAL.sub(" ", name)
    others = dict.fromkeys(vote.origin for vote in mention.votes if vote.origin is not best.origin)
    reason = "; ".join((best.reason, *(_AGREEING[origin] for origin in others)))
    return Proposal(
        mention.start,
        mention.end,
        mention.kind,
        " ".join(name.split()),
        record_id,
        round(mention.score, 3),
        best.origin,
        reason,
        dissent=_dissent(text, mention),
    )


def _dissent(text: str, mention: Settled) -> str:
    """What another origin took the words of a mention for."""
    other = mention.dissent
    if other is None:
        return ""
    words = "" if (other.start, other.end) == (mention.start, mention.end) else f"“{text[other.start : other.end]}” "
    return f"{_DISSENTING.get(other.origin, other.origin.value)} takes {words or 'them '}for {other.kind}"
