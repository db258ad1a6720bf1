"""The law in a word."""

from datetime import date

from sunlit import knowledge, rules

KNOWN = knowledge.load()


def word(party: str, on: date | None, buyer: str | None, thing: str = "video_camera") -> str:
    rows = rules.statuses(KNOWN, party, on, "day", buyer, product_class=thing)
    return rules.law_in_a_word(rows)


def test_it_names_the_first_listing_that_held_and_what_decides() -> None:
    assert (
        word("hikvision", date(2020, 1, 15), "US-GA")
        == "listed 2019-08-13; depends on the buyer, use"
    )
    assert (
        word("huawei", date(2020, 9, 1), "US-GA", "network_gear")
        == "listed 2019-08-13; depends on the buyer, money"
    )


def test_it_says_when_nothing_applied_yet() -> None:
    assert word("hikvision", date(2017, 1, 1), "US-GA") == "not listed then; not prohibited"


def test_it_says_when_no_rule_is_about_this_buyer() -> None:
    assert word("hytera", date(2024, 11, 26), "FR").endswith("no rule on this buyer")
    assert word("tvt", date(2024, 11, 26), "US") == "on no list here"


def test_it_says_when_the_listing_is_open() -> None:
    assert word("lorex", date(2024, 5, 1), "US-GA").startswith(
        "listing unknown; depends on the buyer"
    )


def test_it_repeats_a_prohibition_that_a_status_says() -> None:
    row = {"answer": "prohibited", "listed": "yes", "listed_from": "2019-08-13", "missing": None}
    assert rules.law_in_a_word([row]) == "listed 2019-08-13; prohibited"


def test_every_missing_fact_has_a_word() -> None:
    for party in ("hikvision", "lorex", "dji", "uniview", "smic"):
        for place in (None, "US-GA", "US-TX", "US-AR", "US-FL", "US-SD", "GB", "IN", "AU", "CA"):
            facts = rules.Facts.model_validate({"party": party, "jurisdiction": place})
            for one in rules.answer(KNOWN, facts).values():
                for fact in one.missing:
                    row = {
                        "answer": "depends",
                        "listed": "yes",
                        "listed_from": "2020",
                        "missing": fact,
                    }
                    assert "further facts" not in rules.law_in_a_word([row]), fact
