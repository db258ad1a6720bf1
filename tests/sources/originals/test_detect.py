"""The content decides how a file is read; what holds no table is refused with advice."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sunlit.errors import EmptyOriginalError, NotSpendingDataError
from sunlit.settings import Limits
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.raw import Original

Make = Callable[..., Original]


def chosen(original: Original) -> str:
    return choose_reader(original, ReadOptions(), Limits()).name


@pytest.mark.parametrize(
    ("content", "reader"),
    [
        (b"a,b\n1,2\n", "csv"),
        (b"MZ,b\n1,2\n", "csv"),
        (b"BM\tRIFF\n1\t2\n", "csv"),
        ("é;ñ\n1;2\n".encode("utf-16"), "csv"),
        (b"a\0,\0b\0\n\0" * 20, "csv"),
        (b"<5 items,>6 items\n1,2\n", "csv"),
        (b"[Confidential] Payments,,\na,b,c\n", "csv"),
        (b'[{"a": 1}]', "json_rows"),
        (b'\xef\xbb\xbf\n { "a": 1}', "json_rows"),
        ('{"a": 1}'.encode("utf-16"), "json_rows"),
        (b'{"a": 1}\n{"a": 2}\n', "json_rows"),
    ],
)
def test_a_reader_is_chosen_by_content(content: bytes, reader: str, original: Make) -> None:
    assert chosen(original(content)) == reader


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7\n...", "pdftotext -layout"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"GIF89a\x01\0\x01\0", "picture"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "program"),
        (b"MZ\x90\0\x03\0\0\0\x04\0", "program"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\xef\xbb\xbf\n<html lang='en'>", "web page"),
        (b"<?xml version='1.0'?><!-- x -->\n<html>", "web page"),
        (b"<?xml version='1.0'?><response/>", "XML"),
        (b"7z\xbc\xaf\x27\x1c....", "archive"),
        (b"SQLite format 3\0....", "database"),
        (b"{\\rtf1 hello}", "document"),
        (bytes(range(256)) * 20, "no text"),
    ],
)
def test_what_holds_no_table_is_refused_with_advice(
    content: bytes, word: str, original: Make
) -> None:
    with pytest.raises(NotSpendingDataError, match=word):
        chosen(original(content, "renamed.csv"))


def test_a_word_document_is_told_from_a_workbook(original: Make) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    document = original(out.getvalue())
    reader = choose_reader(document, ReadOptions(), Limits())
    with pytest.raises(NotSpendingDataError, match="document"):
        list(reader.tables(document, ReadOptions(), Limits()))


def test_a_file_of_spaces_is_empty(original: Make) -> None:
    with pytest.raises(EmptyOriginalError):
        chosen(original(b" \r\n\r\n"))


@pytest.mark.large
def test_every_pdf_of_a_real_folder_is_refused_with_the_command(shared: Path) -> None:
    for file in sorted((shared / "spending").rglob("*.pdf")):
        content = Original(str(file), 1, "", lambda file=file: file.open("rb"))  # type: ignore[misc]
        with pytest.raises(NotSpendingDataError, match="pdftotext"):
            chosen(content)
