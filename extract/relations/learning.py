"""Learning the weights of relations from marked texts.

The marks say which entities of a document are related, not where it says so. Each predicate is therefore learnt in
two rounds: the first takes every pair of mentions of related entities for an example, the second leaves out those that
the first finds much less telling than the best pair of the same two (the idea of multiple-instance learning). Each
round fits an elastic-net logistic regression by accelerated proximal gradient descent (A. Beck, M. Teboulle, "A Fast
Iterative Shrinkage-Thresholding Algorithm", SIAM J. Imaging Sciences 2009) with a step of its own for each weight.
There is no chance in it: the same texts give the same weights.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.predicates import JOINING
from extract.reference import Referents
from extract.relations.features import REVOKED_RULE, SHARED_RULE
from extract.relations.pairs import Pair, pairs
from extract.relations.weights import NUMBER_OF, SENSES, Sense, Weights
from store.model import Annotation, IncomingDocument, Origin, Predicate, Proposal

# A feature counts that occurs so often; weights below the last are left out.
_LEAST_OFTEN = 2
_RIDGE, _LASSO, _STEPS = 2.0, 1.0, 120
_LEAST_WEIGHT = 0.03
# What is known of English before anything is learnt.
_PRIOR = {
    (SHARED_RULE, Predicate.PARTNER_IN): 5.0,
    (SHARED_RULE, Predicate.OPERATES): -5.0,
    (REVOKED_RULE, Predicate.LAUNCHED_ON): -5.0,
    (REVOKED_RULE, Predicate.LAUNCHED_BY): -3.0,
    (REVOKED_RULE, Predicate.LAUNCHED_FROM): -3.0,
    (REVOKED_RULE, Predicate.CREW_OF): -2.0,
    (REVOKED_RULE, Predicate.TARGETS): -2.0,
}
# By how much less telling than the best pair, and how little telling at all, an example is left out or counts less.
_WORSE, _WEAK, _WEAKEST, _COUNTS_LESS = 1.0, 0.5, -1.5, 0.3

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]


class _Example(NamedTuple):
    """A pair as numbers of its features, with the relations of the document that it may state."""

    features: list[int]
    senses: list[tuple[int, tuple[int, str, str, str], bool]]


def learn(documents: Sequence[IncomingDocument]) -> Weights:
    """The weights that marked texts teach.

    Args:
        documents: texts with their mentions and relations.
    """
    found = [(number, pair) for number, document in enumerate(documents) for pair in _pairs(document)]
    counts = Counter(feature for _, pair in found for feature in pair.features)
    names = sorted(feature for feature, count in counts.items() if count >= _LEAST_OFTEN)
    numbers = {name: number for number, name in enumerate(names)}
    stated = [{(r.subject, r.predicate, r.object) for r in document.relations} for document in documents]
    examples = [
        _Example(
            [numbers[feature] for feature in pair.features if feature in numbers],
            list(_senses(pair, document, stated[document])),
        )
        for document, pair in found
    ]
    rows: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for sense, weights in _learn(examples, names):
        for number in np.flatnonzero(np.abs(weights) >= _LEAST_WEIGHT):
            rows[names[number]].append((sense, round(float(weights[number]), 2)))
    return Weights(rows)


def as_proposals(mentions: Sequence[Annotation]) -> list[Proposal]:
    """Marked mentions as if they had been extracted."""
    return [Proposal(m.start, m.end, m.kind, m.name, None, 1.0, Origin.PERSON, "") for m in mentions]


def _pairs(document: IncomingDocument) -> Iterator[Pair]:
    mentions = as_proposals(document.mentions)
    return pairs(document.text, mentions, Referents(document.text, mentions))


def _senses(
    pair: Pair, document: int, stated: set[tuple[str, str, str]]
) -> Iterator[tuple[int, tuple[int, str, str, str], bool]]:
    for predicate, subject_first in JOINING[pair.left.kind, pair.right.kind]:
        if predicate is Predicate.HOLDS_ROLE and pair.role is None:
            continue
        ends = pair.left.name, pair.right.name
        subject, object_ = ends if subject_first else ends[::-1]
        relation = subject, predicate.value, object_
        yield NUMBER_OF[Sense(predicate, subject_first)], (document, *relation), relation in stated


def _learn(examples: Sequence[_Example], names: Sequence[str]) -> Iterator[tuple[int, _Floats]]:
    """For each sense that occurs, the weights of all features."""
    by_sense: dict[int, list[tuple[int, tuple[int, str, str, str], bool]]] = defaultdict(list)
    for number, example in enumerate(examples):
        for sense, relation, is_stated in example.senses:
            by_sense[sense].append((number, relation, is_stated))
    problems = {
        sense: _Problem(
            [examples[number].features for number, _, _ in cases],
            np.array([is_stated for _, _, is_stated in cases], dtype=np.float64),
            _prior(SENSES[sense].predicate, names),
        )
        for sense, cases in sorted(by_sense.items())
        if any(is_stated for _, _, is_stated in cases)
    }
    sums = {sense: problem.sums(problem.fit(np.ones(len(problem.truth)))) for sense, problem in problems.items()}
    best: dict[tuple[int, str, str, str], float] = {}
    for sense in problems:
        for (_, relation, is_stated), total in zip(by_sense[sense], sums[sense], strict=True):
            if is_stated:
                best[relation] = max(best.get(relation, -np.inf), float(total))
    for sense, problem in problems.items():
        importance = np.array(
            [
                _importance(float(total), best[relation]) if is_stated else 1.0
                for (_, relation, is_stated), total in zip(by_sense[sense], sums[sense], strict=True)
            ]
        )
        yield sense, problem.fit(importance)


def _importance(total: float, best: float) -> float:
    """What an example counts beside the best one of the same relation."""
    if total >= best - _WORSE or total >= _WEAK:
        return 1.0
    return 0.0 if total < _WEAKEST else _COUNTS_LESS


def _prior(predicate: Predicate, names: Sequence[str]) -> _Floats:
    return np.array([_PRIOR.get((name, predicate), 0.0) for name in names])


class _Problem:
    """One logistic regression.

    Args:
        rows: for each example, the numbers of its features.
        truth: for each example, 1 if it is true, else 0.
        prior: for each feature, the weight from which it starts and to which it is drawn.
    """

    def __init__(self, rows: Sequence[Sequence[int]], truth: _Floats, prior: _Floats) -> None:
        self.truth = truth
        self._prior = prior
        self._row: _Ints = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        self._feature: _Ints = np.array([number for row in rows for number in row], dtype=np.int64)

    def sums(self, weights: _Floats) -> _Floats:
        """For each example, the sum of its features' weights."""
        return np.bincount(self._row, weights[self._feature], len(self.truth)).astype(np.float64)

    def fit(self, importance: _Floats) -> _Floats:
        """The weights, given how much each example counts."""
        sizes = np.bincount(self._row, minlength=len(self.truth))
        curvature = 0.25 * self._back(importance * sizes) + _RIDGE
        weights = ahead = np.zeros(len(self._prior))
        pace = 1.0
        for _ in range(_STEPS):
            likely = 1 / (1 + np.exp(-self.sums(ahead + self._prior)))
            slope = self._back(importance * (likely - self.truth)) + _RIDGE * ahead
            step = ahead - slope / curvature
            further = np.sign(step) * np.maximum(np.abs(step) - _LASSO / curvature, 0)
            next_pace = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
            ahead = further + (pace - 1) / next_pace * (further - weights)
            weights, pace = further, next_pace
        return weights + self._prior

    def _back(self, figures: _Floats) -> _Floats:
        return np.bincount(self._feature, figures[self._row], len(self._prior)).astype(np.float64)
