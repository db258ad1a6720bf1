"""Fit the points of features.yaml on labelled lines, and draw how far scores can be believed.

    python tools/fit_features.py LINES.csv [LINES.csv ...] [--spend spend_2m.csv --watchlist w.json]
        [--write] [--diagram docs/images/reliability.svg]

Each tie that the matcher proposes is one observation: its features, and whether the label names the
party. Points are fitted by logistic regression that is held near the points that stand in the file
(ridge) and keeps their signs. They are judged on what they were not fitted on: each author's lines
and the generated spending are left out in turn. `--write` puts the points of the fit on everything
into features.yaml; comments stay.
"""

# ruff: noqa: T201

import argparse
import re
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import yaml

from sunlit.knowledge import load
from sunlit.knowledge.lists import read_list, screening
from sunlit.matching import Matcher, compile_matcher
from sunlit.matching.evaluate import LabelledLine, read_lines
from sunlit.sources import field_of_name

_TOP_LEVEL = ("sign", "variant", "field")
_BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_PER_KIND = 25
_HELD_NEAR = (1.0, 3.0, 10.0, 30.0)
#: A sign that needs words beside it stays below 0.5 without them, whatever the lines say.
_NEEDS_WORDS = re.compile(
    "(?:named|model|relabel|reseller) (?:with_context|likely|everyday|broad|lead)"
)
_AT_MOST = -0.45


@dataclass(frozen=True)
class Seen:
    """One tie that the matcher proposed: who wrote the text, its features, and is it right?"""

    group: str
    features: tuple[str, ...]
    right: bool
    weight: float = 1.0


