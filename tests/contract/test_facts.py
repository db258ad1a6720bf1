"""Do `scan` and `check` read the same cell alike, and as its words mean?"""

from typing import Any

import pytest

from sunlit import knowledge, rules
from sunlit.rules import Facts
from sunlit.tables import PURCHASES, Purchase, Tie

KNOWN = knowledge.load()
TIE = Tie(0, "hikvision", "named", "acquires", 0.9, None, (), (), "named in the cell")

BUYERS: list[tuple[str, str | None, str | None]] = [
    ("National Park Service", "civilian_agency", "US"),
    ("NASA", "civilian_agency", "US"),
    ("National Aeronautics and Space Administration (NASA)", "civilian_agency", "US"),
    ("FEMA", "civilian_agency", "US"),
    ("Coast Guard", "civilian_agency", "US"),
    ("U.S. Department of the Interior", "civilian_agency", "US"),
    ("General Services Administration", "civilian_agency", "US"),
    ("Drug Enforcement Administration", "civilian_agency", "US"),
    ("Department of Energy", "civilian_agency", None),
    ("Department of Defense", "defense_agency", "US"),
    ("U.S. Army Corps of Engineers", "defense_agency", "US"),
    ("US Navy", "defense_agency", "US"),
    ("Home Office", "federal_agency", "GB"),
    ("Cabinet Office", "federal_agency", "GB"),
    ("Department of Health and Social Care", "federal_agency", "GB"),
    ("UK Ministry of Defence", "defense_agency", "GB"),
    ("Royal Canadian Mounted Police", "federal_agency", "CA"),
    ("Health Canada", "federal_agency", "CA"),
    ("Canada Post", "crown_corporation", "CA"),
    ("European Parliament", "supranational", "EU"),
    ("Ministry of Transport", "federal_agency", None),
    ("Vermont Agency of Transportation", "state_agency", "US-VT"),
    ("Georgia Department of Education", "state_agency", "US-GA"),
    ("State of Texas", "state_agency", "US-TX"),
    ("Commonwealth of Virginia", "state_agency", "US-VA"),
    ("Ohio State Highway Patrol", "state_agency", "US-OH"),
    ("California Department of Veterans Affairs", "state_agency", "US-CA"),
    ("Fayette County Board of Education", "school_district", None),
    ("Baldwin County Public Schools", "school_district", None),
    ("City of Chicago Public Schools", "school_district", None),
    ("Park Hill School District", "school_district", None),
    ("Humble ISD", "school_district", None),
    ("St. Mary's Private School", "nonpublic_school", None),
    ("City of College Park", "city", None),
    ("City of Portland", "city", None),
    ("Nottingham City Council", "city", None),
    ("London Borough of Camden", "city", None),
    ("Jefferson County", "county", None),
    ("Jefferson Parish", "county", None),
    ("Fayette County, GA", "county", "US-GA"),
    ("Fayette County, Georgia", "county", "US-GA"),
    ("Alameda County General Services Agency (GSA)", "county", None),
    ("Leeds Metropolitan Council", "local_government", None),
    ("Passaic County Sheriff's Office", "police_department", None),
    ("Memphis Police Department", "police_department", None),
    ("University of Georgia", "university", None),
    ("Houston Community College", "university", None),
    ("Royal Devon NHS Foundation Trust", "public_hospital", None),
    ("Atlanta Housing Authority", "special_district", None),
    ("Port Authority of Allegheny", "special_district", None),
    ("reseller for schools", "company", None),
    ("vendor to a state agency", "state_contractor", None),
    ("Salvation Army", None, None),
    ("Indian School Park", None, None),
    ("ACME Ltd", None, None),
]
FUNDS: list[tuple[str, tuple[str, ...] | None, str | None]] = [
    ("ESSER II", ("federal_grant",), "2020-12-27.."),
    ("ARP ESSER", ("federal_grant",), "2021-03-11.."),
    ("CARES Act", ("federal_grant",), "2020-03-27.."),
    ("ARPA", ("federal_grant",), "2021-03-11.."),
    ("UASI FY19", ("federal_grant",), None),
    ("CDBG-CV", ("federal_grant",), None),
    ("HEAP", ("federal_grant",), None),
    ("Title I, Part A", ("federal_grant",), None),
    ("CFDA 84.425", ("federal_grant",), None),
    ("Federal Revenue Fund", ("federal",), None),
    ("Federal loan", ("federal_loan",), None),
    ("E-Rate Category 2", ("universal_service",), None),
    ("Universal Service Fund", ("universal_service",), None),
    ("ESPLOST V", ("local",), None),
    ("2018 General Obligation Bonds", ("local",), None),
    ("County tax", ("local",), None),
    ("State Aid", ("state",), None),
    ("Interest rate swap", None, None),
    ("Title insurance", None, None),
]


def of_scan(**cells: str | None) -> Facts:
    given: dict[str, Any] = dict.fromkeys(PURCHASES.names)
    purchase = Purchase(**{**given, **cells})
    return Facts.model_validate(rules.facts_of(rules.facts_of_row(KNOWN, purchase, TIE)))


def of_checked_line(**cells: str | None) -> Facts:
    rows = [(name, name, cell) for name, cell in cells.items()]
    return rules.read_facts(KNOWN, rules.with_inferred({}, rules.facts_of_cells(KNOWN, rows)))


@pytest.mark.parametrize(("name", "kind", "place"), BUYERS)
def test_a_buyers_name_is_read_alike_by_every_verb(
    name: str, kind: str | None, place: str | None
) -> None:
    stated = rules.completed(KNOWN, rules.read_facts(KNOWN, {"buyer": name}))
    for facts in (of_scan(buyer=name), of_checked_line(buyer=name), stated):
        assert (facts.buyer_type, facts.jurisdiction) == (kind, place)


@pytest.mark.parametrize(("name", "funds", "awarded"), FUNDS)
def test_a_funds_name_is_read_alike_by_every_verb(
    name: str, funds: tuple[str, ...] | None, awarded: str | None
) -> None:
    read = [of_scan(fund=name), of_checked_line(fund=name)]
    if funds is not None:  # who states words that are no money is asked for others
        read.append(rules.read_facts(KNOWN, {"funds": name}))
    for facts in read:
        assert facts.funds == funds
        assert (str(facts.award_date) if facts.award_date else None) == awarded


def test_a_department_is_read_alike_and_says_no_place() -> None:
    for unit, kind in (
        ("Police", "police_department"),
        ("Homeland Security", None),
        ("NPS", None),
        ("US ARMY", "defense_agency"),
    ):
        for facts in (of_scan(buyer_unit=unit), of_checked_line(buyer_unit=unit)):
            assert (facts.buyer_type, facts.jurisdiction) == (kind, None)


def test_the_place_of_the_row_goes_before_that_of_a_name() -> None:
    assert of_scan(buyer="Fayette County, GA", jurisdiction="GB").jurisdiction is None
