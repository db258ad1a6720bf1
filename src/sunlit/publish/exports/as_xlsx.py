"""XLSX: a workbook to read and filter; amounts are numbers, text is never a formula or a link."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter

from sunlit.publish.clean import spreadsheet_text
from sunlit.publish.exports.contract import Batches, Law, findings_of
from sunlit.publish.exports.flat import MENTION_COLUMNS, finding_columns, mention_cells
from sunlit.schema import rows_of
from sunlit.tables import PURCHASES, Finding, Purchase
from sunlit.values.as_text import amount_text, date_text

#: Limits of the format: Excel specifications and limits, "Worksheet and workbook".
CELL_CHARACTERS: Final = 32_767
SHEET_ROWS: Final = 1_048_576
_CUT: Final = " […cut: see the original]"
#: A sheet counts days from 1900; an older one stays text.
_FIRST_DAY: Final = datetime.date(1900, 3, 1)
#: A sheet keeps numbers as doubles: more digits than these would be rounded, so they stay text.
_EXACT_DIGITS: Final = 15
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def write_findings(
    batches: Batches,
    out: IO[Any],
    law: Law | None = None,
    *,
    with_law: bool = False,
    sheet_rows: int = SHEET_ROWS,
) -> None:
    """Write a sheet "findings", and a sheet "mentions" with the characters of each hit."""
    columns = finding_columns(law, with_law=with_law)
    with _workbook(out) as book:
        findings = _Sheets(
            book, "findings", [c.name for c in columns], [c.width for c in columns], sheet_rows
        )
        mentions = _Sheets(
            book, "mentions", MENTION_COLUMNS, [18] * len(MENTION_COLUMNS), sheet_rows
        )
        for finding in findings_of(batches):
            day = _day(finding)
            findings.write(day if c.name == "date" and day else c.cell(finding) for c in columns)
            for cells in mention_cells(finding):
                mentions.write(cells)
        findings.close()
        mentions.close()


def write_purchases(batches: Batches, out: IO[Any], *, sheet_rows: int = SHEET_ROWS) -> None:
    """Write sheets "purchases", "purchases 2" ... in the columns of tables.PURCHASES."""
    with _workbook(out) as book:
        widths = [_PURCHASE_WIDTHS.get(name, 14) for name in PURCHASES.names]
        sheets = _Sheets(book, "purchases", PURCHASES.names, widths, sheet_rows)
        for batch in batches:
            for start in range(0, batch.num_rows, _SLICE):
                for purchase in rows_of(Purchase, batch.slice(start, _SLICE)):
                    sheets.write(_purchase_cells(purchase))
        sheets.close()


def _purchase_cells(purchase: Purchase) -> Iterator[Any]:
    for name in PURCHASES.names:
        if name == "date":
            yield _day(purchase) or date_text(purchase.date, purchase.date_precision)
        else:
            yield getattr(purchase, name)


def _day(row: Finding | Purchase) -> datetime.date | None:
    """The date, when it is known to the day and a sheet can hold it as one."""
    exact = row.date is not None and row.date_precision in (None, "day")
    return row.date if exact and row.date and row.date >= _FIRST_DAY else None


_SLICE: Final = 1_024
_PURCHASE_WIDTHS: Final = {"original": 30, "buyer": 30, "supplier": 30, "description": 60}


def _workbook(out: IO[Any]) -> Any:
    book = xlsxwriter.Workbook(out, _OPTIONS)
    # The day of writing would make the bytes differ from run to run.
    book.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
    return book


class _Sheets:
    """Rows under a header, on a further sheet where one is full."""

    def __init__(
        self,
        book: Any,
        name: str,
        header: Sequence[str],
        widths: Sequence[int],
        sheet_rows: int,
    ) -> None:
        self._book, self._name, self._header, self._widths = book, name, header, widths
        self._sheet_rows = sheet_rows
        self._number = 0
        self._bold = book.add_format({"bold": True, "bg_color": "#E9E6DF", "valign": "top"})
        self._money = book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00", "valign": "top"})
        self._exact = book.add_format({"num_format": "#,##0.00####;-#,##0.00####"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._top = book.add_format({"valign": "top"})
        self._begin()

    def write(self, cells: Iterable[Any]) -> None:
        """Write one row."""
        if self._row >= self._sheet_rows:
            self.close()
            self._begin()
        for at, value in enumerate(cells):
            if value is not None:
                self._write_cell(at, value)
        self._row += 1

    def close(self) -> None:
        """Set the filter over all rows of the sheet."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(self._header) - 1)

    def _begin(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} {self._number}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, width)
        for at, title in enumerate(self._header):
            self._sheet.write_string(0, at, title, self._bold)
        self._row = 1

    def _write_cell(self, at: int, value: Any) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(self._row, at, value, self._top)
        elif isinstance(value, Decimal):
            self._write_amount(at, value)
        elif isinstance(value, datetime.date):
            self._sheet.write_datetime(self._row, at, value, self._day)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._row, at, value, self._top)
        else:
            self._sheet.write_string(self._row, at, cell_text(str(value)), self._top)

    def _write_amount(self, at: int, value: Decimal) -> None:
        if not _fits_double(value):
            self._sheet.write_string(self._row, at, str(amount_text(value)), self._top)
            return
        cents = value == value.quantize(Decimal("0.01"))
        self._sheet.write_number(self._row, at, value, self._money if cents else self._exact)


def cell_text(text: str) -> str:
    """Make text fit a cell: no formula, no control characters, cut aloud at the format's limit."""
    clean = spreadsheet_text(text).replace("\ufffe", "").replace("\uffff", "")
    # The limit counts UTF-16 units, of which a rare character takes two.
    if len(clean) + sum(1 for char in clean if char > "\uffff") <= CELL_CHARACTERS:
        return clean
    units = clean.encode("utf-16-le", "replace")[: 2 * (CELL_CHARACTERS - len(_CUT))]
    return units.decode("utf-16-le", "ignore") + _CUT


def _fits_double(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) <= _EXACT_DIGITS
