"""Does a finding open to its row, and say no more than is known?"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from tests.findings.rows import purchase, tied

from sunlit import ledger
from sunlit.findings import AnswersOnce, Asked, Judging, derive
from sunlit.schema import batch_of, rows_of
from sunlit.tables import (
    ANSWERS,
    FINDINGS,
    Cell,
    Fact,
    Finding,
    InstrumentAnswer,
    OriginalName,
    Purchase,
    Tie,
    TiedRow,
)


class Names:
    """The names of a plain scan."""

    def evidence(self, sha256: str, locator: str, party: str) -> str:
        return ledger.evidence(sha256, locator, party)

    def claim(self, row_key: str, nth: int, party: str) -> str:
        return ledger.claim("", row_key, nth, party)


def law(purchase: Purchase, tie: Tie) -> Asked:
    """One instrument, which is asked about the party on the finding's day."""
    answer = InstrumentAnswer(
        law="",
        instrument="us-ndaa-889",
        answer="depends",
        listed="yes",
        listed_from=f"{purchase.date} {purchase.date_precision} {tie.party}",
        listed_until=None,
        tranche=None,
        via=None,
        missing=("funds",),
        verified="read",
    )
    return Asked((Fact("act", "procure"),), f"law of {answer.listed_from}", (answer,))


def build(
    *rows: TiedRow, min_score: float = 0.5, batch_rows: int = 3, answers: AnswersOnce | None = None
) -> list[Finding]:
    judging = Judging(law, Names(), {"hytera": "Hytera"}, min_score, "v1")
    batches = [
        batch_of(TiedRow, rows[at : at + batch_rows]) for at in range(0, len(rows), batch_rows)
    ]
    made = list(derive(lambda: batches, judging, answers or AnswersOnce()))
    assert all(batch.schema == FINDINGS for batch in made)
    return [finding for batch in made for finding in rows_of(Finding, batch)]


def test_a_finding_carries_the_row_as_published() -> None:
    (found,) = build(tied(purchase(amount=Decimal("780.770000")), party="hytera"))
    assert found.row == (Cell("Item", "F camera"), Cell("Note", None))
    assert found.original == OriginalName("a.csv", "A")
    assert (found.amount, found.date) == (Decimal("780.77"), date(2024, 11, 26))
    assert (found.party_name, found.reviewed) == ("Hytera", "unreviewed")


@pytest.mark.parametrize(
    ("stance", "score", "counted"),
    [
        ("acquires", 0.9, True),
        ("services", 0.5, True),
        ("acquires", 0.49, False),
        ("removes", 0.9, False),
        ("excludes", 0.9, False),
        ("mentions", 0.9, False),
    ],
)
def test_only_spending_at_the_minimum_score_is_counted(
    stance: str, score: float, counted: bool
) -> None:
    (found,) = build(tied(stance=stance, score=score))
    assert found.counted is counted


def test_what_was_folded_is_named_with_its_place_and_its_claim_is_an_alias() -> None:
    other = purchase(original="b.csv", sha256="B", locator="row=9")
    (found,) = build(tied(row_key="K"), tied(other, row_key="L"))
    (folded,) = found.folded
    assert (folded.path, folded.locator, folded.reason) == ("b.csv", "row=9", "published_again")
    assert folded.finding_id == ledger.evidence("B", "row=9", "hikvision")
    assert found.aliases == (folded.claim,)
    assert folded.claim == ledger.claim("", "L", 1, "hikvision")


def test_a_row_that_is_there_again_has_no_other_name() -> None:
    again = purchase(original="b.csv", sha256="B", locator="row=9")
    (found,) = build(tied(row_key="K"), tied(again, row_key="K"))
    assert (found.claim, found.aliases) == (ledger.claim("", "K", 1, "hikvision"), ())


def test_the_law_is_asked_for_the_day_as_precisely_as_it_is_known() -> None:
    answers = AnswersOnce()
    (found,) = build(tied(purchase(date=date(2020, 8, 1), date_precision="month")), answers=answers)
    (answer,) = answers.table().to_pylist()
    assert answer["listed_from"] == "2020-08-01 month hikvision"
    assert (answer["law"], found.facts) == (found.law, (Fact("act", "procure"),))


def test_answers_are_kept_once_however_many_findings_refer_to_them() -> None:
    answers = AnswersOnce()
    rows = [
        tied(purchase(locator=f"row={n}", row_number=n, amount=Decimal(n), date=date(2024, 1, day)))
        for n, day in ((2, 5), (3, 6), (4, 5), (5, 6))
    ]
    found = build(*rows, answers=answers)
    table = answers.table()
    assert table.schema == ANSWERS
    assert [one.law for one in found] == [table["law"][at].as_py() for at in (0, 1, 0, 1)]
    assert table.num_rows == 2


def shown(rows: Sequence[Finding]) -> pa.RecordBatch:
    return batch_of(Finding, rows)


@pytest.mark.parametrize("batch_rows", [1, 2, 7])
def test_how_the_rows_come_in_batches_changes_nothing(batch_rows: int) -> None:
    rows = [
        tied(purchase(locator=f"row={n}", row_number=n, order_id=f"P{n % 3}", kind=kind))
        for n, kind in enumerate(["payment", "order_line", "order_header"] * 3)
    ]
    assert shown(build(*rows, batch_rows=batch_rows)).equals(shown(build(*rows, batch_rows=100)))
