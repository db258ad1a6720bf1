"""Which purpose do words name: security of a building, public safety, or another use?"""

import re
from collections.abc import Iterable
from typing import Final

from sunlit.knowledge.terms import plain_words
from sunlit.knowledge.vocabulary import Vocabulary


def purpose_of_words(vocabulary: Vocabulary, text: str) -> str | None:
    """The word of terms.PURPOSES that the words mean; None when they name another use.

    "security" leaves open whose premises they are: for a public body's they count as a government
    facility, for a private one's they do not by themselves.
    """
    known = vocabulary.words["purpose"].known(text)
    if known is not None:
        return known
    words, say = plain_words(text), vocabulary.purposes
    if say.another_use.search(words) or say.negated.search(words):
        return None
    if say.infrastructure.search(words) and say.security.search(words):
        return "critical_infrastructure"
    for word, pattern in (("national_security", say.nation), ("public_safety", say.public_safety)):
        if pattern.search(words):
            return word
    return "security" if say.security.search(words) else None


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
