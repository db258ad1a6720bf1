"""Which purchases of things without a maker's name are worth a question? Leads, never findings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from sunlit.findings.resellers import SupplierSales, supplier_key
from sunlit.knowledge.classes import ProductClasses
from sunlit.schema import rows_of
from sunlit.tables import Purchase
from sunlit.values.as_text import amount_text, date_text

_READ: Final = ("description", "title", "category")
_MOST_IDS: Final = 5


@dataclass(frozen=True)
class Seller:
    """A supplier that is known to have sold a party's things, and how that is known."""

    name: str
    key: str
    parties: tuple[str, ...]
    party_names: tuple[str, ...]
    trades: frozenset[str]  # empty: not known, so any
    because: str


class _OfClass(NamedTuple):
    """How a thing of one class is named without its maker, and in which trades it is sold."""

    name: str
    trades: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Lead:
    """A purchase to ask about. It is no evidence that a restricted thing was bought."""

    buyer: str | None
    supplier: str
    description: str | None
    date: str | None
    amount: str | None
    currency: str | None
    amount_covers: str
    original: str
    sha256: str
    locator: str
    product_class: str
    words: str
    field: str
    parties: tuple[str, ...]
    party_names: tuple[str, ...]
    reason: str

    def as_record(self) -> dict[str, object]:
        """The lead as plain JSON data."""
        return asdict(self)


def sellers_known(
    learnt: Iterable[SupplierSales],
    classes: ProductClasses,
    reported: Iterable[tuple[str, str, str]] = (),
) -> list[Seller]:
    """The sellers of findings, and those of reports given as (name, what is reported, source)."""
    found = [_learnt(reseller, classes) for reseller in learnt]
    found += [
        Seller(
            name, supplier_key(_short(name)), (), (), frozenset(), f"{told} (reported: {source})"
        )
        for name, told, source in reported
    ]
    return [seller for seller in found if seller.key]


def find_leads(
    batches: Iterable[pa.RecordBatch],
    sellers: Sequence[Seller],
    classes: ProductClasses,
    category_words: Mapping[str, Sequence[str]],
    named: frozenset[tuple[str, str]],
) -> Iterator[Lead]:
    """Leads among purchases (batches of tables.PURCHASES), in their order.

    `category_words` are the words for a thing by product class, in any language; `named` holds
    (sha256, locator) of rows that are findings, which make no leads.
    """
    by_key: dict[str, list[Seller]] = {}
    for seller in sellers:
        by_key.setdefault(seller.key, []).append(seller)
    patterns = [
        _OfClass(name, classes.trades_of([name]), _pattern(category_words[name]))
        for name in classes.leads
        if name in category_words
    ]
    keys: dict[str, str] = {}
    for batch in batches:
        for row in _sold_by(batch, by_key, keys):
            if (row.sha256, row.locator) not in named:
                yield from _lead(row, by_key[keys[row.supplier or ""]], patterns)


def _learnt(supplier_sales: SupplierSales, classes: ProductClasses) -> Seller:
    parties = tuple(sorted(supplier_sales.parties))
    names = tuple(supplier_sales.parties[party] for party in parties)
    ids = ", ".join(supplier_sales.finding_ids[:_MOST_IDS])
    times = (
        "one purchase" if supplier_sales.purchases == 1 else f"{supplier_sales.purchases} purchases"
    )
    return Seller(
        supplier_sales.supplier,
        supplier_key(supplier_sales.supplier),
        parties,
        names,
        classes.trades_of(supplier_sales.classes),
        f"it sold {', '.join(names)} in {times} (findings {ids})",
    )


def _short(name: str) -> str:
    """A reported seller's name without the place and the other spelling that stand behind it."""
    return re.split(r"[(,]", name)[0].strip()


def _sold_by(
    batch: pa.RecordBatch, by_key: Mapping[str, Sequence[Seller]], keys: dict[str, str]
) -> Iterator[Purchase]:
    """The rows of a batch from known sellers; `keys` remembers each supplier's key."""
    suppliers = batch.column("supplier").dictionary_encode()
    values = suppliers.dictionary.to_pylist()
    for value in values:
        if value not in keys:
            keys[value] = supplier_key(value)
    wanted = [keys[value] in by_key for value in values]
    if not any(wanted):
        return
    kept = pc.take(pa.array(wanted, pa.bool_()), suppliers.indices)
    yield from rows_of(Purchase, batch.filter(pc.fill_null(kept, False)))


def _lead(row: Purchase, sellers: Sequence[Seller], patterns: Sequence[_OfClass]) -> Iterator[Lead]:
    for seller in sellers:
        for of_class in patterns:
            if seller.trades and not seller.trades & of_class.trades:
                continue
            leads = _found(row, of_class.pattern)
            if leads:
                yield _of(row, seller, of_class.name, *leads)
                return


def _found(row: Purchase, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    for name in _READ:
        match = pattern.search((getattr(row, name) or "")[:4000].casefold())
        if match:
            return match.group(), name
    return None


def _of(row: Purchase, seller: Seller, product_class: str, words: str, name: str) -> Lead:
    return Lead(
        buyer=row.buyer,
        supplier=row.supplier or "",
        description=row.description,
        date=date_text(row.date, row.date_precision),
        amount=amount_text(row.amount),
        currency=row.currency,
        amount_covers=row.amount_covers,
        original=row.original,
        sha256=row.sha256,
        locator=row.locator,
        product_class=product_class,
        words=words,
        field=name,
        parties=seller.parties,
        party_names=seller.party_names,
        reason=(
            f"'{words}' stands in the {name}, no maker is named, and the supplier is known: "
            f"{seller.because}. A reason to ask which make was delivered, not a finding."
        ),
    )


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted({word.casefold() for word in words if word}, key=lambda w: (-len(w), w))
    either = "|".join(re.escape(word) for word in ordered) or r"(?!)"
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?:s|es)?(?![a-z0-9])")
