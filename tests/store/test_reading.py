from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import reading
from store.errors import FormatError, StoreError, UnreadableTextError
from store.model import IncomingDocument
from store.reading import find_files, read_path, read_stream


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_plain_text_stays_to_the_letter(tmp_path: Path) -> None:
    text = "  Moon landing\r\n\r\nThe e\u0301clair\u2028 of “NASA”\u202e\t🚀\x0c\rend\n\n"
    (document,) = read_path(written(tmp_path, "moon.v2.txt", text))

    assert document == IncomingDocument("moon.v2", "Moon landing", text, os.path.realpath(tmp_path / "moon.v2.txt"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text[0].isalnum()))
def test_what_a_stream_says_is_the_text(text: str) -> None:
    assert read_stream(io.BytesIO(text.encode())).text == text


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.md", "# *Moon*", "Moon"),
        ("a.HTML", "<p>Moon</p>", "Moon"),
        ("a.jsonl", '{"text": "Moon\u2028Mars"}\n', "Moon\u2028Mars"),
        ("a.csv", "text\nMoon\n", "Moon"),
        ("a.gold", "[[Moon|BODY|Moon]]\n====\n", "Moon"),
        ("a.log", "Moon # *", "Moon # *"),
        ("README", "Moon", "Moon"),
        ("page", "\n<!doctype HTML><p>Moon", "Moon"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_the_ending_says_the_format(tmp_path: Path, name: str, content: str, text: str, packed: bool) -> None:
    path = written(tmp_path, name + ".gz" * packed, gzip.compress(content.encode()) if packed else content)

    assert [document.text for document in read_path(path)] == [text]


def test_the_identifier_is_the_name_without_its_endings(tmp_path: Path) -> None:
    (document,) = read_path(written(tmp_path, "moon.txt.GZ", gzip.compress(b"Moon")))

    assert document.identifier == "moon"


def test_one_huge_line_is_read(tmp_path: Path) -> None:
    (document,) = read_path(written(tmp_path, "line.txt", "word " * 1_000_000))

    assert len(document.text) == 5_000_000
    assert len(document.title) <= 120


def test_documents_before_a_bad_third_line_are_given(tmp_path: Path) -> None:
    documents = read_path(written(tmp_path, "a.jsonl", '{"text": "a"}\n{"text": "b"}\n{"text": \n'))

    assert [next(documents).text, next(documents).text] == ["a", "b"]
    with pytest.raises(FormatError, match="line 3: "):
        next(documents)


def test_streams_of_other_text_are_other_documents_and_the_same_is_the_same() -> None:
    one, two, again = (read_stream(io.BytesIO(text)) for text in (b"Moon", b"Mars", b"Moon"))

    assert one.source != two.source
    assert one == again


def test_a_packed_page_from_a_stream_is_a_page() -> None:
    assert read_stream(io.BytesIO(gzip.compress(b"<html><p>Moon"))).text == "Moon"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t\xe2\x80\x8b", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.html", b" ", "is empty"),
        ("a.csv", b"\n", "is empty"),
        ("a.csv", b"text\n\n", "is empty"),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.md", b"![x](y)", "is empty"),
        ("a.gold", b"\n====\n", "is empty"),
        ("a.pdf", b"", "damaged PDF"),
        ("a.txt", b"NASA\0", "binary file"),
        ("a.exe", b"MZ\x90\x00\x03", "binary file"),
        ("a.jsonl", b'{"text": "\xe9"}', "no sound UTF-8"),
        ("a.txt.gz", b"Moon", "no gzip file"),
        ("a.txt.gz", gzip.compress(b"Moon" * 1000, mtime=0)[:-12], "damaged gzip"),
        ("a.txt.gz", gzip.compress(b"Moon", mtime=0)[:10] + b"\xff" * 20, "damaged gzip"),
        ("a.txt.gz", gzip.compress(b"", mtime=0), "is empty"),
    ],
)
def test_what_holds_no_text_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes, fault: str) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(UnreadableTextError, match=fault) as raised:
        list(read_path(path))

    assert str(raised.value).startswith(os.path.realpath(path))
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1_000_000)

    with pytest.raises(UnreadableTextError, match="more than 1 MB"):
        list(read_path(written(tmp_path, "bomb.txt.gz", gzip.compress(b"a" * 1_000_001))))
    assert len(list(read_path(written(tmp_path, "fine.txt.gz", gzip.compress(b"a" * 1_000_000))))) == 1


