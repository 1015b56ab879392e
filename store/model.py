"""The shared vocabulary: what a library knows, as values.

These types carry no behaviour beyond their own meaning, import nothing of the program, and are the only
part of `store` that `extract` may use. Offsets are Unicode code points into a document's text, end
exclusive; scores run from 0 to 1; dates are ISO 8601 text, as far as they are known.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a mention or a record is, in the order in which lists and number keys show them."""

    AGENCY = "AGENCY"
    PERSON = "PERSON"
    MISSION = "MISSION"
    VEHICLE = "VEHICLE"
    ORGANIZATION = "ORGANIZATION"
    PLACE = "PLACE"
    BODY = "BODY"
    EVENT = "EVENT"
    LAW = "LAW"
    DATE = "DATE"


class Origin(StrEnum):
    """Where a mention comes from: one of four ways of extraction, or a person."""

    MODEL = "model"
    RECORD_NAME = "record name"
    PATTERN = "pattern"
    LEARNED_RULE = "learned rule"
    PERSON = "person"


class State(StrEnum):
    """Whether a person has decided on a mention.

    A withdrawn mention was added by a person who then took it back, or proposed by a run that a newer one
    replaced; it is kept because the history names it, and shown nowhere.
    """

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What one group of decisions does."""

    ACCEPT = "accept"
    REJECT = "reject"
    CHANGE_KIND = "change kind"
    CHANGE_BOUNDARIES = "change boundaries"
    ADD = "add"
    LINK = "link"
    UNLINK = "unlink"
    NEVER_LINK = "never link"
    SWITCH_RULE = "switch rule"
    NOTE = "note"
    FLAG = "flag"
    CREATE_RECORD = "create record"
    EDIT_RECORD = "edit record"
    MERGE_RECORDS = "merge records"
    SPLIT_RECORD = "split record"
    CHANGE = "change"
    REVERT = "revert"
    ADJUDICATE = "adjudicate"
    MERGE_LIBRARY = "merge library"
    CARRY_OVER = "carry over"
    UNDO = "undo"
    REDO = "redo"


class Predicate(StrEnum):
    """What a relation states, from its subject to its object (ANNOTATION.md says which kinds stand on which side)."""

    HOLDS_ROLE = "holds_role"
    OPERATES = "operates"
    PARTNER_IN = "partner_in"
    CREW_OF = "crew_of"
    TARGETS = "targets"
    LAUNCHED_ON = "launched_on"
    LAUNCHED_BY = "launched_by"
    LAUNCHED_FROM = "launched_from"
    PART_OF = "part_of"
    LOCATED_IN = "located_in"
    HELD_ON = "held_on"


class NameType(StrEnum):
    """How a name relates to its record.

    A `SHORT` name is also an ordinary word or somebody else's name, so it needs support in its context.
    """

    NAME = "name"
    ACRONYM = "acronym"
    FORMER = "former"
    NATIVE = "native"
    VARIANT = "variant"
    SHORT = "short"


class RecordOrigin(StrEnum):
    """Who vouches for a record: the shipped catalogue, a person, or so far only a proposal."""

    CATALOGUE = "catalogue"
    PERSON = "person"
    PROVISIONAL = "provisional"


class LinkCandidate(NamedTuple):
    """A record that a mention may mean, with how likely that is, from 0 to 1."""

    record_id: str
    score: float


class Proposal(NamedTuple):
    """What one extraction run says about one span; never changed.

    A named tuple and no dataclass, because a long document has 200,000 of them and a frozen dataclass
    takes three times as long to make.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        kind: what the span is.
        name: the canonical name.
        record_id: the record that it means, where the run knows one.
        score: from 0 to 1.
        origin: what found it.
        reason: why it is here, in words.
        candidates: the records that it may mean, best first, where that is in doubt.
        dissent: what another origin took these words for, in words; empty where none did.
    """

    start: int
    end: int
    kind: Kind
    name: str
    record_id: str | None
    score: float | None
    origin: Origin
    reason: str
    candidates: tuple[LinkCandidate, ...] = ()
    dissent: str = ""


class Span(NamedTuple):
    """A stretch of a text, in code points, end exclusive."""

    start: int
    end: int


class RelationProposal(NamedTuple):
    """What one extraction run says that a text states of two of its mentions; never changed.

    Args:
        subject: the span of the mention it is said of; for a pronoun, that of the mention it stands for.
        predicate: what is said.
        object: the span of the mention at the other end.
        role: the words of a role held, without the organisation's name; only for `holds_role`.
        start: where the words that state it begin.
        end: where they end.
        score: from 0 to 1.
        reason: why, in words.
    """

    subject: Span
    predicate: Predicate
    object: Span
    role: str | None
    start: int
    end: int
    score: float
    reason: str


class QuotationProposal(NamedTuple):
    """What one extraction run says is speech, and whose; never changed.

    Args:
        start: where the speech begins, behind its quotation mark.
        end: where it ends, before its quotation mark.
        speaker: the span of a mention of the speaker, or None where the text names none.
        cue: the span of the word that says that somebody speaks ("said"), where there is one.
        indirect: whether it is reported without quotation marks.
        score: from 0 to 1.
        reason: why, in words.
    """

    start: int
    end: int
    speaker: Span | None
    cue: Span | None
    indirect: bool
    score: float
    reason: str


class Mention(NamedTuple):
    """What holds now for one span: a proposal under the decisions made on it."""

    id: int
    document_id: int
    start: int
    end: int
    kind: Kind
    name: str
    record_id: str | None
    score: float | None
    origin: Origin
    reason: str
    state: State
    author: str | None
    note: str | None = None
    flagged: bool = False


class About(NamedTuple):
    """What tells a record from others of its name.

    Args:
        first: the year of its beginning, where that is known.
        last: the year of its end, where that is known.
        related: the ids of the records that its facts point to, and of those whose facts point to it.
        words: the words that say what type of thing it is.
    """

    first: int | None
    last: int | None
    related: frozenset[str]
    words: frozenset[str] = frozenset()


class Name(NamedTuple):
    """One name of one record, as the extraction looks for it; `about` stands where several records share a name."""

    text: str
    type: NameType
    kind: Kind
    record_id: str
    canonical: str
    about: About | None = None


class Rule(NamedTuple):
    """What repeated decisions say of some words, wherever they stand.

    Args:
        words: the words as people decided on them.
        kind: what they are; None says that they are no mention.
        record_id: the record that they mean; None where they are no mention.
        name: that record's name; empty where they are no mention.
        support: how many decisions that hold say so.
        against: how many say otherwise of the same words.
        is_on: whether nobody has switched the rule off.
    """

    words: str
    kind: Kind | None
    record_id: str | None
    name: str
    support: int
    against: int
    is_on: bool = True

    @property
    def id(self) -> str:
        """The rule in words, by which it is switched off and on: `Gateway is MISSION`."""
        return f"{self.words} is {self.kind.value if self.kind else 'no mention'}"

    @property
    def is_contradicted(self) -> bool:
        """Whether too many decisions say otherwise for the rule to hold."""
        return self.against * 4 > self.support

    @property
    def holds(self) -> bool:
        """Whether extractions follow the rule."""
        return self.is_on and not self.is_contradicted


class Verdict(NamedTuple):
    """What people decided on one span: its kind, or None if they rejected it."""

    start: int
    end: int
    kind: Kind | None


class Lesson(NamedTuple):
    """A text with what people decided on it, in order, to be learnt from."""

    text: str
    published: str | None
    verdicts: tuple[Verdict, ...]


class Run(NamedTuple):
    """The identity of an extraction: two runs of the same identity propose the same."""

    pipeline: str
    version: str
    configuration: str


class Relation(NamedTuple):
    """A statement of a document between two canonical names (the predicates are those of ANNOTATION.md)."""

    subject: str
    predicate: str
    object: str
    role: str | None = None


class Quotation(NamedTuple):
    """A span of direct speech, without its quotation marks, and its speaker's canonical name."""

    speaker: str
    start: int
    end: int
    indirect: bool = False


