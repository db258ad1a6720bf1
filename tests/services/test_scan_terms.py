"""Is how common a term is asked of a row's own file, whoever reads what beside it?"""

from pathlib import Path

import pytest

from sunlit.engines.local import LocalEngine
from sunlit.services import scan as pipeline
from sunlit.services.grep import grep
from sunlit.services.run import Run
from sunlit.services.scanner import Scanner

HEAD = "Payment Date,Supplier,Description,Amount\n"
BARE = "{day}/11/2024,Alder Ltd,Annual fee ZTE lot {n},{n}7.20\n"
SURE = "26/11/2024,Birch Ltd,4 x ZTE MF286R LTE router,{n}80.77\n"
ROWS = 12  # of one file: fewer than tell anything; two files as one hold enough


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for number, path in enumerate(paths):
        rows = [BARE.format(day=f"{n + 13:02}", n=f"{number}{n:02}") for n in range(ROWS)]
        path.write_text(HEAD + "".join(rows) + SURE.format(n=number + 1))
    return paths


def found(
    scanner: Scanner, paths: list[Path], engine: LocalEngine | None = None
) -> list[dict[str, object]]:
    result = pipeline.scan(paths, scanner, Run(engine=engine or LocalEngine()))
    rows: list[dict[str, object]] = result.table().to_pylist()
    return rows


def test_a_row_scores_the_same_alone_and_beside_another_file(
    files: list[Path], scanner: Scanner
) -> None:
    alone = [row for path in files for row in found(scanner, [path])]
    assert found(scanner, files) == alone
    assert len(alone) == 2 * (ROWS + 1)


def test_a_term_common_in_one_file_is_held_back_there(files: list[Path], scanner: Scanner) -> None:
    body = "".join(path.read_text().removeprefix(HEAD) for path in files)
    files[0].write_text(HEAD + body)
    assert {row["description"] for row in found(scanner, files[:1])} == {
        "4 x ZTE MF286R LTE router"
    }
    assert len(found(scanner, files)) == 2 + ROWS  # the router of the second file is in the first


def test_neither_the_order_of_files_nor_the_workers_change_a_byte(
    files: list[Path], scanner: Scanner
) -> None:
    alone = found(scanner, files)
    assert found(scanner, files[::-1]) == alone
    assert found(scanner, files, LocalEngine(2, worth_bytes=0)) == alone


def test_a_line_by_itself_has_no_files_around_it(files: list[Path], scanner: Scanner) -> None:
    hits = list(grep(files, scanner))
    assert len(hits) == 2 * (ROWS + 1)
