import csv
import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlit.sources.columns.layout_files import known_layouts
from sunlit.sources.columns.layouts import Layout, per_row, recognise, squashed
from sunlit.tables import FIELDS

CONTRACTS = [
    *("contract_transaction_unique_key", "contract_award_unique_key", "award_id_piid"),
    *("modification_number", "federal_action_obligation", "total_dollars_obligated", "action_date"),
    *("awarding_agency_name", "recipient_name", "recipient_uei", "transaction_description"),
    *("veteran_owned_business", "country_of_product_or_service_origin", "cage_code"),
]

PSEUDO = {"kind", "amount_covers", "date_kind", "jurisdiction"}


def known(header: list[str]) -> Layout:
    layout = recognise(header)
    assert layout is not None
    return layout


def told(layout: Layout, **columns: list[str | None]) -> dict[str, list[str | None]]:
    arrays = {name: pa.array(cells, pa.string()) for name, cells in columns.items()}
    return {name: values.to_pylist() for name, values in per_row(layout.rules, arrays).items()}


def test_usaspending_counts_the_action_and_never_the_running_total() -> None:
    layout = known(CONTRACTS)
    assert layout.fields["federal_action_obligation"] == "amount"
    assert layout.fields["total_dollars_obligated"] == "ignored"
    assert layout.constants["amount_covers"] == "obligation"
    assert layout.fields["transaction_description"] == "description"
    assert layout.fields["country_of_product_or_service_origin"] == "other"
    assert layout.fields["veteran_owned_business"] == "ignored"


def test_the_first_action_is_the_contract_and_later_ones_amend_it() -> None:
    kinds = told(known(CONTRACTS), modification_number=["0", "", None, "00", "P00001", "10"])
    assert kinds["kind"] == ["contract"] * 4 + ["amendment"] * 2


def test_older_names_of_the_same_columns_are_known() -> None:
    older = [name.replace("transaction_description", "award_description") for name in CONTRACTS]
    assert known(older).fields["award_description"] == "description"


def test_award_summaries_are_cumulative() -> None:
    header = [
        "contract_award_unique_key",
        "award_id_piid",
        "total_obligated_amount",
        "recipient_name",
    ]
    assert known(header).constants["amount_covers"] == "cumulative"


def test_a_layout_is_known_however_its_names_are_written() -> None:
    header = ["Rec Type", "PO Num", "Total Amt", "DT Tot Cost", "Vend Name 1", "Something Else"]
    layout = known(header)
    assert layout.fields["Vend Name 1"] == "supplier"
    assert layout.fields["Something Else"] == "other"


def test_header_and_detail_rows_take_their_amount_from_their_own_column() -> None:
    layout = known(["rec_type", "po_num", "total_amt", "dt_tot_cost", "vend_name_1"])
    got = told(
        layout, rec_type=["H", "D"], total_amt=["13682", "13682"], dt_tot_cost=[None, "10992"]
    )
    assert got == {
        "kind": ["order_header", "order_line"],
        "amount_covers": ["document", "line"],
        "amount": ["13682", "10992"],
    }
    assert "amount" not in layout.fields.values()


def test_canada_restates_a_contract_with_every_amendment() -> None:
    header = [
        "reference_number",
        "procurement_id",
        "vendor_name",
        "contract_value",
        "amendment_value",
    ]
    older = known(header)
    assert (older.constants["amount_covers"], older.fields["amendment_value"]) == (
        "cumulative",
        "ignored",
    )
    assert told(older, amendment_value=["0", "", "-12.50"])["kind"] == [
        "contract",
        "contract",
        "amendment",
    ]
    newer = known([*header, "instrument_type"])
    assert told(newer, instrument_type=["C", "A", "SOSA"])["kind"] == [
        "contract",
        "amendment",
        "contract",
    ]


