"""`sunlit eval`: how well does the matcher do on labelled lines?"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import orjson
import typer
from rich.console import Console
from rich.table import Table

from sunlit import pipeline
from sunlit.cli import options as o
from sunlit.cli.scanner import KnowledgeFolder, make_scanner

_WIDTH_IN_A_PIPE: Final = 160


class EvalFormat(StrEnum):
    """How eval writes its figures."""

    table = "table"
    jsonl = "jsonl"


def evaluate(
    lines: Annotated[
        Path,
        typer.Argument(
            metavar="LINES.csv",
            help="Labelled lines: text, field, other_cells, parties, grade, stance, class...",
        ),
    ],
    threshold: Annotated[
        float, typer.Option("--threshold", min=0, max=1, help="A tie counts from this score on.")
    ] = o.DEFAULT_MIN_SCORE,
    knowledge: KnowledgeFolder = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="List each miss and false hit.")] = False,
    fmt: Annotated[EvalFormat, typer.Option("--format", "-f")] = EvalFormat.table,
) -> None:
    """Measure recall, precision and F1 of true ties on labelled lines, with 95 % intervals.

    Figures are given over all lines and by language, author, grade, stance, difficulty, class.

    \b
    Example: sunlit eval labelled/lines.csv --wrong
    """
    result = pipeline.evaluate(lines, make_scanner(knowledge, min_score=threshold))
    if fmt is EvalFormat.jsonl:
        for row in result.rows():
            typer.echo(orjson.dumps(row).decode())
        return
    # A pipe has no width of its own, and a folded table cannot be read.
    console = Console(
        highlight=False, markup=False, width=None if sys.stdout.isatty() else _WIDTH_IN_A_PIPE
    )
    rows = list(result.rows())
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in rows[0]:
        table.add_column(name, justify="left" if name in ("by", "group") else "right")
    previous = ""
    for row in rows:
        table.add_row(*(("" if n == "by" and v == previous else v) for n, v in row.items()))
        previous = row["by"]
    console.print(table)
    typer.echo(
        "Shares in 0-1 with Wilson 95 % intervals; a tie counts from score "
        f"{threshold:.2f} on with stance acquires or services."
    )
    if wrong:
        for one in result.wrong:
            if one.kind in ("miss", "false hit"):
                console.print(
                    f"{one.kind}: {one.line} [{one.party}] expected {one.expected}, "
                    f"told {one.told}: {one.text}"
                )
