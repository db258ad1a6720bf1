"""How does a later scan read and match only what changed? By what an earlier one kept in a folder.

Of each file there is kept what reading and the built-in parties gave (`.rows`) and the ties to
the lists' parties (`.ties`). A file whose bytes, options and knowledge are as they were is not
read again; of a changed list only the entries that differ are matched. The rest of a scan, the
folding into acquisitions among it, is done anew on all ties: the result is that of a whole scan.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from sunlit import ledger
from sunlit.errors import KnowledgeError
from sunlit.kept import PACKED, Writer, is_whole, kept_ties, kept_whole, records, write_whole
from sunlit.matching import CompiledList, LongListMatcher
from sunlit.matching.lists.long_list import merged
from sunlit.scanning import PARTS, ScanWork, part_of_rows, read_into
from sunlit.sources import Original, ReadBatch
from sunlit.tables import ASIDE, TIES

_KEPT_TIES: Final = pa.schema([*TIES, pa.field("part", pa.int64())])


@dataclass(frozen=True)
class RememberingWork(ScanWork):
    """A scan's work that keeps what it did of each file in `folder`, and uses what is there.

    `rests_on` is a digest of all but the lists that the ties rest on: knowledge, options, code.
    """

    folder: Path = Path()
    rests_on: str = ""

    @property
    def divisible(self) -> bool:
        """No: what is kept is kept of whole files."""
        return False

    def __call__(self, unit: str, *, threads: int = 1) -> Iterator[pa.RecordBatch]:
        """Give the parts of every original under the path `unit`, as ScanWork does."""
        if not Path(unit).is_file():
            yield from super().__call__(unit, threads=threads)
            return
        rows = self.folder / f"{self._key(unit)}.rows"
        if not is_whole(rows):
            yield from self._anew(unit, rows, threads)
        else:
            yield from self._again(rows)

    def __reduce__(self) -> tuple[Any, ...]:
        restore, told = super().__reduce__()
        return _restored, (restore, told, self.folder, self.rests_on)

    def _key(self, unit: str) -> str:
        with Path(unit).open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        told = "\0".join([self.rests_on, repr(self.options), repr(self.limits), unit, content])
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:32]

    def _anew(self, unit: str, rows: Path, threads: int) -> Iterator[pa.RecordBatch]:
        own: list[pa.RecordBatch] = []
        with kept_whole(rows) as out:
            recording = _Recording(
                self.matcher, self.options, self.limits, self.min_score, out=out, own=own
            )
            for part in recording(unit, threads=threads):
                if part.column("what")[0].as_py() != "rows":
                    out.add([part])
                yield part
        self._keep_ties(rows, own)

    def _again(self, rows: Path) -> Iterator[pa.RecordBatch]:
        parties, matcher, kept = self._changes(rows)
        own: list[pa.RecordBatch] = []
        for part, *content in records(rows):
            if not content:
                yield part
                continue
            cells, purchases, inner = content
            ties = kept.get(len(own), _none()) if kept is not None else _none()
            ties = ties.filter(pc.invert(pc.is_in(ties.column("party"), value_set=parties)))
            if matcher is not None:
                found = [*ties.to_pylist(), *matcher.own_ties(cells).to_pylist()]
                found.sort(key=lambda tie: (tie["row"], tie["party"]))
                ties = pa.RecordBatch.from_pylist(found, schema=TIES)
            own.append(ties)
            batch = ReadBatch(purchases, cells, pa.RecordBatch.from_pylist([], schema=ASIDE))
            told = part.to_pylist()[0]
            yield part_of_rows(
                batch,
                merged(inner, ties),
                self.min_score,
                told["path"],
                told["position"],
                told["rows"],
            )
        if matcher is not None or len(parties):
            self._keep_ties(rows, own)

    def _changes(
        self, rows: Path
    ) -> tuple[pa.Array, LongListMatcher | None, dict[int, pa.RecordBatch] | None]:
        """(Parties whose kept ties go, matcher of what is new, kept ties by part)."""
        now = self.matcher if isinstance(self.matcher, LongListMatcher) else None
        nobody = pa.array([], pa.string())
        before, kept = kept_ties(rows.with_suffix(".ties"))
        if before is None:
            return nobody, now, None
        lists = now.lists if now else ()
        if before == tuple(map(_digest_of, lists)):
            return nobody, None, kept
        try:
            old = tuple(_list_of(self.folder / f"{one}.list") for one in before)
        except (OSError, KnowledgeError):
            return nobody, now, None
        gone, new = differing(old, lists)
        restricted = now.restricted(frozenset(new)) if now and new else None
        return pa.array(sorted(gone | new), pa.string()), restricted, kept

    def _keep_ties(self, rows: Path, own: Sequence[pa.RecordBatch]) -> None:
        lists = self.matcher.lists if isinstance(self.matcher, LongListMatcher) else ()
        digests = list(map(_digest_of, lists))
        for one, digest in zip(lists, digests, strict=True):
            path = self.folder / f"{digest}.list"
            if not path.exists():
                write_whole(path, one.to_bytes())
        schema = _KEPT_TIES.with_metadata({b"lists": json.dumps(digests).encode()})
        stream = pa.BufferOutputStream()
        with pa.ipc.new_stream(stream, schema, options=PACKED) as file:
            for number, ties in enumerate(own):
                part = pa.array([number] * ties.num_rows, pa.int64())
                file.write(pa.RecordBatch.from_arrays([*ties.columns, part], schema=schema))
        body = bytes(stream.getvalue())
        write_whole(rows.with_suffix(".ties"), hashlib.sha256(body).digest() + body)


@dataclass(frozen=True)
class _Recording(ScanWork):
    """A scan's work that writes down the rows and the ties of each batch."""

    out: Writer | None = None
    own: "list[pa.RecordBatch] | None" = None

    def _rows(
        self,
        original: Original,
        entry: ledger.OriginalAccount,
        read: Callable[[Original], Iterator[ReadBatch]],
        threads: int,
    ) -> Iterator[pa.RecordBatch]:
        assert self.out is not None
        assert self.own is not None
        for batch, position in read_into(entry, original, read, threads):
            if isinstance(self.matcher, LongListMatcher):
                inner = self.matcher.inner.match(batch.cells)
                own = self.matcher.own_ties(batch.cells)
            else:
                inner, own = self.matcher.match(batch.cells), _none()
            path = original.path.encode("utf-8", "surrogateescape")
            ties = merged(inner, own)
            part = part_of_rows(batch, ties, self.min_score, path, position, batch.rows_read)
            bare = {**part.to_pylist()[0], "terms": None, "tied": None}
            told = pa.RecordBatch.from_pylist([bare], schema=PARTS)
            self.out.add([told, batch.cells, batch.purchases, inner])
            self.own.append(own)
            yield part


