"""Whatever the bytes, there are tables or an OriginalError, and nothing else."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.errors import OriginalError
from sunlit.settings import Limits
from sunlit.sources.formats import Reader, csv_reader, json_rows, spreadsheet
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.archives import unpack
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.raw import Original

LIMITS = Limits(
    cell_bytes=10_000, line_bytes=50_000, columns=50, batch_rows=7, archive_ratio_from_bytes=10**6
)
STARTS = st.sampled_from(
    [b"", b"{", b"[", b'{"a": [{', b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08",
     b"BZh9", b"\xfd7zXZ\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=", b"<?xml "]
)  # fmt: skip
CSVISH = st.text(alphabet="ab1,;|\t \"'\\\n\r\0é{}[]:", max_size=120).map(str.encode)
Make = Callable[..., Original]


def exhaust(original: Original) -> None:
    """Read as a run does: unpack, choose, read every batch."""
    for member in unpack(original, LIMITS):
        if isinstance(member, OriginalError):
            continue
        try:
            for table in choose_reader(member, ReadOptions(), LIMITS).tables(
                member, ReadOptions(), LIMITS
            ):
                check_batches(table.batches)
        except OriginalError as error:
            assert error.problem


def check_batches(batches: object) -> None:
    last = 0
    for batch in batches:  # type: ignore[attr-defined]
        batch.validate(full=True)
        assert batch.schema.names[-2:] == ["row_number", "locator"]
        numbers = batch.column("row_number").to_pylist()
        assert numbers == sorted(set(numbers))
        assert numbers[0] > last
        last = numbers[-1]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(start=STARTS, rest=st.binary(max_size=200) | CSVISH)
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes, original: Make) -> None:
    exhaust(original(start + rest))


@pytest.mark.parametrize("reader", [csv_reader.READER, json_rows.READER, spreadsheet.READER])
@settings(max_examples=80, deadline=None, derandomize=True)
@given(content=st.binary(max_size=120) | CSVISH)
def test_a_reader_that_is_given_any_bytes_raises_nothing_else(
    reader: Reader, content: bytes, original: Make
) -> None:
    try:
        for table in reader.tables(original(content), ReadOptions(), LIMITS):
            check_batches(table.batches)
    except OriginalError as error:
        assert error.problem


def samples() -> dict[str, bytes]:
    book = openpyxl.Workbook()
    for n in range(1, 40):
        book.active[f"A{n}"] = f"text {n}"
        book.active[f"B{n}"] = n / 7
    sheet = io.BytesIO()
    book.save(sheet)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "a,b\n1,2\n" * 50)
    return {
        "xlsx": sheet.getvalue(),
        "zip": packed.getvalue(),
        "gzip": gzip.compress(b"a,b\n1,2\n" * 50),
        "json": b'{"result": {"records": [{"a": 1.5, "b": [{"c": "x"}]}, {"a": null}]}}' * 1,
        "lines": b'{"a": 1}\n["x"]\n{"a": {"b": "c"}}\n' * 3,
        "csv": 'a,"b\nc",d\n1,"x ""y""",£\n'.encode() * 9,
    }


@pytest.mark.parametrize("kind", ["xlsx", "zip", "gzip", "json", "lines", "csv"])
def test_changed_and_cut_files_are_read_or_refused(kind: str, original: Make) -> None:
    whole = samples()[kind]
    dice = random.Random(7)
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        stop = dice.choice([len(content), dice.randrange(len(content))])
        exhaust(original(bytes(content[:stop])))


@pytest.mark.large
def test_changed_workbooks_are_read_or_refused(shared: Path, original: Make) -> None:
    dice = random.Random(11)
    files = sorted((shared / "formats/excel/calamine").iterdir())
    for file in dice.sample([f for f in files if f.is_file() and f.stat().st_size < 40_000], 60):
        whole = file.read_bytes()
        for _ in range(4):
            content = bytearray(whole)
            for _ in range(dice.randint(1, 20)):
                content[dice.randrange(len(content))] = dice.randrange(256)
            exhaust(original(bytes(content)))
