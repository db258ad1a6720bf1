"""Where exactly does a signal stand in a cell, and in which spelling?"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from sunlit.errors import KnowledgeError
from sunlit.matching.signals import (
    Compiled,
    Lexicon,
    Passage,
    Signal,
    Spelling,
    fold,
    loosened,
    read_words,
    spellings,
    squeeze,
)
from sunlit.matching.verify.phrases import Phrase, is_sure, phrases_of

_OCR: Final = str.maketrans("l1|05", "iiios")
_LONGEST_GAP: Final = 3
#: A name is put together of so many further words at most.
_MOST_PARTS: Final = 8
#: A single-word name of so many letters may stand inside another word ("NonHuaweiGear").
_FREE_OF_EDGES: Final = 6
_SHORTEST_GLUED: Final = 3
#: A longer name inside another word is itself, whatever follows.
_SURE_INSIDE: Final = 8
#: So many letters of a single-word name are looked for anywhere, whatever stands beside them.
_FREE_WORD: Final = 5


#: What may stand before a short name without a space: "4xDahua", "CAMERADAHUA".
_PRODUCT_AHEAD: Final = re.compile(
    r"(?:cameras?|kameras?|cams?|nvr|dvr|domo|dome|router|modem|radio)$"
)
_AHEAD: Final = re.compile(rf"\dx$|{_PRODUCT_AHEAD.pattern}")
_ONE_MODEL: Final = re.compile(r"[\w-]+")
_GENITIVE: Final = re.compile("'[a-z]$")
_REST_OF_CODE: Final = re.compile(r"[a-z0-9]*(?:[-/][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Hit:
    """A signal at [start, end) of a folded text."""

    signal: Signal
    start: int
    end: int
    variant: str
    strength: str  # alone, likely, with_context, everyday, broad, lead


class Finder:
    """Finds every signal in a passage. Plain Python: exact, and slow for more than a few cells."""

    def __init__(self, compiled: Compiled, lexicon: Lexicon) -> None:
        self.signals = compiled.signals
        self.lexicon = lexicon
        self.spelled = spellings(compiled.signals, frozenset(compiled.words.not_slips))
        self._begun = {key[:i] for key in self.spelled for i in range(1, len(key) + 1)}
        self._ocr = {
            key.translate(_OCR): spelling
            for key, spelling in self.spelled.items()
            if spelling.variant == "exact" and len(key) >= 5 and key.isascii()
        }
        words = read_words("signals/words.yaml")
        self.cut = {
            cut: self.spelled[name]
            for cut, name in compiled.words.truncations.items()
            if name in self.spelled  # a list of one's own may stand instead of the knowledge
        }
        self._glued = (*words["glued"], *compiled.words.glued)
        self._firm_endings = tuple(words["firm_endings"])
        self._inside = self._glue_pattern()
        self.anywhere = [
            (fold(signal.text).text, signal)
            for signal in self.signals
            if signal.text and signal.script in ("han", "arabic")
        ]
        self.patterns = {
            index: _Model.of(signal)
            for index, signal in enumerate(self.signals)
            if _pattern_of(signal)
        }
        free = {key for key in self.spelled if len(key) >= _FREE_WORD and self.may_be_glued(key)}
        self.phrases = phrases_of(self.signals, free)

    def may_be_glued(self, key: str) -> bool:
        """Whether a spelling is looked for inside longer words too."""
        spelling = self.spelled[key]
        return (
            spelling.variant == "exact"
            and key.isascii()
            and key.isalpha()
            and self.signals[spelling.signal].kind in ("name", "brand", "product_line")
            and len(key) >= _SHORTEST_GLUED
            and key not in self.lexicon.everyday
        )

    def _glue_pattern(self) -> re.Pattern[str]:
        names = sorted(filter(self.may_be_glued, self.spelled), key=lambda key: (-len(key), key))
        return re.compile("|".join(names) or r"(?!)")

    def find(self, passage: Passage, models: Collection[int] | None = None) -> list[Hit]:
        """All hits, in order of place; of those that overlap for one party, the longest.

        `models` limits the model patterns that are tried (indices of signals); None tries all.
        """
        hits = [*self._words(passage), *self._inside_words(passage), *self._inflected(passage)]
        if passage.foreign:
            hits += self._anywhere(passage.folded.text)
        wanted = self.patterns.keys() | self.phrases.keys() if models is None else models
        for index in sorted(wanted):
            if index in self.patterns:
                hits += self.patterns[index].find(self, passage.folded.text)
            if index in self.phrases:
                hits += self._slipped(self.phrases[index], passage)
        return _longest(hits)

    def _slipped(self, phrase: Phrase, passage: Passage) -> Iterator[Hit]:
        strength = phrase.signal.strength if is_sure(phrase) else "with_context"
        for start, end, variant in phrase.find(passage):
            yield Hit(phrase.signal, start, end, variant, strength)

    def _words(self, passage: Passage) -> Iterator[Hit]:
        tokens = passage.tokens
        words = [_bare(token.text) for token in tokens]
        for i, token in enumerate(tokens):
            joined, parts = words[i], [words[i]]
            if not joined:
                continue
            end = token.start + len(joined)
            yield from self._alone(joined, token.start, end)
            for j in range(i + 1, min(i + 1 + _MOST_PARTS, len(tokens))):
                if joined not in self._begun or tokens[j].start - end > _LONGEST_GAP:
                    break
                parts.append(words[j])
                joined += words[j]
                end = tokens[j].start + len(words[j])
                yield from self._spelled(joined, parts, token.start, end)

    def _alone(self, word: str, start: int, end: int) -> Iterator[Hit]:
        """A word as it is known, cut off by a column's width, or as a scanner reads it."""
        if word in self.spelled:
            yield from self._spelled(word, [word], start, end)
        elif word in self.cut:
            yield self._hit(self.cut[word], start, end, "truncated", word)
        elif seen := self._ocr.get(word.translate(_OCR)):
            yield self._hit(seen, start, end, "ocr", word)

    def _spelled(self, joined: str, parts: list[str], start: int, end: int) -> Iterator[Hit]:
        spelling = self.spelled.get(joined)
        variant = spelling and self._variant(spelling, joined, parts)
        if spelling and variant:
            lettered = all(len(part) == 1 for part in parts) and len(parts) > 2
            strength = spelling.strength if lettered else None
            yield self._hit(spelling, start, end, variant, joined, strength)

    def _variant(self, spelling: Spelling, joined: str, parts: list[str]) -> str | None:
        if len(parts) == 1:
            return spelling.variant
        signal = self.signals[spelling.signal]
        own = [squeeze(word) for word in re.split(r"[\s\-./]+", signal.text or "") if squeeze(word)]
        if own == parts:
            return spelling.variant
        if len(joined) < 5 and not all(len(part) == 1 for part in parts):
            return None
        if spelling.variant == "misspelt" and len(parts) > 2:
            return None
        return "spacing" if spelling.variant == "exact" else "apart"

    def _inside_words(self, passage: Passage) -> Iterator[Hit]:
        text, original = passage.folded.text, passage.folded.original
        for found in self._inside.finditer(text):
            start, end = found.span()
            before = text[start - 1 : start]
            after = text[end : end + 1]
            if not (before.isalpha() or after.isalnum() or before.isdigit()):
                continue  # a word of its own: found above
            key = found.group()
            free = len(key) >= _FREE_OF_EDGES
            if before.isalpha() and not free and not _AHEAD.search(text[:start]):
                continue
            rest = text[end:]
            a, b = passage.folded.span(start, end)
            glued = (
                not after.isalpha()
                or rest.startswith((*self._glued, *self._firm_endings))
                or _new_word_begins(original, a, b)
            )
            if free or glued:
                spelling = self.spelled[key]
                told = self._told_by(rest, key, cut=after.isalpha() and not glued)
                if len(key) >= _FREE_WORD and _PRODUCT_AHEAD.search(text[:start]):
                    told = "alone"  # written together with a thing, it can be no place or person
                yield self._hit(spelling, start, end, "glued", key, told)

    def _told_by(self, rest: str, key: str, *, cut: bool) -> str | None:
        """What the letters that go on from a name make of it.

        Written together with a product's word it can be no place or person. With a firm's word, or
        with letters that are no word of ours, it may be another firm: "Mikrontech".
        """
        if rest.startswith(self._glued) and len(key) >= _FREE_WORD:
            return "alone"
        firm = rest.startswith(self._firm_endings)
        return "with_context" if (firm or cut) and len(key) < _SURE_INSIDE else None

    def _inflected(self, passage: Passage) -> Iterator[Hit]:
        for token in passage.tokens:
            word = token.text
            if not ("\u0400" <= word[0] <= "\u052f"):
                continue
            for cut in (1, 2):
                spelling = self.spelled.get(word[:-cut]) if len(word) - cut >= 4 else None
                if spelling and spelling.variant == "exact":
                    yield self._hit(spelling, token.start, token.end, "inflected", word[:-cut])
                    break

    def _anywhere(self, text: str) -> Iterator[Hit]:
        for phrase, signal in self.anywhere:
            start = text.find(phrase)
            while start >= 0:
                end = start + len(phrase)
                if self._stands_as_maker(text, phrase, start, end):
                    yield Hit(signal, start, end, "exact", signal.strength)
                start = text.find(phrase, end)

    def _stands_as_maker(self, text: str, phrase: str, start: int, end: int) -> bool:
        if len(phrase) > 3 or not "\u3400" <= phrase[0] <= "\u9fff":
            return True
        if self.lexicon.han_after.match(text, end):
            return False
        return not (start and self.lexicon.han_before.match(text[start - 1]))

    def _hit(
        self,
        spelling: Spelling,
        start: int,
        end: int,
        variant: str,
        key: str,
        strength: str | None = None,
    ) -> Hit:
        signal = self.signals[spelling.signal]
        told = strength or self.strength_of(signal, spelling, variant, key)
        return Hit(signal, start, end, variant, told)

    def strength_of(self, signal: Signal, spelling: Spelling, variant: str, key: str) -> str:
        """How much the spelling says by itself."""
        name = squeeze(signal.text or "")
        if signal.kind == "relabel" and signal.evidence_rank == "U":
            return "lead"
        if name in self.lexicon.broad_brands:
            return "broad"
        if name in self.lexicon.everyday:
            return "everyday"
        if variant in ("misspelt", "truncated", "ocr", "spacing") and len(key) <= 7:
            return "with_context"
        if variant == "apart":
            return "with_context"
        return spelling.strength


