"""How is a text or a pattern folded, so that one spelling stands for the many that clerks write?"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: Cyrillic and Greek letters that look like Latin ones. Used only inside words that mix scripts:
#: a word all in Cyrillic means what it says.
LOOK_ALIKES: Final = str.maketrans(
    {
        "а": "a",
        "в": "b",
        "с": "c",
        "ԁ": "d",
        "е": "e",
        "һ": "h",
        "і": "i",
        "ј": "j",
        "ӏ": "l",
        "к": "k",
        "м": "m",
        "н": "h",
        "о": "o",
        "р": "p",
        "ԛ": "q",
        "ѕ": "s",
        "т": "t",
        "у": "y",
        "х": "x",
        "ѵ": "v",
        "ԝ": "w",
        "α": "a",
        "β": "b",
        "ε": "e",
        "η": "n",
        "ι": "i",
        "κ": "k",
        "ν": "v",
        "ο": "o",
        "ρ": "p",
        "τ": "t",
        "υ": "u",
        "χ": "x",
        "γ": "y",
        "ς": "s",
        "μ": "m",
        "ζ": "z",
    }
)
_HIDDEN: Final = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
)
_PLAIN: Final = str.maketrans(
    "‐‑‒–—−﹘﹣－‘’ʼ`´“”„«»\u00a0\u2007\u202f\u3000", "---------'''''\"\"\"\"\"    "
)
_WORD: Final = re.compile(r"[^\W_]+")
_LATIN: Final = re.compile("[a-z]")
_FOREIGN: Final = re.compile("[\u0370-\u052f]")
_CYRILLIC_TWINS: Final = str.maketrans(
    {"і": "и", "ї": "и", "ы": "и", "є": "е", "э": "е", "ё": "е", "ґ": "г", "ъ": "ь"}
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in lower case without accents. `at[i]` is where character i stood in the original.

    `at` has one entry more than `text`: the original's length. None where nothing moved.
    """

    text: str
    original: str
    at: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's characters that gave text[start:end], half open."""
        if self.at is None:
            return start, end
        last = self.at[end - 1] if end > start else self.at[start]
        stop = last + 1
        # A combining mark belongs to the letter before it.
        while stop < len(self.original) and unicodedata.combining(self.original[stop]):
            stop += 1
        return self.at[start], stop


def fold(text: str) -> Folded:
    """Lower case, no accents, full-width and hidden characters plain, look-alikes in mixed words."""
    if text.isascii():
        return Folded(text.lower(), text, None)
    letters: list[str] = []
    at: list[int] = []
    for index, letter in enumerate(text):
        plain = letter.lower() if letter.isascii() else _plain_letter(letter)
        letters.append(plain)
        at.extend([index] * len(plain))
    at.append(len(text))
    return Folded(_unmix("".join(letters)), text, tuple(at))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in _HIDDEN or unicodedata.combining(letter):
        return ""
    letter = letter.translate(_PLAIN)
    if "\u0400" <= letter <= "\u052f":  # "й" is a letter of its own, not an accented "и"
        return letter.lower()
    parts = unicodedata.normalize("NFKD", letter)
    kept = "".join(part for part in parts if not unicodedata.combining(part))
    return (
        kept.lower()
        .replace("ß", "ss")
        .replace("ı", "i")
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("đ", "d")
    )


def _unmix(text: str) -> str:
    if not _FOREIGN.search(text):
        return text
    return _WORD.sub(lambda word: _unmixed(word.group()), text)


def _unmixed(word: str) -> str:
    mixed = _LATIN.search(word) and _FOREIGN.search(word)
    return word.translate(LOOK_ALIKES if mixed else _CYRILLIC_TWINS)


#: Letters that fingers and ears take for one another; keys are folded Latin letters.
_NEIGHBOURS: Final = {
    "a": "eoqsuwz", "b": "dghpvn", "c": "ksvxdf", "d": "bfstec", "e": "aiouwry", "f": "dgvprt",
    "g": "fhbjqt", "h": "gjnbuy", "i": "eouylj1k", "j": "ghiku", "k": "cgjlqi", "l": "i1kort",
    "m": "nw", "n": "mbhu", "o": "aeiu0pl", "p": "bo", "q": "kga", "r": "etlf", "s": "azcdxw5",
    "t": "drfgy", "u": "aeioyvwh", "v": "wbfcu", "w": "vueqs", "x": "zcskd", "y": "ieutgh", "z": "sxa2",
}  # fmt: skip
_OFTEN: Final = "aeiounrst"
_SLIPPED_IN: Final = "aehiuycsnr"


