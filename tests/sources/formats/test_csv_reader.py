"""Every record of a text is there, in its place, whatever is wrong with the file."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sunlit.errors import EmptyOriginalError, LimitError, OriginalError
from sunlit.settings import Limits
from sunlit.sources.formats import csv_reader
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.originals.find import find_originals
from sunlit.sources.raw import Original, RawTable

Read = Callable[..., list[RawTable]]
RowsOf = Callable[[RawTable], list[list[str | None]]]


def test_records_are_numbered_as_a_csv_reader_counts(read: Read) -> None:
    (table,) = read(b'Title\r\n\r\na,b\r\n"x\r\ny",2\r\n')
    (batch,) = table.batches
    assert batch.to_pydict() == {
        "c0": ["Title", None, "a", "x\r\ny"],
        "c1": [None, None, "b", "2"],
        "row_number": [1, 2, 3, 4],
        "locator": ["row=1", "row=2", "row=3", "row=4"],
    }


def test_cells_stay_text(read: Read, rows: RowsOf) -> None:
    text = 'code,zip,amount,none\n007,02134,"1,234.50",NULL\n" padded ",1e5,NA,\n'
    assert rows(read(text.encode())[0]) == list(csv.reader(io.StringIO(text)))


def test_short_records_end_in_nulls_and_empty_cells_are_empty(read: Read, rows: RowsOf) -> None:
    assert rows(read(b"a,b,c\n1\n1,,\n,,,4\n")[0]) == [
        ["a", "b", "c", None],
        ["1", None, None, None],
        ["1", "", "", None],
        ["", "", "", "4"],
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
def test_each_kind_of_line_end_is_read(end: str, read: Read, rows: RowsOf) -> None:
    content = end.join(["a,b", '1,"x, y"', "", "3,4"]).encode()
    assert rows(read(content)[0]) == [["a", "b"], ["1", "x, y"], [None, None], ["3", "4"]]


def test_an_unclosed_quotation_mark_swallows_no_rows(read: Read, rows: RowsOf) -> None:
    lines = [f"{n},Supplier {n},Item {n},{n}.00" for n in range(1, 200)]
    lines[49] = '50,Supplier 50,"Item 50,50.00'
    lines[119] = '120,Supplier 120,"Item 120,120.00'
    lines[120] = '121,Supplier 121,"Item, 121",121.00'
    lines[198] = '199,"Supplier 199,Item 199,199.00'
    (table,) = read("\n".join(lines).encode())
    got = rows(table)
    assert len(got) == 199
    assert got[49] == ["50", "Supplier 50", '"Item 50', "50.00"]
    assert got[50] == ["51", "Supplier 51", "Item 51", "51.00"]
    assert got[119] == ["120", "Supplier 120", '"Item 120', "120.00"]
    assert got[120] == ["121", "Supplier 121", "Item, 121", "121.00"]
    assert got[198] == ["199", '"Supplier 199', "Item 199", "199.00"]
    assert "3 records (row 50, 120, 199)" in table.warnings[-1]


def test_a_mark_that_never_closes_is_bounded_over_blocks(
    read: Read, rows: RowsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_reader, "BLOCK_BYTES", 5_000)
    lines = [f"{n},Supplier {n},Item {n},{n}.00" for n in range(1, 20_000)]
    lines[99] = '100,Supplier 100,"Item 100,100.00'
    got = rows(read("\n".join(lines).encode())[0])
    assert len(got) == 19_999
    assert got[99:101] == [
        ["100", "Supplier 100", '"Item 100', "100.00"],
        ["101", "Supplier 101", "Item 101", "101.00"],
    ]


def test_a_long_cell_of_many_lines_is_no_unclosed_mark(read: Read, rows: RowsOf) -> None:
    cell = "\n".join(f"paragraph {n}, with a comma" for n in range(300))
    text = f'a,b,c\n1,"{cell}",2\n' + "".join(f"{n},x,y\n" for n in range(50))
    assert rows(read(text.encode())[0])[1] == ["1", cell, "2"]


def test_inches_are_no_quotation_marks(read: Read, rows: RowsOf) -> None:
    got = rows(read(b'size,what,n\n4" pipe,x,1\n"6"" pipe",y,2\n8" pipe,"z",3\n')[0])
    assert [row[0] for row in got] == ["size", '4" pipe', '6" pipe', '8" pipe']


def test_excels_own_first_line_is_a_record_and_names_the_delimiter(
    read: Read, rows: RowsOf
) -> None:
    assert rows(read(b"sep=;\r\na;b\r\n1,5;2\r\n")[0]) == [["sep=", ""], ["a", "b"], ["1,5", "2"]]


def test_zero_bytes_go_and_are_counted(read: Read, rows: RowsOf) -> None:
    (table,) = read(b"a,b\n1,x\0\n3,4444444444444444\n" * 20)
    assert rows(table)[1] == ["1", "x"]
    assert "20 zero bytes" in table.warnings[0]


def test_utf16_is_read(read: Read, rows: RowsOf) -> None:
    assert rows(read("a\tb\nZoë\t£5\n".encode("utf-16"))[0]) == [["a", "b"], ["Zoë", "£5"]]


def test_a_wide_record_late_in_the_file_loses_no_cell(
    read: Read, rows: RowsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sunlit.sources.formats.batches.LOOKAHEAD_BYTES", 1)
    monkeypatch.setattr(csv_reader, "BLOCK_BYTES", 1_000)
    got = rows(read(b"a,b\n" * 1_000 + b"1,2,3,4\n")[0])
    assert (len(got), got[-1]) == (1_001, ["1", "2", "3", "4"])


def test_too_many_columns_and_endless_lines_are_refused(read: Read, rows: RowsOf) -> None:
    with pytest.raises(LimitError, match="10000 cells"):
        rows(read(b",".join([b"x"] * 10_000) + b"\n1,2\n")[0])
    with pytest.raises(LimitError, match="one line is longer"):
        read(b"x," * 2_000_000, None, Limits(line_bytes=1_000_000))
    with pytest.raises(LimitError, match="a cell is longer"):
        rows(read(b'a,b\n1,4" "' + b"xy" * 600_000 + b'"\n', None, Limits(cell_bytes=1_000_000))[0])


def test_a_file_of_blank_lines_is_empty(read: Read) -> None:
    with pytest.raises(EmptyOriginalError):
        read(b"\xef\xbb\xbf\n\n   \n")


def test_a_declared_delimiter_wins(read: Read, rows: RowsOf) -> None:
    options = ReadOptions(delimiter="|")
    assert rows(read(b"a,b|c,d\n1,2|3,4\n", options)[0]) == [["a,b", "c,d"], ["1,2", "3,4"]]


@pytest.mark.large
def test_csv_spectrum_is_read_as_its_json_says(shared: Path, rows: RowsOf) -> None:
    folder = shared / "formats/csv-dialect/csv-spectrum"
    for file in sorted((folder / "csvs").glob("*.csv")):
        expected = json.loads((folder / "json" / f"{file.stem}.json").read_text("utf-8", "replace"))
        expected = expected if isinstance(expected, list) else [expected]
        header, *records = rows(_tables(file)[0])
        if file.stem == "location_coordinates":  # its own JSON lost the degree signs
            assert len(records) == len(expected)
            continue
        got = [dict(zip(header, record, strict=True)) for record in records]
        # The copy of newlines_crlf.csv has lost its carriage returns.
        expected = [{k: v.replace("\r", "") for k, v in each.items()} for each in expected]
        assert got == expected, file.name


@pytest.mark.large
def test_every_horror_is_read_or_refused(shared: Path, rows: RowsOf) -> None:
    folder = shared / "formats/csv-dialect/messytables-horror"
    outcomes = {}
    for original in find_originals([folder], Limits()):
        try:
            if isinstance(original, OriginalError):
                raise original
            reader = choose_reader(original, ReadOptions(), Limits())
            tables = list(reader.tables(original, ReadOptions(), Limits()))
            outcomes[Path(original.path).name] = sum(len(rows(table)) for table in tables)
        except OriginalError as error:
            assert str(error).startswith(error.path)
            outcomes[Path(error.path).name] = -1
    assert len(outcomes) >= 36
    assert outcomes["html.html"] == -1
    assert outcomes["long.csv"] == 4000
    assert outcomes["simple.xlsx"] == outcomes["simple.csv"] == 7


@pytest.mark.large
def test_real_files_have_the_records_that_the_csv_module_counts(shared: Path, rows: RowsOf) -> None:
    for file in sorted((shared / "spending").rglob("*.csv")):
        content = file.read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
        expected = list(csv.reader(io.StringIO(text, newline="")))
        got = [[cell for cell in row if cell is not None] for row in rows(_tables(file)[0])]
        assert got == expected, file.name


def _tables(file: Path) -> list[RawTable]:
    (original,) = find_originals([file], Limits())
    assert isinstance(original, Original)
    reader = choose_reader(original, ReadOptions(), Limits())
    return list(reader.tables(original, ReadOptions(), Limits()))
