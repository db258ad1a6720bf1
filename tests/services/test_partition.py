"""Is a scan the same, byte for byte, when its large originals are cut into parts?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from tests.compiled import own_scanner
from tests.engines.corpus import HEAD, TIED, as_bytes

from sunlit.engines.contract import Work
from sunlit.engines.local import LocalEngine
from sunlit.services import partition
from sunlit.services.partition import worth_cutting
from sunlit.services.run import Run
from sunlit.services.scan import scan as scanned
from sunlit.sources.formats import csv_cuts, csv_reader


class Told(LocalEngine):
    """Runs everything here, with two workers to its name, and keeps the units it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.units: list[list[str]] = []

    @property
    def workers(self) -> int:
        return 2

    def run(self, work: Work, units: Sequence[str]) -> Iterator[pa.RecordBatch]:
        self.units.append(list(units))
        yield from super().run(work, units)

    @property
    def parts(self) -> int:
        return sum("\0" in unit for run in self.units for unit in run)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reader, "BLOCK_BYTES", 700)
    monkeypatch.setattr(csv_cuts, "PART_BLOCKS", 2)
    monkeypatch.setattr(partition, "WORTH_CUTTING_BYTES", 1_000)
    monkeypatch.setattr(partition, "WORTH_PROCESSES_BYTES", 4_000)


def rows(number: int = 90) -> str:
    """Rows of every kind, and a day that cannot be read in more than one part."""
    return "".join(
        [
            TIED[n % 3],
            f"{13 + n % 15}/11/2024,Elm,Repair {n},{n}.50\n",
            "soon,Elm,Hikvision camera,7.00\n" if n % 20 == 3 else "",
            "14/11/2024,Fir,Paint,twelve\n" if n % 30 == 4 else "",
            "14/11/2024,Fir,Dahua NVR,12.00,one more,and more\n" if n == 40 else "",
        ][n % 2]
        if n % 5
        else "".join(
            [f"{13 + n % 15}/11/2024,Yew,Hikvision dome {n},{n}.25\n", "soon,Elm,Paint,7.00\n"]
        )
        for n in range(number)
    )


def scan(paths: Sequence[Path], engine: LocalEngine) -> bytes:
    return as_bytes(scanned(list(paths), own_scanner(), Run(engine=engine)))


@pytest.fixture
def large(tmp_path: Path) -> Path:
    file = tmp_path / "large.csv"
    file.write_text(HEAD + rows(), encoding="utf-8")
    return file


def test_an_original_in_parts_gives_the_same_findings_and_account(large: Path) -> None:
    engine = Told()
    assert scan([large], engine) == scan([large], LocalEngine())
    assert engine.parts >= 3


def test_its_parts_run_in_processes_too(large: Path) -> None:
    assert scan([large], LocalEngine(2, worth_bytes=0)) == scan([large], LocalEngine())


def test_one_large_among_small_ones_and_twice_is_told_in_its_place(
    large: Path, tmp_path: Path
) -> None:
    small = tmp_path / "small.csv"
    small.write_text(HEAD + TIED[0], encoding="utf-8")
    engine = Told()
    paths = [small, large, small, large]
    assert scan(paths, engine) == scan(paths, LocalEngine())
    assert engine.parts >= 3


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(
            "Supplier,Payment Date,Amount,Description\n"
            + "Elm,14/11/2024,12.00,Hikvision camera\n" * 50,
            id="columns in another order",
        ),
        pytest.param('14/11/2024,Elm,"12 inch Dahua,7.00\n' + rows(30), id="a mark never closes"),
    ],
)
def test_what_a_part_cannot_vouch_for_is_read_as_one(large: Path, end: str) -> None:
    with large.open("a", encoding="utf-8") as stream:
        stream.write(end)
    engine = Told()
    assert scan([large], engine) == scan([large], LocalEngine())
    assert engine.parts > 0


def test_a_file_that_changes_after_it_was_cut_is_an_error_that_says_so(large: Path) -> None:
    class Changes(Told):
        def run(self, work: Work, units: Sequence[str]) -> Iterator[pa.RecordBatch]:
            if any("\0" in unit for unit in units):
                large.write_text(HEAD + TIED[0], encoding="utf-8")
            yield from super().run(work, units)

    result = scanned([large], own_scanner(), Run(engine=Changes()))
    assert result.count == 0
    assert "was changed while it was read. Scan it again." in result.account.errors[0]


def test_an_original_that_cannot_be_read_says_why_as_ever(tmp_path: Path) -> None:
    file = tmp_path / "ambiguous.csv"
    file.write_text(HEAD + "01/02/2024,Elm,Hikvision camera,1.00\n" * 90, encoding="utf-8")
    assert scan([file], Told()) == scan([file], LocalEngine())
    assert b"two readings" in scan([file], Told())


def test_small_files_and_a_worker_alone_cut_nothing() -> None:
    assert worth_cutting({"a": 5_000}, 1) == []
    assert worth_cutting({"a": 1_500}, 2) == []
    assert worth_cutting({"a": 1_500}, 4) == ["a"]
    assert worth_cutting({"a": 500}, 64) == []
    assert worth_cutting({"a": 5_000, "b": 100}, 2) == ["a"]
    assert worth_cutting({"a": 5_000, "b": 5_000}, 2) == []
    assert worth_cutting({"a": 5_000, "b": 5_000}, 4) == ["a", "b"]
    assert worth_cutting({"a": 1_500, "b": 500}, None) == ["a"]
