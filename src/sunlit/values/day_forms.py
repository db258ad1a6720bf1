"""Which days can one cell mean, under each order of day and month?"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from sunlit.values.month_names import MONTHS, NOISE, folded
from sunlit.values.partial_date import DatePrecision

#: Years outside are typing errors ("0204", "2917"), not purchases.
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2100
_LONGEST: Final = 64
_BLANK: Final = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "n.a.", "#n/a", "n/d", "s/d", "null", "none"}
    | {"nan", "nat", "1899-12-30", "1899-12-31", "30/12/1899", "12/30/1899"}
)
#: Zero days: what databases and Excel write for "no date".
_ZERO: Final = re.compile(
    r"0+([-/.])0+\1(?:0+|1900)|0*1([-/.])0+\2(?:1900|0+)|0+[-/.]0*1[-/.]1900|1900-0?1-0+"
)
TIME: Final = (
    r"[ t,]+(?:at )?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,:][0-9]{1,9})?)?"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}))?$"
)
_TIME: Final = re.compile(TIME)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})z?")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_PACKED: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TWO_YEARS: Final = re.compile(r"(fy ?)?([0-9]{4})([-/\u2013])([0-9]{4}|[0-9]{2})")
_YEAR_MONTH: Final = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})")
_MONTH_YEAR: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_YEAR: Final = re.compile(r"(?:fy ?)?([0-9]{4})|fy ?([0-9]{2})")
_QUARTER: Final = re.compile(r"q([1-4])[ \-/]*([0-9]{4})|([0-9]{4})[ \-/]*q([1-4])")
_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_FILLER: Final = re.compile(r"[\s.,/\-'’()º°ª]*")
_BARE_NUMBER: Final = re.compile(r"[0-9]{1,7}|[0-9]+[.,][0-9]+")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or the first day of a period."""

    first: date
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class Readings:
    """What a cell means under each order; None where that order gives no real day.

    `ordered` is true when the cell is three numbers with the year last or in two digits.
    """

    dmy: Day | None = None
    mdy: Day | None = None
    ymd: Day | None = None
    ordered: bool = False
    blank: bool = False

    @property
    def matters(self) -> bool:
        """Do day/month and month/day give two different days?"""
        return self.dmy is not None and self.mdy is not None and self.dmy != self.mdy

    @property
    def certain(self) -> Day | None:
        """The day when it is the same whichever of day and month comes first, else None."""
        return None if self.matters else self.dmy or self.mdy

    def under(self, order: str | None) -> Day | None:
        """The day under an order; "ymd" and None take a day that only one order allows."""
        if order == "dmy":
            return self.dmy
        if order == "mdy":
            return self.mdy
        if order == "ymd" and self.ymd is not None:
            return self.ymd
        return self.certain


_NO_DAY: Final = Readings()
_NOTHING_THERE: Final = Readings(blank=True)


@lru_cache(maxsize=16_384)
def readings_of(text: str) -> Readings:
    """Read one cell under every order. The time and its zone are dropped, never applied."""
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return _NO_DAY
    words = _TIME.sub("", " ".join(folded(stripped).split())).removeprefix("'").rstrip(",")
    if words in _BLANK or _ZERO.fullmatch(words):
        return _NOTHING_THERE
    if found := _YEAR_LAST.fullmatch(words):
        return _in_each_order(found[1], found[3], found[4])
    day = _numeric(words) or _period(words) or _named(words)
    return _NO_DAY if day is None else Readings(day, day, day)


def looks_like_day(text: str) -> bool:
    """Is this written as a day, month, quarter or fiscal year? Bare numbers are not: "2019"."""
    if len(text) > _LONGEST or not any(character.isdigit() for character in text):
        return False
    if _BARE_NUMBER.fullmatch(text.strip()):
        return False
    readings = readings_of(text)
    return bool(readings.dmy or readings.mdy or readings.ymd)


def day_of(year: int, month: int, day: int, precision: DatePrecision = "day") -> Day | None:
    """The day, or None when the calendar has no such day or the year is out of bounds."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return Day(date(year, month, day), precision)
    except ValueError:
        return None


def _in_each_order(first: str, second: str, third: str) -> Readings:
    one, two, year = int(first), int(second), _year(third)
    short = len(third) == 2 and len(first) == 2
    return Readings(
        dmy=day_of(year, two, one),
        mdy=day_of(year, one, two),
        ymd=day_of(_year(first), two, int(third)) if short else None,
        ordered=True,
    )


def _numeric(words: str) -> Day | None:
    found = _YEAR_FIRST.fullmatch(words)
    if found:
        return day_of(int(found[1]), int(found[3]), int(found[4]))
    found = _PACKED.fullmatch(words)
    return day_of(int(found[1]), int(found[2]), int(found[3])) if found else None


def _period(words: str) -> Day | None:
    if found := _TWO_YEARS.fullmatch(words):
        fiscal, first, between, second = found.groups()
        follows = int(second) == (int(first) + 1) % 10 ** len(second)
        # "2010/11" may be a fiscal year or a month; the year 2010 holds either way.
        if follows and (fiscal or between != "-" or not 1 <= int(second) <= 12):
            return day_of(int(first), 1, 1, "year")
    if found := _YEAR_MONTH.fullmatch(words):
        return day_of(int(found[1]), int(found[2]), 1, "month")
    if found := _MONTH_YEAR.fullmatch(words):
        return day_of(int(found[2]), int(found[1]), 1, "month")
    if found := _YEAR.fullmatch(words):
        return day_of(_year(found[1] or found[2]), 1, 1, "year")
    if found := _QUARTER.fullmatch(words):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return day_of(year, 3 * quarter - 2, 1, "quarter")
    return None


def _named(words: str) -> Day | None:
    """Read a day or month with the month in words: "5 de abril de 2017", "Jul-19"."""
    if _FILLER.fullmatch(_TOKEN.sub("", words)) is None:
        return None
    tokens = _TOKEN.findall(words)
    # "mar" is Tuesday and March: in front of another month it is the weekday.
    if tokens and tokens[0] in NOISE and any(token in MONTHS for token in tokens[1:]):
        tokens = tokens[1:]
    tokens = [token for token in tokens if token in MONTHS or token not in NOISE]
    months = [MONTHS[token] for token in tokens if token in MONTHS]
    numbers = [token for token in tokens if token[0] in "0123456789"]
    if len(months) != 1 or len(numbers) + 1 != len(tokens):
        return None
    return _with_month(tokens, months[0], numbers)


def _with_month(tokens: list[str], month: int, numbers: list[str]) -> Day | None:
    place = next(index for index, token in enumerate(tokens) if token in MONTHS)
    if len(numbers) == 1 and len(numbers[0]) == 4:
        return day_of(int(numbers[0]), month, 1, "month")
    # "Jul-19" is a month; "19-Jul" lacks its year.
    if len(numbers) == 1 and len(numbers[0]) == 2 and place == 0:
        return day_of(_year(numbers[0]), month, 1, "month")
    if len(numbers) != 2 or place == 2:
        return None
    day, year = numbers
    if len(day) == 4:
        day, year = year, day
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return day_of(_year(year), month, int(day))


def _year(digits: str) -> int:
    """Two digits: 00-69 are of this century, 70-99 of the last."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < 70 else 1900)
