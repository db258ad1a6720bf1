"""Is each day read as written, as precisely as written, or not at all?"""

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.values.day_forms import readings_of
from sunlit.values.days import (
    looks_like_day,
    parse_days,
    parse_serials,
    parse_unix_ms,
    vote_day_order,
)

quick = settings(derandomize=True, max_examples=150, deadline=None)
days = st.dates(date(1970, 1, 1), date(2100, 12, 31))
recent = st.dates(date(1970, 1, 1), date(2069, 12, 31))
Read = tuple[date | None, str | None, bool]


def read(text: str | None, order: str | None = "dmy") -> Read:
    firsts, precisions, unreadable = parse_days(pa.array([text], pa.string()), order)
    assert firsts.type == pa.date32()
    return firsts[0].as_py(), precisions[0].as_py(), unreadable[0].as_py()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-11-26", date(2024, 11, 26)),
        ("2024/11/26", date(2024, 11, 26)),
        ("20241126", date(2024, 11, 26)),
        ("26/11/2024", date(2024, 11, 26)),
        ("26.11.2024", date(2024, 11, 26)),
        ("26-11-24", date(2024, 11, 26)),
        ("01/02/99", date(1999, 2, 1)),
        ("14/8/2017 0:00", date(2017, 8, 14)),
        ("2025-04-01 01:00:00", date(2025, 4, 1)),
        ("2025-04-01T00:00:00.000", date(2025, 4, 1)),
        ("2025-04-01T23:00:00.000Z", date(2025, 4, 1)),
        ("2025-04-01T00:00:00+02:00", date(2025, 4, 1)),
        ("12-JUN-2020 10:22 AM", date(2020, 6, 12)),
        ("05-Apr-17", date(2017, 4, 5)),
        ("5 April 2017", date(2017, 4, 5)),
        ("April 5, 2017", date(2017, 4, 5)),
        ("3rd July 2019", date(2019, 7, 3)),
        ("Wednesday, May 04, 2022", date(2022, 5, 4)),
        ("mar, 5 mar 2019", date(2019, 3, 5)),
        ("5 de abril de 2017", date(2017, 4, 5)),
        ("10 de março de 2021", date(2021, 3, 10)),
        ("1er août 2019", date(2019, 8, 1)),
        ("1. März 2019", date(2019, 3, 1)),
        ("7 giugno 2018", date(2018, 6, 7)),
        ("7 mei 2018", date(2018, 5, 7)),
        ("4 czerwca 2020 r.", date(2020, 6, 4)),
        ("12 мая 2021 г.", date(2021, 5, 12)),
        ("7 травня 2021", date(2021, 5, 7)),
        ("17 Agustus 2022", date(2022, 8, 17)),
        ("２６/11/2024", date(2024, 11, 26)),
    ],
)
def test_reads_the_ways_publishers_write_a_day(text: str, day: date) -> None:
    assert read(text) == (day, "day", False)


@pytest.mark.parametrize(
    ("text", "first", "precision"),
    [
        ("Jul-19", date(2019, 7, 1), "month"),
        ("July 2019", date(2019, 7, 1), "month"),
        ("2019-07", date(2019, 7, 1), "month"),
        ("07/2019", date(2019, 7, 1), "month"),
        ("2011-12", date(2011, 12, 1), "month"),
        ("Q1 2015", date(2015, 1, 1), "quarter"),
        ("2015 Q4", date(2015, 10, 1), "quarter"),
        ("2019", date(2019, 1, 1), "year"),
        ("2014/15", date(2014, 1, 1), "year"),
        ("2014-15", date(2014, 1, 1), "year"),
        ("2010/11", date(2010, 1, 1), "year"),
        ("FY2015", date(2015, 1, 1), "year"),
    ],
)
def test_a_period_is_not_filled_in_to_a_day(text: str, first: date, precision: str) -> None:
    assert read(text) == (first, precision, False)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "0204-01-02",
        "29/02/2023",
        "01/01/2917",
        "19-Jul",
        "12.34",
        "Ltd 12",
        "45 May",
        "x" * 10000,
        "2019-13",
        "12/13/2024",
        "Q5 2019",
        "1 Jan 2 Feb 2019",
    ],
)
def test_refuses_what_is_no_day_and_says_so(text: str) -> None:
    assert read(text) == (None, None, True)


@pytest.mark.parametrize(
    "text", [None, "", " ", "-", "N/A", "1900-01-00", "00/00/0000", "0000-00-00", "0/1/1900"]
)
def test_no_date_is_unknown_but_not_unreadable(text: str | None) -> None:
    assert read(text) == (None, None, False)


def test_month_first_is_read_when_told() -> None:
    assert read("8/9/2017 0:00", "mdy") == (date(2017, 8, 9), "day", False)
    assert read("13/9/2017", "mdy") == (None, None, True)


def test_without_an_order_only_a_day_that_depends_on_it_stops() -> None:
    assert read("13/09/2017", None) == (date(2017, 9, 13), "day", False)
    assert read("09/09/2017", None) == (date(2017, 9, 9), "day", False)
    with pytest.raises(ValueError, match=r"'08/09/2017' reads as two days"):
        read("08/09/2017", None)


def test_after_year_first_an_open_day_is_unreadable_not_guessed() -> None:
    assert read("08/09/2017", "ymd") == (None, None, True)
    assert read("17-09-08", "ymd") == (date(2017, 9, 8), "day", False)


def test_refuses_an_order_that_is_none() -> None:
    with pytest.raises(ValueError, match="no order of days"):
        read("2019", "ydm")


