"""How a file was understood, for a person, before anything is believed."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from sunlit.publish.terminal.layout import plain

_SAMPLE = 32


def print_understanding(path: str, table: Mapping[str, Any], console: Console) -> None:
    """Print the record of one table: how it was read, each column's meaning with three values."""
    console.print(plain(path + (f" · sheet {table['table']}" if table["table"] else ""), "bold"))
    for label, text in _facts(table):
        if text:
            console.print(plain(f"  {label:<14}{text}"), soft_wrap=True)
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("#", "column", "field", "sure", "why", "values"):
        grid.add_column(name, overflow="fold")
    for column in table["columns"]:
        samples = " | ".join(_short(sample) for sample in column["samples"])
        grid.add_row(
            plain(column["index"] + 1),
            plain(column["name"] or "(no name)"),
            plain(column["field"], "dim" if column["field"] == "ignored" else "cyan"),
            plain(f"{column['confidence']:.2f}", "" if column["confidence"] >= 0.6 else "yellow"),
            plain(column["why"]),
            plain(samples),
        )
    console.print(grid)
    for warning in table["warnings"]:
        console.print(plain(f"  {warning}", "yellow"))
    console.print()


def _facts(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    header = table["header_row"]
    constants = table["constants"]
    reading = ", ".join(f"{name} {value}" for name, value in table["reading"].items())
    return [
        ("read as", reading),
        ("layout", table["layout"] or ""),
        ("header", f"row {header}: {table['header_why']}" if header else table["header_why"]),
        ("rows are", f"{constants.get('kind', '')}, amounts of the {constants.get('amount_covers')}"),
        ("dates", f"{table['date_order'] or 'unknown'}: {table['date_why']}"),
        ("decimal mark", f"{table['decimal_mark']}  {table['decimal_why']}"),
        ("signs", table["sign_rule"]),
        ("currency", f"{constants.get('currency') or 'unknown'}: {table['currency_why']}"),
        ("buyer", constants.get("buyer", "")),
    ]


def _short(sample: str) -> str:
    one_line = " ".join(sample.split())
    return one_line if len(one_line) <= _SAMPLE else f"{one_line[:_SAMPLE]}…"
