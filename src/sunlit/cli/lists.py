"""`sunlit lists`: the lists of names that every scan and grep looks for too."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from sunlit.cli.options import cache_dir, usage
from sunlit.knowledge.lists import NameList, store
from sunlit.pipeline import Run, open_list

app = typer.Typer(
    help="Add, show and remove lists of names that every scan and grep looks for too."
    "\n\nExample: sunlit lists add sdn.csv",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Lists = Annotated[
    list[str] | None,
    typer.Option(
        "--list",
        metavar="FILE",
        help="Look for the names in this list too, in this run. May be repeated.",
    ),
]
OnlyList = Annotated[
    bool, typer.Option("--only-list", help="Look for the lists' names only, not the built-in ones.")
]


@app.command()
def add(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Lists of names.")],
) -> None:
    """Keep lists of names: every later scan and grep looks for them too.

    \b
    Example: sunlit lists add entities.ftm.json
             sunlit lists add sdn.csv
    """
    for given in files:
        if "://" in given:
            raise usage(
                f"{given}: Sunlit fetches nothing by itself. Download the list, then add the file."
            )
        _say(store.add(_folder(), Path(given)))


@app.command(name="list")
def list_() -> None:
    """Show the lists that are kept.

    \b
    Example: sunlit lists list
    """
    files = store.kept(_folder())
    if not files:
        typer.echo("No list is kept. Add one: sunlit lists add FILE")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("list", "layout", "entries", "names", "refused", "version"):
        table.add_column(column)
    for path in files:
        one = open_list(path, cache_dir()).names
        counts = (len(one.entries), one.name_count, one.notes.refused)
        table.add_row(one.label, one.layout, *(f"{n:,}" for n in counts), one.version)
    Console(highlight=False).print(table)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The list's name, as `lists list` shows.")],
) -> None:
    """Forget a list that is kept.

    \b
    Example: sunlit lists remove sdn
    """
    store.remove(_folder(), name)
    typer.echo(f"Removed {name}.")


def with_lists(run: Run, given: Sequence[str] | None, *, only: bool, quiet: bool) -> Run:
    """The run with the lists of the command line and those that are kept; says what was left out.

    With `only` and lists given, those alone are looked for.
    """
    paths = [Path(one) for one in given or ()]
    if not (only and paths):
        paths += [path for path in store.kept(_folder()) if path not in paths]
    if only and not paths:
        raise usage(
            "--only-list needs a list: give --list FILE, or keep one with `sunlit lists add`."
        )
    lists = tuple(open_list(path, run.cache_dir) for path in paths)
    for one in (each.names for each in lists):
        if one.notes.refused and not quiet:
            typer.echo(f"sunlit: list {one.label}: {_left_out(one)}", err=True)
    return replace(run, lists=lists, only_lists=only)


def _folder() -> Path:
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "sunlit" / "lists"


def _say(added: NameList) -> None:
    typer.echo(
        f"Added {added.label}: {len(added.entries):,} entries, {added.name_count:,} names "
        f"({added.layout}, version {added.version})."
    )
    if added.notes.refused:
        typer.echo(_left_out(added))


def _left_out(one: NameList) -> str:
    more = one.notes.refused - len(one.notes.first)
    return (
        f"{one.notes.refused:,} left out. "
        + " ".join(one.notes.first[:5])
        + (f" And {more:,} more." if more > 0 else "")
    )
