"""`sunlit scan`: find the purchases tied to restricted vendors."""

from pathlib import Path
from typing import Annotated

import typer

from sunlit.cli import options as o
from sunlit.cli.output import (
    OutputFormat,
    choose_folder_format,
    choose_format,
    finish,
    write_report,
    write_scan,
    write_scan_folder,
)
from sunlit.cli.reading import takes_reading_options
from sunlit.cli.scanner import KnowledgeFolder, Lists, OnlyList, scanner_with_lists
from sunlit.publish import names_folder
from sunlit.services import scan as service
from sunlit.services.run import ReadOptions


@takes_reading_options()
def scan(
    paths: o.Paths,
    fmt: Annotated[
        OutputFormat | None,
        typer.Option("--format", "-f", help="Default: by the ending of --out, else table."),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            "-o",
            metavar="PLACE",
            help="Write here instead of to the screen: a file; or a new folder, NAME/ or "
            "s3://BUCKET/NAME, for findings and account.",
            show_default=False,
        ),
    ] = None,
    report: o.Report = None,
    with_law: Annotated[
        bool,
        typer.Option(
            "--with-law",
            help="Tell the law beside each finding, not once per file, so that a line stands alone.",
        ),
    ] = False,
    min_score: o.MinScore = o.DEFAULT_MIN_SCORE,
    *,
    reading: ReadOptions,
    knowledge: KnowledgeFolder = None,
    lists: Lists = None,
    only_list: OnlyList = False,
    engine: o.EngineName = "local",
    workers: o.Workers = None,
    quiet: o.Quiet = False,
) -> None:
    """Find the purchases tied to restricted vendors, with proof, and account for every row.

    \b
    Example: sunlit scan council-payments/ --jurisdiction GB
             sunlit scan po-2023.xlsx --format jsonl --out findings.jsonl --report account.json
             sunlit scan /mnt/spending/ --engine spark://HOST:7077 --out s3://BUCKET/2026-11/

    Exit status: 0 done, 1 failed, 2 usage, 3 done but rows or files were refused.
    """
    folder = out if out is not None and names_folder(out) else None
    file = Path(out) if out is not None and folder is None else None
    chosen = choose_folder_format(fmt, folder) if folder else choose_format(fmt, file)
    run = o.make_run(reading, engine=o.make_engine(engine, workers), quiet=quiet)
    scanner = scanner_with_lists(knowledge, lists, only=only_list, min_score=min_score, quiet=quiet)
    result = service.scan(paths, scanner, run)
    summary = result.summary()
    if folder:
        write_scan_folder(result, scanner, summary, chosen, folder, quiet=quiet, with_law=with_law)
    else:
        write_scan(result, scanner, summary, chosen, file, quiet=quiet, with_law=with_law)
    if report is not None:
        write_report(report, result.account, summary)
    finish(result.account)
