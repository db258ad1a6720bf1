import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.errors import DamagedOriginalError, EmptyOriginalError, LimitError, OriginalError
from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources.formats.ocds import READER, recognises
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original

See = Callable[..., Any]


def release(
    ocid: str = "ocds-b-1", date: str = "2024-01-01T00:00:00Z", **parts: Any
) -> dict[str, Any]:
    return {"ocid": ocid, "id": f"{ocid}-{date}", "date": date, "tag": ["award"], **parts}


def package(*releases: dict[str, Any]) -> dict[str, Any]:
    return {"uri": "u", "publishedDate": "2024-01-01", "version": "1.1", "releases": list(releases)}


def award(number: str = "A", amount: float | None = 900, **parts: Any) -> dict[str, Any]:
    value = {} if amount is None else {"value": {"amount": amount, "currency": "EUR"}}
    return {
        "id": number,
        "status": "active",
        "suppliers": [{"id": "S", "name": "Supplier"}],
        **value,
        **parts,
    }


def item(
    number: str, description: str, price: float | None = None, quantity: float = 1
) -> dict[str, Any]:
    unit = {} if price is None else {"unit": {"value": {"amount": price, "currency": "EUR"}}}
    return {"id": number, "description": description, "quantity": quantity, **unit}


def amounts(seen: Any) -> list[str | None]:
    return [row["amount"] for row in seen.rows]


def test_a_release_gives_buyer_supplier_date_amount_and_its_place(see: See) -> None:
    seen = see(
        READER,
        package(
            release(
                buyer={"id": "B", "name": "Town of B"},
                awards=[
                    award(date="2024-02-03", title="Cameras", items=[item("1", "Dome camera")])
                ],
            )
        ),
    )
    (row,) = seen.rows
    assert row["buyer"] == "Town of B"
    assert row["suppliers"] == "Supplier"
    assert row["item description"] == "Dome camera"
    assert (row["amount"], row["currency"], row["amount covers"]) == ("900", "EUR", "document")
    assert (row["date"], row["date kind"], row["kind"]) == ("2024-02-03", "awarded", "award")
    assert row["locator"] == "/releases/0/awards/0/items/0"


def test_the_award_s_value_is_counted_once_over_its_items(see: See) -> None:
    items = [item("1", "Camera"), item("2", "Cable"), item("3", "Mount")]
    seen = see(READER, package(release(awards=[award(items=items)])))
    assert amounts(seen) == ["900", None, None]
    assert [row["amount covers"] for row in seen.rows] == ["document", "unknown", "unknown"]
    assert {row["award value"] for row in seen.rows} == {"900 EUR"}


def test_items_with_prices_have_amounts_of_their_own(see: See) -> None:
    items = [
        item("1", "Camera", price=100.10, quantity=3),
        item("2", "Cable", price=0.5, quantity=10),
    ]
    seen = see(READER, package(release(awards=[award(items=items)])))
    assert [Decimal(amount) for amount in amounts(seen) if amount] == [
        Decimal("300.30"),
        Decimal(5),
    ]
    assert {row["amount covers"] for row in seen.rows} == {"line"}


def test_items_that_come_to_more_than_the_award_are_not_believed(see: See) -> None:
    items = [item("1", "Camera", price=900, quantity=3)]
    seen = see(READER, package(release(awards=[award(items=items)])))
    assert amounts(seen) == ["900"]


def test_a_contract_supersedes_the_value_of_its_award(see: See) -> None:
    contract = {
        "id": "C",
        "awardID": "A",
        "dateSigned": "2024-03-01",
        "value": {"amount": 950, "currency": "EUR"},
    }
    seen = see(
        READER, package(release(awards=[award(items=[item("1", "Camera")])], contracts=[contract]))
    )
    (row,) = seen.rows
    assert (row["kind"], row["amount"], row["date"], row["date kind"]) == (
        *("contract", "950", "2024-03-01", "signed"),
    )
    assert row["suppliers"] == "Supplier"
    assert row["award value"] == "900 EUR"


def test_payments_are_not_added_to_their_contract(see: See) -> None:
    paid = [{"id": "1", "date": "2024-04-01", "value": {"amount": 400, "currency": "EUR"}}]
    contract = {"id": "C", "awardID": "A", "value": {"amount": 950, "currency": "EUR"}}
    contract["implementation"] = {"transactions": paid}
    seen = see(READER, package(release(awards=[award()], contracts=[contract])))
    assert amounts(seen) == ["950"]
    assert "400" in seen.rows[0]["payments"]


