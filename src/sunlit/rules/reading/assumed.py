"""What use do the buyer and the thing tell together, where nobody said what it is for?

Video surveillance equipment of a public body has an ordinary use: the security of the body's own
premises, or public safety. s.889(f)(3)(B) limits by exactly these ("public safety, security of
Government facilities, ..."), so that the ordinary purchase falls under it, and the unusual one is
known by its words: a camera *for* a wildlife nest, a studio, a traffic count. The use that is
read here is an assumption: it is told with the words that it was read from, a purpose that is
stated always goes before it, and no finding of a spending file is judged by it.
"""

import re
from typing import Final, NamedTuple

from sunlit.knowledge import Knowledge
from sunlit.knowledge.terms import BUYERS, PURPOSES, SERVICE, is_one_of, plain_words
from sunlit.rules.facts import Facts
from sunlit.rules.reading.uses import purpose_of_words

_ACTS: Final = frozenset({"procure", "renew", "use"})
#: "a camera for a nest": what it is for. "A contract for a Hikvision system" names the thing.
_FOR: Final = re.compile(
    r"\b(?:for|used to|used in|used as|to (?:watch|monitor|observe|film|count))\b(.*)"
)
_THE_THING: Final = re.compile(
    r"^\W*(?:an?|the|its|our|\d+)?\s*(?:\w+\s){0,3}?(?:cameras?|systems?|cctv|nvrs?|recorders?|equipment|"
    r"surveillance|years?|months?|maintenance|installation|warranty|use)\b"
)


class Assumption(NamedTuple):
    """A purpose that was read from other facts, and in words from which."""

    purpose: str
    told: str


_SHORT: Final = {**PURPOSES, "security": "security of the buyer's own premises"}
_SETTLE: Final = "Say `purpose` to settle it"


def assumed_purpose(knowledge: Knowledge, facts: Facts) -> Assumption | None:
    """The use that the item's words or the buyer and the item tell; None where one is stated.

    Of a private buyer only the item's own words count: a private office is no government facility.
    """
    if facts.purpose is not None or facts.act not in _ACTS:
        return None
    item = plain_words(facts.item or "")
    named = _named_use(knowledge, item)
    if named is not None:
        purpose, words = named
        if purpose is None:
            return None
        told = f"use read from the item's words “{words}”: {_SHORT[purpose]}. {_SETTLE}"
        return Assumption(purpose, told)
    return _ordinary_use(knowledge, facts, item)


def _ordinary_use(knowledge: Knowledge, facts: Facts, item: str) -> Assumption | None:
    if is_one_of(facts.buyer_type, ["government"]) != "yes" or not _is_of_watching(
        knowledge, facts
    ):
        return None
    kind = str(facts.buyer_type)
    purpose = "public_safety" if kind in ("police_department", "school_district") else "security"
    security = knowledge.vocabulary.purposes.security
    texts = (item, plain_words(facts.buyer or ""))
    words = [found.group() for text in texts if (found := security.search(text))]
    thing = knowledge.vocabulary.classes.classes.get(facts.product_class or "")
    grounds = [BUYERS[kind][1], thing.name if thing else "a system"]
    grounds += [f"the words “{'”, “'.join(words)}”"] if words else []
    told = (
        f"use read from the buyer and the item ({'; '.join(grounds)}; no other use is named): "
        f"{_SHORT[purpose]}. {_SETTLE}"
    )
    return Assumption(purpose, told)


def _named_use(knowledge: Knowledge, item: str) -> tuple[str | None, str] | None:
    """The use that the item's words name, with the words; its purpose is None if it is another.

    None where they name no use at all.
    """
    other = knowledge.vocabulary.purposes.another_use.search(item)
    if other:
        return None, other.group()
    found = _FOR.search(item)
    if found is None or _THE_THING.search(found.group(1)):
        return None
    return purpose_of_words(knowledge.vocabulary, found.group(1)), found.group().strip()


def _is_of_watching(knowledge: Knowledge, facts: Facts) -> bool:
    say = knowledge.vocabulary.purposes
    if facts.product_class in say.watching_classes:
        return True
    if facts.product_class not in (None, SERVICE):
        return False
    words = plain_words(facts.item or "")
    party = knowledge.parties.get(facts.party or "")
    if party and say.watching_classes & set(party.makes):
        return facts.product_class == SERVICE or bool(say.watching_of_makers.search(words))
    return bool(say.watching.search(words))
