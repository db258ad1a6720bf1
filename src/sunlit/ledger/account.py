"""What became of every row of every original?"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from sunlit.errors import OriginalError

#: Every refused row is counted; so many per original are kept whole, so that a file of ten
#: million bad rows does not fill the memory.
ROWS_KEPT = 1000
#: Warnings that begin alike say the same of other rows: the first is told.
SAID_ONCE = ("Some dates cannot be read",)


@dataclass
class OriginalAccount:
    """The account of one original: rows_read == purchases + quarantined + set_aside, always.

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
    set_aside: Counter[str] = field(default_factory=Counter)
    quarantined_rows: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    error: str | None = None
    same_bytes_as: str | None = None

    def add(self, purchases: pa.RecordBatch, aside: pa.RecordBatch) -> None:
        """Count one batch: `purchases` of tables.PURCHASES, `aside` of tables.ASIDE."""
        self.rows_read += purchases.num_rows + aside.num_rows
        self.purchases += purchases.num_rows
        for entry in purchases.column("kind").value_counts().to_pylist():
            self.kinds[entry["values"]] += entry["counts"]
        for row in aside.to_pylist():
            if row["outcome"] == "quarantined":
                self.quarantined[row["reason"]] += 1
                self._keep_example(row)
            else:
                self.set_aside[row["reason"]] += 1

    def _keep_example(self, row: dict[str, Any]) -> None:
        if len(self.quarantined_rows) < ROWS_KEPT:
            self.quarantined_rows.append(
                {key: row[key] for key in ("locator", "row_number", "reason", "detail", "cells")}
            )

    def failed(self, error: OriginalError) -> None:
        """Keep why this original could not be read to its end."""
        self.error = str(error)

    def fill(self, record: Mapping[str, Any]) -> None:
        """Take over what another process counted of this original: its `as_record`."""
        self.rows_read = record["rows_read"]
        self.purchases = record["purchases"]
        self.kinds = Counter(record["kinds"])
        self.quarantined = Counter(record["quarantined_reasons"])
        self.set_aside = Counter(record["set_aside_reasons"])
        self.quarantined_rows = list(record["quarantined_rows"])
        self.warnings = list(record["warnings"])
        self.error = record["error"]

    def join(self, record: Mapping[str, Any]) -> None:
        """Add what was counted, as `as_record` gives it, of the part of this original that follows."""
        self.rows_read += record["rows_read"]
        self.purchases += record["purchases"]
        self.kinds.update(record["kinds"])
        self.quarantined.update(record["quarantined_reasons"])
        self.set_aside.update(record["set_aside_reasons"])
        self.quarantined_rows += record["quarantined_rows"]
        del self.quarantined_rows[ROWS_KEPT:]
        for warning in record["warnings"]:
            said = [w for w in SAID_ONCE if warning.startswith(w)]
            if not any(w == warning or w.startswith(tuple(said)) for w in self.warnings):
                self.warnings.append(warning)

    @property
    def reconciles(self) -> bool:
        """True when every row read is a purchase, quarantined or set aside."""
        return self.rows_read == self.purchases + self.quarantined.total() + self.set_aside.total()

    def as_record(self) -> dict[str, Any]:
        """Give the account as plain data, as `--report` writes it."""
        return {
            "path": self.path,
            "sha256": self.sha256,
            "size_bytes": self.size_bytes,
            "rows_read": self.rows_read,
            "purchases": self.purchases,
            "quarantined": self.quarantined.total(),
            "set_aside": self.set_aside.total(),
            "reconciles": self.reconciles,
            "kinds": dict(sorted(self.kinds.items())),
            "quarantined_reasons": dict(sorted(self.quarantined.items())),
            "set_aside_reasons": dict(sorted(self.set_aside.items())),
            "quarantined_rows": self.quarantined_rows,
            "warnings": self.warnings,
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

    def as_record(self) -> dict[str, Any]:
        """Give all accounts as plain data."""
        return {
            "originals": [original.as_record() for original in self.originals],
            "rows_read": self.rows_read,
            "purchases": self.purchases,
            "quarantined": self.refused,
            "set_aside": sum(original.set_aside.total() for original in self.originals),
            "reconciles": all(original.reconciles for original in self.originals),
        }
