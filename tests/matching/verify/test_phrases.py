"""Are names of several words found with a slip, scanned or cut off, and only those?"""

import pytest

from sunlit.matching.signals.compile import Signal
from sunlit.matching.signals.lexicon import Passage
from sunlit.matching.verify.phrases import distance, phrases_of

SIGN = Signal(
    id="x:name:Yangtze Memory Technologies", party="x", kind="legal_name",
    text="Yangtze Memory Technologies", pattern=None, strength="alone", grade="named",
    script="latin", product_class=None, reach=None, evidence_rank=None, alone_if_prefix=None,
    source="", name="x",
)  # fmt: skip
PHRASE = phrases_of([SIGN], free=())[0]


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("Yangtze Memroy Technologies", "misspelt"),
        ("10 x YANGTZEE MEMORY TECHNOLOGIE boards", "misspelt"),
        ("Yangtze Mem0ry Techn0l0g1es", "ocr"),
        ("Yangtze Memory Te", "truncated"),
        ("Yangtze Memory", "truncated"),
    ],
)
def test_a_slip_a_scan_and_a_cut_are_told_apart(text: str, variant: str) -> None:
    assert [found[2] for found in PHRASE.find(Passage.of(text))] == [variant]


@pytest.mark.parametrize("text", ["Yangtze river cruise", "Memory Technologies Ltd", "Yangtze Mem"])
def test_a_part_of_the_name_is_not_the_name(text: str) -> None:
    assert list(PHRASE.find(Passage.of(text))) == []


def test_a_name_whose_word_is_found_alone_needs_no_phrase() -> None:
    assert phrases_of([SIGN], free={"yangtze"}) == {}


def test_a_swap_is_one_slip() -> None:
    assert distance("memroy", "memory", 2) == 1
    assert distance("abc", "xyz", 1) == 2
