"""Where does each thing stand in the timeline picture? Lanes of parties, lines of listings.

Units are those of the SVG's view box. What has no date is counted in `undated` and drawn nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sunlit.publish.report.listed_days import (
    LEFT,
    RIGHT,
    WIDTH,
    Bought,
    ListedDay,
    Listing,
    Scale,
    listed_days,
    place_labels,
    width,
)
from sunlit.publish.wording import when
from sunlit.tables import Finding, ReportedPurchase
from sunlit.values.partial_date import PartialDate

_LABEL_ROW: Final = 16
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
    place: str | None = None
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
class ListingLine:
    """The first day of one or more listings, its label's place, and the lanes it is about.

    `spans` are the (top, bottom) of the lanes of the parties that are named.
    """

    x: float
    label: str
    label_y: float
    told: str
    on_buying: bool
    spans: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Tick:
    """A first of January."""

    x: float
    year: str
    labelled: bool


@dataclass(frozen=True)
class TimelinePicture:
    """The picture's geometry, and what it leaves out."""

    width: int
    height: float
    left: float
    right: float
    lanes_top: float
    lanes_bottom: float
    lanes: tuple[Lane, ...]
    lines: tuple[ListingLine, ...]
    further: tuple[str, ...]  # listings that are told below the picture
    ticks: tuple[Tick, ...]
    undated: int
    has_found: bool
    has_reported: bool
    has_many: bool


def timeline(
    findings: Iterable[Finding],
    cases: Iterable[ReportedPurchase],
    listings: Iterable[Listing],
) -> TimelinePicture | None:
    """Lay out findings, reported purchases and listings; None when nothing has a date."""
    dated, undated = _happenings(findings, cases)
    if not dated:
        return None
    if sum(1 for one in dated if not one.reported) > _NAMED:
        dated = [replace(one, name="") for one in dated]
    days, further = listed_days(listings, [Bought(one.lane, one.place) for one in dated])
    first, last = _span(dated, [day.day for day in days])
    placed, right = place_labels(days, first, last)
    top = 14 + _LABEL_ROW * (1 + max((row for _, row in placed), default=-1))
    scale = Scale(first, last, right)
    lanes, bottom = _lanes(dated, scale, top + 10)
    return TimelinePicture(
        width=WIDTH,
        height=bottom + 30,
        left=LEFT,
        right=WIDTH - RIGHT / 2,
        lanes_top=top,
        lanes_bottom=bottom,
        lanes=lanes,
        lines=tuple(
            _line(one, scale.x(one.day), top - 8 - row * _LABEL_ROW, lanes) for one, row in placed
        ),
        further=tuple(further),
        ticks=_ticks(first, last, scale),
        undated=undated,
        has_found=any(not one.reported for one in dated),
        has_reported=any(one.reported for one in dated),
        has_many=any(one.many for one in dated),
    )


def _line(listed_day: ListedDay, x: float, label_y: float, lanes: Sequence[Lane]) -> ListingLine:
    named = [lane for lane in lanes if listed_day.lanes is None or lane.name in listed_day.lanes]
    spans = tuple((lane.top, lane.top + lane.height) for lane in named)
    return ListingLine(x, listed_day.label, label_y, listed_day.told, listed_day.on_buying, spans)


def _happenings(
    findings: Iterable[Finding], cases: Iterable[ReportedPurchase]
) -> tuple[list[Happening], int]:
    found, undated = [], 0
    for row in findings:
        bought = PartialDate.of_period(row.date, row.date_precision)
        if bought.first and bought.last:
            told = f"{row.buyer or 'Buyer not stated'}, {when(row)}: {row.reason}"
            found.append(
                Happening(
                    row.party_name, bought.first, bought.last, told, False,
                    f"finding-{row.finding_id}", place=row.jurisdiction, name=row.buyer or "",
                )
            )  # fmt: skip
        else:
            undated += 1
    for case in cases:
        period = case.period
        if period.last is None and period.first is None:
            undated += 1
            continue
        to = period.last or period.first
        told = f"{case.buyer}, {case.period_text}: {case.item or 'item not stated'}"
        found.extend(
            Happening(
                name,
                period.first,
                to or date.min,
                told,
                True,
                f"case-{case.id}",
                place=case.jurisdiction,
                many=case.buyer_type == "aggregate",
            )
            for name in (case.party_names or [_UNKNOWN_MAKER])
        )
    return found, undated


def _span(dated: Sequence[Happening], listed: Sequence[date]) -> tuple[date, date]:
    """From the January before the first short happening or listing to the January after the last.

    A long period that begins earlier is cut at the left: it would press all else together.
    """
    short = [one.since for one in dated if one.since and (one.to - one.since).days < 400]
    starts = [*short, *listed] or [one.to for one in dated]
    ends = [*(one.to for one in dated), *listed]
    return date(min(starts).year, 1, 1), date(max(ends).year + 1, 1, 1)


def _lanes(dated: Sequence[Happening], scale: Scale, top: float) -> tuple[tuple[Lane, ...], float]:
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


def _marks(dated: Sequence[Happening], scale: Scale, top: float) -> tuple[tuple[Mark, ...], int]:
    """Marks on as few tracks as keep them apart; dots first, so that they stand on top."""
    ends: list[list[tuple[float, float]]] = []
    marks = []
    for one in sorted(dated, key=_points_first):
        x, x2, cut = _place(one, scale)
        low, high = (x - _DOT - 1, x + _DOT + 1) if x2 is None else (x - 4, x2 + 4)
        name, before = _short(one.name), False
        if name:
            room = width(name)
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


def _points_first(happening: Happening) -> tuple[object, ...]:
    return (
        happening.reported,
        happening.many,
        happening.to - (happening.since or date.min),
        happening.to,
        happening.told,
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _place(happening: Happening, scale: Scale) -> tuple[float, float | None, bool]:
    since = happening.since
    cut = since is None or since < scale.first
    if since is None:
        # "Until" a day, from nobody knows when: a short bar that is open on its left.
        x2 = max(scale.x(happening.to), LEFT + 3 * _SHORTEST_BAR)
        return x2 - 3 * _SHORTEST_BAR, x2, True
    x, x2 = scale.x(max(since, scale.first)), scale.x(happening.to + timedelta(days=1))
    if x2 - x < _SHORTEST_BAR and not cut:
        return round((x + x2) / 2, 1), None, False
    return x, x2, cut


def _ticks(first: date, last: date, scale: Scale) -> tuple[Tick, ...]:
    every = 1 if last.year - first.year <= 14 else 2 if last.year - first.year <= 28 else 5
    return tuple(
        Tick(scale.x(date(year, 1, 1)), str(year), (year - first.year) % every == 0)
        for year in range(first.year, last.year + 1)
    )
