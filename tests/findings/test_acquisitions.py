"""Is each buying event counted once, and is what was folded said?"""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.findings.plain_acquisitions import acquisitions as plain_acquisitions
from tests.findings.rows import purchase, tied

from sunlit.findings.acquisitions import Candidate, acquisitions
from sunlit.findings.fold_keys import FoldKeys
from sunlit.schema import batch_of
from sunlit.tables import Purchase, TiedRow

#: The codes of the rules, by what the twin in plain Python says.
CODES = {
    "the same file is there twice": "same_bytes",
    "the same purchase is published in another file": "published_again",
    "the same numbered row is there twice": "numbered_row_twice",
    "header of the same order": "order_header",
    "earlier state of the same contract": "earlier_state",
    "payment of the same order": "payment_of_order",
    "another line of one document, whose amount is counted once": "line_of_document",
}

Events = list[tuple[int, Decimal | None, list[tuple[int, str]]]]


def fold(*rows: Purchase, parties: list[str] | None = None) -> Events:
    told = parties or ["hikvision"] * len(rows)
    candidates = [
        Candidate(at, row, party) for at, (row, party) in enumerate(zip(rows, told, strict=True))
    ]
    return [
        (
            acquisition.first,
            acquisition.amount,
            [(folded.place, folded.reason) for folded in acquisition.folded],
        )
        for acquisition in acquisitions(candidates)
    ]


def test_a_row_alone_stands_for_itself() -> None:
    assert fold(purchase()) == [(0, Decimal("100.00"), [])]


def test_the_same_file_twice_counts_once() -> None:
    events = fold(purchase(), purchase(original="copy.csv"))
    assert events == [(0, Decimal("100.00"), [(1, "same_bytes")])]


def test_two_parties_in_one_row_are_two_findings() -> None:
    assert len(fold(purchase(), purchase(), parties=["hikvision", "dahua"])) == 2


def test_a_purchase_published_again_in_another_file_counts_once() -> None:
    events = fold(purchase(), purchase(original="b.csv", sha256="B", locator="row=9"))
    assert [(first, folded) for first, _, folded in events] == [(0, [(1, "published_again")])]


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
    assert events == [(0, Decimal("100.00"), [(1, "numbered_row_twice")])]


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
    assert fold(header, line) == [(1, Decimal("100.00"), [(0, "order_header")])]


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
    assert (first, amount) == (1, Decimal(300))
    assert folded == [(0, "earlier_state"), (2, "earlier_state")]


def test_actions_on_one_contract_are_added_with_their_signs_and_it_is_said() -> None:
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
    (event,) = acquisitions([Candidate(at, row, "dahua") for at, row in enumerate(rows)])
    assert (event.first, event.amount) == (0, Decimal(750))
    assert [(one.reason, one.added) for one in event.folded] == [("further_action", Decimal(-250))]


def test_the_payment_of_an_order_that_is_there_is_not_counted_beside_it() -> None:
    order = purchase(kind="order_line", order_id="P1")
    paid = purchase(kind="payment", order_id="P1", locator="row=7", row_number=7, sha256="B")
    assert fold(order, paid) == [(0, Decimal("100.00"), [(1, "payment_of_order")])]


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
    assert fold(*rows) == [(0, Decimal("100.00"), [(1, "line_of_document")])]


def test_equal_monthly_payments_on_one_contract_stay_apart() -> None:
    rows = [
        purchase(contract_id="C1", amount_covers="document", locator=f"row={n}", row_number=n)
        for n in (2, 3)
    ]
    assert len(fold(*rows)) == 2


DRAWN = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.integers(2, 5),
        st.sampled_from(["hikvision", "dahua"]),
        st.fixed_dictionaries(
            {
                "transaction_id": st.sampled_from([None, "", "T1", "T2"]),
                "order_id": st.sampled_from([None, "", "P1", "P2"]),
                "contract_id": st.sampled_from([None, "C1"]),
                "supplier": st.sampled_from(["S Supplies", "s  supplies", None]),
                "kind": st.sampled_from(["payment", "order_line", "order_header", "contract"]),
                "amount_covers": st.sampled_from(["line", "obligation", "cumulative", "document"]),
                "amount": st.sampled_from([None, Decimal(100), Decimal("7.5")]),
                "date": st.sampled_from([None, date(2024, 11, 26), date(2024, 11, 27)]),
            }
        ),
    ),
    max_size=14,
)


def rows_of_drawn(drawn: list[tuple[str, int, str, dict[str, Any]]]) -> list[TiedRow]:
    return [
        tied(
            purchase(sha256=sha, original=f"{sha}.csv", locator=f"row={n}", row_number=n, **known),
            party=party,
        )
        for sha, n, party, known in drawn
    ]


def plain(rows: list[TiedRow]) -> Events:
    """What the rules in plain Python fold, over all rows at once."""
    names = [one.name for one in fields(Purchase)]
    records = [{name: getattr(row.purchase, name) for name in names} for row in rows]
    return [
        (
            acquisition.first,
            acquisition.amount,
            [(at, CODES.get(why, "further_action")) for at, why in acquisition.folded],
        )
        for acquisition in plain_acquisitions(records, [row.tie.party for row in rows])
    ]


@settings(max_examples=200, deadline=None)
@given(DRAWN)
def test_the_rules_fold_as_their_twin_in_plain_python(
    drawn: list[tuple[str, int, str, dict[str, Any]]],
) -> None:
    rows = rows_of_drawn(drawn)
    parties = [row.tie.party for row in rows]
    assert fold(*(row.purchase for row in rows), parties=parties) == plain(rows)


@settings(max_examples=200, deadline=None)
@given(DRAWN, st.integers(1, 5), st.integers(1, 4))
def test_rows_found_by_their_keys_fold_as_all_rows_at_once(
    drawn: list[tuple[str, int, str, dict[str, Any]]], batch_rows: int, most_rows: int
) -> None:
    rows = rows_of_drawn(drawn)
    keys = FoldKeys()
    for begin in range(0, len(rows), batch_rows):
        keys.add(batch_of(TiedRow, rows[begin : begin + batch_rows]))
    told = [places.tolist() for places in keys.groups(most_rows)]
    shared = [place for places in told for place in places]
    assert len(shared) == len(set(shared))
    found: Events = []
    for places in told:
        events = acquisitions(
            [Candidate(at, rows[at].purchase, rows[at].tie.party) for at in places]
        )
        found += [
            (
                event.first,
                event.amount,
                [(folded.place, str(folded.reason)) for folded in event.folded],
            )
            for event in events
        ]
    alone = set(range(len(rows))) - set(shared)
    found += [(at, rows[at].purchase.amount, []) for at in alone]
    assert sorted(found, key=lambda event: event[0]) == plain(rows)


def test_keys_that_are_equal_by_chance_are_no_fold() -> None:
    batch = batch_of(TiedRow, [tied(purchase(locator=f"row={n}", row_number=n)) for n in (2, 3)])
    keys = FoldKeys()
    keys.add(batch)
    # Equal but for their places: candidates by date, amount and words, and yet two payments.
    (places,) = keys.groups(10)
    assert np.array_equal(places, [0, 1])
    assert len(fold(purchase(), purchase(locator="row=3", row_number=3))) == 2
