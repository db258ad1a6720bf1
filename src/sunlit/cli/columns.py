"""`sunlit columns`: how a file was understood, before anything is believed."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from sunlit.cli import options as o
from sunlit.cli.reading import takes_reading_options
from sunlit.errors import OriginalError
from sunlit.publish import print_understanding
from sunlit.services import columns as service
from sunlit.services.run import ReadOptions


@takes_reading_options()
def columns(
    paths: o.Paths,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Write the profile that later runs use."),
    ] = None,
    *,
    reading: ReadOptions,
) -> None:
    """Show how a file was understood: encoding, dialect, header, each column's meaning.

    \b
    Example: sunlit columns payments.csv
             sunlit columns payments.csv --map 'Net Paid=amount' --save payments.profile.yaml
    """
    run = o.make_run(reading, quiet=True)
    console = Console()
    failed, understood = 0, []
    for path, outcome in service.columns(paths, run):
        if isinstance(outcome, OriginalError):
            typer.echo(f"sunlit: {outcome}", err=True)
            failed += 1
            continue
        understood.extend(outcome)
        for table in outcome:
            print_understanding(path, table.as_record(), console)
    if save is not None and understood:
        service.save_profile(understood, save, reading)
        typer.echo(f"Saved {save}. Use it with `--profile {save}`.", err=True)
    if not understood:
        raise typer.Exit(1)
    if failed:
        raise typer.Exit(o.EXIT_REFUSED)
