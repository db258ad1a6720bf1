"""FPDS: which contract actions does an ATOM feed of the US federal procurement system report?

Each entry is one action on a contract (award) or a vehicle (IDV). The amount is what this action
obligates or takes back (`obligatedAmount`); the totals that restate earlier actions are shown and
never counted. Contract and action are numbered as in USAspending, so that one action read from
both is met once. Element names: the FPDS data dictionary, version 1.5.
"""

import re
from collections.abc import Iterator
from typing import Final

from sunlit.errors import EmptyOriginalError
from sunlit.settings import Limits
from sunlit.sources.formats.contract import Reader
from sunlit.sources.formats.known_columns import Columns, RowBuilder
from sunlit.sources.formats.xml_stream import (
    Element,
    find,
    find_text,
    first_tag,
    left_over,
    local_name,
    records,
    text_of,
)
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original, RawTable

COLUMNS: Final = Columns(
    (
        ("kind", "kind"),
        ("department", "buyer"),
        ("agency", "buyer_unit"),
        ("vendor", "supplier"),
        ("vendor UEI", "supplier_id"),
        ("description of requirement", "description"),
        ("product or service", "category"),
        ("product or service code", "commodity_code"),
        ("obligated amount", "amount"),
        ("signed date", "date"),
        ("contract", "contract_id"),
        ("action", "transaction_id"),
        ("treasury account", "fund"),
        ("place of performance", "place"),
        ("contracting office", "other"),
        ("vendor doing business as", "other"),
        ("vendor parent", "other"),
        ("NAICS", "other"),
        ("country of origin", "other"),
        ("entry title", "other"),
        ("other text", "other"),
        ("PIID", "ignored"),
        ("modification", "ignored"),
        ("total obligated amount", "ignored"),
        ("other details", "ignored"),
    )
)

_CONSTANTS: Final = {
    "currency": "USD",
    "jurisdiction": "US",
    "amount_covers": "obligation",
    "date_kind": "signed",
}


def recognises(head: bytes, original: Original) -> bool:
    """Tell an ATOM feed with FPDS content, or a saved award or IDV, from other XML."""
    tag = first_tag(head)
    if tag == "feed":
        return b"fpds.gov" in head
    return tag in ("award", "IDV") and b"PIID" in head


def tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    """Give the one table of the feed. Raises OriginalError while its batches are iterated."""
    rows = RowBuilder(COLUMNS, limits)
    nothing = EmptyOriginalError(
        original.path, "the feed holds no entry.", "Widen the search that gave it."
    )
    yield RawTable(
        name="",
        batches=rows.batches(_read(original, limits, rows), nothing),
        header=COLUMNS.header,
        fields=COLUMNS.fields,
        constants=_CONSTANTS,
        understanding={"format": "FPDS ATOM"},
        refused=rows.refused,
    )


READER: Final = Reader("fpds", recognises, tables)


def _read(original: Original, limits: Limits, rows: RowBuilder) -> Iterator[None]:
    for locator, record in records(original, ("entry", "award", "IDV"), limits):
        _add(record, locator, rows)
        yield


def _add(record: Element, locator: str, rows: RowBuilder) -> None:
    action = _action(record)
    if action is None:
        cell = " ".join("".join(record.itertext()).split())
        detail = "the entry holds no contract action"
        rows.exclude("quarantined", "no action", detail, [cell], locator)
    else:
        rows.add(_cells(record, action), locator)


def _action(record: Element) -> Element | None:
    if local_name(record) != "entry":
        return record
    inside = [child for content in find(record, "content") for child in content]
    return next((child for child in inside if local_name(child)), None)


