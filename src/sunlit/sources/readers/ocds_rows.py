"""Which purchases does one contracting process hold, each counted once?

A row is a thing bought. What is counted, in this order, once per contract:

1. the value of the contract (it supersedes the value of its award: the same money, agreed);
2. else the value of the award;
3. else the transactions of the contract, each a payment in a row of its own.

Where every item of the contract (or award) has a quantity and a unit price, and together they do
not exceed that value by more than a tax would, each item's own amount is counted instead
(`line`). Otherwise the value stands on the first item's row (`document`: other goods are in it)
and the other items have no amount. Values that are not counted stay visible in their own cells.

An award or contract that was cancelled or unsuccessful is no purchase and is set aside. A process
without any award is a notice: words, no supplier, no amount.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from sunlit.sources.readers.known_columns import Columns
from sunlit.sources.readers.left_over import as_text, left_over

COLUMNS: Final = Columns(
    (
        ("kind", "kind"),
        ("amount covers", "amount_covers"),
        ("date kind", "date_kind"),
        ("buyer", "buyer"),
        ("procuring entity", "buyer_unit"),
        ("suppliers", "supplier"),
        ("supplier ids", "supplier_id"),
        ("item description", "description"),
        ("title", "title"),
        ("classification", "category"),
        ("classification code", "commodity_code"),
        ("quantity", "quantity"),
        ("unit", "ignored"),
        ("unit price", "unit_price"),
        ("amount", "amount"),
        ("currency", "currency"),
        ("date", "date"),
        ("contract", "contract_id"),
        ("item id", "line_number"),
        ("budget", "fund"),
        ("delivery place", "place"),
        ("award title", "other"),
        ("award description", "other"),
        ("contract title", "other"),
        ("contract description", "other"),
        ("tender title", "other"),
        ("tender description", "other"),
        ("further classifications", "other"),
        ("award items", "other"),
        ("tender items", "other"),
        ("payments", "other"),
        ("other text", "other"),
        ("ocid", "ignored"),
        ("status", "ignored"),
        ("award value", "ignored"),
        ("contract value", "ignored"),
        ("tender value", "ignored"),
        ("other details", "ignored"),
    )
)

Object = dict[str, Any]
Cells = dict[str, str | None]

#: Of these statuses nothing was bought.
_NOT_BOUGHT: Final = frozenset({"cancelled", "unsuccessful"})

#: No value added tax is higher than 27 %: items that come to more are no unit prices.
_TAX: Final = Decimal("1.28")

_ITEM_SHOWN: Final = (
    "id",
    "description",
    "quantity",
    "unit.name",
    "unit.value.amount",
    "unit.value.currency",
    "classification.id",
    "classification.description",
    "additionalClassifications.description",
)
_AWARD_SHOWN: Final = (
    "id",
    "title",
    "description",
    "status",
    "date",
    "value.amount",
    "value.currency",
    "suppliers.name",
    "suppliers.id",
    "items",
)
_CONTRACT_SHOWN: Final = (
    "id",
    "awardID",
    "title",
    "description",
    "status",
    "dateSigned",
    "value.amount",
    "value.currency",
    "items",
    "implementation.transactions",
)
_PROCESS_SHOWN: Final = (
    "ocid",
    "awards",
    "contracts",
    "buyer.name",
    "tender.title",
    "tender.description",
    "tender.items",
    "tender.value.amount",
    "tender.value.currency",
    "tender.procuringEntity.name",
    "planning.budget.description",
    "parties",
)


@dataclass(frozen=True)
class Row:
    """One row: its cells, and the path to its object in the process: `("awards", 0, "items", 2)`.

    `aside` is the reason for which it is no purchase; None for a purchase.
    """

    cells: Cells
    path: tuple[str | int, ...]
    aside: str | None = None


def rows_of(process: Object) -> Iterator[Row]:
    """Give the rows of one compiled release; at least one, whatever it lacks.

    The words of the process as a whole stand on its first row only, so that a name in a tender's
    document is met once and not on every item.
    """
    whole = _whole(process)
    shared = _shared(process)
    for number, row in enumerate(_rows(process, shared)):
        yield Row({**row.cells, **whole}, row.path, row.aside) if number == 0 else row


def _rows(process: Object, shared: Cells) -> Iterator[Row]:
    awards = _objects(process.get("awards"))
    contracts = _objects(process.get("contracts"))
    told: set[int] = set()
    for i, award in awards:
        own = [
            (j, contract)
            for j, contract in contracts
            if j not in told
            and as_text(contract.get("awardID")) == as_text(award.get("id"))
            and as_text(award.get("id")) is not None
        ]
        told.update(j for j, _ in own)
        yield from _award(process, shared, i, award, own)
    for j, contract in contracts:
        if j not in told:
            yield from _contract(process, shared, j, contract, None, None)
    if not awards and not contracts:
        yield from _notice(process, shared)


def _award(
    process: Object, shared: Cells, i: int, award: Object, own: list[tuple[int, Object]]
) -> Iterator[Row]:
    path = ("awards", i)
    cells = {**shared, **_award_cells(process, award)}
    status = as_text(award.get("status"))
    if status in _NOT_BOUGHT:
        yield Row({**cells, **_rest(award, _AWARD_SHOWN), "kind": "award"}, path, status)
        return
    standing = [(j, c) for j, c in own if as_text(c.get("status")) != "cancelled"]
    for j, contract in own:
        if as_text(contract.get("status")) == "cancelled":
            yield Row(
                {**cells, **_contract_cells(process, contract)}, ("contracts", j), "cancelled"
            )
    if own and not standing:
        return
    if not standing:
        cells |= {
            "kind": "award",
            "date": as_text(award.get("date")),
            "date kind": "awarded",
            **_titles(award, process),
        }
        items = _objects(award.get("items"))
        rest = _rest(award, _AWARD_SHOWN)
        yield from _group(cells, rest, items, path, _money(award.get("value")))
        return
    for place, (j, contract) in enumerate(standing):
        yield from _contract(
            process, cells, j, contract, award if place == 0 else None, (i, award, len(standing))
        )


def _contract(
    process: Object,
    shared: Cells,
    j: int,
    contract: Object,
    first_of: Object | None,
    award: tuple[int, Object, int] | None,
) -> Iterator[Row]:
    """Give the rows of a contract; `first_of` is the award whose own words its first row bears."""
    path: tuple[str | int, ...] = ("contracts", j)
    cells = {**shared, **_contract_cells(process, contract)}
    if as_text(contract.get("status")) in _NOT_BOUGHT:
        yield Row({**cells, **_rest(contract, _CONTRACT_SHOWN)}, path, "cancelled")
        return
    signed = as_text(contract.get("dateSigned"))
    awarded = as_text(award[1].get("date")) if award else None
    cells |= {
        "date": signed or awarded,
        "date kind": "signed" if signed else "awarded",
        **_titles(contract, process, award[1] if award else None),
    }
    if award is None and not cells.get("suppliers"):
        cells |= _suppliers(contract, process) or _only_supplier(process)
    items = _objects(contract.get("items"))
    item_path = path
    rest = _rest(contract, _CONTRACT_SHOWN)
    if first_of is not None:
        rest = _joined(rest, _rest(first_of, _AWARD_SHOWN))
        awarded_items = _objects(first_of.get("items"))
        if not items and award is not None:
            items, item_path = awarded_items, ("awards", award[0])
        else:
            rest |= _listed("award items", awarded_items, items)
    value = _money(contract.get("value"))
    if value is None and award is not None and award[2] == 1:
        value = _money(award[1].get("value"))
    payments = _payments(contract)
    if value is None and payments and not _lines(items, None):
        yield from _group(cells, rest, items, item_path, None, alone=path)
        yield from _paid(cells, payments, path)
        return
    rest["payments"] = "\n".join(_payment_line(payment) for _, payment in payments)
    yield from _group(cells, rest, items, item_path, value, alone=path)


def _notice(process: Object, shared: Cells) -> Iterator[Row]:
    tender = process.get("tender")
    tender = tender if isinstance(tender, dict) else {}
    published = as_text(process.get("date"))
    cells = {
        **shared,
        "kind": "notice",
        "amount covers": "unknown",
        "date": published,
        "date kind": "published",
        "status": as_text(tender.get("status")),
        "title": as_text(tender.get("title")) or _inside(process, "planning", "project", "title"),
        "contract": as_text(process.get("ocid")),
        "tender title": None,
    }
    items = _objects(tender.get("items"))
    for n, (k, item) in enumerate(items):
        first = {} if n else cells
        yield Row({**cells, **first, **_item_cells(item)}, ("tender", "items", k))
    if not items:
        words = as_text(tender.get("description")) or cells["title"]
        yield Row({**cells, "item description": words, "tender description": None}, ("tender",))


def _group(
    cells: Cells,
    rest: Cells,
    items: list[tuple[int, Object]],
    path: tuple[str | int, ...],
    value: tuple[Decimal, str | None] | None,
    alone: tuple[str | int, ...] | None = None,
) -> Iterator[Row]:
    """Give one row per item, or one for the whole when no items are listed, and the money once."""
    lines = _lines(items, value)
    document: Cells = {"amount covers": "unknown"}
    if value is not None:
        document = {
            "amount": _plain(value[0]),
            "currency": value[1],
            "amount covers": "document",
        }
    if not items:
        words = cells.get("contract description") or cells.get("award description")
        first = {"item description": words or cells.get("title")}
        yield Row({**cells, **document, **first, **rest}, alone or path)
        return
    for n, (k, item) in enumerate(items):
        row = {**cells, **_item_cells(item)}
        if lines:
            amount, currency = lines[n]
            row |= {"amount": _plain(amount), "currency": currency or document.get("currency")}
            row["amount covers"] = "line"
        elif n == 0:
            row |= document
        else:
            row["amount covers"] = "unknown"
        if n == 0:
            row = _joined(row, rest)
        yield Row(row, (*path, "items", k))


def _lines(
    items: list[tuple[int, Object]], value: tuple[Decimal, str | None] | None
) -> list[tuple[Decimal, str | None]]:
    """Give each item's quantity times its unit price; none at all unless all are to be trusted."""
    lines = []
    for _, item in items:
        unit = item.get("unit")
        price = _money(unit.get("value")) if isinstance(unit, dict) else None
        quantity = _decimal(item.get("quantity"))
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
) -> Iterator[Row]:
    for k, payment in payments:
        money = _money(payment.get("value")) or _money(payment.get("amount"))
        yield Row(
            {
                **cells,
                "kind": "payment",
                "item description": cells.get("contract description") or cells.get("title"),
                "amount": _plain(money[0]) if money else None,
                "currency": money[1] if money else None,
                "amount covers": "document" if money else "unknown",
                "date": as_text(payment.get("date")),
                "date kind": "paid",
                "item id": as_text(payment.get("id")),
                "other text": _payment_line(payment),
            },
            (*path, "implementation", "transactions", k),
        )