def test_payments_are_counted_where_no_value_is_known(see: See) -> None:
    paid = [
        {"id": str(n), "date": "2024-04-01", "value": {"amount": n, "currency": "EUR"}}
        for n in (1, 2)
    ]
    contract = {"id": "C", "awardID": "A", "implementation": {"transactions": paid}}
    seen = see(READER, package(release(awards=[award(amount=None)], contracts=[contract])))
    assert amounts(seen) == [None, "1", "2"]
    assert [row["kind"] for row in seen.rows] == ["contract", "payment", "payment"]


@pytest.mark.parametrize("status", ["cancelled", "unsuccessful"])
def test_an_award_that_came_to_nothing_is_excluded(see: See, status: str) -> None:
    seen = see(READER, package(release(awards=[award("A"), award("X", status=status)])))
    assert len(seen.rows) == 1
    (left_out,) = seen.refused
    assert (left_out["outcome"], left_out["reason"]) == ("excluded", "cancelled")
    assert left_out["locator"] == "/releases/0/awards/1"
    assert "Supplier" in str(left_out["cells"])


def test_a_tender_without_award_is_a_notice_without_money_or_supplier(see: See) -> None:
    tender = {"title": "Cameras wanted", "value": {"amount": 10}, "items": [item("1", "Camera")]}
    (row,) = see(READER, package(release(tender=tender))).rows
    assert (row["kind"], row["amount"], row["suppliers"]) == ("notice", None, None)
    assert row["tender value"] == "10"


def test_releases_of_one_process_are_merged_wherever_they_stand(see: See) -> None:
    first = release(awards=[award(items=[item("1", "Camera")])], buyer={"id": "B", "name": "Town"})
    later = release(date="2024-05-01T00:00:00Z", awards=[award(amount=700)])
    seen = see(READER, package(first, release("ocds-b-2", awards=[award(amount=1)]), later))
    by_process = {row["ocid"]: row for row in seen.rows}
    assert len(seen.rows) == 2
    assert by_process["ocds-b-1"]["amount"] == "700"
    assert by_process["ocds-b-1"]["buyer"] == "Town"
    assert by_process["ocds-b-1"]["locator"] == "/releases/0/awards/0/items/0"


def test_a_corrected_supplier_without_id_replaces_the_old_one(see: See) -> None:
    old = release(awards=[{"id": "A", "suppliers": [{"name": "Old Ltd"}]}])
    new = release(
        date="2024-06-01T00:00:00Z", awards=[{"id": "A", "suppliers": [{"name": "New Ltd"}]}]
    )
    (row,) = see(READER, package(new, old)).rows
    assert row["suppliers"] == "New Ltd"


def test_a_compiled_release_stands_for_the_releases_beside_it(see: See) -> None:
    one = release(awards=[award(amount=1)])
    record = {
        "ocid": "ocds-b-1",
        "releases": [one],
        "compiledRelease": release(awards=[award(amount=2)]),
    }
    for content in (
        record,
        {"records": [record], "version": "1.1", "uri": "u"},
        [record],
        [record, record],
    ):
        assert amounts(see(READER, content)) == ["2"]


def test_json_lines_of_releases_and_packages_keep_their_line_as_place(see: See) -> None:
    lines = [release("ocds-b-1", awards=[award()]), package(release("ocds-b-2", awards=[award()]))]
    seen = see(READER, "\n".join(json.dumps(line) for line in lines))
    assert [row["locator"] for row in seen.rows] == [
        "line=1/awards/0",
        "line=2/releases/0/awards/0",
    ]


def test_a_broken_line_is_quarantined_and_the_others_are_read(see: See) -> None:
    lines = [json.dumps(release("ocds-b-1")), '{"ocid": "ocds-', json.dumps(release("ocds-b-2"))]
    seen = see(READER, "\n".join(lines))
    assert len(seen.rows) == 2
    assert (seen.refused[0]["reason"], seen.refused[0]["locator"]) == ("damaged", "line=2")


def test_several_suppliers_are_joined_and_found_by_reference(see: See) -> None:
    parties = [{"id": "S2", "name": "Second", "roles": ["supplier"]}]
    suppliers = [{"id": "S1", "name": "First"}, {"id": "S2"}]
    seen = see(READER, package(release(parties=parties, awards=[award(suppliers=suppliers)])))
    assert seen.rows[0]["suppliers"] == "First; Second"


def test_buyer_is_taken_from_the_parties_when_it_is_not_named(see: See) -> None:
    parties = [{"id": "B", "name": "County", "roles": ["buyer"]}]
    assert (
        see(READER, package(release(parties=parties, awards=[award()]))).rows[0]["buyer"]
        == "County"
    )