def differing(
    old: Sequence[CompiledList], new: Sequence[CompiledList]
) -> tuple[set[str], set[str]]:
    """(Parties of `old`, parties of `new`) that are not found in both alike."""
    before = {one.names.label: one for one in old}
    after = {one.names.label: one for one in new}
    gone: set[str] = set()
    come: set[str] = set()
    for label in before.keys() | after.keys():
        was, now = before.get(label), after.get(label)
        gone |= _unlike(was, now)
        come |= _unlike(now, was)
    return gone, come


def _unlike(one: CompiledList | None, other: CompiledList | None) -> set[str]:
    if one is None:
        return set()
    parties = one.listed.table.parties
    if other is None:
        return set(parties.to_pylist())
    same = pc.is_in(one.states(), value_set=other.states())
    return set(parties.filter(pc.invert(same)).to_pylist()) | one.crowded_parties(other)


def _none() -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema=TIES)


@lru_cache(maxsize=8)
def _digest_of(one: CompiledList) -> str:
    return hashlib.sha256(one.to_bytes()).hexdigest()[:32]


@lru_cache(maxsize=8)
def _list_of(path: Path) -> CompiledList:
    return CompiledList.from_buffer(pa.memory_map(str(path)).read_buffer())


def _restored(restore: Any, told: tuple[Any, ...], folder: Path, rests_on: str) -> RememberingWork:
    plain: ScanWork = restore(*told)
    return RememberingWork(
        plain.matcher,
        plain.options,
        plain.limits,
        plain.min_score,
        folder=folder,
        rests_on=rests_on,
    )


@cache
def code_digest() -> str:
    """A digest of the package: what another release kept is not used."""
    found = hashlib.sha256(version("sunlit").encode())
    root = Path(str(files("sunlit")))
    for one in sorted(root.rglob("*")):
        if one.suffix in (".py", ".yaml", ".txt"):
            found.update(one.read_bytes())
    return found.hexdigest()
