"""`sunlit timeline`: what applied to a party from when to when?"""

from datetime import date
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from sunlit.cli.scanner import KnowledgeFolder
from sunlit.publish import written_whole
from sunlit.publish.clean import one_line
from sunlit.publish.records import timeline_picture
from sunlit.services import history
from sunlit.services.knowledge import load


def timeline(
    party: Annotated[str, typer.Argument(help="A party's id or name: hikvision, lorex.")],
    buyer_type: Annotated[str | None, typer.Option("--buyer-type", help="county, ...")] = None,
    jurisdiction: Annotated[
        str | None, typer.Option("--jurisdiction", metavar="CODE", help="Where: US-GA, GB.")
    ] = None,
    funds: Annotated[list[str] | None, typer.Option("--funds", help="federal_grant, ...")] = None,
    purpose: Annotated[str | None, typer.Option("--purpose", help="security, ...")] = None,
    product_class: Annotated[
        str | None, typer.Option("--product-class", help="video_camera, drone, ...")
    ] = None,
    knowledge: KnowledgeFolder = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Where the picture ends; default: today."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the picture: .svg.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what each rule said of a party's things, from when to when, for such a buyer.

    \b
    Example: sunlit timeline hikvision --buyer-type school_district --jurisdiction US-GA
             sunlit timeline lorex --out lorex.svg
    """
    given = {
        "party": party,
        "buyer_type": buyer_type,
        "jurisdiction": jurisdiction,
        "funds": funds,
        "purpose": purpose,
        "product_class": product_class,
    }
    line = history.timeline(
        load(knowledge), {name: value for name, value in given.items() if value}
    )
    if out is not None:
        last = _day(until) if until else date.today()  # noqa: DTZ011 - the user's own day
        rows = history.picture_rows(line.periods)
        with written_whole(out, binary=False) as stream:
            stream.write(timeline_picture(rows, f"{line.party_name}: what applied", last))
    if as_json:
        records = [history.period_record(period) for period in line.periods]
        typer.echo(orjson.dumps(records, option=orjson.OPT_INDENT_2).decode())
        return
    _print(line)


def _print(line: history.Timeline) -> None:
    """A row for each period; facts that stay open are numbered, and told once below."""
    numbers: dict[str, int] = {}
    table = Table("from", "until", "rule", "answer", "listed", "open", box=None, pad_edge=False)
    shown = ""
    for period in line.periods:
        mark = "" if period.verified == "read" else f" ({period.verified.replace('_', ' ')})"
        name = f"{period.name}{mark}"
        open_facts = [str(numbers.setdefault(fact, len(numbers) + 1)) for fact in period.missing]
        table.add_row(
            period.since.isoformat() if period.since else "",
            period.until.isoformat() if period.until else "",
            "" if name == shown else name,
            period.status.replace("_", " "),
            period.listed or "names nobody",
            ", ".join(open_facts),
        )
        shown = name
    console = Console(highlight=False, markup=False)
    console.print(table)
    if numbers:
        console.print("\nWhat is open, and would settle an answer:")
    for fact, number in numbers.items():
        console.print(one_line(f"{number:>3}  {fact}"))
    typer.echo(f"\n{line.party_name}. Knowledge {line.knowledge_version}. Not legal advice.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--until {text!r}: write a day, 2026-11-23.") from None
