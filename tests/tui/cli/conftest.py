from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from extract import pipeline
from store import sample, shipped
from store.database import connect
from store.records import names_of
from tui.cli.main import main

ROOT = Path(__file__).parents[3]


class Result(NamedTuple):
    status: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture(scope="session")
def extractor() -> Any:
    """One extraction for all tests that do not look at its loading."""
    return pipeline.load(names_of(shipped.catalogue()))


@pytest.fixture(scope="session")
def catalogued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with nothing in it but the catalogue, which takes longer to load than to copy."""
    path = tmp_path_factory.mktemp("catalogued") / "library.db"
    connection = connect(path)
    sample.load_catalogue(connection)
    connection.close()
    return path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and working folder, so that nothing of the machine is read or written."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("SPACETUI_CONFIG", raising=False)
    monkeypatch.setenv("SPACETUI_DB", str(home / "library.db"))
    monkeypatch.setenv("SPACETUI_AUTHOR", "ada")
    return home


@pytest.fixture
def library(home: Path, catalogued: Path) -> Path:
    """A library with the catalogue and no document."""
    return Path(shutil.copy(catalogued, home / "library.db"))


@pytest.fixture
def spacetui(extractor: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command in this process."""
    monkeypatch.setattr(pipeline, "load", lambda *names, **model: extractor)

    def run(*arguments: str | Path) -> Result:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        return Result(status, *capsys.readouterr())

    return run


@pytest.fixture
def program() -> Callable[..., subprocess.Popen[bytes]]:
    """The command in a process of its own, all of its streams piped."""

    def start(*arguments: str | Path, **settings: Any) -> subprocess.Popen[bytes]:
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        return subprocess.Popen(
            [sys.executable, "-m", "tui.cli.main", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
            **{**streams, **settings},
        )

    return start


@pytest.fixture
def article(home: Path) -> Path:
    """A short article with an agency that has a full and a short name."""
    path = home / "probe.txt"
    path.write_text(
        "Probe lands on the Moon\n\nThe European Space Agency (ESA) followed the landing. NASA sent a message.\n",
        encoding="utf-8",
    )
    return path
