"""The wheel is whole: installed alone into an empty environment, the program runs from it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree with what is installed here."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_packages_and_the_sample_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"store", "extract", "tui", "sample_data"}
    assert any(name.endswith("global-space-exploration-conference.gold") for name in names)
    assert any(name.endswith("records/missions.jsonl") for name in names)
    assert any(name.endswith("reader.tcss") for name in names)
    assert any(name.endswith("relations/weights.json") for name in names)


def test_installed_into_an_empty_environment_the_program_runs(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    purelib = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    install = ["install", "--quiet", "--no-deps", "--no-index", "--target", purelib, str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True, capture_output=True)
    # Its dependencies come from here; the editable install of the program itself does not come along with them.
    (Path(purelib) / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [python, "-m", "tui.cli.main", "doctor"],
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    where = subprocess.run(
        [python, "-c", "import tui; print(tui.__file__)"], cwd=home, capture_output=True, text=True, check=True
    ).stdout
    assert where.startswith(str(environment))
    assert str(ROOT) not in where
