"""`sunlit leads`: purchases worth a question, kept apart from findings."""

from collections.abc import Sequence

import typer
from rich.table import Table

from sunlit.cli import options as o
from sunlit.cli.output import finish
from sunlit.cli.reading import takes_reading_options
from sunlit.cli.resellers import Format, FoundIn, Out, RecordFormat, write_records
from sunlit.cli.scanner import KnowledgeFolder
from sunlit.publish.clean import one_line
from sunlit.services import leads as services
from sunlit.services.knowledge import load
from sunlit.services.leads import Lead
from sunlit.services.run import Account, ReadOptions


@takes_reading_options()
def leads(
    paths: o.Paths,
    found_in: FoundIn,
    knowledge: KnowledgeFolder = None,
    fmt: Format = RecordFormat.table,
    out: Out = None,
    *,
    reading: ReadOptions,
    quiet: o.Quiet = False,
) -> None:
    """Show purchases of cameras, radios and network gear of no named make from known sellers.

    A lead is a reason to ask which make was delivered. It is no finding, and is in no total.

    \b
    Example: sunlit leads payments/ --in findings.jsonl
    """
    run = o.make_run(reading, quiet=quiet)
    account = Account()
    given = services.leads(paths, found_in, load(knowledge), run, account)
    count = write_records(given, fmt, out, _table)
    if not quiet:
        typer.echo(f"{count:,} leads. Leads are no findings and are in no total.", err=True)
    finish(account)


def _table(leads: Sequence[Lead]) -> Table | str:
    if not leads:
        return "No leads."
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("buyer", "date", "amount", "supplier", "what was bought", "why to ask"):
        table.add_column(column, overflow="fold")
    for lead in leads:
        amount = f"{lead.amount} {lead.currency or ''}".strip() if lead.amount else ""
        cells = (lead.buyer, lead.date, amount, lead.supplier, lead.description, lead.reason)
        table.add_row(*(one_line(cell or "") for cell in cells))
    return table
