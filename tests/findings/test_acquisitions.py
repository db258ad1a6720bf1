"""Is each buying event counted once, and is what was folded said?"""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.ledger import acquisitions
from sunlit.tables import PURCHASES


def purchase(**known: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(PURCHASES.names)
    row |= {
        "original": "a.csv",
        "sha256": "A",
        "locator": "row=2",
        "row_number": 2,
        "kind": "payment",
        "supplier": "S Supplies",
        "description": "F camera",
        "amount": Decimal("100.00"),
        "currency": "GBP",
        "amount_covers": "line",
        "date": date(2024, 11, 26),
        "date_precision": "day",
        "date_kind": "paid",
    }
    return row | known


def fold(*rows: dict[str, Any]) -> list[tuple[int, Decimal | None, list[tuple[int, str]]]]:
    events = acquisitions(rows, ["hikvision"] * len(rows))
    return [(e.first, e.amount, e.folded) for e in events]


def test_a_row_alone_stands_for_itself() -> None:
    assert fold(purchase()) == [(0, Decimal("100.00"), [])]


def test_the_same_file_twice_counts_once() -> None:
    events = fold(purchase(), purchase(original="copy.csv"))
    assert events == [(0, Decimal("100.00"), [(1, "the same file is there twice")])]


def test_two_parties_in_one_row_are_two_findings() -> None:
    row = purchase()
    assert len(acquisitions([row, row], ["hikvision", "dahua"])) == 2


def test_a_purchase_published_again_in_another_file_counts_once() -> None:
    events = fold(purchase(), purchase(original="b.csv", sha256="B", locator="row=9"))
    assert [(first, [i for i, _ in folded]) for first, _, folded in events] == [(0, [1])]


def test_two_equal_payments_in_one_file_without_numbers_stay_two() -> None:
    assert len(fold(purchase(), purchase(locator="row=3", row_number=3))) == 2


def test_two_files_with_two_and_three_equal_payments_make_three() -> None:
    first = [purchase(locator=f"row={n}", row_number=n) for n in (2, 3)]
    second = [
        purchase(original="b.csv", sha256="B", locator=f"row={n}", row_number=n) for n in (2, 3, 4)
    ]
    assert len(fold(*first, *second)) == 3


def test_a_numbered_row_loaded_twice_in_one_file_counts_once() -> None:
    events = fold(
        purchase(transaction_id="INV-1"),
        purchase(transaction_id="INV-1", locator="row=3", row_number=3),
    )
    assert len(events) == 1


def test_two_lines_of_one_invoice_with_other_words_stay_two() -> None:
    events = fold(
        purchase(transaction_id="INV-1"),
        purchase(transaction_id="INV-1", locator="row=3", row_number=3, description="F recorder"),
    )
    assert len(events) == 2


def test_an_order_header_is_folded_into_its_lines_and_its_amount_is_not_added() -> None:
    header = purchase(
        kind="order_header", order_id="P1", amount=Decimal(900), amount_covers="document"
    )
    line = purchase(kind="order_line", order_id="P1", locator="row=3", row_number=3)
    assert fold(header, line) == [(1, Decimal("100.00"), [(0, "header of the same order")])]


def test_equal_order_numbers_of_two_suppliers_are_two_orders() -> None:
    header = purchase(kind="order_header", order_id="P1", amount_covers="document")
    line = purchase(
        kind="order_line", order_id="P1", supplier="Other", locator="row=3", row_number=3
    )
    assert len(fold(header, line)) == 2


def test_the_latest_state_of_a_restated_contract_stands() -> None:
    rows = [
        purchase(
            kind="contract",
            contract_id="C1",
            amount_covers="cumulative",
            amount=Decimal(total),
            locator=f"row={n}",
            row_number=n,
            date=date(2024, n, 1),
        )
        for n, total in ((2, 100), (4, 300), (3, 200))
    ]
    ((first, amount, folded),) = fold(*rows)
    assert (first, amount, len(folded)) == (1, Decimal(300), 2)


def test_actions_on_one_contract_are_added_with_their_signs() -> None:
    rows = [
        purchase(
            kind="contract",
            contract_id="C1",
            amount_covers="obligation",
            amount=Decimal(sum_),
            locator=f"row={n}",
            row_number=n,
            date=date(2024, n, 1),
        )
        for n, sum_ in ((2, 1000), (3, -250))
    ]
    ((first, amount, _),) = fold(*rows)
    assert (first, amount) == (0, Decimal(750))


def test_the_payment_of_an_order_that_is_there_is_not_counted_beside_it() -> None:
    order = purchase(kind="order_line", order_id="P1")
    paid = purchase(kind="payment", order_id="P1", locator="row=7", row_number=7, sha256="B")
    assert fold(order, paid) == [(0, Decimal("100.00"), [(1, "payment of the same order")])]


def test_lines_that_carry_the_amount_of_the_whole_contract_count_it_once() -> None:
    rows = [
        purchase(
            kind="contract",
            contract_id="C1",
            amount_covers="document",
            locator=f"/{n}",
            row_number=n,
            description=thing,
        )
        for n, thing in ((1, "F camera"), (2, "F recorder"))
    ]
    ((first, amount, folded),) = fold(*rows)
    assert (first, amount, len(folded)) == (0, Decimal("100.00"), 1)


def test_equal_monthly_payments_on_one_contract_stay_apart() -> None:
    rows = [
        purchase(contract_id="C1", amount_covers="document", locator=f"row={n}", row_number=n)
        for n in (2, 3)
    ]
    assert len(fold(*rows)) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C"]),
            st.integers(2, 4),
            st.sampled_from([None, "T1", "T2"]),
            st.sampled_from(["payment", "order_line", "order_header", "contract"]),
            st.sampled_from(["line", "obligation", "cumulative"]),
        ),
        max_size=8,
        unique_by=lambda t: (t[0], t[1]),
    )
)
def test_every_row_stands_or_is_folded_exactly_once(
    drawn: list[tuple[str, int, str | None, str, str]],
) -> None:
    rows = [
        purchase(
            sha256=sha,
            original=f"{sha}.csv",
            locator=f"row={n}",
            row_number=n,
            transaction_id=number,
            order_id=number,
            contract_id=number,
            kind=kind,
            amount_covers=covers,
        )
        for sha, n, number, kind, covers in drawn
    ]
    events = fold(*rows)
    seen = [first for first, _, _ in events] + [i for _, _, folded in events for i, _ in folded]
    assert sorted(seen) == list(range(len(rows)))
