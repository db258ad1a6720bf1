"""`sunlit grep`: the matcher on any text or table."""

import sys
from enum import StrEnum
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.text import Text

from sunlit.cli import options as o
from sunlit.cli.reading import takes_reading_options
from sunlit.cli.scanner import KnowledgeFolder, Lists, OnlyList, scanner_with_lists
from sunlit.errors import OriginalError
from sunlit.publish.clean import without_controls
from sunlit.schema import plain
from sunlit.services import grep as service
from sunlit.services.grep import GrepHit
from sunlit.services.run import OF_TEXT, ReadOptions


class GrepFormat(StrEnum):
    """How grep writes what it found."""

    text = "text"
    jsonl = "jsonl"


@takes_reading_options(OF_TEXT)
def grep(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]", help="Texts or tables. Default: standard input."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="Match only this column. May be repeated."),
    ] = None,
    fmt: Annotated[GrepFormat, typer.Option("--format", "-f")] = GrepFormat.text,
    min_score: o.MinScore = o.DEFAULT_MIN_SCORE,
    as_text: Annotated[
        bool | None,
        typer.Option("--text/--table", help="Take it as lines or as a table.  [default: guess]"),
    ] = None,
    knowledge: KnowledgeFolder = None,
    lists: Lists = None,
    only_list: OnlyList = False,
    *,
    reading: ReadOptions,
) -> None:
    """Match any text or table, like grep: one line per row and party.

    In a table the header gives each cell its role (description, supplier, manufacturer, model,
    title; the rest is other text), and a row is judged as a whole.

    \b
    Example: pdftotext minutes.pdf - | sunlit grep
             sunlit grep assets.xlsx --column Make --format jsonl
    """
    run = o.make_run(reading, quiet=True)
    scanner = scanner_with_lists(knowledge, lists, only=only_list, min_score=min_score, quiet=False)
    given = paths or ["-"]
    console = Console(soft_wrap=True, highlight=False)
    failed = 0
    for hit in service.grep(given, scanner, run, column or (), as_text):
        if isinstance(hit, OriginalError):
            typer.echo(f"sunlit: {hit}", err=True)
            failed += 1
        elif fmt is GrepFormat.jsonl:
            sys.stdout.buffer.write(_json_line(hit))
        else:
            console.print(_shown(hit, with_path=len(given) > 1))
    sys.stdout.flush()
    if failed:
        raise typer.Exit(1 if failed == len(given) else o.EXIT_REFUSED)


def _json_line(hit: GrepHit) -> bytes:
    place = {"line": hit.number} if hit.is_text else {"row_number": hit.number}
    tie = plain(hit.tie)
    del tie["row"]
    keys = ("column", "start", "end", "text")
    spans = [{key: mention[key] for key in keys} for mention in tie["mentions"]]
    line = {"path": hit.path, **place, **tie, "spans": spans}
    return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def _shown(hit: GrepHit, with_path: bool) -> Text:
    tie = hit.tie
    line = Text()
    if with_path:
        line.append(f"{_harmless(hit.path)}:", style="magenta")
    line.append(f"{hit.number}:", style="green")
    line.append(f" {tie.party} {tie.grade} {tie.stance} {tie.score:.2f} ", style="cyan")
    hits: dict[str, list[tuple[int, int]]] = {mention.column: [] for mention in tie.mentions}
    for mention in tie.mentions:
        hits[mention.column].append((mention.start, mention.end))
    shown = [(cell.column, cell.cell) for cell in hit.cells if cell.column in hits and cell.cell]
    for index, (name, cell) in enumerate(shown):
        line.append("| " if index else "")
        line.append(_highlighted(cell, hits[name]))
        line.append(" ")
    return line


def _highlighted(cell: str, spans: list[tuple[int, int]]) -> Text:
    text = Text(_harmless(cell))
    for start, end in spans:
        text.stylize("bold red", start, end)
    one_line = Text(" ").join(part for part in text.split() if part.plain.strip())
    return one_line if len(one_line) else text


def _harmless(cell: str) -> str:
    """Blank out what a terminal would obey, one for one, so that spans still fit."""
    if without_controls(cell) == cell:
        return cell
    return "".join(c if without_controls(c) else " " for c in cell)
