"""What does the candidate engine look for? The pattern is folded, not the text."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from sunlit.matching.candidates.led import led_by_letters
from sunlit.matching.signals import Signal, core_words, misspellings, squeeze, without_lookaround
from sunlit.matching.verify import Finder

#: The id of every expression that is no model pattern. Model patterns have their signal's index.
WORDS: Final = -1

_ACCENTS: Final = {
    "a": "áàâãäåăą", "e": "éèêëėęě", "i": "íìîïı", "o": "óòôõöø", "u": "úùûüů", "y": "ýÿ",
    "c": "çćč", "n": "ñńň", "s": "śšş", "z": "źżž",
}  # fmt: skip
#: A shorter single word would stand inside too many others.
_SHORTEST_FREE: Final = 5
_NEEDS_EDGE: Final = 2
_GAP: Final = r"[^A-Za-z0-9]{0,3}"
_SPLITS: Final = (" ", "-", ".", "_")
_CYRILLIC_VOWELS: Final = "аеиоуяюьіїыєэёъ"
_TWINS: Final = {"и": "[иіїы]", "е": "[еєэё]", "г": "[гґ]", "ь": "[ьъ]"}

#: Texts that need folding before any name can be seen: full-width letters, letters of two scripts
#: in one word, hidden characters inside a word.
_DISGUISES: Final = (
    rb"(?:\xef\xbc[\xa1-\xba]|\xef\xbd[\x81-\x9a]){2}",
    rb"\xf0\x9d[\x90-\x9f][\x80-\xbf]\xf0\x9d[\x90-\x9f]",
    rb"[A-Za-z](?:[\xd0\xd1\xce\xcf][\x80-\xbf]|\xd2\xbb|\xd4[\x80-\x9f])",
    rb"(?:[\xd0\xd1\xce\xcf][\x80-\xbf]|\xd2\xbb|\xd4[\x80-\x9f])[A-Za-z]",
    rb"[A-Za-z](?:\xe2\x80[\x8b-\x8f]|\xef\xbb\xbf|\xc2\xad|\xe2\x81\xa0)[A-Za-z]",
)


class Expression(NamedTuple):
    """A pattern for the engine, and the fewest bytes that it can match.

    `utf8` patterns fold the case of all letters; the others of ASCII letters only. A `model`
    pattern is looser than the finder's own, which is tried on each hit.
    """

    pattern: bytes
    id: int
    bytes: int
    utf8: bool = False
    model: bool = False


class Wanted(NamedTuple):
    """All that the engine looks for.

    `edged` words count only as whole words, `left_edged` ones only at a word's beginning.
    """

    expressions: tuple[Expression, ...]
    edged: frozenset[bytes]
    left_edged: frozenset[bytes]


def wanted_by(finder: Finder) -> Wanted:
    """At least one expression for every spelling that the finder knows."""
    expressions: set[Expression] = set()
    edged: set[bytes] = {cut.encode() for cut in finder.cut}
    left: set[bytes] = set()
    for key, spelling in finder.spelled.items():
        if not key.isascii():
            continue
        glued = finder.may_be_glued(key)
        if _is_free(key, finder):
            expressions |= {_literal(key), _scanned(key), *_accented(key), *_apart(key)}
        elif glued:
            left.add(key.encode())
            expressions.add(_spaced(key))
        elif spelling.variant == "misspelt" and len(key) > _SHORTEST_FREE:
            expressions.add(_literal(key))
        elif spelling.variant == "misspelt" or len(key) < _SHORTEST_FREE:
            edged.add(key.encode())
        else:
            left.add(key.encode())
    for index, signal in enumerate(finder.signals):
        expressions |= set(_of_signal_text(index, signal, finder)) | set(_slipped_apart(signal))
    expressions |= {Expression(pattern, WORDS, 3) for pattern in _DISGUISES}
    edged |= left
    return Wanted(tuple(sorted(expressions)), frozenset(edged - left), frozenset(left))


def _is_free(word: str, finder: Finder) -> bool:
    """Whether the word is looked for without edges, so that a longer name needs no own pattern."""
    return len(word) >= _SHORTEST_FREE and word in finder.spelled and finder.may_be_glued(word)


def _literal(text: str) -> Expression:
    content = text.encode()
    return Expression(re.escape(content), WORDS, len(content))


def _of_signal_text(index: int, signal: Signal, finder: Finder) -> Iterator[Expression]:
    if index in finder.patterns:
        pattern = without_lookaround(finder.patterns[index].loose.pattern)
        for led in led_by_letters(pattern):
            yield Expression(led.encode(), index, 3, model=True)
    if index in finder.phrases:
        for slipped, fewest in finder.phrases[index].expressions():
            yield Expression(slipped.encode(), index, fewest)
    if not signal.text:
        return
    if signal.script in ("han", "arabic"):
        yield _literal(signal.text)
    elif signal.script == "cyrillic":
        words = map(_cyrillic, filter(None, map(squeeze, signal.text.split())))
        yield Expression(r"[ .\-]{0,3}".join(words).encode(), WORDS, 4, utf8=True)
    else:
        expressions = _told_words(signal)
        if len(expressions) > 1 and not any(_is_free(word, finder) for word in expressions):
            pattern = _GAP.join(re.escape(word) for word in expressions)
            edge = r"\b" if len(expressions[0]) <= _NEEDS_EDGE else ""
            yield Expression((edge + pattern).encode(), WORDS, sum(map(len, expressions)))


def _told_words(signal: Signal) -> tuple[str, ...]:
    """The words of a name of several words that are looked for together; empty for one word."""
    parts = [squeeze(part) for part in re.split(r"[\s\-./&]+", signal.text or "")]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return ()
    core = core_words(signal)
    first = next((i for i, part in enumerate(parts) if part in core), 0)
    # Words that stand together: a common word between two telling ones belongs to the pattern.
    return tuple(parts[first : first + 2] if len(parts) - first > 1 else parts[:3])


def _apart(key: str) -> Iterator[Expression]:
    """The key with one gap, and with a gap after each letter (its first four letters tell)."""
    if len(key) > _SHORTEST_FREE:
        for i in range(2, len(key) - 1):
            for gap in _SPLITS:  # literals: ten times quicker to compile than a class
                yield _literal(f"{key[:i]}{gap}{key[i:]}")
    yield _spaced(key[:4])


def _spaced(key: str) -> Expression:
    return Expression(r"[ .*_\-]{1,2}".join(key).encode(), WORDS, 2 * len(key) - 1)


def _slipped_apart(signal: Signal) -> Iterator[Expression]:
    """A known spelling in two words, one of them with a slip: "hick vision", "hik vison"."""
    parts = [squeeze(part) for part in re.split(r"[\s\-]+", signal.text or "")]
    if signal.kind != "misspelling" or len(parts) != 2 or not all(parts):
        return
    left, right = parts
    for lefts, rights in (((left,), misspellings(right)), (misspellings(left), (right,))):
        pattern = f"(?:{'|'.join(sorted(lefts))})[ .*_\\-]{{1,2}}(?:{'|'.join(sorted(rights))})"
        yield Expression(pattern.encode(), WORDS, len(left) + len(right) - 1)


def _accented(key: str) -> Iterator[Expression]:
    """One letter of the key with an accent, as a letter of its own or as a mark behind it."""
    for i, letter in enumerate(key):
        for accented in _ACCENTS.get(letter, ""):
            for written in {accented, accented.upper(), unicodedata.normalize("NFD", accented)}:
                yield _literal(f"{key[:i]}{written}{key[i + 1 :]}")


def _scanned(key: str) -> Expression:
    classes = {"i": "[i1l|]", "l": "[l1i|]", "o": "[o0]", "s": "[s5]"}
    pattern = "".join(classes.get(letter, letter) for letter in key)
    return Expression(pattern.encode(), WORDS, len(key))


def _cyrillic(key: str) -> str:
    consonants = sum(letter not in _CYRILLIC_VOWELS for letter in key)
    if consonants < 3:
        return "".join(_TWINS.get(letter, letter) for letter in key)
    vowel = f"[{_CYRILLIC_VOWELS}]{{0,2}}"
    first, rest = key[0], key[1:]
    return _TWINS.get(first, first) + "".join(
        vowel if letter in _CYRILLIC_VOWELS else f"{letter}{{1,2}}" for letter in rest
    )
