"""Work that must not hold up a key: the library's thread and the extraction's process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from store.model import (
    Document,
    Kind,
    LinkCandidate,
    Origin,
    Predicate,
    Proposal,
    QuotationProposal,
    RelationProposal,
    Run,
    Span,
)

#: The module that is run as the extraction's process.
WORKER = "tui.worker"
P = ParamSpec("P")
T = TypeVar("T")


class LibraryThread:
    """One thread that owns the connection to a library; everybody else asks it and awaits the answer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")
        self._connection: sqlite3.Connection | None = None

    async def call(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `function(connection, ...)` returns, run in the library's thread.

        Raises:
            StoreError: as the function raises it, or because the library cannot be opened.
        """
        return await asyncio.wrap_future(self.submit(function, *args, **kwargs))

    def submit(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """The same without waiting."""

        def run() -> T:
            from store.database import connect, plain_errors

            if self._connection is None:
                self._connection = connect(self.path)
            with plain_errors(self.path):
                return function(self._connection, *args, **kwargs)

        return self._executor.submit(run)

    def check(self) -> None:
        """Open the library, and wait until it is open.

        Raises:
            StoreError: it cannot be opened.
        """
        self.submit(lambda connection: None).result()

    def close(self) -> None:
        """Finish what was asked, and close the library."""

        def end() -> None:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

        with contextlib.suppress(RuntimeError):
            self._executor.submit(end)
        self._executor.shutdown(wait=True)


class ExtractionPart(NamedTuple):
    """Some of what the extraction says of the text of that SHA-256.

    Args:
        sha256: that of the text.
        proposals: the names of one piece of it, or of the whole.
        done: the share of the text that has been read, from 0 to 1.
        final: whether this is the last part, which says all.
        run: who says it.
        whole: whether the proposals are those of the whole text and take the place of all before them.
        relations: what the text states of its mentions; in the final part alone.
        quotations: the speech in it; in the final part alone.
    """

    sha256: str
    proposals: list[Proposal]
    done: float
    final: bool
    run: Run
    whole: bool = False
    relations: Sequence[RelationProposal] = ()
    quotations: Sequence[QuotationProposal] = ()


class ExtractionFailure(NamedTuple):
    """Why there is no extraction, in one plain sentence."""

    sha256: str | None
    reason: str


class Extraction:
    """The process in which spaCy runs, started when it is first needed and fed with one document after another."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._changing = threading.Lock()
        self._worker: _Worker | None = None
        self._is_closed = False
        #: What the process says, in order; None when there will be no more.
        self.answers: SimpleQueue[ExtractionPart | ExtractionFailure | None] = SimpleQueue()

    def ask(self, document: Document) -> None:
        """Have a document extracted, unless that has been asked and not been answered yet."""
        with self._changing:
            if self._is_closed:
                return
            if self._worker is None or not self._worker.is_running:
                self._worker = _Worker(self._library, self.answers.put)
            self._worker.ask(document)

    @property
    def is_idle(self) -> bool:
        """Whether everything asked has been answered."""
        return self._worker is None or not self._worker.pending

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._worker is not None and self._worker.is_running

    def restart(self) -> None:
        """End the process, so that the next one begins with the records of its moment."""
        with self._changing:
            if self._worker is not None:
                self._worker.end()
            self._worker = None

    def renew(self) -> None:
        """Restart, and have the next process answer what this one has not answered yet."""
        waiting = list(self._worker.pending.values()) if self._worker is not None else []
        self.restart()
        for document in waiting:
            self.ask(document)

    def close(self) -> None:
        """End the process for good, whatever it is doing; what it has not finished is asked anew another time."""
        self._is_closed = True
        self.restart()
        self.answers.put(None)


class _Worker:
    """One process, with a thread that writes to it and one that listens."""

    def __init__(self, library: Path, answer: Callable[[ExtractionPart | ExtractionFailure], None]) -> None:
        self._answer = answer
        self._jobs: SimpleQueue[Document | None] = SimpleQueue()
        self._is_ended = False
        #: What has not been answered, by the SHA-256 of the text, the one in work first.
        self.pending: dict[str, Document] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", WORKER, str(library)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,  # a ctrl+c in the terminal is the reader's alone
        )
        threading.Thread(target=self._send, daemon=True).start()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def ask(self, document: Document) -> None:
        """Hand a document to the process, once."""
        if document.sha256 not in self.pending:
            self.pending[document.sha256] = document
            self._jobs.put(document)

    def end(self) -> None:
        """End the process; it says nothing more."""
        self._is_ended = True
        self._process.kill()
        self._jobs.put(None)
        self._process.wait()

    def _send(self) -> None:
        """Write jobs from a thread of their own: a pipe is full as long as spaCy is being loaded."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError), self._process.stdin as pipe:
            while (document := self._jobs.get()) is not None:
                job = {"job": document.sha256, "text": document.text, "published": document.published}
                pipe.write(json.dumps(job) + "\n")
                pipe.flush()

    def _listen(self) -> None:
        run: Run | None = None
        names: list[Proposal] = []
        said_why = False
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                if self._is_ended:
                    return
                message = json.loads(line)
                job = message.get("job")
                if "error" in message:
                    said_why = said_why or job is None
                    self.pending.pop(job, None)
                    self._answer(ExtractionFailure(job, message["error"]))
                elif "run" in message:
                    run = Run(*message["run"])
                elif run is not None and "proposals" in message:
                    names = [_proposal(row) for row in message["proposals"]]
                    self._answer(ExtractionPart(job, names, message["done"], False, run, message["whole"]))
                elif run is not None:
                    self.pending.pop(job, None)
                    relations = tuple(map(_relation, message["relations"]))
                    quotations = tuple(map(_quotation, message["quotations"]))
                    self._answer(ExtractionPart(job, names, 1.0, True, run, True, relations, quotations))
        if self.pending and not said_why and not self._is_ended:
            in_work = next(iter(self.pending))
            self._answer(ExtractionFailure(in_work, "The extraction ended unexpectedly; ctrl+e starts it again."))


def _proposal(row: list[object]) -> Proposal:
    proposal = Proposal(*row)  # type: ignore[arg-type]
    candidates = tuple(LinkCandidate(*each) for each in proposal.candidates)
    return proposal._replace(kind=Kind(proposal.kind), origin=Origin(proposal.origin), candidates=candidates)


def _relation(row: list[Any]) -> RelationProposal:
    said = RelationProposal._make(row)
    return said._replace(subject=Span(*row[0]), predicate=Predicate(row[1]), object=Span(*row[2]))


def _quotation(row: list[Any]) -> QuotationProposal:
    said = QuotationProposal._make(row)
    return said._replace(speaker=Span(*row[2]) if row[2] else None, cue=Span(*row[3]) if row[3] else None)