def main() -> None:
    """Read the lines, fit, print, and write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", nargs="+", type=Path)
    parser.add_argument("--spend", type=Path)
    parser.add_argument("--watchlist", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--diagram", type=Path)
    args = parser.parse_args()
    matcher = compile_matcher(load())
    seen = [
        line for path in args.lines for line in of_lines(matcher, read_lines(path, field_of_name))
    ]
    if args.spend and args.watchlist:
        seen += of_spending(args.spend, args.watchlist)
    path = Path(str(files("sunlit.matching.score") / "features.yaml"))
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = sorted({name for one in seen for name in one.features})
    start = np.array([points_in(table, name) for name in names])
    most = np.array([_AT_MOST if _NEEDS_WORDS.fullmatch(name) else np.inf for name in names])
    most = np.where((most < 0) & (start > 0), np.inf, most)
    x = np.array([[name in one.features for name in names] for one in seen], float)
    y = np.array([one.right for one in seen], float)
    w = np.array([one.weight for one in seen])
    groups = np.array([one.group for one in seen])
    ceiling = float(table["ceiling"])
    print(f"{len(seen)} ties, {int(y.sum())} right, {len(names)} features")

    ridge = min(
        _HELD_NEAR, key=lambda r: brier(y, held_out(x, y, w, groups, start, r, ceiling, most), w)
    )
    predicted = held_out(x, y, w, groups, start, ridge, ceiling, most)
    before = score(x, start, ceiling)
    print(f"ridge {ridge}; scores below are of points fitted without the group")
    print(
        "group         ties   recall        precision     Brier         (points in the file -> fitted)"
    )
    for group in [*sorted(set(groups)), "all"]:
        rows = groups == group if group != "all" else np.ones(len(y), bool)
        print(
            f"{group:12} {rows.sum():5}   {_figures(y[rows], before[rows], predicted[rows], w[rows])}"
        )
    for low, high, n, said, was in reliability(predicted, y, w):
        print(f"score {low:.2f}-{high:.2f}: {n:5} ties, said {said:.3f}, right {was:.3f}")
    fitted = fit(x, y, w, start, ridge, ceiling, most)
    for name, old, new in zip(names, start, fitted, strict=True):
        print(f"  {name:34} {old:6.2f} -> {new:6.2f}")
    if args.diagram:
        args.diagram.parent.mkdir(parents=True, exist_ok=True)
        args.diagram.write_text(diagram(reliability(predicted, y, w)), encoding="utf-8")
    if args.write:
        path.write_text(written(path.read_text(encoding="utf-8"), names, fitted), encoding="utf-8")


def of_lines(matcher: Matcher, lines: list[LabelledLine]) -> list[Seen]:
    """The ties proposed on labelled lines, by author."""
    seen = []
    for line in lines:
        fields = [
            pa.field(str(i), pa.string(), metadata={b"field": field.encode()})
            for i, (_, field, _) in enumerate(line.cells)
        ]
        arrays = [pa.array([text], pa.string()) for _, _, text in line.cells]
        batch = pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))
        group = f"author {line.labels.get('author', '')}"
        seen += [
            _seen(group, tie, tie["party"] in line.parties)
            for tie in matcher.match(batch).to_pylist()
        ]
    return seen


def _seen(group: str, tie: dict[str, Any], right: bool) -> Seen:
    return Seen(group, tuple(feature["feature"] for feature in tie["features"]), right)


def of_spending(path: Path, watchlist: Path) -> list[Seen]:
    """The ties proposed on the generated spending with its watch list, a few of each kind."""
    truth_path = path.with_name(path.name + ".truth.csv")
    if not truth_path.exists():
        truth_path = path.with_name(path.stem + ".truth.csv")
    truth = arrow_csv.read_csv(truth_path).to_pylist()
    by_row = {one["record_id"]: one for one in truth}
    options = arrow_csv.ConvertOptions(
        include_columns=["supplier_name", "description"],
        column_types={"supplier_name": pa.string(), "description": pa.string()},
    )
    newlines = arrow_csv.ParseOptions(newlines_in_values=True)
    table = arrow_csv.read_csv(path, convert_options=options, parse_options=newlines)
    fields = [
        pa.field(name, pa.string(), metadata={b"field": name.removesuffix("_name").encode()})
        for name in table.column_names
    ]
    matcher = compile_matcher(screening(load(), [read_list(watchlist)], only=True).knowledge)
    seen: list[Seen] = []
    counted: dict[tuple[str, bool], int] = {}
    first = 1
    for batch in table.cast(pa.schema(fields)).to_batches():
        for tie in matcher.match(batch).to_pylist():
            one = by_row.get(first + tie["row"])
            right = bool(one) and tie["party"].endswith("_" + str(one["entity_id"]).lower())  # type: ignore[index]
            key = (one["kind"] if one else "background", right)
            counted[key] = counted.get(key, 0) + 1
            if counted[key] <= _PER_KIND:
                seen.append(_seen("generated", tie, right))
        first += batch.num_rows
    return seen


def points_in(table: dict[str, Any], name: str) -> float:
    """The points that the file gives a feature as ties name it."""
    place = place_of(name)
    for part in ("sign", "variant", "field"):
        if place[0] == part:
            found = table[part].get(place[1])
            if found is None and part == "sign":
                found = table[part][place[1].split()[0] + " with_context"]
            return float(found)
    return float(table[name])


def place_of(name: str) -> tuple[str, ...]:
    """Where features.yaml keeps a feature."""
    if name.startswith("written: "):
        return "variant", name.removeprefix("written: ")
    cell = re.fullmatch("in the (.*) cell", name)
    if cell:
        return "field", cell.group(1)
    if name.split()[0] in ("named", "model", "relabel", "reseller"):
        return "sign", name
    return (name,)


def score(x: np.ndarray, points: np.ndarray, ceiling: float) -> np.ndarray:
    """Scores as matching/score.py makes them."""
    scores: np.ndarray = 1 / (1 + np.exp(-ceiling * np.tanh(x @ points / ceiling)))
    return scores


def fit(
    x: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    start: np.ndarray,
    ridge: float,
    ceiling: float,
    most: np.ndarray,
) -> np.ndarray:
    """Points that make y likeliest, at the price of ridge/2 times the squared way from `start`.

    No point changes its sign; one that is 0 stays 0.
    """
    points, step = start.copy(), 1.0
    cost = _cost(x, y, w, points, start, ridge, ceiling)
    for _ in range(3000):
        bent = x @ points / ceiling
        slope = (score(x, points, ceiling) - y) * w * (1 - np.tanh(bent) ** 2)
        change = x.T @ slope + ridge * (points - start)
        moved = points - step * change
        moved = np.where(
            np.sign(moved) == np.sign(start), moved, np.where(start < 0, -0.01, 0.01) * (start != 0)
        )
        moved = np.minimum(moved, most)
        new = _cost(x, y, w, moved, start, ridge, ceiling)
        if new < cost:
            if cost - new < 1e-9:
                break
            points, cost, step = moved, new, step * 1.2
        else:
            step *= 0.5
            if step < 1e-12:
                break
    return points


def _cost(x, y, w, points, start, ridge, ceiling) -> float:  # type: ignore[no-untyped-def]
    p = np.clip(score(x, points, ceiling), 1e-9, 1 - 1e-9)
    lost = -(w * (y * np.log(p) + (1 - y) * np.log(1 - p))).sum()
    return float(lost + ridge / 2 * ((points - start) ** 2).sum())


def held_out(x, y, w, groups, start, ridge, ceiling, most) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Each group's scores by points that were fitted on the other groups."""
    predicted = np.zeros(len(y))
    for group in sorted(set(groups)):
        out = groups == group
        points = fit(x[~out], y[~out], w[~out], start, ridge, ceiling, most)
        predicted[out] = score(x[out], points, ceiling)
    return predicted


