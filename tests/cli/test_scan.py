"""Does `sunlit scan` find, write and account as it promises, with the exit status it promises?"""

import csv
import io
import json
from pathlib import Path

import jsonschema
import openpyxl
import pyarrow.parquet as pq
import pytest
from tests.cli.conftest import HEAD, HIT, PLAIN, Sunlit, findings

from sunlit.publish import load_schema


def test_a_finding_says_who_what_when_where_and_why(sunlit: Sunlit, payments: Path) -> None:
    scan = ("scan", payments, "--format", "jsonl", "--jurisdiction", "GB", "--buyer", "Ash DC")
    ran = sunlit(*scan, "--with-law")
    assert ran.status == 0
    (found,) = findings(ran.out)
    told = {k: found[k] for k in ("row_number", "buyer", "supplier", "date", "party", "grade")}
    assert told == {
        "row_number": 17,
        "buyer": "Ash DC",
        "supplier": "Alder Ltd",
        "date": "2024-11-26",
        "party": "hikvision",
        "grade": "named",
    }
    assert (found["amount"], found["currency"], found["kind"]) == ("780.77", "GBP", "payment")
    (mention, *_) = found["mentions"]
    description = "4 x Hikvision dome cameras"
    assert description[mention["start"] : mention["end"]] == mention["text"]
    assert found["original"]["path"] == str(payments)
    assert {one["instrument"] for one in found["status"]} >= {"us-ndaa-889-a1a"}
    (short,) = findings(sunlit(*scan).out)
    assert "status" not in short
    for line in (found, short):
        jsonschema.validate(line, load_schema("finding"))


def test_the_summary_and_the_account_follow_on_standard_error(
    sunlit: Sunlit, payments: Path
) -> None:
    ran = sunlit("scan", payments, "--format", "jsonl")
    assert "1 purchase" in ran.err
    assert "17 rows read = 16 purchases + 0 quarantined + 1 excluded" in ran.err
    assert sunlit("scan", payments, "--format", "jsonl", "--quiet").err == ""


def test_the_report_accounts_for_each_original(
    sunlit: Sunlit, payments: Path, tmp_path: Path
) -> None:
    report = tmp_path / "account.json"
    sunlit("scan", payments, "--format", "jsonl", "--report", report, "--quiet")
    account = json.loads(report.read_text())
    jsonschema.validate(account, load_schema("account"))
    (original,) = account["originals"]
    assert original["rows_read"] == 17
    assert original["rows_read"] == sum(
        original[part] for part in ("purchases", "quarantined", "excluded")
    )


def test_rows_that_are_refused_give_status_three_and_stand_in_the_report(
    sunlit: Sunlit, tmp_path: Path
) -> None:
    path, report = tmp_path / "odd.csv", tmp_path / "account.json"
    path.write_text(HEAD + PLAIN + "28/11/2024,Alder Ltd,Gate,see note\n")
    ran = sunlit("scan", path, "--format", "jsonl", "--report", report)
    assert ran.status == 3
    (row,) = json.loads(report.read_text())["originals"][0]["quarantined_rows"]
    assert (row["row_number"], row["reason"]) == (17, "amount_unreadable")
    assert "see note" in json.dumps(row)


