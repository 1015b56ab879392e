"""Rules that people's decisions made, followed in texts: they outrank every guess about the very same span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.candidates import Candidate
from extract.names import Hit, NameMatcher
from extract.recorded import is_part_of_more
from extract.wording import DESCRIBED
from store.model import Kind, Name, NameType, Origin, Proposal, Rule

#: The trust in a rule that one, two, or more decisions made.
_TRUST = (0.86, 0.9, 0.95)
_PART_OF_A_LONGER_NAME = 0.5
#: Of a single word that the text uses in lower case as well: below what a proposal needs by itself.
_ORDINARY_WORD = 0.38


class LearnedRules:
    """The rules in force.

    Args:
        rules: rules of any state; only those that hold are followed.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        #: What is followed, in an order of its own.
        self.rules = tuple(sorted({rule for rule in rules if rule.holds}, key=lambda rule: (rule.id, rule)))
        self._forbidden = {rule.words for rule in self.rules if rule.kind is None}
        self._by_name = {(rule.words, rule.kind): rule for rule in self.rules if rule.kind is not None}
        self._matcher = NameMatcher(_name(rule.words, rule.kind, rule) for rule in self.rules if rule.kind is not None)

    def applied(self, text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The guesses about a text with what the rules say of it, and without what they contradict."""
        if not self.rules:
            return list(candidates)
        starts, ends = {each.start for each in candidates}, {each.end for each in candidates}
        taught = {(hit.start, hit.end): self._candidate(text, hit, starts, ends) for hit in self._matcher.find(text)}
        kept = [
            each
            for each in candidates
            if text[each.start : each.end] not in self._forbidden
            and not _is_contradicted(each, taught.get((each.start, each.end)))
        ]
        return [*kept, *taught.values()]

    def allowed(self, text: str, proposals: Iterable[Proposal]) -> list[Proposal]:
        """The proposals without those whose words are no mention."""
        return [each for each in proposals if text[each.start : each.end] not in self._forbidden]

    def _candidate(self, text: str, hit: Hit, starts: set[int], ends: set[int]) -> Candidate:
        rules = (self._by_name[name.text, name.kind] for name in hit.names)
        rule = max(rules, key=lambda rule: (rule.support, rule.id))
        assert rule.kind is not None
        trust = _TRUST[min(rule.support, len(_TRUST)) - 1]
        if is_part_of_more(text, hit, starts, ends):
            trust = _PART_OF_A_LONGER_NAME
        elif " " not in rule.words and rule.support < len(_TRUST) and f" {rule.words.lower()} " in text:
            trust = _ORDINARY_WORD
        times = "once" if rule.support == 1 else f"in {rule.support} decisions"
        reason = f"people said {times} that “{rule.words}” is {DESCRIBED[rule.kind]}"
        return Candidate(hit.start, hit.end, rule.kind, Origin.LEARNED_RULE, trust, reason, rule.name, rule.record_id)


def _is_contradicted(candidate: Candidate, taught: Candidate | None) -> bool:
    """Whether a rule that stands on its own says something else of the very span of a guess."""
    if taught is None or taught.trust < _TRUST[0]:
        return False
    return candidate.kind is not taught.kind or candidate.record_id not in (None, taught.record_id)


def _name(words: str, kind: Kind, rule: Rule) -> Name:
    return Name(words, NameType.NAME, kind, rule.record_id or "", rule.name)