def test_california_takes_the_creation_date_where_no_purchase_date_was_typed() -> None:
    header = ["Creation Date", "Purchase Date", "LPA Number", "Purchase Order Number"]
    layout = known([*header, "Department Name", "Total Price"])
    columns = {
        "Creation Date": pa.array(["08/27/2013", "09/01/2013"]),
        "Purchase Date": pa.array(["08/20/2013", None], pa.string()),
    }
    assert per_row(layout.rules, columns)["date"].to_pylist() == ["08/20/2013", "09/01/2013"]


@pytest.mark.parametrize(
    "header",
    [[], ["Date", "Supplier", "Amount"], ["award_id_piid", "recipient_name"], ["", "", ""]],
    ids=str,
)
def test_other_headers_are_left_to_the_mapping(header: list[str]) -> None:
    assert recognise(header) is None


@pytest.mark.parametrize("layout", known_layouts(), ids=lambda known: known.name)
def test_every_known_layout_uses_known_fields_and_recognises_its_own_header(layout: object) -> None:
    known_layout = next(one for one in known_layouts() if one is layout)
    header = [names.split("|")[0] for names in known_layout.signature]
    header += [n.split("|")[0] for n in known_layout.columns]
    header += [rule.column.split("|")[0] for rule in known_layout.rules]
    got = known(list(dict.fromkeys(header)))
    assert got.name == known_layout.name
    assert set(got.fields.values()) <= set(FIELDS)
    assert {rule.field for rule in got.rules} <= set(FIELDS) | PSEUDO
    assert set(got.constants) <= PSEUDO | {"currency"}
    cells = {name: pa.array(["1"]) for name in dict.fromkeys(header)}
    assert all(len(values) == 1 for values in per_row(got.rules, cells).values())


@given(st.lists(st.text(max_size=12), max_size=30))
def test_any_header_is_answered(header: list[str]) -> None:
    layout = recognise(header)
    assert layout is None or set(layout.fields) == set(header)
    assert all(squashed(squashed(name)) == squashed(name) for name in header)


@pytest.mark.large
@pytest.mark.parametrize(
    ("file", "name", "count"),
    [
        ("transaction_search.d1", "USAspending contract transactions", 297),
        ("transaction_search.d2", "USAspending assistance transactions", 112),
        ("subaward_search.d1", "USAspending subawards", 118),
        ("subaward_search.d2", "USAspending subawards", 113),
        ("award.d1", "USAspending award summaries", 286),
        ("award.d2", "USAspending award summaries", 100),
        ("account_balances.federal_account", None, 20),
        ("award_financial.federal_account", None, 55),
    ],
)
def test_published_column_lists_are_recognised(
    shared: Path, file: str, name: str | None, count: int
) -> None:
    path = shared / f"formats/usaspending/columns/{file}.header.csv"
    header = next(csv.reader(path.read_text("utf-8").splitlines()))
    layout = recognise(header)
    assert (layout.name if layout else None) == name
    if layout is not None:
        assert len(layout.fields) == count
        used = list(layout.fields.values())
        for once in ("buyer", "supplier", "description", "amount", "date", "contract_id"):
            assert used.count(once) == 1, once
        assert not any(
            layout.fields[n] == "other" for n in header if n.endswith(("_amount", "_code"))
        )


@pytest.mark.large
def test_recorded_pages_of_portals_are_recognised(shared: Path) -> None:
    orders = json.loads(
        (shared / "formats/us-checkbook/baton_rouge_po_54bn-2sqf.rows.json").read_text()
    )
    header = list(dict.fromkeys(name for row in orders for name in row))
    assert known(header).name.startswith("Purchase orders")
    page = json.loads(
        (shared / "formats/canada/ckan_datastore_search_contracts_last_page.json").read_text()
    )
    assert known([field["id"] for field in page["result"]["fields"]]).name.startswith("Canada")
    newer = next(
        csv.reader(
            (shared / "formats/canada/contracts_header_2022plus.csv").read_text().splitlines()
        )
    )
    assert known(newer).name.startswith("Canada")
