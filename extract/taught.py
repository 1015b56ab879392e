"""Which names a model that was trained from decisions may tell alone.

By itself a recogniser of few texts is wrong too often to be believed. Where people have corrected several names of
one kind and form, and the name stands alone, its word is worth more: elsewhere all stays as cautious as it was.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from extract.context import preceding_word
from store.model import Kind

#: Beside a model: the trust in what it was taught, and for each kind and form of name how many decisions taught it.
TAUGHT_FILE = "taught.json"
#: So many different names of a form teach it.
_FEWEST_NAMES = 3
#: Two degrees of trust, of which measuring chooses: only the bold one outdoes a person's given name.
CAUTIOUS, BOLD = 0.68, 0.8
_PIECE = re.compile(r"[^\W\d_]+|\d+")
# A name may begin a sentence, or follow a name that the possessive ends.
_LONGER_BEHIND = re.compile(r" (?:& )?(?=[^\W\d_a-z])\w|[-–]\w| ?[&/]")


def form_of(name: str) -> str:
    """The form of a name, all names of one form alike: "AA" for "GANNET", "Aa Aa" for "Copper Heron"."""
    return _PIECE.sub(lambda piece: _form_of_piece(piece[0]), name)


def _form_of_piece(piece: str) -> str:
    if piece.isdigit():
        return "9"
    if len(piece) > 1 and piece.isupper():
        return "AA"
    return "A" if len(piece) == 1 and piece.isupper() else "Aa" if piece[0].isupper() else "a"


class TaughtForms:
    """The forms of names that decisions taught, with how many decisions did.

    Args:
        counts: for each kind and form the number of decisions.
        trust: how far such a name is believed, from 0 to 1.
    """

    def __init__(self, counts: Mapping[tuple[Kind, str], int] | None = None, trust: float = CAUTIOUS) -> None:
        self._counts = dict(counts or {})
        self.trust = trust

    @classmethod
    def of(cls, names: Iterable[tuple[str, Kind]]) -> TaughtForms:
        """The forms that the corrected names of a library teach: those of which it has several different names.

        Args:
            names: the words and the kind of each decision, as often as it was made.
        """
        by_form: dict[tuple[Kind, str], list[str]] = defaultdict(list)
        for words, kind in names:
            by_form[kind, form_of(words)].append(words)
        return cls({form: len(words) for form, words in by_form.items() if len(set(words)) >= _FEWEST_NAMES})

    def decisions(self, text: str, start: int, end: int, kind: Kind) -> int:
        """How many decisions taught the form of a span; none where it may be part of a longer name."""
        if not self._counts:
            return 0
        count = self._counts.get((kind, form_of(text[start:end])), 0)
        return count if count and _stands_alone(text, start, end) else 0

    def joined(self, other: TaughtForms) -> TaughtForms:
        """These and what a later training taught, which knows the decisions anew."""
        return TaughtForms(self._counts | other._counts, self.trust)

    def trusted(self, trust: float) -> TaughtForms:
        """The same, believed so far."""
        return TaughtForms(self._counts, trust)

    def to_json(self) -> str:
        """The form in which a model carries it."""
        forms = sorted([kind.value, form, count] for (kind, form), count in self._counts.items())
        return json.dumps({"trust": self.trust, "forms": forms}) + "\n"

    @classmethod
    def from_json(cls, text: str) -> TaughtForms:
        """What `to_json` wrote."""
        held = json.loads(text)
        return cls({(Kind(kind), form): count for kind, form, count in held["forms"]}, held["trust"])


NOTHING_TAUGHT = TaughtForms()


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = preceding_word(text, start)
    if text[start - 1 : start] in ("(", "[", "-", "/", "&") or before == "&":
        return False
    if (
        before[:1].isupper()
        and not before.endswith(("'s", "’s", "s’"))
        and len(before) > 1
        and not _opens(text, start, before)
    ):
        return False
    return not _LONGER_BEHIND.match(text, end)


def _opens(text: str, start: int, word: str) -> bool:
    """Whether the word before a span is capitalised because it begins a sentence or a line."""
    behind = text[: start - 1 - len(word)].rstrip(" “\"‘'")
    return not behind or behind[-1] in ".!?\n:"
