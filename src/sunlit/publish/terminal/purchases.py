"""Purchases for a person: the columns that are asked for first."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.console import Console

from sunlit.publish.terminal.layout import plain, print_rows
from sunlit.publish.wording import decimal_of, figure

_COLUMNS: Final = ("buyer", "date", "amount", "currency", "supplier", "description", "kind")
_LONGEST: Final = 160


def print_purchases(
    purchases: Sequence[Mapping[str, Any]], console: Console, *, with_header: bool = True
) -> None:
    """Print rows of tables.PURCHASES, their amounts and dates as text; piped, one line each."""
    rows = [[plain(_cell(row, name)) for name in _COLUMNS] for row in purchases]
    print_rows(console, _COLUMNS, rows, with_header=with_header)


def _cell(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if name == "amount":
        amount = decimal_of(value)
        return "" if amount is None else figure(amount)
    text = str(value or "")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
