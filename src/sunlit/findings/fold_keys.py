"""Which tied rows may be one buying event with another? Found by hashes, without holding a row.

Of each row only the hash of its key is kept, for each rule of `acquisitions.py`: 48 bytes. Two
rows with one hash may differ; that makes them candidates, and the rules compare the rows.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.findings.acquisitions import WHOLE, WORDS, folded_words
from sunlit.tables import PURCHASES

Hashes = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]

_NO_KEY: Final = np.uint64(0)
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)
_CELLS: Final = tuple(name for name in PURCHASES.names if name not in ("locator", "row_number"))


class FoldKeys:
    """The keys of all tied rows of a run, told batch by batch in their order."""

    def __init__(self) -> None:
        self._keys: list[list[Hashes]] = [[] for _ in _KEYS]
        self.rows = 0

    def add(self, tied: pa.RecordBatch) -> None:
        """Take the keys of further rows of TIED."""
        columns = _Columns(tied)
        for kept, key in zip(self._keys, _KEYS, strict=True):
            kept.append(key(columns))
        self.rows += tied.num_rows

    def groups(self, most_rows: int) -> Iterator[npt.NDArray[np.int64]]:
        """Ascending places of rows that may belong together, as many at a time as `most_rows`.

        Rows that share a key are given at the same time, so that each gathering stands alone; one
        that is larger than `most_rows` is given whole. A row that shares no key is not given.
        """
        roots = np.arange(self.rows)
        for parts in self._keys:
            if parts:
                _join(roots, np.concatenate(parts))
        roots = _settled(roots)
        _, group, size = np.unique(roots, return_inverse=True, return_counts=True)
        shared = np.flatnonzero(size[group] > 1)
        if not len(shared):
            return
        # Groups one after the other, each in the order of its rows.
        ordered = shared[np.argsort(group[shared], kind="stable")]
        ends = np.flatnonzero(np.diff(group[ordered], append=-1)) + 1
        begin = 0
        while begin < len(ordered):
            fitting = ends[(ends > begin) & (ends <= begin + most_rows)]
            end = int(fitting[-1] if len(fitting) else ends[ends > begin][0])
            yield np.sort(ordered[begin:end])
            begin = end


def _join(roots: npt.NDArray[np.int64], keys: Hashes) -> None:
    """Point each row with a key at the root of the first row that has the same key, or before it."""
    with_key = np.flatnonzero(keys != _NO_KEY)
    if not len(with_key):
        return
    order = with_key[np.argsort(keys[with_key], kind="stable")]
    begins = np.flatnonzero(np.diff(keys[order], prepend=_NO_KEY))
    lengths = np.diff(begins, append=len(order))
    several = lengths > 1
    for begin, length in zip(begins[several].tolist(), lengths[several].tolist(), strict=True):
        members = order[begin : begin + length].tolist()
        first = _root(roots, members[0])
        for member in members[1:]:
            other = _root(roots, member)
            first, other = min(first, other), max(first, other)
            roots[other] = first


def _root(roots: npt.NDArray[np.int64], place: int) -> int:
    while (above := int(roots[place])) != place:
        roots[place] = roots[above]
        place = above
    return place


def _settled(roots: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    while True:
        above = roots[roots]
        if np.array_equal(above, roots):
            return roots
        roots = above


class _Columns:
    """The columns of a batch of TIED as hashes of their values, each made when it is asked for."""

    def __init__(self, tied: pa.RecordBatch) -> None:
        self.rows = tied.num_rows
        self._purchase = pa.RecordBatch.from_struct_array(tied.column("purchase"))
        self._made: dict[str, Hashes] = {}
        party = pa.RecordBatch.from_struct_array(tied.column("tie")).column("party")
        self.party = _hashes(party)

    def column(self, name: str) -> pa.Array:
        """A column of PURCHASES."""
        return self._purchase.column(name)

    def filled(self, name: str) -> Mask:
        """Where a column has a text that is not empty."""
        lengths = pc.fill_null(pc.binary_length(self.column(name)), 0)
        return np.asarray(lengths) > 0

    def present(self, name: str) -> Mask:
        """Where a column has a value."""
        return np.asarray(self.column(name).is_valid())

    def among(self, name: str, values: Sequence[str]) -> Mask:
        """Where a column has one of these values."""
        return np.asarray(pc.is_in(self.column(name), value_set=pa.array(values, pa.string())))

    def of(self, name: str) -> Hashes:
        """The hash of each value of a column."""
        if name not in self._made:
            self._made[name] = _hashes(self.column(name))
        return self._made[name]

    def words(self, name: str) -> Hashes:
        """The hash of each value as its words are compared."""
        made = f"words of {name}"
        if made not in self._made:
            self._made[made] = _hashes(self.column(name), folded_words)
        return self._made[made]


def _hashes(column: pa.Array, as_compared: Callable[[str | None], str] | None = None) -> Hashes:
    encoded = column.dictionary_encode()
    values = encoded.dictionary.to_pylist()
    if as_compared is not None:
        values = [as_compared(value) for value in values]
    none = hash(as_compared(None) if as_compared is not None else None)
    hashed = np.array([*map(hash, values), none], np.int64).view(np.uint64)
    hashes: Hashes = hashed[np.asarray(pc.fill_null(encoded.indices, len(values)))]
    return hashes


def _key(parts: Sequence[Hashes], where: Mask | None = None) -> Hashes:
    """One hash of several; no key where `where` is false."""
    key = np.full(len(parts[0]), _FACTOR)
    for part in parts:
        key = (key ^ part) * _FACTOR
        key ^= key >> _SHIFT
    key |= np.uint64(1)  # never the mark of a row without a key
    return key if where is None else np.where(where, key, _NO_KEY)


def _same_bytes(told: _Columns) -> Hashes:
    return _key([told.of("sha256"), told.of("locator"), told.party])


def _published_again(told: _Columns) -> Hashes:
    plain = [told.of(name) for name in ("date", "amount", "kind")]
    where = told.present("amount") & told.present("date")
    return _key([told.party, *plain, *map(told.words, WORDS)], where)


def _numbered_row(told: _Columns) -> Hashes:
    return _key([told.party, *map(told.of, _CELLS)], told.filled("transaction_id"))


def _order(told: _Columns) -> Hashes:
    named = [told.of(name) for name in ("order_id", "supplier", "buyer")]
    return _key([*named, told.party], told.filled("order_id"))


def _contract(told: _Columns) -> Hashes:
    named = [told.of(name) for name in ("contract_id", "supplier", "buyer", "amount_covers")]
    where = told.filled("contract_id") & told.among("amount_covers", ["cumulative", "obligation"])
    return _key([*named, told.party], where)


def _document(told: _Columns) -> Hashes:
    number = np.where(told.filled("contract_id"), told.of("contract_id"), told.of("order_id"))
    named = [told.of(name) for name in ("sha256", "supplier", "amount", "date")]
    where = told.among("amount_covers", ["document"]) & told.among("kind", WHOLE)
    where &= told.present("amount") & (told.filled("contract_id") | told.filled("order_id"))
    return _key([*named, number, told.party], where)


_KEYS: Final[Sequence[Callable[[_Columns], Hashes]]] = (
    _same_bytes,
    _published_again,
    _numbered_row,
    _order,
    _contract,
    _document,
)
