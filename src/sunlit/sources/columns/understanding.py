"""What was a table taken for? The record that `sunlit columns` shows and a profile keeps."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sunlit.sources.columns.choose import ColumnMeaning
from sunlit.sources.columns.layout_files import Rule
from sunlit.values.day_order import Order


@dataclass(frozen=True)
class Understanding:
    """How one table of an original was understood.

    `header_row` is the record number of the header, None when there is none or when the format
    names the columns itself. `constants` hold for every row: kind, amount_covers, date_kind,
    currency, buyer, jurisdiction. Each `*_why` says how that was decided.
    """

    path: str
    table: str  # "" or the sheet's name
    reading: Mapping[str, str]  # format, encoding, delimiter...
    layout: str | None
    header_row: int | None
    header_why: str
    columns: tuple[ColumnMeaning, ...]
    date_order: Order | None
    date_why: str
    date_form: str  # "text", "serial" (Excel) or "unix_ms"
    decimal_mark: str
    decimal_why: str
    currency_why: str
    constants: Mapping[str, str]
    warnings: tuple[str, ...] = field(default=())
    rules: tuple[Rule, ...] = ()  # of fields that the cell of another column tells, row by row
    header_rows: int = 1  # how many the header goes over; `header_row` is the last

    def column_of(self, wanted: str) -> ColumnMeaning | None:
        """Give the column of a field, the first where several have it."""
        return next((c for c in self.columns if c.field == wanted), None)

    @property
    def names(self) -> list[str]:
        """The columns' names as published, in their order; "" where one has none."""
        return [c.name for c in self.columns]

    def as_record(self) -> dict[str, Any]:
        """Give all of it as plain data."""
        record = asdict(self)
        record["reading"] = dict(self.reading)
        record["constants"] = dict(self.constants)
        record["sign_rule"] = SIGN_RULE
        return record


#: A decimal mark that changes from row to row.
MIXED = "mixed"

#: How the sign of an amount is read, in every file.
SIGN_RULE = "-45, 45-, (45) and 45 CR are money back; 45 DR and 45 are money out"
