"""The map's outlines come from their TopoJSON unharmed."""

import importlib.util
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.publish.reported import REPORTED

from sunlit.publish.report.us_map import SHADES, us_map
from sunlit.tables import Finding

REPO = Path(__file__).parent.parent.parent

#: Two unit squares side by side, one border between them, at scale 10 and moved by (100, 50).
SQUARES: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [10, 10], "translate": [100, 50]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 1], [-1, 0]],
    ],
    "objects": {
        "states": {
            "geometries": [
                {"id": "13", "type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Left"}},
                {"id": "01", "type": "MultiPolygon", "arcs": [[[2, -1]]],
                 "properties": {"name": "Right"}},
            ]
        }
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("us_states", REPO / "tools" / "us_states.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_arcs_are_sums_of_steps_scaled_and_moved(tool: ModuleType) -> None:
    assert tool.decode_arcs(SQUARES)[1] == [(110, 60), (100, 60), (100, 50), (110, 50)]


def test_a_shared_border_is_walked_backwards_by_the_second_state(tool: ModuleType) -> None:
    arcs = tool.decode_arcs(SQUARES)
    (ring,) = tool.rings(SQUARES["objects"]["states"]["geometries"][1], arcs)
    assert ring == [(110, 50), (120, 50), (120, 60), (110, 60), (110, 50)]


def test_states_have_closed_paths_and_a_place_in_their_middle(tool: ModuleType) -> None:
    right, left = tool.states(SQUARES)
    assert (right["code"], left["code"]) == ("AL", "GA")
    assert (left["x"], left["y"]) == (105, 55)
    assert left["path"] == "M110,50l0,10 -10,0 0,-10z"


def test_the_package_holds_all_states_and_their_labels_lie_in_the_picture(
    build: Callable[..., Finding],
) -> None:
    placed = us_map([build(1, jurisdiction="US-GA")], [])
    assert placed
    assert len(placed.states) == 51
    left, top, width, height = map(float, placed.view_box.split())
    for state in placed.states:
        assert re.fullmatch(r"(M-?[\d.]+,-?[\d.]+l[-\d., ]+z)+", state.path)
        assert left < state.x < left + width
        assert top < state.y < top + height


def test_purchases_are_counted_in_the_state_of_their_buyer(
    build: Callable[..., Finding],
) -> None:
    cases = [
        replace(REPORTED, jurisdiction=place) for place in ("US-GA", "US-NC", "US", "GB", "AU")
    ]
    found = [build(1, jurisdiction="US-GA")] * SHADES[1]
    placed = us_map([*found, build(2, jurisdiction=None)], cases)
    assert placed
    assert [(s.code, s.found, s.reported, s.shade) for s in placed.marked] == [
        ("GA", SHADES[1], 1, 2),
        ("NC", 0, 1, 1),
    ]
    assert (placed.nationwide, placed.elsewhere, placed.unplaced) == (1, 2, 1)


def test_there_is_no_map_when_no_buyer_is_in_a_state(
    build: Callable[..., Finding],
) -> None:
    assert us_map([build(1, jurisdiction="GB")], [replace(REPORTED, jurisdiction="US")]) is None
