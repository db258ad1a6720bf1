"""How does a person at a terminal see that a long run gets on?"""

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from sunlit.services.run import Progress as RunProgress
from sunlit.services.run import Silent


class ProgressBar:
    """A bar on standard error: file, rows, MB, MB/s, time left; gone when the run is done."""

    def __init__(self, console: Console) -> None:
        self._bars = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[rows]:,} rows"),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._started = False
        self._task = self._bars.add_task("", rows=0)
        self._rows = 0

    def begin(self, path: str, size_bytes: int) -> None:
        """Show the original that is begun."""
        if not self._started:
            self._bars.start()
            self._started = True
        shown = path if len(path) <= 40 else f"…{path[-39:]}"
        self._rows = 0
        self._bars.reset(self._task, description=shown, total=max(size_bytes, 1), rows=0)

    def rows(self, count: int, position: int) -> None:
        """Move the bar."""
        self._rows += count
        self._bars.update(self._task, completed=position, rows=self._rows)

    def end(self) -> None:
        """Fill the bar; it is taken away when the console is next written to."""
        self._bars.update(self._task, completed=self._bars.tasks[0].total)
        self._bars.stop()
        self._started = False


def progress_on_stderr(quiet: bool) -> RunProgress:
    """Give a bar when standard error is a terminal, and silence otherwise."""
    console = Console(stderr=True)
    return Silent() if quiet or not console.is_terminal else ProgressBar(console)
