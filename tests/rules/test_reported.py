"""Reported purchases as rows."""

from decimal import Decimal

from sunlit import knowledge, rules

KNOWN = knowledge.load()
ROWS = {row["id"]: row for row in rules.reported_purchases(KNOWN)}


def test_every_case_is_a_row_in_the_files_order() -> None:
    assert list(ROWS) == [case.id for case in KNOWN.cases]


def test_fayette_falls_after_the_export_listing_and_around_the_grant_rule() -> None:
    row = ROWS["ga-fayette-boe"]
    assert {one["instrument"] for one in row["after"]} == {"us-ndaa-889-a1a", "us-bis-entity-list"}
    assert "us-2cfr-200-216" in {one["instrument"] for one in row["unknown"]}
    assert "us-1260h" in {one["instrument"] for one in row["before"]}
    assert row["conflict_amounts"] == [Decimal(490000), Decimal(525000)]
    assert (row["amount_text"], row["period_text"]) == ("490,000 USD", "2020-08")


def test_amounts_keep_what_was_said() -> None:
    assert ROWS["nc-nash-county"]["amount_text"] == "more than 45,000 USD"
    assert ROWS["fl-hollywood"]["amount_text"] == "about 30,000 USD, and less"
    assert ROWS["us-navy-lorex"]["amount_text"] is None


def test_an_unnamed_maker_is_no_party() -> None:
    row = ROWS["nc-cleveland-county"]
    assert (row["parties"], row["candidates"]) == ([], ["hikvision", "dahua"])
    assert (row["before"], row["after"], row["unknown"]) == ([], [], [])


def test_other_places_listings_are_left_out_but_for_the_export_blacklist() -> None:
    row = ROWS["uk-hammersmith"]
    named = {one["instrument"] for part in ("before", "after", "unknown") for one in row[part]}
    assert named == {"us-bis-entity-list", "uk-dhsc-2022"}


def test_allegations_stay_allegations() -> None:
    assert ROWS["nj-passaic-255"]["certainty"] == "alleged"
    assert "dropped" in ROWS["nj-packetalk-total"]["status"]
