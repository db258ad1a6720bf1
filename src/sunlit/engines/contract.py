"""What is asked of an engine, and what of the work that it runs?"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import pyarrow as pa


class Work(Protocol):
    """A function from one unit of input to record batches. It can be pickled.

    A unit is a text that names the input, a path for instance. The same unit gives the same
    batches wherever and however often it runs: an engine may run it anew after a failure.
    """

    @property
    def schema(self) -> pa.Schema:
        """The schema of every batch."""

    def size_bytes(self, unit: str) -> int:
        """How large a unit is; 0 when that is not known before it is read."""

    def __call__(self, unit: str, *, threads: int = 1) -> Iterator[pa.RecordBatch]:
        """Give the batches of a unit; `threads` is how many it may keep busy."""


class Engine(Protocol):
    """Runs work over units, as often as it is asked, until it is closed."""

    @property
    def workers(self) -> int | None:
        """How many units can run side by side; None when that is for a cluster to know."""

    def run(self, work: Work, units: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Give the rows of all units in the order of the units, each unit's in its own order.

        Batches may be cut or joined; the rows and their order are the same on every engine. An
        error of the work is raised here; EngineError when the engine itself fails.
        """

    def close(self) -> None:
        """Give back what is kept between runs; a further run starts it again."""
