"""Money is never inflated: pairs per currency, credits taken off, nothing counted twice."""

import json
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.findings.totals import Totals
from sunlit.findings.totals import summarise as summarised
from sunlit.schema import batch_of
from sunlit.summary import Money, Summary
from sunlit.tables import FINDINGS, Finding
from sunlit.values.as_text import amount_text

Build = Callable[..., Finding]


def table(*rows: Finding) -> pa.Table:
    return pa.Table.from_batches([batch_of(Finding, rows)], FINDINGS)


def summarise(table: pa.Table) -> Summary:
    return summarised(table.to_batches(), lambda law: [], {})


@pytest.fixture
def findings(build: Build) -> pa.Table:
    """Seven purchases that are counted, and two that are not."""
    dates = ["2024-11-26", "2019-03", "2020-08-12", "2020-09-01", "2021", None, "2020-Q3"]
    counted = [build(at, date=day) for at, day in enumerate(dates)]
    low = build(8, counted=False, score=0.4)
    return table(*counted, low, build(9, counted=False, stance="removes"))


def pair(money: Money) -> tuple[str, str, str]:
    return money.currency, str(amount_text(money.at_least)), str(amount_text(money.at_most))


@pytest.mark.parametrize(
    ("covers", "amount", "least", "most"),
    [
        ("line", "100", 100, 100),
        ("document", "100", 0, 100),
        ("ceiling", "100", 0, 100),
        ("obligation", "100", 0, 100),
        ("unknown", "100", 0, 100),
        ("line", "-100", -100, -100),
        ("document", "-100", -100, 0),
    ],
)
def test_what_an_amount_covers_says_which_figure_it_is_in(
    build: Build, covers: str, amount: str, least: int, most: int
) -> None:
    (money,) = summarise(table(build(1, amount=amount, amount_covers=covers))).money
    assert (int(money.at_least), int(money.at_most)) == (least, most)


@pytest.mark.parametrize(("covers", "amount"), [("cumulative", "9000"), ("line", None)])
def test_a_cumulative_or_missing_amount_is_in_neither_figure(
    build: Build, covers: str, amount: str | None
) -> None:
    (money,) = summarise(table(build(1, amount=amount, amount_covers=covers))).money
    assert (int(money.at_least), int(money.at_most), money.unsummed) == (0, 0, 1)


@pytest.mark.parametrize("written", ["30", "-30"])
def test_a_credit_is_taken_off_whatever_its_sign(build: Build, written: str) -> None:
    rows = table(build(1, amount="100"), build(2, amount=written, kind="credit"))
    assert [pair(money) for money in summarise(rows).money] == [("GBP", "70", "70")]


def test_currencies_are_never_added_up(build: Build) -> None:
    rows = [build(1, amount="1"), build(2, amount="2", currency="USD"),
            build(3, amount="4", currency=None)]  # fmt: skip
    assert [pair(money) for money in summarise(table(*rows)).money] == [
        ("GBP", "1", "1"),
        ("USD", "2", "2"),
        ("unknown", "4", "4"),
    ]


def test_cents_are_exact(build: Build) -> None:
    rows = [build(number, amount="0.1") for number in range(1, 11)]
    (money,) = summarise(table(*rows)).money
    assert money.at_least == Decimal(1)


def test_a_row_tied_to_two_parties_is_one_purchase_and_its_money_is_summed_once(
    build: Build,
) -> None:
    summary = summarise(table(build(1), build(1, party="dahua", party_name="Dahua")))
    assert summary.purchases == 1
    assert [pair(money) for money in summary.money] == [("GBP", "780.77", "780.77")]
    assert [(group.key, group.purchases) for group in summary.by_party] == [
        ("dahua", 1),
        ("hytera", 1),
    ]


def test_what_is_not_counted_stands_apart_with_its_reason(findings: pa.Table) -> None:
    summary = summarise(findings)
    assert summary.findings == 9
    assert summary.purchases == 7
    assert dict(summary.not_counted) == {"low_score": 1, "removes": 1}


def test_years_and_undated_purchases_make_up_the_whole(findings: pa.Table) -> None:
    summary = summarise(findings)
    assert [group.key for group in summary.by_year] == ["2019", "2020", "2021", "2024"]
    assert sum(g.purchases for g in summary.by_year) + summary.undated.purchases == 7
    assert summary.undated.purchases == 1


def test_buyers_without_a_name_are_no_buyer(build: Build) -> None:
    summary = summarise(table(build(1), build(2, buyer=None), build(3)))
    assert (summary.buyers, summary.without_buyer) == (1, 1)


def test_no_findings_give_noughts() -> None:
    summary = summarise(table())
    assert (summary.findings, summary.purchases, summary.money) == (0, 0, ())


def test_the_record_is_plain_data_with_amounts_as_text(findings: pa.Table) -> None:
    record = summarise(findings).as_record()
    assert json.loads(json.dumps(record)) == record
    assert record["money"][0] == {
        "currency": "GBP", "at_least": "5465.39", "at_most": "5465.39",
        "exact": 7, "partial": 0, "unsummed": 0,
    }  # fmt: skip
    assert record["not_counted"] == {"low_score": 1, "removes": 1}


_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "amount": st.none() | st.decimals(-1000, 1000, places=2).map(str),
            "amount_covers": st.sampled_from(["line", "document", "ceiling", "cumulative"]),
            "currency": st.sampled_from(["GBP", "USD", None]),
            "kind": st.sampled_from(["payment", "credit"]),
        }
    )
)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(_ROWS, st.integers(1, 5))
def test_the_pair_agrees_with_plain_python_however_the_rows_are_cut(
    build: Build, rows: list[dict[str, Any]], size: int
) -> None:
    whole = table(*(build(at, **row) for at, row in enumerate(rows)))
    totals = Totals(lambda law: [], {})
    for batch in whole.to_batches(max_chunksize=size):
        totals.add(batch)
    assert totals.summary() == summarise(whole)
    for money in totals.summary().money:
        of_it = [r for r in rows if (r["currency"] or "unknown") == money.currency and r["amount"]]
        signed = [
            (
                r["amount_covers"],
                -abs(Decimal(r["amount"])) if r["kind"] == "credit" else Decimal(r["amount"]),
            )
            for r in of_it
        ]
        line = sum((a for covers, a in signed if covers == "line"), Decimal(0))
        part = [a for covers, a in signed if covers in ("document", "ceiling")]
        assert money.at_least == line + sum((a for a in part if a < 0), Decimal(0))
        assert money.at_most == line + sum((a for a in part if a > 0), Decimal(0))


def test_memory_is_for_groups_not_for_findings(build: Build) -> None:
    batch = batch_of(Finding, [build(at) for at in range(1_000)])
    totals = Totals(lambda law: [], {})
    totals.add(batch)
    tracemalloc.start()
    for _ in range(5):
        totals.add(batch)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 100_000
    assert totals.summary().findings == 6_000
