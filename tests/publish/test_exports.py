"""Every exporter writes all rows, neutralises what is hostile, and gives the same bytes again."""

import csv
import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sunlit.publish import EXPORTERS, Exporter, Law
from sunlit.publish.exports import as_html, as_xlsx
from sunlit.schema import batch_of
from sunlit.tables import FINDINGS, PURCHASES, AnswerWords, Finding

SHA = "c8674acdffa04bfd7ebe43251f07a215810a6ad01ef3bbe51dc956dbb4d3d183"
RADIO = "1 X Hytera BD615 UHF Quad Bundle Pack"
GOLDEN = Path(__file__).parent / "golden"
BY_NAME = {exporter.name: exporter for exporter in EXPORTERS}
ALL = pytest.mark.parametrize("exporter", EXPORTERS, ids=[e.name for e in EXPORTERS])


def written(exporter: Exporter, table: pa.Table, rows: int = 2, *law: Law, **how: Any) -> Any:
    """What the exporter writes of the table, handed over in batches of `rows`."""
    out: Any = io.BytesIO() if exporter.binary else io.StringIO()
    write = exporter.write_findings if table.schema == FINDINGS else exporter.write_purchases
    write(iter(table.to_batches(max_chunksize=rows)), out, *law, **how)
    return out.getvalue()


@ALL
def test_the_same_rows_give_the_same_output_however_they_are_cut(
    exporter: Exporter, findings: pa.Table, purchases: pa.Table
) -> None:
    for table in (findings, purchases):
        whole = written(exporter, table, 1000)
        assert whole == written(exporter, table, 1000)
        if exporter.name != "parquet":  # whose row groups are the batches
            assert whole == written(exporter, table, 2)


@ALL
def test_no_rows_still_give_a_whole_file(exporter: Exporter) -> None:
    for schema in (FINDINGS, PURCHASES):
        got = written(exporter, schema.empty_table())
        assert got or exporter.name in ("jsonl", "table")


@ALL
def test_each_row_is_in_the_output(exporter: Exporter, findings: pa.Table) -> None:
    got = written(exporter, findings)
    if exporter.name == "parquet":
        assert pq.read_table(io.BytesIO(got)).num_rows == findings.num_rows
        return
    text = _text(got)
    wanted = "locator" if exporter.name == "html" else "finding_id"
    assert all(str(value) in text for value in findings.column(wanted).to_pylist())


