"""The pairs of mentions of a document that a relation may join, each with what the text says about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extract.predicates import JOINING
from extract.reference import Referents
from extract.relations.features import around, between_runs, of_carrying, of_members, of_topic
from extract.relations.lines import ADJECTIVE, Line, Run, abstracted
from extract.relations.referring import followed
from extract.relations.roles import Role, own_role, role
from extract.relations.sentences import Sentence, Word, sentences, words
from extract.relations.topics import BODIES, CARRIED, Topics
from store.model import Kind, Proposal, Span

# Within a sentence: the words and the runs between two mentions, and the pairs that two enumerations make.
_MOST_BETWEEN = 45
_MOST_RUNS = 7
_MOST_PAIRS = 36


class Pair(NamedTuple):
    """Two mentions that a relation may join.

    Args:
        left: the one that stands first in the text, or that the sentence of the other may be about.
        right: the other.
        start: where the words begin that may state it.
        end: where they end.
        shared: what is said about them and about others beside them; one list for neighbours in the order of pairs.
        own: what is said about them alone.
        how: how they stand to each other, in words that go on from their names.
        role: the role that is held, where one of them is a person.
    """

    left: Proposal
    right: Proposal
    start: int
    end: int
    shared: list[str]
    own: list[str]
    how: str
    role: Role | None = None

    @property
    def features(self) -> list[str]:
        """All that is said about them."""
        return self.shared + self.own


def pairs(text: str, proposals: Sequence[Proposal], referents: Referents) -> Iterator[Pair]:
    """All pairs of a document that may be joined, sentence by sentence.

    Args:
        text: the document.
        proposals: its mentions, in order, none overlapping another.
        referents: what its pronouns and descriptions stand for.
    """
    topics = Topics(proposals)
    spans = {Span(each.start, each.end): each for each in proposals}
    is_first = True
    for sentence in sentences(text, proposals):
        if sentence.mentions:
            items = followed(words(text, sentence), referents, spans)
            line = abstracted(items, topics.countries)
            places = {item.start: place for place, item in enumerate(items) if item.end > item.start}
            yield from _chained(line)
            yield from _within(items, places, line, topics, is_first)
            yield from _across(sentence, items, places, line, topics)
            topics.pass_over(sentence.mentions)
        is_first = False


def _chained(line: Line) -> Iterator[Pair]:
    for left, right, link, is_owner in line.chains:
        a, b = left.mention, right.mention
        if a is not None and b is not None and a.name != b.name:
            kinds = f"{a.kind.value} {b.kind.value}"
            name = f"chain {'owner' if is_owner else 'at'}"
            features = [name, f"{name} {kinds}", f"chain {link} {kinds}"]
            yield Pair(a, b, left.start, right.end, features, [], "are one name")


def _within(
    items: Sequence[Word], places: Mapping[int, int], line: Line, topics: Topics, is_first: bool
) -> Iterator[Pair]:
    """Pairs of mentions of one sentence."""
    for number, left in enumerate(line.runs):
        if len(left.members) > 1 and JOINING[left.kind, left.kind]:
            yield from _enumerated(left)
        for further in range(number + 1, min(number + 1 + _MOST_RUNS, len(line.runs))):
            right = line.runs[further]
            if not JOINING[left.kind, right.kind] or len(left.members) * len(right.members) > _MOST_PAIRS:
                continue
            if right.place - left.place > _MOST_BETWEEN:
                break
            inner = line.runs[number + 1 : further]
            features = between_runs(line, left, right, inner)
            if is_first:
                features.append("head")
            for i, one in enumerate(left.members):
                for j, other in enumerate(right.members):
                    a, b = one.mention, other.mention
                    if a is None or b is None or a.name == b.name:
                        continue
                    more = of_members(i, j, left, right, topics)
                    held = None
                    if _is_role(a.kind, b.kind):
                        held = role(items, places, *((one, other) if a.kind is Kind.PERSON else (other, one)))
                        more += _of_role(held, b.kind, inner)
                    yield Pair(a, b, one.start, other.end, features, more, "", held)


def _is_role(left: Kind, right: Kind) -> bool:
    return (left is Kind.PERSON and right in BODIES) or (left in BODIES and right is Kind.PERSON)


def _of_role(held: Role | None, right: Kind, inner: Sequence[Run]) -> list[str]:
    if held is None:
        return ["no role"]
    clean = not any(run.kind in BODIES or run.kind is Kind.PERSON for run in inner)
    return [f"role {held.form} {right.value}", "a role", f"a role {clean:d} {held.form}"]


def _enumerated(run: Run) -> Iterator[Pair]:
    """Neighbours in one enumeration, where an apposition may look like one: "Unity, part of the Station"."""
    kind = run.kind.value
    for one, other in zip(run.members, run.members[1:], strict=False):
        a, b = one.mention, other.mention
        if a is not None and b is not None and a.name != b.name:
            yield Pair(a, b, one.start, other.end, [f"run {kind}", f"k {kind} {kind}"], [], "")


def _across(
    sentence: Sentence, items: Sequence[Word], places: Mapping[int, int], line: Line, topics: Topics
) -> Iterator[Pair]:
    """Pairs of a mention of a sentence with what the sentence may silently be about."""
    here = frozenset(word.mention.name for run in line.runs for word in run.members if word.mention is not None)
    present = {run.kind for run in line.runs}
    carried = topics.carried(sentence.start, here)
    if not carried:
        return
    for run in line.runs:
        if run.token == ADJECTIVE:
            continue
        near: list[str] | None = None
        shared: dict[Kind, list[str]] = {}
        held: dict[int, Role | None] = {}
        if run.kind is Kind.PERSON:
            held = {word.start: own_role(items, places[word.start]) for word in run.members}
        for topic, how in carried:
            if run.kind not in CARRIED[topic.kind] or not JOINING[topic.kind, run.kind]:
                continue
            of_role = run.kind is Kind.PERSON and topic.kind in BODIES
            if of_role and not any(held.values()):
                continue
            if near is None:
                near = around(line, run)
            if topic.kind not in shared:
                shared[topic.kind] = of_topic(topic.kind, run, topic.kind in present, near)
            carried_so = of_carrying(topic.kind, how, run)
            for word in run.members:
                mention, its = word.mention, held.get(word.start)
                if mention is None or (of_role and its is None):
                    continue
                more = [f"x role {its.form}"] if of_role and its is not None else []
                yield Pair(
                    topic,
                    mention,
                    sentence.start,
                    sentence.end,
                    shared[topic.kind],
                    carried_so + more,
                    "a sentence on the first names the other",
                    its if of_role else None,
                )
