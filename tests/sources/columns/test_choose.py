"""Of names and values together, does each column get the field that a person would give it?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.sources.columns.choose import choose
from sunlit.tables import FIELDS

NUMBERS = [str(40_000 + 7 * i) for i in range(12)]
FIRMS = [f"{tree} Services Ltd" for tree in ("Alder", "Birch", "Cedar", "Dogwood")] * 3
MONEY = [f"{i * 11}.50" for i in range(1, 13)]
DAYS = [f"{i:02}/06/2021" for i in range(1, 13)]
WORDS = [f"Supply and fit of part {i} at the depot" for i in range(12)]


def fields(columns: dict[str, list[str]], mapping: dict[str, str] | None = None) -> list[str]:
    return [m.field for m in choose(list(columns), list(columns.values()), mapping)]


def test_numbers_under_supplier_are_its_number_and_names_under_its_number_its_name() -> None:
    assert fields({"Supplier": NUMBERS, "Supplier ID (T)": FIRMS, "Amount": MONEY}) == [
        "supplier_id",
        "supplier",
        "amount",
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Net Amount", "VAT", "Gross Amount"], ["amount", "tax", "amount_gross"]),
        (["Gross", "Net", "VAT Amount"], ["amount_gross", "amount", "tax"]),
        (["Amount", "Net Amount", "VAT"], ["amount", "ignored", "tax"]),
        (["Gross Amount"], ["amount"]),
        (["Net Amount"], ["amount"]),
    ],
)
def test_one_of_several_amounts_is_the_amount(names: list[str], expected: list[str]) -> None:
    assert fields({"Supplier": FIRMS} | dict.fromkeys(names, MONEY))[1:] == expected


def test_a_column_named_amount_that_holds_words_is_no_amount() -> None:
    assert fields({"Supplier": FIRMS, "Amount": WORDS, "Paid": MONEY})[1] != "amount"


def test_a_table_without_names_is_typed_by_its_values() -> None:
    got = [m.field for m in choose(["", "", "", ""], [DAYS, FIRMS, WORDS, MONEY])]
    assert got == ["date", "supplier", "description", "amount"]


def test_two_columns_of_text_without_a_known_name_are_both_scanned() -> None:
    assert fields({"Supplier": FIRMS, "Description": WORDS, "Xq": WORDS, "Zw": WORDS})[2:] == [
        "other",
        "other",
    ]


def test_only_one_column_is_the_date_and_the_others_are_further_dates() -> None:
    got = fields({"Invoice Date": DAYS, "Payment Date": DAYS, "Supplier": FIRMS, "Amount": MONEY})
    assert sorted(got[:2]) == ["date", "date_other"]


def test_what_a_person_says_wins_over_name_and_values() -> None:
    got = choose(["Supplier", "Xq"], [FIRMS, WORDS], {" supplier ": "other", "XQ": "supplier"})
    assert [(m.field, m.confidence, m.why) for m in got] == [
        ("other", 1.0, "you said so"),
        ("supplier", 1.0, "you said so"),
    ]


def test_three_samples_of_each_column_are_shown_without_repeats() -> None:
    (meaning,) = choose(["Supplier"], [[" A Ltd ", "A Ltd", "", "B Ltd", "C Ltd", "D Ltd"]])
    assert meaning.samples == ("A Ltd", "B Ltd", "C Ltd")


def test_a_column_without_values_in_the_sample_is_still_scanned() -> None:
    assert fields({"Supplier": FIRMS, "Xq": [""] * 12})[1] == "other"


SINGLE = set(FIELDS) - {"other", "ignored", "category", "buyer_unit", "date_other", "fund", "place"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Supplier", "Amount", "Date", "Description", "", "Net", "VAT", "x"])
            | st.text(max_size=6),
            st.lists(st.sampled_from([*DAYS[:2], *FIRMS[:2], *MONEY[:2], ""]), max_size=4),
        ),
        max_size=7,
    )
)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_any_table_gets_one_known_field_per_column_and_one_amount_at_most(
    columns: list[tuple[str, list[str]]],
) -> None:
    meanings = choose([name for name, _ in columns], [values for _, values in columns])
    got = [m.field for m in meanings]
    assert [m.index for m in meanings] == list(range(len(columns)))
    assert set(got) <= set(FIELDS)
    for field in ("amount", "supplier", "date", "description"):
        assert got.count(field) <= 1
