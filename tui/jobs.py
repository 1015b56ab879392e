"""Work that must not hold up a key: the library's thread and the extraction's process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from store.model import Document, Kind, Origin, Proposal, Run

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
    """Some of what the extraction says of the text of that SHA-256; the final part says all of it."""

    sha256: str
    proposals: list[Proposal]
    done: float
    final: bool
    run: Run


class ExtractionFailure(NamedTuple):
    """Why there is no extraction, in one plain sentence."""

    sha256: str | None
    reason: str


class Extraction:
    """The process in which spaCy runs, started when it is first needed and fed with one document after another."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._process: subprocess.Popen[str] | None = None
        self._starting = threading.Lock()
        self._jobs: SimpleQueue[Document | None] = SimpleQueue()
        self._pending: set[str] = set()
        #: What the process says, in order; None when there will be no more.
        self.answers: SimpleQueue[ExtractionPart | ExtractionFailure | None] = SimpleQueue()

    def start(self) -> None:
        """Start the process unless it runs, so that spaCy is loaded when the first document comes."""
        with self._starting:
            if self._process is not None and self._process.poll() is None:
                return
            self._pending.clear()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tui.worker", str(self._library)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                start_new_session=True,  # a ctrl+c in the terminal is the reader's alone
            )
            self._jobs = SimpleQueue()
            threading.Thread(target=self._send, args=(self._process, self._jobs), daemon=True).start()
            threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def ask(self, document: Document) -> None:
        """Have a document extracted, unless that has been asked and not been answered yet."""
        self.start()
        if document.sha256 not in self._pending:
            self._pending.add(document.sha256)
            self._jobs.put(document)

    @property
    def is_idle(self) -> bool:
        """Whether everything asked has been answered."""
        return not self._pending

    def close(self) -> None:
        """End the process, whatever it is doing; what it has not finished is asked anew another time."""
        self.answers.put(None)
        if self._process is not None:
            self._process.kill()
            self._jobs.put(None)
            self._process.wait()

    @staticmethod
    def _send(process: subprocess.Popen[str], jobs: SimpleQueue[Document | None]) -> None:
        """Write jobs from a thread of their own: a pipe is full as long as spaCy is being loaded."""
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError), process.stdin:
            while (document := jobs.get()) is not None:
                job = {"job": document.sha256, "text": document.text, "published": document.published}
                process.stdin.write(json.dumps(job) + "\n")
                process.stdin.flush()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        run: Run | None = None
        failed = False
        assert process.stdout is not None
        for line in process.stdout:
            message = json.loads(line)
            job = message.get("job")
            if "error" in message:
                failed = True
                self._pending.discard(job)
                self.answers.put(ExtractionFailure(job, message["error"]))
            elif "run" in message:
                run = Run(*message["run"])
            elif run is not None:
                if message["final"]:
                    self._pending.discard(job)
                proposals = [_proposal(row) for row in message["proposals"]]
                self.answers.put(ExtractionPart(job, proposals, message["done"], message["final"], run))
        if self._pending and not failed:
            self.answers.put(ExtractionFailure(None, "The extraction ended unexpectedly; ctrl+e starts it again."))


def _proposal(row: list[object]) -> Proposal:
    proposal = Proposal._make(row)
    return proposal._replace(kind=Kind(proposal.kind), origin=Origin(proposal.origin))
