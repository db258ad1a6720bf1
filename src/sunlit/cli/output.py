"""Where does a verb write, in which format, and with which exit status does it end?"""

import json
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import typer
from rich.console import Console

from sunlit import publish
from sunlit.cli.options import EXIT_REFUSED, usage
from sunlit.publish import EXPORTERS, Exporter
from sunlit.schema import rows_of
from sunlit.services.report import report_page
from sunlit.services.run import Account
from sunlit.services.scan import ScanResult
from sunlit.services.scanner import Scanner
from sunlit.summary import Summary
from sunlit.tables import Finding

OutputFormat = StrEnum("OutputFormat", [(e.name, e.name) for e in EXPORTERS])  # type: ignore[misc]
_BY_NAME = {exporter.name: exporter for exporter in EXPORTERS}
#: Formats that no terminal can show.
_FILES_ONLY = frozenset({"xlsx", "parquet"})


def choose_format(fmt: OutputFormat | None, out: Path | None) -> Exporter:
    """Choose by --format, else by the ending of --out, else the table; a usage error when it cannot be."""
    if fmt is not None:
        chosen = _BY_NAME[fmt.value]
    elif out is not None:
        chosen = next((e for e in EXPORTERS if e.suffix == out.suffix.lower()), _BY_NAME["jsonl"])
    else:
        chosen = _BY_NAME["table"]
    if chosen.name in _FILES_ONLY and out is None:
        raise usage(f"--format {chosen.name} needs --out FILE{chosen.suffix}.")
    if out is not None and not out.parent.is_dir():
        raise usage(f"--out {out}: the folder {out.parent} is not there.")
    return chosen


def choose_folder_format(fmt: OutputFormat | None, out: str) -> Exporter:
    """Choose the format of findings in a folder, JSON Lines by default; refuse a full folder."""
    publish.refuse_full_folder(out)
    return _BY_NAME["jsonl" if fmt is None else fmt.value]


def write_scan(
    result: ScanResult,
    scanner: Scanner,
    summary: Summary,
    exporter: Exporter,
    out: Path | None,
    *,
    quiet: bool,
    with_law: bool = False,
) -> None:
    """Write the findings; on a terminal also the summary and the account of rows."""
    if exporter.name == "html":
        _write_text(report_page(result, scanner.knowledge, summary), out)
    elif exporter.name == "table" and out is None:
        console = Console(highlight=False)
        publish.print_findings(list(rows_of(Finding, result.table())), console, result.law)
        if not quiet:
            publish.print_summary(summary, console)
            publish.print_account(result.account.as_record(), console, with_errors=False)
        return
    else:
        _export(
            exporter,
            out,
            lambda stream: exporter.write_findings(
                result.findings(), stream, result.law, with_law=with_law
            ),
        )
    if not quiet:
        _note(result, summary, out)


def write_scan_folder(
    result: ScanResult,
    scanner: Scanner,
    summary: Summary,
    exporter: Exporter,
    out: str,
    *,
    quiet: bool,
    with_law: bool = False,
) -> None:
    """Write a folder, here or in object storage: the findings, and the account of every row."""
    with publish.folder_written_whole(out) as folder:
        findings = folder / f"findings{exporter.suffix}"
        write_scan(result, scanner, summary, exporter, findings, quiet=True, with_law=with_law)
        write_report(folder / publish.ACCOUNT_FILE, result.account, summary)
    if not quiet:
        _note(result, summary, out)


def _note(result: ScanResult, summary: Summary, out: Path | str | None) -> None:
    notes = Console(stderr=True, highlight=False)
    publish.print_summary(summary, notes)
    publish.print_account(result.account.as_record(), notes, with_errors=False)
    if out is not None:
        notes.print(f"Wrote {out}.", markup=False)


def write_purchases(
    batches: Iterator[pa.RecordBatch],
    account: Account,
    exporter: Exporter,
    out: Path | None,
    *,
    quiet: bool,
) -> None:
    """Write purchases as they come; then, unless quiet, the account of rows to standard error."""
    _export(exporter, out, lambda stream: exporter.write_purchases(batches, stream))
    if not quiet:
        notes = Console(stderr=True, highlight=False)
        publish.print_account(account.as_record(), notes, with_errors=False)
        if out is not None:
            notes.print(f"Wrote {out}.", markup=False)


def write_report(path: Path, account: Account, summary: Summary | None = None) -> None:
    """Write the account of every row as JSON, with the summary of the findings when there is one."""
    record = account.as_record()
    if summary is not None:
        record["summary"] = summary.as_record()
    with publish.written_whole(path, binary=False) as stream:
        json.dump(record, stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def finish(account: Account) -> None:
    """Say each error on standard error and end with the exit status that the account earns."""
    for error in account.errors:
        typer.echo(f"sunlit: {error}", err=True)
    if account.errors and all(o.error and not o.rows_read for o in account.originals):
        raise typer.Exit(1)
    if account.errors or account.refused:
        raise typer.Exit(EXIT_REFUSED)


def _export(exporter: Exporter, out: Path | None, write: Callable[[IO[Any]], None]) -> None:
    if out is not None:
        with publish.written_whole(out, binary=exporter.binary) as stream:
            write(stream)
        return
    write(sys.stdout.buffer if exporter.binary else sys.stdout)
    sys.stdout.flush()


def _write_text(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text)
        return
    with publish.written_whole(out, binary=False) as stream:
        stream.write(text)
