"""Where does a name of several words stand with a slip in it, or cut off by a column's width?"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sunlit.matching.signals import Passage, Signal, squeeze

_KINDS: Final = frozenset({"name", "legal_name", "local_unit", "former_name", "brand"})
#: Letters and digits that a name must have for a slip in it to be told from another name.
_SHORTEST: Final = 9
_TWO_SLIPS_FROM: Final = 14
_SURE_FROM: Final = 11
_SHORTEST_CUT: Final = 10
_LEAST_CUT: Final = 0.5
#: A slip is looked for in every pair of neighbouring letters: so many patterns are made at most.
MOST_PHRASES: Final = 1_500
_GAP: Final = r"[ ,.&/_\-]{0,3}"
_SLIP: Final = r"[^\n]{0,4}"
_SCANNED: Final = str.maketrans("l1|05", "iiios")
_SCAN_CLASSES: Final = {"i": "[i1l|]", "l": "[l1i|]", "o": "[o0]", "s": "[s5]"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name of several words. `words` are folded and squeezed one by one."""

    signal: Signal
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its letters and digits."""
        return "".join(self.words)

    def expressions(self) -> Iterator[tuple[str, int]]:
        """Patterns for the engine with the fewest letters that each takes: slips, scans, cuts."""
        key, gaps = self.key, self._gaps()
        for i in range(1, len(key) - 1):
            yield (
                _spaced(key, gaps, 0, i) + _SLIP + _spaced(key, gaps, i + 2, len(key)),
                len(key) - 2,
            )
        yield _spaced(key, gaps, 0, len(key), _SCAN_CLASSES), len(key)
        cut = self.shortest_cut()
        yield _spaced(key, gaps, 0, cut), cut

    def shortest_cut(self) -> int:
        """The fewest letters of its beginning that tell it at the end of a cell."""
        return min(len(self.key), max(_SHORTEST_CUT, int(_LEAST_CUT * len(self.key))))

    def _gaps(self) -> frozenset[int]:
        at, gaps = 0, set()
        for word in self.words[:-1]:
            at += len(word)
            gaps.add(at)
        return frozenset(gaps)

    def find(self, passage: Passage) -> Iterator[tuple[int, int, str]]:
        """(start, end, variant) where the name stands with a slip, scanned or cut."""
        tokens = passage.tokens
        for i, token in enumerate(tokens):
            if token.text[0].translate(_SCANNED) == self.key[0].translate(_SCANNED):
                best = self._from(passage, i)
                if best:
                    yield token.start, *best

    def _from(self, passage: Passage, first: int) -> tuple[int, str] | None:
        tokens, key = passage.tokens, self.key
        allowed = 2 if len(key) >= _TWO_SLIPS_FROM else 1
        joined, best = "", (allowed + 1, 0, "")
        for token in tokens[first : first + len(self.words) + 3]:
            joined += squeeze(token.text)
            if len(joined) > len(key) + allowed:
                break
            if joined == key:
                return None  # found as itself
            if len(joined) >= len(key) - allowed:
                apart = distance(joined.translate(_SCANNED), key.translate(_SCANNED), allowed)
                if apart < best[0]:
                    best = (apart, token.end, "misspelt" if apart else "ocr")
        if best[0] <= allowed:
            return best[1:]
        whole = tokens[first:][: len(self.words) + 1]
        ends = whole and whole[-1] is tokens[-1]
        if ends and key.startswith(joined) and self.shortest_cut() <= len(joined) < len(key):
            return tokens[-1].end, "truncated"
        return None


def phrases_of(signals: Sequence[Signal], free: Collection[str]) -> dict[int, Phrase]:
    """The names of several words, by signal; none whose word is found by itself (`free`)."""
    found: dict[int, Phrase] = {}
    for index, signal in enumerate(signals):
        if not signal.text or signal.kind not in _KINDS or signal.script != "latin":
            continue
        words = tuple(filter(None, map(squeeze, re.split(r"[\s\-./&,()]+", signal.text))))
        if (
            len(words) > 1
            and sum(map(len, words)) >= _SHORTEST
            and not any(word in free for word in words)
            and "".join(words).isascii()
        ):
            found[index] = Phrase(signal, words)
    return found if len(found) <= MOST_PHRASES else {}


def is_sure(phrase: Phrase) -> bool:
    """Whether a slip in the name leaves no doubt which name it is."""
    return len(phrase.key) >= _SURE_FROM


def _spaced(
    key: str, gaps: Collection[int], start: int, stop: int, classes: dict[str, str] | None = None
) -> str:
    classes = classes or {}
    return "".join(
        (_GAP if i in gaps else "") + classes.get(key[i], re.escape(key[i]))
        for i in range(start, stop)
    )


def distance(left: str, right: str, most: int) -> int:
    """Slips between two words: letters dropped, added, mistaken or swapped; above `most` any more."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
