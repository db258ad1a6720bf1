"""What a person reads on a terminal of any width, and in a pipe."""

import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.publish.reported import REPORTED

from sunlit.publish import (
    Law,
    print_account,
    print_explanation,
    print_findings,
    print_reported,
    print_summary,
    print_understanding,
)
from sunlit.publish.terminal.summary import listing_lines
from sunlit.schema import batch_of
from sunlit.summary import PartyListing, Summary
from sunlit.tables import AnswerWords, Finding

Build = Callable[..., Finding]
Sums = Callable[[pa.Table], Summary]
Show = Callable[[str, int | None], str]

GOLDEN = Path(__file__).parent / "golden"
ACCOUNT: Any = {
    "originals": [
        {
            "path": "payments/hyndburn-2024-11.csv",
            "rows_read": 900,
            "purchases": 897,
            "quarantined": 1,
            "excluded": 2,
            "reconciles": True,
            "quarantined_reasons": {"no_amount": 1},
            "excluded_reasons": {"blank": 1, "total": 1},
            "warnings": ["read as cp1252, which its publisher does not say"],
            "error": None,
            "same_bytes_as": None,
        },
        {
            "path": "broken.csv.gz",
            "rows_read": 0,
            "purchases": 0,
            "quarantined": 0,
            "excluded": 0,
            "reconciles": True,
            "error": "broken.csv.gz: breaks off after 30 bytes. Fetch it again.",
        },
    ]
}
UNDERSTOOD: dict[str, Any] = {
    "path": "a.csv",
    "table": "AP",
    "reading": {"format": "csv", "encoding": "cp1252", "delimiter": ","},
    "layout": None,
    "header_row": 3,
    "header_why": "the first record with a name for every column",
    "columns": [
        {"index": 0, "name": "Net", "field": "amount_net", "confidence": 0.97, "why": "its name",
         "samples": ("1,234.50", "-45.00")},
        {"index": 1, "name": "", "field": "other", "confidence": 0.2, "why": "text",
         "samples": ("x" * 80, "\x1b[31m")},
    ],
    "date_order": "dmy",
    "date_why": "26/11/2024 can be read no other way",
    "date_form": "text",
    "decimal_mark": ".",
    "decimal_why": "",
    "currency_why": "",
    "constants": {"kind": "payment", "buyer": ""},
    "sign_rule": "-45 is money back",
    "warnings": ("a column has no name",),
}  # fmt: skip


def printed(show: Callable[[Console], None], width: int | None = 80) -> str:
    """What is printed on a terminal of that width, without colour, or in a pipe (None)."""
    out = io.StringIO()
    show(
        Console(file=out)
        if width is None
        else Console(file=out, width=width, force_terminal=True, color_system=None)
    )
    return out.getvalue()


EVERYTHING: dict[str, Callable[["Shown"], None]] = {
    "findings": lambda shown: print_findings(shown.sample, shown.console, shown.law),
    "summary": lambda shown: print_summary(shown.summary, shown.console),
    "account": lambda shown: print_account(ACCOUNT, shown.console),
    "explanation": lambda shown: print_explanation(
        shown.sample[0], shown.law.answers(shown.sample[0]), shown.console
    ),
    "understanding": lambda shown: print_understanding("a.csv", UNDERSTOOD, shown.console),
}
EACH = pytest.mark.parametrize("name", EVERYTHING)


class Shown(NamedTuple):
    sample: list[Finding]
    law: Law
    summary: Summary
    console: Console


@pytest.fixture
def show(
    sample: list[Finding], law: Law, sums: Sums, findings: pa.Table
) -> Callable[[str, int | None], str]:
    """Print one of EVERYTHING on a terminal of some width, or in a pipe (None)."""

    def shown(name: str, width: int | None) -> str:
        summary = sums(findings)
        return printed(lambda c: EVERYTHING[name](Shown(sample, law, summary, c)), width)

    return shown


@EACH
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_nothing_is_wider_than_the_terminal(name: str, width: int, show: Show) -> None:
    got = show(name, width)
    assert max(cell_len(line) for line in got.splitlines()) <= width


@EACH
def test_a_pipe_gets_no_colour_and_no_control_character(name: str, show: Show) -> None:
    got = show(name, None)
    assert not [char for char in got if ord(char) < 32 and char not in "\n\t"]


@pytest.mark.parametrize("name", ["findings", "summary", "account", "explanation"])
def test_it_reads_as_the_golden_page(name: str, show: Show) -> None:
    got = show(name, 80)
    got = "".join(f"{line.rstrip()}\n" for line in got.splitlines())
    golden = GOLDEN / f"{name}-80.txt"
    if os.environ.get("SUNLIT_WRITE_GOLDEN"):
        golden.write_text(got, encoding="utf-8")
    assert got == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 200, None])
