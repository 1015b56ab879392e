"""What has been adjudicated, read from the log."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from itertools import takewhile
from typing import Any, NamedTuple

from store.model import Action
from store.standings import Standing
from store.undoing import IS_DONE


class Said(NamedTuple):
    """What has been adjudicated of a subject: how it stood before, when that was done, by whom, and why."""

    before: Any
    made: str
    author: str
    reason: str | None

    @property
    def moment(self) -> tuple[str, str]:
        """When and by whom, to compare with what another library says."""
        return self.made, self.author


def adjudicated(connection: sqlite3.Connection, subject: type[Standing], document_id: int) -> dict[int, Said]:
    """The subjects of a sort in a document on which the latest decision that holds is an adjudication.

    What a merge tells of a subject and then leaves as it was is no decision on it; nor is a note or a flag.
    """
    rows = connection.execute(
        f"SELECT {subject.number}, group_id, action, before, after, made, author, reason FROM {subject.log} "
        f"JOIN decision_groups ON decision_groups.id = group_id WHERE {subject.number} IN (SELECT {subject.number} "
        f"FROM {subject.log} JOIN decision_groups ON decision_groups.id = group_id "
        f"WHERE document_id = ? AND action = ?) AND action NOT IN ('undo', 'redo') AND {IS_DONE} "
        f"ORDER BY {subject.log}.id",
        [document_id, Action.ADJUDICATE],
    ).fetchall()
    steps: defaultdict[int, dict[int, tuple[Any, ...]]] = defaultdict(dict)
    for number, group, action, before, *rest in rows:
        first = steps[number].get(group)
        steps[number][group] = (action, first[1] if first else before, *rest)
    found = {}
    for number, groups in steps.items():
        telling = [step for step in groups.values() if step[0] == Action.ADJUDICATE or _decides(*step[1:3])]
        run = list(takewhile(lambda step: step[0] == Action.ADJUDICATE, reversed(telling)))
        if run:
            found[number] = Said(subject.from_json(run[-1][1]), *run[0][3:])
    return found


def _decides(before: str, after: str) -> bool:
    """Whether a step says anything else of what holds."""
    one, other = (json.loads(said) | {"note": None, "flagged": False} for said in (before, after))
    return bool(one != other)
