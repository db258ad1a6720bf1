"""Which rows are no purchases, and why?

Excluded, because they are no purchase by their nature: header, title, blank, repeated_header,
total, note, summary. Quarantined, because they look like one and cannot be read:
amount_unreadable, no_supplier_nor_description.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.sources.columns.header import reads_like_names
from sunlit.sources.columns.understanding import Understanding
from sunlit.values.cell_bytes import Places, first_bytes
from sunlit.values.cell_bytes import filled as has_text

Mask = npt.NDArray[np.bool_]

_TOTAL: Final = re.compile(
    r"^\W*(?:grand[\s-]*|sub[\s-]*|overall\s+|report\s+|page\s+|net\s+|monthly\s+)?"
    r"(?:totals?|sum|totaux|summe|gesamt\w*|totale|totaal|suma|razem|ogolem|ogółem|"
    r"итого|всего|разом|всього|jumlah)\b",
    re.IGNORECASE,
)
#: Words that may follow when nothing but a total is meant.
_TOTAL_WORDS: Final = frozenset(
    {"all", "amount", "expenditure", "for", "general", "gross", "in", "invoices", "month", "net"}
    | {"of", "page", "paid", "payment", "payments", "rows", "spend", "spending", "suppliers"}
    | {"the", "value", "year"}
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_SUMMARY: Final = re.compile(r"^(?:row labels|column labels|(?:sum|count|average) of .+)$", re.I)


@dataclass(frozen=True)
class RowMasks:
    """What was read in each of n rows, as masks."""

    says: Mask  # names a supplier or what was bought
    amount: Mask
    unreadable: Mask  # text where the amount stands, which is none
    day: Mask


@dataclass
class Outcome:
    """What becomes of each of n rows: `keep` for purchases, else outcome and reason by index."""

    keep: Mask
    outcomes: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    details: dict[int, str] = field(default_factory=dict)

    def excluded(self, index: int, reason: str) -> None:
        """No purchase by its nature."""
        self._put(index, "excluded", reason)

    def quarantine(self, index: int, reason: str, detail: str) -> None:
        """It may be a purchase, and a person has to look."""
        self._put(index, "quarantined", reason)
        self.details[index] = detail

    def _put(self, index: int, outcome: str, reason: str) -> None:
        if self.keep[index]:
            self.keep[index] = False
            self.outcomes[index] = outcome
            self.reasons[index] = reason


def classify(
    understood: Understanding,
    cells: Sequence[pa.Array],
    numbers: npt.NDArray[np.int64],
    read: RowMasks,
) -> Outcome:
    """Decide for each row of a batch. `numbers` holds the record numbers."""
    outcome = Outcome(np.ones(len(numbers), np.bool_))
    filled = _filled(cells, len(numbers))
    typical = float(np.median(filled[filled > 0])) if (filled > 0).any() else 0.0
    _above_header(understood, numbers, cells, outcome)
    is_summary = understood.layout is None and any(
        _SUMMARY.match(c.name.strip()) for c in understood.columns
    )
    if is_summary:
        for index in np.flatnonzero(outcome.keep & (filled > 0)).tolist():
            outcome.excluded(index, "summary")
    suspects = outcome.keep & (
        (filled <= max(2.0, 0.6 * typical))
        | read.unreadable
        | ~read.says
        | _names_itself(understood, cells)
    )
    for index in np.flatnonzero(suspects).tolist():
        row = [(column[index].as_py() or "").strip() for column in cells]
        _judge(index, row, understood, read, typical, outcome)
    return outcome


def _above_header(
    understood: Understanding,
    numbers: npt.NDArray[np.int64],
    cells: Sequence[pa.Array],
    outcome: Outcome,
) -> None:
    if understood.header_row is None:
        return
    for index in np.flatnonzero(numbers <= understood.header_row).tolist():
        if numbers[index] > understood.header_row - understood.header_rows:
            outcome.excluded(index, "header")
        elif any((column[index].as_py() or "").strip() for column in cells):
            outcome.excluded(index, "title")
        else:
            outcome.excluded(index, "blank")


def _names_itself(understood: Understanding, cells: Sequence[pa.Array]) -> Mask:
    """Rows in which a column's cell is the column's name: a header again."""
    rows = len(cells[0]) if cells else 0
    again = np.zeros(rows, np.int64)
    if understood.header_row is None:
        return again > 0
    named = [c for c in understood.columns if c.name.strip()]
    for column in named[:6]:
        again[_equal(cells[column.index], column.name.strip())] += 1
    return again >= min(2, len(named))


def _equal(cells: pa.StringArray, name: str) -> Places:
    """The places of the cells that are the name, but for outer white space."""
    places, first = first_bytes(cells)
    # White space begins with one of the first 33 bytes, or beyond ASCII.
    places = places[(first == name.encode()[0]) | (first <= ord(" ")) | (first >= 0x80)]
    if not len(places):
        return np.zeros(0, np.int64)
    trimmed = pc.utf8_trim_whitespace(cells.take(pa.array(places)))
    same: Places = places[np.asarray(pc.equal(trimmed, name))]
    return same


def _judge(
    index: int,
    row: list[str],
    understood: Understanding,
    read: RowMasks,
    typical: float,
    outcome: Outcome,
) -> None:
    present = [cell for cell in row if cell]
    if not present:
        outcome.excluded(index, "blank")
    elif _is_header_again(row, understood):
        outcome.excluded(index, "repeated_header")
    elif _is_total(present, understood, read, index, typical):
        outcome.excluded(index, "total")
    elif _is_note(present, understood, read, index, typical) and not (
        _goes_on(row, understood) and index > 0 and outcome.keep[index - 1]
    ):
        outcome.excluded(index, "note")
    elif read.unreadable[index]:
        amount = understood.column_of("amount")
        shown = row[amount.index] if amount else ""
        outcome.quarantine(index, "amount_unreadable", f"{shown[:80]!r} is no amount")
    elif not read.says[index] and not (read.amount[index] and read.day[index]):
        outcome.quarantine(
            index, "no_supplier_nor_description", "nothing says what was bought, or from whom"
        )


def _is_header_again(row: list[str], understood: Understanding) -> bool:
    names = {c.index: c.name.strip() for c in understood.columns if c.name.strip()}
    if understood.header_row is None:
        # A file that was sorted upside down has its header last; a page may bring its own.
        return reads_like_names([cell for cell in row if cell])
    same = sum(i < len(row) and row[i] == name for i, name in names.items())
    present = sum(bool(cell) for cell in row)
    return same >= min(2, len(names)) and same >= 0.6 * present


def _is_total(
    present: list[str], understood: Understanding, read: RowMasks, index: int, typical: float
) -> bool:
    """Words say total, and the row is emptier than a purchase; "Total Gas Ltd" in full is none."""
    heads = [(cell, head) for cell in present if (head := _TOTAL.match(cell))]
    if not heads or len(present) > max(2.0, 0.6 * typical):
        return False
    if understood.column_of("date") is not None:
        return not read.day[index]
    # In a narrow table a total is as full as a purchase: then nothing but the word may stand there.
    emptier = len(present) <= 0.6 * typical
    return emptier or any(_is_bare(cell[head.end() :]) for cell, head in heads)


def _is_bare(rest: str) -> bool:
    return all(word in _TOTAL_WORDS for word in _WORD.findall(rest.casefold()))


def _is_note(
    present: list[str], understood: Understanding, read: RowMasks, index: int, typical: float
) -> bool:
    """A line or two of words below or between the rows, in a table of several columns."""
    if read.amount[index] or read.day[index] or understood.column_of("amount") is None:
        return False
    return len(present) <= 2 and typical >= 4


def _goes_on(row: list[str], understood: Understanding) -> bool:
    """The description of the row above goes on here: its words are to be scanned too."""
    description = understood.column_of("description")
    return description is not None and bool(row[description.index])


def _filled(cells: Sequence[pa.Array], rows: int) -> npt.NDArray[np.int64]:
    filled = np.zeros(rows, np.int64)
    for column in cells:
        filled += has_text(column)
    return filled
