"""`sunlit resellers`: who sold the named thing to whom, learnt from findings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import orjson
import typer
from rich.console import Console
from rich.table import Table

from sunlit.publish import written_whole
from sunlit.publish.clean import one_line
from sunlit.services import leads as services
from sunlit.services.leads import SupplierSales


class RecordFormat(StrEnum):
    """How records are written."""

    table = "table"
    jsonl = "jsonl"


FoundIn = Annotated[
    list[Path],
    typer.Option(
        "--in",
        metavar="FILE",
        help="Findings as JSON Lines or Parquet. May be repeated.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Write JSON Lines here instead of to the screen.")
]
Format = Annotated[RecordFormat, typer.Option("--format", "-f")]


def resellers(found_in: FoundIn, fmt: Format = RecordFormat.table, out: Out = None) -> None:
    """Show which suppliers sold the named things to whom, as far as findings say.

    Selling them was seldom forbidden: this says who delivered, not who did wrong.

    \b
    Example: sunlit scan payments.csv --out findings.jsonl
             sunlit resellers --in findings.jsonl
    """
    write_records(services.resellers(found_in), fmt, out, _table)


class Recorded(Protocol):
    """What can be written as a line of JSON."""

    def as_record(self) -> Mapping[str, object]:
        """The record as plain data."""


Kind = TypeVar("Kind", bound=Recorded)


def write_records(
    records: Iterable[Kind],
    fmt: RecordFormat,
    out: Path | None,
    table: Callable[[Sequence[Kind]], Table | str],
) -> int:
    """Write records as JSON Lines, or show them as `table` does; gives how many there were."""
    count = 0
    if out is None and fmt is RecordFormat.table:
        rows = list(records)
        Console(highlight=False, markup=False).print(table(rows))
        return len(rows)
    if out is None:
        for record in records:
            typer.echo(orjson.dumps(record.as_record()))
            count += 1
        return count
    with written_whole(out, binary=True) as stream:
        for record in records:
            stream.write(orjson.dumps(record.as_record(), option=orjson.OPT_APPEND_NEWLINE))
            count += 1
    return count


def _table(resellers: Sequence[SupplierSales]) -> Table | str:
    if not resellers:
        return "No supplier in these findings sold a named thing."
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("supplier", "sold things of", "to", "purchases", "money"):
        table.add_column(column, overflow="fold")
    for reseller in resellers:
        money = "; ".join(
            f"{reseller.at_least[currency]:f} to {reseller.at_most[currency]:f} "
            f"{currency or '(currency not stated)'}"
            for currency in sorted(reseller.at_most)
        )
        cells = (
            reseller.supplier,
            ", ".join(reseller.parties[party] for party in sorted(reseller.parties)),
            ", ".join(sorted(reseller.buyers)) or "(buyer not stated)",
            f"{reseller.purchases:,}",
            money or "(no amount)",
        )
        table.add_row(*map(one_line, cells))
    return table
