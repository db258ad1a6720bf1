"""`sunlit read`: every purchase as understood."""

from typing import Annotated

import typer

from sunlit.cli import options as o
from sunlit.cli.output import (
    OutputFormat,
    choose_format,
    finish,
    write_purchases,
    write_report,
)
from sunlit.cli.reading import takes_reading_options
from sunlit.services import read as service
from sunlit.services.run import Account, ReadOptions


@takes_reading_options()
def read(
    paths: o.Paths,
    fmt: Annotated[
        OutputFormat | None,
        typer.Option("--format", "-f", help="Default: by the ending of --out, else table."),
    ] = None,
    out: o.Out = None,
    report: o.Report = None,
    *,
    reading: ReadOptions,
    quiet: o.Quiet = False,
) -> None:
    """Write every purchase as understood, restricted or not: one tidy table from many layouts.

    \b
    Example: sunlit read council-payments/ --format csv --out tidy.csv
             sunlit read po-2023.xlsx --map 'Net Paid=amount' --date-order dmy

    Exit status: 0 done, 1 failed, 2 usage, 3 done but rows or files were refused.
    """
    chosen = choose_format(fmt, out)
    run = o.make_run(reading, quiet=quiet)
    account = Account()
    write_purchases(service.read(paths, run, account), account, chosen, out, quiet=quiet)
    if report is not None:
        write_report(report, account)
    finish(account)
