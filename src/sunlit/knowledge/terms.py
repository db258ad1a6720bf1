"""The closed lists that scopes and facts are written in: buyers, money, acts, purposes, things.

Each list maps a word to what a person reads. Other words for them stand in vocabulary/.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sunlit.io.strict_yaml import own_yaml
from sunlit.values.truth import Truth

#: Kinds of buyer, each with the wider kind that it belongs to and the words for it.
BUYERS: Final[dict[str, tuple[str | None, str]]] = {
    "government": (None, "a public body"),
    "federal_agency": ("government", "a federal agency"),
    "defense_agency": ("federal_agency", "the Department of Defense"),
    "civilian_agency": ("federal_agency", "a civilian federal agency"),
    "crown_corporation": ("government", "a Crown corporation"),
    "supranational": ("government", "an institution of several states"),
    "state_agency": ("government", "a state agency"),
    "state_other": ("government", "a state's legislature or court"),
    "local_government": ("government", "a local government"),
    "county": ("local_government", "a county or parish"),
    "city": ("local_government", "a city or town"),
    "police_department": ("local_government", "a local police department or sheriff"),
    "special_district": ("local_government", "a special district or local authority"),
    "school_district": ("government", "a public school or school district"),
    "university": ("government", "a public college or university"),
    "public_hospital": ("government", "a public health institution"),
    "tribal_government": ("government", "a tribal government"),
    "private": (None, "a private buyer"),
    "federal_contractor": ("private", "a federal contractor"),
    "state_contractor": ("private", "a vendor of the state"),
    "nonpublic_school": ("private", "a nonpublic school"),
    "company": ("private", "another company"),
    "importer": ("private", "an importer, maker or marketer"),
    "investor": ("private", "an investor"),
    "person": ("private", "a person"),
}

#: Where the money came from.
MONEY: Final[dict[str, str]] = {
    "federal_grant": "federal grant money",
    "federal_loan": "federal loan money",
    "federal": "federal money of any kind",
    "federal_direct": "a federal agency's own appropriation",
    "federal_contract": "money of a federal contract",
    "universal_service": "universal service money of the FCC (E-Rate, Rural Health Care)",
    "state": "state money",
    "local": "the buyer's own taxes, bonds or fees",
    "private": "private money",
}

#: Words for groups of money, and what belongs to each.
MONEY_GROUPS: Final[dict[str, frozenset[str]]] = {
    "federal_award": frozenset({"federal_grant", "federal_loan", "federal"}),
    "federal_funds": frozenset(
        {"federal_grant", "federal_loan", "federal", "federal_direct", "federal_contract"}
    ),
    "public": frozenset(MONEY) - {"private"},
    **{word: frozenset({word}) for word in MONEY},
}

#: Money of which the reading does not say whether it belongs to a group. The FCC's subsidies are
#: federal, but no text that was read calls them a grant; "federal money of any kind" may be one.
_PERHAPS: Final[dict[str, frozenset[str]]] = {
    "federal_award": frozenset({"universal_service"}),
    "federal_funds": frozenset({"universal_service"}),
    "universal_service": frozenset({"federal"}),
}

#: What is done. The first group is a purchase or the use of what was bought.
ACTS: Final[dict[str, str]] = {
    "procure": "buys it",
    "renew": "renews or extends a contract for it",
    "use": "uses it",
    "remove": "removes it",
    "export": "exports to the party",
    "import": "imports it",
    "market": "markets or sells it",
    "authorise": "has it authorised",
    "trade_securities": "trades the party's securities",
}
PURCHASE_ACTS: Final = frozenset({"procure", "renew", "use", "remove"})

#: What the thing is used for. Only "none_listed" says that a person looked and found none.
PURPOSES: Final[dict[str, str]] = {
    "public_safety": "public safety",
    "government_facility_security": "security of government facilities",
    "critical_infrastructure": "physical security surveillance of critical infrastructure",
    "national_security": "other national security purposes",
    "security": "security of the buyer's own premises",
    "other": "another purpose",
    "none_listed": "none of the purposes that the rule lists",
}

_OF_THINGS: Final[Mapping[str, Mapping[str, object]]] = own_yaml(
    "sunlit.knowledge", "vocabulary/classes.yaml"
)
#: Product classes, and shares, which no purchase is about. `knowledge.classes` says more of each.
CLASSES: Final = tuple(_OF_THINGS["classes"])
#: The words of rules for things; each means classes.
PRODUCTS: Final = tuple(_OF_THINGS["products"])
#: The class of what is paid for where it is work on a thing: no word of the thing itself says it.
SERVICE: Final = "service"

#: Signs that stand inside a word ("sheriff's", "U.S."), and those between two.
_WITHIN: Final = re.compile(r"(?<=\w)['’.](?=\w|\s|$)")
_BETWEEN: Final = re.compile(r"[\W_]+")
#: The lists by the name that vocabulary/ and readers have for them.
LISTS: Final[dict[str, Iterable[str]]] = {
    "buyer": BUYERS,
    "act": ACTS,
    "purpose": PURPOSES,
    "funds": MONEY,
    "product_class": CLASSES,
}


def plain_words(text: str) -> str:
    """The words in small letters with single spaces: "U.S. Sheriff's-Office" is us sheriffs office."""
    return " ".join(_BETWEEN.sub(" ", _WITHIN.sub("", text.casefold())).split())


def listed_word(kind: str, given: str) -> str:
    """The word of a list ("buyer", "act") in any case. ValueError when there is none."""
    words = plain_words(given).replace(" ", "_")
    if words not in LISTS[kind]:
        raise ValueError(f"{given!r} is none of {', '.join(LISTS[kind])}")
    return words


def is_one_of(buyer: str | None, bound: Iterable[str]) -> Truth:
    """Whether a kind of buyer is among the bound kinds.

    Unknown when the buyer is, or when only a wider kind than the bound one is known of it.
    """
    if buyer is None:
        return "unknown"
    wanted = set(bound)
    if wanted & set(_upwards(buyer)):
        return "yes"
    return "unknown" if any(buyer in _upwards(one) for one in wanted) else "no"


def _upwards(buyer: str) -> list[str]:
    found = [buyer]
    while (wider := BUYERS[found[-1]][0]) is not None:
        found.append(wider)
    return found


def is_paid_by(funds: Iterable[str] | None, group: str) -> Truth:
    """Whether any of the money belongs to the group."""
    if not funds:
        return "unknown"
    if MONEY_GROUPS[group] & set(funds):
        return "yes"
    return "unknown" if _PERHAPS.get(group, frozenset()) & set(funds) else "no"