def test_each_finding_shows_what_a_reader_needs(
    width: int | None, sample: list[Finding], law: Law
) -> None:
    got = printed(lambda c: print_findings(sample[:1], c, law), width)
    for wanted in ("Hyndburn", "2024-11-26", "780.77 GBP", "Northern", "Hytera", "named", "0.97",
                   "ask first", "unreviewed", "0000000000000001"):  # fmt: skip
        assert wanted in got


def test_a_finding_that_is_no_purchase_says_that_it_is_not_counted(
    sample: list[Finding], law: Law
) -> None:
    got = printed(lambda c: print_findings(sample[7:8], c, law), None)
    assert "removes, not counted" in got


def test_the_hit_is_highlighted_on_a_terminal(sample: list[Finding]) -> None:
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="standard")
    print_findings(sample[:1], console)
    assert "\x1b[1;7mHytera\x1b[0m" in out.getvalue()


def test_a_hit_in_another_cell_than_the_description_is_shown_with_its_column(
    build: Build,
) -> None:
    finding = build(1, supplier="Hytera Communications (UK)")
    mention = replace(finding.mentions[0], column="Supplier", start=0, end=6)
    finding = replace(finding, description="Radios", mentions=(mention,))
    got = printed(lambda console: print_findings([finding], console), None)
    assert "Radios | Supplier: Hytera Communications (UK)" in got


def test_the_account_says_of_each_original_whether_it_reconciles() -> None:
    got = printed(lambda console: print_account(ACCOUNT, console), None)
    assert "900 rows read = 897 purchases + 1 quarantined + 2 excluded" in got
    assert "2 (blank 1, total 1)\tyes" in got
    assert "Not read to its end: broken.csv.gz" in got


def test_an_account_that_does_not_add_up_is_said_aloud() -> None:
    wrong: Any = {"originals": [{**ACCOUNT["originals"][0], "purchases": 5, "reconciles": False}]}
    got = printed(lambda console: print_account(wrong, console), None)
    assert "\tNO" in got
    assert "DOES NOT RECONCILE" in got


def test_markup_in_published_text_is_text(build: Build) -> None:
    finding = build(1, buyer="[bold]Council[/bold] [link=x]")
    got = printed(lambda console: print_findings([finding], console), 200)
    assert "[bold]Council[/bold]" in got


def test_an_understanding_shows_each_column_with_its_values() -> None:
    got = printed(lambda console: print_understanding("a.csv", UNDERSTOOD, console), None)
    assert "a.csv, sheet AP" in got
    assert "1\tNet\tamount_net\t0.97\tits name\t1,234.50 | -45.00" in got
    assert "dmy: 26/11/2024 can be read no other way" in got


def test_no_findings_still_print_a_summary_that_says_so(findings: pa.Table, sums: Sums) -> None:
    got = printed(lambda console: print_summary(sums(findings.slice(0, 0)), console), None)
    assert "0 purchases tied to restricted parties, 0 buyers" in got


def test_a_long_list_of_buyers_is_cut_aloud(build: Build, sums: Sums) -> None:
    rows = [build(number, buyer=f"Council {number}") for number in range(1, 14)]
    rows[0] = build(1, buyer=None)
    table = pa.Table.from_batches([batch_of(Finding, rows)])
    got = printed(lambda console: print_summary(sums(table), console), None)
    assert "1 purchase without a buyer's name" in got
    assert "and 3 further buyers" in got


def test_where_no_listing_bears_the_earliest_is_told() -> None:
    idle = [
        PartyListing("p", "Hytera", name, f"{name} list", day, 1, 0, 0, 0, False, "read")
        for name, day in (("First", "2019-01-01"), ("Later", "2020-01-01"))
    ]
    lines, rest = listing_lines(idle)
    assert "no listing here binds these buyers; the earliest of 2, First list" in lines[0]
    assert len(rest) == 2


def test_a_rule_that_names_nobody_is_said_to_and_never_called_none(
    build: Build, build_answer: Callable[..., AnswerWords]
) -> None:
    answer = build_answer(listed=None, listed_from="2022-11-24")
    got = printed(lambda console: print_explanation(build(1), [answer], console), None)
    assert "(names no company; in force from 2022-11-24)" in got
    assert "None" not in got


def test_a_reported_purchase_is_one_line_with_what_is_not_known_said() -> None:
    purchase = replace(
        REPORTED,
        buyer="City of Hollywood",
        jurisdiction="US-FL",
        item="thermal cameras",
        amount_text=None,
        conflict_amounts=(),
        period_text="unknown",
        supplier=None,
        after=REPORTED.after[:1],
    )
    got = printed(lambda console: print_reported([purchase], console), None).splitlines()
    assert got[1] == (
        "City of Hollywood (US-FL)\tthermal cameras\tHikvision\tnot reported\tnot reported\t"
        "not reported\tBIS Entity List 2019-10-09"
    )
