"""PDF: the text of its pages, put together into paragraphs.

A PDF knows lines and no paragraphs. Lines are joined; an empty line ends a paragraph, and so does one much shorter
than the others, unless it parts a word. A word parted at a line end is joined again. A paragraph goes on over the page
where the page does not end a sentence; page numbers are dropped.
"""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING

from store.errors import UnreadableTextError
from store.formats.titles import shortened, title_from
from store.model import IncomingDocument

if TYPE_CHECKING:
    from pypdf import PdfReader

_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*|[Pp]age \d+( of \d+)?")
_PARTED_WORD = re.compile(r"[^\W\d_]-$")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_FULL_LINE = 0.75
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": "-"})
_INVENTED_TITLE = re.compile(r"(?i)untitled|microsoft \w+ - .*|\S*|.*\.(docx?|pdf|indd|pages|tex|qxd)")


def read(data: bytes, *, identifier: str, source: str) -> IncomingDocument:
    """Read the text of a PDF; its title is the one it names, unless a program made that up from a file's name.

    Args:
        data: the content of the file.
        identifier: the identifier of the document.
        source: the absolute path of the file.

    Raises:
        UnreadableTextError: The file is damaged, needs a password or holds only pictures of text.
    """
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        pages, title = _pages_and_title(data)
    except (DependencyError, FileNotDecryptedError):
        raise UnreadableTextError(f"{source} is encrypted; save a copy without a password and read that.") from None
    except Exception as fault:
        # Damaged files make the library raise whatever its parsing comes across.
        raise UnreadableTextError(f"{source} is a damaged PDF or none at all ({type(fault).__name__}).") from None
    text = _joined_pages([_paragraphs(page) for page in pages])
    if not text:
        raise UnreadableTextError(
            f"{source} holds pictures of pages and no text; run text recognition (OCR) on it first."
        )
    return IncomingDocument(
        identifier=identifier,
        title=title_from(text, identifier) if _INVENTED_TITLE.fullmatch(title) else shortened(title),
        text=text,
        source=source,
    )


def _pages_and_title(data: bytes) -> tuple[list[str], str]:
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    # Its warnings would stand on standard error, where only sentences for the person belong.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileNotDecryptedError
    return [page.extract_text() for page in reader.pages], _title(reader)


def _title(reader: PdfReader) -> str:
    title = reader.metadata.title if reader.metadata else None
    return " ".join(title.split()) if isinstance(title, str) else ""


def _paragraphs(page: str) -> list[str]:
    # Half a surrogate pair comes from a broken font table and is no character.
    clean = page.translate(_LIGATURES).encode("utf-8", "replace").decode().replace("\0", "")
    lines = [" ".join(line.split()) for line in clean.split("\n")]
    while lines and (not lines[0] or _PAGE_NUMBER.fullmatch(lines[0])):
        del lines[0]
    while lines and (not lines[-1] or _PAGE_NUMBER.fullmatch(lines[-1])):
        del lines[-1]
    full = _FULL_LINE * _usual_width(lines)
    paragraphs = [""]
    for line in lines:
        paragraphs[-1] = _joined(paragraphs[-1], line)
        if not line or (len(line) < full and not line.endswith("-")):
            paragraphs.append("")
    return [paragraph for paragraph in paragraphs if paragraph]


def _usual_width(lines: list[str]) -> int:
    """The width that nine in ten lines do not exceed, so that one overlong line does not count."""
    widths = sorted(len(line) for line in lines if line)
    return widths[len(widths) * 9 // 10] if widths else 0


def _joined(before: str, line: str) -> str:
    if not before or not line:
        return before or line
    if not _PARTED_WORD.search(before):
        # A dash before a number or the like belongs to the name: "Chang'e-" and "4".
        return before + line if before.endswith("-") else f"{before} {line}"
    return before[:-1] + line if line[0].islower() else before + line


def _joined_pages(pages: list[list[str]]) -> str:
    paragraphs: list[str] = []
    for page in pages:
        if paragraphs and page and not _SENTENCE_END.search(paragraphs[-1]) and page[0][0].islower():
            paragraphs[-1] = _joined(paragraphs[-1], page.pop(0))
        paragraphs += page
    return "\n\n".join(paragraphs)
