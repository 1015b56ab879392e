"""A sentence in the abstract: its words, with one token for the mentions of a kind that are enumerated together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.relations.sentences import Word
from store.model import Kind, Proposal

#: Stands for a country that only its adjective names.
ADJECTIVE = "ADJ"
_MOST_TOGETHER = 12
_JOINTS = frozenset({",", "and", "&", "or", "the", "/", "both", "as", "well", "an", "a"})
# Between places, a smaller one before a larger: "Busch Gardens in Williamsburg, Virginia".
_LEVELS = frozenset({"in", "'s", "on", "at", "of"})
_OWNED = frozenset({Kind.AGENCY.value, Kind.ORGANIZATION.value})
_OWNING = frozenset({"", "'s", "'", "'s own"})
_BELONGING = frozenset({"at", "at the", "within", "within the", "of", "of the", "in", "in the", "under the", ", at"})


class Run(NamedTuple):
    """Mentions of one kind that are enumerated: "NASA, ESA and JAXA".

    Args:
        kind: their kind.
        token: what stands for them in the line: their kind, or `ADJECTIVE`.
        members: the mentions.
        links: for each, the words between it and the one before.
        place: where the token stands in the line.
    """

    kind: Kind
    token: str
    members: list[Word]
    links: list[str]
    place: int


class Chain(NamedTuple):
    """A body and another that it belongs to or owns, named in one breath: "NASA's Ames Research Center".

    Args:
        left: the one that stands first.
        right: the other.
        link: the words between them.
        is_owner: whether the first owns the second.
    """

    left: Word
    right: Word
    link: str
    is_owner: bool


class Line(NamedTuple):
    """A sentence in the abstract.

    Args:
        words: its words, with a token for each run.
        runs: the runs, in order.
        chains: what speaks for an owner, and has taken its place in the line.
    """

    words: list[str]
    runs: list[Run]
    chains: list[Chain]


def abstracted(items: Sequence[Word], countries: Mapping[str, Proposal]) -> Line:
    """A sentence in the abstract.

    Args:
        items: its words and mentions.
        countries: for an adjective in lower case, a mention of its country.
    """
    line = Line([], [], [])
    pending: list[str] = []
    last: Proposal | None = None
    skip = -1
    for number, item in enumerate(items):
        if number <= skip:
            continue
        token = item.text
        if item.mention is None and token in countries:
            token, item = ADJECTIVE, item._replace(mention=countries[token])
        mention = item.mention
        if mention is None:
            if token == "(" and last is not None and _is_other_name(items, number, last):
                skip = number + 2
            else:
                pending.append(token)
            continue
        _add(line, item, mention.kind, token, pending)
        pending = []
        last = mention
    line.words.extend(pending)
    return line


def _add(line: Line, item: Word, kind: Kind, token: str, pending: list[str]) -> None:
    link = " ".join(pending)
    previous = line.runs[-1] if line.runs else None
    if previous is not None and token == previous.token and _is_joint(pending, kind, len(previous.members)):
        previous.members.append(item)
        previous.links.append(link)
        return
    if previous is not None and previous.token in _OWNED:
        if token in _OWNED and link in _OWNING and len(previous.members) == 1:
            line.chains.append(Chain(previous.members[0], item, link, True))
            line.runs[-1] = Run(kind, token, [item], [""], previous.place)
            line.words[-1] = token
            return
        if token == previous.token == Kind.AGENCY.value and link in _BELONGING:
            line.chains.append(Chain(previous.members[-1], item, link, False))
            return
    line.words.extend(pending)
    line.runs.append(Run(kind, token, [item], [""], len(line.words)))
    line.words.append(token)


def _is_joint(pending: list[str], kind: Kind, size: int) -> bool:
    """Whether some words between two mentions of a kind make one enumeration of them."""
    if not 0 < len(pending) <= 4 or size >= _MOST_TOGETHER:
        return False
    return all(word in _JOINTS or (kind is Kind.PLACE and word in _LEVELS) for word in pending)


def _is_other_name(items: Sequence[Word], number: int, last: Proposal) -> bool:
    """Whether a parenthesis holds nothing but another name of the mention before it."""
    return (
        number + 2 < len(items)
        and (named := items[number + 1].mention) is not None
        and items[number + 2].text == ")"
        and named.name == last.name
    )
