"""What has been learnt of relations: a weight for each feature and each predicate, shipped as a small file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from store.model import Predicate

WEIGHTS_NAME = "weights.json"
#: The weights that come with the program.
WEIGHTS_FILE = Path(__file__).parent / WEIGHTS_NAME


class Sense(NamedTuple):
    """A predicate, and whether its subject is the left one of two mentions."""

    predicate: Predicate
    subject_first: bool


#: All senses, in the order of their numbers.
SENSES = tuple(Sense(predicate, subject_first) for predicate in Predicate for subject_first in (True, False))
_NOTHING = (0.0,) * len(SENSES)
NUMBER_OF = {sense: number for number, sense in enumerate(SENSES)}


class Weights:
    """The weights of a logistic regression for each sense.

    Args:
        rows: for each feature, numbers of senses and the weight for each.
    """

    def __init__(self, rows: Mapping[str, Sequence[tuple[int, float]]]) -> None:
        self.rows = rows

    def sums(self, features: Iterable[str], others: Sequence[float] = _NOTHING) -> list[float]:
        """For each sense, how much the features speak for it; 0 is as much for as against.

        Args:
            features: the features.
            others: the sums of what has been looked at before.
        """
        found = [*others]
        rows = self.rows
        for feature in features:
            row = rows.get(feature)
            if row is not None:
                for number, weight in row:
                    found[number] += weight
        return found


def probability(total: float) -> float:
    """A sum of weights as a probability, from 0 to 1."""
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


@cache
def shipped() -> Weights:
    """The weights that come with the program, read once."""
    return read(WEIGHTS_FILE)


def read(file: Path) -> Weights:
    """Read weights from a file."""
    stored: dict[str, list[float]] = json.loads(file.read_text(encoding="utf-8"))
    return Weights(
        {feature: [(int(row[at]), row[at + 1]) for at in range(0, len(row), 2)] for feature, row in stored.items()}
    )


def write(weights: Weights, file: Path) -> None:
    """Write weights to a file, one feature a line, in an order of their own."""
    lines = (
        f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps([figure for pair in row for figure in pair])}"
        for feature, row in sorted(weights.rows.items())
    )
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
