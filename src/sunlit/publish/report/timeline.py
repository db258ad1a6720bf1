"""Where does each thing stand in the timeline picture? Lanes of parties, lines of listings.

Units are those of the SVG's view box. What has no date is counted in `undated` and drawn nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from sunlit.publish.periods import period
from sunlit.publish.report.short_names import short_name

WIDTH: Final = 1000
_LEFT: Final = 118
_RIGHT: Final = 24
_LABEL_ROW: Final = 16
_CHARACTER: Final = 5.9  # of the label's type, at 11 units; measured on the page
_TRACK: Final = 13
_DOT: Final = 5.0
#: A period shorter than this in the picture is a dot.
_SHORTEST_BAR: Final = 16.0
_UNKNOWN_MAKER: Final = "maker not named"
#: With more findings than this, names beside them would cover the picture.
_NAMED: Final = 6
_LONGEST_NAME: Final = 30


@dataclass(frozen=True)
class Happening:
    """A finding or a reported purchase, to be drawn. `since` may be None: "until 2022-02"."""

    lane: str
    since: date | None
    to: date
    told: str
    reported: bool
    link: str
    many: bool = False
    name: str = ""


@dataclass(frozen=True)
class Mark:
    """A dot (`x2` is None) or a bar from `x` to `x2`; `open_start` when it begins earlier.

    `many` is a count of many buyers. `name` is a label beside the mark, where there is room.
    """

    x: float
    x2: float | None
    y: float
    told: str
    reported: bool
    open_start: bool
    link: str
    many: bool
    name: str
    name_before: bool


@dataclass(frozen=True)
class Lane:
    """One party's strip."""

    name: str
    top: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Line:
    """The first day of one or more listings, with its label's place."""

    x: float
    label: str
    label_y: float
    told: str
    binds: bool


@dataclass(frozen=True)
class Tick:
    """A first of January."""

    x: float
    year: str
    labelled: bool


