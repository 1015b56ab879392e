"""Whatever people and runs say of a text's relations and quotations, the log and the latest run say what holds."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store import decisions, history, judging, stated, statements
from store.database import connect, transaction
from store.decisions import Outcome
from store.errors import ImpossibleDecisionError
from store.model import Predicate, QuotationProposal, RelationProposal, Run, Span, State
from store.standings import QuotationStanding, RelationStanding
from store.stated import StatedQuotation, StatedRelation
from tests.store.examples import FIRST_RUN, extracted
from tests.store.test_statements import relation, span

Statement = StatedRelation | StatedQuotation
#: Every name of the text.
ENDS = [span("ESA"), span("Jan Woerner"), span("ESA", 1), span("NASA"), span("Chang'e-4")]
PLACES = st.tuples(st.integers(0, 50), st.integers(1, 12)).map(lambda place: Span(place[0], sum(place)))
PREDICATES = st.sampled_from([Predicate.PARTNER_IN, Predicate.OPERATES, Predicate.HOLDS_ROLE])
ROLES = st.sampled_from([None, "head", "chair"])
CHOICE = st.integers(0, 20)
DECIDED = (State.ACCEPTED, State.REJECTED)


@st.composite
def relations(draw: st.DrawFn) -> list[RelationProposal]:
    pairs = draw(st.lists(st.permutations(ENDS).map(lambda ends: (ends[0], ends[1])), max_size=4, unique=True))
    return [relation(subject, draw(PREDICATES), told, draw(ROLES)) for subject, told in pairs]


@st.composite
def quotations(draw: st.DrawFn) -> list[QuotationProposal]:
    found: list[QuotationProposal] = []
    for place in sorted(draw(st.lists(PLACES, max_size=3))):
        if not found or found[-1].end <= place.start:
            speaker = draw(st.sampled_from([None, *ENDS]))
            found.append(QuotationProposal(*place, speaker, None, draw(st.booleans()), 0.5, "so"))
    return found


def opened(path: Path) -> sqlite3.Connection:
    library = connect(path)
    library.execute("PRAGMA synchronous = OFF")
    return library


def held(library: sqlite3.Connection, document: int) -> list[Statement]:
    """What is stated, what was rejected included; an undecided statement may come back with another number."""
    found = stated.in_document(library, document, rejected=True)
    everything: list[Statement] = [*found.relations, *found.quotations]
    return [each if each.state in DECIDED else each._replace(id=0) for each in everything]


class StatementsMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.db"
        self.open()
        self.document = extracted(self.library)
        self.runs = 1
        self.latest: tuple[list[RelationProposal], list[QuotationProposal]] = ([], [])

    def open(self) -> None:
        self.library = opened(self.path)

    def teardown(self) -> None:
        try:
            self.undoing_everything_leaves_what_the_latest_run_says()
        finally:
            self.library.close()
            self.folder.cleanup()

    def held(self) -> list[Statement]:
        return held(self.library, self.document)

    def judged(self, choice: int, of_relations: Callable[..., Outcome], of_quotations: Callable[..., Outcome]) -> None:
        """Judge one of those that stand there, and undo is the way back from it."""
        found = stated.in_document(self.library, self.document, rejected=True)
        everything: Sequence[Statement] = [*found.relations, *found.quotations]
        if everything:
            before, one = self.held(), everything[choice % len(everything)]
            judge = of_relations if isinstance(one, StatedRelation) else of_quotations
            outcome = judge(self.library, [one.id], "ann")
            if outcome.group is not None:
                decisions.undo(self.library, "ann")
                assert self.held() == before
                decisions.redo(self.library, "ann")

    @initialize(said=relations(), quoted=quotations())
    def first_run(self, said: list[RelationProposal], quoted: list[QuotationProposal]) -> None:
        self.keep(FIRST_RUN, said, quoted)

    def keep(self, run: Run, said: list[RelationProposal], quoted: list[QuotationProposal]) -> None:
        with transaction(self.library):
            statements.put_proposed(self.library, self.document, run, said, quoted)
        self.latest = said, quoted

    @rule(said=relations(), quoted=quotations())
    def new_run(self, said: list[RelationProposal], quoted: list[QuotationProposal]) -> None:
        decided = [each for each in self.held() if each.state in DECIDED]
        self.runs += 1
        self.keep(Run("pipeline", str(self.runs), "{}"), said, quoted)
        assert [each._replace(score=None, reason="") for each in self.held() if each.state in DECIDED] == [
            each._replace(score=None, reason="") for each in decided
        ]

    @rule(choice=CHOICE)
    def accept(self, choice: int) -> None:
        self.judged(choice, judging.accept_relations, judging.accept_quotations)

    @rule(choice=CHOICE)
    def reject(self, choice: int) -> None:
        self.judged(choice, judging.reject_relations, judging.reject_quotations)

    @rule(subject=st.sampled_from(ENDS), predicate=PREDICATES, told=st.sampled_from(ENDS), role=ROLES)
    def add_relation(self, subject: Span, predicate: Predicate, told: Span, role: str | None) -> None:
        if subject != told:
            judging.add_relation(self.library, self.document, subject, predicate, told, "bob", role=role)

    @rule(place=PLACES, speaker=st.sampled_from([None, *ENDS]), indirect=st.booleans())
    def add_quotation(self, place: Span, speaker: Span | None, indirect: bool) -> None:
        judging.add_quotation(self.library, self.document, place, speaker, "bob", indirect=indirect)

    @precondition(lambda self: bool(stated.in_document(self.library, self.document).relations))
    @rule(choice=CHOICE, predicate=PREDICATES, role=ROLES)
    def change_relation(self, choice: int, predicate: Predicate, role: str | None) -> None:
        found = stated.in_document(self.library, self.document).relations
        number = found[choice % len(found)].id
        judging.change_relation(self.library, number, "ann", predicate=predicate, role=role)

    @precondition(lambda self: bool(stated.in_document(self.library, self.document).quotations))
    @rule(choice=CHOICE, place=PLACES, unattributed=st.booleans())
    def change_quotation(self, choice: int, place: Span, unattributed: bool) -> None:
        found = stated.in_document(self.library, self.document).quotations
        number = found[choice % len(found)].id
        judging.change_quotation(self.library, number, "ann", span=place, is_unattributed=unattributed)

    @rule(choice=st.integers(0, 5))
    def revert(self, choice: int) -> None:
        groups = history.page(self.library, limit=6)
        if groups:
            with contextlib.suppress(ImpossibleDecisionError):
                history.revert(self.library, groups[choice % len(groups)].id, "carol")

    @rule()
    def undo(self) -> None:
        decisions.undo(self.library, "ann")

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
        self.open()
        assert self.held() == before

    @invariant()
    def what_is_decided_is_what_the_log_says(self) -> None:
        for standing in (RelationStanding, QuotationStanding):
            rows = self.library.execute(f"SELECT {standing.number}, after FROM {standing.log} ORDER BY id")
            replayed = {number: standing.from_json(after) for number, after in rows}
            decided = {number: now for number, now in replayed.items() if now.state in DECIDED}
            held = self.library.execute(f"SELECT id FROM {standing.table} WHERE state IN ('accepted', 'rejected')")
            assert standing.read(self.library, [number for (number,) in held]) == decided

    def undoing_everything_leaves_what_the_latest_run_says(self) -> None:
        before, steps = self.held(), 0
        while decisions.undo(self.library, "ann"):
            steps += 1
        assert self.held() == self.said_by_the_latest_run()
        for _ in range(steps):
            assert decisions.redo(self.library, "ann")
        assert self.held() == before

    def said_by_the_latest_run(self) -> list[Statement]:
        """What holds in another library of the same text that only this run has been through."""
        with closing(opened(Path(self.folder.name) / "other.db")) as other:
            document = extracted(other)
            with transaction(other):
                statements.put_proposed(other, document, FIRST_RUN, *self.latest)
            return held(other, document)


TestStatements = StatementsMachine.TestCase
TestStatements.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
