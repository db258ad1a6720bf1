"""`sunlit knowledge diff`: what changed between two versions, and which findings that changes."""

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from sunlit.publish.clean import one_line
from sunlit.services.history import compare_knowledge


def diff(
    old: Annotated[Path, typer.Argument(help="A folder of knowledge, as it was.")],
    new: Annotated[Path, typer.Argument(help="A folder of knowledge, as it is.")],
    found_in: Annotated[
        Path | None,
        typer.Option("--findings", metavar="FILE", help="Findings as JSON Lines or Parquet."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what changed between two folders of knowledge.

    \b
    Example: sunlit knowledge diff knowledge-2026-10/ knowledge-2026-11/ --findings findings.jsonl
    """
    compared = compare_knowledge(old, new, found_in)
    if as_json:
        record = {
            "old": compared.old,
            "new": compared.new,
            "differences": [difference._asdict() for difference in compared.differences],
            "status_changes": [change._asdict() for change in compared.changes],
        }
        typer.echo(orjson.dumps(record, option=orjson.OPT_INDENT_2).decode())
        return
    console = Console(highlight=False, markup=False)
    table = Table("", "kind", "id", "key", "was", "is", box=None, pad_edge=False)
    for difference in compared.differences:
        cells = (
            difference.what,
            difference.kind,
            difference.id,
            difference.key or "",
            difference.old or "",
            difference.new or "",
        )
        table.add_row(*map(one_line, cells))
    if compared.differences:
        console.print(table)
    typer.echo(f"{len(compared.differences)} differences, {compared.old} to {compared.new}.")
    for change in compared.changes:
        was, is_ = change.old or "no answer", change.new or "no answer"
        typer.echo(f"{change.finding_id} {change.party} {change.instrument}: {was} -> {is_}")
    if found_in is not None:
        changed = len({change.finding_id for change in compared.changes})
        typer.echo(f"{changed} of {compared.findings} findings get another answer.")
    elif compared.differences:
        typer.echo("Give --findings FILE to see which findings get another answer.")
