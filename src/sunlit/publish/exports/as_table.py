"""The table on a terminal; piped, one plain line per row."""

from itertools import islice
from typing import IO, Any, Final

from rich.console import Console

from sunlit.publish.exports.contract import Batches, Law, findings_of
from sunlit.publish.terminal.findings import print_findings
from sunlit.publish.terminal.purchases import print_purchases
from sunlit.schema import rows_of
from sunlit.tables import Purchase

#: Rows that are laid out together on a terminal.
_SLICE: Final = 1_000


def write_findings(
    batches: Batches, out: IO[Any], law: Law | None = None, *, with_law: bool = False
) -> None:
    """Write findings for a person; `out` is text."""
    console, findings, with_header = Console(file=out), findings_of(batches), True
    while (some := list(islice(findings, _SLICE))) or with_header:
        print_findings(some, console, law, with_header=with_header)
        with_header = False


def write_purchases(batches: Batches, out: IO[Any]) -> None:
    """Write purchases for a person, as they come; `out` is text."""
    console = Console(file=out)
    with_header = True
    for batch in batches:
        for start in range(0, batch.num_rows, _SLICE):
            rows = list(rows_of(Purchase, batch.slice(start, _SLICE)))
            print_purchases(rows, console, with_header=with_header)
            with_header = False
