"""Is what is written of findings in proportion to them, however long the cells of their rows?"""

import io
import json
from pathlib import Path

import pytest

from sunlit import knowledge
from sunlit.publish import EXPORTERS
from sunlit.services.scan import scan
from sunlit.services.scanner import Scanner

WORDS = "carried forward from the minutes of the finance committee; "


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner.make(knowledge.load())


def written(path: Path, scanner: Scanner, name: str) -> bytes:
    """What the format has of the findings of a file."""
    result = scan([path], scanner)
    (exporter,) = [exporter for exporter in EXPORTERS if exporter.name == name]
    out = io.BytesIO()
    exporter.write_findings(result.findings(), out, result.law)
    return out.getvalue()


def payments(count: int) -> list[dict[str, object]]:
    """So many payments for cameras, each of its own day and amount."""
    return [
        {
            "supplier": f"Supplier {number % 50}",
            "description": f"Hikvision dome camera, lot {number}",
            "amount": 100 + number,
            "date": f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        }
        for number in range(count)
    ]


def test_the_texts_of_an_outer_object_are_not_told_again_for_each_finding(
    scanner: Scanner, tmp_path: Path
) -> None:
    path = tmp_path / "payments.json"
    outer = {"publisher": "Example Council", "note": WORDS * 10_000, "licence": WORDS * 170}
    path.write_text(json.dumps({**outer, "payments": payments(10)}))
    assert path.stat().st_size > 500_000
    assert len(written(path, scanner, "jsonl")) < 60_000
    assert len(written(path, scanner, "parquet")) < 60_000


def test_two_thousand_findings_of_rows_with_long_texts_stay_small(
    scanner: Scanner, tmp_path: Path
) -> None:
    rows = payments(2_000)
    for number, row in enumerate(rows):
        row["notes"] = WORDS * (17_000 if number % 1_000 == 0 else 340 if number % 20 == 0 else 17)
    path = tmp_path / "payments.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert path.stat().st_size > 5_000_000
    jsonl = written(path, scanner, "jsonl")
    assert jsonl.count(b'"finding_id"') == 2_000
    assert len(jsonl) < 3_000_000
