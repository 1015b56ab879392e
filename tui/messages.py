"""What background work tells the screens."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tui.jobs import ExtractionFailure, ExtractionPart
from tui.training import Ended, Progress


@dataclass
class Extracted(Message):
    """The extraction has found something in a document, or all there is."""

    part: ExtractionPart


class Painted(Message):
    """The reader stands on the screen; what takes time may begin."""


@dataclass
class ExtractionFailed(Message):
    """The extraction cannot do what it was asked."""

    failure: ExtractionFailure


@dataclass
class TrainingStepped(Message):
    """The training has come further."""

    progress: Progress

    def can_replace(self, message: Message) -> bool:
        """Only the latest step is worth showing."""
        return isinstance(message, TrainingStepped)


@dataclass
class TrainingEnded(Message):
    """The training has come to an end."""

    ended: Ended
