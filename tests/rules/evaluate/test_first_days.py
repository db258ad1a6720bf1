"""First days of listings that were read in a source: not listed the day before, listed on the day."""

from datetime import date, timedelta

import pytest

from sunlit import knowledge, rules

KNOWN = knowledge.load()
FIRST_DAYS = [
    ("us-bis-entity-list", "huawei", "2019-05-16"),
    ("us-bis-entity-list", "hikvision", "2019-10-09"),
    ("us-bis-entity-list", "dji", "2020-12-18"),
    ("us-bis-entity-list", "tiandy", "2022-12-16"),
    ("us-fcc-covered-list", "hikvision", "2021-03-12"),
    ("us-fcc-covered-list", "autel_robotics", "2025-12-22"),
    ("us-fcc-usf-54-9", "zte", "2020-06-30"),
    ("us-fcc-usf-54-10", "dahua", "2021-05-11"),
    ("us-fcc-usf-54-10", "kaspersky", "2022-05-24"),
    ("us-ndaa-5949", "smic", "2027-12-23"),
    ("us-ns-cmic", "hikvision", "2021-06-03"),
]


@pytest.mark.parametrize(("instrument", "party", "first"), FIRST_DAYS)
def test_a_party_is_listed_from_its_first_day_on(instrument: str, party: str, first: str) -> None:
    day = date.fromisoformat(first)
    for on, listed in ((day - timedelta(1), "no"), (day, "yes"), (day + timedelta(1), "yes")):
        facts = rules.read_facts(KNOWN, {"party": party, "on": on.isoformat()})
        assert rules.answer(KNOWN, facts, [instrument])[instrument].listed == listed, on


def test_sixty_days_lie_between_the_covered_list_and_the_bar_on_subsidies() -> None:
    covered = {
        party: tranche.since
        for tranche in reversed(KNOWN.instruments["us-fcc-covered-list"].tranches)
        for party in tranche.parties
    }
    barred = [
        (tranche.since, covered[party])
        for tranche in KNOWN.instruments["us-fcc-usf-54-10"].tranches
        for party in tranche.parties
    ]
    assert len(barred) == len(covered)
    for since, listed in barred:
        assert since.first is not None
        assert listed.first is not None
        assert since.first - listed.first == timedelta(60)


def test_an_instrument_that_was_compared_with_the_law_quotes_it() -> None:
    compared = [instrument for instrument in KNOWN.instruments.values() if instrument.checked_by]
    assert compared
    for one in compared:
        assert one.checked_on, one.id
        assert one.quotes, one.id
        assert all(quote.source for quote in one.quotes), one.id


def test_every_federal_instrument_of_the_united_states_quotes_its_words() -> None:
    federal = [
        instrument
        for instrument in KNOWN.instruments.values()
        if instrument.jurisdiction == ("US",) and instrument.kind != "reference"
    ]
    assert [one.id for one in federal if not one.quotes] == []
