"""Which words of a list's vocabulary are close to a word: by sound, one edit, stem or trigrams."""

from array import array
from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sunlit.values.names.likeness import likeness
from sunlit.values.names.sounding import skeleton, sound

MOST_PER_KEY = 300
MOST_PER_TRIGRAM = 4_000
MOST_BY_TRIGRAM = 40
MOST_NEIGHBOURS = 32
MOST_REMEMBERED = 200_000
# Where a word as like as this is found, no wider search is made.
NEAR = 0.95
STEM = 5
# Later letters are left out of the keys: `likeness` sees them.
KEYED_LETTERS = 9
TRIGRAM_WORD = 6

Numbers = npt.NDArray[np.int32]


class KeyTable:
    """Key to word numbers in two sorted arrays: 8 bytes an entry, however many keys there are."""

    def __init__(self, keys: "array[int]", numbers: "array[int]") -> None:
        as_numpy = np.frombuffer(keys, np.uint32)
        order = np.argsort(as_numpy, kind="stable")
        self.keys = as_numpy[order]
        self.numbers: Numbers = np.frombuffer(numbers, np.int32)[order]

    def get(self, keys: Sequence[int], most: int) -> list[Numbers]:
        """The numbers under each of `keys`; a key that more than `most` words share gives none."""
        wanted = np.array(keys, np.uint32)
        starts = np.searchsorted(self.keys, wanted, "left")
        stops = np.searchsorted(self.keys, wanted, "right")
        return [
            self.numbers[start:stop]
            for start, stop in zip(starts, stops, strict=True)
            if 0 < stop - start <= most
        ]


class Neighbours:
    """Finds the numbers of the words of `vocabulary` that are like a word, and how alike."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.vocabulary = vocabulary
        keys, owners = array("I"), array("i")
        grams, gram_owners = array("I"), array("i")
        for number, word in enumerate(vocabulary):
            own_keys = fuzzy_keys(word)
            keys.extend(own_keys)
            owners.extend([number] * len(own_keys))
            own_grams = trigram_keys(word)
            grams.extend(own_grams)
            gram_owners.extend([number] * len(own_grams))
        self._table = KeyTable(keys, owners)
        self._trigrams = KeyTable(grams, gram_owners)
        self._found: dict[tuple[str, bool], list[tuple[int, float]]] = {}

    def like(self, word: str, widely: bool = True) -> list[tuple[int, float]]:
        """Numbers of like words and their likeness, most alike first; the word itself with 1.

        `widely` looks for words two or three edits away too, where none is nearer.
        """
        found = self._found.get((word, widely))
        if found is None:
            if len(self._found) > MOST_REMEMBERED:
                self._found.clear()
            found = self._found[word, widely] = self._search(word, widely)
        return found

    def _search(self, word: str, widely: bool) -> list[tuple[int, float]]:
        pieces = self._table.get(fuzzy_keys(word), MOST_PER_KEY)
        found = self._alike(word, pieces)
        if widely and (not found or found[0][1] < NEAR):
            found = self._alike(word, [*pieces, self._by_trigrams(word)])
        return found[:MOST_NEIGHBOURS]

    def _alike(self, word: str, pieces: list[Numbers]) -> list[tuple[int, float]]:
        if not pieces:
            return []
        near = np.concatenate(pieces).tolist()
        found = [
            (number, alike)
            for number in dict.fromkeys(near)
            if (alike := likeness(word, self.vocabulary[number]))
        ]
        found.sort(key=lambda entry: (-entry[1], entry[0]))
        return found

    def _by_trigrams(self, word: str) -> Numbers:
        """The words that share the most trigrams with `word`: two or three edits apart."""
        grams = trigram_keys(word)
        pieces = self._trigrams.get(grams, MOST_PER_TRIGRAM) if grams else []
        if not pieces:
            return np.empty(0, np.int32)
        numbers, shared = np.unique(np.concatenate(pieces), return_counts=True)
        numbers, shared = (
            numbers[2 * shared >= len(grams) - 2],
            shared[2 * shared >= len(grams) - 2],
        )
        order = np.argsort(-shared, kind="stable")[:MOST_BY_TRIGRAM]
        return numbers[order]


def fuzzy_keys(word: str) -> list[int]:
    """Keys that like words share: consonants, stem, and the sound with any one letter left out."""
    if len(word) < 3 or not word[0].isalnum() or word.isdigit():
        return []
    heard = sound(word)[:KEYED_LETTERS]
    keys = {"b" + skeleton(word), "d" + heard}
    if len(word) >= STEM:
        keys.add("s" + word[:STEM])
    if len(heard) > 3:
        keys.update("d" + heard[:at] + heard[at + 1 :] for at in range(len(heard)))
    return [crc32(key.encode()) for key in keys]


def trigram_keys(word: str) -> list[int]:
    """Keys of the trigrams of the sound of a longer word."""
    if len(word) < TRIGRAM_WORD or not word[0].isalnum() or word.isdigit():
        return []
    heard = f"^{sound(word)}$"
    return [crc32(heard[at : at + 3].encode()) for at in range(len(heard) - 2)]