def _payments(contract: Object) -> list[tuple[int, Object]]:
    implementation = contract.get("implementation")
    if not isinstance(implementation, dict):
        return []
    return _objects(implementation.get("transactions"))


def _payment_line(payment: Object) -> str:
    words, details = left_over(payment)
    return "; ".join(words + details)


def _shared(process: Object) -> Cells:
    tender = process.get("tender")
    tender = tender if isinstance(tender, dict) else {}
    buyer = _inside(process, "buyer", "name") or _party(process, "buyer")
    procuring = _inside(tender, "procuringEntity", "name") or _party(process, "procuringEntity")
    return {
        "buyer": buyer or procuring,
        "procuring entity": procuring if procuring != buyer and buyer else None,
        "tender title": as_text(tender.get("title")),
        "tender description": as_text(tender.get("description")),
        "tender value": _shown(tender.get("value")),
        "budget": _inside(process, "planning", "budget", "description"),
        "ocid": as_text(process.get("ocid")),
    }


def _whole(process: Object) -> Cells:
    """Give the words of the process that belong to no award, contract or item."""
    words, details = left_over(process, _PROCESS_SHOWN)
    for _, party in _objects(process.get("parties")):
        roles = party.get("roles")
        roles = roles if isinstance(roles, list) else []
        more, less = left_over(party, ("id", "roles"))
        role = ", ".join(str(role) for role in roles) or "party"
        lost = "tenderer" in roles and "supplier" not in roles
        (details if lost else words).extend(f"{role}: {line}" for line in more)
        details.extend(f"{role}: {line}" for line in less)
    cells: Cells = {"other text": "\n".join(words), "other details": "\n".join(details)}
    tender = process.get("tender")
    bought = process.get("awards") or process.get("contracts")
    if isinstance(tender, dict) and bought:
        cells |= _listed("tender items", _objects(tender.get("items")), [])
    return cells


