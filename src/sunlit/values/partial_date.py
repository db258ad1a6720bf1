"""A day as well as its source knows it: a day, a month, a year, a range, or unknown.

Written as in the knowledge files: `2019-08-13`, `2026-06`, `2021`, `unknown`, and for a day
that lies between two known ones `2024-01-03..2024-01-31`, `2022-11-23..` (then or later),
`..2016-05-10` (then or earlier). Nothing is filled in: a comparison answers yes, no or unknown.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from sunlit.values.truth import Truth, both, opposite

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_POINT: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

DatePrecision = Literal["day", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Some day from `first` to `last`, both included; None is no bound on that side."""

    text: str
    first: date | None
    last: date | None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read one of the forms of the module's docstring. ValueError on anything else."""
        words = text.strip()
        if words == "unknown":
            return UNKNOWN
        start, dots, end = words.partition("..")
        if not dots:
            return cls(words, *_bounds(words))
        first = _bounds(start)[0] if start else None
        last = _bounds(end)[1] if end else None
        if not (start or end) or (first and last and first > last):
            raise ValueError(f"{text!r} is no range of days: write 2022-11-23.. or 2021..2022-03")
        return cls(words, first, last)

    @classmethod
    def of_period(cls, day: date | None, precision: str | None) -> "PartialDate":
        """The period that starts on `day`, as purchases give it. None is an unknown day.

        `precision` is "day" (also when None), "month", "quarter" or "year".
        """
        if day is None:
            return UNKNOWN
        if precision in (None, "day"):
            return cls(day.isoformat(), day, day)
        if precision not in _MONTHS:
            raise ValueError(f"{precision!r} is no precision: use day, month, quarter or year")
        last = _add_months(day, _MONTHS[precision]) - timedelta(days=1)
        if precision == "month" and day.day == 1:
            return cls(f"{day:%Y-%m}", day, last)
        if precision == "year" and (day.month, day.day) == (1, 1):
            return cls(f"{day:%Y}", day, last)
        return cls(f"{day.isoformat()}..{last.isoformat()}", day, last)

    def on_or_before(self, other: "PartialDate") -> Truth:
        """Is this day the same as the other or earlier?"""
        if self.last and other.first and self.last <= other.first:
            return "yes"
        if self.first and other.last and self.first > other.last:
            return "no"
        return "unknown"

    def after(self, other: "PartialDate") -> Truth:
        """Is this day later than the other?"""
        return opposite(self.on_or_before(other))

    def sort_key(self) -> tuple[date, date, str]:
        """Order for showing: by the earliest possible day, an unknown day first."""
        return (self.first or date.min, self.last or date.max, self.text)

    def __str__(self) -> str:
        return self.text


UNKNOWN: Final = PartialDate("unknown", None, None)


def within(day: PartialDate, since: PartialDate, until: PartialDate | None) -> Truth:
    """Is `day` in [since, until)? No end (None) means still so, an UNKNOWN end is not known."""
    started = since.on_or_before(day)
    return started if until is None else both(started, opposite(until.on_or_before(day)))


def _bounds(words: str) -> tuple[date, date]:
    """First and last day of a day, month or year as written."""
    match = _POINT.fullmatch(words)
    try:
        if match is None:
            raise ValueError
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        first = date(year, month, day)
    except ValueError:
        raise ValueError(
            f"{words!r} is no date: write 2019-08-13, 2026-06, 2021, unknown, "
            "or a range such as 2022-11-23.."
        ) from None
    if match[3]:
        return first, first
    last_month = month if match[2] else 12
    return first, date(year, last_month, monthrange(year, last_month)[1])


def _add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
