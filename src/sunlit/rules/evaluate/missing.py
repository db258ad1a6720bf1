"""Which facts can an answer lack, what does each turn on, and how is it asked for in words?

An answer of the law holds the codes alone; the words are made where a person reads them.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sunlit.knowledge.scope import TURNS_ON

#: What stands between what a rule's own question turns on, and its id.
_OWN: Final = ":"


class Lack(NamedTuple):
    """A fact that an answer may lack: what it turns on, the words for it, its name in `Facts`.

    `asks` is None where no fact of a purchase settles it: somebody must read the law.
    """

    turns_on: tuple[str, ...]
    words: str
    asks: str | None


#: Every fact that the rules themselves ask for, by its code. The questions that an instrument asks
#: in its own file have the code `turns_on:fact`, and their words from there.
LACKS: Final[dict[str, Lack]] = {
    "on": Lack(("date",), "the date of the purchase", "on"),
    "in_force": Lack(("date",), "whether the rule was in force by then ({days})", "on"),
    "listing": Lack(
        ("date",), "whether {party} was listed by then (listed from {listed_from})", "on"
    ),
    "listed_on": Lack(("date",), "whether it was listed: {condition}", "listed_on"),
    "jurisdiction": Lack(("place",), "whether the buyer is in {place}", "jurisdiction"),
    "party": Lack(("maker",), "which listed party it is from", "party"),
    "produced_by": Lack(("maker",), "whether {party} made the unit", "produced_by"),
    "owner": Lack(
        ("maker",), "whether {owner} made the unit, or owned {party} on that day", "produced_by"
    ),
    "reach": Lack(
        ("maker", "exceptions"), "whether the rule reaches companies that belong to {owner}", None
    ),
    "maker_country": Lack(("maker",), "whether {makers} made it", "maker_country"),
    "buyer_type": Lack(("buyer",), "whether {buyers} bought it", "buyer_type"),
    "federal_contract": Lack(
        ("buyer",), "whether the buyer held or sought a federal contract", "buyer_type"
    ),
    "such_buyer": Lack(
        ("buyer", "exceptions"), "whether the rule binds such a buyer ({buyer})", "buyer_type"
    ),
    "act": Lack(("buyer",), "whether the buyer also {acts}", "act"),
    "funds": Lack(("money",), "whether {money} paid for it", "funds"),
    "such_funds": Lack(("money",), "whether {funds} counts as {money} here", "funds"),
    "award_date": Lack(
        ("money",), "whether the award was issued on or after {award_since}", "award_date"
    ),
    "product_class": Lack(
        ("thing",), "whether the thing is {things} equipment, service or system", "product_class"
    ),
    "essential": Lack(
        ("thing",),
        "whether it is a substantial or essential component or critical technology",
        "essential",
    ),
    "purpose": Lack(("use",), "whether the use has a listed purpose ({purposes})", "purpose"),
    "seller_country": Lack(
        ("seller",),
        "whether the seller is {sellers}: who owns the seller decides, not the brand",
        "seller_country",
    ),
}


class Missing(NamedTuple):
    """A fact that would settle a question, by its code, with what its words name."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """What to ask for, in words."""
        named = dict(self.values)
        return named["words"] if "words" in named else LACKS[self.code].words.format_map(named)

    @property
    def asks(self) -> str | None:
        """The name of the fact in `Facts`, or under its `settled`, that settles it."""
        known = None if "words" in dict(self.values) else LACKS[self.code]
        return known.asks if known else self.code.rpartition(_OWN)[2]


def missing(code: str, **values: str) -> Missing:
    """The fact with this code of `LACKS`, and what its words name."""
    return Missing(code, tuple(values.items()))


def own_question(fact: str, words: str, turns_on: Iterable[str]) -> Missing:
    """A question that an instrument asks in its own file, in the words that stand there."""
    groups = ",".join(turns_on)
    return Missing(f"{groups}{_OWN}{fact}" if groups else fact, (("words", words),))


def turns_on(code: str) -> tuple[str, ...]:
    """What a missing fact turns on: words of `TURNS_ON`; none where its instrument does not say."""
    groups, own, _ = code.rpartition(_OWN)
    if own:
        return tuple(groups.split(","))
    return LACKS[code].turns_on if code in LACKS else ()


def in_order(groups: Iterable[str]) -> list[str]:
    """What answers turn on, each once, in the order in which it is told."""
    found = set(groups)
    return [group for group in TURNS_ON if group in found]
