"""What do the findings come to? Counts and money as pairs, at least and at most.

An amount is summed by what it covers. Exact for the line: it is in both figures. Of a whole
document, a ceiling, an obligation or unknown: a part of it, from nothing to all, belongs to the
thing, so a purchase raises only *at most*, and money back lowers only *at least*. Cumulative
amounts restate earlier rows and are in neither. Currencies are never added up.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from sunlit.publish.listings import PartyListing, before_and_after
from sunlit.publish.wording import decimal_of
from sunlit.tables import COUNTED_STANCES

#: What the original does not say, as a key.
UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class Money:
    """What was spent in one currency: the true figure lies from `at_least` to `at_most`.

    `exact` purchases are in both figures, `partial` ones widen them, `unsummed` (cumulative or
    without an amount) are in neither.
    """

    currency: str
    at_least: Decimal
    at_most: Decimal
    exact: int
    partial: int
    unsummed: int


@dataclass(frozen=True)
class Group:
    """The counted purchases of one party, year or buyer."""

    key: str
    name: str
    purchases: int
    buyers: int
    money: tuple[Money, ...]


@dataclass(frozen=True)
class Summary:
    """What the counted findings come to, and what was not counted.

    A row tied to two parties is one purchase in `purchases`, `money` and `by_year`, and one in
    each party's own group; so the parties' figures can add up to more than the whole.
    `undated` has the purchases that `by_year` has not. `not_counted` has findings by reason.
    """

    findings: int
    purchases: int
    buyers: int
    without_buyer: int
    money: tuple[Money, ...]
    by_party: tuple[Group, ...]
    by_buyer: tuple[Group, ...]
    by_year: tuple[Group, ...]
    undated: Group
    listings: tuple[PartyListing, ...]
    not_counted: tuple[tuple[str, int], ...]
    by_grade: tuple[tuple[str, int], ...]
    reviewed: tuple[tuple[str, int], ...]

    def as_record(self) -> dict[str, Any]:
        """Give the summary as plain data: amounts as text, pairs as objects."""
        record = _plain(asdict(self))
        for name in ("not_counted", "by_grade", "reviewed"):
            record[name] = dict(record[name])
        return dict(record)


def summarise(findings: pa.Table) -> Summary:
    """Sum up n rows of tables.FINDINGS. An empty table gives noughts, not an error."""
    rows = findings.to_pylist()
    counted = [row for row in rows if row["counted"]]
    purchases = list({_purchase(row): row for row in reversed(counted)}.values())[::-1]
    dated = [row for row in purchases if row["date"]]
    undated = [row for row in purchases if not row["date"]]
    return Summary(
        findings=len(rows),
        purchases=len(purchases),
        buyers=_buyers(purchases),
        without_buyer=sum(1 for row in purchases if not row["buyer"]),
        money=sum_money(purchases),
        by_party=_groups(counted, lambda row: row["party"], lambda row: row["party_name"]),
        by_buyer=_groups(purchases, lambda row: row["buyer"] or UNKNOWN),
        by_year=tuple(
            sorted(_groups(dated, lambda row: row["date"][:4]), key=lambda group: group.key)
        ),
        undated=_group(UNKNOWN, "date not stated", undated),
        listings=before_and_after(counted),
        not_counted=_not_counted(rows),
        by_grade=_most_first(row["grade"] for row in counted),
        reviewed=_most_first(row["reviewed"] for row in rows),
    )


def sum_money(rows: Sequence[Mapping[str, Any]]) -> tuple[Money, ...]:
    """Sum the amounts of findings, one Money per currency, by ISO code, unknown last."""
    by_currency: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_currency[row["currency"] or UNKNOWN].append(row)
    return tuple(
        _sum(currency, by_currency[currency])
        for currency in sorted(by_currency, key=lambda code: (code == UNKNOWN, code))
    )


def _sum(currency: str, rows: Sequence[Mapping[str, Any]]) -> Money:
    least = most = Decimal(0)
    exact = partial = unsummed = 0
    for row in rows:
        amount = _signed(row)
        if amount is None or row["amount_covers"] == "cumulative":
            unsummed += 1
        elif row["amount_covers"] == "line":
            exact += 1
            least += amount
            most += amount
        else:
            partial += 1
            least += min(amount, Decimal(0))
            most += max(amount, Decimal(0))
    return Money(currency, least, most, exact, partial, unsummed)


def _signed(row: Mapping[str, Any]) -> Decimal | None:
    """The amount with its sign: a credit is money back, however its publisher wrote it."""
    amount = decimal_of(row["amount"])
    return -abs(amount) if amount is not None and row["kind"] == "credit" else amount


def _purchase(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["original"]["sha256"], row["locator"]


def _buyers(rows: Iterable[Mapping[str, Any]]) -> int:
    return len({row["buyer"] for row in rows if row["buyer"]})


def _groups(
    rows: Sequence[Mapping[str, Any]],
    key: Callable[[Mapping[str, Any]], str],
    name: Callable[[Mapping[str, Any]], str] | None = None,
) -> tuple[Group, ...]:
    """Groups by key, the one with most purchases first, then by key."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    groups = [_group(k, name(of[0]) if name else k, of) for k, of in found.items()]
    return tuple(sorted(groups, key=lambda group: (-group.purchases, group.key)))


def _group(key: str, name: str, rows: Sequence[Mapping[str, Any]]) -> Group:
    return Group(key, name, len(rows), _buyers(rows), sum_money(rows))


def _not_counted(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
    """Findings not in the totals: by stance, or "low_score" for spending scored too low."""
    return _most_first(
        "low_score" if row["stance"] in COUNTED_STANCES else row["stance"]
        for row in rows
        if not row["counted"]
    )


def _most_first(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
