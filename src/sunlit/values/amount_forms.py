"""How do publishers dress a number: signs, brackets, currencies, thousands, millions?"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from sunlit.values.currencies import MONEY_WORDS

#: Longer texts are no amounts; the bound keeps hostile cells cheap.
_LONGEST: Final = 64
_BLANK: Final = frozenset(
    {"", "-", "--", "n/a", "na", "n.a.", "n.a", "#n/a", "n/d", "s/d", "null", "none", "nan"}
)
_SCALES: Final = {
    "": 0,
    "k": 3,
    "thousand": 3,
    "lakh": 5,
    "m": 6,
    "mm": 6,
    "mn": 6,
    "mln": 6,
    "mio": 6,
    "million": 6,
    "crore": 7,
    "b": 9,
    "bn": 9,
    "mrd": 9,
    "billion": 9,
}
#: Thousands in threes with one sign throughout, or the Indian way. A first group of 0 is none.
GROUPED: Final = re.compile(
    r"[1-9][0-9]{0,2}(?:([ ,'])[0-9]{3}(?:\1[0-9]{3})*)|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"
)
#: A bare number with "." before the cents; `whole` is still to be checked against GROUPED.
NUMBER: Final = re.compile(
    r"(?P<whole>[0-9](?:[ ,']?[0-9])*)?(?:\.(?P<cents>[0-9]*))?"
    r"(?:[eE](?P<exponent>[+-]?[0-9]{1,2}))?"
    r"(?: ?(?P<scale>" + "|".join(sorted(filter(None, _SCALES), key=len, reverse=True)) + r")\.?)?",
    re.IGNORECASE,
)
#: A word or sign that touches the number in front or behind, as "US$", "kr." or "CR".
_IN_FRONT: Final = re.compile(r"[^0-9\s.,()'+\-]+\.?")
_BEHIND: Final = re.compile(r"(?<![^0-9\s.,()'+\-])[^0-9\s.,()'+\-]+\.?$")
_SIDES: Final = frozenset({"cr", "dr"})
_SIGNS: Final = str.maketrans(
    {
        "\u2212": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\ufe63": "-",
        "\uff0d": "-",
        "\uff0b": "+",
        "\uff0c": ",",
        "\uff0e": ".",
        "\uff08": "(",
        "\uff09": ")",
        "\uff04": "$",
        "\uffe1": "£",
        "\uffe5": "¥",
        "\u2019": "'",
        "\u02bc": "'",
    }
)


def is_blank(text: str | None) -> bool:
    """Does the cell say "nothing here" rather than an amount? "£ -" too, as Excel shows it."""
    if text is None:
        return True
    if len(text) > _LONGEST and text.strip():
        return False
    cleaned = _cleaned(text)
    if cleaned.casefold() in _BLANK:
        return True
    return cleaned.endswith("-") and cleaned[:-1].strip().casefold() in MONEY_WORDS


@lru_cache(maxsize=16_384)
def undressed(text: str) -> tuple[str, bool] | None:
    """The bare number and whether it is negative; None when marks are doubled or it is too long.

    Two marks of the minus ("-45 CR", "(-45)") are refused: they may cancel out or not.
    """
    if len(text) > _LONGEST:
        text = text.strip()
    core = _cleaned(text) if len(text) <= _LONGEST else ""
    signs, sides, currencies = "", "", 0
    while core:
        core = core.strip()
        if core.startswith("(") and core.endswith(")"):
            signs, core = signs + "-", core[1:-1]
        elif core[:1] in ("-", "+"):
            signs, core = signs + core[0], core[1:]
        elif core[-1:] in ("-", "+"):
            signs, core = signs + core[-1], core[:-1]
        elif (found := _word_beside(core)) is None:
            break
        else:
            word, core = found
            sides += word if word in _SIDES else ""
            currencies += word not in _SIDES
        if len(signs) > 1 or len(sides) > 2 or currencies > 2:
            return None
    if not core or (sides == "cr" and signs):
        return None
    return core, signs == "-" or sides == "cr"


def _word_beside(core: str) -> tuple[str, str] | None:
    """The first currency or CR/DR at either end, in small letters, and the rest of the text."""
    if not core[0].isdecimal() and (found := _IN_FRONT.match(core)):
        word = found.group().casefold().removesuffix(".")
        if word in _SIDES or word in MONEY_WORDS:
            return word, core[found.end() :]
    if not core[-1].isdecimal() and (found := _BEHIND.search(core)):
        word = found.group().casefold().removesuffix(".")
        if word in _SIDES or word in MONEY_WORDS:
            return word, core[: found.start()]
    return None


def scale_of(word: str | None) -> int:
    """The power of ten that a word such as "k" or "bn" stands for; 0 for none."""
    return _SCALES[(word or "").casefold()]


def _cleaned(text: str) -> str:
    """ASCII digits, one kind of space, minus and apostrophe; no apostrophe in front."""
    if not text.isascii():
        text = "".join(map(_plain_character, text.translate(_SIGNS)))
    return " ".join(text.split(" ")).strip().removeprefix("'").strip()


def _plain_character(character: str) -> str:
    # Not NFKC: it would turn "12²" into 122.
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return " " if character.isspace() else character
