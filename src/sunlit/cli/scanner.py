"""What does a verb look for? The knowledge, the user's lists, and the matcher compiled of both."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sunlit.cli.options import usage
from sunlit.home import cache_dir, lists_folder
from sunlit.services import knowledge
from sunlit.services.lists import NameList, kept_paths, open_list
from sunlit.services.scanner import Scanner
from sunlit.settings import MIN_SCORE

KnowledgeFolder = Annotated[
    Path | None,
    typer.Option(
        "--knowledge",
        metavar="FOLDER",
        help="RowMatcher by the knowledge in this folder, not by Sunlit's own.",
        show_default=False,
    ),
]
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


def make_scanner(folder: Path | None = None, *, min_score: float = MIN_SCORE) -> Scanner:
    """The scanner of the knowledge alone, without anyone's lists."""
    return Scanner.make(knowledge.load(folder), min_score=min_score, cache_dir=cache_dir())


def scanner_with_lists(
    folder: Path | None,
    given: Sequence[str] | None,
    *,
    only: bool,
    min_score: float,
    quiet: bool,
) -> Scanner:
    """The scanner with the lists of the command line and those that are kept.

    Says what was left out of them, unless quiet. With `only` and lists given, those alone are
    looked for.
    """
    paths = [Path(one) for one in given or ()]
    if not (only and paths):
        paths += [path for path in kept_paths(lists_folder()) if path not in paths]
    if only and not paths:
        raise usage(
            "--only-list needs a list: give --list FILE, or keep one with `sunlit lists add`."
        )
    lists = [open_list(path, cache_dir()) for path in paths]
    for names in (one.names for one in lists):
        if names.notes.refused and not quiet:
            typer.echo(f"sunlit: list {names.label}: {told_left_out(names)}", err=True)
    return Scanner.make(
        knowledge.load(folder),
        lists,
        only_lists=only,
        min_score=min_score,
        cache_dir=cache_dir(),
    )


def told_left_out(names: NameList) -> str:
    """How many entries of a list were left out, and why the first ones were."""
    more = names.notes.refused - len(names.notes.first)
    return (
        f"{names.notes.refused:,} left out. "
        + " ".join(names.notes.first[:5])
        + (f" And {more:,} more." if more > 0 else "")
    )