@quick
@given(st.lists(days), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%Y%m%d"]))
def test_reads_back_every_day_it_is_shown(shown: list[date], form: str) -> None:
    texts = [day.strftime(form) for day in shown]
    firsts, _, unreadable = parse_days(pa.array(texts, pa.string()), "dmy")
    assert firsts.to_pylist() == [datetime.strptime(text, form).date() for text in texts]
    assert not any(unreadable.to_pylist())


@quick
@given(recent)
def test_two_digit_years_turn_at_seventy(day: date) -> None:
    assert read(day.strftime("%m/%d/%y"), "mdy")[0] == day


@quick
@given(st.text(max_size=30))
def test_any_text_is_a_day_or_blank_or_marked(text: str) -> None:
    first, precision, unreadable = read(text)
    assert (first is None) == (precision is None)
    assert not (unreadable and first)


def test_many_moments_read_as_their_days() -> None:
    start = datetime(2024, 3, 1, 12)
    texts = [f"{start + timedelta(minutes=i)}" for i in range(12_000)]
    firsts, _, unreadable = parse_days(pa.array([*texts, None, "x"]), None)
    assert firsts.to_pylist()[:-2] == [date.fromisoformat(text[:10]) for text in texts]
    assert unreadable.to_pylist()[-2:] == [False, True]


def test_excel_day_numbers_are_days_only_when_asked() -> None:
    texts = pa.array(["43831", "43831.75", "", None, "0", "12", "x", "99999"])
    firsts, precisions, unreadable = parse_serials(texts)
    assert firsts.to_pylist() == [date(2020, 1, 1)] * 2 + [None] * 6
    assert precisions.to_pylist() == ["day"] * 2 + [None] * 6
    assert unreadable.to_pylist() == [False] * 5 + [True] * 3
    assert read("43831") == (None, None, True)


def test_milliseconds_are_days_in_utc() -> None:
    texts = pa.array(["1577836800000", "1577836799999", "", "soon"])
    firsts, _, unreadable = parse_unix_ms(texts)
    assert firsts.to_pylist() == [date(2020, 1, 1), date(2019, 12, 31), None, None]
    assert unreadable.to_pylist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["01/02/2024", "26/11/2024"], "dmy"),
        (["1/2/2024", "11/26/2024 0:00"], "mdy"),
        (["2024-01-02", "5 May 2024"], "ymd"),
        (["99-11-24", "98-01-30"], "ymd"),
        (["05/05/2024"], "dmy"),
        (["01/02/2024", "03/04/2024"], None),
        (["x", "", "01/02/2024"], None),
        ([], "ymd"),
    ],
)
def test_the_column_decides_the_order(texts: list[str], order: str | None) -> None:
    vote = vote_day_order(texts)
    assert (vote.order, vote.contradictory) == (order, False)


def test_an_open_column_shows_the_value_to_ask_about() -> None:
    assert vote_day_order(["05/05/2024", "01/02/2024"]).ambiguous_example == "01/02/2024"


def test_a_column_that_excludes_both_orders_is_contradictory() -> None:
    vote = vote_day_order(["13/04/2024", "04/13/2024"])
    assert (vote.order, vote.contradictory) == (None, True)
    assert "both orders are excluded" in vote.why


def test_days_that_follow_the_file_under_one_order_decide_it() -> None:
    texts = [f"{day:02}/{month:02}/2024" for month in (3, 4, 5) for day in (2, 6, 9, 11)]
    vote = vote_day_order(texts)
    assert (vote.order, vote.why) == (
        "dmy",
        "under day/month all 12 days follow the file's order",
    )


def test_a_file_sorted_by_text_proves_no_order() -> None:
    texts = sorted(f"{day:02}/{month:02}/2024" for month in (3, 4, 5) for day in (2, 6, 9, 11))
    assert vote_day_order(texts).order is None


def test_first_days_of_each_month_are_not_taken_for_one_month() -> None:
    assert vote_day_order([f"{month:02}/01/2024" for month in range(1, 13)]).order is None


def test_days_that_avoid_weekends_under_one_order_decide_it() -> None:
    work = [date(2024, 1, 1) + timedelta(days=i) for i in range(366)]
    early = [d for d in work if d.day <= 12 and d.weekday() < 5]
    texts = sorted({f"{d:%m/%d/%Y}" for d in early}, key=lambda text: text[::-1])
    vote = vote_day_order(texts)
    assert vote.order == "mdy"
    assert "weekend" in vote.why


def test_two_digit_years_that_may_come_first_are_asked_about() -> None:
    assert vote_day_order([f"24-11-{day}" for day in range(10, 25)]).order is None


@quick
@given(st.lists(days, min_size=1), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_decided_order_never_contradicts_a_value(shown: list[date], form: str) -> None:
    texts = [day.strftime(form) for day in shown]
    vote = vote_day_order(texts)
    if any(day.day > 12 for day in shown):
        assert vote.order == ("dmy" if form == "%d/%m/%Y" else "mdy")
    if vote.order:
        assert all(readings_of(text).under(vote.order) for text in texts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26/11/2024", True),
        ("2024-11-26T00:00:00", True),
        ("20241126", True),
        ("Jul-19", True),
        ("2014/15", True),
        ("2019", False),
        ("12.2019", False),
        ("1,234.50", False),
        ("PO 12345", False),
        ("May", False),
        ("x" * 1000 + "1", False),
    ],
)
def test_knows_what_is_written_as_a_day(text: str, expected: bool) -> None:
    assert looks_like_day(text) is expected
