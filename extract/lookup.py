"""Records looked up by a name that none of them bears exactly."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from extract.folding import fold
from extract.spelling import is_same, without_generic
from store.model import Kind, Name, NameType

# What is still worth showing to a person, from 0 to 1.
_LEAST_SIMILAR = 0.72
_SURNAME = 0.6
_INITIALS = 0.5
# A name of another kind is what is meant so much less often.
_OTHER_KIND = 0.6
_OTHER_KIND_OF_FAMILY = 0.85
_LONGEST_ACRONYM = 7
_MOST = 8
_REMEMBERED = 50_000
_FAMILIES = {Kind.AGENCY: "bodies of people", Kind.ORGANIZATION: "bodies of people"} | dict.fromkeys(
    (Kind.MISSION, Kind.VEHICLE), "craft"
)
# Letters that begin the same name in different transliterations.
_FIRST_LETTERS = str.maketrans("ckqwyj", "kkkvii")
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "de", "des", "et", "in", "on", "to", "at"})
_FULL_NAMES = frozenset({NameType.NAME, NameType.VARIANT, NameType.FORMER, NameType.NATIVE})


class Found(NamedTuple):
    """What a name may mean.

    Args:
        certain: the name of a record of which this is surely another spelling, if there is one.
        ranking: records and how similar they are, from 0 to 1, best first.
    """

    certain: Name | None
    ranking: tuple[tuple[Name, float], ...]


class Lookup:
    """Finds records whose names are like a given one; its tables are made when it is first asked."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(names)
        self._found: dict[tuple[str, Kind], Found] = {}

    def find(self, words: str, kind: Kind) -> Found:
        """The records that words may mean which name something of a kind.

        Args:
            words: a name as a text has it, of no record exactly.
            kind: what it names.
        """
        key = (words, kind)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._search(words, kind)
        return found

    def known(self, words: str, kind: Kind) -> Found | None:
        """What `find` has lately answered, if it has been asked."""
        return self._found.get((words, kind))

    def _search(self, words: str, kind: Kind) -> Found:
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import extract

        shorter = without_generic(words, kind)
        is_acronym = words.isupper() and len(words) <= _LONGEST_ACRONYM
        best: dict[str, tuple[float, Name]] = {}
        same: dict[str, Name] = {}

        def put(name: Name, similarity: float) -> None:
            if name.kind is not kind:
                similarity *= _OTHER_KIND_OF_FAMILY if _family(name.kind) == _family(kind) else _OTHER_KIND
            if similarity > best.get(name.record_id, (0.0,))[0]:
                best[name.record_id] = (similarity, name)

        for asked in dict.fromkeys((words, shorter)):
            compact = _compact(asked)
            if len(compact) < 3:
                continue
            keys, names = self._blocks.get((_family(kind), _first(compact)), ((), ()))
            # Of two acronyms nearly alike, each is usually itself.
            least = 1.0 if is_acronym else _LEAST_SIMILAR
            alike = extract(compact, keys, scorer=Indel.normalized_similarity, score_cutoff=least, limit=3 * _MOST)
            for _, similarity, at in alike:
                name = names[at]
                put(name, similarity)
                if name.kind is kind and _is_certain(asked, name, with_noun=asked != words):
                    same.setdefault(name.record_id, name)
            for name in self._by_spelling.get(compact, ()):
                put(name, 1.0)
        for name in self._by_surname.get(_compact(words), ()) if kind is Kind.PERSON else ():
            put(name, _SURNAME)
        if is_acronym and kind is not Kind.PERSON:
            for name in self._by_initials.get(words, ()):
                put(name, _INITIALS)
        certain = next(iter(same.values())) if len(same) == 1 else None
        ranking = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].record_id))[:_MOST]
        return Found(certain, tuple((name, round(similarity, 3)) for similarity, name in ranking))

    @cached_property
    def _blocks(self) -> dict[tuple[str, str], tuple[list[str], list[Name]]]:
        """Names by their kind and first letter: their spelling without spaces, and the names themselves."""
        blocks: dict[tuple[str, str], tuple[list[str], list[Name]]] = {}
        for name in self._names:
            compact = _compact(name.text)
            if compact:
                keys, names = blocks.setdefault((_family(name.kind), _first(compact)), ([], []))
                keys.append(compact)
                names.append(name)
        return blocks

    @cached_property
    def _by_spelling(self) -> dict[str, list[Name]]:
        table: dict[str, list[Name]] = {}
        for keys, names in self._blocks.values():
            for key, name in zip(keys, names, strict=True):
                table.setdefault(key, []).append(name)
        return table

    @cached_property
    def _by_surname(self) -> dict[str, list[Name]]:
        table: dict[str, list[Name]] = {}
        for name in self._names:
            if name.kind is Kind.PERSON and " " in name.text:
                table.setdefault(_compact(name.text.rpartition(" ")[2]), []).append(name)
        return table

    @cached_property
    def _by_initials(self) -> dict[str, list[Name]]:
        table: dict[str, list[Name]] = {}
        for name in self._names:
            if name.text.count(" ") > 1 and name.kind is not Kind.PERSON:
                initials = "".join(word[0] for word in name.text.split() if word not in _SMALL_WORDS)
                table.setdefault(initials, []).append(name)
        return table


def _is_certain(asked: str, name: Name, *, with_noun: bool) -> bool:
    """Whether a spelling is surely the name's; one that is a word too needs a noun behind it that says what it is."""
    if name.type in _FULL_NAMES:
        return is_same(asked, name.text, name.kind)
    return with_noun and name.type is NameType.SHORT and _compact(asked) == _compact(name.text)


def _compact(name: str) -> str:
    return fold(name).replace(" ", "")


def _first(compact: str) -> str:
    return compact[0].translate(_FIRST_LETTERS)


def _family(kind: Kind) -> str:
    return _FAMILIES.get(kind, kind)
