"""How does a list of names become something that is looked up at once, and loaded by later runs?"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa

from sunlit.errors import KnowledgeError
from sunlit.knowledge.lists import ListName, NameList, strength_of
from sunlit.knowledge.lists.entries import Notes
from sunlit.knowledge.lists.joining import ListedParty, LookedUp
from sunlit.knowledge.lists.strength import core_of, script_of, strength_as_supplier
from sunlit.knowledge.lists.table import COLUMNS, EntryTable
from sunlit.matching.lists.list_names import NameTable
from sunlit.matching.lists.list_texts import NameTexts
from sunlit.matching.lists.words import Numbers
from sunlit.matching.signals import Signal

_MAGIC: Final = b"sunlit list 1\n"
_HEAD_BYTES: Final = 64  # what follows is aligned, so that it can be used where it lies
_GRADES: Final = {"brand": "relabel", "model": "model"}
_WORD: Final = re.compile(r"[^\W_]+")
_EXTRA: Final = (
    pa.field("keys", pa.large_list(pa.uint64())),
    pa.field("key_owners", pa.large_list(pa.int64())),
    pa.field("wordings", pa.large_list(pa.large_string())),
    pa.field("wordings_of", pa.large_list(pa.int64())),
    pa.field("literals", pa.large_list(pa.uint8())),
)


class CompiledList:
    """A list with the keys of its names: bytes and pickles carry it to workers and later runs."""

    def __init__(self, names: NameList, saved: pa.RecordBatch | None = None) -> None:
        """`saved`: the columns of an earlier one of the same list."""
        self.listed = LookedUp.of(names)
        self.names = names
        table = self.listed.table
        chosen = self.listed.chosen[table.owners]
        #: Places among all names of the list of those that are looked up.
        self._places = np.flatnonzero(chosen)
        self._owners = table.owners[chosen]
        makers = table.matched_as("company")[self._owners]
        looked_up = table.names if chosen.all() else table.names.filter(pa.array(chosen))
        if saved is None:
            spelled = list(self._spelled(np.flatnonzero(makers)))
            self._wordings = pa.array([text for _, text in spelled], pa.large_string())
            self._wordings_of: Numbers = np.array([place for place, _ in spelled], np.int64)
            self._table = NameTable(looked_up, ~makers)
            self._texts = NameTexts(self._wordings)
        else:
            self._wordings, self._wordings_of = (
                _held(saved, "wordings"),
                _array(saved, "wordings_of"),
            )
            keys = _array(saved, "keys"), _array(saved, "key_owners")
            self._table = NameTable(looked_up, ~makers, keys)
            self._texts = NameTexts(self._wordings, _array(saved, "literals").tobytes())

    def in_texts(self, column: pa.Array) -> dict[int, set[Signal]]:
        """For each row of a column of n texts that holds telling names: their signals."""
        return {
            row: {
                self._signal(int(self._wordings_of[hit]), self._wordings[hit].as_py())
                for hit in hits
            }
            for row, hits in self._texts.rows(column).items()
        }

    def as_suppliers(self, cells: list[str]) -> dict[int, set[Signal]]:
        """For the place of each supplier's cell that names entries: their signals."""
        return {
            place: {self._signal(one.name, cells[place], one.how) for one in named}
            for place, named in self._table.find(cells).items()
        }

    def to_bytes(self) -> bytes:
        """All columns as a file that from_buffer reads where it lies."""
        literals = np.frombuffer(self._texts.literals.to_bytes(), np.uint8)
        extra = (self._table.keys, self._table.owners, self._wordings, self._wordings_of, literals)
        arrays = [
            pa.LargeListArray.from_arrays(
                pa.array([0, len(column)], pa.int64()), pa.array(column, field.type.value_type)
            )
            for column, field in zip(extra, _EXTRA, strict=True)
        ]
        said = {
            "label": self.names.label,
            "layout": self.names.layout,
            "version": self.names.version,
            "refused": self.names.notes.refused,
            "first": self.names.notes.first,
        }
        schema = pa.schema([*COLUMNS, *_EXTRA], {b"list": json.dumps(said).encode()})
        row = pa.RecordBatch.from_arrays([*self.listed.table.row.columns, *arrays], schema=schema)
        stream = pa.BufferOutputStream()
        with pa.ipc.new_file(stream, schema) as file:
            file.write(row)
        body = stream.getvalue()
        head = _MAGIC + hashlib.sha256(body).digest()
        return head.ljust(_HEAD_BYTES, b"\0") + bytes(body)

    @classmethod
    def from_buffer(cls, content: pa.Buffer) -> "CompiledList":
        """The inverse of to_bytes. KnowledgeError when the content is not a list's, or damaged."""
        body = content.slice(min(_HEAD_BYTES, content.size))
        head = (_MAGIC + hashlib.sha256(body).digest()).ljust(_HEAD_BYTES, b"\0")
        if content.slice(0, min(_HEAD_BYTES, content.size)).to_pybytes() != head:
            raise KnowledgeError(
                "A saved list is damaged or none of ours. Delete it; it is compiled again."
            )
        saved = pa.ipc.open_file(body).get_batch(0)
        said: dict[str, Any] = json.loads(saved.schema.metadata[b"list"])
        notes = Notes(said["refused"], said["first"])
        entries = EntryTable(saved.select(COLUMNS.names))
        names = NameList(said["label"], said["layout"], said["version"], entries, notes)
        return cls(names, saved)

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return _from_bytes, (self.to_bytes(),)

    def _spelled(self, makers: Numbers) -> Iterator[tuple[int, str]]:
        for place in makers.tolist():
            for text in wordings(self.listed.table.name(int(self._places[place]))):
                yield place, text

    def _signal(self, place: int, text: str, how: str = "") -> Signal:
        """The signal for a name as it stands in a text, or as a whole supplier when `how` says so."""
        party: ListedParty = self.listed.party(int(self._owners[place]))
        name = self.listed.table.name(int(self._places[place]))
        return Signal(
            id=f"{party.party}:{name.kind}:{name.text}",
            party=party.party,
            kind="misspelling" if how == "misspelt" else "legal_name",
            text=text,
            pattern=None,
            strength=strength_as_supplier(name) if how else strength_of(name),
            grade=_GRADES.get(name.kind, "named"),
            script=script_of(text),
            product_class=None,
            reach=None,
            evidence_rank=None,
            alone_if_prefix=None,
            source=f"list {party.label}, entry {party.entry.id}",
            name=party.entry.name,
        )


def wordings(name: ListName) -> Iterator[str]:
    """How a name that tells its owner stands in a text: as listed, and without its form."""
    if strength_of(name) != "alone":
        return
    words = core_of(name.text)
    core = " ".join(word for word in _WORD.findall(name.text) if word.lower() in words)
    telling = core.isascii() and strength_of(ListName(core, "name")) == "alone"
    if telling:
        yield core
    if not telling or core.lower() not in name.text.lower():
        yield name.text


def _held(saved: pa.RecordBatch, name: str) -> pa.Array:
    return saved.column(name).values


def _array(saved: pa.RecordBatch, name: str) -> Any:
    return _held(saved, name).to_numpy()


def _from_bytes(content: bytes) -> CompiledList:
    return CompiledList.from_buffer(pa.py_buffer(content))
