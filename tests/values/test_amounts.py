"""Are sums of money read to the last digit, with their sign, or not at all?"""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.tables import MONEY
from sunlit.values.amounts import amount_of, currency_of, parse_amounts, vote_decimal_mark

quick = settings(derandomize=True, max_examples=150, deadline=None)
exact = st.decimals(Decimal(-(10**20)), Decimal(10**20), places=6)
odd = st.text("0123456789.,  -()£€CR'kE+\u00a0\u202f", max_size=12)
cells = st.lists(st.one_of(st.none(), st.text(max_size=20), odd, exact.map(str)), max_size=20)


def read(*texts: str | None, mark: str = ".") -> tuple[list[Decimal | None], list[bool]]:
    amounts, unreadable = parse_amounts(pa.array(texts, pa.string()), mark)
    assert amounts.type == MONEY
    return amounts.to_pylist(), unreadable.to_pylist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.5"),
        (" 1,234.50 ", "1234.5"),
        (".50", "0.5"),
        ("-45.00", "-45"),
        ("(1,234.50)", "-1234.5"),
        ("(£1,234.50)", "-1234.5"),
        ("1234.5-", "-1234.5"),
        ("£-45", "-45"),
        ("-£45", "-45"),
        ("\u221245", "-45"),
        ("£ 45", "45"),
        ("$1,234", "1234"),
        ("45 €", "45"),
        ("EUR 45", "45"),
        ("45 EUR", "45"),
        ("US$ 45", "45"),
        ("R$ 1,234.50", "1234.5"),
        ("1 234.50", "1234.5"),
        ("1\u00a0234.50", "1234.5"),
        ("1\u202f234.50", "1234.5"),
        ("1'234.50", "1234.5"),
        ("1’234.50", "1234.5"),
        ("12,34,567.89", "1234567.89"),
        ("45.00CR", "-45"),
        ("£1,234.50 CR", "-1234.5"),
        ("CR 45", "-45"),
        ("45 DR", "45"),
        ("USD 4.9M", "4900000"),
        ("1.2k", "1200"),
        ("3 bn", "3000000000"),
        ("1.2E+05", "120000"),
        ("１２３.５", "123.5"),
        ("'1234", "1234"),
        ("5.1000000000", "5.1"),
    ],
)
def test_reads_the_ways_publishers_write_an_amount(text: str, expected: str) -> None:
    assert read(text) == ([Decimal(expected)], [False])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234,5", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1 234,50", "1234.5"),
        ("-1.234", "-1234"),
        ("(1.234.567,8) €", None),
        ("1.234.567,8 €", "1234567.8"),
        ("1,234.50", None),
        ("12.34", None),
    ],
)
def test_reads_a_comma_before_the_cents_when_told(text: str, expected: str | None) -> None:
    want = None if expected is None else Decimal(expected)
    if text.startswith("("):
        want = Decimal("-1234567.8")
    assert read(text, mark=",")[0] == [want]


@pytest.mark.parametrize(
    "text",
    [
        "12%",
        "12/13",
        "see note",
        "1.2.3",
        "12 13",
        "1,23",
        "0,123",
        "12²",
        "45 metres",
        "1e99",
        "9" * 40,
        "1" * 10000,
        "0.1234567",
        "-45 CR",
        "(-45)",
        "#REF!",
        "EUROPE 4",
        ".",
    ],
)
def test_refuses_what_is_no_amount_and_says_so(text: str) -> None:
    assert read(text) == ([None], [True])


@pytest.mark.parametrize("text", [None, "", "  ", "-", "–", "n/a", "N.A.", "£ -", "null"])
def test_a_blank_cell_is_unknown_but_not_unreadable(text: str | None) -> None:
    assert read(text) == ([None], [False])


def test_refuses_a_mark_that_is_none() -> None:
    with pytest.raises(ValueError, match="no decimal mark"):
        parse_amounts(pa.array(["1"]), ";")


