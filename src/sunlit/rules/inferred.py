"""What do the words of a cell already say of the facts: whose money, what kind of buyer?"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sunlit.knowledge import Knowledge
from sunlit.rules.fund_names import earliest_award_of, funds_of_name
from sunlit.tables import Fact, Purchase, Tie

#: Fields whose cells name the fund outright; elsewhere only the name of a federal programme counts.
_FUND_FIELDS: Final = frozenset({"fund", "category"})
_WORDS_OF_FUNDS: Final = frozenset(
    {"fund", "category", "description", "title", "buyer_unit", "other"}
)
_BUYER_FIELDS: Final = frozenset({"buyer", "buyer_unit"})
_LONGEST_CELL: Final = 2_000

_DEFENSE = (
    r"\b(?:u\.?s\.?|united states) (?:army|navy|air force|marine corps|space force)\b|"
    r"\bdep(?:artmen)?t\.? of defense\b|\bdefense (?:logistics|health|information systems) agency\b"
)
_CIVILIAN = (
    r"\bgeneral services administration\b|\bcoast guard\b|\bdrug enforcement administration\b|"
    r"\bfederal bureau of \w+|\bdep(?:artmen)?t\.? of (?:veterans affairs|homeland security)\b|"
    r"\b(?:u\.?s\.?|united states) (?:dep(?:artmen)?t|customs|forest service|postal)\b"
)
#: Kinds of buyer by words in its name, the surest first.
_BUYERS: Final = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("defense_agency", _DEFENSE),
        ("civilian_agency", _CIVILIAN),
        (
            "city",  # first, for the City of College Park is no college
            r"^(?:the )?(?:city|town|village|township) of (?!.*\b(?:schools?|isd|police)\b).+",
        ),
        ("university", r"\b(?:university|universities|college|colleges)\b"),
        (
            "school_district",
            # Indian School Park and School Road are no schools
            (
                r"\bschools?\b(?! (?:park|road|rd|street|st|lane|ln|zone|crossing|bus stop)\b)|"
                r"\b(?:board of education|boces|isd|usd|cisd)\b"
            ),
        ),
        ("police_department", r"\b(?:police|sheriff(?:'?s)?)\b"),
        ("public_hospital", r"\b(?:hospital|nhs (?:foundation )?trust)\b"),
        ("county", r"\bcounty of \w+|\b\w+ (?:county|parish)\b(?! council)"),
        ("city", r"\b(?:city|town|village|township|municipality) of \w+|\b\w+ city council\b"),
        ("local_government", r"\b(?:borough|district|county|parish|town|metropolitan) council\b"),
        ("state_agency", r"\b(?:state|commonwealth) of \w+\b"),
    )
)


class Inferred(NamedTuple):
    """A fact that a cell says: its name in `Facts`, its value, and the words that say it."""

    fact: str
    value: str
    column: str
    cell: str
    words: str
    why: str


def inferred_of_cell(column: str, field: str, cell: str) -> list[Inferred]:
    """The facts that one cell says. `field` is the column's meaning, a word of tables.FIELDS."""
    return [
        Inferred(fact, value, column, cell, words, why)
        for fact, value, words, why in _of_text(field, cell[:_LONGEST_CELL])
    ]


@lru_cache(maxsize=65_536)
def _of_text(field: str, text: str) -> tuple[tuple[str, str, str, str], ...]:
    found = []
    if field in _WORDS_OF_FUNDS:
        named = funds_of_name(text)
        if named and (field in _FUND_FIELDS or named.funds == "federal_grant"):
            found.append(("funds", named.funds, named.words, named.why))
            earliest = earliest_award_of(text)
            if earliest:
                found.append(("award_date", earliest, named.words, "no award of it is older"))
    if field in _BUYER_FIELDS:
        buyer = buyer_of_name(text)
        if buyer:
            found.append(("buyer_type", buyer[0], buyer[1], "words of the buyer's name"))
    return tuple(found)


def buyer_of_name(name: str) -> tuple[str, str] | None:
    """The kind of buyer that a name tells, and the words that tell it; None when none does."""
    for kind, pattern in _BUYERS:
        match = pattern.search(name)
        if match:
            return kind, match.group()
    return None


def facts_of_cells(cells: Iterable[tuple[str, str, str | None]]) -> list[Inferred]:
    """The facts that a row's cells (column, field, cell) say, each fact and value once."""
    found: dict[tuple[str, str], Inferred] = {}
    for column, field, cell in cells:
        if cell:
            for one in inferred_of_cell(column, field, cell):
                found.setdefault((one.fact, one.value), one)
    return list(found.values())


#: What a row's stance says of the act.
_ACTS: Final = {"acquires": "procure", "services": "renew", "removes": "remove"}
_FIELDS_OF_A_PURCHASE: Final = ("buyer", "buyer_unit", "fund", "category", "title", "description")


def facts_of_row(knowledge: Knowledge, purchase: Purchase, tie: Tie) -> tuple[Fact, ...]:
    """The facts of a purchase tied to a party that its own row says, for `answers`.

    Day and party are not among them, and each fact and value is there once.
    """
    texts = {name: getattr(purchase, name) for name in _FIELDS_OF_A_PURCHASE}
    by_label = is_by_label_alone(tie.grade, [one.signal_kind for one in tie.mentions])
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
    if product_class is not None:
        facts.append(Fact("product_class", product_class))
    if by_label:
        facts.append(Fact("relabel", "yes"))
    given: set[str] = set()
    for one in facts_of_cells((name, name, texts.get(name)) for name in _FIELDS_OF_A_PURCHASE):
        if one.fact == "funds" or one.fact not in given:
            given.add(one.fact)
            facts.append(Fact(one.fact, one.value))
    return tuple(facts)


def is_by_label_alone(grade: str, signal_kinds: Iterable[str]) -> bool:
    """Whether another maker's label, or its model number, is all that points to the party."""
    return grade == "relabel" and set(signal_kinds) == {"relabel"}


def with_inferred(given: Mapping[str, Any], found: Iterable[Inferred]) -> dict[str, Any]:
    """The given facts, and the inferred ones where nothing was given; several funds are kept."""
    facts = dict(given)
    for one in found:
        if given.get(one.fact) is not None:
            continue
        if one.fact == "funds":
            facts["funds"] = [*facts.get("funds", ()), one.value]
        else:
            facts.setdefault(one.fact, one.value)
    return facts
