"""How do the stages join? Open this file first: it is the only one that knows them all.

```
sources ──> ledger ──────────────┐
                                 ├──> matching ──> ledger ──> rules ──> findings
knowledge ───────────────────────┘                 (one buying event each)
```

Every function takes paths and options and gives tables; printing and files are the caller's.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from sunlit import findings, knowledge, ledger, matching, publish, rules, sources
from sunlit.dividing import scanned
from sunlit.engines.local import LocalEngine
from sunlit.errors import OriginalError
from sunlit.findings.build import Event, TiedRow
from sunlit.knowledge.lists import Screening
from sunlit.matching.evaluate import Evaluation, read_lines
from sunlit.matching.evaluate import evaluate as evaluate_lines
from sunlit.publish.report import render_report
from sunlit.remembered import RememberingWork, code_digest
from sunlit.scanning import ScanWork, count_terms, path_of, published_name, read_into, tied_of
from sunlit.services.run import Progress, Run
from sunlit.services.scanner import Scanner
from sunlit.sources import Understanding
from sunlit.tables import PURCHASES


@dataclass(frozen=True)
class ScanResult:
    """Findings of tables.FINDINGS, and the account of every row that was read for them."""

    findings: pa.Table
    account: ledger.Account


def scan(paths: Sequence[str | Path], scanner: Scanner, run: Run | None = None) -> ScanResult:
    """Read the originals, match each row, and give one finding per acquisition and party.

    An original that cannot be read does not stop the others: its error is in the account.
    """
    run = run or Run()
    screening = scanner.screening
    account = ledger.Account()
    tied: list[TiedRow] = []
    counted = matching.Frequencies()
    work = ScanWork(scanner.matcher, run.options, run.limits, scanner.min_score)
    if run.memory is not None:
        work = _remembering(work, run.memory, screening)
    for part in _parts(paths, run, work):
        count_terms(part, counted)
        tied.extend(_told(part, account, run.progress))
    counted.rows = account.rows_read
    tied = _weighed(tied, counted, scanner.min_score)
    tied.sort(key=lambda row: row.purchase["original"])  # stable: rows keep their order within
    known = screening.with_found(row.tie["party"] for row in tied)
    return ScanResult(_findings(tied, known, scanner.min_score), account)


def _weighed(
    tied: Sequence[TiedRow], counted: matching.Frequencies, min_score: float
) -> list[TiedRow]:
    """The rows that stay tied once it is known how common each term is in the whole run."""
    weighed = (replace(row, tie=counted.weighed(row.tie)) for row in tied)
    return [row for row in weighed if row.tie["score"] >= min_score]


def _remembering(work: ScanWork, folder: Path, screening: Screening) -> RememberingWork:
    """The same work with a memory; what is kept rests on the knowledge, the profile and the code."""
    profile = work.options.profile
    told = [
        matching.digest_of_signs(screening.knowledge),
        hashlib.sha256(Path(profile).read_bytes()).hexdigest() if profile else "",
        code_digest(),
    ]
    rests_on = hashlib.sha256("\n".join(told).encode()).hexdigest()
    return RememberingWork(
        work.matcher,
        work.options,
        work.limits,
        work.min_score,
        folder=folder,
        rests_on=rests_on,
    )


def read(
    paths: Sequence[str | Path], run: Run | None = None, account: ledger.Account | None = None
) -> Iterator[pa.RecordBatch]:
    """Give every purchase as understood, in batches of tables.PURCHASES, and fill `account`."""
    for batch in _batches(paths, run or Run(), account or ledger.Account()):
        if batch.purchases.num_rows:
            yield batch.purchases


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


def _parts(paths: Sequence[str | Path], run: Run, work: ScanWork) -> Iterator[dict[str, Any]]:
    """Give the parts of all originals in order, whatever ran where."""
    try:
        for here, units in groupby(sources.files_under(paths), key=_is_of_this_process):
            engine = LocalEngine() if here else run.engine
            told = replace(work, stdin=run.stdin) if here else work
            yield from scanned(engine, told, list(units))
    finally:
        run.engine.close()


def _is_of_this_process(path: str) -> bool:
    return path == sources.STANDARD_INPUT or path.startswith(("/dev/", "/proc/"))


def _told(part: dict[str, Any], account: ledger.Account, progress: Progress) -> Sequence[TiedRow]:
    """Note a part of a scan in the account, tell how far the run is, and give its tied rows."""
    path, what = path_of(part), part["what"]
    if what == "begin":
        account.open(path, part["sha256"], part["size_bytes"])
        progress.begin(path, part["size_bytes"] or 0)
    elif what == "rows":
        progress.rows(part["rows"], part["position"])
    else:
        account.originals[-1].fill(json.loads(part["account"]))
        progress.end()
    return tied_of(part)


def _batches(
    paths: Sequence[str | Path], run: Run, account: ledger.Account
) -> Iterator[sources.ReadBatch]:
    for original in sources.find_originals(paths, run.limits, run.stdin):
        if isinstance(original, OriginalError):
            account.open(original.path).failed(original)
            continue
        entry = account.open(original.path, original.sha256, original.size_bytes)
        run.progress.begin(original.path, original.size_bytes)
        try:
            read = partial(sources.read, options=run.options, limits=run.limits)
            for batch, position in read_into(entry, original, read):
                run.progress.rows(batch.rows_read, position)
                yield batch
        finally:
            run.progress.end()


def _findings(tied: list[TiedRow], known: knowledge.Knowledge, min_score: float) -> pa.Table:
    def statuses(purchase: Mapping[str, Any], tie: Mapping[str, Any]) -> list[dict[str, Any]]:
        return rules.statuses(
            known,
            tie["party"],
            purchase["date"],
            purchase["date_precision"],
            purchase["jurisdiction"],
            **rules.facts_of_row(purchase, tie),
        )

    folded = ledger.acquisitions([row.purchase for row in tied], [row.tie["party"] for row in tied])
    events = (
        Event(tied[a.first], a.amount, [(tied[i], reason) for i, reason in a.folded])
        for a in folded
    )
    names = {party_id: party.name for party_id, party in known.parties.items()}
    return findings.build_findings(events, statuses, names, min_score, known.version)


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
    parties = set(result.findings.column("party").to_pylist())
    parties |= {party for row in reported or () for party in row["parties"]}
    return render_report(
        title,
        result.findings,
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
