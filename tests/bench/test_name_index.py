"""Does a list of names give the thing that a query names, first and quickly?"""

import pickle

import pytest
from name_index import NameIndex
from name_neighbours import Neighbours

ROWS = [
    ("S1", "Hangzhou Hikvision Digital Technology Co., Ltd.", "company"),
    ("S1", "杭州海康威视数字技术股份有限公司", "company"),
    ("S2", "Zhejiang Dahua Technology Co., Ltd.", "company"),
    ("S3", "Islamic Revolutionary Guard Corps", "company"),
    ("S4", "AEROCARIBBEAN AIRLINES", "company"),
    ("S5", "Silvia II", "vessel"),
    ("S6", "Global Trading Ltd", "company"),
    ("S7", "International Trading Ltd", "company"),
    ("S8", "Sevastopolsky Morskoy Bank", "company"),
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(ROWS)


@pytest.mark.parametrize(
    ("query", "row_id"),
    [
        ("HIKVISION", "S1"),
        ("Hik Vision Digital", "S1"),
        ("Hikvsion Digital Tech", "S1"),
        ("海康威视数字技术", "S1"),
        ("Dahuatechnology", "S2"),
        ("IRGC", "S3"),
        ("Aero Caribbean", "S4"),
        ("MV SILVIA 2", "S5"),
        ("global trading", "S6"),
        ("Севастопольский морской банк", "S8"),
    ],
)
def test_the_thing_that_a_query_names_comes_first(
    index: NameIndex, query: str, row_id: str
) -> None:
    found = index.search(query)
    assert found and found[0][0] == row_id, found


def test_each_id_comes_once_with_its_best_score_first(index: NameIndex) -> None:
    found = index.search("Hangzhou Hikvision Digital Technology", limit=5)
    assert [row_id for row_id, _ in found].count("S1") == 1
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert all(0 < score < 1 for _, score in found)
    assert len(index.search("trading ltd", limit=1)) == 1


def test_a_query_of_nothing_known_finds_nothing(index: NameIndex) -> None:
    for query in ("", "?!", "Qqxz Wvrt", "12345"):
        assert index.search(query) == []


def test_many_queries_answer_in_order_as_one_by_one(index: NameIndex) -> None:
    queries = ["IRGC", "nothing here", "IRGC", "Silvia"]
    assert index.search_many(queries) == [index.search(query) for query in queries]


def test_a_search_for_sure_answers_gives_those_of_the_full_search(index: NameIndex) -> None:
    for query in ("Hikvision Digital", "Global Trading Ltd", "Dahua", "Aero Caribbean Airlines"):
        sure = [entry for entry in index.search(query) if entry[1] > 0.6]
        assert index.search(query, at_least=0.6) == sure


def test_a_kind_that_the_list_and_the_asker_state_keeps_people_and_vessels_apart() -> None:
    index = NameIndex([("P", "Silvia Norwick", "person"), ("V", "Silvia Norwick", "vessel")])
    assert [row_id for row_id, _ in index.search("Silvia Norwick", kind="vessel")] == ["V", "P"]
    assert [row_id for row_id, _ in index.search("Silvia Norwick", kind="person")] == ["P", "V"]


def test_an_empty_list_finds_nothing() -> None:
    assert NameIndex([]).search("Hikvision") == []


def test_a_word_of_thousands_of_names_still_answers_and_stays_bounded() -> None:
    rows = [(f"S{at}", f"Norwick Trading {at}", "company") for at in range(3000)]
    index = NameIndex([*rows, ("F", "Zebedee Norwick", "company")])
    assert index.search("Norwick Zebedee")[0][0] == "F"
    assert index.search("Norwick Trading 1234")[0][0] == "S1234"
    assert len(index.search("Norwick", limit=1000)) <= 60


def test_an_index_works_after_a_copy_to_another_process(index: NameIndex) -> None:
    copy = pickle.loads(pickle.dumps(index))
    assert copy.search("Hik Vision") == index.search("Hik Vision")


def test_the_vocabulary_gives_every_word_that_lost_one_letter() -> None:
    words = ["hikvision", "zhejiang", "sevastopolsky", "kalashnikov", "mansudae"]
    near = Neighbours(words)
    for number, word in enumerate(words):
        for at in range(len(word)):
            found = near.like(word[:at] + word[at + 1 :])
            assert number in [other for other, _ in found], (word, at)
