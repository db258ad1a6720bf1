"""Which options do several verbs share, and what do they become?"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sunlit.cli.progress import progress_on_stderr
from sunlit.engines import Engine
from sunlit.services.run import Run, engine_named
from sunlit.settings import MIN_SCORE
from sunlit.sources import ReadOptions
from sunlit.tables import FIELDS

EXIT_REFUSED = 3


class DateOrder(StrEnum):
    """The order of day, month and year in a column of dates."""

    dmy = "dmy"
    mdy = "mdy"
    ymd = "ymd"


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
Maps = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help="Say what a column means, e.g. --map 'Net Paid=amount'. May be repeated.",
    ),
]
ProfilePath = Annotated[
    str | None,
    typer.Option("--profile", metavar="FILE", help="Use the profile that `columns --save` wrote."),
]
Order = Annotated[
    DateOrder | None, typer.Option("--date-order", help="Order of day, month and year.")
]
DecimalMark = Annotated[
    str | None,
    typer.Option("--decimal-mark", metavar="CHAR", help="The decimal mark of amounts: . or ,"),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding of the text, e.g. cp1252."),
]
Delimiter = Annotated[
    str | None,
    typer.Option("--delimiter", metavar="CHAR", help="The character between cells, e.g. ';'."),
]
Buyer = Annotated[
    str | None, typer.Option("--buyer", metavar="NAME", help="The buyer, where files do not say.")
]
Jurisdiction = Annotated[
    str | None,
    typer.Option(
        "--jurisdiction",
        metavar="CODE",
        help="Where the buyer is: US-GA, GB, where files do not say.",
    ),
]
Currency = Annotated[
    str | None,
    typer.Option("--currency", metavar="CODE", help="ISO 4217 code, where files do not say."),
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
    *,
    maps: list[str] | None,
    profile: str | None,
    date_order: DateOrder | None,
    decimal_mark: str | None,
    encoding: str | None,
    delimiter: str | None,
    buyer: str | None,
    jurisdiction: str | None,
    currency: str | None,
    engine: Engine | None = None,
    quiet: bool = False,
) -> Run:
    """Turn options into what the pipeline is told."""
    if encoding is not None:
        _check_encoding(encoding)
    if decimal_mark not in (None, ".", ","):
        raise usage(f"--decimal-mark {decimal_mark!r}: write . or ,")
    options = ReadOptions(
        decimal_mark=decimal_mark,
        encoding=encoding,
        delimiter={"\\t": "\t", "tab": "\t"}.get(delimiter or "", delimiter),
        date_order=date_order.value if date_order else None,
        mapping=_mapping(maps or []),
        buyer=buyer,
        jurisdiction=jurisdiction,
        profile=profile,
        currency=currency.upper() if currency else None,
    )
    return Run(
        options=options,
        stdin=sys.stdin.buffer,
        progress=progress_on_stderr(quiet),
        engine=engine or engine_named("local", 1),
    )


def make_engine(name: str, workers: int | None) -> Engine:
    """Turn --engine and --workers into the engine that runs the scan."""
    try:
        return engine_named(name, workers)
    except ValueError as error:
        raise usage(str(error)) from None


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        column, equals, wanted = pair.rpartition("=")
        if not equals or not column or wanted not in FIELDS:
            raise usage(
                f"--map {pair!r}: write COLUMN=FIELD, where FIELD is one of {', '.join(FIELDS)}."
            )
        mapping[column] = wanted
    return mapping


def _check_encoding(name: str) -> None:
    try:
        "".encode(name)
    except LookupError:
        raise usage(
            f"--encoding {name!r}: no such encoding. Try utf-8, cp1252 or utf-16."
        ) from None
