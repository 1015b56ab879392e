from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import UnreadableTextError
from store.formats import html
from store.model import IncomingDocument

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Moon | The Site</title>
<meta property="og:title" content="Moon &amp; Mars"><meta property="article:published_time" content="2018-06-06T09:00Z">
<style>p { color: red }</style></head><body>
<header><h1>The Site</h1></header><nav><a href="/">Home</a></nav>
<article><header><h1>To the Moon</h1><p>by A. Writer</p></header>
<p>The <b>European</b> <a href="x">Space&nbsp;Agency</a>
 goes&mdash;up.<br>Soon.</p><script>track()</script><aside>Read also</aside><p>Raum&shy;fahrt</p>
<form><input value="x"><button>Send</button></form></article><footer>Imprint</footer></body></html>"""


def read(page: str) -> IncomingDocument:
    return html.read(page, identifier="page", source="/news/page.html")


def test_the_text_of_the_article_alone_is_kept() -> None:
    assert read(PAGE).text == "To the Moon\n\nThe European Space Agency goes—up.\nSoon.\n\nRaumfahrt"


def test_title_language_and_date_are_those_of_the_page() -> None:
    document = read(PAGE)

    assert (document.title, document.language, document.published) == ("Moon & Mars", "en", "2018-06-06")


def test_without_a_title_for_sharing_the_title_element_serves() -> None:
    assert read("<title> Moon\n landing </title><p>Text.").title == "Moon landing"


def test_without_any_title_the_first_line_serves() -> None:
    assert read("<h1>Landing</h1><p>Text.").title == "Landing"


def test_the_date_of_a_time_element_in_the_article_serves() -> None:
    assert read("<article><time datetime=2019-01-03>January</time> Landing</article>").published == "2019-01-03"


def test_a_date_in_words_is_not_guessed() -> None:
    assert read('<meta name=date content="June 6"><p>On 2018-06-06').published is None


def test_list_items_and_rows_are_lines() -> None:
    page = "<p>Crew</p><ul><li>One<li>Two<ul><li>Three</ul></ul><table><tr><th>a<th>b<tr><td>1<td>2</table>"

    assert read(page).text == "Crew\n\nOne\nTwo\nThree\n\na\tb\n1\t2"


def test_lines_of_preformatted_text_stay() -> None:
    assert read("<pre>T-10\nT-9</pre>").text == "T-10\nT-9"


def test_teasers_do_not_stand_for_the_page() -> None:
    page = "<main><p>The page's own and longer words.<article>Teaser</article><article>Other</article></main>"

    assert read(page).text.startswith("The page's own")


def test_a_page_within_one_form_is_read() -> None:
    assert read("<form><h1>Landing</h1><p>Text.</p></form>").text == "Landing\n\nText."


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("words alone", "words alone"),
        ("<p>open <b>for<p>ever", "open for\n\never"),
        ("</div></p>closed", "closed"),
        ("<p>a < b &unknown; &#xD800; c</p", "a < b &unknown; \ufffd c"),
        ("<div" * 5 + ">x", "x"),
    ],
)
def test_broken_pages_are_read_as_a_browser_would(page: str, text: str) -> None:
    assert read(page).text == text


@pytest.mark.parametrize("page", ["", "<nav>Menu</nav>", "<script>x", "<p hidden>x</p>", "<p>&nbsp;</p>"])
def test_a_page_without_a_text_is_refused(page: str) -> None:
    with pytest.raises(UnreadableTextError, match="no text of its own"):
        read(page)


def test_absurd_nesting_is_refused_at_once() -> None:
    with pytest.raises(UnreadableTextError, match="too deeply"):
        read("<div>" * 200_000 + "x")


@given(st.text(st.sampled_from("<>/ab p=\"'&;!-\n\x00")) | st.text())
def test_no_rubbish_breaks_the_reader(page: str) -> None:
    with suppress(UnreadableTextError):
        assert read(page).text.strip()
