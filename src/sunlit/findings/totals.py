"""What do the findings come to? Counts and money as pairs, at least and at most.

An amount is summed by what it covers. Exact for the line: it is in both figures. Of a whole
document, a ceiling, an obligation or unknown: a part of it, from nothing to all, belongs to the
thing, so a purchase raises only *at most*, and money back lowers only *at least*. Cumulative
amounts restate earlier rows and are in neither. Currencies are never added up.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

import pyarrow as pa

from sunlit.findings.listings import Listings
from sunlit.summary import UNKNOWN, Group, Money, Summary
from sunlit.tables import InstrumentAnswer
from sunlit.values.partial_date import PartialDate

#: Gives what the instruments say of findings that refer to a law: rows of tables.ANSWERS.
AnswersOf = Callable[[str], Sequence[InstrumentAnswer]]

_READ: Final = (
    "locator", "party", "party_name", "buyer", "date", "date_precision", "amount", "currency",
    "amount_covers", "kind", "grade", "stance", "law", "counted", "reviewed",
)  # fmt: skip
_SPENDING: Final = frozenset({"acquires", "services"})


class _Row(NamedTuple):
    """What is counted of a finding."""

    locator: str
    party: str
    party_name: str
    buyer: str | None
    date: date | None
    date_precision: str | None
    amount: Decimal | None
    currency: str | None
    amount_covers: str
    kind: str
    grade: str
    stance: str
    law: str
    counted: bool
    reviewed: str
    sha256: str


class Totals:
    """Adds findings up as they come, batch after batch.

    Memory is for the distinct buyers, parties, years and listings; of a counted purchase eight
    bytes of a digest are kept, so that a row tied to two parties is one purchase.
    """

    def __init__(self, answers: AnswersOf, names: Mapping[str, str]) -> None:
        """`names` are the instruments' names by id."""
        self._answers, self._names = answers, names
        self._findings = self._without_buyer = 0
        self._seen: set[int] = set()
        self._all, self._undated = _Sums(UNKNOWN), _Sums("date not stated")
        self._by_party: dict[str, _Sums] = {}
        self._by_buyer: dict[str, _Sums] = {}
        self._by_year: dict[str, _Sums] = {}
        self._listings = Listings()
        self._not_counted: Counter[str] = Counter()
        self._grades: Counter[str] = Counter()
        self._reviewed: Counter[str] = Counter()

    def add(self, batch: pa.RecordBatch) -> None:
        """Count n rows of tables.FINDINGS."""
        for row in _rows(batch):
            self._findings += 1
            self._reviewed[row.reviewed] += 1
            if row.counted:
                self._count(row)
            else:
                self._not_counted["low_score" if row.stance in _SPENDING else row.stance] += 1

    def _count(self, row: _Row) -> None:
        self._grades[row.grade] += 1
        self._by_party.setdefault(row.party, _Sums(row.party_name)).add(row)
        bought = PartialDate.of_period(row.date, row.date_precision)
        self._listings.add(row.party, row.party_name, bought, self._answers(row.law))
        purchase = hash((row.sha256, row.locator))
        if purchase in self._seen:
            return
        self._seen.add(purchase)
        self._all.add(row)
        self._without_buyer += not row.buyer
        buyer = row.buyer or UNKNOWN
        self._by_buyer.setdefault(buyer, _Sums(buyer)).add(row)
        if row.date is None:
            self._undated.add(row)
            return
        year = f"{row.date.year:04d}"
        self._by_year.setdefault(year, _Sums(year)).add(row)

    def summary(self) -> Summary:
        """What was added so far comes to; nothing added gives noughts, not an error."""
        whole = self._all.group(UNKNOWN)
        return Summary(
            findings=self._findings,
            purchases=whole.purchases,
            buyers=whole.buyers,
            without_buyer=self._without_buyer,
            money=whole.money,
            by_party=_groups(self._by_party),
            by_buyer=_groups(self._by_buyer),
            by_year=tuple(self._by_year[year].group(year) for year in sorted(self._by_year)),
            undated=self._undated.group(UNKNOWN),
            listings=self._listings.listings(self._names),
            not_counted=_most_first(self._not_counted),
            by_grade=_most_first(self._grades),
            reviewed=_most_first(self._reviewed),
        )


def summarise(
    batches: Iterable[pa.RecordBatch], answers: AnswersOf, names: Mapping[str, str]
) -> Summary:
    """Sum up batches of tables.FINDINGS in one go."""
    totals = Totals(answers, names)
    for batch in batches:
        totals.add(batch)
    return totals.summary()


class _Sums:
    """The running figures of one group."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._purchases = 0
        self._buyers: set[str] = set()
        self._money: defaultdict[str, _Range] = defaultdict(_Range)

    def add(self, row: _Row) -> None:
        self._purchases += 1
        if row.buyer:
            self._buyers.add(row.buyer)
        self._money[row.currency or UNKNOWN].add(signed(row.amount, row.kind), row.amount_covers)

    def group(self, key: str) -> Group:
        """By ISO code, unknown last."""
        codes = sorted(self._money, key=lambda code: (code == UNKNOWN, code))
        money = tuple(self._money[code].money(code) for code in codes)
        return Group(key, self._name, self._purchases, len(self._buyers), money)


class _Range:
    """The running pair of one currency."""

    def __init__(self) -> None:
        self._least = self._most = Decimal(0)
        self._exact = self._partial = self._unsummed = 0

    def add(self, amount: Decimal | None, covers: str) -> None:
        if amount is None or covers == "cumulative":
            self._unsummed += 1
        elif covers == "line":
            self._exact += 1
            self._least += amount
            self._most += amount
        else:
            self._partial += 1
            self._least += min(amount, Decimal(0))
            self._most += max(amount, Decimal(0))

    def money(self, currency: str) -> Money:
        return Money(currency, self._least, self._most, self._exact, self._partial, self._unsummed)


def signed(amount: Decimal | None, kind: str) -> Decimal | None:
    """The amount with its sign: a credit is money back, however its publisher wrote it."""
    return -abs(amount) if amount is not None and kind == "credit" else amount


def _rows(batch: pa.RecordBatch) -> Iterator[_Row]:
    digests = batch.column("original").field("sha256").to_pylist()
    return map(_Row, *(batch.column(name).to_pylist() for name in _READ), digests)


def _groups(sums: Mapping[str, _Sums]) -> tuple[Group, ...]:
    """The group with most purchases first, then by key."""
    made = [one.group(key) for key, one in sums.items()]
    return tuple(sorted(made, key=lambda group: (-group.purchases, group.key)))


def _most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
