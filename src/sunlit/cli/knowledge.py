"""`sunlit knowledge`: what the findings are judged by."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from sunlit.cli.knowledge_diff import diff
from sunlit.cli.scanner import KnowledgeFolder
from sunlit.services import knowledge as service

app = typer.Typer(
    help="List, show and check what findings are judged by: parties, signals, instruments."
    "\n\nExample: sunlit knowledge show hikvision",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command(name="diff")(diff)


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
    everything = service.load(knowledge)
    rows = [row for row in service.list_rows(everything) if kind in (None, row["kind"])]
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
def where() -> None:
    """Print the folder of Sunlit's own knowledge: copy it to make one of your own.

    \b
    Example: cp -r "$(sunlit knowledge where)" my-knowledge
             sunlit knowledge where
    """
    typer.echo(service.OWN_FOLDER)


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
    sheet = service.show(service.load(knowledge), wanted)
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
    everything = service.load(knowledge)
    checked = service.check(everything, knowledge)
    for problem in checked.problems:
        if problem.level != "note":
            typer.echo(f"{problem.level}: {problem.file}: {problem.key}: {problem.message}")
    typer.echo(
        f"{len(everything.parties)} parties, {len(everything.signals)} signals, "
        f"{len(everything.instruments)} instruments; "
        + ", ".join(f"{checked.count(level)} {level}s" for level in ("error", "warning", "note"))
        + "."
    )
    if not checked.with_cases:
        typer.echo(
            "Whether each boundary has its cases was not checked: no tests stand beside this."
        )
    if checked.count("error"):
        raise typer.Exit(1)


def _console() -> Console:
    return Console(highlight=False, markup=False)
