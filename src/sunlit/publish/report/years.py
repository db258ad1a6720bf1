"""How tall is each year's bar? One picture per currency; at least is solid, at most is hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sunlit.publish.wording import figure
from sunlit.summary import Group, Money

WIDTH: Final = 460
HEIGHT: Final = 210
_TOP: Final = 26
_BOTTOM: Final = 28
_UNITS: Final = ((Decimal(10**9), "bn"), (Decimal(10**6), "m"), (Decimal(10**3), "k"))


@dataclass(frozen=True)
class YearBar:
    """One year: its place, the solid and the hatched part (top and height), and its words."""

    year: str
    x: float
    width: float
    solid_y: float
    solid_height: float
    hatched_y: float
    hatched_height: float
    label: str
    label_y: float
    told: str


@dataclass(frozen=True)
class YearChart:
    """All years of one currency."""

    currency: str
    width: int
    height: int
    base: float
    bars: tuple[YearBar, ...]


def year_charts(by_year: Sequence[Group]) -> tuple[YearChart, ...]:
    """One chart per currency that has sums in two years or more; fewer are told in words."""
    currencies = sorted({money.currency for group in by_year for money in group.money})
    charts = (_chart(currency, by_year) for currency in currencies)
    return tuple(chart for chart in charts if chart)


def _chart(currency: str, by_year: Sequence[Group]) -> YearChart | None:
    sums = {
        int(group.key): money
        for group in by_year
        for money in group.money
        if money.currency == currency and (money.exact or money.partial) and group.key.isdigit()
    }
    if len(sums) < 2:
        return None
    years = range(min(sums), max(sums) + 1)
    high = max([*(money.at_most for money in sums.values()), Decimal(0)])
    low = min([*(money.at_least for money in sums.values()), Decimal(0)])
    room = HEIGHT - _TOP - _BOTTOM
    unit = float(room) / float(high - low or 1)
    base = _TOP + float(high) * unit
    step = WIDTH / len(years)
    bars = tuple(
        _bar(year, sums[year], currency, at * step, step, base, unit)
        for at, year in enumerate(years)
        if year in sums
    )
    return YearChart(currency, WIDTH, HEIGHT, round(base, 1), bars)


def _bar(
    year: int, money: Money, currency: str, x: float, step: float, base: float, unit: float
) -> YearBar:
    least, most = float(money.at_least) * unit, float(money.at_most) * unit
    said = _compact(money.at_least)
    if money.at_least != money.at_most:
        said = f"{said} to {_compact(money.at_most)}"
    told = f"{year}: at least {figure(money.at_least)}, at most {figure(money.at_most)} {currency}"
    width = min(step * 0.68, 54)
    return YearBar(
        year=str(year),
        x=round(x + (step - width) / 2, 1),
        width=round(width, 1),
        solid_y=round(base - max(least, 0), 1),
        solid_height=round(abs(least), 1),
        hatched_y=round(base - most, 1),
        hatched_height=round(most - max(least, 0), 1),
        label=said,
        label_y=round(base - max(most, 0) - 7, 1),
        told=told,
    )


def _compact(amount: Decimal) -> str:
    for unit, letter in _UNITS:
        if abs(amount) >= unit:
            return f"{float(amount / unit):.3g}{letter}"
    return f"{float(amount):.3g}"
