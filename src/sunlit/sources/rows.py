"""How is any text or table given to the matcher without reading it as spending?

`sunlit grep` judges lines of text, or whole rows of a table whose header gives each cell its
role. No row is refused: a minutes file has no amounts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from sunlit.errors import LimitError, MappingError
from sunlit.settings import Limits
from sunlit.sources.columns.infer import check_mapping, fitting_layout
from sunlit.sources.columns.names import field_of_name
from sunlit.sources.columns.profiled import with_profiled_text
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.originals.encoding import choose_encoding, utf8_blocks
from sunlit.sources.raw import Original, RawTable

#: A header names a table's columns when one of its cells is a word for one of these.
ROLES = frozenset({"description", "supplier", "manufacturer", "model", "title"})
_TEXT_SUFFIXES = (".txt", ".md", ".log", ".text", ".html", ".eml")


@dataclass(frozen=True)
class Rows:
    """Cells to judge: `cells` of tables.CELLS, and where each row is from.

    `numbers` holds line numbers for text and record numbers for a table (the header is 1).
    """

    cells: pa.RecordBatch
    numbers: Sequence[int]
    is_text: bool


def rows(
    original: Original,
    options: ReadOptions,
    limits: Limits,
    columns: Sequence[str] = (),
    as_text: bool | None = None,
) -> Iterator[Rows]:
    """Give the lines of a text, or the rows of a table when its header shows that it is one.

    `columns` keeps only the columns of those names. They make the file a table, and so does a
    column whose meaning is said; `as_text` decides against the guess. Raises MappingError when no
    table has a column that is named.
    """
    if as_text or (as_text is None and not columns and original.path.endswith(_TEXT_SUFFIXES)):
        yield from _lines(original, options, limits)
        return
    options = with_profiled_text(original, options, limits)
    found, published = False, set[str]()
    for table in choose_reader(original, options, limits).tables(original, options, limits):
        batches = _peek(table)
        if batches is None:
            continue
        header, rest = batches
        chosen = fitting_layout(options, header, table.name)
        rowses = {**(chosen.columns if chosen else {}), **options.mapping}
        meanings = {name.strip().casefold(): meaning for name, meaning in rowses.items()}
        if as_text is None and not (columns or meanings or _is_table(table, header)):
            yield from _lines(original, options, limits)
            return
        published.update(header)
        keep = _kept(header, columns, meanings)
        found = found or bool(keep)
        if keep:
            yield from _table_rows(header, keep, rest, bool(columns), meanings)
    check_mapping(options, original.path, published)
    if columns and not found:
        raise MappingError(
            original.path,
            f"no column is named {', '.join(columns)}.",
            "`sunlit columns FILE` lists the columns.",
        )


def _lines(original: Original, options: ReadOptions, limits: Limits) -> Iterator[Rows]:
    schema = pa.schema([_column("text", "description", "text")])
    number = 0
    for lines in _batched(_split(original, options, limits), limits.batch_rows):
        cells = pa.record_batch([pa.array(lines, pa.string())], schema=schema)
        yield Rows(cells, range(number + 1, number + len(lines) + 1), is_text=True)
        number += len(lines)


def _split(original: Original, options: ReadOptions, limits: Limits) -> Iterator[str]:
    encoding = choose_encoding(original, options.encoding, limits.line_bytes)
    rest = b""
    for block in utf8_blocks(original, encoding, 2**20):
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            yield line.rstrip(b"\r").decode("utf-8", "replace")
        if len(rest) > limits.line_bytes:
            raise LimitError(
                original.path,
                f"a line is longer than {limits.line_bytes:,} bytes.",
                "Split it into lines first, e.g. with `fold -s`.",
            )
    if rest:
        yield rest.rstrip(b"\r").decode("utf-8", "replace")


def _batched(lines: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(islice(lines, size)):
        yield batch


def _peek(table: RawTable) -> tuple[list[str], Iterator[pa.RecordBatch]] | None:
    """Split a table into its header and its rows; None when it has no rows at all."""
    if table.header is not None:
        return list(table.header), table.batches
    for batch in table.batches:
        width = batch.num_columns - 2
        for row in range(batch.num_rows):
            cells = [batch.column(i)[row].as_py() for i in range(width)]
            if any((cell or "").strip() for cell in cells):
                return [(c or "").strip() for c in cells], _chain(batch.slice(row + 1), table)
    return None


def _chain(first: pa.RecordBatch, table: RawTable) -> Iterator[pa.RecordBatch]:
    yield first
    yield from table.batches


def _is_table(table: RawTable, header: list[str]) -> bool:
    if table.header is not None or table.name:
        return True
    return len(header) > 1 and any(field_of_name(name) in ROLES for name in header)


def _kept(header: list[str], columns: Sequence[str], meanings: Mapping[str, str]) -> dict[int, str]:
    wanted = {name.strip().casefold() for name in columns}
    if not wanted:
        named = enumerate(header)
        return {i: name for i, name in named if meanings.get(name.casefold()) != "ignored"}
    return {i: name for i, name in enumerate(header) if name.casefold() in wanted}


def _table_rows(
    header: list[str],
    keep: dict[int, str],
    batches: Iterator[pa.RecordBatch],
    named: bool,
    meanings: Mapping[str, str],
) -> Iterator[Rows]:
    for batch in batches:
        width = batch.num_columns - 2
        # A row wider than the header still has text to judge.
        names = {**keep, **(dict.fromkeys(range(len(header), width), "") if not named else {})}
        fields = [_role(i, name, named, meanings) for i, name in sorted(names.items()) if i < width]
        arrays = [batch.column(i) for i in sorted(names) if i < width]
        numbers = batch.column(batch.num_columns - 2).to_pylist()
        yield Rows(pa.record_batch(arrays, schema=pa.schema(fields)), numbers, is_text=False)


def _role(index: int, name: str, named: bool, meanings: Mapping[str, str]) -> pa.Field:
    role = meanings.get(name.casefold()) or field_of_name(name)
    if role not in ROLES:
        # A column that the user named is the one whose text is to be judged as what was bought.
        role = "description" if named else "other"
    return _column(f"c{index}", role, name)


def _column(name: str, field: str, column: str) -> pa.Field:
    metadata = {b"field": field.encode(), b"column": column.encode()}
    return pa.field(name, pa.string(), metadata=metadata)
