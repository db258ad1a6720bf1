"""Does a column's name, however it is spelt, say which field it is?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.sources.columns.names import field_of_name, known_names, match_name, plain_name
from sunlit.tables import FIELDS


def test_every_known_name_speaks_of_a_field_of_tables() -> None:
    assert {field for field, _ in known_names().values()} <= set(FIELDS)


def test_every_known_name_is_found_as_it_is_written_in_the_list() -> None:
    for name, (field, _) in known_names().items():
        match = match_name(name)
        assert match is not None, name
        assert (match.field, match.confidence) == (field, 1.0), name


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Benificiary Name", "supplier"),
        ("Suuplier Name", "supplier"),
        ("Supplier ID (T)", "supplier"),
        ("SupplierName", "supplier"),
        ("SUPPLIER_NAME", "supplier"),
        ("  supplier   name ", "supplier"),
        ("Vendor Number", "supplier_id"),
        ("NetAmount (£)", "amount"),
        ("Amount (£)", "amount"),
        ("Amount in £", "amount"),
        ("£", "amount"),
        ("Payment Date", "date"),
        ("Date Paid", "date"),
        ("Purpose of Expenditure", "description"),
        ("Descripción", "description"),
        ("Назначение платежа", "description"),
        ("Поставщик", "supplier"),
        ("Постачальник", "supplier"),
        ("Beschreibung", "description"),
        ("Hersteller", "manufacturer"),
        ("Make", "manufacturer"),
        ("Model No.", "model"),
    ],
)
def test_a_name_is_understood_through_spelling_case_units_and_accents(
    name: str, field: str
) -> None:
    assert field_of_name(name) == field


@pytest.mark.parametrize("name", ["", " ", "zzz", "Xqwv 17", "???", "\u200b", "column 4"])
def test_a_name_that_says_nothing_has_no_field(name: str) -> None:
    assert field_of_name(name) is None


def test_a_number_in_a_name_is_no_typing_error() -> None:
    known = match_name("Address Line 1")
    other = match_name("Address Line 2")
    assert (known and known.confidence) == (other and other.confidence) or known is None


@given(st.text(max_size=60))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_any_name_has_a_known_field_or_none(name: str) -> None:
    match = match_name(name)
    assert match is None or (match.field in FIELDS and 0 < match.confidence <= 1)
    assert plain_name(plain_name(name)) == plain_name(name)


@pytest.mark.parametrize(
    ("name", "field"),
    [("品牌", "manufacturer"), ("型号", "model"), ("采购人", "buyer"), ("合同金额", "amount"),
     ("замовник", "buyer"), ("المورد", "supplier"), ("výrobce", "manufacturer"), ("tarih", "date")],
)  # fmt: skip
def test_headers_in_other_scripts_and_languages_are_known(name: str, field: str) -> None:
    assert field_of_name(name) == field
