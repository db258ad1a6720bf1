"""Is each reasonable way of writing a fact understood, and every other one refused with help?"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlit import knowledge, rules
from sunlit.errors import InputError

KNOWN = knowledge.load()
FIELD = {"buyer": "buyer_type", "product_class": "product_class", "act": "act"}


def value_of(fact: str, written: Any) -> Any:
    return getattr(rules.read_facts(KNOWN, {fact: written}), fact)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("school board", "school_district"),
        ("a rural county school district", "school_district"),
        ("Fayette County Board of Education", "school_district"),
        ("county government", "county"),
        ("county police department", "police_department"),
        ("federal", "federal_agency"),
        ("U.S. Army", "defense_agency"),
        ("Sheriff's Office", "police_department"),
        ("Vermont Agency of Transportation", "state_agency"),
        ("Georgia Department of Education", "state_agency"),
        ("vendor to a state agency", "state_contractor"),
        ("reseller for schools", "company"),
        ("vendor of the state", "state_contractor"),
        ("contractor for the Army", "federal_contractor"),
        ("engineering firm with a federal contract", "federal_contractor"),
        ("private school", "nonpublic_school"),
        ("US pension fund", "investor"),
        ("London Borough of Camden", "city"),
        ("Royal Canadian Mounted Police", "federal_agency"),
    ],
)
def test_a_kind_of_buyer_is_understood_in_other_words(written: str, kind: str) -> None:
    assert value_of("buyer_type", written) == kind


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Georgia", "US-GA"),
        ("GA", "US-GA"),
        ("us-ga", "US-GA"),
        ("Fayette County, Georgia", "US-GA"),
        ("Sacramento, CA", "US-CA"),
        ("USA", "US"),
        ("the United States", "US"),
        ("UK", "GB"),
        ("England", "GB-ENG"),
        ("Ontario", "CA-ON"),
        pytest.param("CA", "CA", id="Canada, as the reference says of two letters"),
        pytest.param("IN", "IN", id="India"),
        pytest.param("LA", "US-LA", id="no rule here is of Laos"),
        ("India", "IN"),
        ("EU", "EU"),
    ],
)
def test_a_place_is_understood_by_name_or_code(written: str, code: str) -> None:
    assert value_of("jurisdiction", written) == code


def test_two_letters_that_mean_two_places_are_told() -> None:
    notes = rules.facts_as_written(KNOWN, {"jurisdiction": "IN"}).notes
    assert notes == ()  # as written
    [note] = rules.facts_as_written(KNOWN, {"jurisdiction": "LA"}).notes
    assert "US-LA" in note
    assert "Laos" in note


@pytest.mark.parametrize(
    ("written", "funds", "award"),
    [
        ("ESSER II", ("federal_grant",), "2020-12-27.."),
        ("ESSER federal grant awarded 2021", ("federal_grant",), "2021"),
        ("federal grant awarded on August 12, 2020", ("federal_grant",), "2020-08-12"),
        ("2019 federal grant", ("federal_grant",), "2019"),
        ("county tax", ("local",), "None"),
        ("ARPA and local tax", ("federal_grant", "local"), "2021-03-11.."),
        (["federal grant", "parish money"], ("federal_grant", "local"), "None"),
        ("the agency's own appropriation", ("federal_direct",), "None"),
        ("state grant", ("state",), "None"),
        ("foundation grant", ("private",), "None"),
    ],
)
def test_money_is_understood_by_names_of_funds_and_with_the_awards_day(
    written: Any, funds: tuple[str, ...], award: str
) -> None:
    facts = rules.read_facts(KNOWN, {"funds": written})
    assert facts.funds == funds
    assert str(facts.award_date) == award


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021-02", "2021-02"),
        (2021, "2021"),
        ("Feb 2021", "2021-02"),
        ("February 1, 2021", "2021-02-01"),
        ("2021/02/01", "2021-02-01"),
        ("31/12/2020", "2020-12-31"),
        ("2021-Q2", "2021-04-01..2021-06-30"),
        ("2022-11-23..", "2022-11-23.."),
    ],
)
def test_a_day_is_understood_as_precisely_as_it_is_written(written: Any, read: str) -> None:
    assert str(value_of("on", written)) == read


@pytest.mark.parametrize(
    ("written", "act"),
    [
        ("purchase", "procure"),
        ("purchase and install", "procure"),
        ("maintenance renewal", "renew"),
        ("extend", "renew"),
        ("keeps using the old cameras", "use"),
        ("buys A-shares", "trade_securities"),
        ("import and sell", "import"),
        ("marketing", "market"),
    ],
)
def test_an_act_is_understood_in_other_words(written: str, act: str) -> None:
    assert value_of("act", written) == act


@pytest.mark.parametrize(
    ("written", "purpose"),
    [
        ("school security", "public_safety"),
        ("guarding the base gate", "security"),
        ("security of an electric substation", "critical_infrastructure"),
        ("security of government facilities", "government_facility_security"),
        ("none of the listed purposes", "none_listed"),
        ("wildlife research", "other"),
        ("security research", "other"),
        ("fever screening", "other"),
        ("not for security", "other"),
        ("counting cars in a parking lot", "other"),
    ],
)
def test_a_purpose_is_one_of_the_list_only_where_its_words_say_so(
    written: str, purpose: str
) -> None:
    assert value_of("purpose", written) == purpose


@pytest.mark.parametrize("kind", ["buyer", "act", "product_class"])
@given(data=st.data())
def test_every_listed_spelling_is_read_as_its_word_in_any_case(
    kind: str, data: st.DataObject
) -> None:
    spelt = data.draw(st.sampled_from(sorted(KNOWN.vocabulary.words[kind].spelt)))
    for written in (spelt, spelt.upper(), f"  {spelt.title()} "):
        assert value_of(FIELD[kind], written) in KNOWN.vocabulary.words[kind].listed


def test_a_word_of_the_list_itself_is_read_without_a_note() -> None:
    facts = {"buyer_type": "county", "funds": "federal_grant", "act": "renew", "on": "2021-02"}
    assert rules.facts_as_written(KNOWN, {**facts, "purpose": "security"}).notes == ()


def test_how_other_words_were_read_is_told() -> None:
    read = rules.facts_as_written(KNOWN, {"buyer_type": "school board", "date": "Feb 2021"})
    assert "buyer_type: “school board” is read as school_district" in read.notes
    assert "on: from the key “date”" in read.notes


@pytest.mark.parametrize("written", ["yes", "Yes", True, "true", "1"])
def test_yes_may_be_written_in_words(written: Any) -> None:
    assert value_of("waiver", written) is True


@pytest.mark.parametrize("written", ["unknown", "not known", "n/a", "", None])
def test_what_is_written_as_not_known_is_left_out(written: Any) -> None:
    given = dict.fromkeys(("waiver", "purpose", "funds", "jurisdiction", "on"), written)
    assert rules.read_facts(KNOWN, given) == rules.read_facts(KNOWN, {})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"colour": "red"}, ["'colour' is no fact", "Known: party,"]),
        ({"purposes": "security"}, ["Nearest: purpose"]),
        ({"jursidiction": "US"}, ["Nearest: jurisdiction"]),
        ({"date": "2021", "on": "2020"}, ["both mean `on`"]),
        ({"buyer_type": "scool distrct"}, ["Nearest: school_district", "Write one of"]),
        ({"buyer_type": "walrus"}, ["not understood", "federal_agency"]),
        ({"act": "ponder"}, ["Write one of: procure"]),
        ({"funds": "magic beans"}, ["Write one of: federal_grant"]),
        ({"on": "02/01/2021"}, ["2021-01-02", "2021-02-01"]),
        ({"on": "FY2021"}, ["is no date"]),
        ({"jurisdiction": "Atlantis"}, ["no place that is known", "US-GA"]),
        ({"jurisdiction": "US-QQ"}, ["has no part"]),
        ({"purpose": "none"}, ["none_listed"]),
        ({"waiver": "perhaps"}, ["neither yes nor no"]),
        ({"listed_on": "us-asda"}, ["listed_on"]),
        ({"seller_country": "Narnia"}, ["no country"]),
    ],
)
def test_what_is_not_understood_is_refused_with_the_words_to_write(
    given: dict[str, Any], says: list[str]
) -> None:
    with pytest.raises(InputError) as refused:
        rules.read_facts(KNOWN, given)
    for words in says:
        assert words in str(refused.value)


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=40) | st.integers() | st.booleans()))
def test_any_json_gives_facts_or_an_error_that_says_what_to_do(given: dict[str, Any]) -> None:
    try:
        rules.read_facts(KNOWN, given)
    except InputError as refused:
        assert "facts" in str(refused)


@given(
    st.sampled_from(["buyer_type", "buyer", "jurisdiction", "funds", "on", "act", "purpose"]),
    st.text(max_size=60),
)
def test_any_text_under_a_fact_is_read_or_refused(fact: str, text: str) -> None:
    try:
        rules.read_facts(KNOWN, {fact: text})
    except InputError as refused:
        assert fact in str(refused)
