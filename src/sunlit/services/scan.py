"""A scan is a chain of steps over a ledger that is thrown away.

```
originals ─ read ─> rows ─ match ─> TIED (unweighed), TERMS ─ weigh ─> TIED ─ derive ─> FINDINGS
```
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from sunlit import findings, ledger
from sunlit.ledger import NO_SOURCE, Ledger, MemoryLedger, Numbering, TableName
from sunlit.schema import rows_of
from sunlit.services.adapters import Corpus, LawOf
from sunlit.services.run import Run
from sunlit.services.runs import tables_of
from sunlit.services.scanner import Scanner
from sunlit.services.steps import COUNTS, TIES, ScanWork
from sunlit.tables import FINDINGS, TIED, Term

#: Rows that are looked at one by one at a time.
_ROWS: Final = 2_048


class ScanResult:
    """What a scan found. Its tables lie in a ledger of its own, which goes when nobody needs it."""

    def __init__(
        self, account: ledger.Account, kept: Ledger, name: TableName, answers: pa.RecordBatch
    ) -> None:
        self.account = account
        self.answers = answers
        self._kept = kept
        self._name = name

    def findings(self) -> Iterator[pa.RecordBatch]:
        """Batches of FINDINGS, in order; as often as wanted."""
        return self._kept.batches(self._name)

    def table(self) -> pa.Table:
        """All findings as one table; it must fit in memory."""
        return pa.Table.from_batches(self.findings(), schema=FINDINGS)

    @property
    def count(self) -> int:
        """How many findings there are."""
        return self._kept.rows(self._name)


def scan(paths: Sequence[str | Path], scanner: Scanner, run: Run | None = None) -> ScanResult:
    """Read the originals, match each row, and give one finding per acquisition and party.

    An original that cannot be read does not stop the others: its error is in the account.
    """
    run = run or Run()
    account, kept = ledger.Account(), MemoryLedger()
    try:
        matched = _Matched(kept, _made_from(scanner, run))
        matched.keep(paths, scanner, run, account)
        name = _weighed(matched, scanner, account, kept)
        return _derived(name, matched.parties, scanner, account, kept)
    except BaseException:
        kept.close()
        raise


def _made_from(scanner: Scanner, run: Run) -> str:
    """What a tied row rests on beside its original."""
    return _digest(
        scanner.screening.version, repr(run.options), repr(run.limits), repr(scanner.min_score)
    )


def _digest(*told: str) -> str:
    whole = "\0".join(told).encode("utf-8", "surrogateescape")
    return hashlib.sha256(whole).hexdigest()[:32]


class _Matched:
    """The tied rows of all originals, each original's in a table of its own."""

    def __init__(self, kept: Ledger, made_from: str) -> None:
        self._kept = kept
        self._made_from = made_from
        self._names: dict[str, TableName] = {}
        self._counts: dict[str, tuple[int, int]] = {}
        self.parties: set[str] = set()

    def keep(
        self, paths: Sequence[str | Path], scanner: Scanner, run: Run, account: ledger.Account
    ) -> None:
        """Read and match; every tied row gets its number among those of its original."""
        work = ScanWork(
            run.options, run.limits, matcher=scanner.matcher, min_score=scanner.min_score
        )
        numbering, begun = Numbering(), 0
        for sent in tables_of(paths, run, work, account):
            if len(account.originals) != begun:
                numbering, begun = Numbering(), len(account.originals)
            if sent.table == TIES:
                self._append(sent.path, account.originals[-1].sha256 or "", sent.rows, numbering)
            elif sent.table == COUNTS:
                self._add(rows_of(Term, sent.rows))

    def _append(self, path: str, sha256: str, tied: pa.RecordBatch, numbering: Numbering) -> None:
        parties = pa.RecordBatch.from_struct_array(tied.column("tie")).column("party").to_pylist()
        numbers = numbering.number(tied.column("row_key").to_pylist(), parties)
        numbered = tied.set_column(
            TIED.get_field_index("nth"), TIED.field("nth"), pa.array(numbers)
        )
        name = self._names.setdefault(
            path, TableName("tied", _digest(path, sha256, self._made_from))
        )
        for begin in range(0, numbered.num_rows, _ROWS):
            self._kept.append(name, numbered.slice(begin, _ROWS))

    def _add(self, terms: Iterable[Term]) -> None:
        for one in terms:
            rows, supported = self._counts.get(one.term, (0, 0))
            self._counts[one.term] = (rows + one.rows, supported + one.supported)

    @property
    def terms(self) -> list[Term]:
        """How common each term is in all originals together."""
        return [Term(term, *counts) for term, counts in sorted(self._counts.items())]

    @property
    def name(self) -> str:
        """The digest of all that the tied rows were made from."""
        return _digest(*(self._names[path].made_from for path in sorted(self._names)))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All tied rows, by the path of their original, then in its order."""
        for path in sorted(self._names):
            yield from self._kept.batches(self._names[path])


def _weighed(
    matched: _Matched, scanner: Scanner, account: ledger.Account, kept: Ledger
) -> TableName:
    """Weigh every tie by how common its terms are in the originals of this run."""
    count = len(account.originals)
    corpus = Corpus(
        f"the {count:,} originals of this run" if count != 1 else "the original of this run",
        account.rows_read,
        matched.terms,
    )
    name = TableName("weighed", matched.name)
    for batch in findings.weighed(matched.batches(), corpus, scanner.min_score):
        ties = pa.RecordBatch.from_struct_array(batch.column("tie"))
        matched.parties.update(ties.column("party").unique().to_pylist())
        kept.append(name, batch)
    return name


class _Names:
    """What findings of a plain scan are called: nobody has named a source."""

    evidence = staticmethod(ledger.evidence)

    @staticmethod
    def claim(row_key: str, nth: int, party: str) -> str:
        return ledger.claim(NO_SOURCE, row_key, nth, party)


def _derived(
    weighed: TableName,
    parties: Iterable[str],
    scanner: Scanner,
    account: ledger.Account,
    kept: Ledger,
) -> ScanResult:
    known = scanner.screening.with_found(parties)
    judging = findings.Judging(
        law=LawOf(known),
        naming=_Names(),
        party_names={party: one.name for party, one in known.parties.items()},
        min_score=scanner.min_score,
        knowledge_version=known.version,
    )
    answers = findings.AnswersOnce()
    name = TableName("findings", _digest(weighed.made_from, known.version))
    for batch in findings.derive(lambda: kept.batches(weighed), judging, answers):
        kept.append(name, batch)
    return ScanResult(account, kept, name, answers.table())
