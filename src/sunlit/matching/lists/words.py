"""Which words stand in a column of text? As numbers, so that all are compared at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

#: Of a longer run of letters only so many bytes count.
LONGEST_WORD_BYTES: Final = 64
_BLOCK: Final = 2**18
_BASE: Final = 0x9E3779B97F4A7C15 | 1
#: Any byte of a letter beyond ASCII counts as a letter: a name inside a foreign word is no name.
_LETTER: Final = np.array([byte >= 0x80 or chr(byte).isalnum() for byte in range(256)], np.bool_)


def _powers_of_the_base() -> Hashes:
    factors = np.full(_BLOCK + LONGEST_WORD_BYTES + 1, _BASE, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)  # modulo 2**64


POWERS: Final = _powers_of_the_base()
BASE_INVERSE: Final = np.uint64(pow(_BASE, -1, 2**64))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of n texts, in order: runs of ASCII letters and digits and of all bytes beyond ASCII.

    `rows` says in which text each stands, [`starts`, `ends`) at which bytes of all texts together.
    Equal words have equal `hashes`; those of two words written as one are
    `hash + POWERS[bytes of the first] * hash of the second`.
    """

    rows: Numbers
    starts: Numbers
    ends: Numbers
    hashes: Hashes


def words_in(texts: pa.Array) -> Words:
    """The words of a column of n texts; no word goes on from one text to the next."""
    column = pc.fill_null(texts.cast(pa.large_string()), "")
    _, offsets_buffer, data_buffer = column.buffers()
    if not len(column) or data_buffer is None:
        nothing = np.zeros(0, np.int64)
        return Words(nothing, nothing, nothing, np.zeros(0, np.uint64))
    offsets = np.frombuffer(offsets_buffer, np.int64)[column.offset :][: len(column) + 1]
    data = np.frombuffer(data_buffer, np.uint8)[offsets[0] : offsets[-1]]
    offsets = offsets - offsets[0]
    starts, ends = _edges(data, offsets)
    rows = np.searchsorted(offsets, starts, "right") - 1
    return Words(rows, starts, ends, _hashes(data, starts, ends))


def mixed(hashes: Hashes) -> Hashes:
    """The hashes with each bit of each depending on all: equal ones stay equal."""
    told: Hashes = hashes ^ (hashes >> np.uint64(32))
    told *= np.uint64(0xD6E8FEB86659FD93)
    told ^= told >> np.uint64(29)
    told *= np.uint64(0xD6E8FEB86659FD93)
    told ^= told >> np.uint64(32)
    return told


def _edges(data: npt.NDArray[np.uint8], offsets: Numbers) -> tuple[Numbers, Numbers]:
    letters = _LETTER[data]
    begins_text = np.zeros(len(data) + 1, np.bool_)
    begins_text[offsets] = True
    before, after = np.zeros_like(letters), np.zeros_like(letters)
    before[1:], after[:-1] = letters[:-1], letters[1:]
    starts = np.flatnonzero(letters & (~before | begins_text[:-1]))
    ends = np.flatnonzero(letters & (~after | begins_text[1:])) + 1
    return starts, ends


def _hashes(data: npt.NDArray[np.uint8], starts: Numbers, ends: Numbers) -> Hashes:
    """Polynomials of each word's bytes, from running sums over blocks that fit in a cache."""
    hashes = np.empty(len(starts), np.uint64)
    for block in range(0, len(data), _BLOCK):
        first, last = np.searchsorted(starts, [block, block + _BLOCK])
        own = starts[first:last] - block
        stop = np.minimum(ends[first:last] - block, own + LONGEST_WORD_BYTES)
        part = data[block : block + _BLOCK + LONGEST_WORD_BYTES]
        sums = np.zeros(len(part) + 1, np.uint64)
        np.cumsum(part * POWERS[: len(part)], out=sums[1:])
        hashes[first:last] = (sums[stop] - sums[own]) * POWERS[_BLOCK - own]
    return hashes
