"""What the words of a cell say of money and buyer."""

import pytest

from sunlit import knowledge, rules
from sunlit.rules.reading import buyer_of_words
from sunlit.tables import Fact

KNOWN = knowledge.load()


@pytest.mark.parametrize(
    ("name", "funds"),
    [
        ("ESSER II", "federal_grant"),
        ("2021 CARES Act - PPE", "federal_grant"),
        ("ARPA", "federal_grant"),
        ("HEAP", "federal_grant"),
        ("UASI FY19", "federal_grant"),
        ("CDBG-CV", "federal_grant"),
        ("Title I, Part A", "federal_grant"),
        ("Federal Revenue Fund", "federal"),
        ("ESPLOST V", "local"),
        ("2018 General Obligation Bonds", "local"),
        ("State Aid", "state"),
        ("General Fund", None),
        ("Non-federal funds", None),
        ("E-Rate Category 2", "universal_service"),
        ("ERATE", "universal_service"),
        ("E RATE FY21", "universal_service"),
        ("E-Rate, federal grant", "universal_service"),
        ("Universal Service Fund", "universal_service"),
        ("USF high cost", "universal_service"),
        ("FCC Lifeline program", "universal_service"),
        ("Rural Health Care Program", "universal_service"),
        ("Rural Health Care Services Outreach", None),
        ("USF Foundation", None),
        ("988 Lifeline", None),
        ("High Cost Fund (special education)", None),
        ("Grade E rate", None),
        ("Interest rate swap", None),
        ("heap of gravel", None),
        ("she cares for lawns", None),
        ("Title insurance", None),
        ("Arpad Fence Co", None),
    ],
)
def test_a_funds_name_says_whose_money_it_is(name: str, funds: str | None) -> None:
    found = rules.funds_of_name(KNOWN.vocabulary, name)
    assert (found.funds if found else None) == funds
    assert found is None or found.words in name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fayette County Board of Education", "school_district"),
        ("Baldwin County Public Schools", "school_district"),
        ("City of College Park", "city"),
        ("City of Chicago Public Schools", "school_district"),
        ("University of Georgia", "university"),
        ("Jefferson County", "county"),
        ("Jefferson Parish", "county"),
        ("Passaic County Sheriff's Office", "police_department"),
        ("U.S. Army Corps of Engineers", "defense_agency"),
        ("Drug Enforcement Administration", "civilian_agency"),
        ("Nottingham City Council", "city"),
        ("Leeds Metropolitan Council", "local_government"),
        ("ACME Ltd", None),
    ],
)
def test_a_buyers_name_says_its_kind(name: str, kind: str | None) -> None:
    found = buyer_of_words(KNOWN.vocabulary, name)
    assert (found.kind if found else None) == kind


def test_a_programme_that_a_statute_made_has_no_older_awards() -> None:
    assert str(rules.read_facts(KNOWN, {"funds": "ESSER III"}).award_date) == "2021-03-11.."
    assert rules.read_facts(KNOWN, {"funds": "federal_grant"}).award_date is None
    given = rules.read_facts(KNOWN, {"funds": "ESSER III", "award_date": "2022-01-05"})
    assert str(given.award_date) == "2022-01-05"


def test_a_description_names_a_federal_programme_but_no_local_money() -> None:
    found = rules.inferred_of_cell(
        KNOWN, "Item", "description", "Cameras (ESSER II), state fund 12"
    )
    assert {(one.fact, one.value, one.column) for one in found} >= {
        ("funds", "federal_grant", "Item")
    }
    assert rules.inferred_of_cell(KNOWN, "Item", "description", "state funds") == []


def test_a_given_fact_stands_before_an_inferred_one() -> None:
    found = rules.facts_of_cells(
        KNOWN, [("Fund", "fund", "ESSER II"), ("Fund 2", "fund", "ESPLOST")]
    )
    assert rules.with_inferred({"funds": "local"}, found)["funds"] == "local"
    assert rules.with_inferred({}, found)["funds"] == ["federal_grant", "local"]


def test_a_row_says_its_class_its_act_and_its_money() -> None:
    texts = {"buyer": "Fayette County Board of Education", "fund": "ESSER II"}
    facts = rules.facts_of_texts(KNOWN, texts, "services", "thermal_camera", by_label=True)
    assert facts == (
        Fact("act", "renew"),
        Fact("product_class", "thermal_camera"),
        Fact("relabel", "yes"),
        Fact("buyer_type", "school_district"),
        Fact("funds", "federal_grant"),
        Fact("award_date", "2020-12-27.."),
    )


def test_a_cost_centre_that_names_a_federal_programme_says_whose_money_it_is() -> None:
    found = rules.inferred_of_cell(KNOWN, "CenterName", "buyer_unit", "2017 UASI POLICE CBRNE")
    assert {(one.fact, one.value) for one in found} == {
        ("funds", "federal_grant"),
        ("buyer_type", "police_department"),
    }


def test_a_park_or_a_road_called_school_is_no_school() -> None:
    for name in ("INDIAN SCHOOL PARK SPORTS COMPLEX", "Old School Road Depot"):
        assert buyer_of_words(KNOWN.vocabulary, name) is None
    named = buyer_of_words(KNOWN.vocabulary, "Park Hill School District")
    assert named is not None
    assert (named.kind, named.words) == ("school_district", "School")
