"""What does any text or table name, line by line or row by row?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sunlit import sources
from sunlit.errors import OriginalError
from sunlit.schema import rows_of
from sunlit.services.cells import name_and_field
from sunlit.services.run import Run
from sunlit.services.scanner import Scanner
from sunlit.tables import Cell, Tie


@dataclass(frozen=True)
class GrepHit:
    """A line of text or a row of a table, and one of its ties.

    `number` is the line number of a text, or the record number of a table (the header is 1).
    `cells` holds the line or row, whole.
    """

    path: str
    number: int
    is_text: bool
    cells: tuple[Cell, ...]
    tie: Tie


def grep(
    paths: Sequence[str | Path],
    scanner: Scanner,
    run: Run | None = None,
    only_columns: Sequence[str] = (),
    as_text: bool | None = None,
) -> Iterator[GrepHit | OriginalError]:
    """Match lines of text, or whole rows of a table, without reading them as spending.

    Gives one hit per row and party, in the order of the rows; an original that cannot be read
    is given as its error, and the next one follows.
    """
    run = run or Run()
    for original in sources.find_originals(paths, run.limits, run.stdin):
        if isinstance(original, OriginalError):
            yield original
            continue
        try:
            for rows in sources.rows(original, run.options, run.limits, only_columns, as_text):
                yield from _hits(original.path, rows, scanner)
        except OriginalError as error:
            yield error


def _hits(path: str, rows: sources.Rows, scanner: Scanner) -> Iterator[GrepHit]:
    names = [name_and_field(column)[0] for column in rows.cells.schema]
    for tie in rows_of(Tie, scanner.matcher.match(rows.cells)):
        if tie.score >= scanner.min_score:
            cells = tuple(
                Cell(name, rows.cells.column(at)[tie.row].as_py()) for at, name in enumerate(names)
            )
            yield GrepHit(path, rows.numbers[tie.row], rows.is_text, cells, tie)
