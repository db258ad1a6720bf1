"""Is a long cell cut around what was found in it?"""

from hypothesis import given
from hypothesis import strategies as st

from sunlit.values.excerpts import AROUND, MARK, WHOLE, cut


def test_a_short_cell_is_shown_whole() -> None:
    assert cut("4 x Hikvision", [(4, 13)]) == "4 x Hikvision"


def test_a_long_cell_is_cut_around_each_span() -> None:
    cell = "a" * 1000 + "Dahua" + "b" * 1000
    assert cut(cell, [(1000, 1005)]) == f"{MARK}{'a' * AROUND}Dahua{'b' * AROUND}{MARK}"
    assert cut("Dahua" + "b" * 1000, [(0, 5)]) == f"Dahua{'b' * AROUND}{MARK}"
    assert cut("a" * 1000 + "Dahua", [(1000, 1005)]) == f"{MARK}{'a' * AROUND}Dahua"


def test_spans_that_are_near_share_their_surroundings() -> None:
    cell = "Dahua and ZTE" + "b" * 1000
    assert cut(cell, [(10, 13), (0, 5)]) == f"Dahua and ZTE{'b' * AROUND}{MARK}"


def test_of_a_long_cell_without_a_span_the_beginning_is_shown() -> None:
    assert cut("b" * 1000, []) == "b" * AROUND + MARK


@given(st.text(min_size=WHOLE + 1, max_size=900), st.integers(0, 400), st.integers(0, 60))
def test_what_was_found_is_always_shown(cell: str, begin: int, length: int) -> None:
    assert cell[begin : begin + length] in cut(cell, [(begin, begin + length)])