def _text(got: Any) -> str:
    if isinstance(got, str):
        return got
    if got[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(got)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    text: str = got.decode()
    return text


@pytest.mark.parametrize("name", ["jsonl", "csv"])
@pytest.mark.parametrize("what", ["findings", "purchases"])
def test_the_bytes_are_those_of_the_golden_file(
    name: str, what: str, request: pytest.FixtureRequest, law: Law
) -> None:
    exporter = BY_NAME[name]
    told = [law] if what == "findings" else []
    got = written(exporter, request.getfixturevalue(what), 2, *told)
    golden = GOLDEN / f"{what}{exporter.suffix}"
    if os.environ.get("SUNLIT_WRITE_GOLDEN"):
        golden.write_bytes(got)
    assert got == golden.read_bytes()


def test_json_lines_tell_what_they_share_once_and_before_it_is_referred_to(
    findings: pa.Table, law: Law
) -> None:
    lines = [
        orjson.loads(line) for line in written(BY_NAME["jsonl"], findings, 2, law).splitlines()
    ]
    told = [(line["record"], line.get("number")) for line in lines if "record" in line]
    assert len(set(told)) == len(told)
    assert [kind for kind, _ in told][:7] == [
        "knowledge", "original", "signal", "points", "columns", "instruments", "law",
    ]  # fmt: skip
    known: set[tuple[str, int | str]] = set()
    for line in lines:
        if "record" in line:
            known.add((line["record"], line.get("number") or line.get("path", "")))
        else:
            referred = {(kind, line[kind]) for kind in ("original", "points", "columns")}
            referred |= {("signal", mention["signal"]) for mention in line["mentions"]}
            assert referred <= known
    assert lines[6]["in_a_word"] == "law: ask first"


def test_a_path_that_was_read_twice_with_other_bytes_is_told_apart(
    build: Callable[..., Finding],
) -> None:
    first = build(1)
    changed = replace(first, original=replace(first.original, sha256="1" * 64))
    table = pa.Table.from_batches([batch_of(Finding, [first, changed, first])])
    lines = [orjson.loads(line) for line in written(BY_NAME["jsonl"], table).splitlines()]
    assert [line["sha256"] for line in lines if line.get("record") == "original"] == [SHA]
    told = [line.get("sha256") for line in lines if "record" not in line]
    assert told == [None, "1" * 64, None]


def test_no_line_holds_a_null_or_says_the_law_twice(findings: pa.Table, law: Law) -> None:
    for how in ({}, {"with_law": True}):
        got = written(BY_NAME["jsonl"], findings, 2, law, **how)
        rows = [orjson.loads(line) for line in got.splitlines()]
        assert not [key for row in rows for key, value in row.items() if value is None]
        assert (b'"why"' in got) == bool(how)


def test_a_line_with_the_law_stands_alone(findings: pa.Table, law: Law) -> None:
    got = written(BY_NAME["jsonl"], findings, 2, law, with_law=True).splitlines()
    first = orjson.loads(got[0])
    assert len(got) == 9
    assert first["original"]["sha256"] == SHA
    assert first["law_in_a_word"] == "law: ask first"
    assert first["status"][1]["missing"] == "whether the money is a federal grant"
    assert first["mentions"][0]["source"] == "https://example.org/names"
    assert first["row"][1] == {"column": "Description", "cell": first["description"]}


def test_json_purchases_have_exact_amounts_and_dates_as_well_as_known(purchases: pa.Table) -> None:
    lines = [orjson.loads(line) for line in written(BY_NAME["jsonl"], purchases).splitlines()]
    assert [line["amount"] for line in lines] == [
        "1234.5", "-45", "0", None, "12345678901234567890.123456",
    ]  # fmt: skip
    assert [line["date"] for line in lines] == ["2024-11-26", "2024-11", "2024-Q4", None, "2023"]
    assert lines[3]["description"] == "a\x00b\x1b[2J\nc\td"


def test_csv_neutralises_formulas_and_keeps_negative_amounts(
    findings: pa.Table, purchases: pa.Table
) -> None:
    rows = list(csv.DictReader(io.StringIO(written(BY_NAME["csv"], purchases).decode())))
    assert rows[2]["description"] == "'=1+1"
    assert rows[2]["supplier"] == "'-2+3|cmd"
    assert [row["amount"] for row in rows[:3]] == ["1234.5", "-45", "0"]
    assert rows[1]["amount_text"] == "-45.00"
    assert rows[3]["description"] == "ab[2J\nc\td"
    assert rows[0]["transaction_id"] == "000123"
    found = list(csv.DictReader(io.StringIO(written(BY_NAME["csv"], findings).decode())))
    assert found[8]["description"].startswith("'=cmd")
    assert found[8]["supplier"] == "'@SUM(1+1)"
    assert found[3]["amount"] == "-500"


def test_parquet_keeps_types_and_nesting(findings: pa.Table, purchases: pa.Table, law: Law) -> None:
    assert pq.read_table(io.BytesIO(written(BY_NAME["parquet"], findings))).equals(findings)
    assert pq.read_table(io.BytesIO(written(BY_NAME["parquet"], purchases))).equals(purchases)
    once = pq.ParquetFile(io.BytesIO(written(BY_NAME["parquet"], findings, 2, law)))
    assert once.read().equals(findings)
    assert len(orjson.loads(once.metadata.metadata[b"sunlit.law"])) == 2
    beside = pq.read_table(io.BytesIO(written(BY_NAME["parquet"], findings, 2, law, with_law=True)))
    assert beside.column("status")[0][1]["instrument"].as_py() == "uk-example"


def sheets(got: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(got))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_a_workbook_has_numbers_for_amounts_and_no_formula_or_link(
    findings: pa.Table, purchases: pa.Table
) -> None:
    got = written(BY_NAME["xlsx"], purchases)
    rows = sheets(got)["purchases"]
    at = {name: place for place, name in enumerate(rows[0])}
    assert [row[at["amount"]] for row in rows[1:4]] == [1234.5, -45, 0]
    assert rows[5][at["amount"]] == "12345678901234567890.123456"  # a number would be rounded
    assert rows[3][at["description"]] == "'=1+1"
    assert rows[1][at["date"]] == datetime(2024, 11, 26)
    assert rows[2][at["date"]] == "2024-11"  # a day of its own would claim too much
    for table in (findings, purchases):
        text = _text(written(BY_NAME["xlsx"], table))
        assert "<f>" not in text
        assert "hyperlink" not in text
        assert "autoFilter" in text
        assert 'state="frozen"' in text


def test_a_workbook_has_the_mentions_on_a_second_sheet(findings: pa.Table) -> None:
    got = sheets(written(BY_NAME["xlsx"], findings))
    assert list(got) == ["findings", "mentions"]
    assert len(got["mentions"]) == 1 + 9
    assert got["mentions"][1][:6] == (f"{1:016x}", "Description", "description", 4, 10, "Hytera")


def test_a_full_sheet_goes_on_in_a_further_one(purchases: pa.Table) -> None:
    out = io.BytesIO()
    as_xlsx.write_purchases(iter(purchases.to_batches()), out, sheet_rows=3)
    got = sheets(out.getvalue())
    assert [(name, len(rows)) for name, rows in got.items()] == [
        ("purchases", 3), ("purchases 2", 3), ("purchases 3", 2),
    ]  # fmt: skip
    assert len({rows[0] for rows in got.values()}) == 1


@pytest.mark.parametrize("filling", ["x", "é", "𝔥"], ids=["ascii", "accent", "two units"])
def test_a_cell_longer_than_the_format_allows_is_cut_aloud(filling: str) -> None:
    got = as_xlsx.cell_text(filling * 40_000)
    assert len(got.encode("utf-16-le")) // 2 <= as_xlsx.CELL_CHARACTERS
    assert got.endswith("see the original]")


def test_text_that_looks_like_an_escape_of_the_format_stays_text(purchases: pa.Table) -> None:
    odd = purchases.set_column(
        purchases.schema.get_field_index("description"),
        PURCHASES.field("description"),
        pa.array(["_x000D_"] * purchases.num_rows),
    )
    # ECMA-376 part 1, 22.4.2.4: the underscore of such text is itself escaped, once.
    assert "<t>_x005F_x000D_</t>" in _text(written(BY_NAME["xlsx"], odd))


def test_html_escapes_marks_the_hit_and_asks_nothing_of_the_outside(findings: pa.Table) -> None:
    page = written(BY_NAME["html"], findings).decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;recorder&lt;/b&gt;" in page
    assert "<mark>Hytera</mark>" in page
    assert "default-src &#39;none&#39;" in page
    assert "\x1b" not in page
    assert not re.search(r"(src|href|url)\s*[=(]\s*['\"]?(https?:)?//", page)
    assert "unreviewed" in page


def test_html_says_how_many_rows_it_leaves_out(purchases: pa.Table) -> None:
    out = io.BytesIO()
    as_html.write_purchases(iter(purchases.to_batches(2)), out, shown_rows=3)
    page = out.getvalue().decode()
    assert "The first 3 of 5 rows are shown; 2 are left out." in page
    assert page.count("<tr>") == 1 + 3


def test_the_table_in_a_pipe_is_one_whole_line_per_row_without_colour(findings: pa.Table) -> None:
    lines = written(BY_NAME["table"], findings).splitlines()
    assert len(lines) == 1 + 9
    assert "\x1b" not in "".join(lines)
    assert lines[1].split("\t")[:4] == [
        "Hyndburn Borough Council", "2024-11-26 paid", "780.77 GBP", "Northern Radio Supplies Ltd",
    ]  # fmt: skip


def test_amounts_beyond_floats_are_exact_in_every_text_format(purchases: pa.Table) -> None:
    exact = Decimal("12345678901234567890.123456")
    for name in ("jsonl", "csv"):
        assert str(exact) in written(BY_NAME[name], purchases).decode()


@pytest.mark.parametrize("name", ["csv", "xlsx", "html", "table"])
def test_formats_for_people_show_the_law_in_a_word_when_given(
    name: str, findings: pa.Table, law: Law
) -> None:
    assert _text(written(BY_NAME[name], findings, 2, law)).count("law: ask first") == 9


def test_a_thousand_findings_take_less_than_a_megabyte_though_the_law_is_long(
    build: Callable[..., Finding], build_answer: Callable[..., AnswerWords]
) -> None:
    words = {"quote": "may not procure or obtain " * 8, "why": "It binds federal bodies. " * 8}

    class LongLaw:
        def answers(self, finding: Finding) -> list[AnswerWords]:
            return [build_answer(f"rule-{number}", **words) for number in range(21)]

        def in_a_word(self, finding: Finding) -> str:
            return "listed 2019-08-13; depends on the buyer, money, use"

    rows = [build(number, description=f"{RADIO}, lot {number}") for number in range(1_000)]
    table = pa.Table.from_batches([batch_of(Finding, rows)])
    assert len(written(BY_NAME["jsonl"], table, 500, LongLaw())) < 1_000_000
    assert len(written(BY_NAME["jsonl"], table, 500, LongLaw(), with_law=True)) > 15_000_000
