"""What is known of a purchase: every fact may be left out, and what is left out is unknown."""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from sunlit.knowledge.terms import ACTS, BUYERS, CLASSES, MONEY, PURPOSES, listed_word
from sunlit.values.partial_date import PartialDate


def _day(given: object) -> object:
    if isinstance(given, date):
        return PartialDate.of_period(given, "day")
    return PartialDate.parse(str(given)) if isinstance(given, str | int) else given


def _word(kind: str) -> BeforeValidator:
    return BeforeValidator(
        lambda given: listed_word(kind, given) if isinstance(given, str) else given
    )


def _funds(given: object) -> object:
    if isinstance(given, str):
        given = [given]
    if not isinstance(given, list | tuple):
        return given
    return tuple(dict.fromkeys(listed_word("funds", one) for one in given)) or None


_DAY_SCHEMA: Final = {
    "type": "string",
    "description": "2019-08-13, 2026-06, 2021, or a range such as 2022-11-23..2022-12-31",
    "examples": ["2021-02-01", "2020-08"],
}
FactDay = Annotated[
    PartialDate, BeforeValidator(_day), PlainSerializer(str), WithJsonSchema(_DAY_SCHEMA)
]
Buyer = Annotated[str, _word("buyer"), WithJsonSchema({"type": "string", "enum": list(BUYERS)})]
Act = Annotated[str, _word("act"), WithJsonSchema({"type": "string", "enum": list(ACTS)})]
Purpose = Annotated[
    str,
    _word("purpose"),
    WithJsonSchema({"type": "string", "examples": list(PURPOSES)}),
]
ProductClass = Annotated[
    str, _word("product_class"), WithJsonSchema({"type": "string", "enum": list(CLASSES)})
]
Funds = Annotated[
    tuple[str, ...],
    BeforeValidator(_funds),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ],
            "examples": list(MONEY),
        }
    ),
]


class Facts(BaseModel):
    """The facts of one purchase, as far as they are known. null is unknown, never "no".

    Four are taken as given when left out, because a question about a purchase means them:
    `act` "procure", `relabel` false, `component` false, `waiver` null (see its own words).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    party: str | None = Field(
        None, description="Id of the restricted party that the thing is tied to: hikvision, lorex."
    )
    relabel: bool = Field(
        False,
        description="The tie is only another maker's label (Amcrest): whether the party made this "
        "very unit is not known.",
    )
    produced_by: str | None = Field(
        None,
        description="Id of the party that produced the unit (teardown, FCC id, MAC address), where "
        'that is known apart from the label. "other": a maker that is no party.',
    )
    component: bool = Field(
        False, description="The party's thing is a part of another maker's product."
    )
    essential: bool | None = Field(
        None,
        description="That part is a substantial or essential component or critical technology.",
    )
    item: str | None = Field(
        None, description="What was bought, in words; its class is read from them where not given."
    )
    product_class: ProductClass | None = Field(
        None, description="What kind of thing it is; taken from `item` when that says it."
    )
    buyer: str | None = Field(
        None,
        description="The buyer's name; its kind is read from it where buyer_type is not given.",
    )
    buyer_type: Buyer | None = Field(None, description="What kind of buyer it is.")
    jurisdiction: str | None = Field(
        None, description='Where the buyer is: "US-GA", "US", "GB". A state as country-state.'
    )
    federal_contract: bool | None = Field(
        None, description="The buyer holds or seeks a federal contract."
    )
    for_federal_contract: bool | None = Field(
        None, description="It was bought to deliver under a federal contract."
    )
    funds: Funds | None = Field(
        None,
        description="Where the money came from; one or several of: "
        + ", ".join(MONEY)
        + ". Names of funds (ESSER, CARES, ESPLOST) are understood.",
    )
    award_date: FactDay | None = Field(None, description="When the federal award was issued.")
    act: Act = Field("procure", description="What is done with it.")
    purpose: Purpose | None = Field(
        None,
        description="What it is used for: "
        + ", ".join(PURPOSES)
        + '. Other words are taken as "other", which leaves a purpose limit open.',
    )
    on: FactDay | None = Field(None, description="The day of the act, as precisely as known.")
    waiver: bool | None = Field(
        None,
        description="A waiver covers this purchase. null: none is claimed; where a rule itself "
        "makes waivers usual, the answer then depends on it.",
    )
    sensitive_site: bool | None = Field(
        None, description="It is for a sensitive site (UK statement of 2022-11-24)."
    )
    indirect: bool | None = Field(
        None, description="It was bought from a reseller, not from the party or its affiliate."
    )
    seller_country: str | None = Field(
        None, description='Where the seller is owned or has its seat: "US", "CN".'
    )
    seller_government_owned: bool | None = Field(
        None, description="The seller is owned or operated by that country's government."
    )
    seller_majority_owned: bool | None = Field(
        None, description="That government owns the seller wholly or by majority."
    )
    maker_country: str | None = Field(
        None, description="Where the maker has its seat, when it is not known as a party."
    )
    remote_access: bool | None = Field(
        None, description="The agreement gives the seller access to critical infrastructure."
    )
    personal_data: bool | None = Field(
        None,
        description="The contract gives the seller access to personal identifying information.",
    )
    previously_authorised: bool | None = Field(
        None, description="The FCC had authorised this model before."
    )
    listed_on: dict[str, bool] = Field(
        default_factory=dict,
        description="Where you know from the list itself whether the party stood on it that day: "
        '{"us-asda": true}.',
    )
    settled: dict[str, bool] = Field(
        default_factory=dict,
        description="Answers to further questions by their id, as an answer's `asks` names them.",
    )
    advisory: str | None = Field(
        None, description="Id of an advisory, or a CVE, to ask about as of the day."
    )

    @property
    def day(self) -> PartialDate:
        """The day, or an unknown one."""
        return self.on if self.on is not None else PartialDate.parse("unknown")

    def yes_or_no(self, fact: str) -> bool | None:
        """A yes-or-no fact by its name, from the fields or from `settled`."""
        if fact in self.settled:
            return self.settled[fact]
        value = getattr(self, fact, None) if fact in Facts.model_fields else None
        return value if isinstance(value, bool) else None

    @property
    def money(self) -> tuple[str, ...] | None:
        """The money; a federal agency of whose money nothing is said spends its appropriation."""
        federal = ("federal_agency", "defense_agency", "civilian_agency")
        if self.funds is None and self.buyer_type in federal:
            return ("federal_direct",)
        return self.funds

    @property
    def contractor(self) -> bool | None:
        """Whether the buyer holds or seeks a federal contract, as far as the facts say."""
        if self.buyer_type == "federal_contractor" or self.for_federal_contract:
            return True
        return self.federal_contract


def facts_schema() -> dict[str, Any]:
    """JSON Schema of the facts, as `sunlit check --facts` takes them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts of a purchase",
        **Facts.model_json_schema(),
    }