@pytest.mark.parametrize("ending", ["jsonl", "csv", "xlsx", "parquet", "html", "txt"])
def test_the_ending_of_out_chooses_the_format(
    sunlit: Sunlit, payments: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"found.{ending}"
    ran = sunlit("scan", payments, "--out", out, "--quiet")
    assert (ran.status, ran.out) == (0, "")
    content = out.read_bytes()
    if ending == "parquet":
        assert pq.read_table(out).column("party").to_pylist() == ["hikvision"]
    elif ending == "xlsx":
        values = [row for sheet in openpyxl.load_workbook(out) for row in sheet.values]
        assert any("hikvision" in map(str, row) for row in values)
    else:
        assert b"ikvision" in content


def test_the_same_run_gives_the_same_bytes(sunlit: Sunlit, payments: Path, tmp_path: Path) -> None:
    for ending in ("jsonl", "csv", "xlsx", "parquet", "html"):
        written = []
        for name in ("one", "two"):
            out = tmp_path / f"{name}.{ending}"
            sunlit("scan", payments, "--out", out, "--quiet")
            written.append(out.read_bytes())
        assert written[0] == written[1], ending


def test_formula_cells_and_markup_are_neutral_in_every_file(sunlit: Sunlit, tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    evil = '"=HYPERLINK(""http://x.example"",""Hikvision dome camera"")"'
    markup = "<script>alert(1)</script> Hikvision dome camera <img src=x onerror=alert(2)>"
    rows = [f"27/11/2024,+cmd|' /C calc'!A0,{evil},1.50", f"27/11/2024,@SUM(1),{markup},2.50"]
    path.write_text(HEAD + PLAIN + "\n".join(rows) + "\n")
    for verb in ("scan", "read"):
        for ending in ("csv", "xlsx", "html"):
            ran = sunlit(verb, path, "--out", tmp_path / f"{verb}.{ending}", "--quiet")
            assert ran.status == 0
        table = list(csv.reader(io.StringIO((tmp_path / f"{verb}.csv").read_text("utf-8-sig"))))
        assert any("Hikvision" in cell for row in table for cell in row)
        assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "@")]
        for sheet in openpyxl.load_workbook(tmp_path / f"{verb}.xlsx"):
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
        page = (tmp_path / f"{verb}.html").read_text()
        assert "&lt;script&gt;" in page
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page


def test_control_characters_do_not_reach_the_terminal(sunlit: Sunlit, tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    path.write_text(
        HEAD + PLAIN + "27/11/2024,\x1b]0;owned\x07Alder,Hikvision \x1b[31mcamera,1.50\n"
    )
    for arguments in (["scan", path], ["read", path], ["grep", path], ["columns", path]):
        ran = sunlit(*arguments)
        assert "\x1b" not in ran.out.replace("\x1b[0m", ""), arguments


def test_a_purchase_published_twice_counts_once(sunlit: Sunlit, tmp_path: Path) -> None:
    for name in ("november.csv", "november-again.csv"):
        (tmp_path / name).write_text(HEAD + PLAIN + HIT)
    (tmp_path / "november-again.csv").write_text(HEAD + HIT + PLAIN)
    (found,) = findings(sunlit("scan", tmp_path, "--format", "jsonl", "--with-law", "-q").out)
    assert json.dumps(found).count("november") >= 2


def test_a_higher_score_shows_less(sunlit: Sunlit, payments: Path) -> None:
    ran = sunlit("scan", payments, "--format", "jsonl", "--min-score", "1", "--quiet")
    assert (ran.status, ran.out) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Missing argument"),
        (["{}", "--map", "Amount"], "COLUMN=FIELD"),
        (["{}", "--map", "Amount=money"], "COLUMN=FIELD"),
        (["{}", "--format", "xlsx"], "--out"),
        (["{}", "--min-score", "2"], "--min-score"),
        (["{}", "--encoding", "utf-9"], "cp1252"),
        (["{}", "--decimal-mark", "x"], "write . or ,"),
        (["{}", "--out", "no/such/folder/x.csv"], "no/such/folder"),
        (["{}", "--bogus"], "--bogus"),
    ],
)
def test_a_wrong_command_is_told_what_to_write(
    sunlit: Sunlit, payments: Path, arguments: list[str], says: str
) -> None:
    ran = sunlit("scan", *(a.format(payments) for a in arguments))
    assert ran.status == 2
    assert says in " ".join(ran.err.split())


def test_a_mapping_to_a_column_that_is_not_there_names_those_that_are(
    sunlit: Sunlit, payments: Path
) -> None:
    ran = sunlit("scan", payments, "--map", "Suplier=supplier", "--quiet")
    assert ran.status == 1
    assert "'Suplier'" in ran.err
    assert "Supplier" in ran.err


def test_the_order_of_dates_is_asked_and_the_flag_answers(sunlit: Sunlit, tmp_path: Path) -> None:
    path = tmp_path / "asks.csv"
    path.write_text(HEAD + "01/02/2024,Alder Ltd,4 x Hikvision dome cameras,1.00\n" * 3)
    asked = sunlit("scan", path, "--format", "jsonl", "--quiet")
    assert asked.status == 1
    for part in ("'01/02/2024'", "day/month or month/day", "--date-order dmy", "--date-order mdy"):
        assert part in asked.err
    told = sunlit("scan", path, "--format", "jsonl", "--quiet", "--date-order", "mdy")
    assert {finding["date"] for finding in findings(told.out)} == {"2024-01-02"}
