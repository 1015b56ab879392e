"""Whatever people and runs do to a document in whichever order, the log and the latest run say what holds."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store import decisions, documents, editing, exchange, history, learned_rules, mentions, records, switching
from store.database import connect
from store.decisions import Outcome
from store.errors import ImpossibleDecisionError
from store.model import Annotation, IncomingDocument, Kind, Mention, Origin, Proposal, Run, State
from store.naming import record_id
from store.standings import LearnedRuleStanding, MentionStanding

TEXT = "abcdefghijkl"
KINDS = st.sampled_from([Kind.AGENCY, Kind.PERSON, Kind.MISSION])
SPANS = st.tuples(st.integers(0, 11), st.integers(1, 4))
#: Which of the mentions shown, as a position that is taken round the end.
CHOICES = st.lists(st.integers(0, 20), min_size=1, max_size=3)
#: What of a mention must come back; an undecided one may do so with another number.
What = tuple[int | None, int, int, Kind, str | None, State, str | None]


@st.composite
def proposals(draw: st.DrawFn) -> list[Proposal]:
    found: list[Proposal] = []
    for start, length in sorted(draw(st.lists(SPANS, max_size=5))):
        if (not found or found[-1].end <= start) and start + length <= len(TEXT):
            words = TEXT[start : start + length]
            found.append(Proposal(start, start + length, draw(KINDS), words, None, 0.5, Origin.MODEL, "so"))
    return found


def what(mention: Mention) -> What:
    number = mention.id if mention.state in (State.ACCEPTED, State.REJECTED) else None
    return number, mention.start, mention.end, mention.kind, mention.record_id, mention.state, mention.author


class DecisionsMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.db"
        self.library = connect(self.path)
        self.library.execute("PRAGMA synchronous = OFF")
        self.text = TEXT
        self.document = documents.add(self.library, self.file()).document.id
        self.runs = 0
        self.latest: list[Proposal] = []
        #: What each run has said of the present text.
        self.said: dict[Run, list[Proposal]] = {}

    def teardown(self) -> None:
        try:
            self.undoing_everything_leaves_what_the_latest_run_proposes()
        finally:
            self.library.close()
            self.folder.cleanup()

    def file(self, *marks: Annotation) -> IncomingDocument:
        return IncomingDocument("a", "A", self.text, "/a.txt", mentions=marks)

    def held(self) -> list[What]:
        return [what(mention) for mention in mentions.of_document(self.library, self.document)]

    def chosen(self, choices: list[int]) -> list[int]:
        shown = mentions.of_document(self.library, self.document)
        return [shown[choice % len(shown)].id for choice in choices]

    def check(self, before: dict[int, Mention], outcome: Outcome) -> None:
        """What a screen shows after the outcome is what holds; where records have changed, it asks for all anew."""
        if outcome.records:
            return
        shown = before | {mention.id: mention for mention in outcome.mentions}
        shown = {n: m for n, m in shown.items() if m.document_id == self.document and m.state is not State.WITHDRAWN}
        assert shown == self.shown()

    def shown(self) -> dict[int, Mention]:
        return {mention.id: mention for mention in mentions.of_document(self.library, self.document)}

    @initialize(said=proposals())
    def first_run(self, said: list[Proposal]) -> None:
        self.new_run(said)

    @rule(said=proposals())
    def new_run(self, said: list[Proposal]) -> None:
        self.runs += 1
        run = Run("machine", str(self.runs), "{}")
        mentions.keep(self.library, self.document, run, said)
        self.latest = self.said[run] = said

    @precondition(lambda self: bool(self.said))
    @rule(choice=st.integers(0, 5))
    def earlier_run_again(self, choice: int) -> None:
        run = list(self.said)[choice % len(self.said)]
        mentions.keep(self.library, self.document, run, self.said[run])
        self.latest = self.said[run]

    @precondition(lambda self: bool(self.shown()))
    @rule(choices=CHOICES, author=st.sampled_from(["ann", "bob"]))
    def accept(self, choices: list[int], author: str) -> None:
        before = self.shown()
        self.check(before, decisions.accept(self.library, self.chosen(choices), author))

    @precondition(lambda self: bool(self.shown()))
    @rule(choices=CHOICES)
    def reject(self, choices: list[int]) -> None:
        before = self.shown()
        self.check(before, decisions.reject(self.library, self.chosen(choices), "ann"))

    @precondition(lambda self: bool(self.shown()))
    @rule(choices=CHOICES, kind=KINDS)
    def change_kind(self, choices: list[int], kind: Kind) -> None:
        before = self.shown()
        self.check(before, decisions.change_kind(self.library, self.chosen(choices), kind, "bob"))

    @precondition(lambda self: bool(self.shown()))
    @rule(choices=CHOICES, flagged=st.booleans(), text=st.sampled_from(["", "why", "look"]))
    def note_and_flag(self, choices: list[int], flagged: bool, text: str) -> None:
        before = self.shown()
        self.check(before, decisions.flag(self.library, self.chosen(choices), flagged, "ann"))
        before = self.shown()
        self.check(before, decisions.note(self.library, self.chosen(choices), text, "bob"))

    @precondition(lambda self: bool(self.shown()))
    @rule(choice=st.integers(0, 20), span=SPANS)
    def change_boundaries(self, choice: int, span: tuple[int, int]) -> None:
        before = self.shown()
        (number,) = self.chosen([choice])
        end = min(sum(span), len(TEXT))
        self.check(before, decisions.change_boundaries(self.library, number, span[0], end, "ann"))

    @rule(span=SPANS, kind=KINDS)
    def add(self, span: tuple[int, int], kind: Kind) -> None:
        before = self.shown()
        place = (span[0], min(sum(span), len(TEXT)))
        self.check(before, decisions.add(self.library, self.document, [place], kind, "bob"))

    @precondition(lambda self: bool(self.shown()))
    @rule(choices=CHOICES)
    def unlink(self, choices: list[int]) -> None:
        before = self.shown()
        self.check(before, decisions.unlink(self.library, self.chosen(choices), "ann"))

    @precondition(lambda self: bool(self.shown()))
    @rule(choices=CHOICES)
    def link(self, choices: list[int]) -> None:
        """Mentions get the record of the first."""
        before = self.shown()
        numbers = self.chosen(choices)
        self.check(before, decisions.link(self.library, numbers, str(before[numbers[0]].record_id), "ann"))

    @precondition(lambda self: bool(self.shown()))
    @rule(into=st.integers(0, 20), other=st.integers(0, 20))
    def merge_records(self, into: int, other: int) -> None:
        shown = self.shown()
        one, another = (str(shown[number].record_id) for number in self.chosen([into, other]))
        if one != another:
            editing.merge(self.library, one, [another], "bob")

    @rule(choice=st.integers(0, 20), on=st.booleans())
    def switch_a_rule(self, choice: int, on: bool) -> None:
        before, rules = self.shown(), learned_rules.derived(self.library)
        if rules:
            rule_id = rules[choice % len(rules)].id
            self.check(before, switching.switch(self.library, rule_id, "ann", on=on))
            assert next(each.is_on for each in learned_rules.derived(self.library) if each.id == rule_id) is on

    @rule(choice=st.integers(0, 5))
    def revert(self, choice: int) -> None:
        groups = history.page(self.library, limit=6)
        if groups:
            with contextlib.suppress(ImpossibleDecisionError):
                history.revert(self.library, groups[choice % len(groups)].id, "carol")

    @rule(said=proposals(), how=st.sampled_from([State.ACCEPTED, State.REJECTED]))
    def import_a_file(self, said: list[Proposal], how: State) -> None:
        marks = tuple(Annotation(p.start, p.end, p.kind, p.name, state=how, author="carol") for p in said)
        exchange.put(self.library, self.file(*marks), "dan")

    @rule()
    def revise(self) -> None:
        """The text gets longer; what was decided is carried over, and a run has yet to go through it."""
        decided = [m[1:] for m in self.held() if m[5] is not State.PROPOSED]
        self.text += "."
        self.document = documents.add(self.library, self.file()).document.id
        self.latest, self.said = [], {}
        assert [m[1:] for m in self.held()] == decided

    @rule()
    def undo(self) -> None:
        before = self.shown()
        outcome = decisions.undo(self.library, "ann")
        if outcome:
            self.check(before, outcome)

    @rule()
    def redo(self) -> None:
        before = self.shown()
        outcome = decisions.redo(self.library, "ann")
        if outcome:
            self.check(before, outcome)

    @rule()
    def redo_after_undo_is_the_identity(self) -> None:
        before = self.held()
        if decisions.undo(self.library, "ann"):
            assert decisions.redo(self.library, "ann")
        assert self.held() == before

    @rule()
    def reconnect(self) -> None:
        before = self.held()
        self.library.close()
        self.library = connect(self.path)
        self.library.execute("PRAGMA synchronous = OFF")
        assert self.held() == before

    @invariant()
    def what_is_decided_is_what_the_log_says(self) -> None:
        rows = self.library.execute("SELECT mention_id, after FROM decisions ORDER BY id")
        replayed = {number: MentionStanding.from_json(after) for number, after in rows}
        decided = {number: now for number, now in replayed.items() if now.state in ("accepted", "rejected")}
        held = self.library.execute("SELECT id FROM mentions WHERE state IN ('accepted', 'rejected')").fetchall()
        assert MentionStanding.read(self.library, [number for (number,) in held]) == decided

    @invariant()
    def the_rules_that_are_off_are_those_of_the_log(self) -> None:
        rows = self.library.execute("SELECT rule, after FROM rule_decisions ORDER BY id")
        replayed = {words: LearnedRuleStanding.from_json(after) for words, after in rows}
        assert LearnedRuleStanding.read(self.library, replayed) == replayed
        assert all(each.is_on or replayed[each.id].off for each in learned_rules.derived(self.library))

    @invariant()
    def what_is_undecided_is_what_the_latest_run_says_beside_decisions(self) -> None:
        held = list(self.shown().values())
        accepted = [(m.start, m.end) for m in held if m.state is State.ACCEPTED]
        rejected = [(m.start, m.end) for m in held if m.state is State.REJECTED]
        expected = [
            (p.start, p.end, p.kind, records.get(self.library, record_id(p.kind, p.name)).id)
            for p in self.latest
            if (p.start, p.end) not in rejected and not any(p.start < end and start < p.end for start, end in accepted)
        ]
        assert [(m.start, m.end, m.kind, m.record_id) for m in held if m.state is State.PROPOSED] == expected

    @invariant()
    def what_holds_does_not_overlap(self) -> None:
        held = mentions.of_document(self.library, self.document, rejected=False)
        assert all(one.end <= other.start for one, other in itertools.pairwise(held))

    def undoing_everything_leaves_what_the_latest_run_proposes(self) -> None:
        before, steps = self.held(), 0
        while decisions.undo(self.library, "ann"):
            steps += 1
        off = self.library.execute("SELECT rule FROM switched_off_rules WHERE active").fetchall()
        assert off == []
        assert [(m[1:4], m[5]) for m in self.held()] == [((*p[:2], p.kind), State.PROPOSED) for p in self.latest]
        for _ in range(steps):
            assert decisions.redo(self.library, "ann")
        assert self.held() == before


TestDecisions = DecisionsMachine.TestCase
TestDecisions.settings = settings(max_examples=80, stateful_step_count=20, deadline=None)
