"""Do lists, resellers and leads work from the command line, and say what they left out?"""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tests.cli.conftest import Sunlit, findings

from sunlit.services import lists

PAYMENTS = (
    "Payment Date,Supplier,Description,Amount\n"
    "26/11/2024,Zanbor Koziba Trading Ltd,Pumps,780.77\n"
    "27/11/2024,Alder Ltd,4 x Hikvision dome cameras,12.00\n"
    "28/11/2024,ALDER LIMITED,CCTV cameras,13.00\n"
)
NAMES = "id,name,kind\n1,Zanbor Koziba Trading,company\n2,Q,company\n3,Maria Elena Sample,person\n"


@pytest.fixture(autouse=True)
def own_data_folder(sunlit: Sunlit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After `sunlit`, which sets the folder that all tests share."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "pay.csv").write_text(PAYMENTS)
    (tmp_path / "mine.csv").write_text(NAMES)
    return str(tmp_path / "pay.csv"), str(tmp_path / "mine.csv")


def parties(out: str) -> list[str]:
    return [finding["party"] for finding in findings(out)]


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


class Answers(BaseHTTPRequestHandler):
    """Gives the list as it is now."""

    body = NAMES.encode()

    def do_GET(self) -> None:
        tag = f'"{len(self.body)}"'
        same = self.headers.get("If-None-Match") == tag
        self.send_response(304 if same else 200)
        self.send_header("ETag", tag)
        self.end_headers()
        if not same:
            self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(lists, "ALLOWED", lambda address: address == "127.0.0.1")
    made = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}/made_up.csv"
    made.shutdown()
    made.server_close()
    thread.join()


def test_a_list_is_fetched_when_the_user_asks_and_updated_when_the_user_asks(
    sunlit: Sunlit, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = sunlit("lists", "add", address)
    assert "Added made_up: 2 entries" in added.out
    assert address in added.err
    shown = sunlit("lists", "list").out
    assert address in shown
    assert date.today().isoformat()[:7] in shown
    assert sunlit("lists", "update").out == "made_up: unchanged.\n"
    changed = NAMES.replace("1,Zanbor", "4,Alder Pumps,company\n1,Zanbor New").replace("3,M", "5,M")
    monkeypatch.setattr(Answers, "body", changed.encode())
    told = sunlit("lists", "update", "made_up").out
    assert "2 added (Alder Pumps, Maria Elena Sample)" in told
    assert "1 removed (Maria Elena Sample)" in told
    assert "1 changed (Zanbor New Koziba Trading)" in told
    assert sunlit("lists", "update").out == "made_up: unchanged.\n"


def test_a_page_in_the_place_of_a_list_changes_nothing(
    sunlit: Sunlit, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sunlit("lists", "add", address, "--name", "mine")
    monkeypatch.setattr(Answers, "body", b"\n<!DOCTYPE html><p>Moved")
    ran = sunlit("lists", "update")
    assert ran.status == 1
    assert "web page" in ran.err
    assert "mine" in sunlit("lists", "list").out


def test_nothing_on_this_machine_is_fetched_and_a_file_is_no_address(
    sunlit: Sunlit, files: tuple[str, str]
) -> None:
    ran = sunlit("lists", "add", "http://127.0.0.1:9/list.json")
    assert ran.status == 1
    assert "no address of the public network" in ran.err
    sunlit("lists", "add", files[1])
    assert "No list is from an address" in sunlit("lists", "update").out
    assert "not from an address" in sunlit("lists", "update", "mine").err
    assert sunlit("lists", "update", "other").status == 1
    assert sunlit("lists", "add", files[1], "--name", "x").status == 2
    assert sunlit("lists", "remove", "../data").status == 1


def test_two_states_of_a_list_are_compared(sunlit: Sunlit, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text(NAMES)
    (tmp_path / "new.csv").write_text(NAMES.replace("3,Maria", "3,Anna Maria"))
    ran = sunlit("lists", "diff", tmp_path / "old.csv", tmp_path / "new.csv")
    assert ran.out == "changed\t3\tAnna Maria Elena Sample\n"
    assert "1 changed" in ran.err
    assert "no entry changed" in sunlit("lists", "diff", *[tmp_path / "old.csv"] * 2).err


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
