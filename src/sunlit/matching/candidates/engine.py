"""How does one compiled Hyperscan database serve many threads? Each scans with a scratch of its own."""

import threading
from collections.abc import Sequence
from typing import Any, Final

import hyperscan
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
_NONE: Final = np.zeros(0, np.int64)


class Database:
    """A compiled database. Any number of threads may scan with it at once."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self._own = threading.local()

    @classmethod
    def compiled(
        cls, patterns: Sequence[bytes], flags: Sequence[int] | int = 0, *, literal: bool = False
    ) -> "Database":
        """Compile patterns; a hit tells its pattern by its place."""
        database = hyperscan.Database()
        database.compile(
            expressions=list(patterns), ids=list(range(len(patterns))), flags=flags, literal=literal
        )
        return cls(database)

    def hits(self, data: Any) -> tuple[Numbers, Numbers]:
        """(pattern, byte where it ends) of every hit in a buffer, in the order of their ends."""
        noted: list[tuple[int, int]] = []

        def note(pattern: int, _start: int, end: int, _flags: int, _context: Any) -> None:
            noted.append((pattern, end))

        self._database.scan(data, match_event_handler=note, scratch=self._scratch())
        if not noted:
            return _NONE, _NONE
        patterns, ends = np.asarray(noted, np.int64).T
        return patterns, ends

    def _scratch(self) -> Any:
        """The calling thread's: two scans with one scratch fail, or mix their hits."""
        try:
            return self._own.scratch
        except AttributeError:
            self._own.scratch = hyperscan.Scratch(self._database)
            return self._own.scratch

    def to_bytes(self) -> bytes:
        """The database as Hyperscan writes it."""
        return bytes(hyperscan.dumpb(self._database))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Database | None":
        """The inverse of to_bytes; None when this machine's Hyperscan cannot read it."""
        try:
            made = cls(hyperscan.loadb(content, mode=hyperscan.HS_MODE_BLOCK))
            made.hits(b"-")
        except hyperscan.error:
            return None
        return made
