"""How do the stages join? Open this file first: it is the only one that knows them all.

```
sources ──> ledger ──────────────┐
                                 ├──> matching ──> ledger ──> rules ──> findings
knowledge ───────────────────────┘                 (one buying event each)
```

Every function takes paths and options and gives tables; printing and files are the caller's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa

from sunlit import findings, knowledge, ledger, matching, publish, rules, sources
from sunlit.errors import OriginalError
from sunlit.findings.build import Event, TiedRow
from sunlit.matching.evaluate import Evaluation, read_lines
from sunlit.matching.evaluate import evaluate as evaluate_lines
from sunlit.publish.report import render_report
from sunlit.settings import DEFAULT_LIMITS, Limits
from sunlit.sources import Original, ReadOptions, Understanding
from sunlit.tables import PURCHASES

#: Findings scored lower are not shown: below it, more are wrong than right.
MIN_SCORE = 0.5


class Progress(Protocol):
    """Who is told how a long run gets on."""

    def begin(self, path: str, size_bytes: int, position: Callable[[], int]) -> None:
        """Say that an original is begun; `position` gives the bytes taken so far when called."""

    def rows(self, count: int) -> None:
        """Say that so many further rows were read."""

    def end(self) -> None:
        """Say that the original is done."""


class Silent:
    """Nobody is told."""

    def begin(self, path: str, size_bytes: int, position: Callable[[], int]) -> None:
        """Say nothing."""

    def rows(self, count: int) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Run:
    """What a run is told. Nothing in it is a clock: the same run gives the same bytes."""

    options: ReadOptions = field(default_factory=ReadOptions)
    limits: Limits = DEFAULT_LIMITS
    min_score: float = MIN_SCORE
    stdin: IO[bytes] | None = None
    progress: Progress = field(default_factory=Silent)


@dataclass(frozen=True)
class ScanResult:
    """Findings of tables.FINDINGS, and the account of every row that was read for them."""

    findings: pa.Table
    account: ledger.Account


def scan(paths: Sequence[str | Path], run: Run | None = None) -> ScanResult:
    """Read the originals, match each row, and give one finding per acquisition and party.

    An original that cannot be read does not stop the others: its error is in the account.
    """
    run = run or Run()
    known = knowledge.load()
    matcher = matching.compile_matcher(known)
    account = ledger.Account()
    tied: list[TiedRow] = []
    for batch in _batches(paths, run, account):
        ties = matcher.match(batch.cells)
        tied.extend(_tied_rows(batch, ties, run.min_score))
    tied.sort(key=lambda row: row.purchase["original"])  # stable: rows keep their order within
    return ScanResult(_findings(tied, known, run.min_score), account)


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


def _batches(
    paths: Sequence[str | Path], run: Run, account: ledger.Account
) -> Iterator[sources.ReadBatch]:
    for original in sources.find_originals(paths, run.limits, run.stdin):
        if isinstance(original, OriginalError):
            account.open(original.path).failed(original)
            continue
        entry = account.open(original.path, original.sha256, original.size_bytes)
        tracked = _Tracked(original)
        run.progress.begin(original.path, original.size_bytes, tracked.position)
        try:
            for batch in sources.read(tracked.original, run.options, run.limits):
                entry.add(batch.purchases, batch.aside)
                entry.warnings.extend(w for w in batch.warnings if w not in entry.warnings)
                run.progress.rows(batch.rows_read)
                yield batch
        except OriginalError as error:
            entry.failed(error)
        finally:
            run.progress.end()


class _Tracked:
    """An original whose newest stream can be asked how far it has been read."""

    def __init__(self, original: Original) -> None:
        self._newest: IO[bytes] | None = None
        self._open = original.open
        self.original = replace(original, open=self._opened)

    def _opened(self) -> IO[bytes]:
        self._newest = self._open()
        return self._newest

    def position(self) -> int:
        if self._newest is None or self._newest.closed:
            return 0
        return self._newest.tell()


def _tied_rows(
    batch: sources.ReadBatch, ties: pa.RecordBatch, min_score: float
) -> Iterator[TiedRow]:
    strong = [tie for tie in ties.to_pylist() if tie["score"] >= min_score]
    rows = sorted({tie["row"] for tie in strong})
    purchases = dict(
        zip(rows, batch.purchases.take(pa.array(rows, pa.int64())).to_pylist(), strict=True)
    )
    names = [_published_name(column) for column in batch.cells.schema]
    for tie in strong:
        cells = [(n, batch.cells.column(i)[tie["row"]].as_py()) for i, n in enumerate(names)]
        yield TiedRow(purchases[tie["row"]], tie, cells)


def _published_name(column: pa.Field) -> str:
    name: bytes = (column.metadata or {}).get(b"column", column.name.encode())
    return name.decode()


def _findings(tied: list[TiedRow], known: knowledge.Knowledge, min_score: float) -> pa.Table:
    def statuses(party: str, *when_and_where: Any) -> list[dict[str, Any]]:
        return rules.statuses(known, party, *when_and_where)

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
    run: Run | None = None,
    only_columns: Sequence[str] = (),
    as_text: bool | None = None,
) -> Iterator[GrepHit | OriginalError]:
    """Match lines of text, or whole rows of a table, without reading them as spending.

    Gives one hit per row and party, in the order of the rows; an original that cannot be read
    is given as its error, and the next one follows.
    """
    run = run or Run()
    matcher = matching.compile_matcher(knowledge.load())
    for original in sources.find_originals(paths, run.limits, run.stdin):
        if isinstance(original, OriginalError):
            yield original
            continue
        try:
            for rows in sources.rows(original, run.options, run.limits, only_columns, as_text):
                yield from _hits(original.path, rows, matcher, run.min_score)
        except OriginalError as error:
            yield error


def _hits(
    path: str, rows: sources.Rows, matcher: matching.Matcher, min_score: float
) -> Iterator[GrepHit]:
    names = [_published_name(column) for column in rows.cells.schema]
    for tie in matcher.match(rows.cells).to_pylist():
        if tie["score"] >= min_score:
            cells = [(n, rows.cells.column(i)[tie["row"]].as_py()) for i, n in enumerate(names)]
            yield GrepHit(path, rows.numbers[tie["row"]], rows.is_text, cells, tie)


def evaluate(lines: Path, threshold: float = MIN_SCORE) -> Evaluation:
    """Compare the matcher with labelled lines; `matching.evaluate` says what is counted."""
    matcher = matching.compile_matcher(knowledge.load())
    return evaluate_lines(read_lines(lines), matcher, threshold)


def law_in_a_word(statuses: Sequence[Mapping[str, Any]]) -> str:
    """Put a finding's statuses in a few words, for a narrow column."""
    return rules.law_in_a_word(statuses)


def save_profile(understood: Sequence[Understanding], path: Path) -> None:
    """Write how tables were understood as a profile for later runs."""
    sources.profile.save(understood, path)


def reported_purchases() -> list[dict[str, Any]]:
    """Give the purchases that others reported, as rows."""
    return rules.reported_purchases(knowledge.load())


def report_page(
    result: ScanResult,
    summary: publish.Summary,
    title: str = "Findings",
    reported: Sequence[Mapping[str, Any]] | None = None,
) -> str:
    """Give the HTML report of a scan, with the reported purchases beside it when given."""
    known = knowledge.load()
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
        for party in sorted(parties)
        for entry in rules.timeline(known, party)
    ]
