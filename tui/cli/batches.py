"""Many files read and extracted by all cores, for one process to keep.

A batch is a list of what is to be done; any number of worker processes, each with a pipeline of its own, turn
batches into answers. The answers come in the order of the files, so that documents get their numbers in it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sqlite3
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from store import documents, mentions
from store.database import connect, plain_errors
from store.errors import StoreError
from store.model import IncomingDocument, Run
from store.reading import read_path
from tui import knowledge
from tui.cli.errors import CommandError
from tui.cli.extraction import found_in

if TYPE_CHECKING:
    from extract.pipeline import Extracted, Extractor

#: A batch is full with so many files, or with so many bytes of them.
_MOST_FILES, _MOST_BYTES = 16, 100_000
#: How many batches are given out ahead, for each process.
_AHEAD = 3
#: Up to so many bytes, one process is done sooner than several have loaded their pipelines.
_SMALL = 60_000
#: The endings of files that hold several documents, which are parted for several processes.
_OF_SEVERAL = {".jsonl", ".ndjson", ".csv", ".tsv"}


class Fault(NamedTuple):
    """A file that cannot be read, or not to its end, and why."""

    path: str
    reason: str


#: What one step is given: a file to read, a document that has been read, or a file that could not be.
Item = Path | IncomingDocument | Fault


class Taken(NamedTuple):
    """A document as it was read, with what the extraction says of it; None if it was not asked."""

    document: IncomingDocument
    found: Extracted | None


class Answer(NamedTuple):
    """What came of one batch."""

    taken: list[Taken]
    faults: list[Fault]
    run: Run | None


class Worker:
    """Reads and extracts batches.

    Args:
        library: the library; what it holds with an extraction is not extracted again.
        extracting: whether to extract at all.
    """

    def __init__(self, library: Path, *, extracting: bool) -> None:
        self._library = library
        self._extracting = extracting

    def __call__(self, batch: list[Item]) -> Answer:
        """Read and extract.

        Raises:
            ExtractError: there is no extraction to be had.
            StoreError: the library cannot be read.
        """
        incoming: list[IncomingDocument] = []
        faults: list[Fault] = []
        for item in batch:
            if isinstance(item, Fault):
                faults.append(item)
            elif isinstance(item, IncomingDocument):
                incoming.append(item)
            else:
                try:
                    incoming.extend(read_path(item))
                except StoreError as error:
                    faults.append(Fault(str(item), str(error)))
        asked = [document for document in incoming if self._extracting and not self._is_extracted(document.text)]
        if not asked:
            return Answer([Taken(document, None) for document in incoming], faults, None)
        found = dict(zip(map(id, asked), found_in(self._extractor, asked), strict=True))
        return Answer([Taken(document, found.get(id(document))) for document in incoming], faults, self._extractor.run)

    def _is_extracted(self, text: str) -> bool:
        with plain_errors(self._library):
            known = documents.find_text(self._connection, text)
            return known is not None and mentions.is_extracted(self._connection, known.id)

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return connect(self._library, create=False)

    @cached_property
    def _extractor(self) -> Extractor:
        return knowledge.load(knowledge.of_library(self._library))


def answers(files: Iterable[Path], library: Path, *, extracting: bool) -> Generator[Answer, None, None]:
    """What comes of reading and extracting files, batch by batch in their order.

    Args:
        files: the files, each once.
        library: the library, which must exist.
        extracting: whether to extract.

    Raises:
        ExtractError: there is no extraction to be had.
        StoreError: the library cannot be read.
        CommandError: the system has ended one of the processes.
    """
    given = list(files)
    processes = cores()
    if processes == 1 or sum(map(_weight, given)) <= _SMALL:
        yield from map(Worker(library, extracting=extracting), _batches(given))
    else:
        yield from _in_processes(_batches(given), library, extracting, processes)


def cores() -> int:
    """How many processes can run at a time: the cores that this one may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(files: Iterable[Path]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    weight = 0
    for item in _items(files):
        batch.append(item)
        weight += _weight(item)
        if len(batch) == _MOST_FILES or weight >= _MOST_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _items(files: Iterable[Path]) -> Iterator[Item]:
    for file in files:
        if _OF_SEVERAL.isdisjoint(suffix.lower() for suffix in file.suffixes[-2:]):
            yield file
            continue
        try:
            yield from read_path(file)
        except StoreError as error:
            yield Fault(str(file), str(error))


def _weight(item: Item) -> int:
    if isinstance(item, IncomingDocument):
        return len(item.text)
    try:
        return item.stat().st_size if isinstance(item, Path) else 0
    except OSError:
        return 0


def _in_processes(batches: Iterable[list[Item]], library: Path, extracting: bool, processes: int) -> Iterator[Answer]:
    pool = ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_start_worker, initargs=(library, extracting)
    )
    waiting: deque[Future[Answer]] = deque()
    try:
        for batch in batches:
            with _children_shielded():
                waiting.append(pool.submit(_work, batch))
            if len(waiting) > _AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        pool.shutdown()
    except BrokenProcessPool:
        raise CommandError(
            "The system has ended a process that was extracting, perhaps for want of memory; what was added stays, "
            "and the same command goes on from there."
        ) from None
    finally:
        # Whoever stops early, by ctrl+c or by an error, does not wait for what is under way.
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()


@contextlib.contextmanager
def _children_shielded() -> Iterator[None]:
    """Processes that are started inside the block do not hear ctrl+c, which is this process's to handle."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


_worker: Worker


def _start_worker(library: Path, extracting: bool) -> None:
    global _worker
    _worker = Worker(library, extracting=extracting)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent leaves its workers waiting for ever; this ends them."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: list[Item]) -> Answer:
    return _worker(batch)
