"""Pronouns and descriptions among the words of a sentence, as the mentions that they stand for."""

from __future__ import annotations

from collections.abc import Mapping

from extract.described import KINDS
from extract.reference import Referents
from extract.relations.sentences import Word
from store.model import Proposal, Span

_PRONOUNS = frozenset({"it", "he", "she", "its", "his", "her"})
_POSSESSIVE = frozenset({"its", "his", "her"})
_POINTING = frozenset({"the", "this", "that"})


def followed(items: list[Word], referents: Referents, mentions: Mapping[Span, Proposal]) -> list[Word]:
    """The words of a sentence with what can be followed in the place of pronouns and descriptions.

    Args:
        items: the words.
        referents: who knows what they stand for.
        mentions: the mentions of the document by their spans.
    """
    found: list[Word] = []
    skip = False
    for number, item in enumerate(items):
        if skip:
            skip = False
            continue
        span: Span | None = None
        if item.mention is not None:
            pass
        elif item.text in _PRONOUNS:
            span = referents.pronoun(item.start, item.text)
        elif item.text in _POINTING and number + 1 < len(items) and items[number + 1].text in KINDS:
            noun = items[number + 1]
            span = referents.description(item.start, f"{item.text} {noun.text}")
            skip = span is not None
        mention = mentions.get(span) if span is not None else None
        if mention is None:
            skip = False
            found.append(item)
            continue
        end = items[number + 1].end if skip else item.end
        found.append(Word(mention.kind.value, item.start, end, mention))
        if item.text in _POSSESSIVE:
            found.append(Word("'s", item.end, item.end, None))
    return found
