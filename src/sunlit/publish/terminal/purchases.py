"""Purchases for a person: the columns that are asked for first."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from sunlit.publish.terminal.layout import plain, print_rows
from sunlit.publish.wording import figure
from sunlit.tables import Purchase
from sunlit.values.as_text import date_text

_COLUMNS: Final = ("buyer", "date", "amount", "currency", "supplier", "description", "kind")
_LONGEST: Final = 160


def print_purchases(
    purchases: Sequence[Purchase], console: Console, *, with_header: bool = True
) -> None:
    """Print purchases; piped, one line each."""
    rows = [[plain(_cell(row, name)) for name in _COLUMNS] for row in purchases]
    print_rows(console, _COLUMNS, rows, with_header=with_header)


def _cell(row: Purchase, name: str) -> str:
    if name == "amount":
        return "" if row.amount is None else figure(row.amount)
    if name == "date":
        return date_text(row.date, row.date_precision) or ""
    text = str(getattr(row, name) or "")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
