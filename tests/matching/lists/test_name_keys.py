"""Do the keys of a whole column of names say what is said of one name at a time?"""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlit.matching.lists.list_names import NameTable
from sunlit.matching.lists.name_keys import _core, keys_of, plain_words
from sunlit.matching.lists.words import POWERS, words_in
from sunlit.values.names.folding import words_of
from sunlit.values.names.parsing import without_forms

FORMS = ["Ltd", "L.L.C.", "Co., Ltd.", "GmbH & Co. KG", "S.A.", "Inc", "The", "OOO", "Limited"]
PIECES = st.one_of(
    st.sampled_from(
        [*FORMS, "Zanbor", "Koziba", "II", "X", "A", "B.", "O'Neil", "21st", "é", "华为"]
    ),
    st.text("abcix. -_&'19É", max_size=6),
)
NAMES = st.lists(PIECES, max_size=6).map(" ".join)


def texts(names: list[str]) -> pa.Array:
    return pa.array(names, pa.large_string())


@given(st.lists(NAMES, max_size=8))
def test_the_words_without_their_form_are_those_of_each_name(names: list[str]) -> None:
    plain = plain_words(texts(names))
    assert [tuple(re.findall("[a-z0-9]+", text)) for text in plain.to_pylist()] == list(
        map(words_of, names)
    )
    joined = "".join(plain.to_pylist()).encode()
    words = _core(words_in(plain))
    found: dict[int, list[str]] = {}
    for row, start, end in zip(words.rows, words.starts, words.ends, strict=True):
        found.setdefault(int(row), []).append(joined[start:end].decode())
    for row, name in enumerate(names):
        core, _ = without_forms(words_of(name))
        assert tuple(found.get(row, ())) == (core or words_of(name))


@given(st.lists(NAMES, max_size=5), st.lists(NAMES, max_size=3))
def test_the_keys_of_a_name_do_not_depend_on_the_names_beside_it(
    names: list[str], before: list[str]
) -> None:
    alone, beside = keys_of(texts(names)), keys_of(texts([*before, *names]))
    own = beside.ordered_of >= len(before)
    assert sorted(alone.ordered.tolist()) == sorted(beside.ordered[own].tolist())
    sliced = keys_of(texts([*before, *names]).slice(len(before)))
    assert sorted(sliced.ordered.tolist()) == sorted(alone.ordered.tolist())


@pytest.mark.parametrize(
    ("cell", "how"),
    [
        ("ZANBOR KOZIBA TRADING", "exact"),
        ("Zanbor-Koziba Trading Co., Ltd.", "exact"),
        ("Zan Borkoziba Trading", "spacing"),
        ("Zanbor Kozyba Trading", "misspelt"),
    ],
)
def test_a_cell_calls_up_the_name_that_it_is_like(cell: str, how: str) -> None:
    names = texts(["Acme Pumps", "Zanbor Koziba Trading LLC"])
    (named,) = NameTable(names, np.zeros(2, np.bool_)).find([cell])[0]
    assert (named.name, named.how) == (1, how)


def test_a_name_that_is_one_word_is_found_with_a_letter_less_more_or_swapped() -> None:
    table = NameTable(texts(["Hikvision"]), np.zeros(1, np.bool_))
    found = table.find(["Hikvison", "Hikvisiion", "Hikvisoin", "Hikvosoin", "Bikvision"])
    assert sorted(found) == [0, 1, 2]


def test_a_persons_words_may_change_places_and_a_firms_may_not() -> None:
    table = NameTable(texts(["SAMPLE, Maria", "Koziba Zanbor"]), np.array([True, False]))
    assert {place: found[0].how for place, found in table.find(["Maria Sample"]).items()} == {
        0: "order"
    }
    assert table.find(["Zanbor Koziba"]) == {}


def test_equal_words_have_equal_hashes_wherever_they_stand_and_joined_ones_too() -> None:
    far = "x " * 200_000 + "zanbor"
    words = words_in(pa.array(["zanborkoziba", None, "zanbor koziba", far, "zanbor"], pa.string()))
    glued, zanbor, koziba = words.hashes[:1], words.hashes[1:2], words.hashes[2:3]
    assert zanbor == words.hashes[-2] == words.hashes[-1]
    assert glued == zanbor + POWERS[6:7] * koziba
    assert words.rows[[0, 1, 2, -2, -1]].tolist() == [0, 2, 2, 3, 4]
