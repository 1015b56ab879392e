from __future__ import annotations

import pytest

from store.errors import FormatError
from store.formats import csv
from store.model import IncomingDocument


def read(text: str) -> list[IncomingDocument]:
    return list(csv.read(text, identifier="table", source="/news/table.csv"))


def test_every_row_is_a_document() -> None:
    table = "ID,Title,Date,URL,Text\n7,Moon,2018-06-06,https://esa.int/7,To the Moon.\n8,Mars,soon,ESA,To Mars.\n"

    assert read(table) == [
        IncomingDocument("7", "Moon", "To the Moon.", "https://esa.int/7", published="2018-06-06"),
        IncomingDocument("8", "Mars", "To Mars.", "/news/table.csv#8"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_head(delimiter: str) -> None:
    assert [document.text for document in read(f"title{delimiter}body\nMoon{delimiter}A landing\n")] == ["A landing"]


@pytest.mark.parametrize("column", ["text", "Content", " body ", "ARTICLE"])
def test_the_text_may_stand_in_several_columns(column: str) -> None:
    assert read(f"{column}\nMoon\n")[0].text == "Moon"


def test_line_ends_within_a_text_stay_to_the_letter() -> None:
    assert read('id,text\r\n1,"one\r\ntwo\n\n""three"""\r\n')[0].text == 'one\r\ntwo\n\n"three"'


def test_a_row_without_id_is_named_after_its_line() -> None:
    assert [document.identifier for document in read('text\n"a\nb"\n\nc\n')] == ["table-2", "table-5"]


def test_rows_without_a_text_are_passed_over() -> None:
    assert [document.text for document in read("title,text\nx,\n,\ny,word\nz\n")] == ["word"]


def test_a_huge_field_is_read() -> None:
    assert len(read("text\n" + "x" * 1_000_000)[0].text) == 1_000_000


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("title,date\na,b\n", "no column for texts"),
        ("", "no column for texts"),
        ("text\nESA, the agency\n", "line 2: there are more fields than columns"),
        ('text,id\na,1\n"open\n', "line 3: "),
        ("id,text\n1,a\n1,b\n", "line 3: the id '1' is already that of line 2"),
    ],
)
def test_a_fault_is_named(table: str, fault: str) -> None:
    with pytest.raises(FormatError, match=r"/news/table\.csv") as raised:
        read(table)
    assert fault in str(raised.value)
