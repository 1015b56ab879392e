"""Relations and quotations judged, changed and added in the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import mentions, stated
from store.database import connect
from store.model import Predicate, State
from store.stated import Statements
from tests.tui.reading import incoming, reader
from tests.tui.stating import OTHER, fill
from tests.tui.test_reader_screen import begin, told, until
from tui.app import SpacetuiApp
from tui.leading import Lead, StatementKey
from tui.screens.choice import ChoiceScreen
from tui.screens.one_line import OneLineScreen
from tui.screens.statement import StatementScreen
from tui.screens.statements import StatementsScreen
from tui.screens.why import WhyScreen
from tui.widgets.line_list import Line, LineList
from tui.widgets.title_bar import TitleBar

ROLE = "Jan Wörner director-general of European Space Agency"
SPEECH = "Jan Wörner: “Chang'e 4 is a step.”"
LAUNCH = "Chang'e 4 launched on 2019-01-03"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill(tmp_path / "library.db")
    return tmp_path / "library.db"


def reading_other(library: Path, *, advance: bool = False) -> SpacetuiApp:
    """The reader at the text that states something."""
    return reader(library, incoming(OTHER, "other"), advance=advance)


async def open_statements(pilot: Pilot[None]) -> tuple[SpacetuiApp, LineList]:
    app = await begin(pilot)
    await pilot.press("S")
    await until(pilot, lambda: isinstance(app.screen, StatementsScreen) and bool(app.screen.query("#statements")))
    shown = app.screen.query_one("#statements", LineList)
    await until(pilot, lambda: bool(shown.lines))
    return app, shown


def said(lines: Sequence[Line]) -> list[str]:
    """What is stated, with its mark, without the words that state it."""
    return ["".join(text for text, _ in line.parts).strip() for line in lines if isinstance(line.value, StatementKey)]


def held(library: Path) -> Statements:
    with closing(connect(library)) as connection:
        return stated.in_document(connection, 1, rejected=True)


def border(shown: LineList) -> str:
    return str(shown.border_subtitle)


async def in_dialog(pilot: Pilot[None], dialog: type[object]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, dialog) and pilot.app.screen.is_current)
    rows = pilot.app.screen.query(LineList)
    if dialog is StatementScreen:
        await until(pilot, lambda: bool(rows.first().lines))


async def to_line(pilot: Pilot[None], wanted: Callable[[Lead], bool]) -> None:
    """Go down the record's pane, from its top, to a line that leads where it is wanted."""
    assert isinstance(pilot.app, SpacetuiApp)
    record = pilot.app.reader.panes.record
    await pilot.press("home")
    for _ in record.lines:
        if isinstance(record.value, Lead) and wanted(record.value):
            return
        await pilot.press("down")
    raise AssertionError("there is no such line")


def states(library: Path, document_id: int) -> set[State]:
    """How the mentions of a document stand."""
    with closing(connect(library)) as connection:
        return {mention.state for mention in mentions.of_document(connection, document_id)}


async def asked(pilot: Pilot[None], title: str) -> None:
    await until(pilot, lambda: str(pilot.app.screen.query_one("#dialog").border_title) == title)


