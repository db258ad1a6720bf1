"""Are a date and an amount written no more precisely than they are known?"""

from datetime import date
from decimal import Decimal

import pytest

from sunlit.values.as_text import amount_text, date_text


@pytest.mark.parametrize(
    ("precision", "text"),
    [("day", "2024-11-26"), ("month", "2024-11"), ("quarter", "2024-Q4"), ("year", "2024")],
)
def test_a_date_is_written_no_more_precisely_than_known(precision: str, text: str) -> None:
    assert date_text(date(2024, 11, 26), precision) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("780.770000"), "780.77"),
        (Decimal("-45.000000"), "-45"),
        (Decimal("12000.000000"), "12000"),
        (Decimal("0.000000"), "0"),
        (None, None),
    ],
)
def test_an_amount_is_exact_and_without_padding(amount: Decimal | None, text: str | None) -> None:
    assert amount_text(amount) == text
