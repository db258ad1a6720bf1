"""Each instrument on both sides of each boundary: days, buyers, purposes; and what never changes."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.test_cases import cases

from sunlit import knowledge, rules
from sunlit.knowledge.terms import ACTS, BUYERS, CLASSES, MONEY, PURCHASE_ACTS, PURPOSES
from sunlit.rules.evaluate.boundaries import boundary_days, span_of

KNOWN = knowledge.load()
WRITTEN: dict[str, Any] = dict(cases("boundaries.yaml"))


def variants() -> list[Any]:
    found = []
    for instrument, one in WRITTEN.items():
        changes = [("on", day, status) for day, status in one["days"].items()]
        changes += [("buyer_type", kind, status) for kind, status in one.get("buyers", {}).items()]
        changes += [("purpose", use, status) for use, status in one.get("purposes", {}).items()]
        for key, value, status in changes:
            facts = {**one["facts"], key: value}
            found.append(pytest.param(instrument, facts, status, id=f"{instrument}-{key}-{value}"))
        for number, row in enumerate(one.get("other", [])):
            facts = {**one["facts"], **row["change"]}
            found.append(
                pytest.param(instrument, facts, row["status"], id=f"{instrument}-{number}")
            )
    return found


def status_of(instrument: str, facts: dict[str, Any]) -> str:
    known = {name: value for name, value in facts.items() if value not in (None, "null")}
    return rules.answer(KNOWN, rules.read_facts(KNOWN, known), [instrument])[instrument].status


@pytest.mark.parametrize(("instrument", "facts", "status"), variants())
def test_each_side_of_each_boundary(instrument: str, facts: dict[str, Any], status: str) -> None:
    assert status_of(instrument, facts) == status


def test_every_instrument_that_governs_purchases_has_cases_on_both_sides_of_a_day() -> None:
    missing = {
        instrument.id
        for instrument in KNOWN.instruments.values()
        if instrument.governs == "purchase"
    }
    assert missing - WRITTEN.keys() == set()
    for instrument, one in WRITTEN.items():
        assert len(one["days"]) >= 2, instrument


def test_every_bar_of_every_instrument_can_be_reached_by_facts() -> None:
    for instrument in KNOWN.instruments.values():
        if instrument.governs == "purchase":
            assert instrument.bars, (
                f"{instrument.id}: its scope is not in words that a program can ask"
            )


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "party": st.sampled_from(
            ["hikvision", "dahua", "huawei", "lorex", "dji", "uniview", "smic"]
        ),
        "relabel": st.booleans(),
        "product_class": st.sampled_from(list(CLASSES)),
        "buyer_type": st.sampled_from(list(BUYERS)),
        "jurisdiction": st.sampled_from(["US", "US-GA", "US-LA", "US-AR", "US-TX", "GB", "CA-ON"]),
        "funds": st.sampled_from(list(MONEY)),
        "award_date": st.sampled_from(["2020-08-12", "2020-08-13", "2020-08", "2024"]),
        "act": st.sampled_from(sorted(PURCHASE_ACTS)),
        "purpose": st.sampled_from(list(PURPOSES)),
        "on": st.dates(date(2018, 1, 1), date(2028, 12, 31)).map(date.isoformat),
        "indirect": st.booleans(),
        "sensitive_site": st.booleans(),
        "seller_country": st.sampled_from(["US", "CN"]),
        "seller_government_owned": st.booleans(),
        "remote_access": st.booleans(),
        "personal_data": st.booleans(),
        "for_federal_contract": st.booleans(),
    },
)
#: What is taken as given when it is not said, so that saying it is no new fact but another one.
TAKEN_AS_GIVEN = {"act", "relabel"}


@settings(max_examples=120, derandomize=True, deadline=None)
@given(FACTS, st.data())
def test_a_further_fact_settles_a_question_and_never_turns_an_answer_round(
    facts: dict[str, Any], data: st.DataObject
) -> None:
    if "party" not in facts or not (facts.keys() - TAKEN_AS_GIVEN):
        return
    added = data.draw(st.sampled_from(sorted(facts.keys() - TAKEN_AS_GIVEN)))
    if added == "for_federal_contract":
        return  # of cities and schools no federal contract is taken as given
    fewer = {name: value for name, value in facts.items() if name != added}
    before = rules.answer(KNOWN, rules.read_facts(KNOWN, fewer))
    after = rules.answer(KNOWN, rules.read_facts(KNOWN, facts))
    for instrument, old in before.items():
        new = after[instrument].status
        if old.status == "prohibited":
            assert new == "prohibited", (instrument, added)
        if old.status == "not_prohibited":
            assert new in ("not_prohibited", "not_applicable"), (instrument, added)
        if old.status == "depends" and new == "depends":
            assert after[instrument].missing


@settings(max_examples=100, derandomize=True, deadline=None)
@given(FACTS, st.dates(date(2017, 1, 1), date(2029, 1, 1)), st.integers(1, 400))
def test_moving_the_day_across_no_boundary_changes_nothing(
    facts: dict[str, Any], day: date, later: int
) -> None:
    days = boundary_days(KNOWN)
    other = day + timedelta(days=later)
    if span_of(days, day) != span_of(days, other):
        return
    answers = [
        rules.answer(KNOWN, rules.read_facts(KNOWN, {**facts, "on": one.isoformat()}))
        for one in (day, other)
    ]
    for instrument, first in answers[0].items():
        second = answers[1][instrument]
        assert (first.status, first.listed, first.missing) == (
            second.status,
            second.listed,
            second.missing,
        )


@settings(max_examples=60, derandomize=True, deadline=None)
@given(FACTS)
def test_every_answer_says_why_and_a_depends_says_what_is_missing(facts: dict[str, Any]) -> None:
    for one in rules.answer(KNOWN, rules.read_facts(KNOWN, facts)).values():
        assert (one.status == "depends") == bool(one.missing)
        assert one.why
        assert "None" not in one.why
        assert one.source or one.verified == "unverified"
        assert list(one.derivation.lines())
        governs = KNOWN.instruments[one.instrument].governs
        assert governs == "purchase" or one.status in ("not_applicable", "not_prohibited")


def test_the_acts_of_the_lists_are_all_known() -> None:
    assert set(ACTS) >= PURCHASE_ACTS
