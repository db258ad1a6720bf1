"""How a file was understood, for a person, before anything is believed."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from sunlit.publish.terminal.layout import plain, print_line, print_rows

_HEADER = ("#", "column", "field", "sure", "why", "values")
_SAMPLE = 32
#: Below this a person should look twice.
_SURE = 0.6


def print_understanding(path: str, table: Mapping[str, Any], console: Console) -> None:
    """Print the record of one table: how it was read, each column's meaning with its values.

    `table` is what `Understanding.as_record` of the sources gives.
    """
    sheet = f", sheet {table['table']}" if table["table"] else ""
    print_line(console, plain(path + sheet, "bold"))
    for label, text in _facts(table):
        if text:
            print_line(console, Text.assemble((f"{label:<14}", "dim"), plain(text)), 2)
    print_rows(console, _HEADER, [_column(column) for column in table["columns"]])
    for warning in table["warnings"]:
        print_line(console, plain(f"Note: {warning}", "yellow"))
    console.print()


def _column(column: Mapping[str, Any]) -> list[Text]:
    return [
        plain(column["index"] + 1),
        plain(column["name"] or "(no name)"),
        plain(column["field"], "dim" if column["field"] == "ignored" else "cyan"),
        plain(f"{column['confidence']:.2f}", "" if column["confidence"] >= _SURE else "yellow"),
        plain(column["why"]),
        plain(" | ".join(_short(sample) for sample in column["samples"])),
    ]


def _facts(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    header, constants = table["header_row"], table["constants"]
    kind = constants.get("kind", "")
    return [
        ("read as", ", ".join(f"{name} {value}" for name, value in table["reading"].items())),
        ("layout", table["layout"] or ""),
        ("header", f"row {header}: {table['header_why']}" if header else table["header_why"]),
        ("rows are", f"{kind}, amounts of the {constants.get('amount_covers') or 'unknown'}"),
        ("dates", f"{table['date_order'] or 'unknown'}: {table['date_why']}"),
        ("decimal mark", f"{table['decimal_mark']}  {table['decimal_why']}"),
        ("signs", table["sign_rule"]),
        ("currency", f"{constants.get('currency') or 'unknown'}: {table['currency_why']}"),
        ("buyer", constants.get("buyer", "")),
    ]


def _short(sample: str) -> str:
    one_line = " ".join(sample.split())
    return one_line if len(one_line) <= _SAMPLE else f"{one_line[:_SAMPLE]}…"
