"""What can go wrong in a command itself."""

from __future__ import annotations


class CommandError(Exception):
    """A command cannot do what it was asked; the message is one plain sentence for a person."""
