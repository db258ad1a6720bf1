"""Which first days of listings are drawn in the timeline, and where do their labels stand?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sunlit.publish.report.short_names import short_name
from sunlit.values.partial_date import PartialDate

WIDTH: Final = 1000
LEFT: Final = 118
RIGHT: Final = 24
_CHARACTER: Final = 5.9  # of the label's type, at 11 units; measured on the page
#: More lines than this hide what they explain; the others are told below the picture.
MOST_LINES: Final = 10


@dataclass(frozen=True)
class Scale:
    """Days to places: `first` stands at LEFT, `last` at `right`."""

    first: date
    last: date
    right: float

    def x(self, day: date) -> float:
        """The place of a day."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(LEFT + share * (self.right - LEFT), 1)


@dataclass(frozen=True)
class Listing:
    """From when an instrument names a party. None is every party; no place is every place."""

    since: PartialDate
    name: str
    governs: str = "purchase"
    party_name: str | None = None
    jurisdiction: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListedDay:
    """A first day of one or more listings. `lanes` are the parties named; None is all of them."""

    day: date
    label: str
    told: str
    on_buying: bool
    lanes: frozenset[str] | None


@dataclass(frozen=True)
class Bought:
    """What matters of a purchase here: the party's lane and the buyer's place."""

    lane: str
    place: str | None


def listed_days(
    listings: Iterable[Listing], bought: Sequence[Bought]
) -> tuple[list[ListedDay], list[str]]:
    """Choose the days that bear on most of what was bought, in order; the rest in words.

    A listing bears on a purchase of its party when its place holds the buyer's; an export list
    names a party to all the world.
    """
    by_day: dict[date, list[Listing]] = defaultdict(list)
    undated = []
    for row in listings:
        day = row.since.first
        if day:
            by_day[day].append(row)
        else:
            undated.append(f"{row.since}: {row.name}")
    weights = {
        day: sum(_bears(row, one) for row in by_day[day] for one in bought) for day in by_day
    }
    ranked = sorted(by_day, key=lambda day: (-weights[day], day))
    drawn = sorted(day for day in ranked[:MOST_LINES] if weights[day])
    days = {day: _listed_day(day, rows) for day, rows in by_day.items()}
    rest = [days[day].told for day in sorted(set(by_day) - set(drawn))]
    return [days[day] for day in drawn], [*rest, *dict.fromkeys(undated)]


def place_labels(
    days: Sequence[ListedDay], first: date, last: date
) -> tuple[list[tuple[ListedDay, int]], float]:
    """Give each day's label a row, so that no line runs through a label, and the right edge.

    A label stands to the right of its line. Taken from the right, each goes one row above all
    whose lines it would reach: their lines end below it.
    """
    right = float(WIDTH - RIGHT)
    for _ in range(4):  # a narrower plot moves labels too; it settles at once or twice
        scale = Scale(first, last, right)
        over = max((scale.x(day.day) + width(day.label) - (WIDTH - 4) for day in days), default=0.0)
        right = max(WIDTH * 0.7, right - max(0.0, over))
    scale = Scale(first, last, right)
    placed: list[tuple[ListedDay, int]] = []
    for day in reversed(days):
        reach = scale.x(day.day) + width(day.label)
        row = max((row + 1 for other, row in placed if scale.x(other.day) < reach), default=0)
        placed.append((day, row))
    return placed[::-1], right


def width(label: str) -> float:
    """About how wide a label is drawn, with a little room behind it."""
    return len(label) * _CHARACTER + 14


def _bears(row: Listing, bought: Bought) -> bool:
    if row.party_name and row.party_name != bought.lane:
        return False
    bought_in = bought.place
    if not row.jurisdiction or row.governs == "export" or bought_in is None:
        return True
    return any(
        bought_in == place or bought_in.startswith(f"{place}-") for place in row.jurisdiction
    )


def _listed_day(day: date, rows: Sequence[Listing]) -> ListedDay:
    parties = {row.party_name for row in rows}
    rules = {short_name(row.name): row for row in rows}
    names = list(rules)
    shown = ", ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
    if len(shown) > 44:
        shown = names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "")
    return ListedDay(
        day=day,
        label=shown,
        told=f"{day.isoformat()}: {'; '.join(row.name for row in rules.values())}",
        on_buying=any(row.governs == "purchase" for row in rows),
        lanes=None if None in parties else frozenset(str(party) for party in parties),
    )
