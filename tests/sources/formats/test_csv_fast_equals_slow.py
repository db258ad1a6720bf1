"""The fast and the slow way of reading CSV give what Python's csv module gives."""

import csv
import io
from itertools import zip_longest

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.settings import Limits
from sunlit.sources.formats import csv_reader
from sunlit.sources.formats.csv_fast import read_regular, regular_part
from sunlit.sources.formats.dialect import Dialect
from sunlit.sources.originals.encoding import Encoding
from sunlit.sources.raw import Original

COMMAS = Dialect(",", width=3)
CELL = st.text(alphabet='ab, "\n\r;é\x0b\x85  ', max_size=6)
RECORD = st.lists(CELL, min_size=0, max_size=5)


def written(records: list[list[str]], end: str, quote_all: bool) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end, quoting=1 if quote_all else 0)
    writer.writerows(records)
    return out.getvalue()


def twin(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def rows_of(tables: list[pa.Table]) -> list[list[str]]:
    rows = []
    for table in tables:
        columns = [column.to_pylist() for column in table.columns]
        rows += [[cell for cell in row if cell is not None] for row in zip_longest(*columns)]
    return rows


def reading(content: bytes, width: int, block_bytes: int) -> list[pa.Table]:
    original = Original("x.csv", len(content), "", lambda: io.BytesIO(content))
    text = csv_reader.CsvText(Encoding("utf-8", ""), Dialect(",", width=width), (), block_bytes)
    return list(csv_reader._CsvReading(original, text, Limits(), []).tables())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(RECORD, max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.integers(1, 5),
    st.integers(3, 60),
)
def test_well_formed_text_reads_as_the_csv_module_reads_it(
    records: list[list[str]], end: str, quote_all: bool, width: int, block_bytes: int
) -> None:
    text = written(records, end, quote_all)
    assert rows_of(reading(text.encode(), width, block_bytes)) == twin(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(RECORD, min_size=1, max_size=30), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_the_fast_way_vouches_for_is_what_the_csv_module_reads(
    records: list[list[str]], end: str, quote_all: bool
) -> None:
    text = written(records, end, quote_all)
    block = regular_part(text.encode(), COMMAS, final=True)
    table = read_regular(block, COMMAS, 3) if block else None
    if table is not None:
        assert rows_of([table]) == twin(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet='a,"\n\r\\', max_size=40), st.integers(1, 4))
def test_any_text_that_the_fast_way_vouches_for_reads_as_the_csv_module_reads_it(
    text: str, width: int
) -> None:
    block = regular_part(text.encode(), COMMAS, final=True)
    table = read_regular(block, COMMAS, width) if block else None
    if table is not None:
        assert rows_of([table]) == twin(text)