async def test_all_that_a_text_states_stands_in_its_order(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, shown = await open_statements(pilot)
        assert said(shown.lines) == [ROLE, SPEECH, LAUNCH]
        assert app.screen.query_one(TitleBar).progress == "3 of 3 to review"


async def test_one_key_accepts_or_rejects_and_another_takes_it_back(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, shown = await open_statements(pilot)
        await pilot.press("a")
        await until(pilot, lambda: "accept “Jan Wörner" in border(shown))
        await pilot.press("down", "x")
        await until(pilot, lambda: "reject “Chang'e 4 is a step.”" in border(shown))
        assert said(shown.lines) == [f"✓ {ROLE}", f"✗ {SPEECH}", LAUNCH]
        assert app.screen.query_one(TitleBar).progress == "1 of 3 to review"
        assert [each.state for each in held(library).quotations] == [State.REJECTED]
        await pilot.press("u")
        await until(pilot, lambda: "undo reject" in border(shown))
        await pilot.press("u")
        await until(pilot, lambda: "undo accept" in border(shown))
        assert said(shown.lines) == [ROLE, SPEECH, LAUNCH]
        await pilot.press("u")
        await until(pilot, lambda: "nothing to undo" in border(shown))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: said(shown.lines)[0] == f"✓ {ROLE}")


async def test_only_what_is_open_is_shown_on_request_and_decisions_go_on_where_wished(library: Path) -> None:
    async with reading_other(library, advance=True).run_test(size=(120, 40)) as pilot:
        _, shown = await open_statements(pilot)
        await pilot.press("a", "x")
        await until(pilot, lambda: said(shown.lines)[:2] == [f"✓ {ROLE}", f"✗ {SPEECH}"])
        await pilot.press("o")
        await until(pilot, lambda: said(shown.lines) == [LAUNCH])
        await pilot.press("a")
        await until(pilot, lambda: "Nothing is left to review" in shown.lines[0].parts[0][0])


async def test_a_relation_is_changed_part_by_part(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, shown = await open_statements(pilot)
        await pilot.press("e")
        await in_dialog(pilot, StatementScreen)
        parts = app.screen.query_one("#parts", LineList)
        await pilot.press("end", "enter")  # its role
        await in_dialog(pilot, OneLineScreen)
        await pilot.press("ctrl+u", *"head", "enter")
        await in_dialog(pilot, StatementScreen)
        await until(pilot, lambda: parts.lines[3].parts[1][0] == "head")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query("#statements").first() is shown)
        await until(pilot, lambda: said(shown.lines)[0] == "✓ Jan Wörner head of European Space Agency")
        await until(pilot, lambda: str(shown.border_subtitle).startswith("change "))
        assert str(shown.border_subtitle).endswith("… · u undoes")
        assert held(library).relations[0].role == "head"
        await pilot.press("e")
        await in_dialog(pilot, StatementScreen)
        await pilot.press("escape", "u")
        await until(pilot, lambda: str(shown.border_subtitle).startswith("undo change "))


async def test_only_names_that_fit_may_stand_at_the_other_end(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, shown = await open_statements(pilot)
        await pilot.press("end", "e")  # the launch
        await in_dialog(pilot, StatementScreen)
        await pilot.press("enter")  # its subject
        await in_dialog(pilot, ChoiceScreen)
        names = app.screen.query_one("#rows", LineList)
        assert {line.parts[0][0] for line in names.lines} == {"Chang'e 4", "Zeta Prime"}
        await pilot.press(*"zeta", "enter")
        await in_dialog(pilot, StatementScreen)
        await pilot.press("escape")
        await until(pilot, lambda: "✓ Zeta Prime launched on 2019-01-03" in said(shown.lines))


async def test_only_predicates_that_fit_both_ends_are_offered(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, _ = await open_statements(pilot)
        await pilot.press("end", "e")  # a mission and a date
        await in_dialog(pilot, StatementScreen)
        await pilot.press("down", "enter")
        await in_dialog(pilot, ChoiceScreen)
        assert [line.parts[0][0] for line in app.screen.query_one("#rows", LineList).lines] == ["launched on"]


async def test_a_quotation_becomes_reported_speech_of_nobody(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, shown = await open_statements(pilot)
        await pilot.press("down", "e")
        await in_dialog(pilot, StatementScreen)
        parts = app.screen.query_one("#parts", LineList)
        await pilot.press("down", "enter")
        await until(pilot, lambda: parts.lines[1].parts[1][0] == "reported")
        await pilot.press("up", "enter")
        await in_dialog(pilot, ChoiceScreen)
        await pilot.press(*"nobody", "enter")
        await in_dialog(pilot, StatementScreen)
        await until(pilot, lambda: parts.lines[0].parts[1][0] == "nobody")
        await pilot.press("escape")
        await until(pilot, lambda: "✓ nobody is reported: Chang'e 4 is a step." in said(shown.lines))
        (quotation,) = held(library).quotations
        assert (quotation.speaker, quotation.indirect) == (None, True)


async def test_the_words_of_a_quotation_are_moved_in_the_text(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, _ = await open_statements(pilot)
        await pilot.press("down", "e")
        await in_dialog(pilot, StatementScreen)
        await pilot.press("end", "enter")
        await until(pilot, lambda: app.screen is app.reader and app.reader.panes.span_bar is not None)
        await until(pilot, lambda: app.focused is app.reader.panes.span_bar)
        await pilot.press("ctrl+left", "ctrl+left", "enter")
        await until(pilot, lambda: "change “Chang'e 4 is" in told(app))
        (quotation,) = held(library).quotations
        assert quotation.words == "Chang'e 4 is a"
        await pilot.press("u")
        await until(pilot, lambda: held(library).quotations[0].words == "Chang'e 4 is a step.")


async def test_why_tells_the_reason_and_what_was_decided(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, shown = await open_statements(pilot)
        await pilot.press("a")
        await until(pilot, lambda: "accept" in border(shown))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhyScreen))
        why = app.screen.query_one("#why", LineList)
        await until(pilot, lambda: any("What was decided" in part for line in why.lines for part, _ in line.parts))
        words = " ".join(part for line in why.lines for part, _ in line.parts)
        assert "an apposition" in words
        assert "accepted by tester" in words


async def test_enter_leads_to_the_words_that_state_it(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app, _ = await open_statements(pilot)
        await pilot.press("end", "enter")  # “It was launched on 3 January 2019”, in which one name stands
        await until(pilot, lambda: app.screen is app.reader)
        assert app.focused is app.reader.source
        await until(pilot, lambda: app.reader.panes.record.record_id == "date/2019-01-03")


async def test_in_the_records_pane_the_same_keys_decide_on_the_statement_under_the_cursor(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n")
        record = app.reader.panes.record
        await until(pilot, lambda: record.record_id == "person/jan-worner")
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is record)
        await to_line(pilot, lambda lead: lead.statement is not None)
        await pilot.press("a")
        await until(pilot, lambda: "accept “Jan Wörner holds role" in told(app))
        assert held(library).relations[0].state is State.ACCEPTED
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhyScreen))


async def test_in_the_records_pane_a_key_decides_on_the_mention_under_the_cursor_wherever_it_stands(
    library: Path,
) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "n", "n")
        record = app.reader.panes.record
        await until(pilot, lambda: record.record_id == "mission/chang-e-4")
        await pilot.press("N", "enter")  # the text stands at ESA, and the pane shows its record
        await until(pilot, lambda: app.focused is record and record.record_id == "agency/european-space-agency")
        await to_line(pilot, lambda lead: lead.mention_id is not None and lead.document_id == 2)
        await pilot.press("x")
        await until(pilot, lambda: "reject “ESA”" in told(app))
        assert (states(library, 1), states(library, 2)) == ({State.PROPOSED}, {State.PROPOSED, State.REJECTED})
        assert record.record_id == "agency/european-space-agency"
        await to_line(pilot, lambda lead: lead.mention_id is not None and lead.document_id == 1)
        await pilot.press("a")
        await until(pilot, lambda: "accept “ESA”" in told(app))
        assert states(library, 1) == {State.PROPOSED, State.ACCEPTED}


async def test_a_relation_is_added_between_the_current_name_and_another(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "n")  # the European Space Agency
        await pilot.press("r")
        await in_dialog(pilot, ChoiceScreen)
        await pilot.press(*"operates", "enter")
        await until(
            pilot, lambda: str(app.screen.query_one("#dialog").border_title) == "European Space Agency operates …"
        )
        await pilot.press(*"chang", "enter")
        await until(pilot, lambda: "add “European Space Agency operates Chang'e 4”" in told(app))
        (added,) = (each for each in held(library).relations if each.predicate is Predicate.OPERATES)
        assert (added.state, added.author) == (State.ACCEPTED, "tester")


async def test_a_role_is_asked_for_where_the_relation_has_one(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "r")
        await in_dialog(pilot, ChoiceScreen)
        await pilot.press("enter", "enter")
        await asked(pilot, "In which role?")
        await pilot.press(*"chair")
        assert app.screen.query_one("#rows", LineList).lines == ()
        await pilot.press("enter")
        await until(pilot, lambda: "as chair" in told(app))
        assert "chair" in {relation.role for relation in held(library).relations}


async def test_selected_words_become_a_quotation_of_whom_is_chosen(library: Path) -> None:
    async with reading_other(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "v")
        await until(pilot, lambda: app.focused is app.reader.panes.span_bar)
        await pilot.press("quotation_mark")
        await in_dialog(pilot, ChoiceScreen)
        await asked(pilot, "Who says so?")
        await pilot.press(*"jan", "enter")
        await until(pilot, lambda: "of Jan Wörner" in told(app))
        assert len(held(library).quotations) == 2
