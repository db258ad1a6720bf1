"""The law in a word."""

from datetime import date

from sunlit import knowledge, rules
from sunlit.rules.evaluate.in_a_word import law_in_a_word
from sunlit.rules.evaluate.missing import LACKS, turns_on
from sunlit.tables import Fact, InstrumentAnswer

KNOWN = knowledge.load()


def word(party: str, on: date | None, buyer: str | None, thing: str = "video_camera") -> str:
    facts = [Fact("product_class", thing)]
    return law_in_a_word(rules.answers(KNOWN, party, on, "day", buyer, facts))


def answer(status: str, *missing: str) -> InstrumentAnswer:
    return InstrumentAnswer(
        law="",
        instrument="zz-ban",
        answer=status,
        listed="yes",
        listed_from="2019-08-13",
        listed_until=None,
        tranche=None,
        via=None,
        missing=missing,
        verified="read",
    )


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


def test_it_repeats_a_prohibition_that_an_answer_says() -> None:
    assert law_in_a_word([answer("prohibited")]) == "listed 2019-08-13; prohibited"


def test_it_reads_what_a_rules_own_question_turns_on_from_its_code() -> None:
    given = [answer("depends", "on", "money,exceptions:zz-reach", "buyer_type")]
    assert law_in_a_word(given) == "listed 2019-08-13; depends on the buyer, money, exceptions"


def test_a_question_of_which_nothing_more_is_known_is_a_further_fact() -> None:
    assert law_in_a_word([answer("depends", "zz-odd")]) == (
        "listed 2019-08-13; depends on further facts"
    )


def test_every_missing_fact_of_the_shipped_law_turns_on_something() -> None:
    for instrument in KNOWN.instruments.values():
        needs = [need for bar in instrument.bars for need in bar.needs]
        assert all(need.turns_on for need in needs), instrument.id
        assert all(part.turns_on for part in instrument.exceptions), instrument.id
    assert all(turns_on(code) for code in LACKS)
