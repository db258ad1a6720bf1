"""What do a file's own cells already say of money, buyer and place?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sunlit import rules, sources
from sunlit.errors import OriginalError
from sunlit.knowledge import Knowledge
from sunlit.rules import Inferred
from sunlit.services.cells import name_and_field
from sunlit.settings import DEFAULT_LIMITS, Limits
from sunlit.sources import ReadOptions


@dataclass(frozen=True)
class FoundFact:
    """A fact that cells of a file say, how many rows say it, and where it stands first."""

    inferred: Inferred
    path: str
    first_row: int
    rows: int


def found_facts(
    paths: Sequence[str | Path],
    known: Knowledge,
    options: ReadOptions | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[FoundFact | OriginalError]:
    """What the cells of files say by themselves: each fact, value and cell, with its rows."""
    for original in sources.find_originals(paths, limits):
        if isinstance(original, OriginalError):
            yield original
            continue
        found: dict[Inferred, list[int]] = {}
        try:
            for batch in sources.read(original, options or ReadOptions(), limits):
                _count_facts(known, batch, found)
        except OriginalError as error:
            yield error
        for one, (first, rows) in sorted(found.items()):
            yield FoundFact(one, original.path, first, rows)


def _count_facts(
    known: Knowledge, batch: sources.ReadBatch, found: dict[Inferred, list[int]]
) -> None:
    """Look at each distinct cell once."""
    numbers = batch.purchases.column("row_number")
    for index, column in enumerate(batch.cells.schema):
        name, meaning = name_and_field(column)
        coded = batch.cells.column(index).dictionary_encode()
        said = {
            code: inferred
            for code, cell in enumerate(coded.dictionary.to_pylist())
            if cell and (inferred := rules.inferred_of_cell(known, name, meaning, cell))
        }
        if not said:
            continue
        codes = coded.indices.to_pylist()
        counts = Counter(codes)
        for code, inferred in said.items():
            first = numbers[codes.index(code)].as_py()
            for one in inferred:
                seen = found.setdefault(one, [first, 0])
                seen[1] += counts[code]
