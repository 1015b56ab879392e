"""What background work tells the screens."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tui.jobs import ExtractionFailure, ExtractionPart


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
