"""Reading files and streams into documents: which files, which format, which encoding.

A file's ending says its format, `.gz` behind it that it is compressed. What bears no known ending is plain text, if
it is text, unless it begins as a web page or a PDF does.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import itertools
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from store.errors import UnreadableTextError
from store.model import IncomingDocument

_FORMATS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".pdf": "pdf",
    ".gold": "marked",
}
_COMPRESSED = ".gz"
_GZIP_MARK = b"\x1f\x8b"
LARGEST = 200_000_000
"""The most bytes that one file may hold, unpacked: far more than any article, far less than the memory."""
STREAM = "stdin"
"""The identifier of a document from a stream."""


def read_path(path: Path) -> Iterator[IncomingDocument]:
    """Read the documents of one file.

    Args:
        path: a file of any ending; its absolute form, links followed, becomes the documents' source.

    Raises:
        UnreadableTextError: The file cannot be read, is too large, or holds no text.
        FormatError: The file breaks its format; documents before the fault have been given.
    """
    data = _content(path, _shown(str(path)))
    source = _shown(os.path.realpath(path))
    stem, ending = _stem_and_ending(_shown(path.name))
    if path.name.lower().endswith(_COMPRESSED) and not data.startswith(_GZIP_MARK):
        raise UnreadableTextError(f"{source} is no gzip file in spite of its ending; rename or unpack it.")
    data = _unpacked(data, source)
    yield from _documents(data, _FORMATS.get(ending) or _sniffed(data), stem, source)


def read_stream(stream: BinaryIO) -> IncomingDocument:
    """Read one text, web page or PDF from a stream such as standard input, to its end.

    The source is `-#` and the beginning of the content's SHA-256, so that two texts from streams are two documents
    and the same text is the same one.

    Raises:
        UnreadableTextError: The stream cannot be read, is too large, or holds no text.
    """
    try:
        data = _limited(stream, "standard input")
    except OSError as fault:
        raise UnreadableTextError(f"standard input cannot be read: {_reason(fault)}.") from None
    data = _unpacked(data, "standard input")
    (document,) = _documents(data, _sniffed(data), STREAM, "standard input")
    return document._replace(source=f"-#{hashlib.sha256(data).hexdigest()[:16]}")


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Find the files to read: those named, and those of known endings in the folders named and below.

    Within a folder, hidden files and folders are passed over, links are followed, each folder is entered once, and
    the order is that of the names.

    Args:
        paths: files and folders.

    Returns:
        Each file once, in the order of `paths`.

    Raises:
        UnreadableTextError: A path does not exist, a folder cannot be read, or holds no file of a known ending.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _below(path) if _is_folder(path) else [path]:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as fault:
        raise _unreadable(_shown(str(path)), fault) from None


def _below(folder: Path) -> list[Path]:
    def refuse(fault: OSError) -> None:
        raise _unreadable(_shown(str(fault.filename or folder)), fault)

    files: list[Path] = []
    entered: set[str] = set()
    for parent, folders, names in os.walk(folder, onerror=refuse, followlinks=True):
        place = os.path.realpath(parent)
        if place in entered:
            folders.clear()
            continue
        entered.add(place)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += (Path(parent, name) for name in names if not name.startswith(".") and _is_known(name))
    files = sorted(file for file in files if file.is_file())
    if not files:
        raise UnreadableTextError(
            f"{_shown(str(folder))} holds no article; files are known by their endings: {', '.join(_FORMATS)}."
        )
    return files


def _is_known(name: str) -> bool:
    return _stem_and_ending(name)[1] in _FORMATS


def _stem_and_ending(name: str) -> tuple[str, str]:
    """A file's name without its ending, and the ending in lower case, `.gz` left out of both."""
    if name.lower().endswith(_COMPRESSED):
        name = name[: -len(_COMPRESSED)]
    return PurePath(name).stem, PurePath(name).suffix.lower()


def _shown(name: str) -> str:
    """A file name as text; a byte that is none in the file system's encoding shows as its number."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _content(path: Path, source: str) -> bytes:
    try:
        with path.open("rb") as file:
            return _limited(file, source)
    except (OSError, ValueError) as fault:
        raise _unreadable(source, fault) from None


def _unpacked(data: bytes, source: str) -> bytes:
    if not data.startswith(_GZIP_MARK):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as file:
            return _limited(file, source)
    except (OSError, EOFError, zlib.error):
        raise UnreadableTextError(f"{source} is a damaged gzip file; fetch or pack it again.") from None


def _limited(file: BinaryIO | gzip.GzipFile, source: str) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableTextError(f"{source} holds more than {LARGEST // 1_000_000} MB; split it into smaller files.")
    return data


def _sniffed(data: bytes) -> str:
    """The format of what bears no name that would tell it."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    beginning = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "html" if beginning.startswith((b"<!doctype html", b"<html")) else "plain"


def _documents(data: bytes, format_name: str, identifier: str, source: str) -> Iterator[IncomingDocument]:
    empty = UnreadableTextError(f"{source} is empty: it holds no text to read.")
    documents = iter(_read(data, format_name, identifier, source))
    first = next(documents, None)
    if first is None:
        raise empty
    for document in itertools.chain([first], documents):
        if not _has_text(document.text):
            raise empty
        yield document


def _read(data: bytes, format_name: str, identifier: str, source: str) -> Iterable[IncomingDocument]:
    # Each format is imported when it is met, because the reader is to stand before a first file is read.
    if format_name == "pdf":
        from store.formats import pdf

        return [pdf.read(data, identifier=identifier, source=source)]
    from store.formats.encoding import decode

    text = decode(data, source, legacy=format_name not in ("jsonl", "marked"))
    if not _has_text(text):
        return ()
    match format_name:
        case "jsonl":
            from store.formats import jsonl

            return jsonl.read(text.split("\n"), source=source, identifier=identifier)
        case "csv":
            from store.formats import csv

            return csv.read(text, identifier=identifier, source=source)
        case "marked":
            from store.formats import marked

            return [marked.read(text, identifier=identifier, source=source)]
        case "markdown":
            from store.formats import markdown

            return [markdown.read(text, identifier=identifier, source=source)]
        case "html":
            from store.formats import html

            return [html.read(text, identifier=identifier, source=source)]
        case _:
            from store.formats import plain

            return [plain.read(text, identifier=identifier, source=source)]


def _has_text(text: str) -> bool:
    return any(character.isprintable() and not character.isspace() for character in text)


def _unreadable(source: str, fault: Exception) -> UnreadableTextError:
    match fault:
        case FileNotFoundError():
            return UnreadableTextError(f"{source} does not exist; check the name.")
        case PermissionError():
            return UnreadableTextError(f"{source} may not be read; check its permissions.")
        case IsADirectoryError():
            return UnreadableTextError(f"{source} is a folder; name a file in it.")
        case _:
            return UnreadableTextError(f"{source} cannot be read: {_reason(fault)}.")


def _reason(fault: Exception) -> str:
    return (getattr(fault, "strerror", None) or str(fault) or type(fault).__name__).lower()
