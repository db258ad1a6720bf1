"""The verbs as Python functions: tables and records out, for scripts and notebooks."""

import io
import json
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, Unpack

import pyarrow as pa

from sunlit.errors import InputError, OriginalError
from sunlit.home import cache_dir
from sunlit.services import answer as answer_service
from sunlit.services import check as check_service
from sunlit.services import columns as columns_service
from sunlit.services import explain as explain_service
from sunlit.services import facts as facts_service
from sunlit.services import grep as grep_service
from sunlit.services import history as history_service
from sunlit.services import knowledge as knowledge_service
from sunlit.services import leads as leads_service
from sunlit.services import read as read_service
from sunlit.services import scan as scan_service
from sunlit.services import scanner as scanner_service
from sunlit.services import words as words_service
from sunlit.services.answer import Answer
from sunlit.services.check import Checked, CheckedLine
from sunlit.services.columns import Understanding
from sunlit.services.explain import FindingLine
from sunlit.services.facts import FoundFact
from sunlit.services.grep import GrepHit
from sunlit.services.history import Period, Timeline
from sunlit.services.knowledge import Knowledge
from sunlit.services.leads import Lead, SupplierSales
from sunlit.services.lists import open_list
from sunlit.services.run import OF_TEXT, Account, ReadingOptions, ReadOptions, Run, TextOptions
from sunlit.settings import MIN_SCORE
from sunlit.summary import AccountRecord
from sunlit.tables import PURCHASES

__all__ = [
    "Answer",
    "Checked",
    "CheckedLine",
    "FindingLine",
    "FoundFact",
    "GrepHit",
    "Lead",
    "Period",
    "Scanner",
    "SupplierSales",
    "Timeline",
    "Understanding",
    "UnreadOriginalWarning",
    "account",
    "answers",
    "check",
    "columns",
    "explain",
    "facts",
    "grep",
    "leads",
    "read",
    "resellers",
    "scan",
    "timeline",
    "with_law",
]

_Found = TypeVar("_Found")
PathOrPaths = str | Path | Sequence[str | Path]

#: Where the account of the rows lies in the metadata of a table that `scan` or `read` gave.
ACCOUNT_KEY = b"sunlit.account"


class UnreadOriginalWarning(UserWarning):
    """An original of several could not be read; the message is its error."""


class Scanner:
    """What is looked for, made ready once: for knowledge or lists of your own, and for services.

    The functions of this module keep one for each folder of knowledge. A scanner of your own
    looks for your lists too. It may be shared between threads.

    >>> scanner = sunlit.Scanner(knowledge="my-knowledge", lists=["sdn.csv"])  # doctest: +SKIP
    >>> findings = scanner.scan("payments/", jurisdiction="GB")  # doctest: +SKIP
    >>> hits = scanner.grep("4 x Hikvision dome cameras")  # doctest: +SKIP
    """

    def __init__(
        self,
        *,
        knowledge: str | Path | None = None,
        lists: Sequence[str | Path] = (),
        only_lists: bool = False,
        min_score: float = MIN_SCORE,
    ) -> None:
        """Read the knowledge in a folder, or Sunlit's own, and the lists of names in files.

        With `only_lists` the lists' names alone are looked for. Raises KnowledgeError, naming
        file and key, and InputError for a list that cannot be read.
        """
        if only_lists and not lists:
            raise InputError("only_lists needs a list: give lists=[FILE].")
        self._made = scanner_service.Scanner.make(
            _load(knowledge),
            [open_list(Path(one), cache_dir()) for one in lists],
            only_lists=only_lists,
            min_score=min_score,
            cache_dir=cache_dir(),
        )

    @property
    def knowledge_version(self) -> str:
        """The short hash of the knowledge and the lists, which every finding names."""
        return self._made.screening.version

    def scan(
        self,
        paths: PathOrPaths,
        *,
        min_score: float | None = None,
        **reading: Unpack[ReadingOptions],
    ) -> pa.Table:
        """Find the purchases tied to what this scanner looks for; otherwise as `sunlit.scan`."""
        run = Run(options=ReadOptions.said(reading))
        result = scan_service.scan(_paths(paths), self._scoring(min_score), run)
        _raise_or_warn(result.account)
        return _with_account(result.table(), result.account)

    def read(self, paths: PathOrPaths, **reading: Unpack[ReadingOptions]) -> pa.Table:
        """Give every purchase as understood, as `sunlit.read`."""
        return read(paths, **reading)

    def grep(
        self,
        text_or_path: str | Path,
        *,
        min_score: float | None = None,
        **reading: Unpack[TextOptions],
    ) -> list[GrepHit]:
        """Match a text line by line, or a file (a `Path`) by its lines or rows."""
        options = ReadOptions.said(reading, OF_TEXT)
        made = self._scoring(min_score)
        if isinstance(text_or_path, Path):
            return list(_raised(grep_service.grep([text_or_path], made, Run(options=options))))
        if not text_or_path.strip():
            return []
        run = Run(stdin=io.BytesIO(text_or_path.encode()))
        return list(_raised(grep_service.grep(["-"], made, run, as_text=True)))

    def check(self, what: str | Path | Sequence[Path], **facts: object) -> Checked:
        """Say what each rule says of a purchase before it is made; as `sunlit.check`."""
        if isinstance(what, str):
            return check_service.check_text(self._made, what, facts)
        paths = [what] if isinstance(what, Path) else what
        checked = check_service.check_files(self._made, paths, facts)
        if checked.errors and len(checked.errors) == len(paths):
            raise InputError("\n".join(checked.errors))
        _warn(checked.errors)
        return checked

    def with_law(self, table: pa.Table) -> list[FindingLine]:
        """Give each finding with what the law says of it, as `sunlit.with_law`."""
        return list(words_service.with_law(table, self._made))

    def answers(self, **facts: object) -> dict[str, Answer]:
        """Each instrument's answer on the facts by the instrument's id; as `sunlit.answers`."""
        return answer_service.check_facts(self._made, facts)

    def timeline(self, party: str, **facts: object) -> Timeline:
        """What each rule said of a party's things, from when to when; as `sunlit.timeline`."""
        return history_service.timeline(self._made.knowledge, {"party": party, **facts})

    def leads(
        self,
        paths: PathOrPaths,
        found_in: str | Path | Sequence[str | Path],
        **reading: Unpack[ReadingOptions],
    ) -> list[Lead]:
        """Purchases of no named make from known sellers; as `sunlit.leads`."""
        filled = Account()
        run = Run(options=ReadOptions.said(reading))
        known = self._made.knowledge
        files = [Path(path) for path in _paths(found_in)]
        found = list(leads_service.leads(_paths(paths), files, known, run, filled))
        _raise_or_warn(filled)
        return found

    def _scoring(self, min_score: float | None) -> scanner_service.Scanner:
        return self._made if min_score is None else self._made.scoring(min_score)


