"""`sunlit demo`: one real purchase, and the reported ones, without any file of your own."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from sunlit import publish
from sunlit.cli.output import write_report
from sunlit.cli.scanner import KnowledgeFolder, make_scanner
from sunlit.schema import rows_of
from sunlit.services import demonstration, report, reported
from sunlit.tables import Finding

_OUT = Path("sunlit-demo")


def demo(
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the report is written.")
    ] = _OUT,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Scan a council's real payments, list the purchases that the press reported, write a report.

    \b
    Example: sunlit demo
             sunlit demo --out /tmp/look

    Needs no network and no file of your own.
    """
    console = Console(highlight=False)
    publish.make_folder(out)
    original = out / demonstration.NAME
    with publish.written_whole(original, binary=True) as stream:
        stream.write(demonstration.content())
    scanner = make_scanner(knowledge)
    known = scanner.knowledge
    result = demonstration.scan_demonstration(original, scanner)
    summary = result.summary()
    others = reported.reported_purchases(known)
    _say(console, "1. A real file: what Hyndburn Borough Council (England) paid in November 2024.")
    publish.print_findings(list(rows_of(Finding, result.table())), console, result.law)
    publish.print_summary(summary, console)
    publish.print_account(result.account.as_record(), console)
    _say(console, "2. Purchases that others reported: who, what, how much, when, from whom.")
    publish.print_reported(others, console)
    first = others[0]
    _say(console, f"   What the law said of the first, {first.buyer}, {first.period_text}:")
    publish.print_law(reported.law_of_reported(known, first), console)
    page = report.report_page(result, known, summary, "Sunlit demonstration", others)
    with publish.written_whole(out / "report.html", binary=False) as stream:
        stream.write(page)
    with publish.written_whole(out / "findings.jsonl", binary=True) as stream:
        jsonl = next(e for e in publish.EXPORTERS if e.name == "jsonl")
        jsonl.write_findings(result.findings(), stream, result.law)
    write_report(out / "account.json", result.account, summary)
    _say(console, f"3. The report of both, with a time line and a map: {out / 'report.html'}")
    found = result.table().column("finding_id").to_pylist()
    if found:
        console.print("Open a finding to its row:", style="dim")
        console.print(f"  sunlit explain {found[0]} --in {out / 'findings.jsonl'}", soft_wrap=True)


def _say(console: Console, text: str) -> None:
    console.print()
    console.print(text, style="bold", markup=False, soft_wrap=True)
    console.print()
