"""Is a row known again however its original is published, and only then?"""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources import Original, ReadOptions, read, row_key, row_keys

Make = Callable[..., Original]
HEADER = ("Payment Date", "Supplier", "Description", "Reference", "Amount")
ROWS = (
    (dt.date(2024, 11, 26), "Café Alder Ltd", "4 dome cameras; black", "0017", "780.77"),
    (dt.date(2024, 11, 13), "Birch, Sons & Co", "Repair of the old gate", "0018", "1234.5"),
    (dt.date(2024, 12, 3), "Café Alder Ltd", "Credit for a camera", "0019", "-12"),
    (dt.date(2024, 12, 31), "Œuvre SA", "", "0020", "1000000"),
)


def comma(rows: Sequence[Sequence[object]] = ROWS) -> bytes:
    lines = [",".join(HEADER)]
    for day, *texts, amount in rows:
        assert isinstance(day, dt.date)
        quoted = ",".join(f'"{text}"' for text in texts)
        lines.append(f'{day:%d/%m/%Y},{quoted},"{float(str(amount)):,.2f}"')
    return "\n".join(lines).encode() + b"\n"


def semicolon() -> bytes:
    """As a German spreadsheet exports it: cp1252, CRLF, a comma before the cents, title lines."""
    lines = ["Payments of the council;;;;", "", ";".join(HEADER)]
    for day, supplier, description, reference, amount in ROWS:
        written = f"{float(amount):,.2f}".translate(str.maketrans(".,", ",."))
        cells = (f"{day:%d.%m.%Y}", f" {supplier} ", f'"{description}"', reference, written, "", "")
        lines.append(";".join(cells))
    return "\r\n".join(lines).encode("cp1252") + b"\r\n"


def workbook() -> bytes:
    """As a person keeps it: days are days, amounts are numbers, references are text."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Payments")
    as_day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADER)
    for number, (day, *texts, amount) in enumerate(ROWS, start=1):
        sheet.write_datetime(number, 0, dt.datetime.combine(day, dt.time()), as_day)
        for column, text in enumerate(texts, start=1):
            sheet.write_string(number, column, text)
        sheet.write_number(number, 4, float(amount))
    book.close()
    return stream.getvalue()


@pytest.fixture
def keys(original: Make) -> Callable[..., list[str]]:
    def keys_of(content: bytes, path: str = "payments.csv", **said: str) -> list[str]:
        source = replace(original(content), path=path)
        batches = list(read(source, ReadOptions.said(said), DEFAULT_LIMITS))
        return [key for batch in batches for key in row_keys(batch.cells)]

    return keys_of


def test_each_row_has_a_key_of_its_own(keys: Callable[..., list[str]]) -> None:
    found = keys(comma())
    assert len(set(found)) == len(ROWS)
    assert all(len(key) == 32 and int(key, 16) >= 0 for key in found)


@pytest.mark.parametrize(
    "export", [semicolon, workbook], ids=["semicolon, cp1252, CRLF, titles", "workbook"]
)
def test_an_export_in_another_format_keeps_every_key(
    keys: Callable[..., list[str]], export: Callable[[], bytes]
) -> None:
    assert keys(export()) == keys(comma())


def test_appended_moved_and_renamed_rows_keep_their_keys(keys: Callable[..., list[str]]) -> None:
    before = keys(comma())
    more = (*reversed(ROWS), (dt.date(2025, 1, 2), "Cedar", "Paint", "0021", "9.99"))
    after = keys(comma(more), path="payments-2025.csv")
    assert after[:-1] == before[::-1]
    assert after[-1] not in before


def test_a_row_that_stands_twice_has_one_key_twice(keys: Callable[..., list[str]]) -> None:
    first, second = keys(comma((ROWS[0], ROWS[0])))
    assert first == second


@pytest.mark.parametrize(
    ("column", "value"),
    [(0, dt.date(2024, 11, 27)), (1, "Cafe Alder Ltd"), (2, "5 dome cameras"), (4, "780.78")],
    ids=["day", "supplier", "description", "amount"],
)
def test_a_corrected_cell_changes_its_row_alone(
    keys: Callable[..., list[str]], column: int, value: object
) -> None:
    corrected = [*ROWS[0]]
    corrected[column] = value
    before, after = keys(comma()), keys(comma((corrected, *ROWS[1:])))
    assert after[0] != before[0]
    assert after[1:] == before[1:]


def test_columns_that_hold_no_words_do_not_count() -> None:
    def cells(ignored: str) -> pa.RecordBatch:
        fields = [
            pa.field("c0", pa.string(), metadata={b"field": b"ignored", b"column": b"row id"}),
            pa.field("c1", pa.string(), metadata={b"field": b"title", b"column": b"What"}),
        ]
        return pa.record_batch([[ignored], ["Gate"]], schema=pa.schema(fields))

    assert row_keys(cells("1")) == row_keys(cells("2")) == [row_key(["Gate"])]


def test_an_amount_that_a_layout_takes_from_another_column_counts(
    keys: Callable[..., list[str]],
) -> None:
    head = b"rec_type,po_num,total_amt,dt_tot_cost,vend_name_1\n"
    one, other = keys(head + b"H,7,13682,,Alder\nH,7,13683,,Alder\n", date_order="mdy")
    assert one != other


def test_chosen_rows_are_keyed_in_their_order(original: Make) -> None:
    (batch,) = read(original(comma()), ReadOptions(), DEFAULT_LIMITS)
    every = row_keys(batch.cells)
    assert row_keys(batch.cells, [3, 0, 3]) == [every[3], every[0], every[3]]


@given(st.lists(st.text()), st.integers(0, 3))
def test_blank_cells_at_the_end_do_not_count(cells: list[str], blanks: int) -> None:
    assert row_key(cells) == row_key([*cells, *[""] * blanks])
