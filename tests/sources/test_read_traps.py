"""Is each trap of published spending tables met: what is read, what is excluded, what is asked?"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sunlit.errors import AmbiguousError, MappingError
from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources import Original, ReadOptions, read, understand

Make = Callable[..., Original]
HEAD = "Date,Supplier,Description,Amount\n"


@pytest.fixture
def bought(original: Make) -> Callable[..., tuple[list[dict[str, Any]], list[str]]]:
    """Read text: the purchases, and "reason" or "quarantined: reason" of every other row."""

    def rows(
        text: str, options: ReadOptions | None = None
    ) -> tuple[list[dict[str, Any]], list[str]]:
        purchases: list[dict[str, Any]] = []
        left_out: list[dict[str, Any]] = []
        for batch in read(original(text.encode()), options or ReadOptions(), DEFAULT_LIMITS):
            purchases += batch.purchases.to_pylist()
            left_out += batch.left_out.to_pylist()
        left_out.sort(key=lambda row: row["row_number"])
        return purchases, [
            row["reason"] if row["outcome"] == "excluded" else f"quarantined: {row['reason']}"
            for row in left_out
        ]

    return rows


def lines(*rows: str) -> str:
    """Twenty whole purchases, then the rows in question."""
    whole = "".join(
        f"{day:02}/06/2021,Buckle & Sons Ltd,Repair of gate {day},{100 + day}.50\n"
        for day in range(1, 21)
    )
    return HEAD + whole + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,,", "blank"),
        (",,Total,2210.00", "total"),
        ("Grand Total:,,,2210.00", "total"),
        ("TOTAL PAYMENTS JUNE,,,2210.00", "total"),
        (",,Razem,2210.00", "total"),
        (",,ИТОГО,2210.00", "total"),
        ("Date,Supplier,Description,Amount", "repeated_header"),
        ("Payments to individuals are left out,,,", "note"),
    ],
)
def test_a_row_that_is_no_purchase_by_its_nature_is_excluded(
    bought: Any, row: str, reason: str
) -> None:
    purchases, left_out = bought(lines(row))
    assert len(purchases) == 20
    assert left_out == ["header", reason]


@pytest.mark.parametrize(
    "supplier", ["Total Gas & Power", "Grand Total Ltd", "Total", "Sum Up Ltd"]
)
def test_a_supplier_called_total_with_a_full_row_is_a_supplier(bought: Any, supplier: str) -> None:
    purchases, left_out = bought(lines(f"21/06/2021,{supplier},Gas for June,99.00"))
    assert purchases[-1]["supplier"] == supplier
    assert left_out == ["header"]


def test_in_a_table_of_two_columns_only_the_bare_word_is_a_total(bought: Any) -> None:
    purchases, left_out = bought(
        "Supplier,Amount\nAlder Ltd,10.00\nTotal Gas Ltd,5.50\nTotal,15.50\n"
    )
    assert [p["supplier"] for p in purchases] == ["Alder Ltd", "Total Gas Ltd"]
    assert left_out == ["header", "total"]


def test_an_amount_that_cannot_be_read_waits_in_quarantine(bought: Any) -> None:
    purchases, left_out = bought(lines("21/06/2021,Alder Ltd,Gate,see note"))
    assert len(purchases) == 20
    assert len(left_out) == 2
    assert left_out[1].startswith("quarantined: ")


def test_an_impossible_day_costs_the_date_and_not_the_row(bought: Any) -> None:
    purchases, _ = bought(lines("31/06/2021,Alder Ltd,Gate,12.00"))
    assert purchases[-1]["date"] is None
    assert purchases[-1]["date_text"] == "31/06/2021"
    assert purchases[-1]["amount"] == Decimal(12)


def test_words_and_queries_above_the_header_are_titles(bought: Any) -> None:
    query = '"SELECT supplier, amount FROM ledger WHERE amount > 500",,,\n,,,\nSpending June,,,\n'
    purchases, left_out = bought(query + lines())
    assert len(purchases) == 20
    assert left_out == ["title", "blank", "title", "header"]


def test_a_header_over_two_rows_gives_both_words(original: Make) -> None:
    text = lines().replace(HEAD, "Date,Supplier,Description,Amount\n,,of goods,(£)\n")
    (table,) = understand(original(text.encode()), ReadOptions(), DEFAULT_LIMITS)
    assert [c.field for c in table.columns] == ["date", "supplier", "description", "amount"]
    rows = list(read(original(text.encode()), ReadOptions(), DEFAULT_LIMITS))
    assert sum(batch.purchases.num_rows for batch in rows) == 20


def test_a_table_without_a_header_is_typed_by_its_values(bought: Any) -> None:
    firms = ("Alder Ltd", "Birch and Sons Ltd", "Cedar Services Limited", "Dogwood Group plc")
    rows = "".join(
        f"{firms[i % 4]},Repair of the pump number {i} at the lower works,{i + 1}/3/2021,{i * 7}.25\n"
        for i in range(28)
    )
    purchases, left_out = bought(rows)
    assert len(purchases) == 28
    assert left_out == []
    assert (
        purchases[27]
        | {
            "supplier": "Dogwood Group plc",
            "amount": Decimal("189.25"),
            "date": date(2021, 3, 28),
        }
        == purchases[27]
    )


@pytest.mark.parametrize(
    ("published", "amount", "kind"),
    [
        ('"(1,234.50)"', "-1234.50", "credit"),
        ("-45.00", "-45.00", "credit"),
        ("1234.5-", "-1234.5", "credit"),
        ("45.00 CR", "-45.00", "credit"),
        ("45.00DR", "45.00", "payment"),
        ("£-45", "-45", "credit"),
        ("−45", "-45", "credit"),
        ('"£1,234.50"', "1234.50", "payment"),
        ("GBP 45.10", "45.10", "payment"),
        ("1.2E+05", "120000", "payment"),
        ("£4.9M", "4900000", "payment"),
    ],
)
def test_amounts_keep_their_sign_and_size(
    bought: Any, published: str, amount: str, kind: str
) -> None:
    text = lines(f"21/06/2021,Alder Ltd,Gate,{published}").replace("Date,", "Payment Date,", 1)
    purchases, _ = bought(text)
    assert purchases[-1]["amount"] == Decimal(amount)
    assert purchases[-1]["kind"] == kind


def test_days_that_read_both_ways_are_asked_about(bought: Any) -> None:
    rows = "".join(f"0{m}/0{m % 9 + 1}/2021,Alder Ltd,Gate,12.00\n" for m in range(1, 9))
    with pytest.raises(AmbiguousError, match=r"--date-order"):
        bought(HEAD + rows)
    purchases, _ = bought(HEAD + rows, ReadOptions(date_order="mdy"))
    assert purchases[0]["date"] == date(2021, 1, 2)
    purchases, _ = bought(HEAD + rows, ReadOptions(jurisdiction="GB"))
    assert purchases[0]["date"] == date(2021, 2, 1)


def test_a_day_far_down_the_file_decides_for_the_days_above_it(bought: Any) -> None:
    many = "".join("03/04/2021,Alder Ltd,Gate,12.00\n" for _ in range(150_000))
    purchases, _ = bought(HEAD + many + "03/14/2021,Alder Ltd,Gate,12.00\n")
    assert purchases[0]["date"] == date(2021, 3, 4)


def test_forms_of_days_may_mix_in_one_column(bought: Any) -> None:
    forms = ("05-Apr-17", "2017-04-05", '"Wednesday, April 05, 2017"', "5/4/2017 0:00", "20170405")
    purchases, _ = bought(lines(*(f"{form},Alder Ltd,Gate,1.00" for form in forms)))
    assert {p["date"] for p in purchases[20:]} == {date(2017, 4, 5)}
    assert {p["date_precision"] for p in purchases} == {"day"}


@pytest.mark.parametrize(
    ("published", "first_day", "precision"),
    [
        ("2019-07", date(2019, 7, 1), "month"),
        ("Jul-19", date(2019, 7, 1), "month"),
        ("2019", date(2019, 1, 1), "year"),
        ("Q1 2015", date(2015, 1, 1), "quarter"),
    ],
)
def test_a_period_is_not_filled_in(
    bought: Any, published: str, first_day: date, precision: str
) -> None:
    purchases, _ = bought(lines(f"{published},Alder Ltd,Gate,1.00"))
    assert (purchases[-1]["date"], purchases[-1]["date_precision"]) == (first_day, precision)


def test_net_is_the_amount_where_gross_and_tax_stand_beside_it(original: Make) -> None:
    text = "Supplier,Gross Amount,VAT,Net Amount\nAlder Ltd,120.00,20.00,100.00\n" * 3
    (table,) = understand(original(text.encode()), ReadOptions(), DEFAULT_LIMITS)
    assert [c.field for c in table.columns] == ["supplier", "amount_gross", "tax", "amount"]


def test_typing_errors_in_names_are_understood(original: Make) -> None:
    text = (
        "Benificiary Name,Suuplier ID,Paymnet Date,Amout\n" + "Alder Ltd,S1,21/06/2021,9.50\n" * 4
    )
    (table,) = understand(original(text.encode()), ReadOptions(), DEFAULT_LIMITS)
    assert [c.field for c in table.columns] == ["supplier", "supplier_id", "date", "amount"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Proveedor;Descripción;Fecha de pago;Importe", "Roble SL;Cámara;21/06/2021;1.234,50"),
        ("Fornecedor;Objeto;Data de pagamento;Valor pago", "Roble SA;Câmera;21/06/2021;1.234,50"),
        ("Fournisseur;Objet;Date de paiement;Montant", "Chêne SARL;Caméra;21/06/2021;1 234,50"),
        ("Lieferant;Beschreibung;Zahlungsdatum;Betrag", "Eiche GmbH;Kamera;21.06.2021;1.234,50"),
        ("Fornitore;Oggetto;Data pagamento;Importo", "Quercia Srl;Camera;21/06/2021;1.234,50"),
        ("Leverancier;Omschrijving;Betaaldatum;Bedrag", "Eik BV;Camera;21-06-2021;1.234,50"),
        ("Поставщик;Наименование;Дата оплаты;Сумма", "ООО Дуб;Камера;21.06.2021;1 234,50"),
        ("Постачальник;Предмет закупівлі;Дата оплати;Сума", "ТОВ Дуб;Камера;21.06.2021;1 234,50"),
        ("Dostawca;Opis;Data płatności;Kwota", "Dąb Sp. z o.o.;Kamera;21.06.2021;1 234,50"),
        ("Penyedia;Uraian;Tanggal bayar;Nilai", "PT Jati;Kamera;21/06/2021;1.234,50"),
    ],
    ids=["es", "pt", "fr", "de", "it", "nl", "ru", "uk", "pl", "id"],
)
def test_eleven_languages_are_understood(bought: Any, header: str, row: str) -> None:
    purchases, _ = bought(f"{header}\n" + f"{row}\n" * 5)
    first = purchases[0]
    assert (first["amount"], first["date"]) == (Decimal("1234.50"), date(2021, 6, 21))
    assert first["supplier"] == row.split(";")[0]
    assert first["description"] == row.split(";")[1]


def test_what_a_person_says_of_a_column_wins(bought: Any) -> None:
    said = ReadOptions(mapping={"Description": "supplier", "Supplier": "other"})
    purchases, _ = bought(lines(), said)
    assert purchases[0]["supplier"] == "Repair of gate 1"


def test_a_column_that_is_not_there_is_named_with_those_near_it(bought: Any) -> None:
    with pytest.raises(MappingError, match="Supplier"):
        bought(lines(), ReadOptions(mapping={"Suplier": "supplier"}))


def test_text_that_no_name_explains_is_scanned_and_numbers_are_not(original: Make) -> None:
    text = "Supplier,Amount,Xq,Zw\n" + "".join(
        f"Alder Ltd,{i}.50,words of some kind {i},{1000 + i}\n" for i in range(9)
    )
    (table,) = understand(original(text.encode()), ReadOptions(), DEFAULT_LIMITS)
    assert [c.field for c in table.columns] == ["supplier", "amount", "other", "ignored"]


def test_an_inventory_without_amounts_is_what_a_body_holds(bought: Any) -> None:
    text = "Asset Tag,Manufacturer,Model,Location,Serial Number\n" + "".join(
        f"A{i},Northlight,NL-{i}00,Room {i},SN{i}{i}\n" for i in range(1, 9)
    )
    purchases, left_out = bought(text)
    assert len(purchases) == 8
    assert left_out == ["header"]
    assert {p["kind"] for p in purchases} == {"holding"}
    assert (purchases[0]["manufacturer"], purchases[0]["model"]) == ("Northlight", "NL-100")
    assert purchases[0]["amount"] is None


def test_a_second_export_pasted_below_is_read_by_its_own_header(bought: Any) -> None:
    second = "Date,Amount,Supplier,Description\n22/06/2021,7.25,Alder Ltd,Fence\n"
    purchases, left_out = bought(lines() + second)
    assert left_out == ["header", "header"]
    assert len(purchases) == 21
    assert (purchases[-1]["supplier"], purchases[-1]["amount"]) == ("Alder Ltd", Decimal("7.25"))


def test_a_name_over_two_rows_is_one_name(original: Make) -> None:
    text = "Supplier,Details,Net Amount,Unrecoverable\n,,,VAT\n" + "Alder Ltd,Gate,9.50,1.50\n" * 4
    (table,) = understand(original(text.encode()), ReadOptions(), DEFAULT_LIMITS)
    assert [c.name for c in table.columns][-1] == "Unrecoverable VAT"
    assert [c.field for c in table.columns] == ["supplier", "description", "amount", "tax"]


def test_words_that_go_on_below_a_purchase_are_scanned(bought: Any) -> None:
    purchases, _ = bought(lines("21/06/2021,Alder Ltd,Cameras of,9.00", ",,the make Northlight,"))
    assert purchases[-1]["description"] == "the make Northlight"
    assert purchases[-1]["amount"] is None


def test_a_description_of_reference_numbers_is_still_scanned_for_its_few_words(
    original: Make,
) -> None:
    rows = "".join(f"Alder Ltd,{i}.50,{1000 + i}\n" for i in range(30))
    text = "Supplier,Amount,Narrative\n" + rows + "Birch Ltd,9.50,a Northlight camera\n"
    (table,) = understand(original(text.encode()), ReadOptions(), DEFAULT_LIMITS)
    assert [c.field for c in table.columns] == ["supplier", "amount", "description"]


def test_of_two_dates_the_one_that_is_mostly_blank_is_not_taken(original: Make) -> None:
    rows = "".join(f"{day}/06/2021,,Alder Ltd,{day}.50\n" for day in range(10, 29))
    text = "Invoice Date,Payment Date,Supplier,Amount\n" + rows + "29/06/2021,30/06/2021,Ash,1.00\n"
    (table,) = understand(original(text.encode()), ReadOptions(), DEFAULT_LIMITS)
    assert [c.field for c in table.columns] == ["date", "date_other", "supplier", "amount"]


def test_references_with_letters_are_no_amounts_in_a_table_without_a_header(bought: Any) -> None:
    payees = ("Alder Ltd", "Birch Council", "Cedar Services", "Moor Hall")
    rows = "".join(
        f'{i + 1:02}/10/2021,BCC {30 + i},{payees[i % 4]},Hire of the hall in week {i},"{i},500.00"\n'
        for i in range(1, 20)
    )
    purchases, _ = bought(rows)
    assert purchases[0]["amount"] == Decimal(1500)
    assert purchases[0]["supplier"] == "Birch Council"


def test_rows_above_a_header_that_stands_last_are_purchases(bought: Any) -> None:
    body = lines().removeprefix(HEAD)
    purchases, left_out = bought(body + HEAD)
    assert len(purchases) == 20
    assert len(left_out) == 1
