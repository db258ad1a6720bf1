"""Before a listing, on its day or later, after it ended, or not known."""

import pytest

from sunlit.findings.listings import Listings, when_bought
from sunlit.tables import InstrumentAnswer
from sunlit.values.partial_date import UNKNOWN, PartialDate


@pytest.mark.parametrize(
    ("date", "listed", "since", "expected"),
    [
        pytest.param("2019-08-12", "no", "2019-08-13", "before", id="day before"),
        pytest.param("2019-08-13", "yes", "2019-08-13", "after", id="first day"),
        pytest.param("2019-08", "unknown", "2019-08-13", "unknown", id="month around the day"),
        pytest.param("2019-07", "no", "2019-08-13", "before", id="month before"),
        pytest.param("2018-10-01..2018-12-31", "no", "2019-08-13", "before", id="quarter before"),
        pytest.param("2024-05-01", "no", "2023-06-05", "ended", id="after it was lifted"),
        pytest.param(None, "unknown", "2019-08-13", "unknown", id="no date"),
        pytest.param("2020-01-01", "unknown", "unknown", "unknown", id="no day of listing"),
        pytest.param("2020-01-01", "unknown", "2019-07..", "unknown", id="open range"),
    ],
)
def test_when_a_purchase_was_made(date: str | None, listed: str, since: str, expected: str) -> None:
    bought = PartialDate.parse(date) if date else UNKNOWN
    assert when_bought(bought, listed, since) == expected


def test_counts_are_by_party_and_instrument_and_bearing_ones_come_first() -> None:
    answers = [
        InstrumentAnswer("", name, answer, listed, since, None, None, None, (), "read")
        for name, answer, listed, since in (
            ("us-ndaa", "not_applicable", "yes", "2019-08-13"),
            ("uk-rule", "depends", "no", "2025-01-06"),
        )
    ]
    counted = Listings()
    for day in ("2024-11-26", "2025-02-01", "unknown"):
        counted.add("hytera", "Hytera", PartialDate.parse(day), answers)
    first, second = counted.listings({"uk-rule": "UK rule"})
    assert (first.instrument, first.name, first.bears) == ("uk-rule", "UK rule", True)
    assert (first.before, first.ended, first.unknown) == (1, 1, 1)
    assert (second.instrument, second.bears, second.after) == ("us-ndaa", False, 3)
