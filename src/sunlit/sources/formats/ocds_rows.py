"""Which purchases does one contracting process hold, each counted once?

A row is a thing bought. What is counted, in this order, once per contract:

1. the value of the contract (it supersedes the value of its award: the same money, agreed);
2. else the value of the award;
3. else the transactions of the contract, each a payment in a row of its own.

Where every item of the contract (or award) has a quantity and a unit price, and together they do
not exceed that value by more than a tax would, each item's own amount is counted instead
(`line`). Otherwise the value stands on the first item's row (`document`: other goods are in it)
and the other items have no amount. Values that are not counted stay visible in their own cells.

An award or contract that was cancelled or unsuccessful is no purchase and is excluded. A process
without any award is a notice: words, no supplier, no amount.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sunlit.sources.formats.json_values import Object, decimal, inside, money, objects, plain
from sunlit.sources.formats.known_columns import repeated
from sunlit.sources.formats.left_over import as_text
from sunlit.sources.formats.ocds_cells import (
    Cells,
    award_cells,
    award_rest,
    contract_cells,
    contract_rest,
    described,
    item_cells,
    joined,
    listed,
    only_supplier,
    party_names,
    payment_line,
    payments_of,
    process_cells,
    suppliers_of,
    titles,
    when,
    whole_cells,
)

#: Of these statuses nothing was bought.
_NOT_BOUGHT: Final = frozenset({"cancelled", "unsuccessful"})

#: No value added tax is higher than 27 %: items that come to more are no unit prices.
_TAX: Final = Decimal("1.28")


@dataclass(frozen=True)
class OcdsRow:
    """One row: its cells, and the path to its object in the process: `("awards", 0, "items", 2)`.

    `left_out` is the reason for which it is no purchase; None for a purchase.
    """

    cells: Cells
    path: tuple[str | int, ...]
    left_out: str | None = None


def rows_of(process: Object) -> Iterator[OcdsRow]:
    """Give the rows of one compiled release; at least one, whatever it lacks.

    The words of the process as a whole stand on its first purchase only, so that a name in a
    tender's document is met once and not on every item. Rows that are excluded come last.
    """
    whole: Cells | None = whole_cells(process)
    left_out = []
    for row in _Process(process).rows():
        if row.left_out is not None:
            left_out.append(row)
        elif whole is not None:
            yield OcdsRow(joined(row.cells, whole), row.path)
            whole = None
        else:
            yield row
    for row in left_out:
        # With nothing bought, the first row excluded is the only one to hold them.
        yield row if whole is None else OcdsRow(joined(row.cells, whole), row.path, row.left_out)
        whole = None


@dataclass(frozen=True)
class _Awarded:
    """The award of a contract. `first`: its words and items stand with this contract.

    `value` is the award's when no contract of it has one of its own.
    """

    place: int
    award: Object
    first: bool
    value: tuple[Decimal, str | None] | None


class _Process:
    """One contracting process, with what its parts look up in one another."""

    def __init__(self, release: Object) -> None:
        self.release = release
        self.ocid = as_text(release.get("ocid"))
        self.names = party_names(release)
        self.contracts = objects(release.get("contracts"))
        self.by_award: dict[str | None, list[tuple[int, Object]]] = {}
        for j, contract in self.contracts:
            self.by_award.setdefault(as_text(contract.get("awardID")), []).append((j, contract))

    def rows(self) -> Iterator[OcdsRow]:
        """Give the rows of awards with their contracts, then of contracts without award."""
        shared = process_cells(self.release)
        awards = objects(self.release.get("awards"))
        told: set[int] = set()
        for i, award in awards:
            number = as_text(award.get("id"))
            # Of two awards with one id the first has the contracts.
            own = self.by_award.pop(number, []) if number is not None else []
            told.update(j for j, _ in own)
            yield from self._award(shared, i, award, own)
            shared = repeated(shared)
        for j, contract in self.contracts:
            if j not in told:
                yield from self._contract(shared, j, contract, None)
                shared = repeated(shared)
        if not awards and not self.contracts:
            yield from self._notice(shared)

    def _award(
        self, shared: Cells, i: int, award: Object, own: list[tuple[int, Object]]
    ) -> Iterator[OcdsRow]:
        path = ("awards", i)
        cells = {**shared, **award_cells(self.ocid, award, self.names)}
        items = objects(award.get("items"))
        status = as_text(award.get("status"))
        standing = [(j, c) for j, c in own if as_text(c.get("status")) not in _NOT_BOUGHT]
        if status in _NOT_BOUGHT or (own and not standing):
            words = {**award_rest(award), **listed("award items", items, [])}
            yield OcdsRow(
                {**cells, **words, "kind": "award"}, path, status or "its contract was cancelled"
            )
        elif not standing:
            cells |= {"kind": "award", **titles(award, self.release)}
            cells |= when(self.release, award=award)
            yield from _group(cells, award_rest(award), items, path, money(award.get("value")))
        valued = any(money(contract.get("value")) for _, contract in standing)
        value = None if valued else money(award.get("value"))
        first = True
        for j, contract in own:
            stands = as_text(contract.get("status")) not in _NOT_BOUGHT
            awarded = _Awarded(i, award, first and stands, value if first else None)
            yield from self._contract(cells, j, contract, awarded)
            if stands:
                first, cells = False, repeated(cells)

    def _contract(
        self, shared: Cells, j: int, contract: Object, awarded: _Awarded | None
    ) -> Iterator[OcdsRow]:
        path: tuple[str | int, ...] = ("contracts", j)
        cells = {**shared, **contract_cells(self.ocid, contract)}
        items = objects(contract.get("items"))
        rest = contract_rest(contract)
        status = as_text(contract.get("status"))
        if status in _NOT_BOUGHT:
            yield OcdsRow({**cells, **rest, **listed("award items", items, [])}, path, status)
            return
        award = awarded.award if awarded else None
        cells |= when(self.release, contract, award)
        cells |= titles(contract, self.release, award)
        if awarded is None:
            cells |= suppliers_of(contract, self.names) or only_supplier(self.release)
        item_path = path
        if awarded is not None and awarded.first:
            rest = joined(rest, award_rest(awarded.award))
            awarded_items = objects(awarded.award.get("items"))
            if items:
                rest |= listed("award items", awarded_items, items)
            else:
                items, item_path = awarded_items, ("awards", awarded.place)
        value = money(contract.get("value")) or (awarded.value if awarded else None)
        payments = payments_of(contract)
        if value is None and payments and not _lines(items, None):
            yield from _group(cells, rest, items, item_path, None, alone=path)
            yield from _paid(repeated(cells), payments, path)
            return
        rest["payments"] = "\n".join(payment_line(payment) for _, payment in payments)
        yield from _group(cells, rest, items, item_path, value, alone=path)

    def _notice(self, shared: Cells) -> Iterator[OcdsRow]:
        tender = self.release.get("tender")
        tender = tender if isinstance(tender, dict) else {}
        published = as_text(self.release.get("date"))
        cells = {
            **shared,
            "kind": "notice",
            "amount covers": "unknown",
            "date": published,
            "date kind": "published",
            "status": as_text(tender.get("status")),
            "title": as_text(tender.get("title"))
            or inside(self.release, "planning", "project", "title"),
            "contract": as_text(self.release.get("ocid")),
            "tender title": None,
        }
        items = objects(tender.get("items"))
        for k, item in items:
            yield OcdsRow({**cells, **item_cells(item)}, ("tender", "items", k))
            cells = repeated(cells)
        if not items:
            words = as_text(tender.get("description")) or cells["title"]
            yield OcdsRow(
                {**cells, "item description": words, "tender description": None}, ("tender",)
            )


def _group(
    cells: Cells,
    rest: Cells,
    items: list[tuple[int, Object]],
    path: tuple[str | int, ...],
    value: tuple[Decimal, str | None] | None,
    alone: tuple[str | int, ...] | None = None,
) -> Iterator[OcdsRow]:
    """Give one row per item, or one for the whole when no items are listed, and the money once."""
    lines = _lines(items, value)
    document: Cells = {"amount covers": "unknown"}
    if value is not None:
        document = {
            "amount": plain(value[0]),
            "currency": value[1],
            "amount covers": "document",
        }
    if not items:
        yield OcdsRow({**cells, **document, **described(cells), **rest}, alone or path)
        return
    for n, (k, item) in enumerate(items):
        row = {**cells, **item_cells(item)}
        if lines:
            amount, currency = lines[n]
            row |= {"amount": plain(amount), "currency": currency or document.get("currency")}
            row["amount covers"] = "line"
        elif n == 0:
            row |= document
        else:
            row["amount covers"] = "unknown"
        if n == 0:
            row = joined(row, rest)
            cells = repeated(cells)
        yield OcdsRow(row, (*path, "items", k))


def _lines(
    items: list[tuple[int, Object]], value: tuple[Decimal, str | None] | None
) -> list[tuple[Decimal, str | None]]:
    """Give each item's quantity times its unit price; none at all unless all are to be trusted."""
    lines = []
    for _, item in items:
        unit = item.get("unit")
        price = money(unit.get("value")) if isinstance(unit, dict) else None
        quantity = decimal(item.get("quantity"))
        if price is None or quantity is None:
            return []
        lines.append((_product(price[0], quantity), price[1]))
    if value is not None:
        if any(currency not in (None, value[1]) for _, currency in lines):
            return []
        if sum(amount for amount, _ in lines) > value[0] * _TAX:
            return []
    return lines


def _product(price: Decimal, quantity: Decimal) -> Decimal:
    exact = price * quantity
    # Two published zeros after the point stay; what MONEY cannot hold is rounded.
    exponent = exact.as_tuple().exponent
    return round(exact, 6) if isinstance(exponent, int) and exponent < -6 else exact


def _paid(
    cells: Cells, payments: list[tuple[int, Object]], path: tuple[str | int, ...]
) -> Iterator[OcdsRow]:
    for k, payment in payments:
        paid = money(payment.get("value")) or money(payment.get("amount"))
        yield OcdsRow(
            {
                **cells,
                "kind": "payment",
                **described(cells),
                "amount": plain(paid[0]) if paid else None,
                "currency": paid[1] if paid else None,
                "amount covers": "document" if paid else "unknown",
                "date": as_text(payment.get("date")),
                "date kind": "paid",
                "item id": as_text(payment.get("id")),
                "other text": payment_line(payment),
            },
            (*path, "implementation", "transactions", k),
        )
