"""Which limits does a run keep? Read once, passed in."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Limits:
    """Bounds on hostile or broken input. Sizes in bytes.

    The defaults let a 100-million-row file through and stop a zip bomb within a second.
    """

    cell_bytes: int = 16 * 2**20
    line_bytes: int = 64 * 2**20
    columns: int = 5_000
    archive_members: int = 10_000
    archive_depth: int = 3
    archive_ratio: int = 100
    archive_ratio_from_bytes: int = 64 * 2**20
    sheet_rows: int = 1_048_576
    sheet_cells: int = 25_000_000
    xml_depth: int = 100
    json_depth: int = 200
    batch_rows: int = 65_536
    sample_rows: int = 2_000
    distinct_values: int = 200_000


DEFAULT_LIMITS = Limits()

#: Ties and findings scored lower are not shown: below it, more are wrong than right.
MIN_SCORE: Final = 0.5
