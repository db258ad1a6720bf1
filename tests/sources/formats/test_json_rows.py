"""A list of records, an answer of a portal, lines or one document: each gives its rows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.errors import (
    DamagedOriginalError,
    EmptyOriginalError,
    LimitError,
    NotSpendingDataError,
)
from sunlit.settings import Limits
from sunlit.sources.formats import json_rows, json_text
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original, RawTable

Read = Callable[..., list[RawTable]]
RowsOf = Callable[[RawTable], list[list[str | None]]]


def dicts(table: RawTable, rows: RowsOf) -> list[dict[str, str | None]]:
    assert table.header is not None
    return [dict(zip(table.header, row, strict=True)) for row in rows(table)]


def locators(table: RawTable) -> list[str]:
    return [place for batch in table.batches for place in batch.column("locator").to_pylist()]


def test_numbers_keep_the_characters_that_were_published(read: Read, rows: RowsOf) -> None:
    text = b'[{"a": 1.10, "b": 1e6, "c": 007, "d": -0.0, "e": 12345678901234567890.123}]'
    text = text.replace(b"007", b"7")
    assert rows(read(text)[0]) == [["1.10", "1e6", "7", "-0.0", "12345678901234567890.123"]]


def test_keys_are_unified_over_the_file(read: Read, rows: RowsOf) -> None:
    (table,) = read(b'[{"a": "x"}, {"b": null, "c": true}, {"a": "", "c": false}]')
    assert table.header == ("a", "b", "c")
    assert rows(table) == [["x", None, None], [None, None, "true"], ["", None, "false"]]


def test_nested_values_are_flattened(read: Read, rows: RowsOf) -> None:
    record = {"a": {"b": {"c": "x"}}, "words": ["u", "v"], "props": [{"name": "n", "value": 1}]}
    (row,) = dicts(read(json.dumps([record]).encode())[0], rows)
    assert row == {"a.b.c": "x", "words": "u; v", "props": '[{"name": "n", "value": 1}]'}


def test_the_lines_of_a_record_are_rows_that_repeat_its_values(read: Read, rows: RowsOf) -> None:
    text = (
        b'[{"po": "7", "total": 30, "lines": [{"item": "a", "total": 10}, {"item": "b"}]},'
        b' {"po": "8", "lines": []}]'
    )
    (table,) = read(text)
    assert table.understanding["repeated"] == "po; total"
    assert dicts(table, rows) == [
        {"lines.item": "a", "lines.total": "10", "po": "7", "total": "30"},
        {"lines.item": "b", "lines.total": None, "po": "7", "total": "30"},
        {"lines.item": None, "lines.total": None, "po": "8", "total": None},
    ]
    assert locators(read(text)[0]) == ["/0/lines/0", "/0/lines/1", "/1"]


def test_two_lists_in_a_record_split_nothing(read: Read, rows: RowsOf) -> None:
    (row,) = dicts(read(b'[{"a": [{"x": 1}], "b": [{"y": 2}]}]')[0], rows)
    assert row == {"a": '[{"x": 1}]', "b": '[{"y": 2}]'}


def test_a_document_gives_the_rows_of_its_main_list(read: Read, rows: RowsOf) -> None:
    document = {
        "id": "0119",
        "buyer": {"name": "B"},
        "products": [{"name": "camera", "cost": "10,5", "specifications": [{"name": "x", "value": "y"}]}] * 3,
        "participants": [{"id": "1", "bid": "9"}],
    }  # fmt: skip
    (table,) = read(json.dumps(document).encode())
    got = dicts(table, rows)
    assert len(got) == 3
    assert got[0]["id"] == "0119"
    assert got[0]["buyer.name"] == "B"
    assert got[0]["products.name"] == "camera"
    assert got[0]["participants"] == '[{"id": "1", "bid": "9"}]'


def test_a_document_without_a_list_is_one_row(read: Read, rows: RowsOf) -> None:
    (table,) = read(b'{"buyer": "B", "amount": 12.50, "supplier": {"name": "S"}}')
    assert dicts(table, rows) == [{"buyer": "B", "amount": "12.50", "supplier.name": "S"}]


def test_ckan(read: Read, rows: RowsOf) -> None:
    answer = {
        "help": "https://portal/help", "success": True,
        "result": {
            "fields": [{"id": key, "type": "text"} for key in "abcdefgh"],
            "records": [{"a": "1", "b": "x"}, {"a": "2", "b": "y"}],
            "total": 2, "limit": 100, "_links": {"start": "/x", "next": "/y"},
        },
    }  # fmt: skip
    (table,) = read(json.dumps(answer).encode())
    assert dicts(table, rows) == [{"a": "1", "b": "x"}, {"a": "2", "b": "y"}]
    assert locators(read(json.dumps(answer).encode())[0])[1] == "/result/records/1"


def test_rows_of_lists_take_their_names_from_the_columns_beside_them(
    read: Read, rows: RowsOf
) -> None:
    socrata = {
        "meta": {"view": {"name": "Payments", "columns": [{"name": "sid"}, {"name": "Vendor"}, {"name": "Amount"}]}},
        "data": [["r-1", "Acme", "12.50"], ["r-2", "Bravo", None]],
    }  # fmt: skip
    (table,) = read(json.dumps(socrata).encode())
    assert table.header == ("sid", "Vendor", "Amount")
    assert rows(table) == [["r-1", "Acme", "12.50"], ["r-2", "Bravo", None]]


def test_rows_of_lists_without_names_are_read_by_place(read: Read, rows: RowsOf) -> None:
    (table,) = read(b'[["a", "b"], [1, 2.50], [3]]')
    assert table.header is None
    assert rows(table) == [["a", "b"], ["1", "2.50"], ["3", None]]


def test_arcgis_and_geojson_keep_their_cells_inside(read: Read, rows: RowsOf) -> None:
    arcgis = {
        "objectIdFieldName": "OBJECTID", "geometryType": "esriGeometryPoint",
        "fields": [{"name": "OBJECTID", "type": "oid", "alias": "OBJECTID"}] * 9,
        "features": [{"attributes": {"OBJECTID": 1, "Vendor": "A"}, "geometry": {"x": 1.5}}],
    }  # fmt: skip
    assert dicts(read(json.dumps(arcgis).encode())[0], rows) == [
        {"OBJECTID": "1", "Vendor": "A", "geometry.x": "1.5"}
    ]
    geojson = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"v": "A"}, "geometry": None}]}  # fmt: skip
    assert dicts(read(json.dumps(geojson).encode())[0], rows) == [
        {"v": "A", "type": "Feature", "geometry": None}
    ]


def test_every_list_of_an_answer_is_a_table(read: Read, rows: RowsOf) -> None:
    payments, contracts = read(
        b'{"payments": [{"a": "xxxxxx"}], "page": 1, "contracts": [{"b": 1}]}'
    )
    assert (payments.name, rows(payments)) == ("", [["xxxxxx"]])
    assert (contracts.name, rows(contracts)) == ("/contracts", [["1"]])


def test_what_an_answer_says_of_itself_is_named(read: Read) -> None:
    (table,) = read(b'{"count": 1, "next": null, "results": [{"a": 1}]}')
    assert table.understanding["left_out"] == "/count; /next"


def test_a_list_too_large_for_a_cell_is_a_table(read: Read, rows: RowsOf) -> None:
    words = ["word"] * 200_000
    document, column = read(json.dumps({"buyer": "B", "words": words}).encode())
    assert rows(document) == [["B"]]
    assert (column.name, len(rows(column))) == ("/words", 200_000)


def test_a_value_among_lists_is_a_row(read: Read, rows: RowsOf) -> None:
    assert rows(read(b'[["a", "b"], 5, [[]]]')[0]) == [["a", "b"], ["5", None], ["", None]]


def test_bad_lines_are_refused_and_the_rest_read(read: Read, rows: RowsOf) -> None:
    (table,) = read(b'{"a": 1}\n\n{"a": 2\n{"a": 3}\n')
    (batch,) = table.batches
    assert batch.to_pydict() == {
        "c0": ["1", "3"], "row_number": [1, 3], "locator": ["line=1", "line=4"],
    }  # fmt: skip
    (refused,) = table.refused
    assert (refused["locator"], refused["row_number"]) == ("line=3", 2)
    assert refused["cells"] == '["{\\"a\\": 2"]'


@pytest.mark.parametrize(
    "content", [b'[{"a": 1}, {"a": 2', b'[{"a": 1} {"a": 2}]', b'{"a": [1, 2}', b'[{"a": 1}] x']
)
def test_broken_json_gives_an_error_and_no_rows(content: bytes, read: Read) -> None:
    with pytest.raises(DamagedOriginalError, match="line 1"):
        read(content)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b'{"error": true, "message": "You must be logged in"}', NotSpendingDataError),
        (b'{"error": {"code": 400, "message": "Invalid query", "details": []}}', NotSpendingDataError),
        (b'{"success": false, "error": {"message": "Not found"}}', NotSpendingDataError),
        (b"[]", EmptyOriginalError),
        (b"{}", EmptyOriginalError),
        (b'{"success": true, "result": {"records": [], "total": 0}}', EmptyOriginalError),
        (b"[" * 5_000 + b"]" * 5_000, LimitError),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, LimitError),
        (b'[{"a":' * 300 + b"1" + b"}]" * 300, LimitError),
    ],
)  # fmt: skip
def test_what_holds_no_rows_says_why(content: bytes, error: type[Exception], read: Read) -> None:
    with pytest.raises(error):
        for table in read(content):
            list(table.batches)


def test_records_without_end_of_names_are_refused(read: Read) -> None:
    records = json.dumps([{f"key {n}": 1} for n in range(30)]).encode()
    with pytest.raises(LimitError, match="columns"):
        read(records, None, Limits(columns=20))


def test_half_a_surrogate_pair_is_replaced(read: Read, rows: RowsOf) -> None:
    assert rows(read(b'[{"a": "x\\ud800y"}]')[0]) == [["x\ufffdy"]]


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
RECORDS = st.lists(st.dictionaries(st.sampled_from("abcd"), PLAIN, min_size=1), min_size=1)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(records=RECORDS, block_bytes=st.integers(1, 40), ascii_only=st.booleans())
def test_lists_of_records_read_as_plain_python_reads_them(
    records: list[dict[str, Any]],
    block_bytes: int,
    ascii_only: bool,
    original: Callable[..., Original],
    rows: RowsOf,
) -> None:
    content = json.dumps(records, ensure_ascii=ascii_only).encode("utf-8", "replace")
    with patch.object(json_text, "BLOCK_BYTES", block_bytes):
        (table,) = json_rows.tables(original(content), ReadOptions(), Limits())
        got = dicts(table, rows)
    text = {True: "true", False: "false", None: None}
    expected = json.loads(content)
    assert len(got) == len(records)
    for row, record in zip(got, expected, strict=True):
        for key, value in record.items():
            plain = text[value] if value is None or isinstance(value, bool) else str(value)
            assert row[key] == (
                plain and plain.encode("utf-8", "replace").decode()
            ) or "\\u" in str(json.dumps(value))


@pytest.mark.large
def test_real_answers_of_portals_are_read(shared: Path, read: Read, rows: RowsOf) -> None:
    counts = {
        "formats/canada/ckan_datastore_search_contracts_last_page.json": (3, 32),
        "formats/socrata/sodapy/tests/test_data/bike_counts_page_1.json": (1000, 4),
        "formats/us-checkbook/baton_rouge_po_54bn-2sqf.rows.json": (3, 35),
        "spending/br_pncp/licitacoes.json": (479, 13),
        "spending/eu_ted_flags/china_contracts_found.json": (3047, 9),
        "spending/ru_zakupki/0119200000125015759.json": (6, 21),
        "spending/ru_zakupki/0173100002325000015.json": (1, 20),
    }
    for name, (count, columns) in counts.items():
        (table,) = read((shared / name).read_bytes())
        assert (len(rows(table)), len(table.header or ())) == (count, columns), name
