"""Which words stand in a row, and of which kind? Product words, other makers, places, sellers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple

from sunlit.io.strict_yaml import own_yaml
from sunlit.matching.signals.classes import ThingClasses
from sunlit.matching.signals.patterns import Folded, fold

_TOKEN: Final = re.compile(r"[^\W_]+(?:'[a-z]\b)?(?:/(?![^\W_]))?|&")
#: Of so many words a phrase book remembers which phrases begin with them.
_WORDS_KEPT: Final = 16_384
_HAN_OR_ARABIC: Final = re.compile("[\u0600-\u06ff\u3040-\u9fff]")


class Token(NamedTuple):
    """A word of a folded text: its characters [start, end)."""

    text: str
    start: int
    end: int


class FoundPhrase(NamedTuple):
    """A phrase of `group` that stands in a folded text at [start, end)."""

    group: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A cell, or the part of a long cell around a hit, ready to be searched."""

    folded: Folded
    tokens: tuple[Token, ...]
    foreign: bool  # holds letters of scripts without spaces or with joined prefixes

    @classmethod
    def of(cls, text: str) -> "Passage":
        """Fold and split a text."""
        folded = fold(text)
        tokens = tuple(Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded.text))
        return cls(folded, tokens, bool(_HAN_OR_ARABIC.search(folded.text)))


class PhraseBook:
    """Phrases by group; finds them in a passage in one walk over its words.

    A star at the end of a word stands for any ending, one before a single word for any beginning
    ("*kamera": Dachkamera). Phrases in scripts without spaces are found
    anywhere. The longest phrase at a place wins within its group.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._by_stem: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._by_ending: dict[str, list[str]] = {}
        self._by_text: list[tuple[str, str]] = []
        for group, phrases in groups.items():
            for phrase in phrases:
                self._add(group, phrase)
        self._stems = sorted({len(stem) for stem in self._by_stem})
        self._endings = sorted({len(ending) for ending in self._by_ending})
        # The same words stand in most rows.
        self._starting = lru_cache(_WORDS_KEPT)(self._look_up)

    def _add(self, group: str, phrase: str) -> None:
        folded = fold(phrase.strip()).text
        if _HAN_OR_ARABIC.search(folded):
            self._by_text.append((group, folded.rstrip("*")))
            return
        if folded.startswith("*"):
            self._by_ending.setdefault(folded[1:], []).append(group)
            return
        starred = [word.endswith("*") for word in folded.split()]
        words = [m.group() for m in _TOKEN.finditer(folded.replace("*", ""))]
        if not words:
            raise ValueError(f"no word in {phrase!r}")
        if starred and starred[-1]:
            words[-1] += "*"
        if len(words) == len(starred):
            words = [
                w.rstrip("*") + ("*" if s else "") for w, s in zip(words, starred, strict=True)
            ]
        first, rest = words[0], tuple(words[1:])
        index = self._by_stem if first.endswith("*") else self._by_word
        index.setdefault(first.rstrip("*"), []).append((group, rest))

    def find(self, passage: Passage) -> list[FoundPhrase]:
        """All phrases that stand in the passage, in order of place."""
        found_phrases: list[FoundPhrase] = []
        tokens = passage.tokens
        for i, token in enumerate(tokens):
            for group, rest in self._starting(token.text):
                if not rest or _fits(rest, tokens, i + 1):
                    found_phrases.append(FoundPhrase(group, token.start, tokens[i + len(rest)].end))
            found_phrases += [
                FoundPhrase(group, token.start, token.end) for group in self._ending(token.text)
            ]
        if passage.foreign:
            found_phrases += self._anywhere(passage.folded.text)
        return sorted(found_phrases, key=lambda one: (one.start, -one.end, one.group))

    def _look_up(self, word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The phrases that begin with a word: (group, further words)."""
        found = list(self._by_word.get(word, ()))
        for length in self._stems:
            if length > len(word):
                break
            found += self._by_stem.get(word[:length], ())
        return tuple(found)

    def _ending(self, word: str) -> Iterator[str]:
        for length in self._endings:
            if length >= len(word):
                return
            yield from self._by_ending.get(word[-length:], ())

    def _anywhere(self, text: str) -> Iterator[FoundPhrase]:
        for group, phrase in self._by_text:
            start = text.find(phrase)
            while start >= 0:
                yield FoundPhrase(group, start, start + len(phrase))
                start = text.find(phrase, start + 1)


def _fits(rest: tuple[str, ...], tokens: tuple[Token, ...], at: int) -> bool:
    if at + len(rest) > len(tokens):
        return False
    return all(
        tokens[at + k].text.startswith(word[:-1])
        if word.endswith("*")
        else tokens[at + k].text == word
        for k, word in enumerate(rest)
    )


@cache
def read_words(name: str) -> Any:
    """The plain content of one of this package's word files. Every value is text: `no` is a word."""
    return own_yaml("sunlit.matching", name)


@dataclass(frozen=True, slots=True)
class Words:
    """The knowledge's words that are no signals: of classes of things, of brands and makers."""

    by_class: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_goods: tuple[str, ...] = ()
    other_makers: tuple[str, ...] = ()
    broad_brands: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    truncations: Mapping[str, str] = field(default_factory=dict)
    glued: tuple[str, ...] = ()
    not_slips: tuple[str, ...] = ()
    classes: ThingClasses = field(default_factory=ThingClasses)


@dataclass(frozen=True)
class Lexicon:
    """The word lists of words.yaml with those of the knowledge, ready to be searched."""

    words: PhraseBook
    broad_brands: frozenset[str]
    everyday: frozenset[str]
    han_after: re.Pattern[str]
    han_before: re.Pattern[str]


def lexicon_of(known: Words) -> Lexicon:
    """Join words.yaml and product_words.yaml with the knowledge's. Groups are named "kind:name"."""
    lists = read_words("signals/words.yaml")
    products = read_words("signals/product_words.yaml")
    groups: dict[str, list[str]] = {
        f"product:{name}": [*chain(*products.get(name, {}).values()), *known.by_class.get(name, ())]
        for name in {**products, **known.by_class}
    }
    groups["goods"] = [*lists["other_goods"], *known.other_goods]
    groups["maker"] = list(known.other_makers)
    groups["seller"] = lists["seller"]
    groups["company"] = lists["company_words"]
    for name, phrases in lists["not_a_maker"].items():
        groups[f"not:{name}"] = phrases
    return Lexicon(
        PhraseBook(groups),
        frozenset(squeeze(word) for word in known.broad_brands),
        frozenset(squeeze(word) for word in known.everyday),
        re.compile(lists["han_after"]),
        re.compile(lists["han_before"]),
    )


def squeeze(text: str) -> str:
    """The folded letters and digits of a text, without anything between them."""
    return "".join(m.group() for m in re.finditer(r"[^\W_]+", fold(text).text))
