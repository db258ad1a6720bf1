"""Is what a person decided kept, and is a hostile profile refused in words?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from sunlit.errors import InputError, NotFoundError, OutputError
from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources import Original, ReadOptions, profile, read, understand

Make = Callable[..., Original]
TEXT = "When,Whom,What for,How much\n" + "03/04/2021,Alder Ltd,Gate repair,12.50\n" * 5
SAID = {"When": "date", "Whom": "supplier", "What for": "description", "How much": "amount"}


def saved(original: Make, path: Path) -> None:
    options = ReadOptions(mapping=SAID, date_order="mdy")
    profile.save(understand(original(TEXT.encode()), options, DEFAULT_LIMITS), path)


def test_a_saved_profile_reads_the_next_file_in_the_same_way(
    original: Make, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.yaml"
    saved(original, path)
    options = ReadOptions(profile=str(path))
    (batch,) = read(original(TEXT.encode()), options, DEFAULT_LIMITS)
    first = batch.purchases.to_pylist()[0]
    assert (first["supplier"], first["description"]) == ("Alder Ltd", "Gate repair")
    assert (str(first["date"]), str(first["amount"])) == ("2021-03-04", "12.500000")


def test_what_was_saved_is_what_is_loaded(original: Make, tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    saved(original, path)
    (kept,) = profile.load(str(path))
    assert kept.columns == SAID
    assert (kept.options.date_order, kept.options.decimal_mark) == ("mdy", ".")


def test_the_command_line_wins_over_the_profile(original: Make, tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    saved(original, path)
    options = ReadOptions(profile=str(path), date_order="dmy", mapping={"What for": "title"})
    (batch,) = read(original(TEXT.encode()), options, DEFAULT_LIMITS)
    first = batch.purchases.to_pylist()[0]
    assert (str(first["date"]), first["title"]) == ("2021-04-03", "Gate repair")


def test_a_profile_of_another_layout_is_not_used(original: Make, tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    saved(original, path)
    other = "Payment Date,Supplier,Description,Amount\n" + "13/04/2021,Alder Ltd,Gate,12.50\n" * 5
    (table,) = understand(original(other.encode()), ReadOptions(profile=str(path)), DEFAULT_LIMITS)
    assert [c.field for c in table.columns] == ["date", "supplier", "description", "amount"]


def test_two_sheets_with_one_header_are_one_layout(original: Make, tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    (table,) = understand(
        original(TEXT.encode()), ReadOptions(mapping=SAID, date_order="mdy"), DEFAULT_LIMITS
    )
    profile.save([table, table], path)
    assert len(profile.load(str(path))) == 1


HOSTILE = {
    "aliases": "layouts: [&a {columns: {x: amount}}, *a]",
    "billion laughs": "a: &a [x, x]\nb: &b [*a, *a]\nlayouts: *b",
    "deep flow": "layouts: " + "[" * 20_000,
    "deep flow, closed": "layouts: " + "[" * 900 + "]" * 900,
    "deep braces": "layouts: " + "{a: " * 20_000,
    "deep blocks": "\n".join(" " * i + "a:" for i in range(2_000)),
    "deep dashes": "- " * 20_000 + "x",
    "deep keys": "? " * 20_000 + "x",
    "python object": "layouts: !!python/object/apply:os.system [echo]",
    "two documents": "layouts: []\n---\nlayouts: []",
    "not yaml": "layouts: [",
    "bare word": "amount",
    "nothing": "",
    "unknown field": "layouts: [{columns: {Net: money}}]",
    "unknown key": "layouts: [{columns: {Net: amount}, colour: red}]",
    "columns is a list": "layouts: [{columns: [amount]}]",
    "unhashable key": "layouts: [{columns: {[a]: amount}}]",
    "wrong order": "layouts: [{columns: {x: amount}, date_order: ydm}]",
    "nul": "layouts: \0",
    "too large": "# " + "x" * 1_000_001,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_profile_is_refused_with_its_path(
    original: Make, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(text)
    options = ReadOptions(profile=str(path))
    with pytest.raises(InputError) as refused:
        list(read(original(TEXT.encode()), options, DEFAULT_LIMITS))
    assert str(path) in str(refused.value)


def test_a_profile_that_is_not_there_says_how_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="columns FILE --save"):
        profile.load(str(tmp_path / "none.yaml"))


def test_a_profile_that_cannot_be_written_says_so(original: Make, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        saved(original, tmp_path / "none" / "ledger.yaml")


ORDERS = """layouts:
- name: Orders of Ash County
  signature: [Typ, Nummer|Nr]
  columns:
    Typ: record_type
    Wer|Lieferant: supplier
    Nummer|Nr: order_id
  kind: order_line
  currency: EUR
  ignored: [Intern]
  rules:
  - field: amount
    column: Typ
    cases:
      ^H: =Summe
    otherwise: =Posten
"""
TABLE = (
    "Typ,Lieferant,Nr,Intern,Summe,Posten\n"
    + "H,Alder,A7,geheim,5.50,\nD,Birch,A8,geheim,,2.25\n" * 3
)


def test_a_profile_says_all_that_a_known_layout_says(original: Make, tmp_path: Path) -> None:
    path = tmp_path / "orders.yaml"
    path.write_text(ORDERS)
    options = ReadOptions(profile=str(path))
    (table,) = understand(original(TABLE.encode()), options, DEFAULT_LIMITS)
    assert {c.name: c.field for c in table.columns if c.name in ("Lieferant", "Nr", "Intern")} == {
        "Lieferant": "supplier",
        "Nr": "order_id",
        "Intern": "ignored",
    }
    (batch,) = read(original(TABLE.encode()), options, DEFAULT_LIMITS)
    first, second, *_ = batch.purchases.to_pylist()
    assert (first["kind"], first["currency"], str(first["amount"])) == (
        "order_line",
        "EUR",
        "5.500000",
    )
    assert (second["supplier"], second["order_id"], str(second["amount"])) == (
        "Birch",
        "A8",
        "2.250000",
    )


def test_a_layout_is_for_files_that_have_its_signature(original: Make, tmp_path: Path) -> None:
    path = tmp_path / "orders.yaml"
    path.write_text(ORDERS.replace("Nummer|Nr]", "Nummer|Nr, Anlage]"))
    (table,) = understand(original(TABLE.encode()), ReadOptions(profile=str(path)), DEFAULT_LIMITS)
    assert table.constants.get("currency") is None
