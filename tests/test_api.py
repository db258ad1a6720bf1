"""Do the verbs as Python functions give tables, warnings and errors as they say?"""

from pathlib import Path

import pyarrow as pa
import pytest

import sunlit
from sunlit.errors import InputError, NotFoundError
from sunlit.tables import FINDINGS, PURCHASES

TEXT = (
    "Payment Date,Supplier,Description,Amount\n"
    "26/11/2024,Alder Ltd,4 x Hikvision dome cameras,780.77\n"
    "27/11/2024,Birch Ltd,Repair of gate,1.50\n"
)


@pytest.fixture
def payments(tmp_path: Path) -> Path:
    path = tmp_path / "payments.csv"
    path.write_text(TEXT)
    return path


def test_scan_gives_findings_with_their_account(payments: Path) -> None:
    table = sunlit.scan(payments, jurisdiction="GB")
    assert isinstance(table, pa.Table)
    assert table.schema.equals(FINDINGS)
    assert table.column("party").to_pylist() == ["hikvision"]
    (original,) = sunlit.account(table)["originals"]
    assert (original["rows_read"], original["purchases"], original["set_aside"]) == (3, 2, 1)


def test_read_gives_every_purchase(payments: Path) -> None:
    table = sunlit.read([str(payments)], buyer="Ash District Council")
    assert table.schema.equals(PURCHASES)
    assert table.column("supplier").to_pylist() == ["Alder Ltd", "Birch Ltd"]
    assert set(table.column("buyer").to_pylist()) == {"Ash District Council"}


def test_columns_says_how_a_file_was_understood(payments: Path) -> None:
    (table,) = sunlit.columns(payments)
    assert [c.field for c in table.columns] == ["date", "supplier", "description", "amount"]
    with pytest.raises(NotFoundError):
        sunlit.columns(payments.with_name("missing.csv"))


def test_grep_takes_text_or_a_path(payments: Path) -> None:
    (hit,) = sunlit.grep("nothing\n4 x Hikvision dome cameras\n")
    assert (hit.number, hit.tie.party) == (2, "hikvision")
    assert [hit.number for hit in sunlit.grep(payments)] == [2]
    assert sunlit.grep("  \n") == []


def test_explain_gives_the_whole_finding(payments: Path, tmp_path: Path) -> None:
    from sunlit.publish import EXPORTERS

    table = sunlit.scan(payments)
    path = tmp_path / "findings.jsonl"
    jsonl = next(exporter for exporter in EXPORTERS if exporter.name == "jsonl")
    with path.open("wb") as stream:
        jsonl.write_findings(iter(table.to_batches()), stream)
    finding_id = table.column("finding_id")[0].as_py()
    assert sunlit.explain(finding_id, path)["finding_id"] == finding_id


def test_one_unread_original_of_two_is_a_warning_and_one_of_one_an_error(payments: Path) -> None:
    missing = payments.with_name("missing.csv")
    with pytest.warns(sunlit.UnreadOriginalWarning, match="no such file"):
        assert sunlit.read([missing, payments]).num_rows == 2
    with pytest.raises(InputError, match="no such file"):
        sunlit.read(missing)


def test_the_same_call_gives_the_same_table(payments: Path) -> None:
    assert sunlit.scan(payments).equals(sunlit.scan(payments))
