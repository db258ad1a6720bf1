"""Does a name point to its owner by itself only when it tells it from others?"""

import pytest

from sunlit.knowledge.lists import ListEntry, ListName, strength_of
from sunlit.knowledge.lists.strength import matched_as, strength_as_supplier


@pytest.mark.parametrize(
    "text",
    ["Zanbor Koziba Trading LLC", "Hikvision", "海康威视", "Хиквижн", "Banco Nacional de Cuba"],
)
def test_telling_names_stand_alone(text: str) -> None:
    assert strength_of(ListName(text, "name")) == "alone"


@pytest.mark.parametrize(
    "text",
    [
        "BYD",
        "ZSC",
        "3M",
        "Target",
        "Delta",
        "Security Services Ltd",
        "International Trading",
        "华为",
    ],
)
def test_short_and_everyday_names_need_words_beside_them(text: str) -> None:
    assert strength_of(ListName(text, "name")) == "with_context"


def test_what_the_list_calls_weak_is_weak() -> None:
    assert strength_of(ListName("Zanbor Koziba Trading", "weak")) == "with_context"


def test_a_model_number_needs_letters_and_digits() -> None:
    assert strength_of(ListName("DS-2CD2143G2-I", "model")) == "alone"
    assert strength_of(ListName("A300", "model")) == "with_context"
    assert strength_of(ListName("20441234", "model")) == "with_context"


def test_several_everyday_words_tell_when_they_are_the_whole_supplier() -> None:
    name = ListName("Security Services Ltd", "legal_name")
    assert strength_as_supplier(name) == "alone"
    assert strength_as_supplier(ListName("Target", "legal_name")) == "with_context"


def test_an_entry_of_no_said_kind_is_taken_for_what_its_name_looks_like() -> None:
    def looks(text: str) -> str:
        return matched_as(ListEntry("1", "unknown", (ListName(text, "legal_name"),)))

    assert looks("Zanbor Trading GmbH") == "company"
    assert looks("Maria Elena Sample") == "person"
    assert looks("Zanbor Koziba") == "unknown"
