"""Settled spans as proposals: their canonical names, records and reasons."""

from __future__ import annotations

import re

from extract.candidates import Settled
from extract.coreference import Known, canonical
from store.model import Kind, Origin, Proposal

_HYPHENATED_NUMERAL = re.compile(r"(?<=[^\W\d_]{2})-(?=\d)")
_AGREEING = {
    Origin.MODEL: "the language model agrees",
    Origin.RECORD_NAME: "a record's name agrees",
    Origin.PATTERN: "its form agrees",
    Origin.LEARNED_RULE: "a learned rule agrees",
}


def proposals(text: str, mentions: list[Settled], known: dict[str, Known]) -> list[Proposal]:
    """The proposals for the mentions of one document, in order."""
    return [_proposal(text, mention, known) for mention in mentions]


def _proposal(text: str, mention: Settled, known: dict[str, Known]) -> Proposal:
    best = mention.votes[0]
    name, record_id = canonical(text, mention)
    if record_id is None and mention.kind is not Kind.DATE:
        fact = known.get(text[mention.start : mention.end])
        if fact is not None and fact.kind is mention.kind:
            name, record_id = fact.name, fact.record_id
    if record_id is None and mention.kind is Kind.MISSION:
        name = _HYPHENATED_NUMERAL.sub(" ", name)
    others = dict.fromkeys(vote.origin for vote in mention.votes if vote.origin is not best.origin)
    reason = "; ".join((best.reason, *(_AGREEING[origin] for origin in others)))
    return Proposal(
        mention.start, mention.end, mention.kind, " ".join(name.split()), record_id, round(mention.score, 3), best.origin, reason
    )
