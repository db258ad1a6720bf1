"""What do the lengths and the outer bytes of a column's cells tell, without a look at the rest?

Nearly every cell of a large file has nothing to trim and is not blank: seeing that costs a few
passes over offsets, where trimming copies the whole text.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Mask = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

_OFFSET_BYTES: Final = 4
#: White space is one of the first 33 bytes, or lies beyond ASCII.
_SPACE: Final = np.arange(256) <= ord(" ")
_BEYOND_ASCII: Final = np.arange(256) >= 0x80


def filled(cells: pa.StringArray) -> Mask:
    """Which of the n cells hold at least a byte."""
    offsets = _offsets(cells)
    holds: Mask = offsets[1:] > offsets[:-1]
    return holds & np.asarray(cells.is_valid()) if cells.null_count else holds


def first_bytes(cells: pa.StringArray) -> tuple[Places, Bytes]:
    """The places of the cells that are not empty, and the first byte of each of them."""
    places = np.flatnonzero(filled(cells))
    return places, _data(cells)[_offsets(cells)[places]]


def trimmed(cells: pa.StringArray) -> pa.StringArray:
    """The n cells without outer white space; blank is null. What needs nothing is not copied."""
    places = np.flatnonzero(filled(cells))
    offsets = _offsets(cells)
    data = _data(cells)
    outer = data[offsets[places]], data[offsets[places + 1] - 1]
    beyond = places[_BEYOND_ASCII[outer[0]] | _BEYOND_ASCII[outer[1]]]
    if (_SPACE[outer[0]] | _SPACE[outer[1]]).any() or _has_outer_space(cells, beyond):
        without = pc.utf8_trim_whitespace(cells)
        blank = pc.equal(pc.binary_length(without), 0)
        return pc.if_else(blank, pa.scalar(None, pa.string()), without)
    if len(places) == len(cells):
        return cells
    return _with_nulls(cells, places)


def _has_outer_space(cells: pa.StringArray, places: Places) -> bool:
    if not len(places):
        return False
    some = cells.take(pa.array(places))
    return not pc.all(pc.equal(pc.utf8_trim_whitespace(some), some)).as_py()


def _with_nulls(cells: pa.StringArray, places: Places) -> pa.StringArray:
    """The same cells, all null but those at some places."""
    valid = np.zeros(len(cells), np.bool_)
    valid[places] = True
    bits = pa.py_buffer(np.packbits(valid, bitorder="little"))
    _, offsets, data = cells.buffers()
    here = offsets.slice(cells.offset * _OFFSET_BYTES)
    return pa.StringArray.from_buffers(len(cells), here, data, bits, len(cells) - len(places))


def _offsets(cells: pa.StringArray) -> npt.NDArray[np.int32]:
    """The n+1 places in the data where cells begin and end."""
    offsets = cells.buffers()[1]
    if offsets is None or not len(cells):
        return np.zeros(len(cells) + 1, np.int32)
    return np.frombuffer(offsets, np.int32, len(cells) + 1, cells.offset * _OFFSET_BYTES)


def _data(cells: pa.StringArray) -> Bytes:
    data = cells.buffers()[2]
    return np.zeros(0, np.uint8) if data is None else np.frombuffer(data, np.uint8)


def longest(cells: pa.StringArray) -> int:
    """The bytes of the longest of the cells; 0 when there is none."""
    return int(np.diff(_offsets(cells)).max(initial=0))


def holds_only(cells: pa.StringArray, allowed: bytes) -> bool:
    """Whether no cell has a byte that is not one of those allowed."""
    offsets = _offsets(cells)
    are = np.zeros(256, np.bool_)
    are[list(allowed)] = True
    return bool(are[_data(cells)[offsets[0] : offsets[-1]]].all())
