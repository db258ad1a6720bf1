"""Does this column write the day or the month first?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from sunlit.values.day_forms import Readings, readings_of

Order = Literal["dmy", "mdy", "ymd"]
_SPOKEN: Final = {"dmy": "day/month", "mdy": "month/day"}
_ENOUGH_IN_ORDER: Final = 8
_ENOUGH_WEEKDAYS: Final = 20
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class DayOrder:
    """The order of a column of days, why, and a value that stays open when there is no order.

    `contradictory`: some values exclude day/month and others exclude month/day.
    """

    order: Order | None
    why: str
    ambiguous_example: str | None
    contradictory: bool = False


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    read: Readings


def vote_day_order(texts: Iterable[str]) -> DayOrder:
    """Find the one order that fits every value; `texts` in the order of the file.

    Values that are no day take no part. When both orders fit all values, two things still
    decide, because chance gives them in less than one column of a thousand: the days rise (or
    fall) through the file under one order only, and the file is not sorted by its text; or no
    day is on a weekend under one order while a fifth are under the other. That all days lie in
    one month decides nothing: 01/01, 02/01 ... 12/01 is also the first of each month.
    """
    values = _distinct(texts)
    ordered = [value for value in values if value.read.ordered]
    if not ordered:
        return DayOrder("ymd", "no value's order matters", None)
    only_day = next((v for v in ordered if v.read.dmy and not v.read.mdy), None)
    only_month = next((v for v in ordered if v.read.mdy and not v.read.dmy), None)
    matters = next((v for v in ordered if v.read.matters), None)
    example = matters.text if matters else None
    if only_day and only_month:
        if _years_first(ordered):
            return DayOrder("ymd", f"{only_day.text!r} fits year first, as all do", None)
        why = f"both orders are excluded: {only_day.text!r} and {only_month.text!r}"
        return DayOrder(None, why, example, contradictory=True)
    neither = next((v for v in ordered if not v.read.dmy and not v.read.mdy), None)
    if _years_first(ordered) and (neither or _first_is_steadier(ordered)):
        if neither:
            return DayOrder("ymd", f"{neither.text!r} can only have the year first", None)
        return DayOrder(None, "the year may come first or last", ordered[0].text)
    if only_day:
        return DayOrder("dmy", f"{only_day.text!r} can only be day/month", None)
    if only_month:
        return DayOrder("mdy", f"{only_month.text!r} can only be month/day", None)
    if matters is None:
        return DayOrder("dmy", "no value's order matters", None)
    return _by_calendar([v for v in ordered if v.read.dmy and v.read.mdy], matters.text)


def _distinct(texts: Iterable[str]) -> list[_Value]:
    """Distinct values that are a day under some order, in the order of first appearance."""
    values = []
    for text in dict.fromkeys(texts):
        read = readings_of(text)
        if read.dmy or read.mdy or read.ymd:
            values.append(_Value(text.strip(), read))
    return values


def _years_first(ordered: Sequence[_Value]) -> bool:
    return all(value.read.ymd for value in ordered)


def _first_is_steadier(ordered: Sequence[_Value]) -> bool:
    """Does the first number vary less than the last, as a year before the day would?"""
    years_first = {v.read.ymd.first.year for v in ordered if v.read.ymd}
    days_last = {v.read.ymd.first.day for v in ordered if v.read.ymd}
    return len(ordered) >= _ENOUGH_IN_ORDER and len(years_first) < len(days_last)


def _by_calendar(values: Sequence[_Value], example: str) -> DayOrder:
    """Decide by file order or by weekends when every value has both readings."""
    by_day = [value.read.dmy.first for value in values if value.read.dmy]
    by_month = [value.read.mdy.first for value in values if value.read.mdy]
    for order, days, others in (("dmy", by_day, by_month), ("mdy", by_month, by_day)):
        name: Order = "dmy" if order == "dmy" else "mdy"
        shown = f"under {_SPOKEN[order]} "
        if _sorted_only_here(days, others, [value.text for value in values]):
            return DayOrder(name, f"{shown}all {len(days)} days follow the file's order", None)
        if _weekdays_only_here(days, others):
            return DayOrder(name, f"{shown}none of {len(days)} days is on a weekend", None)
    return DayOrder(None, f"both orders fit all {len(values)} values", example)


def _sorted_only_here(days: Sequence[date], others: Sequence[date], texts: Sequence[str]) -> bool:
    enough = len(days) >= _ENOUGH_IN_ORDER
    # A file sorted by its text puts the first number in order, whatever it means.
    return enough and _sorted(days) and not _sorted(others) and not _sorted(texts)


def _sorted(items: Sequence[date] | Sequence[str]) -> bool:
    steps = list(pairwise(items))
    return all(a <= b for a, b in steps) or all(a >= b for a, b in steps)  # type: ignore[operator]


def _weekdays_only_here(days: Sequence[date], others: Sequence[date]) -> bool:
    if len(days) < _ENOUGH_WEEKDAYS or any(day.weekday() >= _SATURDAY for day in days):
        return False
    return 5 * sum(day.weekday() >= _SATURDAY for day in others) >= len(others)
