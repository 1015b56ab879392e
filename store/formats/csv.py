"""Tables of texts (CSV): one document a row.

The first row names the columns. The text is in the first one named text, content, body or article; title, date or
published, url or source, and id are taken where they stand. The delimiter is the comma, semicolon, tab or bar with
which the first row has a column for the text. Rows without a text are passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from store.errors import FormatError
from store.formats.dates import plain_date
from store.formats.several import DocumentNames
from store.formats.titles import shortened, title_from
from store.model import IncomingDocument

_DELIMITERS = ",;\t|"
_TEXT = ("text", "content", "body", "article")
_TITLE = ("title", "headline")
_DATE = ("published", "date")
_SOURCE = ("url", "source")
# The largest limit that the reader takes on every platform.
_LONGEST_FIELD = 2**31 - 1


def read(text: str, *, identifier: str, source: str) -> Iterator[IncomingDocument]:
    """Read documents, one a row.

    Args:
        text: the content of the file, its line ends untouched.
        identifier: what the identifier of a row without `id` begins with; its line number follows.
        source: the absolute path of the file.

    Raises:
        FormatError: There is no column for the text, quotation marks do not match, an id stands twice, or a row
            has more fields than the first.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _delimiter(text, source)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = DocumentNames(source, identifier)
    columns: list[str] = []
    line = 1
    try:
        for row in rows:
            if not columns:
                columns = _columns(row)
            elif any(row):
                if len(row) > len(columns):
                    raise FormatError("there are more fields than columns; put texts into quotation marks")
                yield from _document(dict(zip(columns, row, strict=False)), names, line)
            line = rows.line_num + 1
    except (csv.Error, FormatError) as fault:
        raise FormatError(f"{source}, line {line}: {fault}.") from None


def _delimiter(text: str, source: str) -> str:
    for delimiter in _DELIMITERS:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            columns = _columns(next((row for row in rows if row), []))
        except csv.Error:
            continue
        if any(name in columns for name in _TEXT):
            return delimiter
    raise FormatError(f"{source} has no column for texts: name one text, content, body or article in the first row.")


def _columns(row: list[str]) -> list[str]:
    return [name.strip().lower() for name in row]


def _document(cells: dict[str, str], names: DocumentNames, line: int) -> Iterator[IncomingDocument]:
    text = _cell(cells, _TEXT)
    if text is None:
        return
    identifier = names.identifier(_cell(cells, ("id",)), line)
    title = _cell(cells, _TITLE)
    yield IncomingDocument(
        identifier=identifier,
        title=shortened(title) if title else title_from(text, identifier),
        text=text,
        source=names.source(_cell(cells, _SOURCE), identifier),
        published=plain_date(_cell(cells, _DATE)),
    )


def _cell(cells: dict[str, str], names: tuple[str, ...]) -> str | None:
    """The first of these columns that is not blank, to the letter."""
    return next((cells[name] for name in names if cells.get(name, "").strip()), None)
