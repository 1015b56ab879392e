"""A reader for tests: a library in a file, and an extraction that knows a few names and needs no spaCy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from store.model import Document, IncomingDocument, Kind, Origin, Proposal, Run
from tui.app import SpacetuiApp
from tui.jobs import Extraction, ExtractionFailure, ExtractionPart, LibraryThread
from tui.library import unsaved

TEXT = """Probe lands

NASA and ESA followed the landing of Chang'e 4 on the Moon.

Jan Woerner of ESA said on 3 January 2019 that NASA had helped. [/b] is no markup here.
"""
NAMES = {
    "NASA": (Kind.AGENCY, "National Aeronautics and Space Administration"),
    "ESA": (Kind.AGENCY, "European Space Agency"),
    "Chang'e 4": (Kind.MISSION, "Chang'e 4"),
    "Moon": (Kind.BODY, "Moon"),
    "Jan Woerner": (Kind.PERSON, "Jan Wörner"),
    "3 January 2019": (Kind.DATE, "2019-01-03"),
}
RUN = Run("test", "1", "{}")


def proposals(text: str) -> list[Proposal]:
    """Every place of the few names."""
    found = re.finditer("|".join(map(re.escape, NAMES)), text)
    return [
        Proposal(m.start(), m.end(), *NAMES[m[0]], None, 0.5, Origin.RECORD_NAME, f"the name “{m[0]}” stands here")
        for m in found
    ]


class InstantExtraction(Extraction):
    """Answers at once, in this process; remembers what it was asked."""

    def __init__(self, library: Path, *, failure: str | None = None) -> None:
        super().__init__(library)
        self.asked: list[str] = []
        self.restarts = 0
        self._failure = failure

    def restart(self) -> None:
        """Count it; nothing else is needed."""
        self.restarts += 1

    def ask(self, document: Document) -> None:
        """Answer."""
        self.asked.append(document.sha256)
        if self._failure:
            self.answers.put(ExtractionFailure(document.sha256, self._failure))
        else:
            self.answers.put(ExtractionPart(document.sha256, proposals(document.text), 1.0, True, RUN))


def incoming(text: str = TEXT, name: str = "probe") -> IncomingDocument:
    """A text as it comes from a file."""
    return IncomingDocument(name, text.split("\n", 1)[0] or name, text, f"/texts/{name}.txt")


def reader(
    library: Path,
    *texts: IncomingDocument,
    failure: str | None = None,
    keymap: dict[str, str] | None = None,
    advance: bool = False,
    blind: bool = False,
    adjudicate: Path | None = None,
) -> SpacetuiApp:
    """The app on a library, beginning with the first of the texts."""
    opened: Sequence[IncomingDocument] = texts or (incoming(),)
    return SpacetuiApp(
        LibraryThread(library),
        InstantExtraction(library, failure=failure),
        "tester",
        incoming=opened,
        preview=unsaved(opened[0]),
        keymap=keymap,
        advance=advance,
        blind=blind,
        adjudicate=adjudicate,
    )
