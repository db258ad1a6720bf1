"""What do the words of a cell already say of the facts: whose money, what kind of buyer?"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from sunlit.knowledge import Knowledge
from sunlit.knowledge.vocabulary import Vocabulary
from sunlit.rules.reading.buyers import buyer_of_unit, buyer_of_words
from sunlit.rules.reading.classes import thing_of_words
from sunlit.rules.reading.funds import earliest_award_of, funds_of_name
from sunlit.tables import Fact, Purchase, Tie

#: Fields whose cells name the fund outright; elsewhere only the name of a federal programme counts.
_FUND_FIELDS: Final = frozenset({"fund", "category"})
_WORDS_OF_FUNDS: Final = frozenset(
    {"fund", "category", "description", "title", "buyer_unit", "other"}
)
_LONGEST_CELL: Final = 2_000


class Inferred(NamedTuple):
    """A fact that a cell says: its name in `Facts`, its value, and the words that say it."""

    fact: str
    value: str
    column: str
    cell: str
    words: str
    why: str


def inferred_of_cell(knowledge: Knowledge, column: str, field: str, cell: str) -> list[Inferred]:
    """The facts that one cell says. `field` is the column's meaning, a word of tables.FIELDS."""
    return [
        Inferred(fact, value, column, cell, words, why)
        for fact, value, words, why in _of_text(knowledge.vocabulary, field, cell[:_LONGEST_CELL])
    ]


@lru_cache(maxsize=8_192)
def _of_text(
    vocabulary: Vocabulary, field: str, text: str
) -> tuple[tuple[str, str, str, str], ...]:
    """(fact, value, words, why) for each fact that a cell of this meaning says."""
    return (*_money_of(vocabulary, field, text), *_buyer_of(vocabulary, field, text))


def _money_of(vocabulary: Vocabulary, field: str, text: str) -> Iterator[tuple[str, str, str, str]]:
    named = funds_of_name(vocabulary, text) if field in _WORDS_OF_FUNDS else None
    if named and (field in _FUND_FIELDS or named.funds == "federal_grant"):
        yield "funds", named.funds, named.words, named.why
        earliest = earliest_award_of(vocabulary, text)
        if earliest:
            yield "award_date", earliest, named.words, "no award of it is older"


def _buyer_of(vocabulary: Vocabulary, field: str, text: str) -> Iterator[tuple[str, str, str, str]]:
    read = {"buyer": buyer_of_words, "buyer_unit": buyer_of_unit}.get(field)
    buyer = read(vocabulary, text) if read else None
    if buyer:
        yield "buyer_type", buyer.kind, buyer.words, "words of the buyer's name"
        if buyer.place:
            yield "jurisdiction", buyer.place, buyer.words, "the place in the buyer's name"


def facts_of_cells(
    knowledge: Knowledge, cells: Iterable[tuple[str, str, str | None]]
) -> list[Inferred]:
    """The facts that a row's cells (column, field, cell) say, each fact and value once."""
    found: dict[tuple[str, str], Inferred] = {}
    for column, field, cell in cells:
        if cell:
            for inferred in inferred_of_cell(knowledge, column, field, cell):
                found.setdefault((inferred.fact, inferred.value), inferred)
    return list(found.values())


#: What a row's stance says of the act.
_ACTS: Final = {"acquires": "procure", "services": "renew", "removes": "remove"}
_WORDS_OF_THE_THING: Final = ("description", "title")
_FIELDS_OF_A_PURCHASE: Final = ("buyer", "buyer_unit", "fund", "category", "title", "description")


def facts_of_row(knowledge: Knowledge, purchase: Purchase, tie: Tie) -> tuple[Fact, ...]:
    """The facts of a purchase tied to a party that its own row says, for `answers`.

    Day and party are not among them, and the place only where the row itself has none. Each fact
    and value is there once.
    """
    texts = {name: getattr(purchase, name) for name in _FIELDS_OF_A_PURCHASE}
    by_label = is_by_label_alone(tie.grade, [mention.signal_kind for mention in tie.mentions])
    texts["jurisdiction"] = purchase.jurisdiction
    return facts_of_texts(knowledge, texts, tie.stance, tie.product_class, by_label=by_label)


def facts_of_texts(
    knowledge: Knowledge,
    texts: Mapping[str, str | None],
    stance: str,
    product_class: str | None,
    *,
    by_label: bool = False,
) -> tuple[Fact, ...]:
    """The facts that the texts of a purchase say, by the names of its columns."""
    facts = [Fact("act", _ACTS.get(stance, "procure"))]
    thing = product_class or _thing_of_texts(knowledge, texts)
    if thing is not None:
        facts.append(Fact("product_class", thing))
    if by_label:
        facts.append(Fact("relabel", "yes"))
    given = {"jurisdiction"} if texts.get("jurisdiction") else set()
    cells = ((name, name, texts.get(name)) for name in _FIELDS_OF_A_PURCHASE)
    for inferred in facts_of_cells(knowledge, cells):
        if inferred.fact == "funds" or inferred.fact not in given:
            given.add(inferred.fact)
            facts.append(Fact(inferred.fact, inferred.value))
    return tuple(facts)


def _thing_of_texts(knowledge: Knowledge, texts: Mapping[str, str | None]) -> str | None:
    """The class that the purchase's own words name, where its tie says none."""
    for name in _WORDS_OF_THE_THING:
        thing = thing_of_words(knowledge, (texts.get(name) or "")[:_LONGEST_CELL])
        if thing is not None:
            return thing
    return None


def is_by_label_alone(grade: str, signal_kinds: Iterable[str]) -> bool:
    """Whether another maker's label, or its model number, is all that points to the party."""
    return grade == "relabel" and set(signal_kinds) == {"relabel"}


def with_inferred(given: Mapping[str, object], found: Iterable[Inferred]) -> dict[str, object]:
    """The given facts, and the inferred ones where nothing was given; several funds are kept."""
    facts = dict(given)
    open_facts = [inferred for inferred in found if given.get(inferred.fact) is None]
    funds = [inferred.value for inferred in open_facts if inferred.fact == "funds"]
    for inferred in open_facts:
        if inferred.fact != "funds":
            facts.setdefault(inferred.fact, inferred.value)
    return facts | {"funds": funds} if funds else facts
