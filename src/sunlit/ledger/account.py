"""What became of every row of every original?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Annotated

import pyarrow as pa

from sunlit.errors import OriginalError
from sunlit.messages import Message, code_of
from sunlit.schema import Note, rows_of
from sunlit.summary import AccountRecord, OriginalRecord
from sunlit.tables import NonPurchase

#: Every refused row is counted; so many per original are kept whole, so that a file of ten
#: million bad rows does not fill the memory.
ROWS_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows are of a kind, or have a reason."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A refused row, kept whole for a person to look at."""

    locator: str
    row_number: int
    reason: str
    detail: str | None
    cells: Annotated[str, Note("JSON list of the raw cells")]


@dataclass(frozen=True, slots=True)
class Warned:
    """What a user is told of an original. Of several with one code the first is told."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of an original, or of a part of it: how it goes from process to process."""

    rows_read: int
    purchases: int
    kinds: tuple[Count, ...]
    quarantined: tuple[Count, ...]
    excluded: tuple[Count, ...]
    quarantined_rows: tuple[RefusedRow, ...]
    warnings: tuple[Warned, ...]
    error: str | None


@dataclass
class OriginalAccount:
    """The account of one original: rows_read == purchases + quarantined + excluded, always.

    `error` is set when the original could not be read, wholly or from some point on; the rows
    before that point are counted. `same_bytes_as` names an earlier original of the run with the
    same SHA-256. Sizes in bytes.
    """

    path: str
    sha256: str | None = None
    size_bytes: int | None = None
    rows_read: int = 0
    purchases: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)
    quarantined_rows: list[RefusedRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    error: str | None = None
    same_bytes_as: str | None = None

    def add(self, purchases: pa.RecordBatch, left_out: pa.RecordBatch) -> None:
        """Count one batch: `purchases` with the column "kind", `left_out` of tables.NON_PURCHASES."""
        self.rows_read += purchases.num_rows + left_out.num_rows
        self.purchases += purchases.num_rows
        for entry in purchases.column("kind").value_counts().to_pylist():
            self.kinds[entry["values"]] += entry["counts"]
        for row in rows_of(NonPurchase, left_out):
            if row.outcome == "quarantined":
                self.quarantined[row.reason] += 1
                self._keep_example(row)
            else:
                self.excluded[row.reason] += 1

    def _keep_example(self, row: NonPurchase) -> None:
        if len(self.quarantined_rows) < ROWS_KEPT:
            self.quarantined_rows.append(
                RefusedRow(row.locator, row.row_number, row.reason, row.detail, row.cells)
            )

    def warn(self, warnings: Iterable[str]) -> None:
        """Keep what a user is to be told, each once."""
        codes = {code_of(warning) for warning in self.warnings}
        for warning in warnings:
            if warning not in self.warnings and (
                not isinstance(warning, Message) or warning.code not in codes
            ):
                self.warnings.append(warning)
                codes.add(code_of(warning))

    def failed(self, error: OriginalError) -> None:
        """Keep why this original could not be read to its end."""
        self.error = str(error)

    def counted(self) -> Counted:
        """What was counted, for another process to join or to take over."""
        return Counted(
            self.rows_read,
            self.purchases,
            _counts(self.kinds),
            _counts(self.quarantined),
            _counts(self.excluded),
            tuple(self.quarantined_rows),
            tuple(Warned(code_of(warning), str(warning)) for warning in self.warnings),
            self.error,
        )

    def join(self, part: Counted) -> None:
        """Add what was counted of the part of this original that follows, or of all of it."""
        self.rows_read += part.rows_read
        self.purchases += part.purchases
        for counts, further in (
            (self.kinds, part.kinds),
            (self.quarantined, part.quarantined),
            (self.excluded, part.excluded),
        ):
            counts.update({one.name: one.rows for one in further})
        self.quarantined_rows += part.quarantined_rows
        del self.quarantined_rows[ROWS_KEPT:]
        self.warn(Message(warning.code, warning.text) for warning in part.warnings)
        self.error = self.error or part.error

    @property
    def reconciles(self) -> bool:
        """True when every row read is a purchase, quarantined or excluded."""
        return self.rows_read == self.purchases + self.quarantined.total() + self.excluded.total()

    def as_record(self) -> OriginalRecord:
        """Give the account as plain data, as `--report` writes it."""
        return {
            "path": self.path,
            "sha256": self.sha256,
            "size_bytes": self.size_bytes,
            "rows_read": self.rows_read,
            "purchases": self.purchases,
            "quarantined": self.quarantined.total(),
            "excluded": self.excluded.total(),
            "reconciles": self.reconciles,
            "kinds": dict(sorted(self.kinds.items())),
            "quarantined_reasons": dict(sorted(self.quarantined.items())),
            "excluded_reasons": dict(sorted(self.excluded.items())),
            "quarantined_rows": [
                asdict(quarantined_row) for quarantined_row in self.quarantined_rows
            ],
            "warnings": [str(warning) for warning in self.warnings],
            "error": self.error,
            "same_bytes_as": self.same_bytes_as,
        }


@dataclass
class Account:
    """The accounts of all originals of a run, in the order they were read."""

    originals: list[OriginalAccount] = field(default_factory=list)

    def open(
        self, path: str, sha256: str | None = None, size_bytes: int | None = None
    ) -> OriginalAccount:
        """Start the account of a further original."""
        twin = next((o.path for o in self.originals if sha256 and o.sha256 == sha256), None)
        account = OriginalAccount(path, sha256, size_bytes, same_bytes_as=twin)
        self.originals.append(account)
        return account

    @property
    def rows_read(self) -> int:
        """All rows of all originals."""
        return sum(original.rows_read for original in self.originals)

    @property
    def purchases(self) -> int:
        """All rows that became purchases."""
        return sum(original.purchases for original in self.originals)

    @property
    def refused(self) -> int:
        """Rows quarantined, over all originals."""
        return sum(original.quarantined.total() for original in self.originals)

    @property
    def errors(self) -> list[str]:
        """One line per original that could not be read to its end."""
        return [original.error for original in self.originals if original.error]

    def as_record(self) -> AccountRecord:
        """Give all accounts as plain data."""
        return {
            "originals": [original.as_record() for original in self.originals],
            "rows_read": self.rows_read,
            "purchases": self.purchases,
            "quarantined": self.refused,
            "excluded": sum(original.excluded.total() for original in self.originals),
            "reconciles": all(original.reconciles for original in self.originals),
        }


def _counts(counter: Counter[str]) -> tuple[Count, ...]:
    return tuple(Count(name, rows) for name, rows in sorted(counter.items()))
