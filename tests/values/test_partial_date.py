"""Comparisons with days that are known only in part."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.values.partial_date import UNKNOWN, PartialDate, within

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
FORMS = st.sampled_from(["day", "month", "quarter", "year", "unknown"])


def partial(day: date, form: str) -> PartialDate:
    if form == "unknown":
        return UNKNOWN
    if form == "month":
        day = day.replace(day=1)
    return PartialDate.of_period(day, form)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-08-13", date(2019, 8, 13), date(2019, 8, 13)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("unknown", None, None),
        ("2022-11-23..", date(2022, 11, 23), None),
        ("..2021", None, date(2021, 12, 31)),
        ("2021..2022-03", date(2021, 1, 1), date(2022, 3, 31)),
    ],
)
def test_each_form_keeps_what_it_says(text: str, first: date | None, last: date | None) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.first, parsed.last, str(parsed)) == (first, last, text)


@pytest.mark.parametrize(
    "text", ["", "..", "13/08/2019", "2019-13", "2019-02-30", "2022..2021", "soon"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no (date|range)"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("day", "precision", "text"),
    [
        (date(2020, 8, 1), "month", "2020-08"),
        (date(2020, 1, 1), "year", "2020"),
        (date(2019, 7, 1), "year", "2019-07-01..2020-06-30"),
        (date(2020, 10, 1), "quarter", "2020-10-01..2020-12-31"),
        (date(2020, 1, 31), "month", "2020-01-31..2020-02-28"),
        (date(2020, 8, 10), None, "2020-08-10"),
        (None, "day", "unknown"),
    ],
)
def test_a_purchase_period_is_written_as_known(
    day: date | None, precision: str | None, text: str
) -> None:
    assert str(PartialDate.of_period(day, precision)) == text


def test_a_precision_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="week"):
        PartialDate.of_period(date(2020, 1, 1), "week")


def test_a_month_around_the_first_day_of_a_ban_is_unknown() -> None:
    ban = PartialDate.parse("2019-08-13")
    assert ban.on_or_before(PartialDate.parse("2019-07")) == "no"
    assert ban.on_or_before(PartialDate.parse("2019-08")) == "unknown"
    assert ban.on_or_before(PartialDate.parse("2019-09")) == "yes"


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        pytest.param("2019-08-12", "no", id="day before"),
        pytest.param("2019-08-13", "yes", id="first day"),
        pytest.param("2020-08-12", "yes", id="last full day"),
        pytest.param("2020-08-13", "no", id="end day"),
    ],
)
def test_the_first_day_is_in_and_the_end_day_is_out(day: str, answer: str) -> None:
    since, until = PartialDate.parse("2019-08-13"), PartialDate.parse("2020-08-13")
    assert within(PartialDate.parse(day), since, until) == answer


def test_an_unread_end_is_unknown_after_the_last_sure_day() -> None:
    since, until = PartialDate.parse("2018-02-06"), PartialDate.parse("2022-11-23..")
    answers = [
        within(PartialDate.parse(d), since, until)
        for d in ("2017", "2022-11-22", "2022-11-23", "2026")
    ]
    assert answers == ["no", "yes", "unknown", "unknown"]


@settings(max_examples=200, derandomize=True)
@given(DAYS, FORMS, DAYS, FORMS)
def test_agrees_with_every_day_that_each_side_could_be(
    one: date, one_form: str, other: date, other_form: str
) -> None:
    left, right = partial(one, one_form), partial(other, other_form)
    possible = {
        a <= b
        for a in (left.first or date.min, left.last or date.max)
        for b in (right.first or date.min, right.last or date.max)
    }
    expected = {frozenset({True}): "yes", frozenset({False}): "no"}.get(
        frozenset(possible), "unknown"
    )
    assert left.on_or_before(right) == expected


@settings(max_examples=100, derandomize=True)
@given(DAYS, DAYS, st.integers(1, 900))
def test_whole_days_give_the_plain_half_open_interval(day: date, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    known = [PartialDate.of_period(one, "day") for one in (day, start, end)]
    assert within(*known) == ("yes" if start <= day < end else "no")
