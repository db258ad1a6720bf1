"""Who sold the named thing to whom? Learnt from findings; selling it is not a finding about the seller."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sunlit.tables import Finding
from sunlit.values.names.folding import words_of
from sunlit.values.names.parsing import without_forms

#: Grades whose evidence is the thing itself, not the seller's name.
_OF_THE_THING: Final = frozenset({"named", "model", "relabel"})


@dataclass
class SupplierSales:
    """A supplier with what it sold. Money by currency: `at_least` is for lines alone.

    `at_most` takes in amounts that may cover other goods. Cumulative ones are never summed.
    """

    supplier: str  # as first written
    parties: dict[str, str] = field(default_factory=dict)  # id to name
    buyers: set[str] = field(default_factory=set)
    purchases: int = 0
    without_amount: int = 0
    at_least: dict[str, Decimal] = field(default_factory=dict)
    at_most: dict[str, Decimal] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)  # of the things sold, where known
    finding_ids: list[str] = field(default_factory=list)

    def as_record(self) -> dict[str, Any]:
        """The reseller as plain JSON data, amounts as exact text, lists in order."""
        return {
            "supplier": self.supplier,
            "parties": sorted(self.parties),
            "party_names": [self.parties[party] for party in sorted(self.parties)],
            "buyers": sorted(self.buyers),
            "product_classes": sorted(self.classes),
            "purchases": self.purchases,
            "without_amount": self.without_amount,
            "money": [
                {
                    "currency": currency or None,
                    "at_least": f"{self.at_least[currency]:f}",
                    "at_most": f"{self.at_most[currency]:f}",
                }
                for currency in sorted(self.at_most)
            ],
            "finding_ids": self.finding_ids,
        }


def learn_resellers(findings: Iterable[Finding]) -> list[SupplierSales]:
    """The suppliers of counted findings that are not the party itself, most purchases first.

    A supplier whose own name is the evidence is the party, or is told apart as its seller by the
    matcher's grade; it is left out.
    """
    found: dict[str, SupplierSales] = {}
    for finding in findings:
        supplier = (finding.supplier or "").strip()
        if not supplier or not _is_sale(finding):
            continue
        reseller = found.setdefault(supplier_key(supplier), SupplierSales(supplier))
        reseller.parties[finding.party] = finding.party_name
        if finding.buyer:
            reseller.buyers.add(finding.buyer)
        if finding.product_class:
            reseller.classes.add(finding.product_class)
        reseller.purchases += 1
        reseller.finding_ids.append(finding.finding_id)
        _add_money(reseller, finding)
    return sorted(found.values(), key=lambda one: (-one.purchases, one.supplier))


def supplier_key(supplier: str) -> str:
    """Equal for writings of a supplier that differ in case, marks and organisation form only."""
    words = words_of(supplier)
    core, _ = without_forms(words)
    return " ".join(core or words) or supplier.casefold()


def _is_sale(finding: Finding) -> bool:
    if not finding.counted or finding.grade not in _OF_THE_THING:
        return False
    return not any(mention.field == "supplier" for mention in finding.mentions)


def _add_money(reseller: SupplierSales, finding: Finding) -> None:
    if finding.amount is None or finding.amount_covers == "cumulative":
        reseller.without_amount += 1
        return
    currency, nothing = finding.currency or "", Decimal(0)
    # A credit is money back, however its publisher wrote it.
    amount = -abs(finding.amount) if finding.kind == "credit" else finding.amount
    exact = finding.amount_covers == "line"
    least, most = (amount, amount) if exact else (min(amount, nothing), max(amount, nothing))
    reseller.at_least[currency] = reseller.at_least.get(currency, nothing) + least
    reseller.at_most[currency] = reseller.at_most.get(currency, nothing) + most
