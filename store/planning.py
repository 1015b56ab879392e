"""Planning a group of decisions on mentions: in order, each as those before it leave things, none overlapping.

An accepted mention takes the place of every other accepted one that it overlaps.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from store.errors import UnknownMentionError
from store.log import Change, condensed
from store.model import State
from store.standings import MentionStanding

REPLACED = "That mention has been replaced by a newer extraction; open the document again."


class Plan:
    """What a group of decisions will do to mentions.

    Args:
        connection: the library.
        mention_ids: the mentions that will be decided on, which are fetched at once.

    Raises:
        UnknownMentionError: one of them is not in the library.
    """

    def __init__(self, connection: sqlite3.Connection, mention_ids: Iterable[int]) -> None:
        self._connection = connection
        self._changes: list[Change] = []
        wanted = list(mention_ids)
        self._standing = MentionStanding.read(connection, wanted)
        rows = connection.execute(
            "SELECT id, document_id FROM mentions WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(wanted)]
        )
        self._document: dict[int, int] = dict(rows.fetchall())
        if len(self._document) < len(set(wanted)):
            raise UnknownMentionError(REPLACED)
        #: The accepted mentions that the plan itself brings about, for each document by their places.
        self._accepted: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self._planned: set[int] = set()

    def standing(self, mention_id: int) -> MentionStanding:
        """How a mention stands once all that is planned holds."""
        return self._standing[mention_id]

    def document(self, mention_id: int) -> int:
        """The document that a mention is in."""
        return self._document[mention_id]

    def is_planned(self, mention_id: int) -> bool:
        """Whether something is decided on the mention."""
        return mention_id in self._planned

    def deciding(self, mention_id: int) -> MentionStanding:
        """How a mention stands that a person wants to decide on.

        Raises:
            UnknownMentionError: it is shown nowhere.
        """
        if self._standing[mention_id].state == State.WITHDRAWN:
            raise UnknownMentionError(REPLACED)
        return self._standing[mention_id]

    def add(self, mention_id: int, document_id: int, standing: MentionStanding) -> None:
        """Take up a mention that has just been made, as it stands."""
        self._standing[mention_id] = standing
        self._document[mention_id] = document_id

    def put(self, mention_id: int, after: MentionStanding, *, carried_from: int | None = None) -> None:
        """Plan that a mention stands so."""
        before, document = self._standing[mention_id], self._document[mention_id]
        if mention_id in self._planned and before.is_accepted:
            self._accepted[document].remove((before.start, before.end, mention_id))
        if after.is_accepted:
            insort(self._accepted[document], (after.start, after.end, mention_id))
        self._standing[mention_id] = after
        self._planned.add(mention_id)
        self._changes.append(Change(mention_id, before, after, carried_from))

    def displace(self, mention_id: int, wanted: MentionStanding) -> None:
        """Make room for a mention that is to be accepted."""
        for other, standing in list(self.accepted_there(mention_id, wanted)):
            self.put(other, replace(standing, state=State.WITHDRAWN.value))

    def accepted_there(self, mention_id: int, wanted: MentionStanding) -> Iterator[tuple[int, MentionStanding]]:
        """The other accepted mentions that a mention would overlap."""
        document, standing = self._document[mention_id], self._standing[mention_id]
        planned = self._accepted.get(document, [])
        position = bisect_left(planned, (wanted.end,))
        # Accepted mentions lie apart from each other, so walking back may end at the first that ends before this one.
        while position and planned[position - 1][1] > wanted.start:
            position -= 1
            if planned[position][2] != mention_id:
                yield planned[position][2], self._standing[planned[position][2]]
        if standing.state == State.PROPOSED and (standing.start, standing.end) == (wanted.start, wanted.end):
            return  # what is proposed lies apart from what was accepted before
        rows = self._connection.execute(
            "SELECT id, end_offset FROM mentions WHERE document_id = ? AND start_offset < ? AND state = 'accepted' "
            "ORDER BY start_offset DESC",
            [document, wanted.end],
        )
        for other, end in rows:
            if end <= wanted.start:
                break
            if other != mention_id and other not in self._planned:
                if other not in self._standing:
                    self._standing |= MentionStanding.read(self._connection, [other])
                    self._document[other] = document
                yield other, self._standing[other]

    def changes(self, *, confirmed: bool = False) -> list[Change]:
        """What is to be decided: each mention once, and none that stays as it is, unless that is confirmed as well."""
        return [change for change in condensed(self._changes) if confirmed or change.before != change.after]
