"""Markdown (CommonMark with tables and strike-through): the text as a reader sees it.

Marks of emphasis, headings, quotations, code and links are dropped and their words stay; the address of a link goes,
a bare address stays. Lines of one paragraph are joined, so that no name is cut by a line end. Headings and paragraphs
are parted by an empty line, list items keep a dash or number and one line each, table rows are lines with tabs between
cells, code stays letter for letter. Of HTML within, the text stays. Pictures leave nothing. The title is that of the
front matter, else the first heading of the first level, else the first line; the date is that of the front matter.

A text nested or bracketed beyond anything a person writes stays as it is, marks and all: the parser would drop the
innermost words of the one and take hours over the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from store.formats import html
from store.formats.dates import plain_date
from store.formats.titles import shortened, title_from
from store.model import IncomingDocument

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(
    r"^(title|date|published|language|lang)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE
)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DEEPEST = 100
_MOST_BRACKETS = 5_000


def read(text: str, *, identifier: str, source: str) -> IncomingDocument:
    """Read a Markdown text; there is none that cannot be read.

    Raises:
        UnreadableTextError: HTML within is nested absurdly deep.
    """
    properties, body = _front_matter(text)
    tokens = _tokens(body)
    content = "".join(_blocks(tokens, source)).strip("\n") if tokens else body
    title = properties.get("title") or _first_heading(tokens)
    language = properties.get("language") or properties.get("lang") or "en"
    return IncomingDocument(
        identifier=identifier,
        title=shortened(title) if title else title_from(content, identifier),
        text=content,
        source=source,
        language=language if _LANGUAGE.fullmatch(language) else "en",
        published=plain_date(properties.get("published") or properties.get("date")),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The properties that stand before the text, and the text behind them."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    lines = _PROPERTY.findall(found.group(1) or "")
    return {name.lower(): _unquoted(value) for name, value in lines}, text[found.end() :]


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _tokens(body: str) -> Sequence[Token]:
    """The blocks of the text, or nothing where they cannot be told."""
    from markdown_it import MarkdownIt

    if any(paragraph.count("[") > _MOST_BRACKETS for paragraph in body.split("\n\n")):
        return ()
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    tokens = parser.parse(body)
    return tokens if all(token.level < _DEEPEST - 1 for token in tokens) else ()


def _first_heading(tokens: Sequence[Token]) -> str | None:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            return _inline_text(inline)
    return None


def _blocks(tokens: Sequence[Token], source: str) -> Iterator[str]:
    """The pieces of the text in turn, each with the line ends before it."""
    lists: list[int | None] = []
    item = ""
    cell = "\n\n"
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                item = "  " * (len(lists) - 1) + ("- " if number is None else f"{number}. ")
                lists[-1] = None if number is None else number + 1
            case "paragraph_open":
                cell = "\n" if token.hidden and item else "\n\n"
            case "heading_open":
                cell = "\n\n"
            case "tr_open":
                cell = "\n"
            case "table_open":
                yield "\n"
            case "inline":
                shown = _inline_text(token)
                if shown.strip() or cell == "\t":
                    yield f"{cell}{item}{shown}"
                    item = ""
                cell = "\t"
            case "fence" | "code_block":
                yield f"\n\n{item}{token.content.rstrip()}"
                item = ""
            case "html_block":
                shown = html.text_of(token.content, source)
                if shown:
                    yield f"\n\n{item}{shown}"
                    item = ""


def _inline_text(token: Token) -> str:
    return "".join(_words(token.children or ())).strip()


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                yield token.content
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "\n"
            case "html_inline" if _LINE_BREAK.fullmatch(token.content):
                yield "\n"
