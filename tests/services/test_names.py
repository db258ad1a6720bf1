"""Do findings keep their names when their file is published anew?"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.compiled import own_scanner

from sunlit.engines.local import LocalEngine
from sunlit.schema import rows_of
from sunlit.services import partition
from sunlit.services.run import Run
from sunlit.services.scan import scan
from sunlit.sources.formats import csv_cuts, csv_reader
from sunlit.tables import Finding

HEAD = ["Payment Date", "Supplier", "Description", "Amount", "Invoice"]
GOODS = ["4 x Hikvision dome cameras", "Dahua NVR", "Hytera BD615 radio"]
ROWS = [
    [f"{day}/11/2024", "Alder Ltd", GOODS[day % 3], f"{day}7.50", f"INV-{day}"]
    for day in range(13, 25)
]
#: The same three payments twice in one file, with no number that tells them apart.
TWICE = [["26/11/2024", "Birch Ltd", good, "100.00", ""] for good in GOODS] * 2


def write(file: Path, rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\n") -> Path:
    text = end.join(delimiter.join(row) for row in [HEAD, *rows]) + end
    file.write_bytes(text.encode())
    return file


def found(*files: Path, engine: LocalEngine | None = None) -> list[Finding]:
    result = scan(files, own_scanner(), Run(engine=engine or LocalEngine()))
    return [row for batch in result.findings() for row in rows_of(Finding, batch)]


def claims(*files: Path, engine: LocalEngine | None = None) -> list[str]:
    return [one.claim for one in found(*files, engine=engine)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "november.csv", ROWS + TWICE)


def test_every_finding_of_a_file_has_a_name_of_its_own(file: Path) -> None:
    told = claims(file)
    assert len(set(told)) == len(told) == len(ROWS) + len(TWICE)


def test_a_row_that_is_appended_changes_no_name(file: Path, tmp_path: Path) -> None:
    more = ["27/11/2024", "Cedar Ltd", GOODS[0], "12.00", "INV-99"]
    longer = write(tmp_path / "longer.csv", [*ROWS, *TWICE, more])
    assert claims(longer)[:-1] == claims(file)
    assert {one.finding_id for one in found(longer)}.isdisjoint(
        one.finding_id for one in found(file)
    )


def test_rows_in_another_order_change_no_name(file: Path, tmp_path: Path) -> None:
    turned = write(tmp_path / "turned.csv", (ROWS + TWICE)[::-1])
    assert set(claims(turned)) == set(claims(file))


def test_a_renamed_file_changes_no_name(file: Path, tmp_path: Path) -> None:
    before = [(one.claim, one.finding_id) for one in found(file)]
    renamed = file.rename(tmp_path / "final version.csv")
    assert [(one.claim, one.finding_id) for one in found(renamed)] == before


@pytest.mark.parametrize(
    ("delimiter", "end"), [(";", "\n"), ("\t", "\n"), (",", "\r\n")], ids=["; ", "tab", "CRLF"]
)
def test_other_line_ends_and_delimiters_change_no_name(
    file: Path, tmp_path: Path, delimiter: str, end: str
) -> None:
    other = write(tmp_path / "other.csv", ROWS + TWICE, delimiter, end)
    assert claims(other) == claims(file)


def test_a_file_read_beside_another_changes_no_name_of_it(file: Path, tmp_path: Path) -> None:
    rows = [[*row[:2], row[2], "9.00", f"X-{at}"] for at, row in enumerate(ROWS)]
    beside = write(tmp_path / "december.csv", rows)
    assert set(claims(file, beside)) == set(claims(file)) | set(claims(beside))


def test_a_month_published_anew_with_three_corrected_rows_keeps_the_other_names(
    file: Path, tmp_path: Path
) -> None:
    corrected = [[*row[:3], "1.00", row[4]] if at < 3 else row for at, row in enumerate(ROWS)]
    anew = write(tmp_path / "november-corrected.csv", corrected + TWICE)
    before, after = claims(file), claims(anew)
    assert after[3:] == before[3:]
    assert set(after[:3]).isdisjoint(before)
    together = found(file, anew)
    assert {one.claim for one in together} == set(before) | set(after)
    assert sum(len(one.folded) for one in together) == len(before) - 3
    # Those that were folded are the same rows, and need no other name.
    assert all(one.aliases == () for one in together)


def test_when_a_fold_grows_the_old_name_stays_as_an_alias(file: Path, tmp_path: Path) -> None:
    # The same payment, published with another cell: it is told to be the same, under a new name.
    anew = tmp_path / "a.csv"
    anew.write_text(
        f"{','.join(HEAD)},Department\n" + "".join(f"{','.join(row)},Police\n" for row in ROWS)
    )
    before, later = claims(file), claims(anew)
    both = {one.claim: one for one in found(anew, file)}
    assert sum(len(one.aliases) for one in both.values()) == len(ROWS)
    named = {name for one in both.values() for name in (one.claim, *one.aliases)}
    assert named == set(before) | set(later)
    assert len(both) == len(before)


def test_rows_are_numbered_as_one_when_the_file_is_read_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Two(LocalEngine):
        """Runs everything here, with two workers to its name."""

        @property
        def workers(self) -> int:
            return 2

    large = write(tmp_path / "large.csv", (ROWS + TWICE) * 6)
    whole = claims(large)
    assert len(set(whole)) == len(whole)
    monkeypatch.setattr(csv_reader, "BLOCK_BYTES", 700)
    monkeypatch.setattr(csv_cuts, "PART_BLOCKS", 2)
    monkeypatch.setattr(partition, "WORTH_CUTTING_BYTES", 1_000)
    monkeypatch.setattr(partition, "WORTH_PROCESSES_BYTES", 4_000)
    assert claims(large, engine=Two()) == whole
