"""Does the check of the knowledge tell where a boundary has no case on one of its sides?"""

from pathlib import Path

import pytest
import yaml

from sunlit import knowledge
from sunlit.knowledge.untested import cases_of, untested

KNOWN = knowledge.load()
FOLDER = Path(knowledge.__file__).parent
CASES = cases_of(FOLDER)


def test_every_boundary_of_the_shipped_instruments_has_its_cases() -> None:
    assert CASES is not None
    assert [*untested(KNOWN, CASES)] == []


@pytest.mark.parametrize(
    ("key", "kept", "says"),
    [
        ("days", ["2021-08-01"], "no case before from 2021-08-01"),
        ("days", ["2021-07-31"], "no case on or after from 2021-08-01"),
        ("buyers", ["county"], "no case of a buyer that is not"),
        ("purposes", ["public_safety"], "no case of none_listed"),
    ],
)
def test_a_side_without_a_case_is_told(
    key: str, kept: list[str], says: str, tmp_path: Path
) -> None:
    assert CASES is not None
    written = yaml.load(CASES.read_text(encoding="utf-8"), yaml.BaseLoader)
    case = written["us-la-sb15-2021"]
    case[key] = {value: case[key][value] for value in kept}
    case["other"] = []
    case["facts"]["on"] = kept[0] if key == "days" else case["facts"]["on"]
    path = tmp_path / "cases.yaml"
    path.write_text(yaml.safe_dump(written), encoding="utf-8")
    told = [p for p in untested(KNOWN, path) if p.file == "instruments/us-la-sb15-2021.yaml"]
    assert told
    assert all(problem.level == "warning" for problem in told)
    assert any(says in problem.message for problem in told)


def test_an_instrument_without_cases_and_cases_without_an_instrument_are_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text("no-such-law: {facts: {}}\n", encoding="utf-8")
    told = [*untested(KNOWN, path)]
    assert any(p.level == "error" and p.key == "no-such-law" for p in told)
    purchase = [
        instrument for instrument in KNOWN.instruments.values() if instrument.governs == "purchase"
    ]
    assert sum(p.message == "has no case at all" for p in told) == len(purchase)


def test_an_installed_package_has_no_cases_beside_it(tmp_path: Path) -> None:
    assert cases_of(tmp_path / "lib" / "sunlit" / "knowledge") is None


def test_a_folder_of_ones_own_may_hold_its_cases(tmp_path: Path) -> None:
    (tmp_path / "boundaries.yaml").write_text("{}")
    assert cases_of(tmp_path) == tmp_path / "boundaries.yaml"
