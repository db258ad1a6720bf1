"""Are two words alike where people and systems spell one word in two ways, and only there?"""

import pytest

from sunlit.values.names.likeness import ALIKE, likeness


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mujahideen", "mujahidin"),
        ("eksport", "export"),
        ("hikvsion", "hikvision"),
        ("dahua", "dahau"),
        ("mhmd", "mohamed"),
        ("jeong", "jong"),
        ("shpg", "shipping"),
        ("srvces", "services"),
        ("manufact", "manufacturing"),
        ("alexandros", "alexander"),
        ("tayyiba", "tayiba"),
    ],
)
def test_spellings_of_one_word_are_alike(left: str, right: str) -> None:
    assert ALIKE <= likeness(left, right) < 1
    assert likeness(left, right) == likeness(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("bush", "habbash"),
        ("mmt", "mtt"),
        ("kbk", "kkbc"),
        ("ptc", "badica"),
        ("forent", "farayand"),
        ("ab", "abb"),
        ("2023", "2024"),
        ("7", "seven"),
        ("emma", "emmanuel"),
        ("rira", "iara"),
        ("horse", "force"),
    ],
)
def test_different_words_are_not_alike(left: str, right: str) -> None:
    if (left, right) in {("emma", "emmanuel"), ("horse", "force")}:
        assert likeness(left, right) < 0.8
    else:
        assert likeness(left, right) == 0
