"""What does the candidate engine look for? The pattern is folded, not the text."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sunlit.matching.compile import Sign, core_words
from sunlit.matching.context import squeeze
from sunlit.matching.patterns import loosened, without_lookaround
from sunlit.matching.verify import Finder

#: The id of every expression that is no model pattern. Model patterns have their sign's index.
WORDS: Final = -1

_ACCENTS: Final = {
    "a": "áàâãäåăą", "e": "éèêëėę", "i": "íìîïı", "o": "óòôõöø", "u": "úùûüů", "y": "ýÿ",
    "c": "çćč", "n": "ñń", "s": "śšş", "z": "źżž",
}  # fmt: skip
_GAP: Final = r"[^A-Za-z0-9]{0,3}"
_SPLITS: Final = (" ", "-", ".", "_")
_CYRILLIC_VOWELS: Final = "аеиоуяюьіїыєэёъ"
_TWINS: Final = {"и": "[иіїы]", "е": "[еєэё]", "г": "[гґ]", "ь": "[ьъ]"}

#: Texts that need folding before any name can be seen: full-width letters, letters of two scripts
#: in one word, hidden characters inside a word, letters set apart.
_DISGUISES: Final = (
    rb"(?:\xef\xbc[\xa1-\xba]|\xef\xbd[\x81-\x9a]){2}",
    rb"\xf0\x9d[\x90-\x9f][\x80-\xbf]\xf0\x9d[\x90-\x9f]",
    rb"[A-Za-z](?:\xd0[\x80-\xbf]|\xd1[\x80-\xbf]|\xce[\x80-\xbf]|\xcf[\x80-\xbf]|\xd2\xbb|\xd4[\x80-\x9f])",
    rb"(?:\xd0[\x80-\xbf]|\xd1[\x80-\xbf]|\xce[\x80-\xbf]|\xcf[\x80-\xbf]|\xd2\xbb|\xd4[\x80-\x9f])[A-Za-z]",
    rb"[A-Za-z](?:\xe2\x80[\x8b-\x8f]|\xef\xbb\xbf|\xc2\xad|\xe2\x81\xa0|\xcc[\x80-\xbf]|\xcd[\x80-\xaf])",
    rb"[A-Za-z](?:[ .*_\-][A-Za-z]){3}[ .*_\-]",
)


class Expression(NamedTuple):
    """A pattern for the engine. `literal` patterns hold no operators; `utf8` ones fold all case."""

    pattern: bytes
    id: int
    utf8: bool = False


class Wanted(NamedTuple):
    """All that the engine looks for. `edged` words count only as whole words of ASCII letters."""

    expressions: tuple[Expression, ...]
    edged: frozenset[bytes]
    left_edged: frozenset[bytes]


def wanted_by(finder: Finder) -> Wanted:
    """At least one expression for every spelling that the finder knows."""
    expressions: set[Expression] = set()
    edged: set[bytes] = set()
    left: set[bytes] = set()
    glued = {key for key in finder.spelled if finder.may_be_glued(key)}
    for key, spelling in finder.spelled.items():
        if not key.isascii():
            continue
        if key in glued and len(key) >= 5:
            expressions.add(Expression(re.escape(key).encode(), WORDS))
        elif key in glued:
            left.add(key.encode())
        elif spelling.variant == "misspelt" and len(key) >= 6:
            expressions.add(Expression(re.escape(key).encode(), WORDS))
        else:
            edged.add(key.encode())
        if spelling.variant == "exact" and len(key) >= 5:
            expressions |= set(_split(key))
        if key in glued and len(key) >= 5:
            expressions |= {*_accented(key), _scanned(key)}
    edged |= {cut.encode() for cut in finder.cut}
    for index, sign in enumerate(finder.signs):
        expressions |= set(_of_sign(index, sign, finder))
    expressions |= {Expression(pattern, WORDS) for pattern in _DISGUISES}
    return Wanted(tuple(sorted(expressions)), frozenset(edged), frozenset(left))


def _of_sign(index: int, sign: Sign, finder: Finder) -> Iterator[Expression]:
    if index in finder.patterns:
        pattern = without_lookaround(loosened(finder.patterns[index].exact.pattern))
        yield Expression(pattern.encode(), index)
    if not sign.text:
        return
    if sign.script in ("han", "arabic"):
        yield Expression(re.escape(sign.text).encode(), WORDS)
    elif sign.script == "cyrillic":
        yield Expression(_cyrillic(squeeze(sign.text)).encode(), WORDS, utf8=True)
    else:
        words = core_words(sign)
        parts = [squeeze(part) for part in re.split(r"[\s\-./&]+", sign.text) if squeeze(part)]
        if len(parts) > 1:
            told = words[:2] if len(words) > 1 else tuple(parts[:3])
            yield Expression(_GAP.join(re.escape(w) for w in told).encode(), WORDS)
        if len(squeeze(sign.text)) < 5 and squeeze(sign.text).isalpha():
            spaced = r"[ .\-]{1,2}".join(squeeze(sign.text))
            yield Expression(spaced.encode(), WORDS)


def _split(key: str) -> Iterator[Expression]:
    for i in range(1, len(key)):
        for gap in _SPLITS:
            yield Expression(re.escape(f"{key[:i]}{gap}{key[i:]}").encode(), WORDS)


def _accented(key: str) -> Iterator[Expression]:
    for i, letter in enumerate(key):
        for accented in _ACCENTS.get(letter, ""):
            for written in {accented, accented.upper()}:
                yield Expression(f"{key[:i]}{written}{key[i + 1 :]}".encode(), WORDS)


def _scanned(key: str) -> Expression:
    classes = {"i": "[i1l|]", "l": "[l1i|]", "o": "[o0]", "s": "[s5]"}
    return Expression("".join(classes.get(letter, letter) for letter in key).encode(), WORDS)


def _cyrillic(key: str) -> str:
    consonants = sum(letter not in _CYRILLIC_VOWELS for letter in key)
    if consonants < 3:
        return "".join(_TWINS.get(letter, letter) for letter in key)
    vowel = f"[{_CYRILLIC_VOWELS}]{{0,2}}"
    first, rest = key[0], key[1:]
    return _TWINS.get(first, first) + "".join(
        vowel if letter in _CYRILLIC_VOWELS else f"{letter}{{1,2}}" for letter in rest
    )