def misspellings(name: str) -> frozenset[str]:
    """Likely one-letter slips of a folded Latin name: dropped, doubled, swapped, mistaken, slipped in.

    The first letter is kept: where it is wrong too, another word is more likely.
    """
    found = set()
    for i in range(1, len(name)):
        found.add(name[:i] + name[i + 1 :])
        found.add(name[:i] + name[i - 1] + name[i:])
        if i + 1 < len(name):
            found.add(name[:i] + name[i + 1] + name[i] + name[i + 2 :])
        for letter in {*_NEIGHBOURS.get(name[i], ""), *_OFTEN}:
            found.add(name[:i] + letter + name[i + 1 :])
        for letter in _SLIPPED_IN:
            found.add(name[:i] + letter + name[i:])
    found.discard(name)
    return frozenset(found)


_CYRILLIC_VOWELS: Final = "аеиоуяюь"


def cyrillic_misspellings(name: str) -> frozenset[str]:
    """Vowels mistaken, dropped or doubled in a folded Cyrillic transliteration."""
    found = set()
    for i in range(1, len(name)):
        if name[i] in _CYRILLIC_VOWELS:
            found |= {name[:i] + vowel + name[i + 1 :] for vowel in _CYRILLIC_VOWELS}
            found.add(name[:i] + name[i + 1 :])
        found.add(name[:i] + name[i - 1] + name[i:])
    found.discard(name)
    return frozenset(found)


_DIGITS: Final = re.compile(r"[0-9](?:-?[0-9])*")
_SEPARATOR: Final = r"[-\s_.]"


def loosened(pattern: str, *, glue: bool) -> str:
    """The model pattern with a space, an underscore or a point for each hyphen; with `glue` nothing.

    A pattern that is weak by itself keeps its separators: without them it is any number.
    """
    separator = _SEPARATOR + ("{0,3}" if glue else "{1,3}")
    out: list[str] = []
    i = 0
    while i < len(pattern):
        if pattern[i] == "\\":
            out.append(pattern[i : i + 2])
            i += 2
        elif pattern[i] == "[":
            end = pattern.index("]", i + 2)
            inside = pattern[i + 1 : end]
            if _DIGITS.fullmatch(inside) and re.search("[A-Z]{2}$", "".join(out[-2:])):
                out.append("-?")  # "PD-785" for "PD785"
            if inside in ("-/", "/-", "-/("):
                out.append(r"[-/\s_.(]" + ("{0,2}" if glue else "{1,2}"))
            else:
                out.append(pattern[i : end + 1])
            i = end + 1
        elif pattern[i] == "-":
            optional = pattern[i + 1 : i + 2] == "?"
            if optional and not glue:
                out.append("[-_.]?")
            else:
                out.append(_SEPARATOR + "{0,3}" if optional else separator)
            i += 2 if optional else 1
        else:
            out.append(pattern[i])
            i += 1
    return "".join(out)


def without_lookaround(pattern: str) -> str:
    """The pattern without (?<!...), (?!...) and \\b, so that it matches at least as much."""
    out: list[str] = []
    i = 0
    while i < len(pattern):
        if pattern.startswith(("(?<!", "(?!", "(?<=", "(?="), i):
            i = _closing(pattern, i) + 1
        elif pattern.startswith("\\b", i):
            i += 2
        elif pattern[i] == "\\":
            out.append(pattern[i : i + 2])
            i += 2
        else:
            out.append(pattern[i])
            i += 1
    return "".join(out)


def _closing(pattern: str, start: int) -> int:
    depth, i, in_class = 0, start, False
    while i < len(pattern):
        letter = pattern[i]
        if letter == "\\":
            i += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
            if depth == 0:
                return i
        i += 1
    raise ValueError(f"unbalanced brackets in {pattern!r}")
