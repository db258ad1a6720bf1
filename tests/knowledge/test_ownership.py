"""Who owned a party on a day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sunlit import knowledge
from sunlit.values.partial_date import PartialDate

Change = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("day", "owners"),
    [
        pytest.param(date(2018, 2, 5), [], id="day before"),
        pytest.param(date(2018, 2, 6), [("dahua", "yes")], id="first day"),
        pytest.param(date(2022, 11, 22), [("dahua", "yes")], id="last sure day"),
        pytest.param(
            date(2022, 11, 23), [("dahua", "unknown")], id="signing, closing day not read"
        ),
        pytest.param(date(2026, 1, 1), [("dahua", "unknown")], id="after"),
        pytest.param(None, [("dahua", "unknown")], id="no date"),
    ],
)
def test_lorex_was_dahuas_until_a_day_that_was_not_read(
    day: date | None, owners: list[tuple[str, str]]
) -> None:
    assert knowledge.load().owners("lorex", day) == owners


def test_owners_of_owners_come_after_and_are_no_surer_than_the_line() -> None:
    assert knowledge.load().owners("ezviz", date(2025, 1, 1)) == [
        ("hikvision", "yes"),
        ("cetc", "yes"),
    ]
    assert knowledge.load().owners("ezviz", date(2022, 1, 1)) == [
        ("hikvision", "yes"),
        ("cetc", "unknown"),
    ]


def test_a_month_around_the_sale_is_unknown() -> None:
    known = knowledge.load()
    assert known.owners("dahua_usa", PartialDate.parse("2024-01")) == [("dahua", "unknown")]
    assert known.owners("dahua_usa", PartialDate.parse("2024-02")) == []


def test_owners_in_a_ring_end(folder: Path, change: Change) -> None:
    ring = "ownership:\n  - {owner: flagged, from: 2018-02-06}\n"
    change("parties/holding.yaml", "names:\n", ring + "names:\n")
    assert knowledge.load(folder).owners("flagged", date(2020, 1, 1)) == [("holding", "yes")]
