"""How does a spreadsheet's value read as text, with nothing lost and no noise added?"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

#: A spreadsheet stores 15 significant digits; what a float has beyond is noise of the binary.
DIGITS: Final = 15
MIDNIGHT: Final = dt.time()


def number_text(value: float) -> str:
    """Write a number in plain digits: "123", "780.77", "0.0000001"; never an exponent.

    Of the two texts for 0.1 + 0.2, the one with at most 15 digits is what the sheet shows.
    """
    shortest = repr(value)
    if len(shortest) <= DIGITS and "e" not in shortest and value - value == 0:
        return shortest.removesuffix(".0")
    if sum(map(str.isdigit, shortest.split("e")[0])) > DIGITS:
        shortest = f"{value:.{DIGITS}g}"
    if "e" in shortest:
        shortest = format(Decimal(shortest), "f") if value - value == 0 else shortest
    return shortest.removesuffix(".0")


def _moment_text(value: dt.datetime) -> str:
    return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(sep=" ")


def _span_text(value: dt.timedelta) -> str:
    seconds = abs(value).seconds + abs(value).days * 86_400
    hours, minutes = seconds // 3600, seconds // 60 % 60
    sign = "-" if value < dt.timedelta() else ""
    return f"{sign}{hours}:{minutes:02d}:{seconds % 60:02d}"


CELL_TEXT: Final[dict[type, Callable[[Any], str]]] = {
    str: str,
    float: number_text,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.datetime: _moment_text,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    dt.timedelta: _span_text,
}
