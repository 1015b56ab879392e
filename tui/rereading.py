"""Every text of a library extracted anew, with what has been learnt since; what people decided stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple


class Reread(NamedTuple):
    """How many of how many texts have been read, and how many mentions there are that an extraction proposes."""

    done: int
    of: int
    mentions: int


def reread(library: Path, *, progress: Callable[[Reread], None] = lambda reread: None) -> Reread:
    """Extract every current document anew, each kept on its own, so that what is done stays done.

    Args:
        library: the library.
        progress: told after each document; an error that it raises ends the reading.

    Raises:
        ExtractError: the extraction cannot be loaded.
        StoreError: the library cannot be read or written.
    """
    from store import documents, extractions
    from store.database import connect, plain_errors
    from tui import knowledge

    extractor = knowledge.load(knowledge.of_library(library))
    with closing(connect(library, create=False)) as connection, plain_errors(library):
        numbers = documents.numbers(connection)

        def texts() -> Iterator[tuple[str, str | None]]:
            for number in numbers:
                document = documents.get(connection, number)
                yield document.text, document.published

        state = Reread(0, len(numbers), 0)
        for number, found in zip(numbers, extractor.extract_many(texts()), strict=True):
            extractions.keep(connection, number, extractor.run, *found)
            state = Reread(state.done + 1, state.of, state.mentions + len(found.proposals))
            progress(state)
    return state
