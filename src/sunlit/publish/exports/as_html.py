"""HTML: one page to read, print and send; no request leaves it, and it works without script."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import islice
from typing import IO, Any, Final

import pyarrow as pa
from markupsafe import Markup, escape

from sunlit.publish.clean import without_controls
from sunlit.publish.exports.contract import Batches, Law
from sunlit.publish.exports.texts import purchase_texts
from sunlit.publish.hits import Piece, excerpt, pieces, spans_of_words
from sunlit.publish.page import content_policy
from sunlit.publish.wording import COVERS_SHORT, NOT_ADVICE, decimal_of, figure, machine_word

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


def write_findings(
    batches: Batches, out: IO[Any], law: Law | None = None, *, shown_rows: int = SHOWN_ROWS
) -> None:
    """Write findings as one table, the hit marked; it says so when rows were left out."""
    header = [*_FINDINGS[:8], "law", *_FINDINGS[8:]] if law else list(_FINDINGS)
    rows, total = _first(batches, shown_rows)
    body = (_finding_cells(row, law) for row in rows)
    _write(out, "Findings", header, body, len(rows), total)


def write_purchases(batches: Batches, out: IO[Any], *, shown_rows: int = SHOWN_ROWS) -> None:
    """Write purchases as one table, by the columns that people ask for first."""
    rows, total = _first((purchase_texts(batch) for batch in batches), shown_rows)
    body = ([_text(row[name]) for name in _PURCHASES] for row in rows)
    _write(out, "Purchases", _PURCHASES, body, len(rows), total)


def _first(batches: Iterator[pa.RecordBatch], limit: int) -> tuple[list[dict[str, Any]], int]:
    """The first rows, and how many there are in all."""
    rows: list[dict[str, Any]] = []
    total = 0
    for batch in batches:
        total += batch.num_rows
        rows.extend(batch.slice(0, max(0, limit - len(rows))).to_pylist())
    return rows, total


def _finding_cells(finding: Mapping[str, Any], law: Law | None) -> list[Markup]:
    cells = [
        _text(finding["buyer"]),
        _text(finding["date"]),
        _amount(finding),
        _text(finding["supplier"]),
        _bought(finding),
        _text(finding["party_name"]),
        _text(f"{finding['grade']}, {machine_word(finding['stance'])}"),
        _text(f"{finding['score']:.2f}"),
        _text(finding["reason"]),
        _text(finding["reviewed"]),
        _text(f"{finding['original']['path']} {finding['locator']}"),
    ]
    return [*cells[:8], _text(law(finding["status"])), *cells[8:]] if law else cells


def _amount(finding: Mapping[str, Any]) -> Markup:
    value = decimal_of(finding["amount"])
    if value is None:
        return Markup()
    covers = COVERS_SHORT.get(finding["amount_covers"] or "", "")
    return _text(f"{figure(value)} {finding['currency'] or ''} {covers}".strip())


def _bought(finding: Mapping[str, Any]) -> Markup:
    text = finding["description"] or ""
    return marked(excerpt(pieces(text, spans_of_words(text, finding["mentions"])), _LONGEST_CELL))


def marked(shown: Iterable[Piece]) -> Markup:
    """Pieces of a cell as HTML, each hit in a <mark>."""
    return Markup().join(
        Markup("<mark>{}</mark>").format(without_controls(piece.text))
        if piece.hit
        else escape(without_controls(piece.text))
        for piece in shown
    )


def _text(value: Any) -> Markup:
    if value is None:
        return Markup()
    text = without_controls(str(value))
    return escape(text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…")


def _write(
    out: IO[Any],
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Markup]],
    shown: int,
    total: int,
) -> None:
    style, script = _own("table.css"), _own("table.js")
    head = Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<title>{title}</title><style>{style}</style></head><body>\n"
        "<h1>{title}</h1>\n<p>{count}</p>\n<p>{advice}</p>\n"
        '<div class="scroll" tabindex="0" role="region" aria-label="{title}"><table>\n<thead><tr>'
    ).format(
        policy=content_policy([str(style)], [str(script)]),
        title=title,
        style=style,
        count=_count(shown, total),
        advice=f"Machine-made and unreviewed. {NOT_ADVICE}" if title == "Findings" else "",
    )
    _put(out, head)
    names = Markup().join(Markup('<th scope="col">{}</th>').format(machine_word(h)) for h in header)
    _put(out, names + Markup("</tr></thead>\n<tbody>\n"))
    lines = (_line(cells) for cells in rows)
    while chunk := list(islice(lines, 500)):
        _put(out, Markup().join(chunk))
    end = Markup("</tbody></table></div>\n<script>{}</script>\n</body></html>\n")
    _put(out, end.format(script))


def _count(shown: int, total: int) -> str:
    if shown == total:
        return f"{total:,} rows."
    return (
        f"The first {shown:,} of {total:,} rows are shown; {total - shown:,} are left out. "
        "Write CSV, XLSX or Parquet for all of them."
    )


def _line(cells: Sequence[Markup]) -> Markup:
    inside = Markup().join(Markup("<td>{}</td>").format(cell) for cell in cells)
    return Markup("<tr>{}</tr>\n").format(inside)


def _put(out: IO[Any], markup: Markup) -> None:
    out.write(str(markup).encode("utf-8", "replace"))


def _own(name: str) -> Markup:
    """A style or script of this package, which is no published text and is not escaped."""
    text = (files("sunlit.publish.exports") / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704