def scan(
    paths: PathOrPaths,
    *,
    min_score: float = MIN_SCORE,
    knowledge: str | Path | None = None,
    **reading: Unpack[ReadingOptions],
) -> pa.Table:
    """Find the purchases tied to restricted vendors.

    Gives a table of `sunlit.tables.FINDINGS`, one row per acquisition and party; `account(table)`
    gives the account of every row read. `reading` says of the files what `sunlit scan --help`
    lists: buyer, jurisdiction, currency, date_order, decimal_mark, encoding, delimiter, mapping
    (column -> field), profile (a path). `knowledge` is a folder to judge by in the place of
    Sunlit's own. Raises OptionError for another name or value, InputError when no original could
    be read, and warns with UnreadOriginalWarning for each that could not while others could.

    >>> findings = sunlit.scan("payments/", jurisdiction="GB")  # doctest: +SKIP
    """
    return _scanner(knowledge).scan(paths, min_score=min_score, **reading)


def read(paths: PathOrPaths, **reading: Unpack[ReadingOptions]) -> pa.Table:
    """Give every purchase as understood, restricted or not, as a table of `sunlit.tables.PURCHASES`.

    Errors as `scan`. The table must fit in memory; `sunlit read --out x.parquet` streams.
    """
    filled = Account()
    batches = list(read_service.read(_paths(paths), Run(options=ReadOptions.said(reading)), filled))
    _raise_or_warn(filled)
    return _with_account(pa.Table.from_batches(batches, schema=PURCHASES), filled)


def columns(path: str | Path, **reading: Unpack[ReadingOptions]) -> list[Understanding]:
    """Say how a file was understood, one record per table; `reading` as of `read`."""
    understood: list[Understanding] = []
    for _, outcome in columns_service.columns([path], Run(options=ReadOptions.said(reading))):
        if isinstance(outcome, OriginalError):
            raise outcome
        understood.extend(outcome)
    return understood


def grep(
    text_or_path: str | Path,
    *,
    min_score: float = MIN_SCORE,
    knowledge: str | Path | None = None,
    **reading: Unpack[TextOptions],
) -> list[GrepHit]:
    """Match a text (a `str`) line by line, or a file (a `Path`) by its lines or rows.

    >>> [hit.tie.party for hit in sunlit.grep("4 x Hikvision dome cameras")]  # doctest: +SKIP
    ['hikvision']
    """
    return _scanner(knowledge).grep(text_or_path, min_score=min_score, **reading)


