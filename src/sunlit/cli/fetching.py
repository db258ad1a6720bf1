"""How does a person see that a list is fetched, and how far it is?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn


@contextmanager
def shown(url: str) -> Iterator[Callable[[int, int | None], None]]:
    """Say on standard error what is fetched and, on a terminal, how far it is."""
    console = Console(stderr=True, highlight=False)
    typer.echo(f"sunlit: fetching {url}", err=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("fetching", total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
