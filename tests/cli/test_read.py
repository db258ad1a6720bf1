"""Does `sunlit read` write every purchase, from files, folders and standard input?"""

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import HEAD, HIT, PLAIN, Sunlit

from sunlit.tables import PURCHASES


def test_every_purchase_is_written_with_the_columns_of_the_table(
    sunlit: Sunlit, payments: Path, tmp_path: Path
) -> None:
    out = tmp_path / "tidy.csv"
    assert sunlit("read", payments, "--out", out, "--quiet").status == 0
    table = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert len(table) == 16
    assert list(table[0]) == PURCHASES.names
    assert (table[-1]["amount"], table[-1]["date"]) == ("780.77", "2024-11-26")


def test_standard_input_is_read_like_a_file(sunlit: Sunlit) -> None:
    ran = sunlit("read", "-", "--format", "jsonl", stdin=(HEAD + PLAIN + HIT).encode())
    assert ran.status == 0
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert {row["original"] for row in rows} == {"standard input"}
    assert len(rows) == 16


def test_standard_input_may_be_packed(sunlit: Sunlit) -> None:
    ran = sunlit("read", "-", "--format", "jsonl", stdin=gzip.compress((HEAD + PLAIN).encode()))
    assert len(ran.out.splitlines()) == 15


def test_a_folder_is_read_whole_in_the_order_of_its_names(sunlit: Sunlit, tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.csv").write_text(HEAD + PLAIN + f"28/11/2024,{name} Ltd,Gate,1.00\n")
    ran = sunlit("read", tmp_path, "--format", "jsonl", "--quiet")
    originals = [json.loads(line)["original"] for line in ran.out.splitlines()]
    assert originals == sorted(originals)
    assert len(set(originals)) == 3


def test_a_file_given_twice_is_said_to_be_the_same(
    sunlit: Sunlit, payments: Path, tmp_path: Path
) -> None:
    copy, report = tmp_path / "copy.csv", tmp_path / "account.json"
    copy.write_bytes(payments.read_bytes())
    sunlit("read", payments, copy, "--format", "jsonl", "--report", report, "--quiet")
    first, second = json.loads(report.read_text())["originals"]
    assert first["same_bytes_as"] is None
    assert second["same_bytes_as"] == str(payments)


def test_a_reader_of_the_output_that_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text(HEAD + PLAIN * 4_000)
    program = [sys.executable, "-c", "from sunlit.cli import main; main()"]
    with subprocess.Popen(
        [*program, "read", str(many), "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"buyer")
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


def test_nothing_half_written_is_left_when_the_run_fails(sunlit: Sunlit, tmp_path: Path) -> None:
    out = tmp_path / "out" / "tidy.csv"
    out.parent.mkdir()
    bad = tmp_path / "bad.csv"
    bad.write_text(HEAD + "01/02/2024,Alder Ltd,Gate,1.00\n" * 3)
    assert sunlit("read", bad, "--out", out, "--quiet").status == 1
    assert [path.name for path in out.parent.iterdir()] in ([], [out.name])