def check(
    what: str | Path | Sequence[Path], *, knowledge: str | Path | None = None, **facts: object
) -> Checked:
    """Say what each rule says of a purchase before it is made, and what would settle the rest.

    `what` is the words of what is to be bought, line by line, or files (`Path`) of a quote;
    `facts` are those of docs/reference/facts.md. Each line that names a restricted party is in
    `lines`, with its answers. Raises InputError for a fact or a word that is not known. Not legal
    advice.

    >>> checked = sunlit.check(  # doctest: +SKIP
    ...     "20 Lorex E893AB cameras", buyer_type="school_district", jurisdiction="US-GA"
    ... )
    """
    return _scanner(knowledge).check(what, **facts)


def answers(*, knowledge: str | Path | None = None, **facts: object) -> dict[str, Answer]:
    """Each instrument's answer on the facts, by the instrument's id; as `sunlit check --facts`.

    >>> sunlit.answers(  # doctest: +SKIP
    ...     party="hikvision", buyer_type="county", jurisdiction="US", on="2020-01-15"
    ... )["us-bis-entity-list"].status
    'not_applicable'
    """
    return _scanner(knowledge).answers(**facts)


def timeline(party: str, *, knowledge: str | Path | None = None, **facts: object) -> Timeline:
    """What each rule said of a party's things, from when to when, for a buyer of these facts.

    >>> sunlit.timeline("hikvision", buyer_type="county").periods  # doctest: +SKIP
    """
    return history_service.timeline(_load(knowledge), {"party": party, **facts})


def facts(
    paths: PathOrPaths,
    *,
    knowledge: str | Path | None = None,
    **reading: Unpack[ReadingOptions],
) -> list[FoundFact]:
    """The facts that the cells of files say by themselves, each with the cell that says it."""
    options = ReadOptions.said(reading)
    return list(_raised(facts_service.found_facts(_paths(paths), _load(knowledge), options)))


def leads(
    paths: PathOrPaths,
    found_in: str | Path | Sequence[str | Path],
    *,
    knowledge: str | Path | None = None,
    **reading: Unpack[ReadingOptions],
) -> list[Lead]:
    """Purchases of cameras, radios and network gear of no named make from known sellers.

    `found_in` are files of findings, as `sunlit scan` wrote them. A lead is a reason to ask which
    make was delivered. It is no finding, and is in no total.
    """
    return _scanner(knowledge).leads(paths, found_in, **reading)


def resellers(found_in: str | Path | Sequence[str | Path]) -> list[SupplierSales]:
    """Which suppliers sold the named things to whom, as far as the findings in these files say."""
    return leads_service.resellers([Path(path) for path in _paths(found_in)])


def with_law(table: pa.Table, *, knowledge: str | Path | None = None) -> list[FindingLine]:
    """Give each finding of a table that `scan` gave, with what each instrument says of it.

    `.finding` is a record of `sunlit.tables.Finding`, `.answers` its records of `AnswerWords`, one
    for each instrument, `.law_in_a_word` all of them in a few words. Not legal advice.

    >>> for line in sunlit.with_law(sunlit.scan("payments/")):  # doctest: +SKIP
    ...     print(line.finding.locator, line.law_in_a_word)
    """
    return _scanner(knowledge).with_law(table)


def explain(finding_id: str, found_in: str | Path) -> FindingLine:
    """Give one finding, whole, from a JSON Lines or Parquet file of findings.

    `.finding` is a record of `sunlit.tables.Finding`, `.answers` what each instrument says of it.
    """
    return explain_service.explain(finding_id, Path(found_in), _load(None))


def account(table: pa.Table) -> AccountRecord:
    """Give the account of the rows that a table from `scan` or `read` was made of."""
    account_record: AccountRecord = json.loads(
        (table.schema.metadata or {}).get(ACCOUNT_KEY, b"{}")
    )
    return account_record


def _load(folder: str | Path | None) -> Knowledge:
    return knowledge_service.load(Path(folder) if folder else None)


def _scanner(folder: str | Path | None) -> Scanner:
    return _kept(None if folder is None else Path(folder).resolve())


@lru_cache(maxsize=4)
def _kept(folder: Path | None) -> Scanner:
    """The scanner of a folder of knowledge, made once in a process."""
    return Scanner(knowledge=folder)


def _paths(paths: PathOrPaths) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


def _raise_or_warn(filled: Account) -> None:
    if filled.errors and len(filled.errors) == len(filled.originals):
        raise InputError("\n".join(filled.errors))
    _warn(filled.errors)


def _warn(errors: Sequence[str]) -> None:
    for error in errors:
        warnings.warn(error, UnreadOriginalWarning, stacklevel=4)


def _raised(found: Iterator[_Found | OriginalError]) -> Iterator[_Found]:
    for one in found:
        if isinstance(one, OriginalError):
            raise one
        yield one


def _with_account(table: pa.Table, filled: Account) -> pa.Table:
    record = json.dumps(filled.as_record(), ensure_ascii=False).encode()
    return table.replace_schema_metadata({ACCOUNT_KEY: record})
