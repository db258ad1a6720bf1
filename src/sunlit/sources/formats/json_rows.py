"""What rows does a JSON file hold: a list of records, an API's answer, JSON Lines, a document?"""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from sunlit.errors import EmptyOriginalError, NotSpendingDataError
from sunlit.settings import Limits
from sunlit.sources.formats.contract import Reader
from sunlit.sources.formats.json_batches import JsonRow, row_batches
from sunlit.sources.formats.json_cells import Cells, cells_of
from sunlit.sources.formats.json_lines import is_lines, lines
from sunlit.sources.formats.json_shape import (
    DocumentShape,
    ListShape,
    describe,
    document_shape,
    error_said,
)
from sunlit.sources.formats.json_split import Split, check_columns, not_too_deep
from sunlit.sources.formats.json_text import FoundValue, JsonWindow
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.encoding import Encoding, choose_encoding, head_as_utf8
from sunlit.sources.raw import Original, RawTable

VALUE_STARTS: Final = b'{["-0123456789tfn]'


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
    else:
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
    with not_too_deep(original, limits, "/"):
        for path, value in shape.plain.items():
            cells.update(cells_of(value, limits.json_depth, ".".join(path)))
        for path, each in shape.details(None):
            cells.update(cells_of(each.kept, limits.json_depth, ".".join(path)))
    names = tuple(cells)
    check_columns(len(names), original, limits)
    said = _said(encoding, "one document")
    return _raw_table(original, "", [JsonRow("/", cells, 0)], names, names, limits, said)


def _list_table(
    original: Original, encoding: Encoding, shape: DocumentShape, main: ListShape, limits: Limits
) -> RawTable:
    with not_too_deep(original, limits, "/"):
        around = shape.around(main, limits.json_depth)
    prefix = main.path[-1] if around and main.path else ""
    # Rows of a document's own list are split no further; a record with one list of lines is.
    lines_name = next(iter(main.inner)) if len(main.inner) == 1 and not around else None
    split = Split(main, prefix, lines_name, around, original, limits)

    def rows() -> Iterator[JsonRow]:
        for found in JsonWindow(original, encoding, limits).walk():
            if found.path == main.path and found.index is not None:
                yield from split.rows(found, f"{describe(main.path)}/{found.index}")

    said = _said(encoding, f"list {describe(main.path) or '/'}")
    if main is shape.main and (left_out := shape.left_out(main)):
        said["left_out"] = "; ".join(left_out)
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
            shape.add(FoundValue((), number, value, len(line)), limits)
    lines_name = next(iter(shape.inner)) if len(shape.inner) == 1 else None
    split = Split(shape, "", lines_name, {}, original, limits)
    refused: list[dict[str, object]] = []

    def rows(refused: list[dict[str, object]] | None) -> Iterator[JsonRow | None]:
        for number, value, line in lines(original, encoding, limits):
            place = f"line={number}"
            if isinstance(value, ValueError):
                if refused is not None:
                    refused.append(_refusal(place, value, line))
                yield None
                continue
            yield from split.rows(FoundValue((), number, value, len(line)), place)

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


def _positions(width: int, original: Original, limits: Limits) -> tuple[str, ...]:
    check_columns(width, original, limits)
    return tuple(map(str, range(max(width, 1))))


def _names(rows: Iterable[JsonRow | None], original: Original, limits: Limits) -> tuple[str, ...]:
    """Unify the names of all rows, in the order in which they are met."""
    names: dict[str, None] = {}
    for row in rows:
        if row is None or not isinstance(row.cells, dict) or row.cells.keys() <= names.keys():
            continue
        names.update(dict.fromkeys(row.cells))
        check_columns(len(names), original, limits)
    return tuple(names)


def _said(encoding: Encoding, layout: str) -> dict[str, str]:
    return {"format": "json", "encoding": encoding.name, "layout": layout}


def _raw_table(
    original: Original,
    name: str,
    rows: Iterable[JsonRow | None],
    names: tuple[str, ...],
    header: tuple[str, ...] | None,
    limits: Limits,
    understanding: dict[str, str],
    refused: list[dict[str, object]] | None = None,
) -> RawTable:
    refusals = [] if refused is None else refused
    return RawTable(
        name=name,
        batches=row_batches(rows, names, limits, refusals),
        header=header,
        understanding=understanding,
        refused=refusals,
    )
