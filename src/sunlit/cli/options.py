"""Which options do several verbs share, and what do they become?"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from sunlit.cli.progress import progress_on_stderr
from sunlit.services.run import Engine, ReadOptions, Run, engine_named, environment
from sunlit.settings import MIN_SCORE

EXIT_REFUSED = 3


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files, folders, zip or gz archives; - is standard input.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Write here instead of to the screen.")
]
Report = Annotated[
    Path | None,
    typer.Option("--report", help="Write the account of every row here, as JSON."),
]
MinScore = Annotated[
    float,
    typer.Option(
        "--min-score", min=0.0, max=1.0, help="Show findings scored at least this, 0 to 1."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        help="local, or the master of a Spark cluster: spark://HOST:7077, local[2].",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="How many cores the local engine uses. Default: all.",
        show_default=False,
    ),
]
DEFAULT_MIN_SCORE = MIN_SCORE


def usage(message: str) -> typer.BadParameter:
    """Give the error that typer prints as a usage error, with exit status 2."""
    return typer.BadParameter(message)


def make_run(
    reading: ReadOptions,
    *,
    engine: Engine | None = None,
    quiet: bool = False,
) -> Run:
    """Turn options into what the run is told."""
    return Run(
        options=reading,
        stdin=sys.stdin.buffer,
        progress=progress_on_stderr(quiet),
        engine=engine or engine_named("local", 1),
    )


def make_engine(name: str, workers: int | None) -> Engine:
    """Turn --engine and --workers into the engine that runs the scan."""
    for variable, value in environment(name).items():
        os.environ.setdefault(variable, value)
    try:
        return engine_named(name, workers)
    except ValueError as error:
        raise usage(str(error)) from None
