"""Web pages: the article's text as paragraphs.

Scripts, styles, menus, footers, asides, forms and hidden parts are dropped; of a header within the article only the
headings stay. The article is the `article` element with most of the text, else `main`, else the whole body. Blocks
become paragraphs with an empty line between them, list items and table rows lines, table cells are parted by tabs.
Spaces are collapsed as a browser does, no-break spaces are spaces, and soft hyphens and zero-width spaces, which part
names for the layout's sake, are left out. Pictures leave nothing but their captions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.errors import UnreadableTextError
from store.formats.dates import plain_date
from store.formats.titles import shortened, title_from
from store.model import IncomingDocument

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Nesting makes the parser's time grow quadratically; pages of this world stay far below.
_DEEPEST = 4_000
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)[^<>]*?(/?)>")
_WITHOUT_END = re.compile(
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    "|p|li|dt|dd|tr|td|th|tbody|thead|tfoot|option|optgroup|html|head|body",
    re.IGNORECASE,
)

_DROPPED = (
    "script, style, noscript, template, nav, footer, aside, button, select, textarea, iframe, object, svg, canvas,"
    " audio, video, dialog, [hidden], [aria-hidden=true], [role=navigation]"
)
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_PARAGRAPHS = (
    f"{_HEADINGS}, p, div, section, article, main, blockquote, pre, :not(li) > ul, :not(li) > ol, dl, table, figure,"
    " figcaption, hr, address, details, summary, fieldset, center, form"
)
_LINES = "li, dt, dd, tr, caption, br"
_CELLS = "td, th"
# The separators of ASCII mark what a browser would show as distance; none of them is a character of a page.
_PARAGRAPH, _LINE, _CELL = "\x1d", "\x1e", "\x1f"
_SPACES = re.compile("[ \t\n\r\f\xa0]+")
_INVISIBLE = dict.fromkeys(map(ord, "\xad\u200b\ufeff"))

_TITLES = (("meta[property='og:title']", "content"), ("meta[name='twitter:title']", "content"))
_DATES = (
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop=datePublished]", "content"),
    ("meta[name=date]", "content"),
    ("meta[name=pubdate]", "content"),
    ("meta[name='dc.date']", "content"),
    ("time[itemprop=datePublished]", "datetime"),
    ("time[pubdate]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("main time[datetime]", "datetime"),
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)


def read(text: str, *, identifier: str, source: str) -> IncomingDocument:
    """Read a page, whole or in parts, well-formed or not.

    The title is that given for sharing, else `title`, else the first line of the text; the date is taken where the
    page gives it in ISO 8601.

    Raises:
        UnreadableTextError: The page shows no text, or is nested absurdly deep.
    """
    page = _parsed(text, source)
    title = _attribute(page, _TITLES) or _title_element(page)
    published = plain_date(_attribute(page, _DATES))
    language = _language(page)
    _drop(page)
    article = _article(page)
    content = _shown_text(article) if article else ""
    if not content:
        raise UnreadableTextError(f"{source} shows no text of its own beside menus and scripts.")
    return IncomingDocument(
        identifier=identifier,
        title=shortened(title) if title else title_from(content, identifier),
        text=content,
        source=source,
        language=language,
        published=published,
    )


def text_of(fragment: str, source: str) -> str:
    """Give the text that a piece of HTML shows, which may be none.

    Raises:
        UnreadableTextError: The piece is nested absurdly deep.
    """
    page = _parsed(fragment, source)
    _drop(page)
    return _shown_text(page.body) if page.body else ""


def _parsed(text: str, source: str) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    depth = 0
    for closing, name, closed in _TAG.findall(text):
        if closed or _WITHOUT_END.fullmatch(name):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _DEEPEST:
            raise UnreadableTextError(f"{source} is no page that can be read: its elements are nested too deeply.")
    return LexborHTMLParser(text)


def _attribute(page: LexborHTMLParser, places: tuple[tuple[str, str], ...]) -> str | None:
    for selector, name in places:
        node = page.css_first(selector)
        value = node.attributes.get(name) if node else None
        if value and value.strip():
            return value
    return None


def _title_element(page: LexborHTMLParser) -> str | None:
    title = page.css_first("head title")
    return title.text().translate(_INVISIBLE).strip() if title else None


def _language(page: LexborHTMLParser) -> str:
    root = page.css_first("html")
    found = _LANGUAGE.fullmatch((root.attributes.get("lang") if root else None) or "")
    return found.group(1).lower() if found else "en"


def _drop(page: LexborHTMLParser) -> None:
    # Innermost first, because a removed element takes its descendants with it.
    for node in reversed(page.css(_DROPPED)):
        node.decompose()
    for form in reversed(page.css("form")):
        # Some sites put the whole page into one form.
        if form.css_first("article, main, h1") is None:
            form.decompose()


def _article(page: LexborHTMLParser) -> LexborNode | None:
    whole = page.css_first("main, [role=main]") or page.body
    if whole is None:
        return None
    longest = max(page.css("article"), key=_length, default=None)
    # Several short articles are the teasers of a list, and none of them is the page's own.
    if longest is not None and 2 * _length(longest) >= _length(whole):
        return longest
    return whole if _length(whole) else page.body


def _length(node: LexborNode) -> int:
    return len(_SPACES.sub(" ", node.text()).strip())


def _shown_text(root: LexborNode) -> str:
    for header in reversed(root.css("header")):
        headings = [] if root.tag == "body" else [heading.text() for heading in header.css(_HEADINGS)]
        header.replace_with(_PARAGRAPH + _PARAGRAPH.join(headings) + _PARAGRAPH)
    for preformatted in root.css("pre"):
        preformatted.replace_with(_PARAGRAPH + preformatted.text().replace("\n", _LINE) + _PARAGRAPH)
    for selector, mark in ((_PARAGRAPHS, _PARAGRAPH), (_LINES, _LINE)):
        for node in root.css(selector):
            node.insert_before(mark)
            node.insert_after(mark)
    for node in root.css(_CELLS):
        node.insert_after(_CELL)
    paragraphs = (_paragraph(paragraph) for paragraph in root.text().translate(_INVISIBLE).split(_PARAGRAPH))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _paragraph(marked: str) -> str:
    lines = (_line(line) for line in marked.split(_LINE))
    return "\n".join(line for line in lines if line)


def _line(marked: str) -> str:
    return "\t".join(_SPACES.sub(" ", cell).strip() for cell in marked.split(_CELL)).strip()
