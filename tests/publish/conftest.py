"""Findings and purchases as a run would give them: invented buyers, real arithmetic."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from sunlit.findings.totals import summarise
from sunlit.schema import batch_of
from sunlit.summary import Summary
from sunlit.tables import PURCHASES, AnswerWords, Finding, Fold, InstrumentAnswer

SHA = "c8674acdffa04bfd7ebe43251f07a215810a6ad01ef3bbe51dc956dbb4d3d183"

Build = Callable[..., Finding]


FOLD = Fold("payments/again.csv", "row=1", "f" * 16, "c" * 16, "published_again", None)


class SampleLaw:
    """The same two answers for every finding."""

    def __init__(self, answers: Sequence[AnswerWords]) -> None:
        self._answers = answers

    def answers(self, finding: Finding) -> Sequence[AnswerWords]:
        return self._answers

    def in_a_word(self, finding: Finding) -> str:
        return "law: ask first"


def sample_findings(finding: Build) -> list[Finding]:
    """One of each kind that a reader meets, and the hostile ones."""
    cameras = "6 x DS-2CD2143 dome cameras & <b>recorder</b>"
    school = {
        "buyer": "Example County School District",
        "jurisdiction": "US-GA",
        "currency": "USD",
        "party": "hikvision",
        "party_name": "Hikvision",
        "product_class": "video_camera",
        "kind": "order_line",
    }
    camera = {**school, "description": cameras, "word": "DS-2CD2143", "grade": "model"}
    return [
        finding(1, folded=(FOLD,)),
        finding(2, **camera, amount="12000", date="2019-03"),
        finding(3, **camera, amount="4500.5", amount_covers="document", date="2020-08-12"),
        finding(4, **{**camera, "kind": "credit"}, amount="-500", date="2020-09-01"),
        finding(5, **camera, amount="99000", amount_covers="cumulative", date="2021"),
        finding(6, **camera, amount=None, date=None, date_kind="unknown"),
        finding(7, **{**camera, "buyer": "Fayette Board", "amount_covers": "ceiling"},
                amount="525000", date="2020-Q3"),
        finding(
            8,
            **{**school, "description": "Replace Hikvision cameras with others", "word": "Hikvision"},
            stance="removes",
            counted=False,
            amount="8000",
        ),
        finding(
            9,
            **{**school, "buyer": "<script>alert(1)</script>",
               "description": "=cmd|'/c calc'!A1 Hikvision \x1b[31mred", "word": "Hikvision"},
            supplier="@SUM(1+1)",
            amount="250.123456",
            score=0.41,
            counted=False,
        ),
    ]  # fmt: skip


@pytest.fixture
def law(build_answer: Callable[..., AnswerWords]) -> SampleLaw:
    """Two instruments: one that does not apply, one on which it depends."""
    return SampleLaw(
        [
            build_answer(answer="not_applicable", missing=None),
            build_answer(
                "uk-example", name="UK example rule", listed="no", listed_from="2025-01-06"
            ),
        ]
    )


@pytest.fixture
def sums(law: SampleLaw) -> Callable[[pa.Table], Summary]:
    """What findings come to, by that law."""

    def of(table: pa.Table) -> Summary:
        rows = [
            InstrumentAnswer(
                "",
                a.instrument,
                a.answer,
                a.listed,
                a.listed_from,
                None,
                None,
                None,
                (),
                a.verified,
            )
            for a in law.answers(None)  # type: ignore[arg-type]
        ]
        names = {a.instrument: a.name for a in law.answers(None)}  # type: ignore[arg-type]
        return summarise(table.to_batches(), lambda digest: rows, names)

    return of


@pytest.fixture
def sample(build: Build) -> list[Finding]:
    """One finding of each kind."""
    return sample_findings(build)


@pytest.fixture
def findings(sample: list[Finding]) -> pa.Table:
    """The same as a table of tables.FINDINGS."""
    return pa.Table.from_batches([batch_of(Finding, sample)])


@pytest.fixture
def purchases() -> pa.Table:
    """A table of tables.PURCHASES: plain, refund, month only, hostile, empty."""
    blank: dict[str, Any] = dict.fromkeys(PURCHASES.names)
    first = {
        **blank,
        "original": "payments/example.csv",
        "sha256": SHA,
        "locator": "row=2",
        "row_number": 2,
        "kind": "payment",
        "buyer": "Borough of Example",
        "supplier": "Acme Ltd",
        "description": "Stationery, “A4” paper",
        "amount": Decimal("1234.50"),
        "currency": "GBP",
        "amount_covers": "line",
        "date": date(2024, 11, 26),
        "date_precision": "day",
        "date_kind": "paid",
        "transaction_id": "000123",
        "amount_text": "1,234.50",
        "date_text": "26/11/2024",
    }
    return pa.Table.from_pylist(
        [
            first,
            {**first, "row_number": 3, "kind": "credit", "amount": Decimal("-45"),
             "amount_text": "-45.00", "date": date(2024, 11, 1), "date_precision": "month"},
            {**first, "row_number": 4, "description": "=1+1", "supplier": "-2+3|cmd",
             "amount": Decimal("0"), "date": date(2024, 10, 1), "date_precision": "quarter"},
            {**first, "row_number": 5, "description": "a\x00b\x1b[2J\nc\td", "amount": None,
             "date": None, "date_precision": None, "unit_price": Decimal("0.000123")},
            {**first, "row_number": 6, "amount": Decimal("12345678901234567890.123456"),
             "date": date(2023, 1, 1), "date_precision": "year", "buyer": ""},
        ],
        schema=PURCHASES,
    )  # fmt: skip
