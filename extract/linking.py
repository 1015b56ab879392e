"""Mentions linked to records: other spellings of their names, and the records that come into question beside."""

from __future__ import annotations

from collections.abc import Iterable

from extract.candidates import Settled
from extract.choosing import MOST, Surroundings, ranked
from extract.coreference import canonical
from extract.lookup import Lookup
from extract.names import NameMatcher
from store.model import Kind, LinkCandidate, Name, Proposal


class Linker:
    """What is known of all records' names when one mention is to be linked.

    Args:
        names: the names of all records.
        matcher: the same names, as they are looked for in texts.
    """

    def __init__(self, names: Iterable[Name], matcher: NameMatcher) -> None:
        self._lookup = Lookup(names)
        self._matcher = matcher

    def respelt(self, text: str, mentions: Iterable[Settled]) -> list[Settled]:
        """The mentions, those that surely spell a record's name another way with that record."""
        return [self._respelt(text, mention) for mention in mentions]

    def _respelt(self, text: str, mention: Settled) -> Settled:
        if mention.kind is Kind.DATE:
            return mention
        name, record_id = canonical(text, mention)
        if record_id is not None:
            return mention
        meant = self._lookup.find(name, mention.kind).certain
        if meant is None:
            return mention
        first, *others = mention.votes
        reason = f"{first.reason}; “{name}” is another spelling of the record name “{meant.text}”"
        vote = first._replace(name=meant.canonical, record_id=meant.record_id, reason=reason)
        return mention._replace(votes=(vote, *others))

    def linked(self, text: str, proposal: Proposal, around: Surroundings) -> Proposal:
        """A proposal with the records that it may mean, and with the likeliest of its kind.

        Args:
            text: the document.
            proposal: one of its proposals.
            around: what else the document says.
        """
        if proposal.kind is Kind.DATE:
            return proposal
        words, record_id = text[proposal.start : proposal.end], proposal.record_id
        bearers = self._matcher.sharing(words)
        if bearers and (record_id is None or any(each.record_id == record_id for each in bearers)):
            ranking = ranked(words, bearers, proposal.kind, record_id, around)
            if record_id is not None:
                of_kind = {each.record_id: each for each in bearers if each.kind is proposal.kind}
                likeliest = next((each.record_id for each in ranking if each.record_id in of_kind), record_id)
                if likeliest != record_id:
                    name = of_kind[likeliest].canonical
                    reason = f"{proposal.reason}; of the records of this name, what else the text says is for “{name}”"
                    proposal = proposal._replace(name=name, record_id=likeliest, reason=reason)
            return proposal._replace(candidates=tuple(ranking))
        if record_id is not None and not self._is_respelling(words, proposal.kind, record_id):
            return proposal
        similar = self._lookup.find(words if record_id else proposal.name, proposal.kind).ranking
        found = [LinkCandidate(each.record_id, score) for each, score in similar]
        found.sort(key=lambda each: each.record_id != record_id)
        return proposal._replace(candidates=tuple(found[:MOST]))

    def _is_respelling(self, words: str, kind: Kind, record_id: str) -> bool:
        meant = self._lookup.known(words, kind)
        return meant is not None and meant.certain is not None and meant.certain.record_id == record_id