def _cells(record: Element, action: Element) -> dict[str, str | None]:
    agency = _first(action, "contractingOfficeAgencyID")
    office = _first(action, "contractingOfficeID")
    product = _first(action, "productOrServiceCode")
    industry = _first(action, "principalNAICSCode")
    origin = _first(action, "countryOfOrigin")
    vendor = next(iter(find(action, "vendor")), None)
    contract, number, modification, piid = _numbers(action)
    shown = [agency, office, product, industry, origin]
    for name in (
        *("obligatedAmount", "totalObligatedAmount", "signedDate"),
        *(
            "descriptionOfContractRequirement",
            "awardID",
            "contractID",
            "principalPlaceOfPerformance",
        ),
    ):
        shown.extend(find(action, f".//{name}"))
    words, details = left_over(action, [one for one in shown if one is not None])
    base = re.fullmatch(r"0*", modification or "")
    return {
        "kind": "contract" if base else "amendment",
        "department": _attribute(agency, "departmentName") or _attribute(agency, "name"),
        "agency": _attribute(agency, "name"),
        "vendor": _vendor(vendor),
        "vendor UEI": find_text(vendor, ".//UEI") or find_text(vendor, ".//DUNSNumber"),
        "description of requirement": find_text(action, ".//descriptionOfContractRequirement"),
        "product or service": _attribute(product, "description"),
        "product or service code": text_of(product),
        "obligated amount": find_text(action, ".//dollarValues/obligatedAmount"),
        "signed date": _day(find_text(action, ".//signedDate")),
        "contract": contract,
        "action": number,
        "treasury account": _account(action),
        "place of performance": _place(action),
        "contracting office": _attribute(office, "name"),
        "vendor doing business as": find_text(vendor, ".//vendorDoingAsBusinessName"),
        "vendor parent": find_text(vendor, ".//ultimateParentUEIName")
        or find_text(vendor, ".//globalParentDUNSName"),
        "NAICS": _named(industry),
        "country of origin": _attribute(origin, "name"),
        "entry title": find_text(record, "title"),
        "other text": "\n".join(words),
        "PIID": piid,
        "modification": modification,
        "total obligated amount": find_text(action, ".//totalObligatedAmount"),
        "other details": "\n".join(details),
    }


def _vendor(vendor: Element | None) -> str | None:
    """Give the vendor's name; feeds of older versions leave the header empty."""
    names = ("vendorName", "UEILegalBusinessName", "contractorName", "vendorAlternateName")
    return next((name for n in names if (name := find_text(vendor, f".//{n}"))), None)


def _numbers(action: Element) -> tuple[str | None, str | None, str | None, str | None]:
    """Give contract, action, modification and PIID, numbered as USAspending does.

    Source: usaspending-api, how `contract_award_unique_key` and `contract_transaction_unique_key`
    are put together from agency, PIID, the vehicle's agency and PIID, and the modification.
    """
    own = vehicle = None
    for block in find(action, "awardID") + find(action, "contractID"):
        for child in block:
            if local_name(child) == "referencedIDVID":
                vehicle = child
            elif local_name(child):
                own = child if own is None else own
    agency, piid = find_text(own, "agencyID"), find_text(own, "PIID")
    modification = find_text(own, "modNumber")
    if piid is None:
        return None, None, modification, None
    over_agency = find_text(vehicle, "agencyID") or "-NONE-"
    over_piid = find_text(vehicle, "PIID") or "-NONE-"
    agency = agency or "-NONE-"
    if local_name(action) == "IDV":
        contract = f"CONT_IDV_{piid}_{agency}"
    else:
        contract = f"CONT_AWD_{piid}_{agency}_{over_piid}_{over_agency}"
    transaction = find_text(own, "transactionNumber") or "0"
    number = f"{agency}_{over_agency}_{piid}_{modification or '0'}_{over_piid}_{transaction}"
    return contract, number, modification, piid


def _day(moment: str | None) -> str | None:
    """Give the day: signing times are always written as midnight."""
    return moment.split()[0].split("T")[0] if moment else None


def _account(action: Element) -> str | None:
    symbol = _first(action, "treasuryAccountSymbol")
    parts = (
        find_text(symbol, n) for n in ("agencyIdentifier", "mainAccountCode", "subAccountCode")
    )
    return "-".join(part for part in parts if part) or None


def _place(action: Element) -> str | None:
    zip_code = _first(action, "placeOfPerformanceZIPCode")
    state = next(iter(find(action, ".//principalPlaceOfPerformance/stateCode")), None)
    country = next(iter(find(action, ".//principalPlaceOfPerformance/countryCode")), None)
    names = (
        _attribute(zip_code, "city"),
        _attribute(state, "name") or text_of(state),
        _attribute(country, "name"),
    )
    return ", ".join(name for name in names if name) or None


def _first(action: Element, name: str) -> Element | None:
    return next(iter(find(action, f".//{name}")), None)


def _attribute(element: Element | None, name: str) -> str | None:
    value = element.get(name) if element is not None else None
    return str(value).strip() or None if value else None


def _named(element: Element | None) -> str | None:
    parts = (text_of(element), _attribute(element, "description"))
    return " ".join(part for part in parts if part) or None
