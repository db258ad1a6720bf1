"""`sunlit lists`: the lists of names that every scan and grep looks for too."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from sunlit.cli import fetching
from sunlit.cli.options import usage
from sunlit.cli.scanner import told_left_out
from sunlit.home import cache_dir, lists_folder
from sunlit.knowledge.lists import ListEntry, NameList, store
from sunlit.knowledge.lists.changes import ListChanges, changes
from sunlit.matching import open_list
from sunlit.publish.clean import without_controls

app = typer.Typer(
    help="Add, update, show and remove lists of names that every scan and grep looks for too."
    "\n\nExample: sunlit lists add sdn.csv",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_SHOWN = 3


@app.command()
def add(
    lists: Annotated[
        list[str], typer.Argument(metavar="FILE|URL", help="Lists of names: files or addresses.")
    ],
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="Keep a fetched list under this name."),
    ] = None,
) -> None:
    """Keep lists of names: every later scan and grep looks for them too.

    An address is fetched once, now; `lists update` asks for it again. Nothing else does.

    \b
    Example: sunlit lists add entities.ftm.json
             sunlit lists add https://www.treasury.gov/ofac/downloads/sdn.csv
    """
    if name is not None and (len(lists) > 1 or "://" not in lists[0]):
        raise usage("--name is for one address: a file is kept under its own name.")
    for given in lists:
        if "://" in given:
            fetched = fetching.fetch_list(lists_folder(), given, _today(), name)
            _say(fetched.names)
        else:
            path = Path(given)
            _say(store.add(lists_folder(), path, fetching.origin_of_file(path, _today())))


@app.command()
def update(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]", help="Lists to fetch again. Default: all from addresses."),
    ] = None,
) -> None:
    """Fetch kept lists again from their addresses, and say what changed.

    \b
    Example: sunlit lists update
             sunlit lists update sdn
    """
    paths = [store.kept_as(lists_folder(), one) for one in names or ()] or [
        path for path in store.kept(lists_folder()) if (o := store.origin_of(path)) and o.is_address
    ]
    if not paths:
        typer.echo("No list is from an address. Add one: sunlit lists add URL")
    for path in paths:
        done = fetching.fetch_again(lists_folder(), path, _today())
        if done is None:
            typer.echo(f"{path.stem}: unchanged.")
        else:
            typer.echo(f"{path.stem}: {told_changes(done.changes)}")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A list as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same list as it is.")],
) -> None:
    """Say which entries were added, removed or changed between two states of a list.

    \b
    Example: sunlit lists diff sdn-2026-10.csv sdn-2026-11.csv
    """
    found = changes(
        open_list(old, cache_dir()).names.entries, open_list(new, cache_dir()).names.entries
    )
    for word, entries in (
        ("added", found.added),
        ("removed", found.removed),
        ("changed", found.changed),
    ):
        for entry in entries:
            typer.echo(f"{word}\t{without_controls(entry.id)}\t{without_controls(entry.name)}")
    typer.echo(told_changes(found), err=True)


@app.command(name="list")
def list_() -> None:
    """Show the lists that are kept.

    \b
    Example: sunlit lists list
    """
    files = store.kept(lists_folder())
    if not files:
        typer.echo("No list is kept. Add one: sunlit lists add FILE")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("list", "layout", "entries", "names", "refused", "version", "from", "on"):
        table.add_column(column)
    for path in files:
        one = open_list(path, cache_dir()).names
        counts = (len(one.entries), one.name_count, one.notes.refused)
        origin = store.origin_of(path)
        whence = (without_controls(origin.source), origin.kept_on) if origin else ("", "")
        table.add_row(one.label, one.layout, *(f"{n:,}" for n in counts), one.version, *whence)
    Console(highlight=False).print(table)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The list's name, as `lists list` shows.")],
) -> None:
    """Forget a list that is kept.

    \b
    Example: sunlit lists remove sdn
    """
    store.remove(lists_folder(), name)
    typer.echo(f"Removed {name}.")


def _say(added: NameList) -> None:
    typer.echo(
        f"Added {added.label}: {len(added.entries):,} entries, {added.name_count:,} names "
        f"({added.layout}, version {added.version})."
    )
    if added.notes.refused:
        typer.echo(told_left_out(added))


def told_changes(found: ListChanges) -> str:
    """Give the numbers of what changed and the first names of each."""
    if found.none:
        return "no entry changed."
    parts = (("added", found.added), ("removed", found.removed), ("changed", found.changed))
    return "; ".join(f"{len(entries):,} {word}{_named(entries)}" for word, entries in parts) + "."


def _named(entries: Sequence[ListEntry]) -> str:
    names = ", ".join(without_controls(entry.name) for entry in entries[:_SHOWN])
    more = ", ..." if len(entries) > _SHOWN else ""
    return f" ({names}{more})" if entries else ""


def _today() -> date:
    return datetime.now(tz=UTC).date()
