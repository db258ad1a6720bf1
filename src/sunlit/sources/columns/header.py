"""Which record is the header, and what stands above it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sunlit.sources.columns.names import match_name, plain_name
from sunlit.values.days import looks_like_day

Record = Sequence[str | None]
_UNIT: Final = re.compile(r"\W*(?:[£$€¥]|gbp|usd|eur)?\W*", re.IGNORECASE)
_SEARCHED: Final = 40  # records in which a header is looked for


@dataclass(frozen=True)
class Header:
    """`index` of the header among the records given, None when there is none, and its names."""

    index: int | None
    names: tuple[str, ...]
    why: str
    rows: int = 1  # that the header goes over; `index` is the last of them


def find_header(records: Sequence[Record]) -> Header:
    """Find the header by its words, then by its shape; a table may have none.

    A header is a row of words, most of them alone in their column, above rows that are filled
    in the same columns. Names known from other publishers weigh most.
    """
    width = max((len(record) for record in records), default=0)
    best, best_score = None, 0.0
    for index, record in enumerate(records[: _first_purchase(records)]):
        score = _score(record, records[index + 1 : index + 41])
        if score > best_score:
            best, best_score = index, score
    if best is None:
        return Header(None, tuple("" for _ in range(width)), "no row reads like a header")
    names = [(cell or "").strip() for cell in records[best]]
    names += [""] * (width - len(names))
    joined = _joined(names, records[best + 1]) if best + 1 < len(records) else None
    rows = 1 if joined is None else 2
    names = joined or names
    known = sum(match_name(name) is not None for name in names)
    why = f"{known} of its {sum(map(bool, names))} names are known"
    return Header(best + rows - 1, tuple(names), why, rows)


def _first_purchase(records: Sequence[Record]) -> int:
    """The first record as full as most, with two values: no header of this table is below it."""
    filled = [sum(bool((cell or "").strip()) for cell in record) for record in records]
    typical = sorted(count for count in filled if count)[sum(map(bool, filled)) // 2 :][:1]
    for index, record in enumerate(records[:_SEARCHED]):
        values = sum(_is_value(cell.strip()) for cell in record if cell and cell.strip())
        if values >= 2 and typical and filled[index] >= 0.8 * typical[0]:
            return index
    return min(len(records), _SEARCHED)


def _joined(names: Sequence[str], below: Record) -> list[str] | None:
    """The names together with a second row of words that ends them; None when it does not.

    "Unrecoverable" above "VAT" is one name. A short first purchase is none: every cell has to
    make a known name of what stands above it, or to be no more than a unit.
    """
    cells = [(cell or "").strip() for cell in below]
    present = [i for i, cell in enumerate(cells) if cell]
    if not present or 2 * len(present) > sum(map(bool, names)):
        return None
    joined = list(names)
    for i in present:
        if not names[i] or _is_value(cells[i]):
            return None
        both = (f"{names[i]} {cells[i]}", names[i] + cells[i])
        ends = [name for name in both if _is_known(name) and not _is_known(names[i])]
        if not ends and not (_UNIT.fullmatch(cells[i]) or _is_known_whole(both[0])):
            return None
        joined[i] = ends[0] if ends else both[0]
    return joined


def _is_known(name: str) -> bool:
    match = match_name(name)
    return match is not None and match.confidence >= 0.9


def _is_known_whole(name: str) -> bool:
    match = match_name(name)
    return match is not None and match.confidence == 1.0 and match.name == plain_name(name)


def _score(record: Record, below: Sequence[Record]) -> float:
    cells = [(cell or "").strip() for cell in record]
    present = [cell for cell in cells if cell]
    if not present or any(len(cell) > 120 for cell in present):
        return 0.0
    if any(_is_value(cell) for cell in present):
        return 0.0
    matches = [match_name(cell) for cell in present]
    known = sum(m.confidence for m in matches if m is not None and m.confidence >= 0.6)
    fields = {m.field for m in matches if m is not None and m.confidence >= 0.6}
    rows_below = [row for row in below if any((cell or "").strip() for cell in row)]
    fits = _fills_below(cells, rows_below)
    distinct = len(set(present)) / len(present)
    if len(present) == 1 and len(cells) > 1:
        return 0.0
    if len(fields) >= 2:
        return 2.0 + known + fits
    if len(fields) == 1 and len(present) <= 3 and fits > 0.5:
        return 1.0 + known
    # Nobody's names: words above columns of numbers or days can only be a header.
    contrast = _contrast(cells, rows_below)
    return fits + contrast if contrast >= 1 and distinct > 0.8 and len(present) > 1 else 0.0


def _is_value(cell: str) -> bool:
    digits = sum(c.isdigit() for c in cell)
    return looks_like_day(cell) or (digits > 0 and digits >= len(cell) / 2)


def _fills_below(cells: Sequence[str], rows: Sequence[Record]) -> float:
    """The share of cells below that stand under a name."""
    named = {i for i, cell in enumerate(cells) if cell}
    total = under = 0
    for row in rows:
        for i, cell in enumerate(row):
            if (cell or "").strip():
                total += 1
                under += i in named
    return under / total if total else 0.0


def _contrast(cells: Sequence[str], rows: Sequence[Record]) -> int:
    """How many columns hold values (numbers, days) under a word."""
    found = 0
    for i, cell in enumerate(cells):
        column = [(row[i] or "").strip() for row in rows if i < len(row) and (row[i] or "").strip()]
        if cell and column and sum(map(_is_value, column)) >= 0.7 * len(column):
            found += 1
    return found


def reads_like_names(cells: Sequence[str]) -> bool:
    """Whether a row found among the rows reads like a header: most of its cells are known names."""
    present = [cell for cell in cells if cell]
    known = [match for match in map(match_name, present) if match and match.confidence >= 0.8]
    return len({match.field for match in known}) >= 3 and len(known) >= 0.6 * len(present)
