"""What did others report? Purchases, advisories, sellers: context, never law and never proof."""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from sunlit.knowledge.facts import Day, Record, Sourced, Texts
from sunlit.values.partial_date import UNKNOWN, PartialDate


class ReportedAmount(Record):
    """An amount as reported. `op` keeps what was said: exactly, more than, less than, about, at most."""

    op: Literal["eq", "gt", "lt", "approx", "max"]
    value: Decimal
    bound: Literal["gt", "lt"] | None = None  # "about, and less than"
    currency: str | None = None  # None for a count

    def __str__(self) -> str:
        said = {
            "eq": "",
            "gt": "more than ",
            "lt": "less than ",
            "approx": "about ",
            "max": "at most ",
        }
        bound = {None: "", "lt": ", and less", "gt": ", and more"}[self.bound]
        unit = f" {self.currency}" if self.currency else ""
        return f"{said[self.op]}{self.value:,}{unit}{bound}"


class ReportedPeriod(Record):
    """When, as reported: both ends as known, None where the report does not say."""

    since: Day | None = Field(None, alias="from")
    to: Day | None = None

    @property
    def day(self) -> PartialDate:
        """The period as one day that lies somewhere in it."""
        first = self.since.first if self.since else None
        last = self.to.last if self.to else None
        if first is None and last is None:
            return UNKNOWN
        return PartialDate(str(self), first, last)

    def __str__(self) -> str:
        if self.since and self.to:
            same = self.since == self.to
            return str(self.since) if same else f"{self.since} to {self.to}"
        if self.since:
            return f"from {self.since}"
        return f"until {self.to}" if self.to else "unknown"


class Case(Sourced):
    """A purchase that others reported."""

    id: str
    buyer: str
    buyer_type: str
    jurisdiction: str
    parties: Texts = ()
    candidates: Texts = ()
    maker_note: str | None = None
    parent_then: str | None = None
    certainty: str | None = None
    relabelled_as: str | None = None
    item: str | None = None
    classes: Texts = ()
    quantity: int | None = None
    amount: ReportedAmount | None = None
    conflict_amounts: tuple[Decimal, ...] = ()
    further_amounts: dict[str, ReportedAmount] = Field(default_factory=dict)
    amount_meaning: str | None = None
    period: ReportedPeriod = ReportedPeriod()
    period_source: Texts = ()
    supplier: str | None = None
    funding: str | None = None
    delivered: str | None = None
    counts: dict[str, int] = Field(default_factory=dict)
    shares: str | None = None
    coverage: str | None = None
    sample: str | None = None
    status: str | None = None
    related: str | None = None
    gap: str | None = None
    trap: str | None = None
    correction: str | None = None
    note: str | None = None


class CaseFile(Record):
    """cases.yaml."""

    about: dict[str, str]
    cases: tuple[Case, ...]


class Advisory(Sourced):
    """A warning about a product or a firm. It restricts nobody."""

    id: str
    kind: str
    issuer: str | None = None
    date: Day | None = None
    cve: str | None = None
    parties: Texts = ()
    any_party: bool = False
    classes: Texts = ()
    text: str | None = None
    cvss: Decimal | None = None
    kev_added: Day | None = None
    kev_due: Day | None = None
    disclosed: Day | None = None
    weakness: str | None = None
    product: str | None = None
    affected: Texts = ()
    build_before: str | None = None
    warned_firms: Texts = ()
    caution: str | None = None
    trap: str | None = None
    unverified_remarks: Texts = ()


class AdvisoryFile(Record):
    """advisories.yaml."""

    advisories: tuple[Advisory, ...]


class Reseller(Sourced):
    """A seller named in reports."""

    id: str
    name: str
    role: str
    period: str | None = None
    charged: Day | None = None
    outcome: str | None = None


class ResellerFile(Record):
    """resellers.yaml."""

    resellers: tuple[Reseller, ...]
