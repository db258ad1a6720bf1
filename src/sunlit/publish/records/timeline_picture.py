"""A picture of what applied to a party from when to when: SVG, one bar for each span."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

_WIDTH: Final = 900
_LABELS: Final = 330
_ROW: Final = 22
_TOP: Final = 34
_COLOURS: Final = {"purchase": "#1f5fa8", "other": "#9aa5b1"}


def timeline_picture(rows: Sequence[Mapping[str, Any]], title: str, until: date) -> str:
    """An SVG of rows with name, governs, first, last (dates or None) and since, in their order.

    A start that is known only from a day on is drawn open; no end runs to `until`.
    """
    days = [row["first"] for row in rows if row["first"]]
    start = date(min([*days, until]).year, 1, 1)
    span = max((until - start).days, 1)
    height = _TOP + _ROW * len(rows) + 26

    def x(day: date) -> float:
        share = min(max((day - start).days / span, 0.0), 1.0)
        return round(_LABELS + share * (_WIDTH - _LABELS - 12), 1)

    frame = f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame} font-family="sans-serif" font-size="11">',
        f'<text x="4" y="16" font-size="14" font-weight="600">{escape(title)}</text>',
    ]
    for year in range(start.year, until.year + 1):
        at = x(date(year, 1, 1))
        parts.append(
            f'<line x1="{at}" x2="{at}" y1="{_TOP - 6}" y2="{height - 20}" stroke="#e3e6ea"/>'
            f'<text x="{at + 2}" y="{height - 6}" fill="#667">{year}</text>'
        )
    for index, row in enumerate(rows):
        parts.append(_bar(row, _TOP + index * _ROW, x, until))
    return "\n".join([*parts, "</svg>", ""])


def _bar(row: Mapping[str, Any], y: int, x: Any, until: date) -> str:
    colour = _COLOURS["purchase" if row["governs"] == "purchase" else "other"]
    label = row["name"] if len(row["name"]) <= 54 else row["name"][:53] + "…"
    name = f'<text x="4" y="{y + 12}">{escape(label)}</text>'
    if row["first"] is None:
        return f'{name}<text x="{_LABELS}" y="{y + 12}" fill="#667">first day not read</text>'
    begin, end = x(row["first"]), x(row["last"] or until)
    dash = ' stroke-dasharray="3 2"' if row["open"] else ""
    tip = f"<title>{escape(row['name'])}: {escape(row['since'])}</title>"
    return (
        f'{name}<rect x="{begin}" y="{y + 2}" width="{max(end - begin, 2):.1f}" height="13" '
        f'fill="{colour}" fill-opacity="{0.35 if row["open"] else 0.85}" stroke="{colour}"{dash}>'
        f"{tip}</rect>"
    )