def brier(y: np.ndarray, p: np.ndarray, w: np.ndarray) -> float:
    """The mean squared distance of scores from what was right."""
    return float((w * (p - y) ** 2).sum() / w.sum())


def _figures(y: np.ndarray, before: np.ndarray, after: np.ndarray, w: np.ndarray) -> str:
    def pair(p: np.ndarray) -> tuple[float, float, float]:
        told = p >= 0.5
        return (
            float((told & (y > 0)).sum() / max(1, (y > 0).sum())),
            float((told & (y > 0)).sum() / max(1, told.sum())),
            brier(y, p, w),
        )

    return "  ".join(f"{a:.3f}->{b:.3f}" for a, b in zip(pair(before), pair(after), strict=True))


def reliability(
    p: np.ndarray, y: np.ndarray, w: np.ndarray
) -> list[tuple[float, float, int, float, float]]:
    """(from, to, ties, mean score, share right) for each bin of scores that holds any."""
    rows = []
    for low, high in pairwise(_BINS):
        inside = (p >= low) & (p < high)
        if inside.any():
            weight = w[inside].sum()
            said = float((w * p)[inside].sum() / weight)
            rows.append((low, high, int(inside.sum()), said, float((w * y)[inside].sum() / weight)))
    return rows


def diagram(rows: list[tuple[float, float, int, float, float]]) -> str:
    """The reliability diagram as SVG: what scores said against how often they were right."""
    size, edge = 320, 40

    def at(x: float, y: float) -> tuple[float, float]:
        return edge + x * size, edge + (1 - y) * size

    full = size + 2 * edge
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}">',
        '<g font-family="sans-serif" font-size="11">',
        "<title>Of the ties with this score, how many are right?</title>",
        f'<rect width="{full}" height="{full}" fill="white"/>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        (x, bottom), (left, y) = at(tick, 0), at(0, tick)
        out.append(f'<path d="M{x} {bottom}v-{size}M{left} {y}h{size}" stroke="#ddd"/>')
        out.append(f'<text x="{x}" y="{bottom + 14}" text-anchor="middle">{tick:g}</text>')
        out.append(f'<text x="{left - 5}" y="{y + 4}" text-anchor="end">{tick:g}</text>')
    (a, b), (c, d) = at(0, 0), at(1, 1)
    out.append(f'<path d="M{a} {b}L{c} {d}" stroke="#888" stroke-dasharray="4 4"/>')
    for _, _, n, said, was in rows:
        low, high = _wilson(was, n)
        x, y = at(said, was)
        out.append(
            f'<path d="M{x:.1f} {at(0, low)[1]:.1f}V{at(0, high)[1]:.1f}" stroke="#1f5fa8"/>'
        )
        out.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + min(7.0, n**0.5 / 4):.1f}" fill="#1f5fa8"/>'
        )
    out.append(f'<text x="{edge + size / 2}" y="{full - 8}" text-anchor="middle">score</text>')
    out.append(
        f'<text transform="translate(11 {edge + size / 2}) rotate(-90)" '
        'text-anchor="middle">share that is right</text></g></svg>'
    )
    return "\n".join(out) + "\n"


def _wilson(p: float, n: int) -> tuple[float, float]:
    z = 1.96
    middle, spread = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    bottom = 1 + z * z / n
    return max(0.0, (middle - spread) / bottom), min(1.0, (middle + spread) / bottom)


def written(text: str, names: list[str], points: np.ndarray) -> str:
    """features.yaml with the new points in the old places."""
    new = {
        place_of(name): round(float(value), 1) for name, value in zip(names, points, strict=True)
    }
    section, lines = "", []
    for line in text.split("\n"):
        found = re.match(r"( *)([^#:]+(?:: [^#:\d-]+)?): *(-?[\d.]+)?(.*)$", line)
        if found and found.group(3) is None and not found.group(1):
            section = found.group(2) if found.group(2) in _TOP_LEVEL else ""
        elif found and found.group(3) is not None:
            place = (section, found.group(2)) if found.group(1) else (found.group(2),)
            if place in new:
                line = f"{found.group(1)}{found.group(2)}: {new[place]}{found.group(4)}"
        lines.append(line)
    return "\n".join(lines)


if __name__ == "__main__":
    main()
