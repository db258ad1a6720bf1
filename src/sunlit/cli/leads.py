"""`sunlit leads`: purchases worth a question, kept apart from findings."""

from typing import Any

import typer
from rich.table import Table

from sunlit import findings, ledger, pipeline
from sunlit.cli import options as o
from sunlit.cli.output import finish
from sunlit.cli.resellers import Format, FoundIn, Out, RecordFormat, write_records
from sunlit.cli.scanner import KnowledgeFolder, load_knowledge
from sunlit.publish.clean import one_line


def leads(
    paths: o.Paths,
    found_in: FoundIn,
    knowledge: KnowledgeFolder = None,
    fmt: Format = RecordFormat.table,
    out: Out = None,
    maps: o.Maps = None,
    profile: o.ProfilePath = None,
    date_order: o.Order = None,
    decimal_mark: o.DecimalMark = None,
    encoding: o.Encoding = None,
    delimiter: o.Delimiter = None,
    buyer: o.Buyer = None,
    jurisdiction: o.Jurisdiction = None,
    currency: o.Currency = None,
    quiet: o.Quiet = False,
) -> None:
    """Show purchases of cameras, radios and network gear of no named make from known sellers.

    A lead is a reason to ask which make was delivered. It is no finding, and is in no total.

    \b
    Example: sunlit leads payments/ --in findings.jsonl
    """
    run = o.make_run(
        maps=maps,
        profile=profile,
        date_order=date_order,
        decimal_mark=decimal_mark,
        encoding=encoding,
        delimiter=delimiter,
        buyer=buyer,
        jurisdiction=jurisdiction,
        currency=currency,
        quiet=quiet,
    )
    found = [one for path in found_in for one in findings.read_findings(path)]
    account = ledger.Account()
    given = pipeline.leads(paths, found, load_knowledge(knowledge), run, account)
    count = write_records((one.as_record() for one in given), fmt, out, _table)
    if not quiet:
        typer.echo(f"{count:,} leads. Leads are no findings and are in no total.", err=True)
    finish(account)


def _table(records: list[dict[str, Any]]) -> Table | str:
    if not records:
        return "No leads."
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("buyer", "date", "amount", "supplier", "what was bought", "why to ask"):
        table.add_column(column, overflow="fold")
    for one in records:
        amount = f"{one['amount']} {one['currency'] or ''}".strip() if one["amount"] else ""
        cells = (
            one["buyer"],
            one["date"],
            amount,
            one["supplier"],
            one["description"],
            one["reason"],
        )
        table.add_row(*(one_line(cell or "") for cell in cells))
    return table