class Annotation(NamedTuple):
    """A mention as a file carries it, before or after the library knows it."""

    start: int
    end: int
    kind: Kind
    name: str
    record_id: str | None = None
    score: float | None = None
    origin: Origin | None = None
    state: State | None = None
    author: str | None = None


class IncomingDocument(NamedTuple):
    """A text as it comes from a file, with whatever annotations the file carries.

    Args:
        identifier: the file's name without its ending, or the `id` that the file gives.
        title: the first line of the text, shortened, where the file names none.
        text: the text as read, to the letter.
        source: the absolute path, with `#` and the identifier behind it for a file of several documents.
    """

    identifier: str
    title: str
    text: str
    source: str
    language: str = "en"
    published: str | None = None
    mentions: tuple[Annotation, ...] = ()
    relations: tuple[Relation, ...] = ()
    quotations: tuple[Quotation, ...] = ()


class Document(NamedTuple):
    """One revision of a text. Its text never changes; a changed source makes a new revision."""

    id: int
    title: str
    source: str
    text: str
    sha256: str
    language: str = "en"
    published: str | None = None
    added: str = ""
    supersedes: int | None = None


class Alias(NamedTuple):
    """Another name of a record."""

    name: str
    type: NameType


class Fact(NamedTuple):
    """One property of a record, with where it was found.

    Args:
        property: lower snake case, such as `launched` or `part_of`.
        value: the value as text; dates as ISO 8601.
        source: the origin of the fact, as `sample_data/README.md` lists them, or a person's own words.
        record_id: the record that the value names, where there is one.
        start: since when it has held, where that is known.
        end: until when it held, where that is known.
    """

    property: str
    value: str
    source: str
    record_id: str | None = None
    start: str | None = None
    end: str | None = None


class Record(NamedTuple):
    """An entity that mentions point to."""

    id: str
    kind: Kind
    name: str
    origin: RecordOrigin = RecordOrigin.CATALOGUE
    wikidata: str | None = None
    aliases: tuple[Alias, ...] = ()
    facts: tuple[Fact, ...] = ()
    common: bool = False
