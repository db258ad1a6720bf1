"""Turn the states of us-atlas into the paths of the report's map.

Run once, when the map is to be renewed; the package ships the result:

    npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
    python tools/us_states.py package/states-albers-10m.json src/sunlit/publish/report/us_states.json

The input is TopoJSON, projected already (Albers, 975 by 610). TopoJSON keeps each border once, as
an arc of whole-number steps; a ring is a list of arcs, ~i being arc i backwards
(https://github.com/topojson/topojson-specification).
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

#: FIPS state codes as used by us-atlas (ANSI INCITS 38), with postal codes.
_CODES = (
    "01:AL 02:AK 04:AZ 05:AR 06:CA 08:CO 09:CT 10:DE 11:DC 12:FL 13:GA 15:HI 16:ID 17:IL 18:IN "
    "19:IA 20:KS 21:KY 22:LA 23:ME 24:MD 25:MA 26:MI 27:MN 28:MS 29:MO 30:MT 31:NE 32:NV 33:NH "
    "34:NJ 35:NM 36:NY 37:NC 38:ND 39:OH 40:OK 41:OR 42:PA 44:RI 45:SC 46:SD 47:TN 48:TX 49:UT "
    "50:VT 51:VA 53:WA 54:WV 55:WI 56:WY"
)
POSTAL = dict(pair.split(":") for pair in _CODES.split())
#: Islands smaller than this, in square units of the picture, cannot be seen.
SMALLEST_ISLAND = 1.0
LICENCE = (
    "us-atlas 3.0.1, Copyright 2013-2019 Michael Bostock, ISC licence: permission to use, copy, "
    "modify, and/or distribute this software for any purpose with or without fee is hereby "
    "granted, provided that the above copyright notice and this permission notice appear in all "
    'copies. THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD '
    "TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT "
    "SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY "
    "DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF "
    "CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE "
    "OR PERFORMANCE OF THIS SOFTWARE. Borders: US Census Bureau, public domain."
)


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Give each arc's points in the units of the picture: sums of steps, scaled and moved."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def rings(geometry: dict[str, Any], arcs: Sequence[Ring]) -> list[Ring]:
    """Give all rings of a Polygon or MultiPolygon, each joined from its arcs."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [join(indices, arcs) for polygon in polygons for indices in polygon]


def join(indices: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """Put arcs end to end; each begins where the one before it ended."""
    joined: Ring = []
    for index in indices:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        joined.extend(points if not joined else points[1:])
    return joined


def area_and_centre(ring: Ring) -> tuple[float, Point]:
    """Give a closed ring's area (unsigned) and the centre of that area."""
    twice = cx = cy = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = ax * by - bx * ay
        twice += cross
        cx += (ax + bx) * cross
        cy += (ay + by) * cross
    if not twice:
        return 0.0, ring[0]
    return abs(twice) / 2, (cx / (3 * twice), cy / (3 * twice))


def path(state_rings: Sequence[Ring]) -> str:
    """Write rings as SVG path data, to a tenth of a unit, in relative steps."""
    return "".join(_ring_path(ring) for ring in state_rings)


def _ring_path(ring: Ring) -> str:
    # Rounding the places, not the steps, keeps the two sides of a border on each other.
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    (x, y), steps = tenths[0], []
    for to_x, to_y in tenths[1:-1]:
        if (to_x, to_y) != (x, y):
            steps.append(f"{_tenth(to_x - x)},{_tenth(to_y - y)}")
            x, y = to_x, to_y
    return f"M{_tenth(tenths[0][0])},{_tenth(tenths[0][1])}l{' '.join(steps)}z"


def _tenth(tenths: int) -> str:
    return f"{tenths / 10:.1f}".removesuffix(".0")


def states(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Give each state's postal code, name, path and a place for a label, by postal code."""
    arcs = decode_arcs(topology)
    found = []
    for geometry in topology["objects"]["states"]["geometries"]:
        measured = [(*area_and_centre(ring), ring) for ring in rings(geometry, arcs)]
        measured.sort(key=lambda one: -one[0])
        kept = [ring for area, _, ring in measured if area >= SMALLEST_ISLAND] or [measured[0][2]]
        x, y = measured[0][1]
        found.append(
            {
                "code": POSTAL[geometry["id"]],
                "name": geometry["properties"]["name"],
                "x": round(x, 1),
                "y": round(y, 1),
                "path": path(kept),
            }
        )
    return sorted(found, key=lambda state: str(state["code"]))


def main(source: Path, target: Path) -> None:
    """Read the TopoJSON of `source`, write the map's data to `target`."""
    content = source.read_bytes()
    record = {
        "source": "us-atlas 3.0.1, states-albers-10m.json",
        "source_sha256": hashlib.sha256(content).hexdigest(),
        "licence": LICENCE,
        "view_box": [-58, 10, 1036, 600],
        "states": states(json.loads(content)),
    }
    target.write_text(json.dumps(record, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
