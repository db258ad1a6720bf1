"""A long cell is cut around its hits, and each hit is found again where it stands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.values.cutting import AROUND_CHARACTERS, MOST_WINDOWS, cut, placed


def test_a_short_cell_and_no_cell_are_as_they_were() -> None:
    assert cut("Hytera radio", [(0, 6)]) == "Hytera radio"
    assert cut(None, []) is None


def test_a_cell_of_megabytes_gives_a_few_hundred_characters() -> None:
    cell = "x" * 1_000_000 + "Hytera" + "y" * 1_200_000 + "Dahua"
    shown = cut(cell, [(1_000_000, 1_000_006), (2_200_006, 2_200_011)])
    assert shown == f"…{'x' * 40}Hytera{'y' * 40}…{'y' * 40}Dahua"


def test_a_long_cell_without_a_hit_keeps_its_start() -> None:
    assert cut("x" * 5_000) == "x" * 2 * AROUND_CHARACTERS + "…"


def test_a_cell_with_a_thousand_hits_is_no_longer_than_one_with_few() -> None:
    cell = ("Hytera" + "." * 200) * 1_000
    shown = cut(cell, [(at * 206, at * 206 + 6) for at in range(1_000)])
    assert shown is not None
    assert shown.count("Hytera") == MOST_WINDOWS


def test_a_hit_within_another_is_found_within_it() -> None:
    cell = "a" * 400 + "ZTE MF286R" + "b" * 400
    shown = cut(cell, [(400, 410), (400, 403)])
    assert shown is not None
    spans = placed(shown, [(400, 410, "ZTE MF286R"), (400, 403, "ZTE")])
    assert [shown[start:end] for start, end in spans] == ["ZTE", "ZTE MF286R"]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, 3_000), st.integers(0, 3_000))
def test_the_hit_is_always_in_what_is_kept(before: int, after: int) -> None:
    cell = "a" * before + "Hytera" + "b" * after
    shown = cut(cell, [(before, before + 6)])
    assert shown is not None
    ((start, end),) = placed(shown, [(before, before + 6, "Hytera")])
    assert shown[start:end] == "Hytera"
    assert len(shown) <= 330
