"""Which purpose do words name: security of a building, public safety, or another use?"""

import re
from collections.abc import Iterable
from typing import Final

from sunlit.knowledge.terms import known_word, plain_words


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(text.split('|'))})\b")


#: Uses that no purpose of s.889(f)(3)(B) names. They are looked for first: security research is
#: research.
OTHER_USES: Final = _words(
    r"wildlife|animals?|birds?|nests?|bears?|livestock|cattle|fish(?:ery|eries)?|research\w*|stud(?:y|ies)|"
    r"scien\w+|labs?|laborator\w+|experiment\w*|films?|filming|movies?|studios?|broadcast\w*|"
    r"tv|television|stream(?:ed|ing)|video ?conferenc\w+|conferenc\w+|meetings?|lectures?|teaching|"
    r"training|classroom recording|sports?|stadium scoreboard|count(?:s|er|ers|ing)?|"
    r"traffic (?:data|flow|survey\w*|analysis|studies)|occupancy|weather|"
    r"meteorolog\w+|astronom\w+|telescopes?|microscop\w+|medical|veterinary|patients?|surgical|"
    r"inspections?|inspecting|survey(?:s|ing)?|mapping|agricultur\w+|crops?|forestry|museum displays?|"
    r"exhibits?|displays?|marketing|tourism|webcams?|resale|test(?:s|ing)?|evaluat\w+|quality control|"
    r"production lines?|time ?lapse|construction progress|"
    r"(?:fever|temperature|health) (?:screening|checks?|detection)"
)
_NEGATED: Final = _words(r"no|not|non|never|without|none|other than")
_INFRASTRUCTURE: Final = _words(
    r"critical infrastructure|power (?:plants?|stations?|grid)|electric\w*|substations?|utility|"
    r"utilities|water (?:plants?|works|treatment|supply|utility|system)|dams?|pipelines?|refiner\w+|"
    r"nuclear|reactors?|airports?|seaports?|ports?|rail\w*|transit|bridges?|tunnels?|grid|"
    r"telecommunications sites?|data cent(?:er|re)s?"
)
_NATION: Final = _words(
    r"national security|defen[cs]e|military|borders?|homeland|counter ?terrorism|anti ?terrorism|"
    r"intelligence|missiles?|weapons?"
)
_PUBLIC_SAFETY: Final = _words(
    r"public safety|polic\w+|law enforcement|crimes?|patrol\w*|emergenc\w+|fire (?:service|department)|"
    r"school (?:safety|security)|(?:student|campus|pupil|child|children|community|citizen|street)s? "
    r"(?:safety|security|protection)|safety of \w+|traffic (?:safety|enforcement)|license plates?|"
    r"number plates?|sheriff\w*|911|first responders?|jails?|prisons?|inmates?|detention"
)
#: Words that say that something is watched or guarded, and places that are watched.
_WATCHES: Final = (
    r"securit\w+|surveill\w+|cctv|guard\w*|protect\w*|safety|watch\w* (?:over )?(?:the )?(?:building|"
    r"grounds?|entrance|doors?)|intrusion|burglar\w*|theft|vandalism|trespass\w*|access control"
)
_PLACES: Final = (
    r"gates?|lobb(?:y|ies)|entrances?|entry|doors?|perimeters?|fences?|premises|corridors?|hallways?|"
    r"stairwells?|courthouses?|courtrooms?|headquarters|hq|barracks|bases?|embass(?:y|ies)|consulates?|"
    r"buildings?|facilit(?:y|ies)|campus(?:es)?|offices?|city hall|town hall|depots?|armor(?:y|ies)|"
    r"guardhouse|schools?|parking (?:lots?|garages?|decks?)|car parks?|grounds?|compound|warehouses?"
)
SECURITY: Final = _words(f"{_WATCHES}|{_PLACES}")
_SECURES: Final = _words(_WATCHES)


def purpose_of_words(text: str) -> str | None:
    """The word of terms.PURPOSES that the words mean; None when they name another use.

    "security" leaves open whose premises they are: for a public body's they count as a government
    facility, for a private one's they do not by themselves.
    """
    try:
        return known_word("purpose", text)
    except ValueError:
        words = plain_words(text)
    if OTHER_USES.search(words) or _NEGATED.search(words):
        return None
    if _INFRASTRUCTURE.search(words) and SECURITY.search(words):
        return "critical_infrastructure"
    for word, pattern in (("national_security", _NATION), ("public_safety", _PUBLIC_SAFETY)):
        if pattern.search(words):
            return word
    return "security" if SECURITY.search(words) else None


#: A maker of chips is named as a part: "whose main SoC is HiSilicon", "with a HiSilicon chipset".
_PART: Final = (
    r"(?:socs?|chips?|chipsets?|processors?|semiconductors?|modules?|components?|parts?|sensors?)"
)
_MADE: Final = r"(?:produced|made|built|manufactured)"


def _names(names: Iterable[str]) -> str:
    plain = {plain_words(name) for name in names}
    return f"(?:{'|'.join(re.escape(name) for name in sorted(plain) if name) or '(?!)'})"


def part_in_words(item: str, names: Iterable[str]) -> str | None:
    """The words that say that what is named is a part of another's product; None if none do."""
    named = _names(names)
    behind = rf"\b{named}\b(?:\W+\w+)?\W+{_PART}\b"
    before = rf"\b{_PART}\b(?:\W+\w+){{0,3}}?\W+{named}\b"
    found = re.search(f"{behind}|{before}", plain_words(item))
    return found.group() if found else None


def made_by_in_words(item: str, names: Iterable[str]) -> str | None:
    """The words that say that what is named made the unit: "Dahua-produced", "made by Dahua"."""
    named = _names(names)
    found = re.search(rf"\b{named} {_MADE}\b|\b{_MADE} by {named}\b", plain_words(item))
    return found.group() if found else None


def left_out_in_words(item: str, names: Iterable[str]) -> bool:
    """Whether the words say that what is named is not in it: "without HiSilicon parts"."""
    no = r"(?:without|excluding|no|non|not|free of)"
    return bool(re.search(rf"\b{no} (?:any )?{_names(names)}\b", plain_words(item)))