def _listed(name: str, items: list[tuple[int, Object]], shown: list[tuple[int, Object]]) -> Cells:
    """Give the words of `items` in one cell, without those that stand in rows of their own."""
    known = {as_text(item.get("description")) for _, item in shown}
    lines = []
    for _, item in items:
        words, _ = left_over(item, ("id",))
        lines += [w for w in words if w.removeprefix("description: ") not in known]
    return {name: "\n".join(lines)}


def _award_cells(process: Object, award: Object) -> Cells:
    return {
        "award title": as_text(award.get("title")),
        "award description": as_text(award.get("description")),
        "award value": _shown(award.get("value")),
        "status": as_text(award.get("status")),
        "contract": _scoped(process, award),
        **(_suppliers(award, process) or {}),
    }


def _contract_cells(process: Object, contract: Object) -> Cells:
    return {
        "kind": "contract",
        "contract title": as_text(contract.get("title")),
        "contract description": as_text(contract.get("description")),
        "contract value": _shown(contract.get("value")),
        "status": as_text(contract.get("status")),
        "contract": _scoped(process, contract),
    }


def _titles(deal: Object, process: Object, award: Object | None = None) -> Cells:
    tender = process.get("tender")
    for source in (deal, award, tender):
        if isinstance(source, dict) and as_text(source.get("title")):
            return {"title": as_text(source.get("title"))}
    return {}


