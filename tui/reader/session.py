"""What a person is reading: the document, what holds in it, and the places visited. No Textual in here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from store.model import Document, Kind, Mention, Proposal, State


class Entity(NamedTuple):
    """A record as the document names it: how often, and whether nothing of it is left to review."""

    record_id: str
    kind: Kind
    name: str
    mentions: int
    reviewed: bool


class Visit(NamedTuple):
    """A place in the library: a document, a mention in it, and the record that was open."""

    document_id: int
    mention_id: int | None
    record_id: str | None
    place: int


def provisional(document_id: int, proposals: Iterable[Proposal]) -> list[Mention]:
    """Proposals as mentions to look at while the extraction goes on; their numbers are below zero."""
    return [
        Mention(
            -number, document_id, p.start, p.end, p.kind, p.name, p.record_id, p.score, p.origin, p.reason,
            State.PROPOSED, None,
        )
        for number, p in enumerate(proposals, start=1)
    ]  # fmt: skip


class Session:
    """The document being read, with its mentions in the order of the text.

    Counts are kept while mentions change, since a long document has 200,000 of them and a key must not wait.
    """

    def __init__(self) -> None:
        #: Whether what nobody has decided on is left out, so that what a person marks is not led by it.
        self.is_blind = False
        self.document: Document | None = None
        self.is_extracted = False
        self.mentions: list[Mention] = []
        self._positions: dict[int, int] = {}
        self._counts: dict[tuple[Kind, str], list[int]] = {}
        self._names: dict[str, str] = {}
        self._waiting = 0

    def open(self, document: Document | None, mentions: list[Mention], *, is_extracted: bool) -> None:
        """Read another document, or the same one with other mentions."""
        self.document = document
        self.is_extracted = is_extracted
        self.mentions = [m for m in mentions if m.state is not State.PROPOSED] if self.is_blind else mentions
        self._positions = {mention.id: position for position, mention in enumerate(self.mentions)}
        self._counts, self._names, self._waiting = {}, {}, 0
        for mention in self.mentions:
            self._count(mention, 1)

    def replace(self, changed: Iterable[Mention]) -> bool:
        """Take over mentions as decisions have left them.

        Returns:
            Whether they stand where they stood, so that nothing but their looks has changed.
        """
        mine = [mention for mention in changed if self.document and mention.document_id == self.document.id]
        if all(self._is_in_place(mention) for mention in mine):
            for mention in mine:
                position = self._positions[mention.id]
                self._count(self.mentions[position], -1)
                self._count(mention, 1)
                self.mentions[position] = mention
            return True
        by_id = {mention.id: mention for mention in self.mentions} | {mention.id: mention for mention in mine}
        standing = [mention for mention in by_id.values() if mention.state is not State.WITHDRAWN]
        standing.sort(key=lambda mention: (mention.start, mention.end))
        self.open(self.document, standing, is_extracted=self.is_extracted)
        return False

    def _is_in_place(self, mention: Mention) -> bool:
        position = self._positions.get(mention.id)
        is_gone = mention.state is State.WITHDRAWN or (self.is_blind and mention.state is State.PROPOSED)
        if position is None or is_gone:
            return False
        return self.mentions[position][2:4] == (mention.start, mention.end)

    def _count(self, mention: Mention, step: int) -> None:
        waiting = step if mention.state is State.PROPOSED else 0
        self._waiting += waiting
        if mention.state is State.REJECTED:
            return
        record = record_of(mention)
        self._names[record] = mention.name
        count = self._counts.setdefault((mention.kind, record), [0, 0])
        count[0] += step
        count[1] += waiting

    def mention(self, mention_id: int | None) -> Mention | None:
        """The mention of that number, if it is in the document."""
        position = self._positions.get(mention_id) if mention_id is not None else None
        return None if position is None else self.mentions[position]

    def shown(self) -> list[Mention]:
        """The mentions to highlight, sorted and not overlapping: a rejected one gives way to what stands there."""
        shown: list[Mention] = []
        for mention in self.mentions:
            if shown and shown[-1].end > mention.start:
                if shown[-1].state is not State.REJECTED or mention.state is State.REJECTED:
                    continue
                shown.pop()
            shown.append(mention)
        return shown

    def review(self) -> tuple[int, int]:
        """How many mentions wait to be reviewed, and how many there are."""
        return self._waiting, len(self.mentions)

    def entities(self) -> dict[Kind, list[Entity]]:
        """The document's records by kind, the kinds in their order, the most named records first."""
        groups: dict[Kind, list[Entity]] = {kind: [] for kind in Kind}
        for (kind, record), (count, waiting) in self._counts.items():
            if count:
                groups[kind].append(Entity(record, kind, self._names[record], count, not waiting))
        return {
            kind: sorted(entities, key=lambda entity: (-entity.mentions, entity.name.casefold()))
            for kind, entities in groups.items()
            if entities
        }

    def first_of(self, record_id: str) -> Mention | None:
        """The first mention that points to the record and is not rejected."""
        return next((m for m in self.mentions if record_of(m) == record_id and m.state is not State.REJECTED), None)

    def within(self, record_id: str | None, start: int, end: int) -> int | None:
        """The number of the first mention in a stretch of the text, of the record where one is given."""
        there = (m for m in self.mentions if record_id in (None, m.record_id) and start < m.end and m.start < end)
        return next((mention.id for mention in there if mention.state is not State.REJECTED), None)


def record_of(mention: Mention) -> str:
    """The id of a mention's record, or its name as long as it has none because the extraction goes on."""
    return mention.record_id or mention.name


@dataclass
class Visits:
    """The places visited, to walk back and forward through, like a browser's history."""

    _past: list[Visit] = field(default_factory=list)
    _future: list[Visit] = field(default_factory=list)

    def leave(self, place: Visit) -> None:
        """Remember the place that is left by following a link; what lay ahead is forgotten."""
        if not self._past or self._past[-1] != place:
            self._past.append(place)
        self._future.clear()

    def back(self, here: Visit) -> Visit | None:
        """The place before, if there is one; `here` lies ahead from then on."""
        if not self._past:
            return None
        self._future.append(here)
        return self._past.pop()

    def forward(self, here: Visit) -> Visit | None:
        """The place ahead, if there is one."""
        if not self._future:
            return None
        self._past.append(here)
        return self._future.pop()
