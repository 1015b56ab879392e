"""What comes of an exception that nobody has foreseen: the reader ends, shows nothing of it, and keeps it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from textual.app import App
from textual.worker import WorkerFailed

from tests.tui.reading import reader
from tui.app import SpacetuiApp


class UnforeseenError(Exception):
    """What nobody has foreseen."""


class TalkativeError(Exception):
    """One that says by itself how it is shown."""

    def __rich__(self) -> str:
        return "a traceback"


def raising(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("error", [UnforeseenError("no"), TalkativeError("no")])
async def test_an_unforeseen_exception_is_kept_raised_in_tests_and_not_shown(
    tmp_path: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(tmp_path / "library.db")
    app.error_console.file = io.StringIO()
    monkeypatch.setattr(SpacetuiApp, "action_help", lambda _: raising(error))
    with pytest.raises(type(error)):
        async with app.run_test() as pilot:
            await pilot.press("?")
    assert app.fault is error
    assert app.return_code == 1
    assert app.error_console.file.getvalue() == ""


async def test_an_exception_in_the_background_is_kept_as_it_was_raised(tmp_path: Path) -> None:
    async def fail() -> None:
        raise UnforeseenError

    app = reader(tmp_path / "library.db")
    app.call_later(app.run_worker, fail())
    with pytest.raises(WorkerFailed):
        async with app.run_test():
            pass
    assert isinstance(app.fault, UnforeseenError)


def test_textual_ends_by_what_is_overridden_here() -> None:
    for name in ("_fatal_error", "panic"):
        assert name in vars(App)
        assert name in vars(SpacetuiApp)
    assert {"_fatal_error", "panic"} <= set(App._handle_exception.__code__.co_names)
    assert "_close_messages_no_wait" in App._fatal_error.__code__.co_names