@dataclass(frozen=True, slots=True)
class _Model:
    """A model pattern, as given and with its hyphens loosened."""

    signal: Signal
    exact: re.Pattern[str]
    loose: re.Pattern[str]

    @classmethod
    def of(cls, signal: Signal) -> "_Model":
        pattern = _pattern_of(signal)
        flags = re.IGNORECASE
        if re.search(pattern, "", flags):
            raise KnowledgeError(
                f"The signal {signal.id} has the pattern {pattern!r}, which matches an empty text: "
                "it would stand everywhere. Write what has to stand there."
            )
        return cls(
            signal,
            re.compile(pattern, flags),
            re.compile(loosened(pattern, glue=signal.strength == "alone"), flags),
        )

    def find(self, finder: Finder, text: str) -> Iterator[Hit]:
        taken: list[tuple[int, int]] = []
        for variant, pattern in (("exact", self.exact), ("spacing", self.loose)):
            for found in pattern.finditer(text):
                start, end = found.span()
                if start == end or any(a < end and start < b for a, b in taken):
                    continue
                digits = sum(letter.isdigit() for letter in found.group())
                if self._is_name(finder, found.group()) or (variant == "spacing" and digits < 2):
                    continue
                if self._goes_on(text, end):
                    continue
                end = start + len(found.group().rstrip(" -_./("))
                if any(letter.isdigit() for letter in text[start:end]):
                    end = _REST_OF_CODE.match(text, end).end()  # type: ignore[union-attr]
                taken.append((start, end))
                yield Hit(self.signal, start, end, variant, self._strength(finder, found.group()))

    def _goes_on(self, text: str, end: int) -> bool:
        """One model's own number with a letter more is another model; a pattern may go on."""
        return (
            bool(_ONE_MODEL.fullmatch(self.signal.pattern or "")) and text[end : end + 1].isalnum()
        )

    def _is_name(self, finder: Finder, text: str) -> bool:
        """A pattern that takes the maker's name alone: the name is found as such."""
        spelling = finder.spelled.get(text)
        return spelling is not None and finder.signals[spelling.signal].grade == "named"

    def _strength(self, finder: Finder, text: str) -> str:
        prefix = squeeze(self.signal.alone_if_prefix or "")
        if prefix and squeeze(text).startswith(prefix):
            return "alone"
        first = re.match(r"[a-z]+", text)
        if first and first.group() in finder.lexicon.everyday:
            return "with_context"
        return self.signal.strength


