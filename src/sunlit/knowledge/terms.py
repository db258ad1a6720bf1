"""The closed lists that scopes and facts are written in: buyers, money, acts, purposes, things.

Each list maps a word to what a person reads. Other words for them stand in vocabulary/.
"""

import re
from collections.abc import Iterable
from typing import Final

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

#: Things by product class (categories.yaml): which are surely meant by a word of a rule, which
#: surely not. What is in neither is not known.
PRODUCTS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "telecommunications": (
        frozenset({"network_gear", "radio", "phone"}),
        frozenset({"drone", "securities"}),
    ),
    "video_surveillance": (
        frozenset({"video_camera", "thermal_camera", "recorder_storage", "body_vehicle_camera"}),
        frozenset({"network_gear", "radio", "phone", "drone", "securities"}),
    ),
    "drones": (
        frozenset({"drone"}),
        frozenset(
            {
                "video_camera",
                "thermal_camera",
                "recorder_storage",
                "access_control",
                "body_vehicle_camera",
                "network_gear",
                "radio",
                "phone",
                "securities",
            }
        ),
    ),
    "routers": (
        frozenset(),
        frozenset({"video_camera", "thermal_camera", "recorder_storage", "drone", "securities"}),
    ),
    "semiconductors": (frozenset(), frozenset({"securities"})),
    "ict": (
        frozenset(
            {
                "video_camera",
                "thermal_camera",
                "recorder_storage",
                "access_control",
                "body_vehicle_camera",
                "network_gear",
                "radio",
                "phone",
                "software_vms",
            }
        ),
        frozenset({"securities"}),
    ),
}

#: Product classes of categories.yaml, and shares, which no purchase is about.
CLASSES: Final[dict[str, str]] = {
    "video_camera": "video surveillance camera",
    "thermal_camera": "thermal camera",
    "recorder_storage": "recorder or storage",
    "access_control": "access control or intercom",
    "body_vehicle_camera": "body or vehicle camera",
    "drone": "drone",
    "radio": "radio",
    "network_gear": "network gear",
    "phone": "phone or tablet",
    "software_vms": "video software",
    "service": "installation, maintenance or other service",
    "securities": "shares or other securities",
}

#: Who sells one thing of a trade sells the others too. A service is of any trade.
TRADES: Final[dict[str, str]] = {
    "video_camera": "video",
    "thermal_camera": "video",
    "body_vehicle_camera": "video",
    "recorder_storage": "video",
    "access_control": "video",
    "software_vms": "video",
    "radio": "radio",
    "network_gear": "network",
    "phone": "network",
    "drone": "drone",
}

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


def is_thing(product_class: str | None, things: Iterable[str]) -> Truth:
    """Whether a thing of this class is among `things`: words of PRODUCTS, or classes."""
    if product_class is None:
        return "unknown"
    answers: set[Truth] = set()
    for word in things:
        surely, surely_not = PRODUCTS.get(word, (frozenset({word}), None))
        if product_class in surely:
            return "yes"
        other = surely_not is None or product_class in surely_not
        answers.add("no" if other else "unknown")
    return "unknown" if "unknown" in answers else "no"
