"""What is learnt: rules switched off and on, models gone back from, and a training while a person reads on."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import learned_rules, models, rules
from store.database import connect
from store.diff import KnownRun, Measured
from store.model import Kind, Rule, Run
from tests.tui.learning import CONTRADICTED, GATEWAY, NO_NAME, OFF, fill_with_lessons
from tests.tui.reading import InstantExtraction, reader
from tests.tui.stating import fill
from tests.tui.test_leaving import BusyLibrary
from tests.tui.test_reader_screen import begin, until
from tui import training
from tui.app import CommandProvider, SpacetuiApp
from tui.learnt_lines import LatestRun, Learnt, ModelKey, NeverLinkKey, RuleKey, learnt_lines, measured_lines
from tui.screens.history import HistoryScreen
from tui.screens.learnt import LearntScreen
from tui.screens.record import RecordScreen
from tui.widgets.line_list import Line, LineList
from tui.widgets.progress_line import ProgressLine
from tui.widgets.title_bar import TitleBar

WIDE = (120, 40)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill_with_lessons(tmp_path / "library.db")
    return tmp_path / "library.db"


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "LEARNER", "tests.tui.stub_learner")


async def test_the_same_key_twice_leaves_a_rule_as_it_was(library: Path) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        before = off(library)
        busy = BusyLibrary(the_app(pilot))
        await pilot.press("space", "space")
        await busy.answers()
        await until(pilot, lambda: told(screen).startswith("switch on"))
        assert off(library) == before


async def open_learnt(pilot: Pilot[None]) -> LearntScreen:
    app = await begin(pilot)
    await pilot.press("K")
    await until(pilot, lambda: isinstance(app.screen, LearntScreen) and bool(app.screen.query(LineList)))
    assert isinstance(app.screen, LearntScreen)
    screen = app.screen
    await until(pilot, lambda: bool(the_list(screen).lines))
    return screen


def the_list(screen: LearntScreen) -> LineList:
    return screen.query_one("#learnt", LineList)


def texts(lines: list[Line]) -> list[str]:
    return [("".join(text for text, _ in line.parts).strip() + "  " + line.right).strip() for line in lines]


def shown(screen: LearntScreen) -> list[str]:
    return texts(list(the_list(screen).lines))


def told(screen: LearntScreen) -> str:
    return str(the_list(screen).border_subtitle)


def the_app(pilot: Pilot[None]) -> SpacetuiApp:
    assert isinstance(pilot.app, SpacetuiApp)
    return pilot.app


def notices(app: SpacetuiApp) -> list[str]:
    return [notice.message for notice in app._notifications]


def off(library: Path) -> set[str]:
    with closing(connect(library)) as connection:
        return {rule.id for rule in learned_rules.derived(connection) if not rule.is_on}


def in_use(library: Path) -> int | None:
    with closing(connect(library)) as connection:
        return next((model.number for model in models.listed(connection) if model.is_in_use), None)


def test_a_rule_is_told_in_plain_words_and_by_more_than_colour_what_holds() -> None:
    found = [
        Rule("Gateway", Kind.MISSION, "mission/lunar-gateway", "Lunar Gateway", 7, 1),
        Rule("Luna", None, None, "", 3, 0, is_on=False),
        Rule("Argo", Kind.VEHICLE, "vehicle/argo", "Argo", 2, 2),
    ]
    learnt = Learnt(found, [], [], {}, {})
    assert texts(learnt_lines(learnt))[:4] == [
        "RULES  3",
        "[✓] “Gateway” is MISSION · Lunar Gateway  7 decisions, 1 against",
        "[ ] “Luna” is no mention · off  3 decisions",
        "[✓] “Argo” is VEHICLE · contradicted, not followed  2 decisions, 2 against",
    ]
    assert texts(learnt_lines(learnt, is_wide=False))[1] == "[✓] “Gateway” is MISSION · Lunar Gateway  7:1"


def test_what_a_run_is_measured_by_is_told_and_of_nothing_no_share() -> None:
    run = KnownRun(3, Run("p", "1", "{}"), "", 9)
    measured = {Kind.AGENCY: Measured(3, 1, 0), Kind.MISSION: Measured(0, 0, 3), Kind.LAW: Measured(0, 0, 0)}
    assert texts(measured_lines(LatestRun(run, measured)))[2:] == [
        "Run 3, the latest, has read 9 documents.",
        "all          precision  75%  recall  50%  3 right, 1 wrong, 3 missed",
        "AGENCY       precision  75%  recall 100%  3 right, 1 wrong, 0 missed",
        "MISSION      precision    –  recall   0%  0 right, 0 wrong, 3 missed",
    ]
    undecided = measured_lines(LatestRun(run, {Kind.LAW: Measured(0, 0, 0)}))
    assert texts(undecided)[-1] == "Run 3 has read 9 documents; nobody has decided on what it says there."
    assert texts(measured_lines(None))[-1] == "No text has been read yet."


async def test_rules_models_and_figures_stand_in_one_list(library: Path) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        await until(pilot, lambda: any("precision" in line for line in shown(screen)))
        assert [line for line in shown(screen) if line.isupper() or line.split("  ")[0].isupper()][:4] == [
            "RULES  5",
            "NEVER LINKED  1",
            "MODELS  2",
            "AGAINST YOUR DECISIONS",
        ]
        assert the_list(screen).value == RuleKey(GATEWAY)
        assert any(line.startswith("(•) model 2 · in use · from model 1") for line in shown(screen))
        assert screen.query_one(TitleBar).progress == "5 rules, 1 off · model 2"


async def test_a_rule_is_switched_off_and_on_and_undone(library: Path) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        await pilot.press("space")
        await until(pilot, lambda: told(screen) == "switch off “Gateway” is MISSION · u undoes")
        assert off(library) == {GATEWAY, OFF}
        assert the_list(screen).value == RuleKey(GATEWAY), "the cursor stays"
        await pilot.press("x")
        await until(pilot, lambda: "switch on" in told(screen))
        assert off(library) == {OFF}
        await pilot.press("u")
        await until(pilot, lambda: told(screen) == "undo switch on “Gateway” is MISSION")
        assert off(library) == {GATEWAY, OFF}
        await pilot.press("ctrl+r")
        await until(pilot, lambda: told(screen).startswith("redo switch on"))
        assert off(library) == {OFF}


async def test_a_switched_rule_is_reverted_from_the_history(library: Path) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "switch off" in told(screen))
        await pilot.press("escape", "H")
        app = pilot.app
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and bool(app.screen.query("#groups")))
        details = app.screen.query_one("#details", LineList)
        await until(pilot, lambda: bool(details.lines))
        assert texts(list(details.lines)) == [f"learned rule “{GATEWAY}”  on → off, by tester"]
        await pilot.press("r")
        await until(pilot, lambda: off(library) == {OFF})


async def test_what_is_never_linked_is_switched_off_and_leads_to_its_record(library: Path) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        assert the_list(screen).point_to(NeverLinkKey(1))
        await pilot.press("space")
        await until(pilot, lambda: told(screen).startswith("switch off never linking “NASA”"))
        with closing(connect(library)) as connection:
            assert rules.never_links(connection) == []
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecordScreen))


@pytest.mark.parametrize(("rule", "words"), [(GATEWAY, "Gateway"), (NO_NAME, "Luna effect"), (CONTRADICTED, "Argo")])
async def test_a_rule_leads_to_a_mention_that_supports_it(library: Path, rule: str, words: str) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        app = the_app(pilot)
        the_list(screen).point_to(RuleKey(rule))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reader and app.reader.source.text.startswith("Part"))
        await until(pilot, lambda: app.reader.source.current is not None)
        mark = next(mark for mark in app.reader.source.marks if mark.id == app.reader.source.current)
        assert app.reader.source.text[mark.start : mark.end] == words


async def test_the_model_before_is_gone_back_to_and_another_is_used_again(library: Path) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        extraction = extraction_of(pilot)
        await pilot.press("b")
        await until(pilot, lambda: told(screen) == "Model 2 is taken back; in use is model 1.")
        assert (in_use(library), extraction.restarts) == (1, 1)
        the_list(screen).point_to(ModelKey(2))
        await pilot.press("enter")
        await until(pilot, lambda: told(screen) == "texts are read with model 2 from here on")
        assert (in_use(library), extraction.restarts) == (2, 2)
        the_list(screen).point_to(ModelKey(None))
        await pilot.press("enter")
        await until(pilot, lambda: "the program’s own" in told(screen))
        await pilot.press("b")
        await until(pilot, lambda: notices(the_app(pilot)) == [NOTHING_TO_TAKE_BACK])


NOTHING_TO_TAKE_BACK = "No learnt model is in use, so there is nothing to take back."


async def test_a_model_whose_folder_is_gone_is_not_used(library: Path) -> None:
    shutil.rmtree(library.with_name("library.db.models") / "001")
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        the_list(screen).point_to(ModelKey(1))
        await pilot.press("enter")
        await until(pilot, lambda: any("not there any more" in words for words in notices(the_app(pilot))))
        assert in_use(library) == 2
        assert extraction_of(pilot).restarts == 0


async def test_a_blind_reader_sees_rules_and_no_figures(library: Path) -> None:
    app = reader(library)
    app._is_blind = True
    async with app.run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "switch off" in told(screen))
        assert not any("precision" in line or "AGAINST" in line for line in shown(screen))


async def test_without_decisions_it_says_how_a_rule_comes_about(tmp_path: Path) -> None:
    fill(tmp_path / "library.db")
    async with reader(tmp_path / "library.db").run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        assert shown(screen)[1].startswith("No decisions make a rule yet")
        await pilot.press("space")
        assert "rules are switched off" in told(screen)


# Training


def extraction_of(pilot: Pilot[None]) -> InstantExtraction:
    extraction = the_app(pilot)._extraction
    assert isinstance(extraction, InstantExtraction)
    return extraction


def named(library: Path, name: str) -> Path:
    """The library under the name that tells the stub what to come to."""
    return library.rename(library.with_name(name))


async def test_a_training_goes_on_while_a_person_reads_and_is_cancelled(library: Path) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        screen = await open_learnt(pilot)
        app, line = the_app(pilot), screen.query_one(ProgressLine)
        await pilot.press("t")
        await until(pilot, lambda: (line.doing, line.done) == ("training · c cancels", 0.4))
        assert line.has_class("-going-on")
        assert "c cancels" in told(screen)
        await pilot.press("t")
        await until(pilot, lambda: notices(app) == ["A training runs already; 40% of it is done."])
        await pilot.press("escape", "n", "a")
        await until(pilot, lambda: "accept" in str(app.reader.source.border_subtitle))
        title = app.reader.query_one(TitleBar)
        assert title.background == "training 40%"
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, LearntScreen) and app.screen.is_current)
        await until(pilot, lambda: app.screen.query_one(ProgressLine).done == 0.4)
        await pilot.press("c")
        await until(pilot, lambda: notices(app) == ["The training is cancelled; everything is as it was."])
        assert not app.screen.query_one(ProgressLine).has_class("-going-on")
        assert title.background == ""
        assert extraction_of(pilot).restarts == 0


@pytest.mark.parametrize(
    ("name", "words", "restarts"),
    [
        ("adopted.db", "Adopted as model 1: 8 instead of 2 of 10 decisions are met.", 1),
        ("worse.db", "Not adopted, because it is not better.", 0),
        ("little.db", "There is too little to learn from.", 0),
        ("dies.db", "The training ended unexpectedly; everything is as it was.", 0),
    ],
)
async def test_what_came_of_it_is_told_and_texts_are_read_with_what_was_adopted(
    library: Path, name: str, words: str, restarts: int
) -> None:
    async with reader(named(library, name)).run_test(size=WIDE) as pilot:
        app = await begin(pilot)
        app.action_learn()
        await until(pilot, lambda: notices(app) == [words])
        assert extraction_of(pilot).restarts == restarts
        assert app.training.progress is None


async def test_leaving_the_program_ends_the_training(library: Path) -> None:
    app = reader(library)
    async with app.run_test() as pilot:
        await begin(pilot)
        app.action_learn()
        process = app.training._process
    assert process is not None
    assert process.poll() is not None


@pytest.mark.parametrize(("key", "name"), [("f9", "f9"), ("ctrl+q", "ctrl+q")])
async def test_a_training_is_ended_by_leaving_only_when_the_key_comes_again(library: Path, key: str, name: str) -> None:
    async with reader(library, keymap={"back_or_quit": "f9"}).run_test() as pilot:
        app = await begin(pilot)
        app.action_learn()
        await pilot.press(key)
        words = f"A training runs; {name} again leaves and ends it, and everything stays as it was."
        await until(pilot, lambda: notices(app) == [words])
        assert app.training.progress is not None
        assert app.return_code is None
        await pilot.press(key)
        await until(pilot, lambda: app.return_code == 0)


async def test_a_warning_that_has_gone_is_given_anew(library: Path) -> None:
    async with reader(library).run_test() as pilot:
        app = await begin(pilot)
        app.action_learn()
        await pilot.press("q")
        await until(pilot, lambda: len(notices(app)) == 1)
        app.clear_notifications()
        app._warned -= 60
        await pilot.press("q")
        await until(pilot, lambda: len(notices(app)) == 1)
        assert app.return_code is None


async def test_the_palette_trains_and_cancels(library: Path) -> None:
    async with reader(library).run_test(size=WIDE) as pilot:
        app = await begin(pilot)
        provider = CommandProvider(app.screen)
        found = {str(hit.text): hit async for hit in provider.discover()}
        assert {"learnt (K)", "train", "cancel training"} <= set(found)
        await found["cancel training"].command()
        await until(pilot, lambda: notices(app) == ["No training runs."])
        await found["train"].command()
        await until(pilot, lambda: app.reader.query_one(TitleBar).background == "training 40%")
        await found["cancel training"].command()
        await until(pilot, lambda: app.training.progress is None)


async def test_the_configuration_may_give_training_a_key(library: Path) -> None:
    async with reader(library, keymap={"learn": "f5"}).run_test(size=WIDE) as pilot:
        app = await begin(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: app.reader.query_one(TitleBar).background == "training 40%")
