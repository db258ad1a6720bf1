"""The words of a name in any script, as plain small letters."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from anyascii import anyascii

# A name is seldom over 150 characters; a longer cell costs no more than this one.
LONGEST_NAME = 400
LONGEST_WORD = 40
MOST_WORDS = 40

_APOSTROPHES = re.compile("['`´‘’ʼ‛ʻʿʾ\"“”«»„]")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_WORD = re.compile(r"[a-z0-9]+")
# Scripts whose letters are syllables or words: each becomes a word of its own.
_SYLLABLES = re.compile("([\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff])")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_ROMAN_LAST = {"i": "1", "v": "5", "x": "10"}


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of `name` in order: transliterated, lower case, initials joined ("A.B.C" is abc).

    Roman numerals and ordinals become digits; at most MOST_WORDS words of LONGEST_WORD letters.
    """
    text = name[:LONGEST_NAME]
    if not text.isascii():
        text = _SYLLABLES.sub(r" \1 ", unicodedata.normalize("NFKC", text))
        text = anyascii(text)
    text = _APOSTROPHES.sub("", text.lower()).replace("&", " and ")
    words = _WORD.findall(_ORDINAL.sub(r"\1", text))[:MOST_WORDS]
    return tuple(_numerals(_joined_initials([word[:LONGEST_WORD] for word in words])))


def _joined_initials(words: list[str]) -> list[str]:
    if not any(len(left) == len(right) == 1 for left, right in pairwise(words)):
        return words
    joined: list[str] = []
    run = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = single
    return joined


def _numerals(words: list[str]) -> list[str]:
    """Read II or IV after the first word, and a lone I, V or X as the last, as numbers."""
    if len(words) < 2:
        return words
    read = [words[0], *(_ROMAN.get(word, word) for word in words[1:])]
    read[-1] = _ROMAN_LAST.get(read[-1], read[-1])
    return read