def test_losing_bidders_are_shown_but_not_scanned(see: See) -> None:
    parties = [{"id": "L", "name": "Loser Cameras", "roles": ["tenderer"]}]
    tender = {"tenderers": [{"id": "L", "name": "Loser Cameras"}], "title": "Cameras"}
    seen = see(READER, package(release(parties=parties, tender=tender, awards=[award()])))
    scanned = [n for i, n in enumerate(seen.table.header) if seen.table.fields[i] != "ignored"]
    assert not any("Loser" in (seen.rows[0][name] or "") for name in scanned)
    assert "Loser Cameras" in seen.rows[0]["other details"]


def test_exact_numbers_stay_exact(see: See) -> None:
    text = json.dumps(package(release(awards=[award(amount=None)])))
    text = text.replace(
        '"status"', '"value": {"amount": 12345678901234567.10, "currency": "EUR"}, "status"'
    )
    assert amounts(see(READER, text)) == ["12345678901234567.10"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_from_the_bytes(see: See, encoding: str) -> None:
    content = package(release(buyer={"name": "Gemeinde Köln"}, awards=[award()]))
    text = json.dumps(content, ensure_ascii=False)
    assert recognises(text.encode(encoding)[:65_536], None)  # type: ignore[arg-type]
    assert see(READER, text.encode(encoding)).rows[0]["buyer"] == "Gemeinde Köln"


@pytest.mark.parametrize(
    "content",
    [
        [{"ocid": "x", "amount": "5"}],
        {"records": [{"_id": 1}], "fields": []},
        {"help": "h", "success": True, "result": {"records": [{"ocid": "1", "tag": "x"}]}},
        [{"vendor": "x", "buyer": "y"}],
        {"releases": []},
        [],
        "text",
        5,
    ],
    ids=str,
)
def test_other_json_is_not_taken_for_ocds(content: Any) -> None:
    assert not recognises(json.dumps(content).encode(), None)  # type: ignore[arg-type]


def test_a_file_that_breaks_off_is_an_error_after_the_rows_before_it(
    original: Callable[..., Original],
) -> None:
    text = json.dumps(package(*(release(f"ocds-b-{n}", awards=[award()]) for n in range(20))))
    (table,) = READER.tables(original(text[: len(text) // 2]), ReadOptions(), DEFAULT_LIMITS)
    rows = 0
    with pytest.raises(DamagedOriginalError, match="near byte"):
        for batch in table.batches:
            rows += batch.num_rows
    assert 0 < rows < 20


def test_a_package_without_releases_says_so(see: See) -> None:
    with pytest.raises(EmptyOriginalError, match="holds no release"):
        see(READER, package())


@pytest.mark.parametrize("lines", [False, True], ids=["package", "lines"])
def test_deep_nesting_is_refused(see: See, lines: bool) -> None:
    deep = '{"ocid": "x", "awards": ' + '{"a":' * 5_000 + "1" + "}" * 5_000 + "}"
    if lines:
        seen = see(READER, json.dumps(release()) + "\n" + deep)
        assert [one["reason"] for one in seen.refused] == ["damaged"]
    else:
        with pytest.raises(LimitError, match="deeper"):
            see(READER, "{\n" + deep[1:])


def test_a_value_without_end_is_refused(see: See) -> None:
    limits = replace(DEFAULT_LIMITS, cell_bytes=100_000)
    with pytest.raises(LimitError, match="larger than"):
        see(READER, '{"releases": [{"ocid": "' + "x" * 1_000_000, limits)


def test_a_link_to_a_release_is_quarantined(see: See) -> None:
    record = {"ocid": "ocds-b-1", "releases": [{"url": "https://example.org/1", "date": "2024"}]}
    content = {
        "records": [record, {**record, "ocid": "x", "compiledRelease": release("x")}],
        "uri": "u",
    }
    seen = see(READER, content)
    assert len(seen.rows) == 1
    assert [one["reason"] for one in seen.refused] == ["linked"]


NAME_TEXT = """ocid date tag awards contracts items suppliers value amount unit quantity buyer name
id parties roles tender awardID implementation transactions releases records compiledRelease status
description"""
NAMES = NAME_TEXT.split()

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(json_values, min_size=1, max_size=3), st.booleans())
def test_any_json_gives_rows_or_an_original_error(see: See, values: list[Any], lines: bool) -> None:
    content = "\n".join(map(json.dumps, values)) if lines else json.dumps({"releases": values})
    with contextlib.suppress(OriginalError):
        see(READER, content)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_give_rows_or_an_original_error(see: See, noise: bytes, place: int) -> None:
    text = json.dumps(package(release(awards=[award(items=[item("1", "Camera")])]))).encode()
    recognises(noise, None)  # type: ignore[arg-type]
    for content in (noise, text[:place] + noise + text[place:], text[:place] + noise):
        with contextlib.suppress(OriginalError):
            see(READER, content)


@pytest.mark.large
def test_real_packages_reconcile(shared: Path, see: See) -> None:
    lagoa = see(READER, shared / "spending/ocds_kingfisher/collection_file.json")
    content = json.loads((shared / "spending/ocds_kingfisher/collection_file.json").read_text())
    assert len(lagoa.rows) == len(content[0]["releases"]) == 100
    total = sum(Decimal(row["amount"]) for row in lagoa.rows)
    values = [c["value"]["amount"] for r in content[0]["releases"] for c in r["contracts"]]
    assert total == sum(Decimal(str(value)) for value in values)
    portland = see(READER, shared / "spending/us_portland_ocds/first_record.json")
    assert len(portland.rows) == 5
    assert {row["buyer"] for row in portland.rows} == {"CITYWIDE PROJECTS - OMF"}


def test_the_words_of_a_process_stand_on_its_first_purchase_even_behind_a_cancelled_award(
    see: See,
) -> None:
    documents = [{"title": "Camera specification"}]
    items = [{**item("1", "Camera"), "brandName": "Maker"}]
    awards = [award("X", status="cancelled"), award("A", items=items, rationale="Urgent")]
    seen = see(READER, package(release(tender={"documents": documents}, awards=awards)))
    (row,) = seen.rows
    for words in ("Camera specification", "brandName: Maker", "rationale: Urgent"):
        assert words in row["other text"]


def test_a_contract_that_was_cancelled_takes_its_award_aside_with_all_its_words(see: See) -> None:
    contract = {"id": "C", "awardID": "A", "status": "cancelled", "description": "Never signed"}
    awards = [award(items=[item("1", "Camera")])]
    seen = see(READER, package(release(awards=awards, contracts=[contract])))
    assert seen.rows == []
    assert len(seen.refused) == 2
    cells = " ".join(str(one["cells"]) for one in seen.refused)
    assert "Camera" in cells
    assert "Never signed" in cells


def test_an_award_s_value_is_counted_once_when_none_of_its_contracts_has_one(see: See) -> None:
    contracts = [{"id": n, "awardID": "A"} for n in ("C1", "C2")]
    seen = see(READER, package(release(awards=[award()], contracts=contracts)))
    assert amounts(seen) == ["900", None]
    contracts[1]["value"] = {"amount": 5, "currency": "EUR"}  # type: ignore[assignment]
    seen = see(READER, package(release(awards=[award()], contracts=contracts)))
    assert amounts(seen) == [None, "5"]


def test_a_long_text_beside_many_items_does_not_multiply(see: See) -> None:
    items = [item(str(n), "Camera") for n in range(5_000)]
    awards = [award(description="long " * 20_000, items=items)]
    seen = see(READER, package(release(awards=awards)))
    assert len(seen.rows) == 5_000
    assert sum(len(row["award description"] or "") for row in seen.rows) < 200_000


def test_every_word_of_a_release_is_in_some_cell(see: See) -> None:
    words = [f"word{n}" for n in range(12)]
    one = release(
        buyer={"name": words[0], "note": words[1]},
        tender={"title": words[2], "items": [item("1", words[3])], "extra": {"deep": [words[4]]}},
        awards=[award(items=[item("1", words[5])], documents=[{"title": words[6]}])],
        contracts=[
            {"id": "C", "awardID": "A", "items": [item("9", words[7])], "amendment": words[8]},
            {"id": "D", "awardID": "none", "title": words[9], "additional": words[10]},
        ],
        planning={"rationale": words[11]},
    )
    shown = json.dumps(see(READER, package(one)).rows)
    assert [word for word in words if f"{word}" not in shown] == []


def test_one_line_alone_is_a_document_whose_places_have_no_line(see: See) -> None:
    seen = see(READER, json.dumps(package(release(awards=[award()]))) + "\n")
    assert seen.rows[0]["locator"] == "/releases/0/awards/0"


def test_the_nearest_description_and_date_stand_where_a_contract_has_none(see: See) -> None:
    tender = {"description": "Taps for the school kitchen"}
    contract: dict[str, Any] = {"id": "C", "awardID": "A"}
    one = release(tender=tender, awards=[award()], contracts=[contract])
    (row,) = see(READER, package(one)).rows
    assert (row["item description"], row["tender description"]) == (
        *("Taps for the school kitchen", None),
    )
    assert (row["date"], row["date kind"]) == ("2024-01-01T00:00:00Z", "published")
    contract["period"] = {"startDate": "2023-05-01"}
    (row,) = see(READER, package(one)).rows
    assert (row["date"], row["date kind"]) == ("2023-05-01", "period")
