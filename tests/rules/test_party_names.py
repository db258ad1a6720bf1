"""Is a party found by the names that people write?"""

import pytest
from tests.compiled import own_scanner

from sunlit import checking, knowledge, rules
from sunlit.errors import InputError

KNOWN = knowledge.load()


@pytest.mark.parametrize(
    ("written", "party", "relabel"),
    [
        ("hikvision", "hikvision", False),
        ("Hikvision Digital", "hikvision", False),
        ("Hangzhou Hikvision Digital Technology Co., Ltd.", "hikvision", False),
        ("Dahua Technology", "dahua", False),
        ("ZTE Corporation", "zte", False),
        ("Huawei Technologies Co., Ltd", "huawei", False),
        ("LOREX", "lorex", False),
        ("海康威视", "hikvision", False),
        ("Amcrest", "dahua", True),
    ],
)
def test_names_lead_to_a_party(written: str, party: str, relabel: bool) -> None:
    assert rules.party_of_name(KNOWN, written) == (party, relabel)


@pytest.mark.parametrize("written", ["", "Axis", "Ltd", "company on 1260H", "Digital"])
def test_a_name_that_is_no_partys_leads_to_none(written: str) -> None:
    assert rules.party_of_name(KNOWN, written) is None


def test_every_party_is_found_by_its_id_and_name() -> None:
    for party in KNOWN.parties.values():
        for name in (party.id, party.name):
            found = rules.party_of_name(KNOWN, name)
            assert found is not None
            assert found.party == party.id


def test_a_party_that_is_not_known_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Nearest: megvii"):
        checking.check_facts(own_scanner(), {"party": "megviii"})
    with pytest.raises(InputError, match='"other" is a maker that is no party'):
        checking.check_facts(own_scanner(), {"party": "lorex", "produced_by": "Hanwha"})


def test_a_question_that_no_rule_asks_is_refused() -> None:
    with pytest.raises(InputError, match="Nearest: receives-state-funds"):
        checking.check_facts(own_scanner(), {"settled": {"recieves-state-funds": True}})
    with pytest.raises(InputError, match="Nearest: us-asda"):
        checking.check_facts(own_scanner(), {"listed_on": {"us-asd": True}})


@pytest.mark.parametrize(
    ("item", "facts"),
    [
        ("Lorex camera; teardown shows Dahua-produced", ("lorex", "dahua", False)),
        ("Uniview camera without HiSilicon parts", ("uniview", None, False)),
        ("US-brand camera whose main SoC is HiSilicon", ("hisilicon", None, True)),
        ("camera with a HiSilicon chipset", ("hisilicon", None, True)),
        ("Hikvision camera", ("hikvision", None, False)),
    ],
)
def test_the_items_words_say_who_made_it_and_whether_it_is_a_part(
    item: str, facts: tuple[str, str | None, bool]
) -> None:
    read, notes = checking.facts_with_parties(own_scanner(), rules.read_facts({"item": item}))
    assert (read.party, read.produced_by, read.component) == facts
    assert notes
