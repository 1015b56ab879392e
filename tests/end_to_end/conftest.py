"""A home and an article, for journeys."""

from __future__ import annotations

from pathlib import Path

import pytest

ARTICLE = """Probe Lands

NASA and the European Space Agency followed the landing of Chang'e 4 from Darmstadt.

“It went well,” said Jan Woerner, director-general of ESA, on 3 January 2019. NASA sent its congratulations.
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An empty home, so that nothing of the machine is read or written."""
    return {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "SPACETUI_DB": str(tmp_path / "library.db"),
        "SPACETUI_AUTHOR": "tester",
        "SPACETUI_CONFIG": str(tmp_path / "config" / "spacetui"),
    }


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "probe.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
