"""What rows do the sheets of a workbook hold (XLSX, XLSM, XLSB, XLS, ODS)?"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import pyarrow as pa
import python_calamine as calamine
from lxml import etree

from sunlit.errors import (
    DamagedOriginalError,
    EmptyOriginalError,
    LimitError,
    NotSpendingDataError,
    OriginalError,
)
from sunlit.settings import Limits
from sunlit.sources.formats.batches import with_places
from sunlit.sources.formats.cell_text import CELL_TEXT
from sunlit.sources.formats.contract import Reader
from sunlit.sources.formats.workbook_checks import Corners, check_zipped_workbook
from sunlit.sources.formats.workbook_trial import try_to_open
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.archives import BROKEN, ZIP_STARTS
from sunlit.sources.raw import Original, RawTable

OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE file, and how far into it they are looked for.
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
WORKBOOK: Final = "Workbook".encode("utf-16-le")
BOOK: Final = "Book".encode("utf-16-le")
SEARCHED_BYTES: Final = 64 * 2**20
#: So many blank rows in a row are a gap in the sheet, not records.
GAP_ROWS: Final = 1_000


def recognises(head: bytes, _: Original) -> bool:
    """Workbooks are zips or OLE files; other zips were unpacked before readers are asked."""
    return head.startswith((*ZIP_STARTS, OLE_START))


def tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    """Yield a table for each sheet with a cell in it, hidden sheets too, and say so."""
    del options
    with original.open() as stream:
        zipped = stream.read(4) in ZIP_STARTS
    errors: dict[str, Corners] = {}
    corners: dict[str, Corners] = {}
    if zipped:
        _refuse_documents(original)
        corners = check_zipped_workbook(original, limits)
        errors = _by_sheet(original, corners)
    if not zipped or any(part.endswith("workbook.bin") for part in corners):
        try_to_open(original)
    with _calamine_errors(original), original.open() as stream:
        workbook = calamine.load_workbook(stream)
        sheets = list(workbook.sheets_metadata)
    found = False
    for index, sheet in enumerate(sheets):
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        with _calamine_errors(original):
            content = workbook.get_sheet_by_index(index)
        if content.start is None:
            continue
        found = True
        yield _table(original, sheet, content, errors.get(sheet.name, Corners()), limits)
    if not found:
        raise EmptyOriginalError(original.path, "no sheet has a cell.", "Fetch it again.")


READER = Reader("spreadsheet", recognises, tables)


def _table(
    original: Original, sheet: Any, content: Any, corners: Corners, limits: Limits
) -> RawTable:
    (first_row, first_column), (last_row, last_column) = content.start, content.end
    rows, columns = last_row - first_row + 1, last_column - first_column + 1
    if columns > limits.columns or rows * columns > limits.sheet_cells:
        raise LimitError(
            original.path,
            f"sheet {sheet.name!r} has {rows} rows and {columns} columns; at most "
            f"{limits.columns} columns and {limits.sheet_cells} cells are read.",
            "Copy the rows that matter to a new sheet.",
        )
    warnings = []
    if sheet.visible != calamine.SheetVisibleEnum.Visible:
        warnings.append(f"Sheet {sheet.name!r} is hidden in the workbook; it was read.")
    reading = _SheetReading(original, sheet.name, content, corners, limits, warnings)
    return RawTable(
        name=sheet.name,
        batches=reading.batches(),
        understanding={"format": "spreadsheet", "sheet": sheet.name},
        warnings=warnings,
    )


class _SheetReading:
    """One pass over a sheet."""

    def __init__(
        self,
        original: Original,
        name: str,
        content: Any,
        corners: Corners,
        limits: Limits,
        warnings: list[str],
    ) -> None:
        self._original = original
        self._name = name
        self._content = content
        self._corners = corners
        self._limits = limits
        self._warnings = warnings
        self._width = content.end[1] - content.start[1] + 1

    def batches(self) -> Iterator[pa.RecordBatch]:
        rows: list[list[str]] = []
        numbers: list[int] = []
        blanks: list[int] = []
        for number, row in self._rows():
            if not any(row):
                blanks.append(number)
                continue
            if len(blanks) < GAP_ROWS:
                numbers += blanks
                rows += [[""] * self._width for _ in blanks]
            else:
                self._warnings.append(
                    f"Rows {blanks[0]} to {blanks[-1]} of sheet {self._name!r} are blank; they "
                    "are a gap, not records."
                )
            blanks.clear()
            numbers.append(number)
            rows.append(row)
            if len(rows) >= self._limits.batch_rows:
                yield self._batch(rows, numbers)
                rows, numbers = [], []
        if rows:
            yield self._batch(rows, numbers)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row from the first used one on, with its number in the sheet."""
        first_row, first_column = self._content.start
        errors = self._corners.errors
        with _calamine_errors(self._original):
            for index, row in enumerate(self._content.iter_rows()):
                if index < first_row:
                    continue
                cells = [c if c.__class__ is str else CELL_TEXT[c.__class__](c) for c in row]
                if errors:
                    for column in range(len(cells)):
                        cells[column] = cells[column] or errors.get(
                            (index, first_column + column), ""
                        )
                yield index + 1, cells

    def _batch(self, rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> pa.RecordBatch:
        columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        table = pa.table(columns, names=[f"c{index}" for index in range(len(columns))])
        return with_places(table, pa.array(np.array(numbers, np.int64)), f"sheet={self._name}!row=")


@contextmanager
def _calamine_errors(original: Original) -> Iterator[None]:
    """Translate what calamine raises. Its panics are BaseExceptions: the only place to catch one."""
    try:
        yield
    except calamine.PasswordError as error:
        raise _locked(original) from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise _damaged(original, str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(original, "its parts do not fit together") from error


def _locked(original: Original) -> OriginalError:
    return DamagedOriginalError(
        original.path, "is locked with a password.", "Save it without the password."
    )


def _damaged(original: Original, reason: str) -> OriginalError:
    with original.open() as stream:
        content = stream.read(SEARCHED_BYTES)
    is_ole = content.startswith(OLE_START)
    if is_ole and ENCRYPTED in content:
        return _locked(original)
    if is_ole and WORKBOOK not in content and BOOK not in content:
        return NotSpendingDataError(
            original.path, "is an old Office file without a sheet.", "Save its tables as CSV."
        )
    return DamagedOriginalError(
        original.path,
        f"the workbook cannot be read ({reason.strip() or 'no reason given'}).",
        "Open it in a spreadsheet program and save it again.",
    )


def _refuse_documents(original: Original) -> None:
    """Word, PowerPoint and the like are zips with the same first bytes."""
    try:
        with original.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            kind = _start(archive, "mimetype") if "mimetype" in names else b""
            manifest = "META-INF/manifest.xml"
            locked = manifest in names and b"encryption-data" in _start(archive, manifest)
    except BROKEN as error:
        raise _damaged(original, str(error)) from error
    if locked:
        raise _locked(original)
    other = any(re.match(r"^(word|ppt|visio)/", name) for name in names)
    if other or (kind and b"spreadsheet" not in kind):
        raise NotSpendingDataError(
            original.path, "is a document, not a spreadsheet.", "Save its tables as CSV or XLSX."
        )


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(2**16)


def _by_sheet(original: Original, corners: dict[str, Corners]) -> dict[str, Corners]:
    """Give the corners of each sheet by its name; of XLSX alone, for the text of error cells."""
    if not any(corner.errors for corner in corners.values()):
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with original.open() as stream, zipfile.ZipFile(stream) as archive:
            book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
            links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    except (*BROKEN, KeyError, etree.XMLSyntaxError):
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter("{*}sheet"):
        link = next((value for key, value in sheet.items() if str(key).endswith("}id")), None)
        part = "xl/" + targets.get(link, "").removeprefix("/xl/").removeprefix("xl/")
        found[sheet.get("name", "")] = corners.get(part, Corners())
    return found
