"""The verbs as Python functions: tables in, tables out, for scripts and notebooks."""

import io
import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from sunlit import findings, ledger, pipeline
from sunlit.errors import InputError, OriginalError
from sunlit.home import cache_dir
from sunlit.knowledge import load
from sunlit.pipeline import GrepHit
from sunlit.services.run import Run
from sunlit.services.scanner import Scanner
from sunlit.settings import MIN_SCORE
from sunlit.sources import ReadOptions, Understanding
from sunlit.tables import PURCHASES

PathOrPaths = str | Path | Sequence[str | Path]

#: Where the account of the rows lies in the metadata of a table that `scan` or `read` gave.
ACCOUNT_KEY = b"sunlit.account"


class UnreadOriginalWarning(UserWarning):
    """An original of several could not be read; the message is its error."""


def scan(
    paths: PathOrPaths,
    *,
    min_score: float = MIN_SCORE,
    knowledge: str | Path | None = None,
    buyer: str | None = None,
    jurisdiction: str | None = None,
    currency: str | None = None,
    date_order: str | None = None,
    encoding: str | None = None,
    mapping: Mapping[str, str] | None = None,
    profile: str | Path | None = None,
) -> pa.Table:
    """Find the purchases tied to restricted vendors.

    Gives a table of `sunlit.tables.FINDINGS`, one row per acquisition and party; `account(table)`
    gives the account of every row read. Raises InputError when no original could be read, and
    warns with UnreadOriginalWarning for each that could not while others could.

    >>> findings = sunlit.scan("payments/", jurisdiction="GB")  # doctest: +SKIP
    """
    options = _options(buyer, jurisdiction, currency, date_order, encoding, mapping, profile)
    scanner = _scanner(knowledge).scoring(min_score)
    result = pipeline.scan(_paths(paths), scanner, Run(options=options))
    _raise_or_warn(result.account)
    return _with_account(result.table(), result.account)


def read(
    paths: PathOrPaths,
    *,
    buyer: str | None = None,
    jurisdiction: str | None = None,
    currency: str | None = None,
    date_order: str | None = None,
    encoding: str | None = None,
    mapping: Mapping[str, str] | None = None,
    profile: str | Path | None = None,
) -> pa.Table:
    """Give every purchase as understood, restricted or not, as a table of `sunlit.tables.PURCHASES`.

    Errors as `scan`. The table must fit in memory; `sunlit read --out x.parquet` streams.
    """
    options = _options(buyer, jurisdiction, currency, date_order, encoding, mapping, profile)
    account_ = ledger.Account()
    batches = list(pipeline.read(_paths(paths), Run(options=options), account_))
    _raise_or_warn(account_)
    return _with_account(pa.Table.from_batches(batches, schema=PURCHASES), account_)


def columns(path: str | Path, **options: Any) -> list[Understanding]:
    """Say how a file was understood, one record per table; `options` as those of `read`."""
    run = Run(options=_options(**{**dict.fromkeys(_OPTION_NAMES), **options}))
    understood: list[Understanding] = []
    for _, outcome in pipeline.columns([path], run):
        if isinstance(outcome, OriginalError):
            raise outcome
        understood.extend(outcome)
    return understood


def grep(
    text_or_path: str | Path,
    *,
    min_score: float = MIN_SCORE,
    knowledge: str | Path | None = None,
) -> list[GrepHit]:
    """Match a text (a `str`) line by line, or a file (a `Path`) by its lines or rows.

    >>> [hit.tie["party"] for hit in sunlit.grep("4 x Hikvision dome cameras")]  # doctest: +SKIP
    ['hikvision']
    """
    scanner = _scanner(knowledge).scoring(min_score)
    if isinstance(text_or_path, Path):
        return list(_hits(pipeline.grep([text_or_path], scanner)))
    if not text_or_path.strip():
        return []
    run = Run(stdin=io.BytesIO(text_or_path.encode()))
    return list(_hits(pipeline.grep(["-"], scanner, run, as_text=True)))


def explain(finding_id: str, found_in: str | Path) -> dict[str, Any]:
    """Give one finding, whole, from a JSON Lines or Parquet file of findings."""
    return findings.find_finding(finding_id, Path(found_in))


def account(table: pa.Table) -> dict[str, Any]:
    """Give the account of the rows that a table from `scan` or `read` was made of."""
    found: dict[str, Any] = json.loads((table.schema.metadata or {}).get(ACCOUNT_KEY, b"{}"))
    return found


@lru_cache(maxsize=4)
def _scanner(folder: str | Path | None) -> Scanner:
    """The scanner of a folder of knowledge, made once in a process."""
    return Scanner.make(load(Path(folder) if folder else None), cache_dir=cache_dir())


_OPTION_NAMES = (
    "buyer",
    "jurisdiction",
    "currency",
    "date_order",
    "encoding",
    "mapping",
    "profile",
)


def _options(
    buyer: str | None,
    jurisdiction: str | None,
    currency: str | None,
    date_order: str | None,
    encoding: str | None,
    mapping: Mapping[str, str] | None,
    profile: str | Path | None,
) -> ReadOptions:
    return ReadOptions(
        buyer=buyer,
        jurisdiction=jurisdiction,
        currency=currency,
        date_order=date_order,
        encoding=encoding,
        mapping=mapping or {},
        profile=str(profile) if profile else None,
    )


def _paths(paths: PathOrPaths) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


def _raise_or_warn(account_: ledger.Account) -> None:
    if account_.errors and len(account_.errors) == len(account_.originals):
        raise InputError("\n".join(account_.errors))
    for error in account_.errors:
        warnings.warn(error, UnreadOriginalWarning, stacklevel=3)


def _hits(found: Iterator[GrepHit | OriginalError]) -> Iterator[GrepHit]:
    for hit in found:
        if isinstance(hit, OriginalError):
            raise hit
        yield hit


def _with_account(table: pa.Table, account_: ledger.Account) -> pa.Table:
    record = json.dumps(account_.as_record(), ensure_ascii=False).encode()
    return table.replace_schema_metadata({ACCOUNT_KEY: record})
