"""What is an exporter? One record per format; a contract test loops over all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final, Protocol

import pyarrow as pa

from sunlit.schema import rows_of
from sunlit.tables import AnswerWords, Finding

Batches = Iterator[pa.RecordBatch]

#: Findings that are Python objects at one time.
_SLICE: Final = 1_024


class Law(Protocol):
    """Says what the law says of a finding; `services` makes one of `rules`."""

    def answers(self, finding: Finding) -> Sequence[AnswerWords]:
        """What each instrument says of the finding, in words. Equal `law` gives equal codes."""

    def in_a_word(self, finding: Finding) -> str:
        """The same in a few words, for a narrow column."""


class WriteFindings(Protocol):
    """Writes batches of tables.FINDINGS."""

    def __call__(
        self, batches: Batches, out: IO[Any], law: Law | None = None, *, with_law: bool = False
    ) -> None:
        """Write all batches to `out`, and leave it open."""


class WritePurchases(Protocol):
    """Writes batches of tables.PURCHASES."""

    def __call__(self, batches: Batches, out: IO[Any]) -> None:
        """Write all batches to `out`, and leave it open."""


@dataclass(frozen=True)
class Exporter:
    """A format: its name on the command line, the ending of its files, bytes or text.

    Both functions stream, so that memory does not grow with the number of rows; the same
    batches give the same bytes. With `law`, formats for people show the law in a few words, and
    formats for programs its answers: once per file, or with `with_law` beside each finding.
    """

    name: str
    suffix: str
    binary: bool
    write_findings: WriteFindings
    write_purchases: WritePurchases


def findings_of(batches: Batches) -> Iterator[Finding]:
    """The findings of batches in their order, a slice of each at a time."""
    for batch in batches:
        for start in range(0, batch.num_rows, _SLICE):
            yield from rows_of(Finding, batch.slice(start, _SLICE))
