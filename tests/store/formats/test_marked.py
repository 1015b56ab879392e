from __future__ import annotations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from store.errors import FormatError
from store.formats import marked
from store.model import Annotation, IncomingDocument, Kind, Quotation, Relation
from tests.store.formats.examples import documents

SAMPLE = """“[[ESA|AGENCY|European Space Agency]] has long worked well with [[China|PLACE|China]],” \
[[Jan Woerner|PERSON|Jan Wörner]] said.
====
REL Jan Wörner | holds_role | European Space Agency | director-general
REL European Space Agency | located_in | China
QUOTE Jan Wörner | ESA has long … well with China,
"""


def read(content: str) -> IncomingDocument:
    return marked.read(content, identifier="sample", source="/news/sample.gold")


def test_a_sample_is_understood() -> None:
    document = read(SAMPLE)

    assert document.text == "“ESA has long worked well with China,” Jan Woerner said."
    assert document.title == document.text
    assert document.mentions == (
        Annotation(1, 4, Kind.AGENCY, "European Space Agency"),
        Annotation(31, 36, Kind.PLACE, "China"),
        Annotation(39, 50, Kind.PERSON, "Jan Wörner"),
    )
    assert document.relations == (
        Relation("Jan Wörner", "holds_role", "European Space Agency", "director-general"),
        Relation("European Space Agency", "located_in", "China"),
    )
    assert document.quotations == (Quotation("Jan Wörner", 1, 37),)


def test_a_sample_is_written_to_the_letter() -> None:
    assert marked.dump(read(SAMPLE)) == SAMPLE


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "plain\n",
        "\n\nplain\n\n",
        "a\n====\nb",
        "====\n",
        "carriage\r\nreturn\r\n",
        "end\r",
        "[NASA]",
        "a | b",
        "\u2028",
    ],
)
def test_a_text_comes_back_to_the_letter(text: str) -> None:
    document = IncomingDocument("a", "a", text, "/a.gold")

    assert read(marked.dump(document)).text == text


def test_files_with_carriage_returns_are_understood() -> None:
    document = read(SAMPLE.replace("\n", "\r\n"))

    assert document.text.endswith("said.")
    assert document.relations == read(SAMPLE).relations


def test_a_text_without_the_separator_has_marks_alone() -> None:
    assert read("[[NASA|AGENCY|NASA]] flies.\n").text == "NASA flies.\n"


def test_a_bracketed_name_can_be_marked() -> None:
    assert read("([[[NASA|AGENCY|NASA]]])").text == "([NASA])"


def test_a_quotation_said_twice_is_two_places() -> None:
    document = read("[[A|PERSON|A]]: yes. [[A|PERSON|A]]: yes.\n====\nQUOTE A | yes\nQUOTE A | yes\n")

    assert [quotation.start for quotation in document.quotations] == [3, 11]
    assert marked.dump(document).endswith("QUOTE A | yes\nQUOTE A | yes\n")


def test_a_quotation_over_a_line_end_is_written_by_its_ends() -> None:
    text = "A: one two three\nfour five six."
    document = IncomingDocument(
        "a", "a", text, "/a", mentions=(Annotation(0, 1, Kind.PERSON, "A"),), quotations=(Quotation("A", 3, 31),)
    )

    assert marked.dump(document).endswith("QUOTE A | one two three … four five six.\n")


def test_more_words_are_written_where_three_would_name_another_place() -> None:
    text = "A: we go up again we go up and a way we go and then we go and then some."
    start = text.index("we go up and")
    document = IncomingDocument(
        "a",
        "a",
        text,
        "/a",
        mentions=(Annotation(0, 1, Kind.PERSON, "A"),),
        quotations=(Quotation("A", start, len(text)),),
    )

    assert read(marked.dump(document)).quotations == document.quotations
    assert "QUOTE A | we go up and … " in marked.dump(document)


PIECES = ["NASA", "flies", "“yes”", "é", "🚀", ".", "=", "====", "\n", " ", "\r", "[", "|", "REL", "…"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1).map("".join)


@st.composite
def consistent_documents(draw: st.DrawFn) -> IncomingDocument:
    """Documents whose relations and quotations name what is marked."""
    document = draw(documents(TEXTS))
    names = st.sampled_from([mention.name for mention in document.mentions] or ["nobody"])
    return document._replace(
        relations=tuple(one._replace(subject=draw(names), object=draw(names)) for one in document.relations),
        quotations=tuple(one._replace(speaker=draw(names)) for one in document.quotations),
    )


@given(consistent_documents())
def test_what_can_be_written_is_read_back_the_same(document: IncomingDocument) -> None:
    try:
        written = marked.dump(document)
    except FormatError:
        event("refused")
        return
    event(f"written with {len(document.relations)} relations, {len(document.quotations)} quotations")
    same = read(written)

    assert same.text == document.text
    assert [mention[:4] for mention in same.mentions] == [mention[:4] for mention in document.mentions]
    assert same.relations == document.relations
    assert same.quotations == tuple(quotation for quotation in document.quotations if not quotation.indirect)


@pytest.mark.parametrize(
    ("line", "text", "fault"),
    [
        (1, "[[NASA|AGENCY]] flies", "no mark"),
        (2, "one\n[[NASA|ROCKET|NASA]]", "'ROCKET' is unknown"),
        (2, "one\nNASA]]", "no mark"),
        (1, "[[NASA|AGENCY| ]]", "no name"),
        (3, "[[A|PERSON|A]]\n====\nREL A | eats | A", "'eats' is unknown"),
        (4, "[[A|PERSON|A]]\n====\n\nREL A | operates | B", "'B' is the name of no mark"),
        (3, "[[A|PERSON|A]]\n====\nREL A | operates", "a relation is written"),
        (3, "[[A|PERSON|A]]\n====\nQUOTE A | never said", "does not stand in the text"),
        (3, "[[A|PERSON|A]]\n====\nQUOTE A", "does not stand in the text"),
        (3, "[[A|PERSON|A]]\n====\nQUOTE B | A", "'B' is the name of no mark"),
        (3, "[[A|PERSON|A]]\n====\nNOTE A", "neither REL nor QUOTE"),
    ],
)
def test_a_fault_is_named_with_its_line(line: int, text: str, fault: str) -> None:
    with pytest.raises(FormatError) as raised:
        read(text)

    assert str(raised.value).startswith(f"/news/sample.gold, line {line}: ")
    assert fault in str(raised.value)


@pytest.mark.parametrize(
    "unwritable",
    [
        read(SAMPLE)._replace(text="see [[NASA]]", mentions=(), relations=(), quotations=()),
        read(SAMPLE)._replace(mentions=(*read(SAMPLE).mentions, Annotation(2, 6, Kind.LAW, "x"))),
        read(SAMPLE)._replace(mentions=(Annotation(1, 4, Kind.AGENCY, "a|b"),), relations=(), quotations=()),
        read(SAMPLE)._replace(relations=(Relation("Nobody", "operates", "China"),)),
        read(SAMPLE)._replace(quotations=(Quotation("Jan Wörner", 4, 8),)),
    ],
)
def test_what_would_not_be_read_back_is_not_written(unwritable: IncomingDocument) -> None:
    with pytest.raises(FormatError, match="cannot be written as a marked text"):
        marked.dump(unwritable)
