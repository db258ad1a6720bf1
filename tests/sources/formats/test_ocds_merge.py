import json
from pathlib import Path
from typing import Any

import pytest

from sunlit.sources.formats.ocds_merge import UnmergeableError, latest_values, merged


def test_later_values_replace_earlier_ones_whatever_the_order() -> None:
    old = {"ocid": "o", "id": "1", "date": "2024-01-01", "tender": {"title": "Old", "status": "x"}}
    new = {"ocid": "o", "id": "2", "date": "2024-02-01", "tender": {"title": "New"}}
    assert (
        merged([new, old])["tender"]
        == {"title": "New", "status": "x"}
        == merged([old, new])["tender"]
    )


def test_a_null_takes_a_value_back() -> None:
    old = {"ocid": "o", "date": "2024-01-01", "buyer": {"name": "B", "id": "1"}}
    new = {"ocid": "o", "date": "2024-02-01", "buyer": {"name": None}}
    assert merged([old, new])["buyer"] == {"id": "1"}


def test_releases_without_date_come_first() -> None:
    releases = [
        {"ocid": "o", "date": "2024-02-01", "language": "en"},
        {"ocid": "o", "language": "fr"},
    ]
    assert merged(releases)["language"] == "en"


def test_contradicting_structures_are_an_error() -> None:
    with pytest.raises(UnmergeableError):
        merged(
            [{"ocid": "o", "tender": "text"}, {"ocid": "o", "date": "2", "tender": {"title": "T"}}]
        )


def test_a_versioned_release_gives_its_last_values() -> None:
    history = [
        {"releaseDate": "1", "releaseTag": ["a"], "value": 1},
        {"releaseDate": "2", "releaseTag": ["b"], "value": 2},
    ]
    assert latest_values({"awards": [{"id": "A", "value": {"amount": history}}]}) == {
        "awards": [{"id": "A", "value": {"amount": 2}}]
    }


def _cases(folder: Path) -> list[tuple[str, Path, Path]]:
    return [
        (compiled.parent.name, compiled.with_name(compiled.name.replace("-compiled", "")), compiled)
        for compiled in sorted(folder.glob("*/*-compiled.json"))
    ]


@pytest.mark.large
def test_all_31_cases_of_the_standard_s_own_merge_suite_come_out_equal(shared: Path) -> None:
    folder = shared / "formats/ocds/merge-conformance"
    schemas: dict[str, Any] = {
        "1.0": json.loads((folder / "release-schema-1__0__3.json").read_text()),
        "1.1": None,  # the shipped one
        "schema": json.loads((folder / "schema.json").read_text()),
    }
    cases = _cases(folder)
    assert len(cases) == 31
    for kind, given, expected in cases:
        got = merged(json.loads(given.read_text()), schemas[kind])
        assert got == json.loads(expected.read_text()), given.name
