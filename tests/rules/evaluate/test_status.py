"""What each instrument says of a purchase, on the shipped knowledge."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit import knowledge, rules
from sunlit.tables import AnswerWords, Fact
from sunlit.values.partial_date import PartialDate

KNOWN = knowledge.load()


def status(
    instrument: str,
    party: str,
    on: date | None,
    buyer: str | None = "US-GA",
    precision: str | None = "day",
) -> AnswerWords:
    found = rules.words(KNOWN, party, on, precision, buyer)
    [answer_words] = [row for row in found if row.instrument == instrument]
    return answer_words


def test_an_export_control_bars_no_buyer_yet_says_that_the_party_was_listed() -> None:
    entity_list = status("us-bis-entity-list", "hikvision", date(2020, 1, 15))
    assert (entity_list.answer, entity_list.listed) == ("not_applicable", "yes")
    assert entity_list.listed_from == "2019-10-09"
    assert "An export control: it bars no buyer." in entity_list.why
    assert "el-2019-10-xinjiang" in entity_list.why
    assert "FR Doc. 2019-22210" in str(entity_list.citation)


@pytest.mark.parametrize(
    ("day", "answer", "listed"),
    [
        pytest.param(date(2019, 8, 12), "not_prohibited", "no", id="day before"),
        pytest.param(date(2019, 8, 13), "depends", "yes", id="first day"),
        pytest.param(date(2026, 11, 23), "depends", "yes", id="today"),
    ],
)
def test_section_889_depends_on_the_buyer_and_the_use_from_its_first_day(
    day: date, answer: str, listed: str
) -> None:
    ban = status("us-ndaa-889-a1a", "dahua", day)
    assert (ban.answer, ban.listed) == (answer, listed)
    if answer == "depends":
        assert "whether a federal agency bought it" in str(ban.missing)
        assert "whether the use has a listed purpose" in str(ban.missing)


def test_there_is_no_purpose_limit_for_huawei() -> None:
    missing = status("us-ndaa-889-a1a", "huawei", date(2021, 1, 1)).missing
    assert missing is not None
    assert "purpose" not in missing


def test_a_month_around_the_first_day_stays_open() -> None:
    grants = status("us-2cfr-200-216", "hikvision", date(2020, 8, 1), "US-GA", "month")
    assert (grants.answer, grants.listed) == ("depends", "unknown")
    assert "whether the rule was in force by then (in force from 2020-08-13)" in str(grants.missing)
    assert "federal grant money" in str(grants.missing)


def test_another_states_law_does_not_apply_and_an_unknown_place_stays_open() -> None:
    louisiana = "us-la-sb15-2021"
    day = date(2022, 1, 1)
    assert status(louisiana, "hikvision", day, "US-GA").answer == "not_applicable"
    assert status(louisiana, "hikvision", day, "US-LA").answer == "depends"
    assert "whether the buyer is in US-LA" in str(status(louisiana, "hikvision", day, None).missing)
    assert "whether the buyer is in US-LA" in str(status(louisiana, "hikvision", day, "US").missing)


def test_a_us_law_binds_no_british_council() -> None:
    rows = rules.words(KNOWN, "hytera", date(2024, 11, 26), "day", "GB")
    answers = {row.answer for row in rows if row.instrument.startswith("us-")}
    assert answers == {"not_applicable"}
    assert {row.instrument for row in rows} >= {"uk-wms-2022-11-24"}  # asks where it is used


def test_louisiana_schools_came_first_and_parishes_later() -> None:
    day = date(2021, 3, 1)
    assert status("us-la-sb30-2020", "hikvision", day, "US-LA").answer == "depends"
    assert status("us-la-sb30-2020", "hikvision", day, "US-LA").listed_from == "2021-01-01"
    assert status("us-la-sb15-2021", "hikvision", day, "US-LA").answer == "not_prohibited"


def test_a_list_that_bars_nothing_yet_prohibits_nothing() -> None:
    ban = status("us-1260h", "hikvision", date(2025, 3, 1), "US")
    assert (ban.answer, ban.listed) == ("not_prohibited", "yes")
    last = status("us-1260h", "hikvision", date(2026, 6, 29), "US")
    first = status("us-1260h", "hikvision", date(2026, 6, 30), "US")
    assert (last.answer, first.answer) == ("not_prohibited", "depends")


def test_a_delisted_party_is_not_listed_after_its_last_day() -> None:
    listed = [status("us-1260h", "megvii", date(2025, 1, day), "US").listed for day in (6, 7)]
    assert listed == ["yes", "no"]


def test_lorex_is_reached_through_its_owner_then_and_open_after_the_sale() -> None:
    ban = "us-ndaa-889-a1a"
    then = status(ban, "lorex", date(2021, 5, 10), "US")
    assert (then.answer, then.listed) == ("depends", "yes")
    assert "through its owner Dahua Technology" in then.why
    after = status(ban, "lorex", date(2024, 5, 1), "US")
    assert (after.answer, after.listed) == ("depends", "unknown")
    assert "whether Dahua Technology made the unit, or owned Lorex on that day" in str(
        after.missing
    )
    before = status(ban, "lorex", date(2017, 6, 1), "US")
    assert (before.answer, before.listed) == ("not_prohibited", "no")


def test_a_list_that_may_not_reach_affiliates_says_so() -> None:
    vermont = status("us-vt-ads-2019", "lorex", date(2021, 5, 10), "US-VT")
    assert vermont.listed == "unknown"
    assert "whether the rule reaches companies that belong to Dahua Technology" in str(
        vermont.missing
    )


def test_a_listing_on_a_condition_is_not_known() -> None:
    drones = status("us-asda", "dji", date(2024, 1, 1), "US")
    assert drones.listed == "unknown"
    assert "SAM.gov" in str(drones.missing)


def test_what_is_unverified_is_marked() -> None:
    assert status("us-bis-entity-list", "hisilicon", date(2020, 1, 1)).verified == "unverified"
    assert status("us-bis-entity-list", "uniview", date(2025, 1, 1)).verified == "partly_read"
    assert status("us-bis-entity-list", "huawei", date(2019, 6, 1)).verified == "read"
    assert status("us-ndaa-889-a1a", "huawei", date(2020, 1, 1)).verified == "read"
    assert status("us-ne-eo-2023", "zte", date(2024, 1, 1), "US-NE").verified == "partly_read"


def test_a_purchase_without_a_date_asks_for_it() -> None:
    ban = status("us-ndaa-889-a1a", "hikvision", None, "US-GA", None)
    assert (ban.answer, ban.listed) == ("depends", "unknown")
    assert str(ban.missing).startswith("the date of the purchase; ")


def test_a_party_on_no_list_has_no_status() -> None:
    assert rules.words(KNOWN, "tvt", date(2022, 1, 1), "day", "US") == ()


def test_what_a_caller_got_nobody_can_change_under_others() -> None:
    [answer, *_] = rules.words(KNOWN, "zte", date(2022, 1, 1), "day", "US")
    with pytest.raises(FrozenInstanceError):
        answer.answer = "spoilt"  # type: ignore[misc]


PARTIES = st.sampled_from(list(KNOWN.parties))
PLACES = st.sampled_from([None, "US", "US-GA", "US-LA", "US-VT", "GB", "CA", "AU", "TW", "FR"])


@settings(max_examples=150, derandomize=True, deadline=None)
@given(PARTIES, st.dates(date(2016, 1, 1), date(2029, 1, 1)), PLACES)
def test_every_answer_is_honest(party: str, day: date, place: str | None) -> None:
    for row in rules.words(KNOWN, party, day, "day", place):
        instrument = KNOWN.instruments[row.instrument]
        assert row.answer in ("not_prohibited", "not_applicable", "depends")
        assert (row.answer == "depends") == (row.missing is not None)
        if instrument.governs == "authorisation":
            assert row.answer in ("not_prohibited", "not_applicable")
        elif instrument.governs != "purchase":
            assert row.answer == "not_applicable"
        assert row.source or row.verified == "unverified"
        assert "None" not in row.why


@settings(max_examples=60, derandomize=True, deadline=None)
@given(PARTIES, st.integers(2017, 2028), st.integers(1, 12), PLACES)
def test_a_month_says_no_more_than_its_days_agree_on(
    party: str, year: int, month: int, place: str | None
) -> None:
    whole = rules.words(KNOWN, party, date(year, month, 1), "month", place)
    days = [
        rules.words(KNOWN, party, date(year, month, day), "day", place) for day in (1, 10, 20, 28)
    ]
    for index, row in enumerate(whole):
        if row.listed != "unknown":
            assert {day[index].listed for day in days} == {row.listed}
        if row.answer != "depends":
            assert {day[index].answer for day in days} == {row.answer}


def test_an_ownership_law_is_told_where_the_buyer_is_in_its_place() -> None:
    day = date(2020, 8, 10)
    georgia = status("us-ga-sb346-2022", "hikvision", day, "US-GA")
    assert (georgia.answer, georgia.listed) == ("not_prohibited", None)
    assert (
        "Not in force on 2020-08-10 (in force from 2022-05.., in force until 2025-07-01)"
        in georgia.why
    )
    assert georgia.listed_from == "2022-05.."
    elsewhere = rules.words(KNOWN, "hikvision", day, "day", None)
    assert "us-ga-sb346-2022" not in {row.instrument for row in elsewhere}


def test_further_facts_settle_what_depends() -> None:
    given = (KNOWN, "hikvision", date(2021, 2, 1), "day", "US-GA")
    facts = (
        Fact("buyer_type", "school_district"),
        Fact("product_class", "thermal_camera"),
        Fact("purpose", "security"),
        Fact("award_date", "2021-01-05"),
    )
    answers = {
        money: {
            answer.instrument: answer.answer
            for answer in rules.answers(*given, (*facts, Fact("funds", money)))
        }
        for money in ("federal_grant", "local")
    }
    grants = "us-2cfr-200-216"
    assert answers["federal_grant"][grants] == "prohibited"
    assert answers["local"][grants] == "not_prohibited"


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    PARTIES, st.dates(date(2016, 1, 1), date(2029, 1, 1)), st.sampled_from(["day", "month", "year"])
)
def test_rows_kept_for_a_span_of_days_are_those_of_the_day(
    party: str, day: date, precision: str
) -> None:
    if precision != "day":
        day = day.replace(day=1, month=1 if precision == "year" else day.month)
    when = rules.words(KNOWN, party, day, precision, "US-GA")
    told = str(PartialDate.of_period(day, precision))
    facts = rules.read_facts(KNOWN, {"party": party, "jurisdiction": "US-GA", "on": told})
    fresh = rules.answer(KNOWN, facts)
    for row in when:
        assert (row.answer, row.why) == (
            fresh[row.instrument].status,
            fresh[row.instrument].why,
        )
