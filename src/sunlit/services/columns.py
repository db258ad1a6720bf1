"""How is a file understood, before anything is believed?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sunlit import sources
from sunlit.errors import OriginalError
from sunlit.services.run import Run
from sunlit.sources import ReadOptions, Understanding

__all__ = ["Understanding", "columns", "save_profile"]


def columns(
    paths: Sequence[str | Path], run: Run | None = None
) -> Iterator[tuple[str, list[Understanding] | OriginalError]]:
    """Say how each original was understood, before anything is believed."""
    run = run or Run()
    for original in sources.find_originals(paths, run.limits, run.stdin):
        if isinstance(original, OriginalError):
            yield original.path, original
            continue
        try:
            yield original.path, sources.understand(original, run.options, run.limits)
        except OriginalError as error:
            yield original.path, error


def save_profile(
    understood: Sequence[Understanding], path: Path, read_options: ReadOptions | None = None
) -> None:
    """Write how tables were understood, and what a person said, as a profile for later runs."""
    sources.profile.save(understood, path, read_options)
