"""What stands in the files of vocabulary/: the words and names from which facts are read."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from sunlit.knowledge.facts import Record, Texts
from sunlit.knowledge.scope import Acts, Purposes
from sunlit.knowledge.terms import BUYERS, CLASSES, MONEY


def _day(given: object) -> object:
    return date.fromisoformat(given) if isinstance(given, str) else given


def _one_of(name: str, known: frozenset[str]) -> AfterValidator:
    def check(given: str) -> str:
        if given not in known:
            raise ValueError(f"{given!r} is no {name}: use {', '.join(sorted(known))}")
        return given

    return AfterValidator(check)


def _classes(given: tuple[str, ...]) -> tuple[str, ...]:
    for name in given:
        if name not in CLASSES:
            raise ValueError(f"{name!r} is no product class: use {', '.join(CLASSES)}")
    return given


AsOf = Annotated[date, BeforeValidator(_day)]
Buyer = Annotated[str, _one_of("kind of buyer", frozenset(BUYERS))]
Money = Annotated[str, _one_of("kind of money", frozenset(MONEY))]
ClassNames = Annotated[Texts, AfterValidator(_classes)]
Patterns = Annotated[Texts, Field(min_length=1)]


class WordFile(Record):
    """Other words for the words of a closed list. `as_of` is the day when they were last looked at.

    `alone`: read only where they are the whole text. `rather`: of several in a text, the first.
    """

    as_of: AsOf
    words: dict[str, Texts]
    alone: Texts = ()


class ActFile(WordFile):
    """acts.yaml."""

    rather: Acts = ()


class BuyerName(Record):
    """What names of one kind of buyer hold, and the place that such a name says."""

    kind: Buyer
    place: str | None = None
    units: bool = True
    patterns: Patterns


class BuyerFile(WordFile):
    """buyers.yaml."""

    parts: dict[str, str] = Field(default_factory=dict)
    names: tuple[BuyerName, ...]


class FundName(Record):
    """Names of funds that mean the same money, and why."""

    funds: Money
    why: str
    patterns: Patterns


class Programme(Record):
    """A programme that a statute made: no award of it is older."""

    made_by: str
    awards_from: AsOf
    patterns: Patterns


class FundFile(WordFile):
    """funds.yaml."""

    names: tuple[FundName, ...]
    programmes: tuple[Programme, ...]


class PlaceFile(Record):
    """places.yaml."""

    as_of: AsOf
    inner: dict[str, dict[str, str]]
    countries: dict[str, str]
    rather_the_country: Texts


class Ordinary(Record):
    """What is equipment of video surveillance, whose ordinary use by a public body is security."""

    classes: ClassNames
    words: Patterns
    words_of_makers: Patterns


class PurposeFile(WordFile):
    """purposes.yaml."""

    rather: Purposes = ()
    another_use: Patterns
    negated: Patterns
    infrastructure: Patterns
    nation: Patterns
    public_safety: Patterns
    watches: Patterns
    places: Patterns
    ordinary: Ordinary
