"""Hostile text cannot steer a terminal or a spreadsheet."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.publish.clean import (
    FORMULA_START,
    one_line,
    spreadsheet_column,
    spreadsheet_text,
    without_controls,
)


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_a_cell_that_starts_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert spreadsheet_text(f"{start}cmd|'/c calc'!A1").startswith("'")


@pytest.mark.parametrize("number", ["-45.00", "-1,234.50", "+3", "-0"])
def test_a_signed_number_stays_as_it_is(number: str) -> None:
    assert spreadsheet_text(number) == number


@pytest.mark.parametrize("text", ["", "plain", "a=b", "'quoted", "5-6", "£-45"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert spreadsheet_text(text) == text


def test_a_formula_behind_an_invisible_character_is_still_one() -> None:
    assert spreadsheet_text("\u200b=1+1") == "'=1+1"


def test_terminal_escapes_and_direction_marks_are_taken_out() -> None:
    assert without_controls("a\x1b[2Jb\x9b\u202ec\td\n") == "a[2Jbc\td\n"


def test_one_line_has_no_ends_of_lines_and_single_spaces() -> None:
    assert one_line("  1 X Hytera\r\n\tBundle\x00  Pack ") == "1 X Hytera Bundle Pack"


_CELLS = st.text(
    alphabet=st.one_of(st.sampled_from(list(FORMULA_START) + list("0123,.\x00\x1b\u202e")),
                       st.characters(exclude_categories=["Cs"])),
    max_size=12,
)  # fmt: skip


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.none() | _CELLS, max_size=8))
def test_a_column_is_made_safe_as_each_of_its_cells_is(cells: list[str | None]) -> None:
    got = spreadsheet_column(pa.array(cells, pa.string())).to_pylist()
    assert got == [None if cell is None else spreadsheet_text(cell) for cell in cells]
