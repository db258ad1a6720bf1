"""What is told of many findings, or of all rows: sums, groups, listings, and the account as data."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Final, Literal, NotRequired, TypedDict

__all__ = [
    "UNKNOWN",
    "AccountRecord",
    "Group",
    "Money",
    "OriginalRecord",
    "PartyListing",
    "Summary",
    "When",
]

#: What the original does not say, as a key.
UNKNOWN: Final = "unknown"
When = Literal["before", "after", "ended", "unknown"]


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
class PartyListing:
    """The counted purchases of a party, by one instrument's listing of it.

    `after` is on the listing's first day or later; `ended` after it was lifted. `unknown` is
    where a date is not known well enough. `bears` is false when the instrument binds none of
    these buyers or is no rule on buying; the listing is told all the same.
    """

    party: str
    party_name: str
    instrument: str
    name: str
    listed_from: str
    before: int
    after: int
    ended: int
    unknown: int
    bears: bool
    verified: str


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
        record = _written(asdict(self))
        for name in ("not_counted", "by_grade", "reviewed"):
            record[name] = dict(record[name])
        return dict(record)


class OriginalRecord(TypedDict):
    """The account of one original as plain data; schemas/account.schema.json says what each is."""

    path: str
    sha256: str | None
    size_bytes: int | None
    rows_read: int
    purchases: int
    quarantined: int
    excluded: int
    reconciles: bool
    kinds: dict[str, int]
    quarantined_reasons: dict[str, int]
    excluded_reasons: dict[str, int]
    quarantined_rows: list[dict[str, object]]
    warnings: list[str]
    error: str | None
    same_bytes_as: str | None


class AccountRecord(TypedDict):
    """The accounts of all originals as plain data, and the summary of the findings beside them."""

    originals: list[OriginalRecord]
    rows_read: int
    purchases: int
    quarantined: int
    excluded: int
    reconciles: bool
    summary: NotRequired[dict[str, object]]


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_written(one) for one in value]
    return value
