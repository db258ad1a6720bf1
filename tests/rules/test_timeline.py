"""What applied from when to when, and where a purchase falls."""

from datetime import date

from sunlit import knowledge, rules
from sunlit.values.partial_date import PartialDate

KNOWN = knowledge.load()


def test_a_timeline_runs_by_first_day_and_keeps_open_ends() -> None:
    entries = rules.timeline(KNOWN, "hikvision")
    assert [entry.since.sort_key() for entry in entries] == sorted(
        entry.since.sort_key() for entry in entries
    )
    spans = {entry.instrument: (str(entry.since), entry.until) for entry in entries}
    assert spans["us-ndaa-889-a1a"] == ("2019-08-13", None)
    assert spans["us-la-sb30-2020"] == ("2021-01-01", None)


def test_a_timeline_through_an_owner_ends_with_the_ownership() -> None:
    spans = {
        one.instrument: (str(one.since), str(one.until)) for one in rules.timeline(KNOWN, "lorex")
    }
    assert spans["us-ndaa-889-a1a"] == ("2019-08-13", "2022-11-23..")
    assert "us-bis-entity-list" not in spans  # nothing read says that it reaches affiliates


def test_a_purchase_falls_before_and_after_listings() -> None:
    rows = {
        row.instrument: row for row in rules.before_after(KNOWN, "hikvision", date(2020, 8, 10))
    }
    assert rows["us-bis-entity-list"].when == "after"
    assert rows["us-2cfr-200-216"].when == "before"
    assert rows["us-1260h"].when == "before"


def test_the_first_day_is_after() -> None:
    days = [date(2019, 10, 8), date(2019, 10, 9)]
    found = [
        row.when
        for day in days
        for row in rules.before_after(KNOWN, "dahua", day)
        if row.instrument == "us-bis-entity-list"
    ]
    assert found == ["before", "after"]


def test_a_period_around_a_listing_is_unknown() -> None:
    rows = rules.before_after(KNOWN, "hikvision", PartialDate.parse("2019..2020"))
    assert {row.instrument: row.when for row in rows}["us-bis-entity-list"] == "unknown"
    assert all(row.when == "unknown" for row in rules.before_after(KNOWN, "dahua", None))


def test_a_listing_that_ended_is_after_but_no_longer_listed() -> None:
    rows = {row.instrument: row for row in rules.before_after(KNOWN, "megvii", date(2025, 6, 1))}
    assert (rows["us-1260h"].when, rows["us-1260h"].listed) == ("after", "no")
