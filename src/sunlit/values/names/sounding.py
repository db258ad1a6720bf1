"""How a word sounds, roughly and in any romanisation, so that spellings of one sound meet."""

import re
from functools import lru_cache

# Order matters: longer spellings first.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"shch|schtsch", "s"),
        (r"tsch|tch|ch", "c"),
        (r"sch|sh", "s"),
        (r"dzh|dj|zh", "j"),
        (r"ph", "f"),
        (r"kh|gh", "k"),
        (r"th|dh", "t"),
        (r"ts|tz", "z"),
        (r"x", "ks"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!$)(?=[^aeiouy])|c(?=[aou])|c$", "k"),
        (r"w", "v"),
        (r"iy|yi|ij|ey|ie|ee|ei|ai|ay|y", "i"),
        (r"oo|ou|eu|eo", "u"),
        (r"(.)\1+", r"\1"),
    ]
]
_VOICED = str.maketrans("bdgvzj", "ptkfsc")
_DOUBLES = re.compile(r"(.)\1+")
_LATER_HALF_VOWELS = re.compile(r"(?<=.)[wy]")
_VOWEL = re.compile("[aeiou]")
_LATER_VOWELS = re.compile(r"(?<=.)[aeiou]+")


@lru_cache(maxsize=262_144)
def sound(word: str) -> str:
    """`word` with the spellings of one sound made one: kh, q and ck are k; ee, y and iy are i."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=262_144)
def consonants(word: str) -> str:
    """The consonants of the sound of `word`; a first vowel is dropped too."""
    # A later w or y stands for a long vowel where a script leaves short ones out.
    bare = _LATER_VOWELS.sub("", sound(_LATER_HALF_VOWELS.sub("", word)))
    if len(bare) > 1 and bare[0] in "aeiou":
        bare = bare[1:]
    return _DOUBLES.sub(r"\1", bare)


@lru_cache(maxsize=262_144)
def skeleton(word: str) -> str:
    """The consonants of `word` with voiced made unvoiced, as Korean and Thai are variously spelled."""
    return _DOUBLES.sub(r"\1", consonants(word).translate(_VOICED))


@lru_cache(maxsize=262_144)
def has_vowels(word: str) -> bool:
    """Whether the script or the writer kept the vowels; Arabic, Hebrew and SRVCS did not."""
    return len(_VOWEL.findall(word)) * 5 > len(word)


def without_vowels(word: str) -> str:
    """The letters of `word` that are no vowels, doubles kept."""
    return _VOWEL.sub("", word)
