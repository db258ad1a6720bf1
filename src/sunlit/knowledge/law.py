"""What is an instrument? Whom it binds, to what, from when, and which parties it names."""

from typing import Any, Literal

from pydantic import Field, model_validator

from sunlit.knowledge.facts import Day, Record, Sourced, Texts, Verified, inherit
from sunlit.knowledge.scope import Bar, Exempt
from sunlit.values.truth import Truth

#: What the instrument rules over. Only "purchase" can bar a buyer from buying.
Governs = Literal[
    "purchase",
    "export",
    "import",
    "securities",
    "authorisation",
    "telecom_operation",
    "reputation",
    "information",
]


class Binds(Record):
    """Whom the instrument binds and whom it does not, in the words of its reading."""

    who: str | None = None
    not_: str | None = Field(None, alias="not")
    not_source: Texts = ()


class Covered(Record):
    """Which parties' things are covered, and for which purposes only."""

    parties: Texts = ()
    whose: str | None = None
    scope: str
    purpose_limit: str | None = None


class Products(Record):
    """Which things the instrument is about."""

    text: str | None = None
    scope: str | None = None
    covered: tuple[Covered, ...] = ()


class InForce(Sourced):
    """From when a part of the instrument binds: [since, until)."""

    since: Day | None = Field(None, alias="from")
    until: Day | None = None
    bars: bool = True  # False: only lists, or only announces; bars nothing yet
    what: str | None = None
    enacted: Day | None = None
    announced: Day | None = None
    signed: Day | None = None
    adopted: Day | None = None
    released: Day | None = None
    royal_assent: Day | None = None


class End(Sourced):
    """The first day on which the instrument no longer binds."""

    day: Day
    why: str | None = None


class Tranche(Sourced):
    """Parties that came onto the instrument together, for [since, until)."""

    id: str
    since: Day = Field(alias="from")
    until: Day | None = None
    parties: Texts = ()
    product_categories: Texts = ()  # whole categories, whoever makes them
    date_verified: Verified = "read"
    condition: str | None = None
    scope: str | None = None
    purpose_limit: str | None = None
    exceptions: str | None = None
    editions: tuple[Day, ...] = ()
    updated: tuple[Day, ...] = ()
    announced: Day | None = None
    named_in_statute: Day | None = None
    citation: str | None = None
    count: int | None = None
    composition: str | None = None
    detail: str | None = None
    licence_policy: str | None = None
    note: str | None = None


class Quote(Sourced):
    """The instrument's own words."""

    text: str
    where: str


class Remark(Sourced):
    """Anything else a reader of the instrument must know; unverified ones say so."""

    about: str
    text: str


class Instrument(Sourced):
    """A law, rule, order or list."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    jurisdiction: Texts
    kind: str
    governs: Governs
    authority: str | None = None
    citation: str | None = None
    verified: Verified
    checked_by: str | None = None
    checked_on: Day | None = None
    binds: Binds = Binds()
    acts: Texts = ()
    products: Products = Products()
    products_as: str | None = None
    trigger: str | None = None
    countries: Texts = ()
    states: Texts = ()
    exceptions: tuple[Exempt, ...] = ()
    in_force: tuple[InForce, ...] = ()
    in_force_until: End | None = None
    bars: tuple[Bar, ...] = ()  # how it bars, for a program; any one is enough
    missing: Texts = ()  # further facts that settle a "depends", in words
    implemented_by: str | None = None
    superseded_by: str | None = None
    reaches_affiliates: Truth = "unknown"
    lists_as: str | None = None  # names the parties that another instrument names
    tranches: tuple[Tranche, ...] = ()
    quotes: tuple[Quote, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _parts_share_the_source(cls, given: Any) -> Any:
        return inherit(given, ("in_force", "bars", "tranches", "exceptions", "quotes", "remarks"))
