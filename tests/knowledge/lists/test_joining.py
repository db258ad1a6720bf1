"""Does a list become part of what is looked for without loosening the built-in knowledge?"""

from collections.abc import Iterable

import pytest

from sunlit import knowledge
from sunlit.errors import InputError
from sunlit.knowledge.lists import ListEntry, ListName, NameList, screening, with_lists
from sunlit.knowledge.lists.entries import EntryKind, ListNameKind, Notes


def entry(
    entry_id: str, *names: str, kind: EntryKind = "company", list_name_kind: ListNameKind = "name"
) -> ListEntry:
    return ListEntry(entry_id, kind, tuple(ListName(text, list_name_kind) for text in names))


def listed(entries: Iterable[ListEntry], label: str = "mine", version: str = "v1") -> NameList:
    return NameList(label, "csv", version, tuple(entries), Notes())


def test_companies_become_parties_with_signals_under_the_name_of_the_list() -> None:
    joined = with_lists(knowledge.load(), [listed([entry("Z-1", "Zanbor Koziba Ltd")])])
    assert joined.parties["mine_z_1"].name == "Zanbor Koziba Ltd"
    assert {s.strength for s in joined.signals if s.party == "mine_z_1"} == {"alone"}
    assert "hikvision" in joined.parties


def test_the_version_covers_both_the_knowledge_and_the_list() -> None:
    known, one = knowledge.load(), [entry("1", "Zanbor Koziba Ltd")]
    versions = {
        known.version,
        with_lists(known, [listed(one)]).version,
        with_lists(known, [listed(one, version="v2")]).version,
        with_lists(known, [listed(one)], only=True).version,
    }
    assert len(versions) == 4


def test_only_the_list_leaves_the_built_in_parties_out_and_keeps_the_law() -> None:
    joined = with_lists(knowledge.load(), [listed([entry("1", "Zanbor Koziba")])], only=True)
    assert list(joined.parties) == ["mine_1"]
    assert joined.instruments
    assert joined.categories


def test_people_and_vessels_are_looked_up_and_never_become_signals() -> None:
    people = [entry("p", "Maria Sample", kind="person"), entry("v", "Hermann", kind="vessel")]
    made = screening(knowledge.load(), [listed([*people, entry("c", "Zanbor Koziba")])])
    (looked_up,) = made.looked_up
    assert looked_up.table.parties.to_pylist() == ["mine_p", "mine_v", "mine_c"]
    assert looked_up.chosen.tolist() == [True, True, False]
    assert {s.party for s in made.knowledge.signals if (s.party or "").startswith("mine_")} == {
        "mine_c"
    }


def test_a_long_list_is_looked_up_name_by_name() -> None:
    made = screening(
        knowledge.load(), [listed(entry(str(n), f"Zanbor {n} Koziba") for n in range(500))]
    )
    assert made.looked_up[0].chosen.sum() == 500
    assert len(made.knowledge.signals) == len(knowledge.load().signals)


def test_looked_up_parties_that_were_found_get_their_names() -> None:
    made = screening(knowledge.load(), [listed([entry("p", "Maria Sample", kind="person")])])
    assert "mine_p" not in made.knowledge.parties
    assert made.with_found(["mine_p"]).parties["mine_p"].name == "Maria Sample"


def test_two_ids_that_read_alike_stay_two_parties() -> None:
    joined = with_lists(
        knowledge.load(), [listed([entry("A-1", "Zanbor Koziba"), entry("A.1", "Munlo Vansh")])]
    )
    assert len([party for party in joined.parties if party.startswith("mine_a_1")]) == 2


def test_two_lists_of_one_name_are_refused() -> None:
    same = listed([entry("1", "Zanbor Koziba")])
    with pytest.raises(InputError, match="Rename one of the files"):
        with_lists(knowledge.load(), [same, same])


def test_no_list_changes_nothing() -> None:
    assert screening(knowledge.load(), []).knowledge is knowledge.load()
