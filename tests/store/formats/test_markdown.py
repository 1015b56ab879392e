from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats import markdown
from store.model import IncomingDocument


def read(text: str) -> IncomingDocument:
    return markdown.read(text, identifier="note", source="/news/note.md")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# To the *Moon*\n\nText", "To the Moon\n\nText"),
        ("Title\n=====\nText", "Title\n\nText"),
        ("**NASA** and _ESA_ and ~~JAXA~~", "NASA and ESA and JAXA"),
        ("[ESA](https://esa.int 'x') and <https://nasa.gov>", "ESA and https://nasa.gov"),
        ("[ESA][1]\n\n[1]: https://esa.int", "ESA"),
        ("![picture](p.png)\n\nText", "Text"),
        ("The European\nSpace Agency", "The European Space Agency"),
        ("one  \ntwo<br>three", "one\ntwo\nthree"),
        ("AT&amp;T \\*no mark\\* Chang'e-4", "AT&T *no mark* Chang'e-4"),
        ("- a\n- b\n  1. x\n  2. y", "- a\n- b\n  1. x\n  2. y"),
        ("3. c\n4. d", "3. c\n4. d"),
        ("> quoted\n> words", "quoted words"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n1\t2"),
        ("`code`\n\n```\nx = 1\n\ny\n```", "code\n\nx = 1\n\ny"),
        ("<div>block <b>text</b></div>\n\n<!-- gone -->\n\nafter <i>this</i>", "block text\n\nafter this"),
        ("one\n\n***\n\ntwo", "one\n\ntwo"),
        ("1 < 2 and [ and * alone", "1 < 2 and [ and * alone"),
    ],
)
def test_marks_go_and_words_stay(text: str, shown: str) -> None:
    assert read(text).text == shown


def test_front_matter_gives_title_and_date_and_is_no_text() -> None:
    document = read("---\nTitle: 'Moon: again'\ndate: 2018-06-06T10:00:00Z\nlang: de\ntags: [x]\n---\n# Head\n")

    assert (document.title, document.published, document.language) == ("Moon: again", "2018-06-06", "de")
    assert document.text == "Head"


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert read("---\nwords").text == "words"


def test_the_first_heading_is_the_title() -> None:
    assert read("A lead.\n\n# To the **Moon**").title == "To the Moon"


def test_without_a_heading_the_first_line_is_the_title() -> None:
    assert read("A *lead*.\n\n## Part").title == "A lead."


@pytest.mark.parametrize("text", ["- " * 200 + "x", "![" * 50_000])
def test_absurd_nesting_stays_as_it_is(text: str) -> None:
    assert read(text).text == text


@given(st.text(st.sampled_from("ab# *_`[]()<>!-\n1.|>~\\&;")) | st.text())
def test_no_rubbish_breaks_the_reader(text: str) -> None:
    assert "\r\n" not in read(text).text


@given(st.lists(st.text("abcdé🚀", min_size=1), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    assert read(" ".join(words)).text.split() == words
