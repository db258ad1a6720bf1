"""Is the header found wherever publishers put it, and not invented where there is none?"""

import pytest

from sunlit.sources.columns.header import find_header

NAMES = ["Payment Date", "Supplier", "Description", "Amount"]
BODY = [
    [f"{day:02}/06/2021", "Alder Ltd", f"Repair of gate {day}", f"{day}.50"] for day in range(1, 12)
]


def test_the_first_row_of_known_names_is_the_header() -> None:
    header = find_header([NAMES, *BODY])
    assert (header.index, header.names) == (0, tuple(NAMES))


@pytest.mark.parametrize(
    "above",
    [
        [["Spending over £500, June 2021", "", "", ""]],
        [["Council", "", "", ""], ["", "", "", ""], ["Run on 01/07/2021", "", "", ""]],
        [["SELECT supplier, amount FROM ledger WHERE amount > 500", None, None, None]],
        [["Period:", "June 2021", "", ""]],
    ],
    ids=["title", "title, blank, run date", "query", "period"],
)
def test_titles_above_the_header_are_passed_over(above: list[list[str | None]]) -> None:
    assert find_header([*above, NAMES, *BODY]).index == len(above)


def test_a_table_of_values_alone_has_no_header() -> None:
    header = find_header(BODY)
    assert header.index is None
    assert header.names == ("", "", "", "")


def test_words_that_no_publisher_is_known_for_are_a_header_above_numbers() -> None:
    rows = [
        ["Wibble", "Wobble", "Wubble"],
        *[[f"name {i}", f"{i}.10", f"{i}.20"] for i in range(9)],
    ]
    assert find_header(rows).index == 0


def test_a_header_below_its_rows_is_not_taken_for_one_above_them() -> None:
    header = find_header([*BODY, NAMES])
    assert header.index in (None, len(BODY))


def test_short_records_do_not_cut_the_names() -> None:
    header = find_header(
        [["Supplier", "Amount"], ["Alder Ltd", "1.00", "x", "y"], ["Birch", "2.00"]]
    )
    assert header.names == ("Supplier", "Amount", "", "")


@pytest.mark.parametrize("records", [[], [[]], [[None, None]], [["", ""]]])
def test_nothing_gives_no_header(records: list[list[str | None]]) -> None:
    assert find_header(records).index is None
