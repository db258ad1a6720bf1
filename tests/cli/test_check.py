"""Does `sunlit check` say what each rule says, before it is bought?"""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
import typer
from typer.testing import CliRunner, Result

from sunlit.cli.check import check
from sunlit.errors import InputError
from sunlit.rules import facts_schema

Check = Callable[..., Result]
SCHOOL = ["--buyer-type", "school_district", "--jurisdiction", "US-GA", "--act", "procure"]
GRANT = [*SCHOOL, "--funds", "federal_grant", "--award-date", "2022-01-05", "--purpose", "security"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    app.command()(check)

    def call(*arguments: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, [*map(str, arguments)], input=stdin)

    return call


def answers(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_officers_question_is_answered_with_what_would_settle_it(run: Check) -> None:
    ran = run("20 Lorex E893AB cameras", *GRANT, "--on", "2026-11-23")
    assert ran.exit_code == 0
    assert "whether Dahua Technology made the unit, or owned Lorex on that day" in ran.stdout
    assert "Not legal advice" in ran.stdout


def test_a_listed_thing_with_grant_money_is_prohibited_and_with_local_money_not(run: Check) -> None:
    words = "20 Hikvision DS-2CD2143G2 cameras"
    with_grant = run(words, *GRANT, "--on", "2023-11-23", "--json")
    assert answers(with_grant)["lines"][0]["answers"]["us-2cfr-200-216"]["status"] == "prohibited"
    local = run(words, *SCHOOL, "--funds", "ESPLOST", "--on", "2023-11-23", "--json")
    assert answers(local)["lines"][0]["answers"]["us-2cfr-200-216"]["status"] == "not_prohibited"


def test_facts_as_json_are_answered_as_json_by_instrument(run: Check, tmp_path: Path) -> None:
    facts = {"party": "hikvision", "buyer_type": "county", "jurisdiction": "US", "on": "2020-01-15"}
    jsonschema.validate(facts, facts_schema())
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(facts))
    found = answers(run("--facts", path))
    assert found["us-bis-entity-list"]["status"] == "not_applicable"
    assert {
        "status",
        "missing",
        "why",
        "citation",
        "quote",
        "source",
        "verified",
        "derivation",
    } <= set(found["us-ndaa-889-a1a"])
    assert answers(run("--facts", "-", stdin=json.dumps(facts).encode())) == found


def test_the_party_is_read_from_the_item(run: Check) -> None:
    facts = {"item": "Hikvision dome cameras", "buyer_type": "federal_agency", "jurisdiction": "US"}
    facts |= {"purpose": "security", "on": "2021-01-01"}
    found = answers(run("--facts", "-", stdin=json.dumps(facts).encode()))
    assert found["us-ndaa-889-a1a"]["status"] == "prohibited"


def test_a_wrong_key_or_word_names_itself(run: Check) -> None:
    wrong = run("--facts", "-", stdin=b'{"buyer_typ": "county"}')
    assert isinstance(wrong.exception, InputError)
    assert "buyer_typ" in str(wrong.exception)
    wrong = run("Hikvision cameras", "--buyer-type", "wizard")
    assert isinstance(wrong.exception, InputError)
    assert "wizard" in str(wrong.exception)
    assert run("--fact", "waiver", "Hikvision").exit_code == 2
    assert run().exit_code == 2


def test_a_further_question_is_answered_by_its_id(run: Check) -> None:
    given = ["4 Hikvision cameras", "--jurisdiction", "US-LA", "--buyer-type", "nonpublic_school"]
    given += ["--purpose", "public_safety", "--on", "2021-03-01", "--json"]
    status = "us-la-sb30-2020"
    ask = answers(run(*given))["lines"][0]["answers"][status]
    assert (ask["status"], ask["asks"]) == ("depends", ["receives-state-funds"])
    settled = answers(run(*given, "--fact", "receives-state-funds=yes"))["lines"][0]["answers"]
    assert settled[status]["status"] == "prohibited"


def test_a_labels_own_model_number_does_not_say_who_made_the_unit(run: Check) -> None:
    given = ["--jurisdiction", "US-GA", "--buyer-type", "school_district", "--funds", "ESSER III"]
    given += ["--on", "2022-03-01", "--json"]
    for text, status in (
        ("6 Amcrest IP8M-2496E bullet cameras", "depends"),
        ("6 Amcrest cameras, Dahua IPC-HFW2431S", "prohibited"),
    ):
        answers_of_line = answers(run(text, *given))["lines"][0]["answers"]
        assert answers_of_line["us-2cfr-200-216"]["status"] == status


def quote(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Item", "Description", "Qty", "Fund"])
    sheet.append(
        [1, "Hikvision DS-2CD2143G2 dome camera <script>alert(1)</script>", 20, "ESSER III"]
    )
    sheet.append([2, "Cat6 cable, 300 m", 4, "General Fund"])
    sheet.append([3, "Lorex E893AB camera", 2, "General Fund"])
    book.save(path)
    return path


class Page(HTMLParser):
    """Collects what a page would fetch, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetches: list[str] = []
        self.scripts = 0
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.fetches += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_quote_gives_a_record_line_by_line_that_asks_nothing_of_the_outside(
    run: Check, tmp_path: Path
) -> None:
    path, record = quote(tmp_path / "quote.xlsx"), tmp_path / "record.html"
    ran = run(path, *SCHOOL, "--purpose", "security", "--on", "2023-11-23", "--out", record)
    assert ran.exit_code == 0, ran.output
    page = Page(record.read_text(encoding="utf-8"))
    assert (page.fetches, page.scripts) == ([], 0)
    assert "alert(1)" in page.words
    for part in (
        "SHA-256",
        "Knowledge",
        "2023-11-23",
        "Checked on",
        "Not legal advice",
        "ESSER III",
        "Lorex",
    ):
        assert part in page.words
    assert "Cat6" not in page.words
    again = tmp_path / "again.html"
    run(path, *SCHOOL, "--purpose", "security", "--on", "2023-11-23", "--out", again)
    assert again.read_bytes() == record.read_bytes()


def test_the_fund_in_a_row_settles_the_money_and_says_from_which_cell(
    run: Check, tmp_path: Path
) -> None:
    path = quote(tmp_path / "quote.xlsx")
    ran = run(path, *SCHOOL, "--purpose", "security", "--on", "2023-11-23", "--json")
    first, _ = answers(ran)["lines"]
    assert first["answers"]["us-2cfr-200-216"]["status"] == "prohibited"
    assert {(one["fact"], one["column"], one["cell"]) for one in first["inferred"]} >= {
        ("funds", "Fund", "ESSER III")
    }


def test_the_derivation_and_the_schema_can_be_printed(run: Check) -> None:
    shown = run("Hikvision camera", "--jurisdiction", "US", "--on", "2020-01-01", "--derivation")
    assert "Does any of its bars apply? unknown" in shown.stdout
    assert json.loads(run("--schema").stdout)["properties"]["buyer_type"]


def test_nothing_restricted_is_said_with_its_limits(run: Check) -> None:
    assert "No line tied to a restricted party" in run("4 wooden benches").stdout


def pdf_text(path: Path) -> str:
    """The text of a PDF in the order that it is drawn, by poppler."""
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run([pdftotext, "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


ONE_THING = ["20 Hikvision dome cameras", "--buyer-type", "school board", "--jurisdiction"]
ONE_THING += ["Georgia", "--funds", "ESSER II", "--on", "2021-02-01", "--made-on", "2026-11-26"]


def pages_of(content: bytes) -> int:
    [count] = re.findall(rb"/Count (\d+)", content)
    return int(count)


def test_the_record_of_one_thing_is_one_page_and_the_same_each_time(
    run: Check, tmp_path: Path
) -> None:
    path, again = tmp_path / "one.pdf", tmp_path / "again.pdf"
    ran = run(*ONE_THING, "--record", path)
    assert ran.exit_code == 0, ran.output
    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert pages_of(content) == 1
    run(*ONE_THING, "--record", again)
    assert again.read_bytes() == content


def test_the_record_says_day_knowledge_assumption_citation_and_what_is_unverified(
    run: Check, tmp_path: Path
) -> None:
    path = tmp_path / "one.pdf"
    run(*ONE_THING, "--record", path)
    words = " ".join(pdf_text(path).split())
    for part in (
        "Not legal advice",
        "2026-11-26",
        "2 CFR 200.216",
        "prohibited",
        "Assumed:",
        "“school board” is read as school_district",
        "read in part",
        "cdc.gov",
    ):
        assert part in words, part


def test_the_record_of_a_quote_holds_its_hash_and_every_line_in_any_script(
    run: Check, tmp_path: Path
) -> None:
    path, record = tmp_path / "quote.csv", tmp_path / "record.pdf"
    lines = [
        "Description,Qty",
        "海康威视 摄像机 <b>Hikvision</b> & Камера,2",
        "กล้อง Dahua camera كاميرا,1",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    ran = run(path, *SCHOOL, "--on", "2023-11-23", "--record", record)
    assert ran.exit_code == 0, ran.output
    words = " ".join(pdf_text(record).split())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest in words
    for part in ("[HaiKangWeiShi]", "Камера", "<b>Hikvision</b> &", "[klong]", "To settle:"):
        assert part in words, part


def test_a_record_of_a_form_that_is_not_written_is_refused(run: Check, tmp_path: Path) -> None:
    ran = run("a Hikvision camera", "--record", tmp_path / "record.docx")
    assert ran.exit_code == 2
    assert "name it .pdf, .html or .json" in ran.output
    assert list(tmp_path.iterdir()) == []


def test_a_fund_column_of_a_quote_says_whose_money_it_is(run: Check, tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_text("Description,Qty,Fund\nHikvision camera,2,ESPLOST\n", encoding="utf-8")
    [line] = answers(run(path, *SCHOOL, "--on", "2023-11-23", "--json"))["lines"]
    assert line["answers"]["us-2cfr-200-216"]["status"] == "not_prohibited"


def test_an_assumed_use_and_how_words_were_read_are_printed(run: Check) -> None:
    shown = run(*ONE_THING).stdout
    assert "Assumed: use read from the buyer and the item" in shown
    assert "“Georgia” is read as US-GA" in shown
