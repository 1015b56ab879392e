"""Annotated texts as one web page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from store.model import Annotation, IncomingDocument, Kind, Relation
from tui.cli.output import figure
from tui.commands import KIND_KEYS
from tui.text import safe, safe_line

_HUES = {
    Kind.AGENCY: 210,
    Kind.PERSON: 20,
    Kind.MISSION: 280,
    Kind.VEHICLE: 340,
    Kind.ORGANIZATION: 180,
    Kind.PLACE: 120,
    Kind.BODY: 240,
    Kind.EVENT: 50,
    Kind.LAW: 0,
    Kind.DATE: 90,
}
_LETTERS = {kind: letter.upper() for letter, kind in KIND_KEYS.items()}
_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.7 Georgia, serif; }
article p { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; padding: 0 .15em; border-radius: .2em; }
mark::after { content: attr(data-letter); font: .65em sans-serif; vertical-align: super; margin-left: .1em; }
.statements { padding-left: 1.2rem; font: .85rem/1.6 sans-serif; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; font: .85rem sans-serif; }
"""


def pages(documents: Iterable[IncomingDocument]) -> Iterator[str]:
    """The pieces of a page that shows documents with their mentions, to be written one after the other.

    What would be harmful or invisible in a text is shown as `tui.text.safe` shows it.

    Args:
        documents: with mentions that do not overlap.
    """
    colours = "".join(f".{kind.lower()} {{ background: hsl({hue} 70% 50% / .25); }}\n" for kind, hue in _HUES.items())
    legend = "".join(f"<li>{_mark(kind.value.capitalize(), kind, '')}</li>" for kind in Kind)
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n<title>spacetui</title>\n'
        f'<style>\n{_STYLE}{colours}</style>\n</head>\n<body>\n<ul class="legend">{legend}</ul>\n'
    )
    for document in documents:
        language, title = escape(safe_line(document.language)), escape(safe_line(document.title))
        yield f'<article lang="{language}">\n<h1>{title}</h1>\n<p>{"".join(_marked(document))}</p>\n'
        yield f"{_list(map(_stated, document.relations))}{_list(_said(document))}</article>\n"
    yield "</body>\n</html>\n"


def _marked(document: IncomingDocument) -> Iterator[str]:
    text = safe(document.text)
    position = 0
    for mention in sorted(document.mentions, key=lambda mention: mention.start):
        yield escape(text[position : mention.start])
        yield _mark(text[mention.start : mention.end], mention.kind, _told(mention))
        position = mention.end
    yield escape(text[position:])


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(safe_line(line))}</li>" for line in lines)
    return f'<ul class="statements">{items}</ul>\n' if items else ""


def _stated(relation: Relation) -> str:
    role = f" ({relation.role})" if relation.role else ""
    return f"{relation.subject} {relation.predicate.replace('_', ' ')} {relation.object}{role}"


def _said(document: IncomingDocument) -> Iterator[str]:
    for each in document.quotations:
        words = document.text[each.start : each.end]
        yield f"{each.speaker}: {words}" if each.indirect else f"{each.speaker}: “{words}”"


def _mark(words: str, kind: Kind, told: str) -> str:
    title = f' title="{escape(safe_line(told))}"' if told else ""
    return f'<mark class="{kind.lower()}" data-letter="{_LETTERS[kind]}"{title}>{escape(words)}</mark>'


def _told(mention: Annotation) -> str:
    parts = [mention.kind, mention.name, mention.record_id, figure(mention.score), mention.origin]
    return " · ".join(filter(None, parts))
