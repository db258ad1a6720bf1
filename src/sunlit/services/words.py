"""What does each instrument say of the findings of a table, in words?"""

from collections.abc import Iterator

import pyarrow as pa

from sunlit import rules
from sunlit.errors import InputError
from sunlit.findings import FindingLine
from sunlit.schema import rows_of
from sunlit.services.scanner import Scanner
from sunlit.tables import FINDINGS, Finding

__all__ = ["FindingLine", "with_law"]


def with_law(table: pa.Table, scanner: Scanner) -> Iterator[FindingLine]:
    """Each finding of a table of FINDINGS, in its order, with what the scanner's knowledge says.

    Raises InputError for a table that is none of findings, or that names an unknown party.
    """
    if not set(FINDINGS.names) <= set(table.schema.names):
        raise InputError("with_law takes a table of findings, as `sunlit.scan` gives it.")
    known = scanner.screening.with_found(table.column("party").unique().to_pylist())
    for finding in rows_of(Finding, table.select(FINDINGS.names)):
        if finding.party not in known.parties:
            raise InputError(
                f"{finding.finding_id}: the party {finding.party!r} is not in this knowledge. "
                "Give the lists that the table was scanned with."
            )
        asked = (
            known,
            finding.party,
            finding.date,
            finding.date_precision,
            finding.jurisdiction,
            finding.facts,
        )
        words = tuple(rules.words(*asked))
        yield FindingLine(finding, words, rules.law_in_a_word(rules.answers(*asked)))
