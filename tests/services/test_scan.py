"""Do all real files pass through every stage, accounted for, and without a wrong finding?"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sunlit.services import scan as pipeline
from sunlit.services.scanner import Scanner

#: Files of the folder that tell about it rather than hold spending.
NO_SPENDING = ("INDEX.md", "labels.csv")


@pytest.fixture(scope="module")
def scanned(shared: Path, scanner: Scanner) -> pipeline.ScanResult:
    paths = sorted(
        path
        for path in (shared / "spending").rglob("*")
        if path.is_file() and path.name not in NO_SPENDING
    )
    return pipeline.scan(paths, scanner)


@pytest.mark.large
def test_every_original_reconciles_and_only_pdf_is_refused(scanned: pipeline.ScanResult) -> None:
    originals = scanned.account.as_record()["originals"]
    assert len(originals) > 45
    assert [o["path"] for o in originals if not o["reconciles"] and not o["error"]] == []
    unread = {Path(o["path"]).name for o in originals if o["error"]}
    # A response that was cut off is refused where it ends; what came before is kept.
    assert {name for name in unread if not name.endswith(".pdf")} <= {"truncated_response.xml"}


@pytest.mark.large
def test_the_hytera_radio_is_found_with_its_amount_and_day(scanned: pipeline.ScanResult) -> None:
    rows = scanned.table().to_pylist()
    (found,) = [row for row in rows if "hyndburn" in row["original"]["path"]]
    told = [found[k] for k in ("party", "row_number", "amount", "currency", "date", "kind")]
    assert told == ["hytera", 823, Decimal("780.77"), "GBP", date(2024, 11, 26), "payment"]
    assert found["supplier"] is not None
    assert "hytera" not in found["supplier"].casefold()


@pytest.mark.large
def test_no_payment_of_the_other_councils_is_accused(scanned: pipeline.ScanResult) -> None:
    rows = scanned.table().to_pylist()
    others = [
        (row["original"]["path"], row["row_number"], row["party"], row["reason"])
        for row in rows
        if "/uk_" in row["original"]["path"] and "hyndburn" not in row["original"]["path"]
    ]
    assert others == []
