"""Who sold the named thing to whom? Learnt from findings; selling it is not a finding about the seller."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sunlit.values.names.folding import words_of
from sunlit.values.names.parsing import without_forms

#: Grades whose evidence is the thing itself, not the seller's name.
_OF_THE_THING: Final = frozenset({"named", "model", "relabel"})


@dataclass
class Reseller:
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


def learn_resellers(findings: Iterable[Mapping[str, Any]]) -> list[Reseller]:
    """The suppliers of counted findings that are not the party itself, most purchases first.

    `findings` are rows of tables.FINDINGS. A supplier whose own name is the evidence is the
    party, or is told apart as its seller by the matcher's grade; it is left out.
    """
    found: dict[str, Reseller] = {}
    for finding in findings:
        supplier = (finding.get("supplier") or "").strip()
        if not supplier or not _is_sale(finding):
            continue
        one = found.setdefault(supplier_key(supplier), Reseller(supplier))
        one.parties[finding["party"]] = finding["party_name"]
        if finding.get("buyer"):
            one.buyers.add(finding["buyer"])
        if finding.get("product_class"):
            one.classes.add(finding["product_class"])
        one.purchases += 1
        one.finding_ids.append(finding["finding_id"])
        _add_money(one, finding)
    return sorted(found.values(), key=lambda one: (-one.purchases, one.supplier))


def supplier_key(supplier: str) -> str:
    """Equal for writings of a supplier that differ in case, marks and organisation form only."""
    words = words_of(supplier)
    core, _ = without_forms(words)
    return " ".join(core or words) or supplier.casefold()


def _is_sale(finding: Mapping[str, Any]) -> bool:
    if not finding["counted"] or finding["grade"] not in _OF_THE_THING:
        return False
    return not any(mention["field"] == "supplier" for mention in finding["mentions"])


def _add_money(one: Reseller, finding: Mapping[str, Any]) -> None:
    if finding.get("amount") is None or finding.get("amount_covers") == "cumulative":
        one.without_amount += 1
        return
    amount, currency = Decimal(finding["amount"]), finding.get("currency") or ""
    if finding.get("kind") == "credit":  # money back, however its publisher wrote it
        amount = -abs(amount)
    exact, nothing = finding.get("amount_covers") == "line", Decimal(0)
    least, most = (amount, amount) if exact else (min(amount, nothing), max(amount, nothing))
    one.at_least[currency] = one.at_least.get(currency, nothing) + least
    one.at_most[currency] = one.at_most.get(currency, nothing) + most