def test_keeps_order_whichever_way_each_value_takes() -> None:
    texts = ["1.5", "x", None, "1,500.25", "(2,000)", "£-3", "", "£4,000", "(5,000"]
    assert read(*texts) == (
        [
            Decimal("1.5"),
            None,
            None,
            Decimal("1500.25"),
            Decimal(-2000),
            Decimal(-3),
            None,
            Decimal(4000),
            None,
        ],
        [False, True, False, False, False, False, False, False, True],
    )


def test_takes_chunked_and_empty_columns() -> None:
    chunked = pa.chunked_array([["1"], ["2,000"]])
    assert parse_amounts(chunked)[0].to_pylist() == [Decimal(1), Decimal(2000)]
    assert read() == ([], [])


@quick
@given(st.lists(st.tuples(exact, st.sampled_from(["{}", "{:,}", "£{:,}", " {} "])), max_size=30))
def test_reads_back_every_decimal_it_is_shown(shown: list[tuple[Decimal, str]]) -> None:
    amounts, unreadable = read(*[form.format(value) for value, form in shown])
    assert amounts == [value for value, _ in shown]
    assert not any(unreadable)


@quick
@given(st.lists(exact, max_size=30))
def test_the_comma_style_mirrors_the_point_style(values: list[Decimal]) -> None:
    swapped = [f"{value:,}".translate(str.maketrans(".,", ",.")) for value in values]
    assert read(*swapped, mark=",")[0] == values


@quick
@given(cells, st.sampled_from([".", ","]))
def test_a_column_reads_as_its_cells_one_by_one(texts: list[str | None], mark: str) -> None:
    amounts, unreadable = read(*texts, mark=mark)
    assert amounts == [None if text is None else amount_of(text, mark) for text in texts]
    assert not any(
        bad and amount is not None for amount, bad in zip(amounts, unreadable, strict=True)
    )


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["780.77"], "."),
        (["1,234.50"], "."),
        (["1.234,5"], ","),
        (["0.123"], "."),
        (["1234.567"], "."),
        (["12,34"], ","),
        (["0,123"], ","),
        (["1,234,567"], "."),
        (["1.234", "5.678"], None),
        (["1,234"], None),
        (["1.234", "12,5"], ","),
        (["12.34", "12,34"], None),
        (["12.34"] * 60 + ["12,34"], "."),
        (["5", "7", "x", ""], "."),
    ],
)
def test_the_column_decides_what_stands_before_the_cents(
    texts: list[str], mark: str | None
) -> None:
    assert vote_decimal_mark(texts)[0] == mark


def test_says_why_a_mark_was_chosen() -> None:
    assert vote_decimal_mark(["5", "1,234.50"]) == (".", "'1,234.50' has both")
    assert vote_decimal_mark(["5"]) == (".", "no marks")
    assert "reads both ways" in vote_decimal_mark(["1.234"])[1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("£", "GBP"),
        ("Amount (£)", "GBP"),
        ("Net Amount £", "GBP"),
        ("€", "EUR"),
        ("45 EUR", "EUR"),
        ("amount_gbp", "GBP"),
        ("AmountUSD", "USD"),
        ("US$ 5", "USD"),
        ("C$5", "CAD"),
        ("A$5", "AUD"),
        ("R$ 5", "BRL"),
        ("₴", "UAH"),
        ("₽", "RUB"),
        ("12 zł", "PLN"),
        ("MXN", "MXN"),
        ("Amount (TRY)", "TRY"),
        ("£ (GBP)", "GBP"),
        ("$", None),
        ("¥", None),
        ("EUROPE", None),
        ("ALL AMOUNTS", None),
        ("AMD chips", None),
        ("USD/EUR", None),
        ("", None),
    ],
)
def test_names_a_currency_only_when_there_is_no_doubt(text: str, code: str | None) -> None:
    assert currency_of(text) == code


@given(st.from_regex(r"-?[0-9]{1,20}([.,][0-9]{1,2})?", fullmatch=True))
def test_a_number_that_is_told_without_reading_it_reads_so(text: str) -> None:
    point, comma = amount_of(text, "."), amount_of(text, ",")
    if "." in text:
        assert point is not None and comma is None
    elif "," in text:
        assert comma is not None and point is None
    else:
        assert point == comma is not None
