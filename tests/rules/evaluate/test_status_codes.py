"""The law of a finding as codes, and as words."""

from dataclasses import asdict
from datetime import date

import pytest

from sunlit import knowledge, rules
from sunlit.rules.evaluate.missing import LACKS, missing, own_question
from sunlit.schema import batch_of, rows_of
from sunlit.tables import ANSWERS, Fact, InstrumentAnswer

KNOWN = knowledge.load()
CAMERA = (Fact("act", "procure"), Fact("product_class", "video_camera"))
DAY = date(2021, 2, 1)


def test_answers_and_words_are_of_the_same_instruments_in_the_same_order() -> None:
    codes = rules.answers(KNOWN, "hikvision", DAY, "day", "US-GA", CAMERA)
    words = rules.words(KNOWN, "hikvision", DAY, "day", "US-GA", CAMERA)
    assert [code.instrument for code in codes] == [word.instrument for word in words]
    for code, word in zip(codes, words, strict=True):
        same = asdict(code).keys() & asdict(word).keys() - {"missing"}
        assert {name: getattr(code, name) for name in same} == {
            name: getattr(word, name) for name in same
        }
        assert bool(code.missing) == bool(word.missing) == (code.answer == "depends")


@pytest.mark.parametrize(
    ("party", "day", "precision", "place"),
    [("dahua", None, None, None), ("hikvision", date(2020, 8, 1), "month", "US-GA")],
)
def test_answers_are_rows_of_their_table(
    party: str, day: date | None, precision: str | None, place: str | None
) -> None:
    codes = rules.answers(KNOWN, party, day, precision, place, CAMERA)
    batch = batch_of(InstrumentAnswer, codes)
    assert batch.schema == ANSWERS
    assert tuple(rows_of(InstrumentAnswer, batch)) == codes


def test_a_missing_fact_is_a_code_that_is_declared_or_an_instruments_own() -> None:
    for party in ("hikvision", "lorex", "dji", "uniview", "smic"):
        for place in (None, "US-GA", "US-TX", "US-AR", "US-FL", "GB", "IN", "AU", "CA"):
            for answer in rules.answers(KNOWN, party, None, None, place):
                own = {code.rpartition(":")[2] for code in answer.missing if code not in LACKS}
                asked = KNOWN.instruments[answer.instrument]
                assert own <= {
                    *(need.fact for bar in asked.bars for need in bar.needs),
                    *(str(part.fact) for part in asked.exceptions),
                }


def test_every_finding_that_is_told_the_same_has_the_same_law() -> None:
    def law(party: str, day: date | None, *facts: Fact) -> str:
        return rules.law_digest(rules.answers(KNOWN, party, day, "day", "US-GA", facts))

    assert law("hikvision", DAY, *CAMERA) == law("hikvision", date(2021, 2, 2), *CAMERA)
    assert law("hikvision", DAY, *CAMERA) != law("dahua", DAY, *CAMERA)
    assert law("hikvision", DAY, *CAMERA) != law("hikvision", date(2018, 1, 1), *CAMERA)
    assert rules.answers(KNOWN, "tvt", DAY, "day", "US") == ()
    assert rules.law_digest(()) == rules.law_digest([])


def test_words_name_the_day_itself_though_answers_are_shared_by_days() -> None:
    for day in (date(2017, 3, 1), date(2017, 3, 2)):
        ban = rules.words(KNOWN, "hikvision", day, "day", "US-GA", CAMERA)
        assert any(str(day) in one.why for one in ban)


def test_a_place_among_the_facts_counts_where_the_row_has_none() -> None:
    told = Fact("jurisdiction", "US-LA")
    by_fact = rules.answers(KNOWN, "hikvision", DAY, "day", None, (told,))
    assert by_fact == rules.answers(KNOWN, "hikvision", DAY, "day", "US-LA")
    assert rules.answers(KNOWN, "hikvision", DAY, "day", "GB", (told,)) == rules.answers(
        KNOWN, "hikvision", DAY, "day", "GB"
    )


def test_several_funds_and_settled_questions_pass_as_facts() -> None:
    given = rules.Facts.model_validate(
        {"funds": ["federal_grant", "local"], "settled": {"critical-system": True}, "relabel": True}
    )
    assert rules.Facts.model_validate(rules.facts_of(rules.as_facts(given))) == given


def test_no_such_party_is_an_error() -> None:
    with pytest.raises(KeyError, match="nobody"):
        rules.answers(KNOWN, "nobody", None, None, None)


def test_words_of_a_missing_fact_are_made_from_its_code_and_what_it_names() -> None:
    assert missing("funds", money="state money").words == "whether state money paid for it"
    own = own_question("zz-size", "whether it is large", ("money", "thing"))
    assert (own.code, own.asks, own.words) == (
        "money,thing:zz-size",
        "zz-size",
        "whether it is large",
    )
    assert missing("reach", owner="Dahua Technology").asks is None
