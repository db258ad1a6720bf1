"""What is an exporter? One record per format; a contract test loops over all of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Protocol

import pyarrow as pa

#: Puts the law in a few words, from a finding's `status`; `rules` has one to hand in.
Law = Callable[[Sequence[Mapping[str, Any]]], str]
Batches = Iterator[pa.RecordBatch]


class WriteFindings(Protocol):
    """Writes batches of tables.FINDINGS."""

    def __call__(self, batches: Batches, out: IO[Any], law: Law | None = None) -> None:
        """Write all batches to `out`, and leave it open."""


class WritePurchases(Protocol):
    """Writes batches of tables.PURCHASES."""

    def __call__(self, batches: Batches, out: IO[Any]) -> None:
        """Write all batches to `out`, and leave it open."""


@dataclass(frozen=True)
class Exporter:
    """A format: its name on the command line, the ending of its files, bytes or text.

    Both functions stream, so that memory does not grow with the number of rows; the same
    batches give the same bytes. With `law`, formats for people show the law in a few words.
    """

    name: str
    suffix: str
    binary: bool
    write_findings: WriteFindings
    write_purchases: WritePurchases
