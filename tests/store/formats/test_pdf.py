from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from store.errors import UnreadableTextError
from store.formats import pdf
from store.model import IncomingDocument

PARAGRAPH = [
    "The European Space Agency has decided to explo-",
    "re the Moon together with its partners from all",
    "over the world, and Luna-",
    "4 is the first of them.",
]


def pdf_of(*pages: list[str], title: str | None = None, password: str | None = None) -> bytes:
    """A PDF with these lines on its pages."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content = DecodedStreamObject()
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        content.set_data(f"BT /F1 12 Tf 50 750 Td {shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def read(data: bytes) -> IncomingDocument:
    return pdf.read(data, identifier="report", source="/news/report.pdf")


def test_lines_become_paragraphs_and_parted_words_whole() -> None:
    lines = ["To the Moon", *PARAGRAPH, "A second paragraph has as many words as the first.", "And it ends."]

    assert read(pdf_of(lines)).text == (
        "To the Moon\n\n"
        "The European Space Agency has decided to explore the Moon together with its partners from all "
        "over the world, and Luna-4 is the first of them.\n\n"
        "A second paragraph has as many words as the first. And it ends."
    )


def test_a_sentence_goes_on_over_the_page_and_page_numbers_are_dropped() -> None:
    first = ["The agency has decided to fly to the Moon, and", "- 1 -"]
    second = ["there it will stay for at least ten years or so.", "Page 2 of 2"]

    assert read(pdf_of(first, second)).text == f"{first[0]} {second[0]}"


def test_the_title_is_the_one_that_the_file_names() -> None:
    assert read(pdf_of(PARAGRAPH, title="To the Moon")).title == "To the Moon"


@pytest.mark.parametrize(
    "title", [None, "untitled", "Microsoft Word - moon landing.doc", "report_2018", "my report.docx"]
)
def test_a_title_made_of_a_file_name_is_none(title: str | None) -> None:
    assert read(pdf_of(["Moon landing", *PARAGRAPH], title=title)).title == "Moon landing"


def test_a_file_without_text_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableTextError, match="text recognition"):
        read(pdf_of([]))


def test_an_encrypted_file_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableTextError, match="without a password"):
        read(pdf_of(PARAGRAPH, password="secret"))


def test_damage_is_told_in_one_sentence_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    whole = pdf_of(PARAGRAPH)
    for broken in (b"", b"%PDF-1.7", whole[: len(whole) // 3], b"%PDF-1.4\n" + b"\xff" * 500):
        with pytest.raises(UnreadableTextError, match="damaged PDF"):
            read(broken)
    assert capfd.readouterr() == ("", "")


WHOLE = pdf_of(PARAGRAPH)


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=20))
def test_no_damage_breaks_the_reader(place: int, rubbish: bytes) -> None:
    with suppress(UnreadableTextError):
        assert read(WHOLE[:place] + rubbish + WHOLE[place + len(rubbish) :]).text
