"""The verbs as Python functions: tables in, tables out, for scripts and notebooks."""

import io
import json
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Unpack

import pyarrow as pa

from sunlit import findings, ledger, pipeline
from sunlit.errors import InputError, OriginalError
from sunlit.pipeline import GrepHit, Run
from sunlit.sources import OF_TEXT, ReadingOptions, ReadOptions, TextOptions, Understanding
from sunlit.tables import PURCHASES

PathOrPaths = str | Path | Sequence[str | Path]

#: Where the account of the rows lies in the metadata of a table that `scan` or `read` gave.
ACCOUNT_KEY = b"sunlit.account"


class UnreadOriginalWarning(UserWarning):
    """An original of several could not be read; the message is its error."""


def scan(
    paths: PathOrPaths,
    *,
    min_score: float = pipeline.MIN_SCORE,
    **reading: Unpack[ReadingOptions],
) -> pa.Table:
    """Find the purchases tied to restricted vendors.

    Gives a table of `sunlit.tables.FINDINGS`, one row per acquisition and party; `account(table)`
    gives the account of every row read. `reading` says of the files what `sunlit scan --help`
    lists: buyer, jurisdiction, currency, date_order, decimal_mark, encoding, delimiter, mapping
    (column -> field), profile (a path). Raises OptionError for another name or value, InputError when no original could be read, and
    warns with UnreadOriginalWarning for each that could not while others could.

    >>> findings = sunlit.scan("payments/", jurisdiction="GB")  # doctest: +SKIP
    """
    options = ReadOptions.said(reading)
    result = pipeline.scan(_paths(paths), Run(options=options, min_score=min_score))
    _raise_or_warn(result.account)
    return _with_account(result.findings, result.account)


def read(paths: PathOrPaths, **reading: Unpack[ReadingOptions]) -> pa.Table:
    """Give every purchase as understood, restricted or not, as a table of `sunlit.tables.PURCHASES`.

    Errors as `scan`. The table must fit in memory; `sunlit read --out x.parquet` streams.
    """
    account_ = ledger.Account()
    run = Run(options=ReadOptions.said(reading))
    batches = list(pipeline.read(_paths(paths), run, account_))
    _raise_or_warn(account_)
    return _with_account(pa.Table.from_batches(batches, schema=PURCHASES), account_)


def columns(path: str | Path, **reading: Unpack[ReadingOptions]) -> list[Understanding]:
    """Say how a file was understood, one record per table; `reading` as of `read`."""
    run = Run(options=ReadOptions.said(reading))
    understood: list[Understanding] = []
    for _, outcome in pipeline.columns([path], run):
        if isinstance(outcome, OriginalError):
            raise outcome
        understood.extend(outcome)
    return understood


def grep(
    text_or_path: str | Path,
    *,
    min_score: float = pipeline.MIN_SCORE,
    **reading: Unpack[TextOptions],
) -> list[GrepHit]:
    """Match a text (a `str`) line by line, or a file (a `Path`) by its lines or rows.

    >>> [hit.tie["party"] for hit in sunlit.grep("4 x Hikvision dome cameras")]  # doctest: +SKIP
    ['hikvision']
    """
    options = ReadOptions.said(reading, OF_TEXT)
    if isinstance(text_or_path, Path):
        run = Run(options=options, min_score=min_score)
        return list(_hits(pipeline.grep([text_or_path], run)))
    run = Run(min_score=min_score, stdin=io.BytesIO(text_or_path.encode()))
    if not text_or_path.strip():
        return []
    return list(_hits(pipeline.grep(["-"], run, as_text=True)))


def explain(finding_id: str, found_in: str | Path) -> dict[str, Any]:
    """Give one finding, whole, from a JSON Lines or Parquet file of findings."""
    return findings.find_finding(finding_id, Path(found_in))


def account(table: pa.Table) -> dict[str, Any]:
    """Give the account of the rows that a table from `scan` or `read` was made of."""
    found: dict[str, Any] = json.loads((table.schema.metadata or {}).get(ACCOUNT_KEY, b"{}"))
    return found


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