@dataclass(frozen=True)
class Timeline:
    """The picture's geometry, and what it leaves out."""

    width: int
    height: float
    left: float
    right: float
    lanes_top: float
    lanes_bottom: float
    lanes: tuple[Lane, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    undated: int
    has_found: bool
    has_reported: bool
    has_many: bool


def timeline(
    findings: Iterable[Mapping[str, Any]],
    cases: Iterable[Mapping[str, Any]],
    listings: Iterable[Mapping[str, Any]],
) -> Timeline | None:
    """Lay out findings (rows of tables.FINDINGS), reported purchases and listings.

    `listings` are rows with `since` and `name`, and may have `short` and `governs`.
    None when nothing has a date.
    """
    dated, undated = _happenings(findings, cases)
    if not dated:
        return None
    if sum(1 for one in dated if not one.reported) > _NAMED:
        dated = [replace(one, name="") for one in dated]
    days = _days_of_listings(listings)
    first, last = _span(dated, [day for day, _ in days])
    lines, right = _lines(days, first, last)
    top = 14 + _LABEL_ROW * (1 + max((line[1] for line in lines), default=-1))
    scale = _Scale(first, last, right)
    lanes, bottom = _lanes(dated, scale, top + 10)
    return Timeline(
        width=WIDTH,
        height=bottom + 30,
        left=_LEFT,
        right=WIDTH - _RIGHT / 2,
        lanes_top=top,
        lanes_bottom=bottom,
        lanes=lanes,
        lines=tuple(
            Line(scale.x(day), label, top - 8 - row * _LABEL_ROW, told, binds)
            for (day, row, label, told, binds) in lines
        ),
        ticks=_ticks(first, last, scale),
        undated=undated,
        has_found=any(not one.reported for one in dated),
        has_reported=any(one.reported for one in dated),
        has_many=any(one.many for one in dated),
    )


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date
    right: float

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(_LEFT + share * (self.right - _LEFT), 1)


def _happenings(
    findings: Iterable[Mapping[str, Any]], cases: Iterable[Mapping[str, Any]]
) -> tuple[list[Happening], int]:
    found, undated = [], 0
    for row in findings:
        when = period(row["date"])
        if when.first and when.last:
            told = f"{row['buyer'] or 'Buyer not stated'}, {row['date']}: {row['reason']}"
            link = f"finding-{row['finding_id']}"
            found.append(
                Happening(
                    row["party_name"], when.first, when.last, told, False, link,
                    name=row["buyer"] or "",
                )
            )  # fmt: skip
        else:
            undated += 1
    for row in cases:
        when = period(row["period_text"])
        if when.last is None and when.first is None:
            undated += 1
            continue
        to = when.last or when.first
        told = f"{row['buyer']}, {row['period_text']}: {row['item'] or 'item not stated'}"
        found.extend(
            Happening(
                name,
                when.first,
                to or date.min,
                told,
                True,
                f"case-{row['id']}",
                many=row.get("buyer_type") == "aggregate",
            )
            for name in (row["party_names"] or [_UNKNOWN_MAKER])
        )
    return found, undated


def _days_of_listings(
    listings: Iterable[Mapping[str, Any]],
) -> list[tuple[date, list[Mapping[str, Any]]]]:
    by_day: dict[date, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for row in listings:
        day = period(str(row["since"])).first
        if day:
            by_day[day].setdefault(row.get("short") or short_name(row["name"]), row)
    return [(day, list(by_day[day].values())) for day in sorted(by_day)]


def _span(dated: Sequence[Happening], listed: Sequence[date]) -> tuple[date, date]:
    """From the January before the first short happening or listing to the January after the last.

    A long period that begins earlier is cut at the left: it would press all else together.
    """
    short = [one.since for one in dated if one.since and (one.to - one.since).days < 400]
    starts = [*short, *listed] or [one.to for one in dated]
    ends = [*(one.to for one in dated), *listed]
    return date(min(starts).year, 1, 1), date(max(ends).year + 1, 1, 1)


_Placed = tuple[date, int, str, str, bool]


def _lines(
    days: Sequence[tuple[date, list[Mapping[str, Any]]]], first: date, last: date
) -> tuple[list[_Placed], float]:
    """Give each day's label a row, so that no line runs through a label, and the right edge.

    A label stands to the right of its line. Taken from the right, each goes one row above all
    whose lines it would reach: their lines end below it.
    """
    labels = [_label(day, rows) for day, rows in days]
    right = float(WIDTH - _RIGHT)
    for _ in range(4):  # a narrower plot moves labels too; it settles at once or twice
        scale = _Scale(first, last, right)
        over = max(
            (scale.x(day) + _width(label) - (WIDTH - 4) for day, label, _, _ in labels),
            default=0.0,
        )
        right = max(WIDTH * 0.7, right - max(0.0, over))
    scale = _Scale(first, last, right)
    placed: list[_Placed] = []
    for day, label, told, binds in reversed(labels):
        reach = scale.x(day) + _width(label)
        row = max((p[1] + 1 for p in placed if scale.x(p[0]) < reach), default=0)
        placed.append((day, row, label, told, binds))
    return placed[::-1], right


def _label(day: date, rows: list[Mapping[str, Any]]) -> tuple[date, str, str, bool]:
    names = [row.get("short") or short_name(row["name"]) for row in rows]
    shown = ", ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
    label = shown if len(shown) <= 44 else f"{names[0][:40]} +{len(names) - 1}".removesuffix(" +0")
    told = f"{day.isoformat()}: {'; '.join(str(row['name']) for row in rows)}"
    return day, label, told, any(row.get("governs", "purchase") == "purchase" for row in rows)


def _width(label: str) -> float:
    return len(label) * _CHARACTER + 14


def _lanes(dated: Sequence[Happening], scale: _Scale, top: float) -> tuple[tuple[Lane, ...], float]:
    by_lane: dict[str, list[Happening]] = defaultdict(list)
    for one in dated:
        by_lane[one.lane].append(one)
    names = sorted(by_lane, key=lambda name: (name == _UNKNOWN_MAKER, -len(by_lane[name]), name))
    lanes = []
    for name in names:
        marks, tracks = _marks(by_lane[name], scale, top)
        height = tracks * _TRACK + 18
        lanes.append(Lane(name, top, height, marks))
        top += height
    return tuple(lanes), top


def _marks(dated: Sequence[Happening], scale: _Scale, top: float) -> tuple[tuple[Mark, ...], int]:
    """Marks on as few tracks as keep them apart; dots first, so that they stand on top."""
    ends: list[list[tuple[float, float]]] = []
    marks = []
    for one in sorted(dated, key=_points_first):
        x, x2, cut = _place(one, scale)
        low, high = (x - _DOT - 1, x + _DOT + 1) if x2 is None else (x - 4, x2 + 4)
        name, before = _short(one.name), False
        if name:
            room = _width(name)
            before = high + room > WIDTH - 4
            low, high = (low - room, high) if before else (low, high + room)
        track = next(
            (t for t, taken in enumerate(ends) if all(high < a or low > b for a, b in taken)),
            len(ends),
        )
        if track == len(ends):
            ends.append([])
        ends[track].append((low, high))
        y = top + 9 + _TRACK * (track + 0.5)
        marks.append(Mark(x, x2, y, one.told, one.reported, cut, one.link, one.many, name, before))
    return tuple(marks), len(ends)


def _points_first(one: Happening) -> tuple[object, ...]:
    return one.reported, one.many, one.to - (one.since or date.min), one.to, one.told


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _place(one: Happening, scale: _Scale) -> tuple[float, float | None, bool]:
    since = one.since
    cut = since is None or since < scale.first
    if since is None:
        # "Until" a day, from nobody knows when: a short bar that is open on its left.
        x2 = max(scale.x(one.to), _LEFT + 3 * _SHORTEST_BAR)
        return x2 - 3 * _SHORTEST_BAR, x2, True
    x, x2 = scale.x(max(since, scale.first)), scale.x(one.to + timedelta(days=1))
    if x2 - x < _SHORTEST_BAR and not cut:
        return round((x + x2) / 2, 1), None, False
    return x, x2, cut


def _ticks(first: date, last: date, scale: _Scale) -> tuple[Tick, ...]:
    every = 1 if last.year - first.year <= 14 else 2 if last.year - first.year <= 28 else 5
    return tuple(
        Tick(scale.x(date(year, 1, 1)), str(year), (year - first.year) % every == 0)
        for year in range(first.year, last.year + 1)
    )
