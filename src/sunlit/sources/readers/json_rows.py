"""What rows does a JSON file hold: a list of records, an API's answer, JSON Lines, a document?"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from sunlit.errors import (
    EmptyOriginalError,
    LimitError,
    NotSpendingDataError,
)
from sunlit.settings import Limits
from sunlit.sources.encoding import Encoding, choose_encoding, head_as_utf8
from sunlit.sources.raw import Original, RawTable, ReadOptions
from sunlit.sources.readers.contract import Reader
from sunlit.sources.readers.json_cells import Cells, TooDeepError, cells_of, list_named
from sunlit.sources.readers.json_lines import is_lines, lines
from sunlit.sources.readers.json_shape import (
    DocumentShape,
    ListShape,
    describe,
    document_shape,
    error_said,
)
from sunlit.sources.readers.json_text import Found, JsonWindow

#: Characters of JSON text that go into one batch at most, so that long records stay bounded.
BATCH_CHARACTERS: Final = 32 * 2**20
#: A record's own values, repeated for each of its lines, may take so much text.
REPEATED_CHARACTERS: Final = 2**30
VALUE_STARTS: Final = b'{["-0123456789tfn]'


@dataclass(frozen=True)
class _Row:
    """One record to be: its place, and its cells by name or, from a list, by position."""

    locator: str
    cells: Cells | list[str | None]
    size: int


def recognises(head: bytes, _: Original) -> bool:
    """Does it begin as an object or a list does?"""
    text = head_as_utf8(head).lstrip()
    inner = text[1:].lstrip()[:1]
    if text[:1] == b"{":
        return inner in (b'"', b"}")
    return text[:1] == b"[" and inner != b"" and inner in VALUE_STARTS


def tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    """Yield the table of the main list, and one for each further list too large for a cell.

    The file is read twice: first to find the list and its columns, then for its rows. So
    anything that breaks off is known before the first row goes out.
    """
    encoding = choose_encoding(original, options.encoding)
    if is_lines(original, encoding, limits):
        yield _lines_table(original, encoding, limits)
        return
    window = JsonWindow(original, encoding, limits)
    shape = document_shape(window.walk(), original, limits)
    window.end()
    main = shape.main
    _refuse_what_holds_no_rows(original, shape, main)
    if main is None:
        yield _document_table(original, encoding, shape, limits)
        return
    yield _list_table(original, encoding, shape, main, limits)
    for other in shape.further:
        yield _list_table(original, encoding, shape, other, limits)


READER = Reader("json_rows", recognises, tables)


def _refuse_what_holds_no_rows(
    original: Original, shape: DocumentShape, main: ListShape | None
) -> None:
    said = error_said(shape) if main is None else None
    if said is not None:
        raise NotSpendingDataError(
            original.path, f"is an error answer of the portal: {said}.", "Ask the portal again."
        )
    if main is None and list(shape.plain) == [()]:
        raise NotSpendingDataError(original.path, "is a single value.", "Fetch the records.")
    filled = any(each.count for each in shape.lists.values())
    if main is None and not filled and (() in shape.lists or len(shape.lists) > 0):
        rows = [path for path in shape.lists if path in ((), *_likely_paths(shape))]
        if rows:
            raise EmptyOriginalError(
                original.path, "the list of records is empty.", "Fetch a page that has some."
            )
    if main is None and not shape.plain and not filled:
        raise EmptyOriginalError(original.path, "the JSON holds nothing.", "Fetch it again.")


def _likely_paths(shape: DocumentShape) -> list[tuple[str, ...]]:
    names = {"data", "records", "results", "rows", "items", "features", "value"}
    return [path for path in shape.lists if path and path[-1].lower() in names]


def _document_table(
    original: Original, encoding: Encoding, shape: DocumentShape, limits: Limits
) -> RawTable:
    """Give a list of plain values as a column, or a document without a list as one row."""
    plain = shape.lists.get(())
    if plain is not None:
        return _list_table(original, encoding, shape, plain, limits)
    cells: Cells = {}
    with _not_too_deep(original, limits, "/"):
        for path, value in shape.plain.items():
            cells.update(cells_of(value, limits.json_depth, ".".join(path)))
        for path, each in shape.lists.items():
            cells.update(cells_of(each.kept, limits.json_depth, ".".join(path)))
    names = tuple(cells)
    _check_columns(len(names), original, limits)
    said = _said(encoding, "one document")
    return _raw_table(original, "", [_Row("/", cells, 0)], names, names, limits, said)


def _list_table(
    original: Original, encoding: Encoding, shape: DocumentShape, main: ListShape, limits: Limits
) -> RawTable:
    with _not_too_deep(original, limits, "/"):
        around = shape.around(main, limits.json_depth)
    prefix = main.path[-1] if around and main.path else ""
    # Rows of a document's own list are split no further; a record with one list of lines is.
    lines_name = next(iter(main.inner)) if len(main.inner) == 1 and not around else None
    split = _Split(main, prefix, lines_name, around, original, limits)

    def rows() -> Iterator[_Row]:
        for found in JsonWindow(original, encoding, limits).walk():
            if found.path == main.path and found.index is not None:
                yield from split.rows(found, f"{describe(main.path)}/{found.index}")

    said = _said(encoding, f"list {describe(main.path) or '/'}")
    name = "" if main is shape.main else describe(main.path)
    header: tuple[str, ...] | None
    if split.by_position:
        header = shape.header_of(main)
        names = _positions(main.width, original, limits)
    else:
        header = names = split.known_names() or _names(rows(), original, limits)
        split.say_repeated(said, names)
    return _raw_table(original, name, rows(), names, header, limits, said)


def _lines_table(original: Original, encoding: Encoding, limits: Limits) -> RawTable:
    shape = ListShape(())
    for number, value, line in lines(original, encoding, limits):
        if not isinstance(value, ValueError):
            shape.add(Found((), number, value, len(line)), limits)
    lines_name = next(iter(shape.inner)) if len(shape.inner) == 1 else None
    split = _Split(shape, "", lines_name, {}, original, limits)
    refused: list[dict[str, object]] = []

    def rows(refused: list[dict[str, object]] | None) -> Iterator[_Row | None]:
        for number, value, line in lines(original, encoding, limits):
            place = f"line={number}"
            if isinstance(value, ValueError):
                if refused is not None:
                    refused.append(_refusal(place, value, line))
                yield None
                continue
            yield from split.rows(Found((), number, value, len(line)), place)

    said = _said(encoding, "JSON Lines")
    header: tuple[str, ...] | None = None
    if split.by_position:
        names = _positions(shape.width, original, limits)
    else:
        header = names = split.known_names() or _names(rows(None), original, limits)
        split.say_repeated(said, names)
    return _raw_table(original, "", rows(refused), names, header, limits, said, refused)


def _refusal(place: str, problem: ValueError, line: str) -> dict[str, object]:
    return {
        "locator": place,
        "row_number": 0,
        "outcome": "quarantined",
        "reason": "bad_json",
        "detail": f"The line is no JSON: {problem}.",
        "cells": json.dumps([line], ensure_ascii=False),
    }


@dataclass(frozen=True)
class _Split:
    """How the elements of one list become rows."""

    main: ListShape
    prefix: str
    lines_name: str | None
    around: Cells
    original: Original
    limits: Limits

    @property
    def by_position(self) -> bool:
        """Are the rows lists, whose cells have places and no names?"""
        return bool(self.main.lists) and not self.main.objects

    def say_repeated(self, said: dict[str, str], names: tuple[str, ...]) -> None:
        """Name the columns that several rows share: a sum over one counts it many times."""
        repeated = tuple(self.around)
        if self.lines_name is not None:
            repeated = tuple(n for n in names if not n.startswith(f"{self.lines_name}."))
        if repeated:
            said["repeated"] = "; ".join(repeated)

    def known_names(self) -> tuple[str, ...]:
        """Give the columns when the first reading saw all of them; else none."""
        if not self.main.all_flat or self.prefix or self.around:
            return ()
        _check_columns(len(self.main.names), self.original, self.limits)
        return tuple(self.main.names)

    def rows(self, found: Found, place: str) -> Iterator[_Row]:
        """Give an element's rows: one, or one for each of its own lines."""
        if self.main.all_flat and not self.prefix and not self.around:
            yield _Row(place, cells_of(found.value, 1), found.size)
            return
        with _not_too_deep(self.original, self.limits, place):
            if self.by_position:
                yield _Row(place, _by_position(found.value, self.limits.json_depth), found.size)
            else:
                yield from self._named(found, place)

    def _named(self, found: Found, place: str) -> Iterator[_Row]:
        depth, lines_name = self.limits.json_depth, self.lines_name
        value = _turned_out(found.value, self.main.inside)
        parent = cells_of(value, depth, self.prefix, lines_name)
        parent.update({key: cell for key, cell in self.around.items() if key not in parent})
        each = list_named(value, lines_name) if lines_name is not None else []
        if lines_name is None or not each:
            yield _Row(place, parent, found.size)
            return
        shared = sum(len(cell) for cell in parent.values() if cell)
        if shared * len(each) > REPEATED_CHARACTERS:
            raise LimitError(
                self.original.path,
                f"repeating the record at {place} for its {len(each)} lines takes too much room.",
                "Export the lines without their record.",
            )
        for index, line in enumerate(each):
            cells = cells_of(line, depth, lines_name)
            cells.update({key: cell for key, cell in parent.items() if key not in cells})
            where = f"{place}/{lines_name.replace('.', '/')}/{index}"
            yield _Row(where, cells, shared + found.size // len(each))


@contextmanager
def _not_too_deep(original: Original, limits: Limits, place: str) -> Iterator[None]:
    try:
        yield
    except (TooDeepError, RecursionError) as error:
        raise LimitError(
            original.path,
            f"values are nested deeper than {limits.json_depth} levels, at {place}.",
            "Published records never are; check where the file is from.",
        ) from error


def _turned_out(value: Any, inside: str | None) -> Any:
    """Put what a feature keeps inside (its properties) beside its geometry."""
    if inside is None or not isinstance(value, dict):
        return value
    return {**value[inside], **{key: each for key, each in value.items() if key != inside}}


def _by_position(value: Any, depth: int) -> list[str | None]:
    cells = [cells_of({"c": each}, depth) for each in value] if isinstance(value, list) else []
    return [each["c"] if list(each) == ["c"] else "; ".join(_said_in(each)) for each in cells]


def _said_in(cells: Cells) -> Iterator[str]:
    for name, cell in cells.items():
        if cell:
            yield f"{name.removeprefix('c.')}: {cell}"


def _positions(width: int, original: Original, limits: Limits) -> tuple[str, ...]:
    _check_columns(width, original, limits)
    return tuple(map(str, range(width)))


def _names(rows: Iterable[_Row | None], original: Original, limits: Limits) -> tuple[str, ...]:
    """Unify the names of all rows, in the order in which they are met."""
    names: dict[str, None] = {}
    for row in rows:
        if row is None or not isinstance(row.cells, dict) or row.cells.keys() <= names.keys():
            continue
        names.update(dict.fromkeys(row.cells))
        _check_columns(len(names), original, limits)
    return tuple(names)


def _check_columns(count: int, original: Original, limits: Limits) -> None:
    if count > limits.columns:
        raise LimitError(
            original.path,
            f"the records have {count} or more columns; at most {limits.columns} are read.",
            "Sunlit reads lists of records; is this an object of objects?",
        )


def _said(encoding: Encoding, layout: str) -> dict[str, str]:
    return {"format": "json", "encoding": encoding.name, "layout": layout}


def _raw_table(
    original: Original,
    name: str,
    rows: Iterable[_Row | None],
    names: tuple[str, ...],
    header: tuple[str, ...] | None,
    limits: Limits,
    understanding: dict[str, str],
    refused: list[dict[str, object]] | None = None,
) -> RawTable:
    refusals = [] if refused is None else refused
    return RawTable(
        name=name,
        batches=_batches(rows, names, limits, refusals),
        header=header,
        understanding=understanding,
        refused=refusals,
    )


def _batches(
    rows: Iterable[_Row | None],
    names: tuple[str, ...],
    limits: Limits,
    refused: list[dict[str, object]],
) -> Iterator[pa.RecordBatch]:
    waiting: list[_Row] = []
    numbers: list[int] = []
    size = 0
    for number, row in enumerate(rows, start=1):
        if row is None:
            refused[-1]["row_number"] = number
            continue
        waiting.append(row)
        numbers.append(number)
        size += row.size
        if len(waiting) >= limits.batch_rows or size > BATCH_CHARACTERS:
            yield _batch(waiting, numbers, names)
            waiting, numbers, size = [], [], 0
    if waiting:
        yield _batch(waiting, numbers, names)


def _batch(rows: list[_Row], numbers: list[int], names: tuple[str, ...]) -> pa.RecordBatch:
    columns = []
    for position, name in enumerate(names):
        column = [
            row.cells.get(name)
            if isinstance(row.cells, dict)
            else (row.cells[position] if position < len(row.cells) else None)
            for row in rows
        ]
        columns.append(_string_array(column))
    labels = [f"c{index}" for index in range(len(names))]
    return pa.RecordBatch.from_arrays(
        [*columns, pa.array(numbers, pa.int64()), _string_array([row.locator for row in rows])],
        names=[*labels, "row_number", "locator"],
    )


def _string_array(column: list[str | None]) -> pa.StringArray:
    try:
        return pa.array(column, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can escape
        whole = [
            None
            if cell is None
            else cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            for cell in column
        ]
        return pa.array(whole, pa.string())
