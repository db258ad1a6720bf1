"""How do the stages join in a scan? Originals are read and matched, then weighed, folded, judged.

```
sources ──> ledger ──────────────┐
                                 ├──> matching ──> ledger ──> rules ──> findings
knowledge ───────────────────────┘                 (one buying event each)
```
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from sunlit import findings, knowledge, ledger, matching, rules, sources
from sunlit.dividing import scanned
from sunlit.engines.local import LocalEngine
from sunlit.findings.build import Event, TiedRow
from sunlit.knowledge.lists import Screening
from sunlit.remembered import RememberingWork, code_digest
from sunlit.scanning import ScanWork, count_terms, path_of, tied_of
from sunlit.services.run import Progress, Run
from sunlit.services.scanner import Scanner
from sunlit.tables import Mention, Purchase, Tie


@dataclass(frozen=True)
class ScanResult:
    """Findings of tables.FINDINGS, and the account of every row that was read for them."""

    found: pa.Table
    account: ledger.Account

    def findings(self) -> Iterator[pa.RecordBatch]:
        """Batches of FINDINGS, in order; as often as wanted."""
        return iter(self.found.to_batches())

    def table(self) -> pa.Table:
        """All findings as one table; it must fit in memory."""
        return self.found


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
        matching.digest_of_signals(screening.knowledge),
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


def _records(purchase: Mapping[str, Any], tie: Mapping[str, Any]) -> tuple[Purchase, Tie]:
    mentions = tuple(Mention(**one) for one in tie["mentions"])
    record = Tie(**{**tie, "mentions": mentions, "features": ()})
    return Purchase(**purchase), record


def _findings(tied: list[TiedRow], known: knowledge.Knowledge, min_score: float) -> pa.Table:
    def statuses(purchase: Mapping[str, Any], tie: Mapping[str, Any]) -> list[dict[str, Any]]:
        row, tied_to = _records(purchase, tie)
        facts = rules.facts_of_row(known, row, tied_to)
        told = rules.words(
            known, tied_to.party, row.date, row.date_precision, row.jurisdiction, facts
        )
        return [asdict(one) for one in told]

    folded = ledger.acquisitions([row.purchase for row in tied], [row.tie["party"] for row in tied])
    events = (
        Event(tied[a.first], a.amount, [(tied[i], reason) for i, reason in a.folded])
        for a in folded
    )
    names = {party_id: party.name for party_id, party in known.parties.items()}
    return findings.build_findings(events, statuses, names, min_score, known.version)
