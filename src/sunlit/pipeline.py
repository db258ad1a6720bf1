"""How do the stages join? Open this file first: it is the only one that knows them all.

```
sources ──> ledger ──────────────┐
                                 ├──> matching ──> ledger ──> rules ──> findings
knowledge ───────────────────────┘                 (one buying event each)
```

Every function takes paths and options and gives tables; printing and files are the caller's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sunlit import findings, knowledge, ledger, publish, rules, sources
from sunlit.errors import OriginalError
from sunlit.matching.evaluate import Evaluation, read_lines
from sunlit.matching.evaluate import evaluate as evaluate_lines
from sunlit.publish.report import render_report
from sunlit.services.read import read
from sunlit.services.run import Run
from sunlit.services.scan import ScanResult, scan
from sunlit.services.scanner import Scanner
from sunlit.services.tied import published_name
from sunlit.sources import Understanding
from sunlit.tables import PURCHASES

__all__ = ["ScanResult", "read", "scan"]


def read_table(paths: Sequence[str | Path], run: Run | None = None) -> pa.Table:
    """Give every purchase as one table of tables.PURCHASES; it must fit in memory."""
    return pa.Table.from_batches(read(paths, run), schema=PURCHASES)


def columns(
    paths: Sequence[str | Path], run: Run | None = None
) -> Iterator[tuple[str, list[Understanding] | OriginalError]]:
    """Say how each original was understood, before anything is believed."""
    run = run or Run()
    for original in sources.find_originals(paths, run.limits, run.stdin):
        if isinstance(original, OriginalError):
            yield original.path, original
            continue
        try:
            yield original.path, sources.understand(original, run.options, run.limits)
        except OriginalError as error:
            yield original.path, error


@dataclass(frozen=True)
class GrepHit:
    """A line of text or a row of a table, and one of its ties.

    `number` is the line number of a text, or the record number of a table (the header is 1).
    `cells` gives (column, cell), `tie` a row of tables.TIES.
    """

    path: str
    number: int
    is_text: bool
    cells: list[tuple[str, str | None]]
    tie: dict[str, Any]


def grep(
    paths: Sequence[str | Path],
    scanner: Scanner,
    run: Run | None = None,
    only_columns: Sequence[str] = (),
    as_text: bool | None = None,
) -> Iterator[GrepHit | OriginalError]:
    """Match lines of text, or whole rows of a table, without reading them as spending.

    Gives one hit per row and party, in the order of the rows; an original that cannot be read
    is given as its error, and the next one follows.
    """
    run = run or Run()
    for original in sources.find_originals(paths, run.limits, run.stdin):
        if isinstance(original, OriginalError):
            yield original
            continue
        try:
            for rows in sources.rows(original, run.options, run.limits, only_columns, as_text):
                yield from _hits(original.path, rows, scanner)
        except OriginalError as error:
            yield error


def _hits(path: str, rows: sources.Rows, scanner: Scanner) -> Iterator[GrepHit]:
    names = [published_name(column) for column in rows.cells.schema]
    for tie in scanner.matcher.match(rows.cells).to_pylist():
        if tie["score"] >= scanner.min_score:
            cells = [(n, rows.cells.column(i)[tie["row"]].as_py()) for i, n in enumerate(names)]
            yield GrepHit(path, rows.numbers[tie["row"]], rows.is_text, cells, tie)


def evaluate(lines: Path, scanner: Scanner) -> Evaluation:
    """Compare the matcher with labelled lines; `matching.evaluate` says what is counted.

    A tie counts from the scanner's least score on.
    """
    read = read_lines(lines, sources.field_of_name)
    return evaluate_lines(read, scanner.matcher, scanner.min_score)


def leads(
    paths: Sequence[str | Path],
    found: Sequence[Mapping[str, Any]],
    known: knowledge.Knowledge,
    run: Run | None = None,
    account: ledger.Account | None = None,
) -> Iterator[findings.Lead]:
    """Purchases of unnamed cameras, radios and the like from sellers known for a party.

    `found` are findings of earlier scans; sellers are learnt from them and from reports. A row
    that is a finding makes no lead, and a lead is in no total.
    """
    reported = [(one.name, one.role, next(iter(one.source), "")) for one in known.resellers]
    words = {
        one.id: [word for words in one.words.values() for word in words]
        for one in known.categories.values()
    }
    return findings.find_leads(
        read(paths, run, account),
        findings.sellers_known(findings.learn_resellers(found), reported),
        words,
        frozenset((one["original"]["sha256"], one["locator"]) for one in found),
    )


def law_in_a_word(statuses: Sequence[Mapping[str, Any]]) -> str:
    """Put a finding's statuses in a few words, for a narrow column."""
    return rules.law_in_a_word(statuses)


def save_profile(understood: Sequence[Understanding], path: Path) -> None:
    """Write how tables were understood as a profile for later runs."""
    sources.profile.save(understood, path)


def reported_purchases(known: knowledge.Knowledge) -> list[dict[str, Any]]:
    """Give the purchases that others reported, as rows."""
    return rules.reported_purchases(known)


def law_of_reported(known: knowledge.Knowledge, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give what each instrument that can bind the buyer's place said of a reported purchase.

    `row` is one of `reported_purchases`; the result has rows of tables.STATUS, of its first party.
    """
    period = row["period"]
    precision = {4: "year", 7: "month", 10: "day"}.get(len(row["period_text"]))
    further = {"buyer_type": row["buyer_type"]}
    if row["product_classes"]:
        further["product_class"] = row["product_classes"][0]
    statuses = rules.statuses(
        known, row["parties"][0], period.first, precision, row["jurisdiction"], **further
    )
    return [
        status
        for status in statuses
        if rules.may_bind(known.instruments[status["instrument"]].jurisdiction, row["jurisdiction"])
        != "no"
    ]


def report_page(
    result: ScanResult,
    known: knowledge.Knowledge,
    summary: publish.Summary,
    title: str = "Findings",
    reported: Sequence[Mapping[str, Any]] | None = None,
) -> str:
    """Give the HTML report of a scan, with the reported purchases beside it when given."""
    parties = set(result.table().column("party").to_pylist())
    parties |= {party for row in reported or () for party in row["parties"]}
    return render_report(
        title,
        result.table(),
        summary,
        result.account.as_record(),
        _timeline_rows(known, parties),
        reported,
        knowledge_version=known.version,
        law=law_in_a_word,
    )


def _timeline_rows(known: knowledge.Knowledge, parties: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "party_name": known.parties[party].name,
            "since": str(entry.since),
            "name": entry.name,
            "governs": known.instruments[entry.instrument].governs,
            "jurisdiction": list(known.instruments[entry.instrument].jurisdiction),
        }
        for party in sorted(parties & known.parties.keys())  # a list of names lists nobody by law
        for entry in rules.timeline(known, party)
    ]
