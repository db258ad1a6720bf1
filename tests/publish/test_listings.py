"""Before a listing, on its day or later, after it ended, or not known."""

from collections.abc import Callable
from typing import Any

import pytest

from sunlit.publish.listings import before_and_after, when_bought
from sunlit.publish.periods import period


@pytest.mark.parametrize(
    ("date", "listed", "since", "expected"),
    [
        pytest.param("2019-08-12", "no", "2019-08-13", "before", id="day before"),
        pytest.param("2019-08-13", "yes", "2019-08-13", "after", id="first day"),
        pytest.param("2019-08", "unknown", "2019-08-13", "unknown", id="month around the day"),
        pytest.param("2019-07", "no", "2019-08-13", "before", id="month before"),
        pytest.param("2018-Q4", "no", "2019-08-13", "before", id="quarter before"),
        pytest.param("2024-05-01", "no", "2023-06-05", "ended", id="after it was lifted"),
        pytest.param(None, "unknown", "2019-08-13", "unknown", id="no date"),
        pytest.param("2020-01-01", "unknown", "unknown", "unknown", id="no day of listing"),
        pytest.param("2020-01-01", "unknown", "2019-07..", "unknown", id="open range"),
    ],
)
def test_when_a_purchase_was_made(date: str | None, listed: str, since: str, expected: str) -> None:
    assert when_bought(date, {"listed": listed, "listed_from": since}) == expected


def test_counts_are_by_party_and_instrument_and_bearing_ones_come_first(
    build: Callable[..., dict[str, Any]],
) -> None:
    listings = before_and_after([build(1), build(2, date="2025-02-01"), build(3, date=None)])
    assert [(one.instrument, one.bears) for one in listings] == [
        ("uk-example", True),
        ("us-ndaa-889-a1a", False),
    ]
    assert sum((one.before, one.after, one.ended, one.unknown) == (0, 3, 0, 0) for one in listings)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-11-26", "2024-11-26", "2024-11-26"),
        ("2024-11", "2024-11-01", "2024-11-30"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2019 to 2021-05", "2019-01-01", "2021-05-31"),
        ("until 2022-02", None, "2022-02-28"),
        ("from 2019-08", "2019-08-01", None),
        ("2019-07..", "2019-07-01", None),
        ("unknown", None, None),
        (None, None, None),
        ("some day", None, None),
    ],
)
def test_a_date_as_written_stands_for_its_days(
    text: str | None, first: str | None, last: str | None
) -> None:
    read = period(text)
    assert (read.first and read.first.isoformat(), read.last and read.last.isoformat()) == (
        first,
        last,
    )
