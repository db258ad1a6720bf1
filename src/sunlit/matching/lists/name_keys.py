"""By which keys are names found that are equal, or alike but for one word? For all names at once.

What `words_of` and `without_forms` say of one name is said here of a column of them, in arrays:
a million names take seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.matching.lists.words import (
    BASE_INVERSE,
    POWERS,
    Hashes,
    Numbers,
    Words,
    mixed,
    words_in,
)
from sunlit.values.names.folding import MOST_WORDS, words_of
from sunlit.values.names.lexicon import lexicon
from sunlit.values.names.parsing import without_forms

#: Letters of a word that may hold a slip, and of a name that is one word.
_ONE_SLIP: Final = 5
_GLUED: Final = 7
#: What `words_of` does more with than to split at signs: it is asked for these texts. No plain
#: text of 80 letters has too many words.
_ODD: Final = (
    r"[^\x00-\x7f]|['`\"&_]|[0-9](?:st|nd|rd|th)\b|\b[a-z][^a-z0-9]+[a-z]\b|[a-z0-9]{41}"
    r"|\b(?:i|v|x|ii|iii|iv|vi|vii|viii|ix)\b|^.{81}"
)
_BLOCK: Final = 262_144
_GLUE, _WORD, _ONE, _ANY = (np.uint64(kind * 0x2545F4914F6CDD1D % 2**64) for kind in (3, 5, 7, 11))


@dataclass(frozen=True, slots=True)
class NameKeys:
    """Keys of n names, each with the name it is of. `unordered`: of the words in any order."""

    ordered: Hashes
    ordered_of: Numbers
    unordered: Hashes
    unordered_of: Numbers


def keys_of(names: pa.Array) -> NameKeys:
    """Keys that equal names share, and names alike but for one word; others share them by chance.

    A null or a text without words has none.
    """
    parts = [_of_block(names.slice(at, _BLOCK), at) for at in range(0, len(names), _BLOCK)]
    none, nobody = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    return NameKeys(
        np.concatenate(none + [part.ordered for part in parts]),
        np.concatenate(nobody + [part.ordered_of for part in parts]),
        np.concatenate(none + [part.unordered for part in parts]),
        np.concatenate(nobody + [part.unordered_of for part in parts]),
    )


def plain_words(names: pa.Array) -> pa.LargeStringArray:
    """Texts whose runs of small letters and digits are what `words_of` gives for each name."""
    names = pc.fill_null(names.cast(pa.large_string()), "")
    lower = pc.utf8_lower(names)
    odd = pc.match_substring_regex(lower, _ODD)
    if not pc.any(odd).as_py():
        return lower
    read = [" ".join(words_of.__wrapped__(name)) for name in names.filter(odd).to_pylist()]
    return pc.replace_with_mask(lower, odd, pa.array(read, pa.large_string()))


def _of_block(names: pa.Array, first: int) -> NameKeys:
    texts = plain_words(names)
    words = _core(words_in(texts))
    if not len(words.rows):
        nobody = np.zeros(0, np.int64)
        return NameKeys(words.hashes, nobody, words.hashes, nobody)
    begins = np.flatnonzero(np.diff(words.rows, prepend=-1))
    counts = np.diff(np.append(begins, len(words.rows)))
    owners = words.rows[begins]
    place = np.arange(len(words.rows)) - np.repeat(begins, counts)
    sizes = words.ends - words.starts

    before = np.cumsum(sizes) - sizes
    before -= np.repeat(before[begins], counts)
    letters = np.add.reduceat(sizes, begins)
    glued = np.add.reduceat(words.hashes * POWERS[before], begins)
    placed = mixed(words.hashes + place.astype(np.uint64) * _WORD)
    all_placed = np.add.reduceat(placed, begins)
    any_order = np.add.reduceat(mixed(words.hashes * _ANY), begins)

    one_slips = (sizes >= _ONE_SLIP) & (np.repeat(counts, counts) > 1)
    # A slip spares the first letter, which therefore counts with the other words.
    data, base = _bytes_of(texts)
    told = (place * 256 + data[words.starts + base]).astype(np.uint64) * _ONE
    but_one = (np.repeat(all_placed, counts) - placed + told)[one_slips]
    lone = begins[(counts == 1) & (letters >= _GLUED)]
    shortened, shortened_of = _shortened(texts, words, lone)
    return NameKeys(
        np.concatenate([mixed(glued + _GLUE), mixed(but_one), shortened]),
        np.concatenate([owners, words.rows[one_slips], shortened_of]) + first,
        mixed(any_order),
        owners + first,
    )


def _core(words: Words) -> Words:
    """The words that are no organisation form; all of a name that is but forms."""
    begins = np.flatnonzero(np.diff(words.rows, prepend=-1))
    if not len(begins):
        return words
    counts = np.diff(np.append(begins, len(words.rows)))
    place = np.arange(len(words.rows)) - np.repeat(begins, counts)
    known, texts = _form_words()
    at = np.minimum(np.searchsorted(known, words.hashes), len(known) - 1)
    said = np.where(known[at] == words.hashes, at + 1, 0)
    # Names whose forms stand at the same places are read once.
    shape = np.add.reduceat(mixed((said * (MOST_WORDS + 1) + place).astype(np.uint64)), begins)
    _, examples, shape_of = np.unique(
        shape + counts.astype(np.uint64), return_index=True, return_inverse=True
    )
    kept = np.zeros((len(examples), MOST_WORDS), np.bool_)
    for number, example in enumerate(examples.tolist()):
        own = said[begins[example] : begins[example] + counts[example]]
        kept[number, list(_kept([texts[one - 1] if one else None for one in own.tolist()]))] = True
    wanted = kept[np.repeat(shape_of, counts), place]
    return Words(words.rows[wanted], words.starts[wanted], words.ends[wanted], words.hashes[wanted])


class _Placed(str):
    """A word that knows its place."""

    __slots__ = ("place",)
    place: int


def _kept(forms: list[str | None]) -> Iterator[int]:
    """Places of the words that are the name's own; None stands for a word of no form."""
    words = []
    for place, form in enumerate(forms):
        words.append(_Placed("\0" if form is None else form))
        words[-1].place = place
    core, _ = without_forms(tuple(words))
    for word in core or words:
        assert isinstance(word, _Placed)
        yield word.place


