"""What a text says of its mentions: who leads, runs and flies what, with whom, when and whither.

Every pair of mentions that one sentence names, or that a sentence may silently be about, is looked at for what
stands between and around them, mentions made abstract (`lines`, `features`); pronouns and descriptions stand for what
they refer to (`referring`); and a logistic regression for each predicate, learnt from the corpus, weighs what is
seen (`weights`, `learning`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from extract.predicates import JOINING
from extract.reference import Referents
from extract.relations.outlets import outlets
from extract.relations.pairs import Pair, pairs
from extract.relations.role_words import one_of_many
from extract.relations.weights import NUMBER_OF, Sense, Weights, probability, shipped
from store.model import Kind, Predicate, Proposal, RelationProposal, Span

# The score that a relation needs, and the sum of weights below which none can have it.
_LEAST_SCORE = 0.35
_LEAST = -0.62
_LONGEST_QUOTED = 60
# What those do not do who only report.
_DOING = (Predicate.OPERATES, Predicate.PARTNER_IN)


def relations(
    text: str,
    proposals: Sequence[Proposal],
    referents: Referents | None = None,
    *,
    weights: Weights | None = None,
) -> list[RelationProposal]:
    """What a text states of two of its mentions each, in the order of the text.

    Args:
        text: the document.
        proposals: its mentions, in order, none overlapping another.
        referents: what its pronouns and descriptions stand for, where that has been made already.
        weights: what has been learnt; by default what comes with the program.
    """
    known = weights or shipped()
    shared: list[str] | None = None
    shared_sums: list[float] = []
    reporting = outlets(text, proposals)
    best: dict[tuple[Span, Predicate, Span], RelationProposal] = {}
    for pair in pairs(text, proposals, referents or Referents(text, proposals)):
        if pair.shared is not shared:
            shared, shared_sums = pair.shared, known.sums(pair.shared)
        sums = known.sums(pair.own, shared_sums)
        for predicate, subject_first in JOINING[pair.left.kind, pair.right.kind]:
            total = sums[NUMBER_OF[Sense(predicate, subject_first)]]
            if total < _LEAST or (predicate is Predicate.HOLDS_ROLE and pair.role is None):
                continue
            if predicate in _DOING and (pair.left if subject_first else pair.right).name in reporting:
                continue
            score = round(probability(total) * _certainty(pair), 3)
            if score < _LEAST_SCORE:
                continue
            found = _relation(text, pair, predicate, subject_first, score)
            key = found.subject, found.predicate, found.object
            if key not in best or best[key].score < found.score:
                best[key] = found
    return sorted(best.values(), key=lambda each: (each.start, each.end, each.predicate, each.subject, each.object))


def _certainty(pair: Pair) -> float:
    """How certain it is that both mentions are what they are said to be, from 0 to 1: their scores' geometric mean."""
    left, right = (1.0 if each.score is None else each.score for each in (pair.left, pair.right))
    return sqrt(left * right)


def _relation(text: str, pair: Pair, predicate: Predicate, subject_first: bool, score: float) -> RelationProposal:
    ends = Span(pair.left.start, pair.left.end), Span(pair.right.start, pair.right.end)
    subject, object_ = ends if subject_first else (ends[1], ends[0])
    start, end, role = pair.start, pair.end, None
    if predicate is Predicate.HOLDS_ROLE and pair.role is not None:
        role = one_of_many(" ".join(text[pair.role.start : pair.role.end].split()))
        start, end = min(start, pair.role.start), max(end, pair.role.end)
    return RelationProposal(subject, predicate, object_, role, start, end, score, _reason(text, pair, role))


def _reason(text: str, pair: Pair, role: str | None) -> str:
    """What speaks for it, in words."""
    left, right = (text[each.start : each.end] for each in (pair.left, pair.right))
    if role is not None:
        person, body = (left, right) if pair.left.kind is Kind.PERSON else (right, left)
        where = "in a text on" if pair.how else "in one sentence with"
        return f"“{role}” stands with “{person}” {where} “{body}”"
    if pair.how:
        return f"“{left}” and “{right}”: {pair.how}"
    between = " ".join(text[pair.left.end : pair.right.start].split())
    if 0 < len(between) <= _LONGEST_QUOTED:
        return f"“{between}” stands between “{left}” and “{right}”"
    return f"what stands between and around “{left}” and “{right}” speaks for it"
