"""HTML: one page to read, print and send; no request leaves it, and it works without script."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Final, TypeVar

import pyarrow as pa

from sunlit.publish.exports.contract import Batches, Law
from sunlit.publish.hits import TextRun, excerpt, pieces, spans_of_words
from sunlit.publish.pages import page_in_parts
from sunlit.publish.wording import COVERS_SHORT, NOT_ADVICE, figure, machine_word, when
from sunlit.schema import rows_of
from sunlit.tables import Finding, Purchase
from sunlit.values.as_text import amount_text, date_text

#: More rows than this make a page that no browser opens well.
SHOWN_ROWS: Final = 5_000
_LONGEST_CELL: Final = 600
_FINDINGS: Final = (
    "buyer", "date", "amount", "supplier", "what was bought", "party", "grade", "score",
    "reason", "reviewed", "where",
)  # fmt: skip
_PURCHASES: Final = (
    "buyer", "date", "amount", "currency", "supplier", "description", "kind", "amount_covers",
    "original", "locator",
)  # fmt: skip

_Row = TypeVar("_Row", Finding, Purchase)
_Cells = list[list[TextRun]]


def write_findings(
    batches: Batches,
    out: IO[Any],
    law: Law | None = None,
    *,
    with_law: bool = False,
    shown_rows: int = SHOWN_ROWS,
) -> None:
    """Write findings as one table, the hit marked; it says so when rows were left out."""
    header = [*_FINDINGS[:8], "law", *_FINDINGS[8:]] if law else list(_FINDINGS)
    rows, total = _first(Finding, batches, shown_rows)
    cells = (_finding_cells(row, law) for row in rows)
    advice = f"Machine-made and unreviewed. {NOT_ADVICE}"
    _write(out, "Findings", header, cells, _count(len(rows), total), advice)


def write_purchases(batches: Batches, out: IO[Any], *, shown_rows: int = SHOWN_ROWS) -> None:
    """Write purchases as one table, by the columns that people ask for first."""
    rows, total = _first(Purchase, batches, shown_rows)
    cells = (_purchase_cells(row) for row in rows)
    _write(out, "Purchases", _PURCHASES, cells, _count(len(rows), total), "")


def _first(
    kind: type[_Row], batches: Iterator[pa.RecordBatch], limit: int
) -> tuple[list[_Row], int]:
    """The first rows, and how many there are in all."""
    rows: list[_Row] = []
    total = 0
    for batch in batches:
        total += batch.num_rows
        rows.extend(rows_of(kind, batch.slice(0, max(0, limit - len(rows)))))
    return rows, total


def _finding_cells(finding: Finding, law: Law | None) -> _Cells:
    cells = [
        _text(finding.buyer),
        _text(when(finding)),
        _amount(finding),
        _text(finding.supplier),
        _bought(finding),
        _text(finding.party_name),
        _text(f"{finding.grade}, {machine_word(finding.stance)}"),
        _text(f"{finding.score:.2f}"),
        _text(finding.reason),
        _text(finding.reviewed),
        _text(f"{finding.original.path} {finding.locator}"),
    ]
    return [*cells[:8], _text(law.in_a_word(finding)), *cells[8:]] if law else cells


def _purchase_cells(purchase: Purchase) -> _Cells:
    own = {
        "date": date_text(purchase.date, purchase.date_precision),
        "amount": amount_text(purchase.amount),
    }
    return [_text(own[n] if n in own else getattr(purchase, n)) for n in _PURCHASES]


def _amount(finding: Finding) -> list[TextRun]:
    if finding.amount is None:
        return []
    covers = COVERS_SHORT.get(finding.amount_covers, "")
    return _text(f"{figure(finding.amount)} {finding.currency or ''} {covers}".strip())


def _bought(finding: Finding) -> list[TextRun]:
    text = finding.description or ""
    return excerpt(pieces(text, spans_of_words(text, finding.mentions)), _LONGEST_CELL)


def _text(value: str | None) -> list[TextRun]:
    return excerpt([TextRun(value, hit=False)], _LONGEST_CELL) if value else []


def _write(
    out: IO[Any],
    title: str,
    header: Sequence[str],
    rows: Iterable[_Cells],
    count: str,
    advice: str,
) -> None:
    parts = page_in_parts(
        "table.html.j2", title=title, header=header, rows=rows, count=count, advice=advice
    )
    for part in parts:
        out.write(part.encode("utf-8", "replace"))


def _count(shown: int, total: int) -> str:
    if shown == total:
        return f"{total:,} rows."
    return (
        f"The first {shown:,} of {total:,} rows are shown; {total - shown:,} are left out. "
        "Write CSV, XLSX or Parquet for all of them."
    )
