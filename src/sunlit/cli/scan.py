"""`sunlit scan`: find the purchases tied to restricted vendors."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sunlit import pipeline, publish
from sunlit.cli import options as o
from sunlit.cli.lists import Lists, OnlyList, with_lists
from sunlit.cli.output import OutputFormat, choose_format, finish, write_report, write_scan


def scan(
    paths: o.Paths,
    fmt: Annotated[
        OutputFormat | None,
        typer.Option("--format", "-f", help="Default: by the ending of --out, else table."),
    ] = None,
    out: o.Out = None,
    report: o.Report = None,
    min_score: o.MinScore = o.DEFAULT_MIN_SCORE,
    maps: o.Maps = None,
    profile: o.ProfilePath = None,
    date_order: o.Order = None,
    decimal_mark: o.DecimalMark = None,
    encoding: o.Encoding = None,
    delimiter: o.Delimiter = None,
    buyer: o.Buyer = None,
    jurisdiction: o.Jurisdiction = None,
    currency: o.Currency = None,
    lists: Lists = None,
    only_list: OnlyList = False,
    memory: Annotated[
        Path | None,
        typer.Option(
            "--memory",
            metavar="FOLDER",
            help="Keep what was read and matched here; a later scan does only what changed.",
        ),
    ] = None,
    engine: o.EngineName = "local",
    workers: o.Workers = None,
    quiet: o.Quiet = False,
) -> None:
    """Find the purchases tied to restricted vendors, with proof, and account for every row.

    \b
    Example: sunlit scan council-payments/ --jurisdiction GB
             sunlit scan po-2023.xlsx --format jsonl --out findings.jsonl --report account.json

    Exit status: 0 done, 1 failed, 2 usage, 3 done but rows or files were refused.
    """
    chosen = choose_format(fmt, out)
    run = o.make_run(
        engine=o.make_engine(engine, workers),
        maps=maps,
        profile=profile,
        date_order=date_order,
        decimal_mark=decimal_mark,
        encoding=encoding,
        delimiter=delimiter,
        buyer=buyer,
        jurisdiction=jurisdiction,
        currency=currency,
        min_score=min_score,
        quiet=quiet,
    )
    run = with_lists(run, lists, only=only_list, quiet=quiet)
    result = pipeline.scan(paths, replace(run, memory=memory))
    summary = publish.summarise(result.findings)
    write_scan(result, summary, chosen, out, quiet=quiet)
    if report is not None:
        write_report(report, result.account, summary)
    finish(result.account)
