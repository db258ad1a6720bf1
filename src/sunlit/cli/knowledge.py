"""`sunlit knowledge`: what the findings are judged by."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from sunlit import knowledge as known
from sunlit.cli.scanner import KnowledgeFolder, load_knowledge
from sunlit.knowledge import present
from sunlit.knowledge.untested import cases_beside, untested

app = typer.Typer(
    help="List, show and check what findings are judged by: parties, signals, instruments."
    "\n\nExample: sunlit knowledge show hikvision",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(name="list")
def list_(
    kind: Annotated[
        str | None, typer.Argument(help="party or instrument; both when left out.")
    ] = None,
    knowledge: KnowledgeFolder = None,
) -> None:
    """List every party and instrument, one line each.

    \b
    Example: sunlit knowledge list
             sunlit knowledge list instrument
    """
    everything = load_knowledge(knowledge)
    rows = [row for row in present.list_rows(everything) if kind in (None, row["kind"])]
    if not rows:
        raise typer.BadParameter(f"{kind!r}: say party or instrument.")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in rows[0]:
        table.add_column(column, overflow="fold", no_wrap=column == "id")
    for row in rows:
        table.add_row(*row.values())
    _console().print(table)
    typer.echo(f"Knowledge version {everything.version}.")


@app.command()
def show(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="A party, instrument, category, signal or report.")
    ],
    knowledge: KnowledgeFolder = None,
) -> None:
    """Show all that is known of one id, with the source of each fact.

    \b
    Example: sunlit knowledge show us-ndaa-889-a1a
    """
    sheet = present.show(load_knowledge(knowledge), wanted)
    console = _console()
    console.print(f"{sheet.name} ({sheet.kind} {sheet.id}, {sheet.verified})", style="bold")
    for section in sheet.sections:
        if not section.rows:
            continue
        console.print()
        table = Table(title=section.title, title_justify="left", box=None, pad_edge=False)
        for column in section.columns:
            table.add_column(column, overflow="fold")
        for row in section.rows:
            table.add_row(*row)
        console.print(table)


@app.command()
def check(knowledge: KnowledgeFolder = None) -> None:
    """Check the knowledge: references, sources, intervals, patterns, cases; exit 1 on an error.

    \b
    Example: sunlit knowledge check
    """
    everything = load_knowledge(knowledge)
    problems = known.check(everything)
    # Sunlit's own cases say nothing of a boundary that a user's folder holds.
    cases = cases_beside(Path(known.__file__).parents[1]) if knowledge is None else None
    if cases is not None:
        problems += untested(everything, cases)
    for row in present.check_rows(problems):
        if row["level"] != "note":
            typer.echo(f"{row['level']}: {row['file']}: {row['key']}: {row['message']}")
    counts = {
        level: sum(p.level == level for p in problems) for level in ("error", "warning", "note")
    }
    typer.echo(
        f"{len(everything.parties)} parties, {len(everything.signals)} signals, "
        f"{len(everything.instruments)} instruments; "
        + ", ".join(f"{count} {level}s" for level, count in counts.items())
        + "."
    )
    if cases is None:
        typer.echo(
            "Whether each boundary has its cases was not checked: no tests stand beside this."
        )
    if counts["error"]:
        raise typer.Exit(1)


def _console() -> Console:
    return Console(highlight=False, markup=False)
