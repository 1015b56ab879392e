"""Relations and quotations of a text as lines of lists, and what may be said of a name. No Textual app in here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.predicates import ENDS, may_join
from store.model import Kind, Mention, Predicate, State
from store.stated import StatedQuotation, StatedRelation, Statements
from tui import wording
from tui.leading import StatementKey
from tui.widgets.line_list import Line

Statement = StatedRelation | StatedQuotation

#: The longest quotation that is shown whole, and so much of the words that state a relation, in characters.
_LONGEST = 200
#: So much of the text stands before and behind a name that may be chosen, in characters.
_AROUND = 24
#: So many mentions to either side are offered; a long text has 200,000.
_NEIGHBOURS = 2_000
_STATES = {State.ACCEPTED: "✓ ", State.REJECTED: "✗ "}
NOBODY = "nobody"
#: Why a statement leads nowhere.
NO_PLACE = "this came with a file, which names no place"
#: Who may be quoted.
_SPEAKERS = (Kind.PERSON, Kind.AGENCY, Kind.ORGANIZATION)


def key_of(statement: Statement) -> StatementKey:
    """What the history calls a statement."""
    return StatementKey("relation" if isinstance(statement, StatedRelation) else "quotation", statement.id)


def in_order(statements: Statements) -> list[Statement]:
    """Relations and quotations together in the order of the text; those without a place come last."""
    every: list[Statement] = [*statements.relations, *statements.quotations]
    return sorted(every, key=lambda each: (each.start is None, each.start or 0, each.end or 0))


def words_of(statement: Statement) -> str:
    """A statement in one line: `Chang'e 4 launched on 2018-12-07`."""
    if isinstance(statement, StatedQuotation):
        said = _cut(statement.words)
        return said if statement.indirect else f"“{said}”"
    return wording.relation(statement.subject.name, statement.predicate, statement.role, statement.object.name)


def statement_lines(statements: Iterable[Statement]) -> list[Line]:
    """Two lines for each relation, what it says and the words that state it; one for each quotation."""
    return [line for statement in statements for line in _lines(statement)]


def _lines(statement: Statement) -> Iterator[Line]:
    is_rejected = statement.state is State.REJECTED
    strong, plain = ("line-list--quiet",) * 2 if is_rejected else ("line-list--strong", "")
    mark = (_STATES.get(statement.state, "  "), "line-list--mark")
    sure = "" if statement.score is None else f"{statement.score:.0%}"
    key = key_of(statement)
    if isinstance(statement, StatedRelation):
        relation = wording.predicate_of(statement.predicate, statement.role, is_subject=True)
        said = (statement.subject.name, strong), (f" {relation} ", plain), (statement.object.name, strong)
        yield Line((mark, *said), sure, key, indent=4)
        if statement.words:
            yield Line(((f"    {_cut(statement.words)}", "line-list--quiet"),), indent=4)
    else:
        speaker = statement.speaker.name if statement.speaker else NOBODY
        verb = " is reported: " if statement.indirect else ": "
        yield Line((mark, (speaker, strong), (verb, plain), (words_of(statement), plain)), sure, key, indent=4)


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"


class Reading(NamedTuple):
    """One thing that may be said of a name: a predicate, and whether the name is its subject."""

    predicate: Predicate
    is_subject: bool

    def fits(self, one: Kind, other: Kind) -> bool:
        """Whether it may be said of a name of one kind with a name of the other."""
        return may_join(one, self.predicate, other) if self.is_subject else may_join(other, self.predicate, one)


def readings(kind: Kind) -> list[Reading]:
    """All that may be said of a name of that kind, what it does before what is done to it."""
    every = [Reading(predicate, is_subject) for is_subject in (True, False) for predicate in Predicate]
    return [each for each in every if kind in ENDS[each.predicate][0 if each.is_subject else 1]]


def reading_lines(kind: Kind) -> list[Line]:
    """The rows of those."""
    return [
        Line(((wording.predicate_of(each.predicate, None, is_subject=each.is_subject), ""),), value=each)
        for each in readings(kind)
    ]


def name_lines(
    text: str, mentions: Sequence[Mention], near: int, *, kinds: Collection[Kind], without: str | None = None
) -> list[Line]:
    """The records that a text names around an offset, each at its nearest place, the nearest first.

    Args:
        text: the stored text.
        mentions: its mentions in order.
        near: the offset.
        kinds: of which kinds they are to be.
        without: the record that is left out.
    """
    nearest: dict[str | None, Mention] = {}
    middle = bisect_left(mentions, near, key=lambda mention: mention.start)
    around = mentions[max(0, middle - _NEIGHBOURS) : middle + _NEIGHBOURS]
    fitting = (m for m in around if m.kind in kinds and m.state is not State.REJECTED and m.record_id != without)
    for mention in sorted(fitting, key=lambda mention: abs(mention.start - near)):
        nearest.setdefault(mention.record_id, mention)
    return [_name_line(text, mention) for mention in nearest.values()]


def speaker_lines(text: str, mentions: Sequence[Mention], near: int) -> list[Line]:
    """The rows for everybody who may have said what stands at an offset, and for nobody that the text names."""
    nobody = Line(((f"{NOBODY}: the text does not say", ""),), value=NOBODY)
    return [*name_lines(text, mentions, near, kinds=_SPEAKERS), nobody]


def _name_line(text: str, mention: Mention) -> Line:
    before = text[max(0, mention.start - _AROUND) : mention.start].partition(" ")[2]
    behind = text[mention.end : mention.end + _AROUND].rpartition(" ")[0]
    around = (f"   …{before}{text[mention.start : mention.end]}{behind}…", "line-list--quiet")
    return Line(((mention.name, "line-list--strong"), around), mention.kind.value, mention)