def _pattern_of(signal: Signal) -> str:
    if signal.pattern:
        return signal.pattern
    if (
        signal.text
        and signal.script == "latin"
        and len(squeeze(signal.text)) < 0.7 * len(signal.text)
    ):
        return rf"(?<![a-z0-9]){re.escape(fold(signal.text).text)}"
    return ""


def _bare(word: str) -> str:
    """A word without the genitive's ending and the signals that a token may hold."""
    if word.isalnum():
        return word
    return _GENITIVE.sub("", word).rstrip("/'&")


def _new_word_begins(original: str, start: int, end: int) -> bool:
    """A capital begins a new word after [start, end): "ZTEBlade", "HikvisionNVR"."""
    name, rest = original[start:end], original[end : end + 2]
    if not rest[:1].isupper():
        return False
    return name[-1:].islower() or rest[1:2].islower()


def _longest(hits: list[Hit]) -> list[Hit]:
    ranked = sorted(hits, key=_worth)
    kept: list[Hit] = []
    for hit in ranked:
        if not any(_hides(other, hit) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end, hit.signal.id))


def _worth(hit: Hit) -> tuple[int, int, bool, int, str]:
    """Longest first, then what says most."""
    rank = _RANK.get(hit.strength, 9)
    return hit.start - hit.end, rank, hit.signal.product_class is None, hit.start, hit.signal.id


def _hides(other: Hit, hit: Hit) -> bool:
    """A longer hit hides what it covers, but not the maker's name inside a model: "ZTE Blade"."""
    if other.signal.party != hit.signal.party or other.end <= hit.start or hit.end <= other.start:
        return False
    return not (other.signal.grade == "model" and hit.signal.grade == "named")


_RANK: Final = {"alone": 0, "likely": 1, "with_context": 2, "everyday": 3, "broad": 4, "lead": 5}
