"""Reported purchases, with the listings that they come before and after."""

from decimal import Decimal

from sunlit import knowledge, rules

KNOWN = knowledge.load()
REPORTED = {purchase.id: purchase for purchase in rules.reported_purchases(KNOWN)}


def test_every_case_is_a_row_in_the_files_order() -> None:
    assert list(REPORTED) == [case.id for case in KNOWN.cases]


def test_fayette_falls_after_the_export_listing_and_around_the_grant_rule() -> None:
    purchase = REPORTED["ga-fayette-boe"]
    assert {listing.instrument for listing in purchase.after} == {
        "us-ndaa-889-a1a",
        "us-bis-entity-list",
    }
    assert "us-2cfr-200-216" in {listing.instrument for listing in purchase.unknown}
    assert "us-1260h" in {listing.instrument for listing in purchase.before}
    assert purchase.conflict_amounts == (Decimal(490000), Decimal(525000))
    assert (purchase.amount_text, purchase.period_text) == ("490,000 USD", "2020-08")


def test_amounts_keep_what_was_said() -> None:
    assert REPORTED["nc-nash-county"].amount_text == "more than 45,000 USD"
    assert REPORTED["fl-hollywood"].amount_text == "about 30,000 USD, and less"
    assert REPORTED["us-navy-lorex"].amount_text is None


def test_an_unnamed_maker_is_no_party() -> None:
    purchase = REPORTED["nc-cleveland-county"]
    assert (purchase.parties, purchase.candidates) == ((), ("hikvision", "dahua"))
    assert (purchase.before, purchase.after, purchase.unknown) == ((), (), ())


def test_other_places_listings_are_left_out_but_for_the_export_blacklist() -> None:
    purchase = REPORTED["uk-hammersmith"]
    named = {
        listing.instrument
        for part in ("before", "after", "unknown")
        for listing in getattr(purchase, part)
    }
    assert named == {"us-bis-entity-list", "uk-dhsc-2022"}


def test_allegations_stay_allegations() -> None:
    assert REPORTED["nj-passaic-255"].certainty == "alleged"
    assert "dropped" in (REPORTED["nj-packetalk-total"].status or "")
