"""Sheets come out as text that a person sees, and a hostile workbook takes no memory."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sunlit.errors import DamagedOriginalError, EmptyOriginalError, LimitError, OriginalError
from sunlit.settings import Limits
from sunlit.sources.formats.cell_text import number_text
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.originals.find import find_originals
from sunlit.sources.raw import RawTable

Read = Callable[..., list[RawTable]]
RowsOf = Callable[[RawTable], list[list[str | None]]]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*cells: tuple[str, object]) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells:
        book.active[place] = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_sheet(xml: str) -> bytes:
    """A workbook whose only sheet has this sheetData."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(("A1", "x")))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name).decode()
            if name == SHEET:
                content = re.sub(r"<sheetData>.*</sheetData>", "<sheetData/>", content)
                content = content.replace("<sheetData/>", f"<sheetData>{xml}</sheetData>")
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (123, "123"),
        (780.77, "780.77"),
        (780.7700000001, "780.7700000001"),
        (0.1 + 0.2, "0.3"),
        (-1234.5, "-1234.5"),
        (1e-7, "0.0000001"),
        (12345678901234567890, "12345678901234600000"),
        (True, "TRUE"),
        ("007", "007"),
        (" padded ", " padded "),
        (dt.date(2025, 4, 1), "2025-04-01"),
        (dt.datetime(2025, 4, 1, 1, 0), "2025-04-01 01:00:00"),
        (dt.time(9, 30), "09:30:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
    ],
    ids=str,
)
def test_each_kind_of_cell_reads_as_a_person_sees_it(
    value: object, text: str, read: Read, rows: RowsOf
) -> None:
    assert rows(read(workbook(("A1", value)))[0]) == [[text]]


def test_formula_errors_are_text(read: Read, rows: RowsOf) -> None:
    cells = '<row r="2"><c r="B2"><v>1</v></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    assert rows(read(with_sheet(cells))[0]) == [["1", "#DIV/0!"]]


def test_row_numbers_are_those_of_the_sheet(read: Read) -> None:
    (table,) = read(workbook(("B3", "a"), ("C3", "b"), ("B5", "1")))
    (batch,) = table.batches
    assert batch.to_pydict() == {
        "c0": ["a", "", "1"],
        "c1": ["b", "", ""],
        "row_number": [3, 4, 5],
        "locator": ["sheet=Sheet!row=3", "sheet=Sheet!row=4", "sheet=Sheet!row=5"],
    }


def test_every_sheet_is_a_table_and_hidden_ones_say_so(read: Read) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.create_sheet("Empty")
    book.create_sheet("Old")["A1"] = "y"
    book["Old"].sheet_state = "hidden"
    first, second = read(saved(book))
    assert (first.name, first.warnings) == ("Sheet", [])
    assert (second.name, "hidden" in second.warnings[0]) == ("Old", True)


def test_a_million_blank_rows_are_no_records(read: Read, rows: RowsOf) -> None:
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 300_000))
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    assert rows(read(with_sheet(cells + blank))[0]) == [["1"], ["2"]]


def test_a_gap_of_a_million_rows_is_said_and_not_filled(read: Read, rows: RowsOf) -> None:
    far = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    )
    (table,) = read(with_sheet(far))
    (batch,) = table.batches
    assert batch.to_pydict()["row_number"] == [1, 1_048_576]
    assert "Rows 2 to 1048575" in table.warnings[0]


def test_cells_in_opposite_corners_are_refused_before_they_take_memory(read: Read) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    with pytest.raises(LimitError, match="reaches over"):
        read(with_sheet(far))


def test_a_sheet_that_unfolds_a_hundredfold_is_refused(read: Read) -> None:
    with pytest.raises(LimitError, match="bomb"):
        read(with_sheet(" " * 20_000_000), None, Limits(archive_ratio_from_bytes=1_000_000))


def test_an_opendocument_sheet_of_repeated_cells_is_refused(read: Read) -> None:
    out = io.BytesIO()
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f'<table:table table:name="S">{row}</table:table>')
    with pytest.raises(LimitError, match="reaches over"):
        read(out.getvalue())


def test_a_damaged_workbook_says_so(read: Read) -> None:
    whole = workbook(("A1", "x"))
    with pytest.raises(DamagedOriginalError):
        read(whole[: len(whole) // 2])
    with pytest.raises(OriginalError):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)


def test_a_workbook_without_a_cell_is_empty(read: Read) -> None:
    with pytest.raises(EmptyOriginalError):
        read(workbook())


@settings(max_examples=300, derandomize=True)
@given(st.floats(allow_nan=False, allow_infinity=False))
@example(1e300)
@example(-0.0)
def test_numbers_keep_fifteen_digits_and_have_no_exponent(value: float) -> None:
    text = number_text(value)
    assert "e" not in text.lower()
    assert abs(Decimal(text) - Decimal(value)) <= abs(Decimal(value)) * Decimal("1e-14")


@pytest.mark.large
def test_every_workbook_of_the_suite_is_read_or_refused(shared: Path, rows: RowsOf) -> None:
    read_tables = refused = 0
    for original in find_originals([shared / "formats/excel/calamine"], Limits()):
        assert not isinstance(original, OriginalError) or original.path
        try:
            if isinstance(original, OriginalError):
                raise original
            reader = choose_reader(original, ReadOptions(), Limits())
            for table in reader.tables(original, ReadOptions(), Limits()):
                rows(table)
                read_tables += 1
        except OriginalError as error:
            assert error.advice
            refused += 1
    assert read_tables >= 150
    assert refused <= 25


@pytest.mark.large
def test_the_workbooks_that_openpyxl_refuses_are_read(shared: Path, rows: RowsOf) -> None:
    file = shared / "spending/uk_suttoncoldfield/Payments-over-250-2017-18-Q1.xlsx"
    (found,) = find_originals([file], Limits())
    assert not isinstance(found, OriginalError)
    tables = choose_reader(found, ReadOptions(), Limits()).tables(found, ReadOptions(), Limits())
    assert [len(rows(table)) for table in tables] == [47, 35]
