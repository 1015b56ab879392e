"""Everything that can go wrong in the store, as one tree of exceptions.

Each message is one plain sentence for a person, saying what to do where something can be done.
"""


class StoreError(Exception):
    """The root of all errors of this package."""


class NotALibraryError(StoreError):
    """The file is no SQLite database, is damaged, or holds something else than a library."""


class NewerLibraryError(StoreError):
    """The library was made by a later version of the program."""


class LibraryUnavailableError(StoreError):
    """The library cannot be read or written: permissions, a full disk, another writer that does not end."""


class UnknownDocumentError(StoreError):
    """No document answers to that number or title."""


class UnknownRecordError(StoreError):
    """No record answers to that id or name."""


class UnknownMentionError(StoreError):
    """The mention is not in the library (any more)."""


class UnreadableTextError(StoreError):
    """A file or stream that should hold a text holds none: missing, binary, empty or in an unknown encoding."""


class FormatError(StoreError):
    """A file does not follow the format that it should be in."""


class ImpossibleDecisionError(StoreError):
    """What was to be decided cannot be, or would contradict what was decided later."""


class UnknownStatementError(StoreError):
    """The relation or quotation is not in the library (any more)."""

    def __init__(self) -> None:
        super().__init__("That statement has been replaced by a newer extraction; open the document again.")


class UnknownRunError(StoreError):
    """The library knows no such run."""


class UnknownRuleError(StoreError):
    """No decisions make the rule."""


class TrainingRunsError(StoreError):
    """Somebody trains a model for the library at this moment."""


class UnknownModelError(StoreError):
    """There is no such trained model, or none to go back to."""