@cache
def _form_words() -> tuple[Hashes, list[str]]:
    """The words that organisation forms are made of, by their sorted hashes."""
    phrases = (*lexicon().forms, *lexicon().edge_forms)
    every = sorted({word for phrase in phrases for word in phrase} | lexicon().form_words)
    hashes = words_in(pa.array(every, pa.large_string())).hashes
    order = np.argsort(hashes)
    return hashes[order], [every[at] for at in order.tolist()]


def _shortened(texts: pa.Array, words: Words, lone: Numbers) -> tuple[Hashes, Numbers]:
    """Of names that are one word: the whole, and it with each letter but the first left out.

    What differs by one slip shares one of them.
    """
    if not len(lone):
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    sizes = (words.ends - words.starts)[lone]
    widest = int(sizes.max())
    data, base = _bytes_of(texts)
    column = np.arange(widest)
    inside = column < sizes[:, None]
    at = np.minimum(words.starts[lone][:, None] + column + base, len(data) - 1)
    terms: Hashes = np.where(inside, data[at], 0) * POWERS[:widest]
    sums: Hashes = np.cumsum(terms, axis=1, dtype=np.uint64)
    whole = sums[:, -1]
    without = sums - terms + (whole[:, None] - sums) * BASE_INVERSE
    chosen: npt.NDArray[np.bool_] = inside & (column > 0)
    owners = words.rows[lone]
    return (
        mixed(np.concatenate([whole, without[chosen]]) + _ONE),
        np.concatenate([owners, np.broadcast_to(owners[:, None], chosen.shape)[chosen]]),
    )


def _bytes_of(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], int]:
    """The bytes of a column of texts, and where in them the first text begins."""
    _, offsets, data = texts.buffers()
    first = int(np.frombuffer(offsets, np.int64)[texts.offset])
    return np.frombuffer(data, np.uint8), first
