"""When an instrument binds."""

from datetime import date

import pytest

from sunlit.knowledge import Instrument
from sunlit.rules.evaluate.in_force import begins, in_force
from sunlit.values.partial_date import PartialDate


def instrument(**parts: object) -> Instrument:
    given = {"id": "x", "name": "X", "jurisdiction": "US", "kind": "ban", "governs": "purchase"}
    return Instrument.model_validate({**given, "verified": "read", "source": "s", **parts})


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)


BAN = instrument(
    in_force=[{"from": "2021-06-03", "bars": False}, {"from": "2026-06"}],
    in_force_until={"day": "2028-12-22"},
)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        pytest.param("2025-03-01", "no", id="listed only, not yet barred"),
        pytest.param("2026-05-31", "no", id="day before the month"),
        pytest.param("2026-06-15", "unknown", id="within the month that is all that is known"),
        pytest.param("2026-07-01", "yes", id="after the month"),
        pytest.param("2028-12-21", "yes", id="last full day"),
        pytest.param("2028-12-22", "no", id="end day"),
        pytest.param("unknown", "unknown", id="no date"),
    ],
)
def test_a_ban_starts_with_its_first_barring_part(day: str, answer: str) -> None:
    assert in_force(BAN, on(day)) == answer


def test_an_instrument_of_which_no_start_was_read_is_unknown() -> None:
    assert in_force(instrument(), on("2020-01-01")) == "unknown"
    assert in_force(instrument(in_force=[{"from": "unknown"}]), on("2020-01-01")) == "unknown"


def test_begins_counts_parts_that_only_list() -> None:
    assert begins(BAN) == PartialDate.of_period(date(2021, 6, 3), "day")
    assert begins(instrument()) is None
