"""Does the account reconcile, and does it say what became of each row?"""

import pyarrow as pa

from sunlit.errors import DamagedOriginalError
from sunlit.ledger import Account, OriginalAccount
from sunlit.messages import Message
from sunlit.tables import NON_PURCHASES, PURCHASES


def purchases(*kinds: str) -> pa.RecordBatch:
    rows = [
        dict.fromkeys(PURCHASES.names)
        | {
            "original": "a.csv",
            "sha256": "A",
            "locator": f"row={n}",
            "row_number": n,
            "kind": kind,
            "amount_covers": "line",
            "date_kind": "paid",
        }
        for n, kind in enumerate(kinds, start=2)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=PURCHASES)


def left_out(*outcomes: tuple[str, str]) -> pa.RecordBatch:
    rows = [
        {
            "original": "a.csv",
            "sha256": "A",
            "locator": f"row={n}",
            "row_number": n,
            "outcome": outcome,
            "reason": reason,
            "detail": None,
            "cells": "[]",
        }
        for n, (outcome, reason) in enumerate(outcomes, start=90)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=NON_PURCHASES)


def test_every_row_is_a_purchase_or_quarantined_or_excluded() -> None:
    account = Account()
    entry = account.open("a.csv", "A", 10)
    entry.add(
        purchases("payment", "credit"),
        left_out(("excluded", "blank"), ("excluded", "header"), ("quarantined", "no_amount")),
    )
    record = account.as_record()
    assert record["reconciles"]
    assert (record["rows_read"], record["purchases"]) == (5, 2)
    assert (record["quarantined"], record["excluded"]) == (1, 2)
    assert record["originals"][0]["excluded_reasons"] == {"blank": 1, "header": 1}
    assert record["originals"][0]["kinds"] == {"credit": 1, "payment": 1}


def test_refused_rows_are_kept_with_their_place_and_cells() -> None:
    account = Account()
    entry = account.open("a.csv", "A", 10)
    entry.add(purchases(), left_out(("quarantined", "no_amount")))
    assert entry.quarantined_rows[0].row_number == 90
    assert account.refused == 1


def test_a_million_refused_rows_are_counted_but_a_thousand_are_kept() -> None:
    entry = Account().open("a.csv", "A", 10)
    for _ in range(30):
        entry.add(purchases(), left_out(*[("quarantined", "no_amount")] * 100))
    assert entry.quarantined.total() == 3000
    assert len(entry.quarantined_rows) == 1000


def test_an_original_that_breaks_off_keeps_its_rows_and_its_error() -> None:
    account = Account()
    entry = account.open("a.csv.gz", "A", 10)
    entry.add(purchases("payment"), left_out())
    entry.failed(DamagedOriginalError("a.csv.gz", "breaks off.", "Get it again."))
    assert account.errors == ["a.csv.gz: breaks off. Get it again."]
    assert account.purchases == 1


def test_an_original_with_the_same_bytes_names_its_twin() -> None:
    account = Account()
    account.open("a.csv", "A", 10)
    assert account.open("copy.csv", "A", 10).same_bytes_as == "a.csv"


def test_the_parts_of_an_original_add_up_to_it() -> None:
    whole, first, second = (OriginalAccount("a.csv", "A", 10) for _ in range(3))
    batches = [
        (purchases("payment", "credit"), left_out(("excluded", "header"))),
        (purchases("payment"), left_out(*[("quarantined", "no_amount")] * 1500)),
    ]
    for part, batch in zip((first, second), batches, strict=True):
        whole.add(*batch)
        part.add(*batch)
    dates = [Message("dates_unreadable", f"Some dates cannot be read: {day!r}.") for day in "xy"]
    whole.warn(["3 zero bytes were left out.", dates[0]])
    first.warn(whole.warnings)
    second.warn([whole.warnings[0], dates[1]])
    joined = OriginalAccount("a.csv", "A", 10)
    joined.join(first.counted())
    joined.join(second.counted())
    assert joined.as_record() == whole.as_record()
    assert joined.reconciles
