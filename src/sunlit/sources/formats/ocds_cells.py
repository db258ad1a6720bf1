"""Which cells do the parts of a contracting process give?"""

from collections.abc import Mapping, Sequence
from typing import Final

from sunlit.sources.formats.json_values import Object, inside, money, objects, plain, shown_money
from sunlit.sources.formats.known_columns import Columns
from sunlit.sources.formats.left_over import as_text, left_over

Cells = dict[str, str | None]

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


def process_cells(process: Object) -> Cells:
    """Give the cells that all rows of a process share."""
    tender = process.get("tender")
    tender = tender if isinstance(tender, dict) else {}
    buyer = inside(process, "buyer", "name") or _party(process, "buyer")
    procuring = inside(tender, "procuringEntity", "name") or _party(process, "procuringEntity")
    return {
        "buyer": buyer or procuring,
        "procuring entity": procuring if procuring != buyer and buyer else None,
        "tender title": as_text(tender.get("title")),
        "tender description": as_text(tender.get("description")),
        "tender value": shown_money(tender.get("value")),
        "budget": inside(process, "planning", "budget", "description"),
        "ocid": as_text(process.get("ocid")),
    }


def whole_cells(process: Object) -> Cells:
    """Give the words of the process that belong to no award, contract or item."""
    words, details = left_over(process, _PROCESS_SHOWN)
    for _, party in objects(process.get("parties")):
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
        cells |= listed("tender items", objects(tender.get("items")), [])
    return cells


def listed(name: str, items: list[tuple[int, Object]], shown: list[tuple[int, Object]]) -> Cells:
    """Give the words of `items` in one cell, without those that stand in rows of their own."""
    known = {as_text(item.get("description")) for _, item in shown}
    lines = []
    for _, item in items:
        words, _ = left_over(item, ("id",))
        lines += [w for w in words if w.removeprefix("description: ") not in known]
    return {name: "\n".join(lines)}


def award_cells(ocid: str | None, award: Object, names: Mapping[str, str]) -> Cells:
    """Give the cells of an award, its suppliers among them."""
    return {
        "award title": as_text(award.get("title")),
        "award description": as_text(award.get("description")),
        "award value": shown_money(award.get("value")),
        "status": as_text(award.get("status")),
        "contract": _scoped(ocid, award),
        **suppliers_of(award, names),
    }


def contract_cells(ocid: str | None, contract: Object) -> Cells:
    """Give the cells of a contract."""
    return {
        "kind": "contract",
        "contract title": as_text(contract.get("title")),
        "contract description": as_text(contract.get("description")),
        "contract value": shown_money(contract.get("value")),
        "status": as_text(contract.get("status")),
        "contract": _scoped(ocid, contract),
    }


def titles(deal: Object, process: Object, award: Object | None = None) -> Cells:
    """Give the nearest title: the deal's own, its award's, the tender's."""
    tender = process.get("tender")
    for source in (deal, award, tender):
        if isinstance(source, dict) and as_text(source.get("title")):
            return {"title": as_text(source.get("title"))}
    return {}


def described(cells: Cells) -> Cells:
    """Give what was bought where no item says so: the nearest description, moved to its cell."""
    for name in ("contract description", "award description", "tender description"):
        if cells.get(name):
            return {"item description": cells[name], name: None}
    return {"item description": cells.get("title")}


def when(process: Object, contract: Object | None = None, award: Object | None = None) -> Cells:
    """Give the nearest date and what happened on it; the release's own says only "published"."""
    for date, kind in (
        (inside(contract, "dateSigned"), "signed"),
        (inside(award, "date"), "awarded"),
        (inside(contract, "period", "startDate"), "period"),
        (inside(award, "contractPeriod", "startDate"), "period"),
        (inside(process, "date"), "published"),
    ):
        if date:
            return {"date": date, "date kind": kind}
    return {"date kind": "unknown"}


def item_cells(item: Object) -> Cells:
    """Give the cells of an item, with all that it says beyond them."""
    classification = item.get("classification")
    classification = classification if isinstance(classification, dict) else {}
    unit = item.get("unit")
    unit = unit if isinstance(unit, dict) else {}
    price = money(unit.get("value"))
    further = [
        as_text(more.get("description"))
        for _, more in objects(item.get("additionalClassifications"))
    ]
    words, details = left_over(item, _ITEM_SHOWN)
    category = as_text(classification.get("description"))
    return {
        "item description": as_text(item.get("description")) or category,
        "classification": category,
        "classification code": as_text(classification.get("id")),
        "quantity": as_text(item.get("quantity")),
        "unit": as_text(unit.get("name")),
        "unit price": plain(price[0]) if price else None,
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


def suppliers_of(deal: Object, names: Mapping[str, str]) -> Cells:
    """Give the suppliers of an award or contract; nothing when none is named.

    `names` holds the names of the parties, for suppliers that are only referred to.
    """
    called: dict[str, None] = {}
    numbers: dict[str, None] = {}
    for _, supplier in objects(deal.get("suppliers")):
        number = as_text(supplier.get("id"))
        name = as_text(supplier.get("name")) or names.get(number or "")
        if name:
            called[name] = None
        if number:
            numbers[number] = None
    if not called:
        return {}
    return {"suppliers": "; ".join(called), "supplier ids": "; ".join(numbers)}


def party_names(process: Object) -> dict[str, str]:
    """Give the name of each party by its id."""
    found = {}
    for _, party in objects(process.get("parties")):
        number, name = as_text(party.get("id")), as_text(party.get("name"))
        if number and name:
            found[number] = name
    return found


def only_supplier(process: Object) -> Cells:
    """Give the one party that is a supplier, for a contract without award; of several, none."""
    found = [party for _, party in objects(process.get("parties")) if _has_role(party, "supplier")]
    if len(found) != 1:
        return {}
    return {"suppliers": as_text(found[0].get("name")), "supplier ids": as_text(found[0].get("id"))}


def _party(process: Object, role: str) -> str | None:
    names = [
        as_text(party.get("name"))
        for _, party in objects(process.get("parties"))
        if _has_role(party, role)
    ]
    return "; ".join(name for name in names if name) or None


def _has_role(party: Object, role: str) -> bool:
    roles = party.get("roles")
    return isinstance(roles, list) and role in roles


def _scoped(ocid: str | None, deal: Object) -> str | None:
    """Give an id that is unique beyond its process: within it, "1" is a usual one."""
    return "/".join(filter(None, (ocid, as_text(deal.get("id"))))) or None


def award_rest(award: Object) -> Cells:
    """Give what an award says beyond its cells."""
    return _rest(award, _AWARD_SHOWN)


def contract_rest(contract: Object) -> Cells:
    """Give what a contract says beyond its cells."""
    return _rest(contract, _CONTRACT_SHOWN)


def _rest(deal: Object, shown: Sequence[str]) -> Cells:
    words, details = left_over(deal, shown)
    return {"other text": "\n".join(words), "other details": "\n".join(details)}


def joined(cells: Cells, other: Cells) -> Cells:
    """Put two sets of cells together; where both have a cell, one below the other."""
    names = cells.keys() | other.keys()
    return {n: "\n".join(filter(None, (cells.get(n), other.get(n)))) or None for n in sorted(names)}


def payments_of(contract: Object) -> list[tuple[int, Object]]:
    """Give the transactions of a contract with their places."""
    implementation = contract.get("implementation")
    if not isinstance(implementation, dict):
        return []
    return objects(implementation.get("transactions"))


def payment_line(payment: Object) -> str:
    """Give a transaction in one line."""
    words, details = left_over(payment)
    return "; ".join(words + details)
