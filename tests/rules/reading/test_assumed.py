"""Is a use read from the buyer and the item only where nothing else is said, and always told?"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compiled import own_scanner
from tests.rules.evaluate.test_boundaries import FACTS

from sunlit import knowledge, rules
from sunlit.knowledge.terms import PURPOSES
from sunlit.services.answer import check_facts
from sunlit.tables import Fact

KNOWN = knowledge.load()
BAN = "us-ndaa-889-a1a"
AGENCY: dict[str, Any] = {"party": "hikvision", "buyer_type": "federal_agency"}
AGENCY |= {"jurisdiction": "US", "on": "2021-03-01"}


def asked(**facts: Any) -> rules.Answer:
    return check_facts(own_scanner(), {**AGENCY, **facts})[BAN]


@pytest.mark.parametrize(
    "item",
    [
        "Hikvision camera",
        "20 Hikvision dome cameras",
        "Hikvision camera for the base gate",
        "hard drives for surveillance systems",
        "maintenance contract for a Hikvision system installed 2016",
        "Hikvision thermal fever cameras",
        "cameras for public safety",
    ],
)
def test_an_ordinary_purchase_of_a_public_body_is_taken_to_be_for_security(item: str) -> None:
    answer = asked(item=item)
    assert answer.status == "prohibited"
    [told] = answer.assumed
    assert "use read from" in told
    assert "Say `purpose` to settle it" in told
    assert told in "\n".join(answer.derivation.lines())
    assert answer.as_record()["assumed"] == [told]


@pytest.mark.parametrize(
    "item",
    [
        "Hikvision camera used to watch a wildlife nest for research",
        "Hikvision wildlife camera",
        "Hikvision camera for a film studio",
        "Hikvision parking lot counting camera",
        "Hikvision camera for fever screening",
        "Hikvision camera for the choir",
        "Hikvision camera for lectures",
        "Hikvision traffic count camera",
    ],
)
def test_another_use_leaves_the_purpose_open(item: str) -> None:
    answer = asked(item=item)
    assert answer.status == "depends"
    assert "whether the use has a listed purpose" in " ".join(answer.missing)
    assert answer.assumed == ()


def test_a_private_office_is_no_government_facility() -> None:
    answer = asked(item="cameras", buyer_type="company", for_federal_contract=True)
    assert answer.assumed == ()
    own = asked(item="cameras for its own office", buyer_type="company", for_federal_contract=True)
    assert (own.status, own.assumed) == ("depends", ())


def test_a_use_that_the_items_own_words_name_counts_for_a_private_buyer_too() -> None:
    item = "cameras for security of a power plant"
    answer = asked(item=item, buyer_type="federal_contractor", for_federal_contract=True)
    assert answer.status == "prohibited"
    assert "security of a power plant" in answer.assumed[0]


@pytest.mark.parametrize(
    ("purpose", "status"),
    [("wildlife research", "depends"), ("none_listed", "not_prohibited"), ("lobby", "prohibited")],
)
def test_a_stated_purpose_always_goes_before_an_assumed_one(purpose: str, status: str) -> None:
    answer = asked(item="Hikvision cameras", purpose=purpose)
    assert (answer.status, answer.assumed) == (status, ())


def test_nothing_is_assumed_of_gear_that_is_no_video_surveillance() -> None:
    for item in ("Hikvision network switch", "Hikvision gadget"):
        assert asked(item=item).status == "depends"


def test_a_finding_of_a_spending_file_is_never_judged_by_an_assumed_use() -> None:
    facts = (
        Fact("buyer_type", "federal_agency"),
        Fact("product_class", "video_camera"),
        Fact("item", "Hikvision security cameras"),
    )
    answers = rules.words(KNOWN, "hikvision", None, None, "US", facts)
    [ban] = [answer for answer in answers if answer.instrument == BAN]
    assert "whether the use has a listed purpose" in str(ban.missing)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(FACTS)
def test_an_assumption_only_settles_what_was_open_and_is_listed_where_it_does(
    facts: dict[str, Any],
) -> None:
    read = rules.read_facts(KNOWN, facts)
    stated = rules.answer(KNOWN, read)
    assuming = rules.answer(KNOWN, read, assume_use=True)
    for instrument, one in stated.items():
        other = assuming[instrument]
        assert one.assumed == ()
        if one.status != other.status:
            assert (one.status, other.status) == ("depends", "prohibited")
        if (one.status, one.missing) != (other.status, other.missing):
            assert other.assumed


@settings(max_examples=80, derandomize=True, deadline=None)
@given(FACTS, st.sampled_from(list(PURPOSES)))
def test_with_a_purpose_stated_nothing_is_assumed(facts: dict[str, Any], purpose: str) -> None:
    read = rules.read_facts(KNOWN, {**facts, "purpose": purpose})
    assert rules.answer(KNOWN, read) == rules.answer(KNOWN, read, assume_use=True)
