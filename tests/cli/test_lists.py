"""Do lists, resellers and leads work from the command line, and say what they left out?"""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Sunlit

PAYMENTS = (
    "Payment Date,Supplier,Description,Amount\n"
    "26/11/2024,Zanbor Koziba Trading Ltd,Pumps,780.77\n"
    "27/11/2024,Alder Ltd,4 x Hikvision dome cameras,12.00\n"
    "28/11/2024,ALDER LIMITED,CCTV cameras,13.00\n"
)
NAMES = "id,name,kind\n1,Zanbor Koziba Trading,company\n2,Q,company\n3,Maria Elena Sample,person\n"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "pay.csv").write_text(PAYMENTS)
    (tmp_path / "mine.csv").write_text(NAMES)
    return str(tmp_path / "pay.csv"), str(tmp_path / "mine.csv")


def parties(out: str) -> list[str]:
    return [json.loads(line)["party"] for line in out.splitlines()]


def test_a_list_is_looked_for_in_one_run_beside_the_built_in_parties(
    sunlit: Sunlit, files: tuple[str, str]
) -> None:
    pay, mine = files
    ran = sunlit("scan", pay, "--list", mine, "--format", "jsonl")
    assert sorted(parties(ran.out)) == ["hikvision", "mine_1"]
    assert "one letter" in ran.err
    assert parties(sunlit("scan", pay, "--format", "jsonl", "-q").out) == ["hikvision"]


def test_only_list_leaves_the_built_in_parties_out(sunlit: Sunlit, files: tuple[str, str]) -> None:
    pay, mine = files
    ran = sunlit("scan", pay, "--list", mine, "--only-list", "--format", "jsonl", "-q")
    assert parties(ran.out) == ["mine_1"]


def test_only_list_without_a_list_is_a_usage_error(sunlit: Sunlit, files: tuple[str, str]) -> None:
    ran = sunlit("scan", files[0], "--only-list")
    assert ran.status == 2
    assert "sunlit lists add" in ran.err


def test_a_kept_list_is_used_by_every_run_until_it_is_removed(
    sunlit: Sunlit, files: tuple[str, str]
) -> None:
    _, mine = files
    added = sunlit("lists", "add", mine)
    assert "2 entries" in added.out
    assert "1 left out" in added.out
    assert "mine" in sunlit("lists", "list").out
    text = b"Paid to Zanbor Koziba Trading for pumps\n"
    assert "mine_1" in sunlit("grep", stdin=text).out
    assert sunlit("lists", "remove", "mine").status == 0
    assert "mine_1" not in sunlit("grep", stdin=text).out


def test_an_address_is_not_fetched_and_a_strange_name_is_not_removed(sunlit: Sunlit) -> None:
    fetched = sunlit("lists", "add", "https://example.org/list.json")
    assert fetched.status == 2
    assert "Download the list" in fetched.err
    assert sunlit("lists", "remove", "../data").status == 1


def test_resellers_and_leads_follow_from_findings(
    sunlit: Sunlit, files: tuple[str, str], tmp_path: Path
) -> None:
    pay, _ = files
    found = str(tmp_path / "found.jsonl")
    sunlit("scan", pay, "--out", found, "-q")
    assert "Alder Ltd" in sunlit("resellers", "--in", found).out
    ran = sunlit("leads", pay, "--in", found, "--format", "jsonl")
    (lead,) = (json.loads(line) for line in ran.out.splitlines())
    assert (lead["supplier"], lead["parties"]) == ("ALDER LIMITED", ["hikvision"])
    assert "in no total" in ran.err
