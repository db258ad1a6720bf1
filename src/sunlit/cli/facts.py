"""`sunlit facts`: what do a file's own cells already say of money, buyer and place?"""

from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from sunlit.cli.reading import takes_reading_options
from sunlit.cli.scanner import KnowledgeFolder
from sunlit.errors import OriginalError
from sunlit.publish.clean import one_line
from sunlit.services.facts import FoundFact, found_facts
from sunlit.services.knowledge import load
from sunlit.services.run import ReadOptions


@takes_reading_options()
def facts(
    paths: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files of purchases.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    knowledge: KnowledgeFolder = None,
    *,
    reading: ReadOptions,
) -> None:
    """Show the facts that cells say by themselves, each with the cell that says it.

    \b
    Example: sunlit facts payments-2021.csv
    """
    failed = False
    records = []
    for fact in found_facts(paths, load(knowledge), reading):
        if isinstance(fact, OriginalError):
            typer.echo(f"sunlit: {fact}", err=True)
            failed = True
        else:
            records.append(fact)
    if as_json:
        rows = [
            {
                **record.inferred._asdict(),
                "path": record.path,
                "first_row": record.first_row,
                "rows": record.rows,
            }
            for record in records
        ]
        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
    else:
        _print(records)
    if failed:
        raise typer.Exit(1)


def _print(records: list[FoundFact]) -> None:
    table = Table("fact", "value", "column", "cell", "rows", "first", "because", box=None)
    for record in records:
        said = record.inferred
        table.add_row(
            said.fact,
            said.value,
            one_line(said.column),
            one_line(said.cell)[:80],
            str(record.rows),
            f"row {record.first_row}",
            f"“{one_line(said.words)}”: {said.why}",
        )
    if records:
        Console(highlight=False, markup=False).print(table)
    typer.echo(f"{len(records)} cells say a fact.")
