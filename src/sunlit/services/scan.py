"""A scan is a chain of steps over a ledger that is thrown away.

```
originals ─ read ─> rows ─ match ─> TIED (unweighed), TERMS ─ weigh ─> TIED ─ derive ─> FINDINGS
```
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from sunlit import findings, ledger
from sunlit.knowledge import Knowledge
from sunlit.ledger import NO_SOURCE, Ledger, MemoryLedger, Numbering, TableName
from sunlit.matching import Corpus
from sunlit.schema import rows_of
from sunlit.services.law import LawInWords, LawOf
from sunlit.services.run import Run
from sunlit.services.runs import tables_of
from sunlit.services.scanner import Scanner
from sunlit.services.steps import COUNTS, TIES, ScanWork
from sunlit.summary import Summary
from sunlit.tables import FINDINGS, TIED, Term

#: Rows that are looked at one by one at a time.
_ROWS: Final = 512


class ScanResult:
    """What a scan found. Its tables lie in a ledger of its own, which goes when nobody needs it."""

    def __init__(
        self,
        account: ledger.Account,
        kept: Ledger,
        name: TableName,
        answers: findings.AnswersOnce,
        knowledge: Knowledge,
    ) -> None:
        self.account = account
        self.knowledge = knowledge  # with the parties of lists that were found
        self.answers = answers.table()
        self.law = LawInWords(knowledge, answers.by_law)
        self._by_law = answers.by_law
        self._kept = kept
        self._name = name

    def findings(self) -> Iterator[pa.RecordBatch]:
        """Batches of FINDINGS, in order; as often as wanted."""
        return self._kept.batches(self._name)

    def table(self) -> pa.Table:
        """All findings as one table; it must fit in memory."""
        return pa.Table.from_batches(self.findings(), schema=FINDINGS)

    def summary(self) -> Summary:
        """What the findings come to."""
        names = {instrument: one.name for instrument, one in self.knowledge.instruments.items()}
        return findings.summarise(self.findings(), lambda law: self._by_law.get(law, ()), names)

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
        weighed = TableName("weighed", matched.name)
        parties: set[str] = set()
        for batch in matched.weighed(scanner.min_score):
            ties = pa.RecordBatch.from_struct_array(batch.column("tie"))
            parties.update(ties.column("party").unique().to_pylist())
            kept.append(weighed, batch)
        return _derived(weighed, parties, scanner, account, kept)
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


@dataclass
class _Original:
    """What was made of one original: its tied rows, and how common its terms are."""

    path: str
    tied: TableName
    terms: TableName
    account: ledger.OriginalAccount


class _Matched:
    """The tied rows of all originals, each original's in tables of its own."""

    def __init__(self, kept: Ledger, made_from: str) -> None:
        self._kept = kept
        self._made_from = made_from
        self._originals: list[_Original] = []

    def keep(
        self, paths: Sequence[str | Path], scanner: Scanner, run: Run, account: ledger.Account
    ) -> None:
        """Read and match; every tied row gets its number among those of its original."""
        work = ScanWork(
            run.options, run.limits, matcher=scanner.matcher, min_score=scanner.min_score
        )
        numbering = Numbering()
        for sent in tables_of(paths, run, work, account):
            entry = account.originals[-1]
            if not self._originals or self._originals[-1].account is not entry:
                self._begin(entry, len(account.originals))
                numbering = Numbering()
            if sent.table == TIES:
                self._append(_numbered(sent.rows, numbering))
            elif sent.table == COUNTS:
                self._kept.append(self._originals[-1].terms, sent.rows)

    def _begin(self, entry: ledger.OriginalAccount, number: int) -> None:
        # One that is given twice is read twice, and told apart by when.
        told = (entry.path, entry.sha256 or "", str(number), self._made_from)
        made_from = _digest(*told)
        self._originals.append(
            _Original(entry.path, TableName(TIES, made_from), TableName(COUNTS, made_from), entry)
        )

    def _append(self, tied: pa.RecordBatch) -> None:
        for begin in range(0, tied.num_rows, _ROWS):
            self._kept.append(self._originals[-1].tied, tied.slice(begin, _ROWS))

    @property
    def name(self) -> str:
        """The digest of all that the tied rows were made from."""
        return _digest(*(one.tied.made_from for one in self._in_order()))

    def weighed(self, min_score: float) -> Iterator[pa.RecordBatch]:
        """All rows of TIED that stay so when weighed, by the path of their original, in its order.

        How common a term is, is asked of the row's own original: what else is read beside it
        changes nothing.
        """
        for one in self._in_order():
            terms = (
                term for batch in self._kept.batches(one.terms) for term in rows_of(Term, batch)
            )
            corpus = Corpus.of("this file", one.account.rows_read, terms)
            yield from findings.weighed(self._kept.batches(one.tied), corpus, min_score)

    def _in_order(self) -> list[_Original]:
        return sorted(self._originals, key=lambda original: original.path)


def _numbered(tied: pa.RecordBatch, numbering: Numbering) -> pa.RecordBatch:
    parties = pa.RecordBatch.from_struct_array(tied.column("tie")).column("party").to_pylist()
    numbers = numbering.number(tied.column("row_key").to_pylist(), parties)
    return tied.set_column(TIED.get_field_index("nth"), TIED.field("nth"), pa.array(numbers))


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
    return ScanResult(account, kept, name, answers, known)
