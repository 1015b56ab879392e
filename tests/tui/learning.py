"""A library for tests of what is learnt: a rule of each sort, a name that is never linked, and two models."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from store import decisions, documents, extractions, mentions, models, switching
from store.database import connect
from store.model import IncomingDocument, Kind, Origin, Proposal
from tests.tui.reading import RUN
from tests.tui.stating import fill

GATEWAY, OFF, CONTRADICTED, NO_NAME = (
    *("Gateway is MISSION", "Foo-Sat is MISSION", "Argo is VEHICLE"),
    "Luna effect is no mention",
)


def fill_with_lessons(path: Path) -> None:
    """Make the library; the text to read is that of `fill`."""
    fill(path)
    with closing(connect(path)) as library:
        for number in range(7):
            text = f"Part {number}: crews of the Gateway saw the Luna effect from Argo."
            source = IncomingDocument(f"part-{number}", f"Part {number}", text, f"/texts/part-{number}.txt")
            document = documents.add(library, source).document.id
            said = [
                Proposal(at, at + len(words), Kind.PERSON, words, None, 0.5, Origin.MODEL, "so")
                for words in ("Gateway", "Luna effect", "Argo")
                for at in [text.index(words)]
            ]
            extractions.keep(library, document, RUN, said, [], [])
            gateway, luna, argo = (mention.id for mention in mentions.of_document(library, document))
            decisions.change_kind(library, [gateway], Kind.MISSION, "ann")
            if number < 3:
                decisions.reject(library, [luna], "ann")
            if number < 2:
                decisions.change_kind(library, [argo], Kind.VEHICLE, "ann")
            elif number < 4:
                decisions.reject(library, [argo], "bob")
        lost = documents.add(
            library, IncomingDocument("lost", "Lost", "They lost Foo-Sat.", "/texts/lost.txt")
        ).document
        decisions.add(library, lost.id, [(10, 17)], Kind.MISSION, "ann")
        switching.switch(library, OFF, "ann", on=False)
        nasa = next(m for m in mentions.of_document(library, 2) if m.kind is Kind.AGENCY)
        decisions.never_link(library, nasa.id, "bob", everywhere=True)
        for number, words in enumerate(("8 instead of 2 of 10 decisions are met", "9 instead of 8 of 12 are met"), 1):
            with models.scratch(library) as folder:
                trained = folder / "model"
                trained.mkdir()
                (trained / "weights").write_text(str(number))
                models.adopt(library, trained, "ann", words, {})
        # Without a zone, so that it is the same everywhere.
        library.execute("UPDATE models SET made = '2026-01-02T03:04:05'")