def test_an_endless_stream_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1_000_000)

    with Path("/dev/zero").open("rb") as endless, pytest.raises(UnreadableTextError, match="standard input"):
        read_stream(endless)


@pytest.mark.parametrize("ending", ["txt", "md", "html", "jsonl", "csv", "gold", "pdf", "txt.gz", "unknown"])
def test_rubbish_is_refused_and_never_a_crash(tmp_path: Path, ending: str) -> None:
    for seed in range(10):
        path = written(tmp_path, f"rubbish.{ending}", random.Random(seed).randbytes(3_000))
        with pytest.raises(StoreError):
            list(read_path(path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTextError, match="does not exist"):
        list(read_path(tmp_path / "none.txt"))
    with pytest.raises(UnreadableTextError, match="does not exist"):
        find_files([tmp_path / "none.txt"])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTextError, match="is a folder"):
        list(read_path(tmp_path))


def test_an_impossible_name_is_told() -> None:
    for path in (Path("a\0b"), Path("x" * 5000)):
        with pytest.raises(UnreadableTextError, match="cannot be read"):
            list(read_path(path))
        with pytest.raises(UnreadableTextError, match="cannot be read"):
            find_files([path])


def test_missing_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "secret.txt", "x")
    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(UnreadableTextError, match="check its permissions"):
        list(read_path(path))


def test_a_file_name_in_no_encoding_gives_a_source_that_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/moon\xff.txt"))
    try:
        path.write_text("Moon")
    except OSError:
        pytest.skip("this file system takes no such name")
    (document,) = read_path(path)

    assert document.identifier == "moon\\xff"
    assert document.source.encode().endswith(b"/moon\\xff.txt")


def test_folders_are_searched_below_in_order_of_names(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.md", "a/y.jsonl.gz", "a/deep/x.PDF", "a/picture.png", "a/.hidden.txt", ".git/c.txt", "b"]
    for name in names:
        written(tmp_path, name, "x")

    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
    assert found == ["a/deep/x.PDF", "a/y.jsonl.gz", "a/z.md", "b.txt"]


def test_a_file_named_outright_is_taken_whatever_its_ending_and_once(tmp_path: Path) -> None:
    odd, hidden = written(tmp_path, "notes.log", "x"), written(tmp_path, ".hidden", "x")
    known = written(tmp_path, "a.txt", "x")

    assert find_files([odd, hidden, tmp_path, known, odd]) == [odd, hidden, known]


def test_a_hidden_folder_named_outright_is_searched(tmp_path: Path) -> None:
    file = written(tmp_path, ".private/a.txt", "x")

    assert find_files([tmp_path / ".private"]) == [file]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    file = written(tmp_path, "news/a.txt", "x")
    (tmp_path / "news" / "again").symlink_to(tmp_path / "news")
    (tmp_path / "news" / "up").symlink_to(tmp_path)
    (tmp_path / "news" / "b.txt").symlink_to("b.txt")
    (tmp_path / "news" / "copy.txt").symlink_to("a.txt")

    assert find_files([tmp_path / "news"]) == [file]


def test_a_linked_folder_is_searched(tmp_path: Path) -> None:
    written(tmp_path, "elsewhere/a.txt", "x")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "more").symlink_to(tmp_path / "elsewhere")

    assert find_files([tmp_path / "news"]) == [tmp_path / "news" / "more" / "a.txt"]


def test_a_folder_without_an_article_is_told(tmp_path: Path) -> None:
    written(tmp_path, "picture.png", "x")

    with pytest.raises(UnreadableTextError, match=r"holds no article.*\.txt"):
        find_files([tmp_path])


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(UnreadableTextError, match="may not be read"):
        find_files([tmp_path])


def test_importing_the_reading_loads_no_heavy_library() -> None:
    heavy = "{'selectolax', 'pypdf', 'markdown_it', 'sqlite_utils', 'spacy', 'textual'}"
    probe = f"import sys, store.reading; print(sorted({heavy} & {{name.partition('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