def _item_cells(item: Object) -> Cells:
    classification = item.get("classification")
    classification = classification if isinstance(classification, dict) else {}
    unit = item.get("unit")
    unit = unit if isinstance(unit, dict) else {}
    price = _money(unit.get("value"))
    further = [
        as_text(more.get("description"))
        for _, more in _objects(item.get("additionalClassifications"))
    ]
    words, details = left_over(item, _ITEM_SHOWN)
    category = as_text(classification.get("description"))
    return {
        "item description": as_text(item.get("description")) or category,
        "classification": category,
        "classification code": as_text(classification.get("id")),
        "quantity": as_text(item.get("quantity")),
        "unit": as_text(unit.get("name")),
        "unit price": _plain(price[0]) if price else None,
        "item id": as_text(item.get("id")),
        "delivery place": _place(item),
        "further classifications": "; ".join(filter(None, further)),
        "other text": "\n".join(words),
        "other details": "\n".join(details),
    }


def _place(item: Object) -> str | None:
    address = item.get("deliveryAddress")
    if not isinstance(address, dict):
        return None
    names = ("locality", "region", "countryName")
    return ", ".join(filter(None, (as_text(address.get(name)) for name in names))) or None


def _suppliers(deal: Object, process: Object) -> Cells:
    names, ids = [], []
    for _, supplier in _objects(deal.get("suppliers")):
        number = as_text(supplier.get("id"))
        name = as_text(supplier.get("name")) or _party_name(process, number)
        if name and name not in names:
            names.append(name)
        if number and number not in ids:
            ids.append(number)
    if not names:
        return {}
    return {"suppliers": "; ".join(names), "supplier ids": "; ".join(ids)}


def _only_supplier(process: Object) -> Cells:
    """Give the one party that is a supplier, for a contract without award; of several, none."""
    found = [party for _, party in _objects(process.get("parties")) if _has_role(party, "supplier")]
    if len(found) != 1:
        return {}
    return {"suppliers": as_text(found[0].get("name")), "supplier ids": as_text(found[0].get("id"))}


def _party(process: Object, role: str) -> str | None:
    names = [
        as_text(party.get("name"))
        for _, party in _objects(process.get("parties"))
        if _has_role(party, role)
    ]
    return "; ".join(name for name in names if name) or None


def _party_name(process: Object, number: str | None) -> str | None:
    for _, party in _objects(process.get("parties")):
        if number is not None and as_text(party.get("id")) == number:
            return as_text(party.get("name"))
    return None


def _has_role(party: Object, role: str) -> bool:
    roles = party.get("roles")
    return isinstance(roles, list) and role in roles


def _scoped(process: Object, deal: Object) -> str | None:
    """Give an id that is unique beyond its process: within it, "1" is a usual one."""
    ocid, number = as_text(process.get("ocid")), as_text(deal.get("id"))
    return "/".join(filter(None, (ocid, number))) or None


def _rest(deal: Object, shown: Sequence[str]) -> Cells:
    words, details = left_over(deal, shown)
    return {"other text": "\n".join(words), "other details": "\n".join(details)}


def _joined(one: Cells, other: Cells) -> Cells:
    """Put two sets of cells together; where both have a cell, one below the other."""
    names = one.keys() | other.keys()
    return {n: "\n".join(filter(None, (one.get(n), other.get(n)))) or None for n in sorted(names)}


def _objects(value: Any) -> list[tuple[int, Object]]:
    if not isinstance(value, list):
        return []
    return [(i, member) for i, member in enumerate(value) if isinstance(member, dict) and member]


def _inside(value: Any, *names: str) -> str | None:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return as_text(value)


def _money(value: Any) -> tuple[Decimal, str | None] | None:
    if not isinstance(value, dict):
        return None
    amount = _decimal(value.get("amount"))
    return None if amount is None else (amount, as_text(value.get("currency")))


def _decimal(value: Any) -> Decimal | None:
    text = as_text(value) if not isinstance(value, bool) else None
    try:
        number = Decimal(text) if text is not None and len(text) < 60 else None
    except InvalidOperation:
        return None
    # What MONEY holds: 32 digits before the point.
    return number if number is not None and number.is_finite() and number.adjusted() < 30 else None


def _plain(amount: Decimal) -> str:
    return format(amount, "f")


def _shown(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    parts = (as_text(value.get("amount")), as_text(value.get("currency")))
    return " ".join(filter(None, parts)) or None
