"""A picture of what applied to a party from when to when: SVG, a row for each rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from typing import Final

_WIDTH: Final = 960
_LABELS: Final = 360
_ROW: Final = 22
_TOP: Final = 34
_FOOT: Final = 62
#: What a bar's colour says, in the order of the legend.
_COLOURS: Final = {
    "prohibited": ("#a32222", "prohibited"),
    "depends": ("#d18b1f", "depends on open facts"),
    "not_prohibited": ("#6b93c4", "listed; not prohibited for such a buyer"),
    "not_applicable": ("#9aa5b1", "listed; governs no purchase"),
}
_UNSURE: Final = "dashed: whether it was listed is not known, or it is unverified"


@dataclass(frozen=True)
class PictureBar:
    """What a rule said from day to day; no first day: it is not known, no last: it still does."""

    name: str
    status: str
    first: date | None
    last: date | None
    told: str
    open: bool  # whether it was listed is not known, or nobody has verified it


def timeline_picture(rows: Sequence[PictureBar], title: str, until: date) -> str:
    """An SVG of bars.

    Rows of one name that follow one another share a line. No first day is drawn from the left edge,
    no last day to `until`; what starts after `until` is left out.
    """
    rows = [row for row in rows if row.first is None or row.first < until]
    lines = [(name, list(spans)) for name, spans in groupby(rows, key=lambda row: row.name)]
    days = [row.first for row in rows if row.first]
    start = date(min([*days, until]).year, 1, 1)
    span = max((until - start).days, 1)
    height = _TOP + _ROW * len(lines) + _FOOT

    def x(day: date) -> float:
        share = min(max((day - start).days / span, 0.0), 1.0)
        return round(_LABELS + share * (_WIDTH - _LABELS - 12), 1)

    frame = f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame} font-family="sans-serif" font-size="11">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="4" y="16" font-size="14" font-weight="600">{escape(title)}</text>',
        *_years(start, until, x, height - _FOOT),
    ]
    for index, (name, spans) in enumerate(lines):
        y = _TOP + index * _ROW
        label = name if len(name) <= 58 else name[:57] + "…"
        parts.append(
            f'<text x="4" y="{y + 12}">{escape(label)}<title>{escape(name)}</title></text>'
        )
        parts += [_bar(row, y, x, until) for row in spans]
    return "\n".join([*parts, *_legend(rows, height), "</svg>", ""])


def _years(start: date, until: date, x: Callable[[date], float], foot: int) -> list[str]:
    found = []
    for year in range(start.year, until.year + 1):
        at = x(date(year, 1, 1))
        found.append(
            f'<line x1="{at}" x2="{at}" y1="{_TOP - 6}" y2="{foot + 4}" stroke="#e3e6ea"/>'
            f'<text x="{at + 2}" y="{foot + 14}" fill="#667">{year}</text>'
        )
    return found


def _bar(row: PictureBar, y: int, x: Callable[[date], float], until: date) -> str:
    colour, _ = _COLOURS[row.status]
    begin = x(row.first) if row.first else _LABELS
    end = x(row.last or until)
    dash = ' stroke-dasharray="3 2"' if row.open else ""
    tip = f"<title>{escape(row.name)}: {escape(row.told)}</title>"
    return (
        f'<rect x="{begin}" y="{y + 2}" width="{max(end - begin, 2):.1f}" height="13" '
        f'fill="{colour}" fill-opacity="{0.35 if row.open else 0.9}" stroke="{colour}"{dash}>'
        f"{tip}</rect>"
    )


def _legend(rows: Sequence[PictureBar], height: int) -> list[str]:
    """What the colours that occur say."""
    drawn = {row.status for row in rows}
    found, at = [], 4
    for status, (colour, words) in _COLOURS.items():
        if status in drawn:
            found.append(
                f'<rect x="{at}" y="{height - 38}" width="11" height="11" fill="{colour}"/>'
                f'<text x="{at + 16}" y="{height - 28}" fill="#444">{words}</text>'
            )
            at += 40 + 6 * len(words)
    if any(row.open for row in rows):
        found.append(f'<text x="4" y="{height - 10}" fill="#444">{_UNSURE}</text>')
    return found
