"""Cases of law and time, written down as facts, each with the answer that was given for it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.compiled import own_scanner

from sunlit.services.answer import check_facts

FOLDER = Path(__file__).parent / "cases"


class TextLoader(yaml.SafeLoader):
    """Days stay text, and so do `on` and `no`."""


TextLoader.yaml_implicit_resolvers = {
    first: [
        pair
        for pair in pairs
        if not pair[0].endswith(":timestamp") and (first in "tf" or not pair[0].endswith(":bool"))
    ]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def cases(name: str) -> Any:
    return yaml.load((FOLDER / name).read_text("utf-8"), TextLoader)


def check(case: dict[str, Any]) -> None:
    """Hold what `sunlit check --facts` answers against the case."""
    answers = check_facts(own_scanner(), case["facts"])
    for instrument, expected in case["expect"].items():
        record: dict[str, Any] = dict(answers[instrument].as_record())
        record["assumed"] = bool(record["assumed"])
        told = {name: record[name] for name in expected}
        assert (told.pop("missing", None) or "").find(expected.get("missing", "")) >= 0, record
        wanted = {name: value for name, value in expected.items() if name != "missing"}
        assert told == wanted, "\n".join([record["why"], *answers[instrument].derivation.lines()])


@pytest.mark.parametrize("case", [pytest.param(c, id=c["prose"]) for c in cases("newcomers.yaml")])
def test_facts_as_a_newcomer_writes_them_are_understood_and_answered(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c['n']}") for c in cases("legal.yaml")])
def test_a_given_case_is_answered_as_given(case: dict[str, Any]) -> None:
    check(case)


def test_all_thirty_six_given_cases_are_here() -> None:
    assert len({str(case["n"]).rstrip("b") for case in cases("legal.yaml")}) == 36


def test_the_given_cases_are_those_of_the_suite(shared: Path) -> None:
    given = yaml.load((shared / "knowledge" / "legal_cases.yaml").read_text("utf-8"), TextLoader)
    mine = {case["n"]: case for case in cases("legal.yaml")}
    for one in given["cases"]:
        expected = mine[one["n"]]["expect"]
        for instrument in one.get("instruments", []):
            if one["n"] == 26 and instrument == "us-ndaa-889-a1a":
                continue  # "but stays barred": the case 26b
            assert expected[instrument]["status"] == one["answer"], one["n"]
