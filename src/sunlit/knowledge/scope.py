"""What must hold for an instrument to bar a purchase, in words that a program can ask about."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from sunlit.knowledge.facts import Day, Record, Sourced, Texts
from sunlit.knowledge.terms import ACTS, BUYERS, CLASSES, MONEY_GROUPS, PRODUCTS, PURPOSES

#: What a missing fact can turn on, in the order in which it is told.
TURNS_ON: Final = (
    "buyer",
    "money",
    "use",
    "maker",
    "seller",
    "thing",
    "exceptions",
    "place",
    "date",
)


def _words_of(name: str, known: frozenset[str]) -> AfterValidator:
    def check(given: tuple[str, ...]) -> tuple[str, ...]:
        for one in given:
            if one not in known:
                raise ValueError(f"{one!r} is no {name}: use {', '.join(sorted(known))}")
        return given

    return AfterValidator(check)


Buyers = Annotated[Texts, _words_of("kind of buyer", frozenset(BUYERS))]
Acts = Annotated[Texts, _words_of("act", frozenset(ACTS))]
Purposes = Annotated[Texts, _words_of("purpose", frozenset(PURPOSES))]
Things = Annotated[Texts, _words_of("thing", frozenset(PRODUCTS) | frozenset(CLASSES))]
Money = Annotated[Texts, _words_of("kind of money", frozenset(MONEY_GROUPS))]
Groups = Annotated[Texts, _words_of("thing that a fact turns on", frozenset(TURNS_ON))]


class Need(Record):
    """A yes-or-no fact on which the bar stands, and how to ask for it.

    `fact` is a yes-or-no field of `rules.Facts`, or any id of the form `word-word` that `Facts`
    takes under `settled`. `turns_on` says what the answer then depends on, in a word.
    """

    fact: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    equals: bool = Field(True, alias="is")
    missing: str
    turns_on: Groups = ()


class Bar(Sourced):
    """One way in which the instrument bars: all of it must hold. What is left out is no condition.

    `since` and `until` are those of the instrument when left out. `award_since` asks for the
    award's own first day too: awards issued earlier are outside.
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    what: str | None = None
    since: Day | None = Field(None, alias="from")
    until: Day | None = None
    award_since: Day | None = Field(None, alias="award_from")
    buyers: Buyers = ()
    buyers_perhaps: Buyers = ()  # the reading does not say whether these are bound
    money: Money = ()
    acts: Acts = ()
    acts_perhaps: Acts = ()
    products: Things = ()
    products_perhaps: Things = ()
    parties: Texts = ()  # only these of the parties named; all when left out
    purposes: Purposes = ()
    maker_countries: Texts = ()
    makers_listed_by: str | None = None  # or makers that this other instrument names
    seller_countries: Texts = ()
    needs: tuple[Need, ...] = ()
    quote: str | None = None


class Exempt(Sourced):
    """What the instrument leaves out: [text], and the fact that claims it.

    `presumed` "absent": it does not count until it is claimed, and a claim must be checked.
    "open": as long as the fact is not known, the answer depends on it.
    """

    text: str
    fact: str | None = None
    presumed: Literal["absent", "open"] = "absent"
    missing: str | None = None
    turns_on: Groups = ("exceptions",)

    @model_validator(mode="after")
    def _open_says_what_to_ask(self) -> "Exempt":
        if self.presumed == "open" and not (self.fact and self.missing):
            raise ValueError("an open exception needs `fact` and `missing`")
        return self
