from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from store.errors import FormatError
from store.formats import jsonl
from store.formats.jsonl import Detail
from store.model import Annotation, IncomingDocument, Kind, Origin, Quotation, Relation, State
from tests.store.formats.examples import documents

FILE = "/news/all.jsonl"
DOCUMENT = IncomingDocument(
    identifier="esa",
    title="ESA speaks",
    text="ESA said yes.",
    source="/news/esa.txt",
    mentions=(
        Annotation(0, 3, Kind.AGENCY, "European Space Agency", "Q42262", 0.5, Origin.MODEL, State.ACCEPTED, "me"),
    ),
)


def read(*lines: str) -> list[IncomingDocument]:
    return list(jsonl.read(lines, source=FILE, identifier="all"))


def line(**changes: Any) -> str:
    return json.dumps({"id": "a", "text": "ESA said yes."} | changes)


def mention(**changes: Any) -> dict[str, Any]:
    return {"start": 0, "end": 3, "kind": "AGENCY", "name": "ESA"} | changes


@given(documents())
def test_what_was_dumped_is_read_back_the_same(document: IncomingDocument) -> None:
    dumped = jsonl.dump(document)

    assert "\n" not in dumped
    assert read(dumped) == [document]


def test_gold_annotation_is_understood() -> None:
    (document,) = read(
        line(
            mentions=[mention()],
            relations=[{"subject": "ESA", "predicate": "located_in", "object": "Paris"}],
            quotes=[{"speaker": "ESA", "start": 9, "end": 12}],
        )
    )

    assert document.mentions == (Annotation(0, 3, Kind.AGENCY, "ESA"),)
    assert document.relations == (Relation("ESA", "located_in", "Paris"),)
    assert document.quotations == (Quotation("ESA", 9, 12),)
    assert document.source == "/news/all.jsonl#a"


def test_a_line_with_a_text_alone_is_a_document() -> None:
    (document,) = read('{"text": "Hope enters orbit.\\nMore.", "meta": {"page": 1}}')

    assert document == IncomingDocument("all-1", "Hope enters orbit.", "Hope enters orbit.\nMore.", f"{FILE}#all-1")


def test_null_is_the_same_as_absent() -> None:
    nothing = dict.fromkeys(["title", "source", "language", "published", "mentions", "relations", "quotes"])

    assert read(line(**nothing)) == read(line())


def test_a_number_serves_as_an_id() -> None:
    assert read(line(id=7))[0].identifier == "7"


def test_blank_lines_a_byte_order_mark_and_carriage_returns_are_passed_over() -> None:
    assert [document.identifier for document in read("\ufeff" + line(id="a") + "\r", "", "  \r", line(id="b"))] == [
        "a",
        "b",
    ]


def test_a_publisher_is_no_source_but_an_address_is_once() -> None:
    lines = [line(id=n, source=s) for n, s in enumerate(["NASA", "https://esa.int/1", "https://esa.int/1"])]

    assert [document.source for document in read(*lines)] == [f"{FILE}#0", "https://esa.int/1", f"{FILE}#2"]


def test_offsets_count_code_points_of_surrogate_pairs_joined() -> None:
    text = '{"text": "\\ud83d\\ude80 ESA", "mentions": [{"start": 2, "end": 5, "kind": "AGENCY", "name": "ESA"}]}'
    (document,) = read(text)

    assert document.text[2:5] == "ESA"


def test_a_rejected_mention_may_lie_beneath_its_replacement() -> None:
    mentions = [mention(end=8, state="rejected"), mention(state="accepted")]

    assert len(read(line(mentions=mentions))[0].mentions) == 2


@pytest.mark.parametrize(
    ("detail", "keys"),
    [
        (Detail.SPANS, {"start", "end", "kind", "name"}),
        (Detail.PROPOSALS, {"start", "end", "kind", "name", "record", "score", "origin"}),
        (Detail.DECISIONS, {"start", "end", "kind", "name", "record", "score", "origin", "state", "author"}),
    ],
)
def test_the_detail_says_which_keys_a_mention_has(detail: Detail, keys: set[str]) -> None:
    assert set(json.loads(jsonl.dump(DOCUMENT, detail=detail))["mentions"][0]) == keys


def test_record_score_and_origin_are_null_where_there_is_none() -> None:
    bare = DOCUMENT._replace(mentions=(Annotation(0, 3, Kind.AGENCY, "ESA"),))
    (written,) = json.loads(jsonl.dump(bare, detail=Detail.PROPOSALS))["mentions"]

    assert written == mention(record=None, score=None, origin=None)


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("{", "no JSON"),
        ("[1]", "in braces"),
        ('{"text": NaN}', "NaN"),
        ('{"text": "a", "text": "b"}', "'text' stands twice"),
        ('{"text": ' + "9" * 5000 + "}", "too long"),
        ("[" * 100_000, "too deeply"),
        ('{"id": "b"}', "no 'text'"),
        ('{"text": 3}', "'text' of the document is not a text"),
        ('{"text": " \\n"}', "empty"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "half \\ud83d"}', "surrogate"),
        (line(id="b", id2=1, title=["x"]), "'title'"),
        (line(id="b", published="yesterday"), "ISO 8601"),
        (line(id="a0"), "already that of line 1"),
        (line(id="b", mentions={}), "not a list"),
        (line(id="b", mentions=[3]), "mention 1 is not an object"),
        (line(id="b", mentions=[mention(), mention(end=None)]), "mention 2 has no whole numbers"),
        (line(id="b", mentions=[mention(start=True)]), "no whole numbers"),
        (line(id="b", mentions=[mention(start=0.0)]), "no whole numbers"),
        (line(id="b", mentions=[mention(end=14)]), "the text has 13 characters"),
        (line(id="b", mentions=[mention(start=-1)]), "from -1 to 3"),
        (line(id="b", mentions=[mention(end=0)]), "from 0 to 0"),
        (line(id="b", mentions=[mention(kind="ROCKET")]), "'ROCKET' is unknown"),
        (line(id="b", mentions=[mention(name=" ")]), "'name' of mention 1 is empty"),
        (line(id="b", mentions=[mention(), mention(start=2, end=5)]), "overlaps"),
        (line(id="b", mentions=[mention(), mention()]), "overlaps"),
        (line(id="b", mentions=[mention(score=1.5)]), "from 0 to 1"),
        (line(id="b", mentions=[mention(score=True)]), "from 0 to 1"),
        (line(id="b", mentions=[mention(origin="guess")]), "origin 'guess'"),
        (line(id="b", mentions=[mention(state="fine")]), "state 'fine'"),
        (line(id="b", relations=[{"subject": "a", "predicate": "eats", "object": "b"}]), "'eats' is unknown"),
        (line(id="b", relations=[{"subject": "a", "predicate": "operates"}]), "relation 1 has no 'object'"),
        (line(id="b", quotes=[{"speaker": "a", "start": 5, "end": 99}]), "quotation 1 goes from 5 to 99"),
        (line(id="b", quotes=[{"speaker": "a", "start": 5, "end": 9, "indirect": "no"}]), "neither true nor false"),
    ],
)
def test_a_fault_is_named_with_its_line_and_what_came_before_is_given(bad: str, fault: str) -> None:
    documents = jsonl.read([line(id="a0"), line(id="a1"), bad], source=FILE)

    assert [next(documents).identifier, next(documents).identifier] == ["a0", "a1"]
    with pytest.raises(FormatError) as raised:
        next(documents)
    assert str(raised.value).startswith(f"{FILE}, line 3: ")
    assert fault in str(raised.value)
    assert "\n" not in str(raised.value)
