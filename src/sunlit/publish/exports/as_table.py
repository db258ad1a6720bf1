"""The table on a terminal; piped, one plain line per row."""

from typing import IO, Any, Final

from rich.console import Console

from sunlit.publish.exports.contract import Batches, Law
from sunlit.publish.exports.texts import purchase_texts
from sunlit.publish.terminal.findings import print_findings
from sunlit.publish.terminal.purchases import print_purchases

#: Rows that are laid out together on a terminal.
_SLICE: Final = 1_000


def write_findings(batches: Batches, out: IO[Any], law: Law | None = None) -> None:
    """Write findings for a person; `out` is text."""
    console = Console(file=out)
    findings = [finding for batch in batches for finding in batch.to_pylist()]
    print_findings(findings, console, law)


def write_purchases(batches: Batches, out: IO[Any]) -> None:
    """Write purchases for a person, as they come; `out` is text."""
    console = Console(file=out)
    with_header = True
    for batch in batches:
        for start in range(0, batch.num_rows, _SLICE):
            rows = purchase_texts(batch.slice(start, _SLICE)).to_pylist()
            print_purchases(rows, console, with_header=with_header)
            with_header = False
