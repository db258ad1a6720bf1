"""JSON Lines: one object per line, nulls and empty lists left out; the format for programs.

What many findings share (an original, the names of its columns, a signal, the law) is told once,
in a line of its own with a "record", before the first finding that refers to it. Lines that stand
alone are there for the asking.
"""

from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, Final

import orjson

from sunlit.publish.exports.contract import Batches, Law, findings_of
from sunlit.publish.exports.law_records import LawOnce
from sunlit.publish.exports.texts import purchase_texts
from sunlit.publish.exports.told_once import ToldOnce
from sunlit.schema import plain
from sunlit.tables import Finding, Fold, Mention
from sunlit.values.as_text import amount_text, date_text

#: Rows that are Python objects at one time.
_SLICE: Final = 8_192
_LINES: Final = 1_024
#: What a mention says of the signal that was found, in whichever row.
_SIGNAL: Final = (
    "column",
    "field",
    "signal",
    "signal_kind",
    "variant",
    "stance",
    "reason",
    "source",
)


def write_findings(
    batches: Batches, out: IO[Any], law: Law | None = None, *, with_law: bool = False
) -> None:
    """Write each finding, keys in the order of tables.FINDINGS, amounts as exact text.

    A date is no more precise than it is known: its form says how precise that is. `with_law`: each
    line stands alone, with what the instruments say in its `status`.
    """
    findings = findings_of(batches)
    lines = _whole_lines(findings, law) if with_law else _lines(findings, law)
    while some := b"".join(islice(lines, _LINES)):
        out.write(some)


def write_purchases(batches: Batches, out: IO[Any]) -> None:
    """Write each purchase, amounts as exact text, dates no more precise than they are known."""
    for batch in batches:
        for start in range(0, batch.num_rows, _SLICE):
            _write(purchase_texts(batch.slice(start, _SLICE)), out)


def _whole_lines(findings: Iterator[Finding], law: Law | None) -> Iterator[bytes]:
    for finding in findings:
        record = {
            **_record(finding),
            "original": plain(finding.original),
            "row_key": finding.row_key,
            "mentions": [_filled(plain(mention)) for mention in finding.mentions],
            "features": plain(finding.features),
            "row": [_filled(plain(cell)) for cell in finding.row],
            "knowledge_version": finding.knowledge_version,
        }
        if law is not None:
            record["law_in_a_word"] = law.in_a_word(finding)
            record["status"] = [_filled(plain(answer)) for answer in law.answers(finding)]
        yield _line(record)


def _lines(findings: Iterator[Finding], law: Law | None) -> Iterator[bytes]:
    once, law_once = ToldOnce(), LawOnce()
    for finding in findings:
        record = _referring(finding, once)
        for told in once.told():
            yield _line(told)
        if law is not None:
            for shared in law_once.records(finding, law):
                yield _line(shared)
        yield _line(record)


def _referring(finding: Finding, once: ToldOnce) -> dict[str, Any]:
    """The finding, with the path of its original and numbers for what is told once."""
    once.knowledge(finding.knowledge_version)
    columns = tuple(cell.column for cell in finding.row)
    return {
        **_record(finding),
        "original": finding.original.path,
        "sha256": once.other_bytes(finding.original),
        "mentions": [_mention(mention, once) for mention in finding.mentions],
        "points": once.number("points", finding.features, {"features": finding.features}),
        "columns": once.number("columns", columns, {"names": columns}),
        "cells": [cell.cell for cell in finding.row],
    }


def _mention(mention: Mention, once: ToldOnce) -> dict[str, Any]:
    signal = {name: getattr(mention, name) for name in _SIGNAL}
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "signal": once.number("signal", tuple(signal.values()), signal),
    }


def _record(finding: Finding) -> dict[str, Any]:
    """What every line says itself, at the places where the table has it."""
    record = dict.fromkeys(_KEYS)
    for name in _OWN:
        record[name] = getattr(finding, name)
    record["aliases"] = list(finding.aliases)
    record["date"] = date_text(finding.date, finding.date_precision)
    record["amount"] = amount_text(finding.amount)
    record["facts"] = {fact.fact: fact.value for fact in finding.facts}
    record["folded"] = [_fold(fold) for fold in finding.folded]
    return record


def _fold(fold: Fold) -> dict[str, Any]:
    return _filled({**plain(fold), "added": amount_text(fold.added)})


#: The keys of a line, in its order.
_KEYS: Final = (
    "finding_id", "claim", "aliases", "original", "sha256", "locator", "row_number", "row_key", "buyer",
    "supplier", "description", "date", "date_kind", "amount", "currency",
    "amount_covers", "kind", "jurisdiction", "party", "party_name", "grade", "stance", "score",
    "product_class", "mentions", "points", "features", "reason", "facts", "law", "law_in_a_word",
    "status", "counted", "folded", "reviewed", "columns", "cells", "row", "knowledge_version",
)  # fmt: skip
#: Keys whose value is the table's own.
_OWN: Final = (
    "finding_id", "claim", "locator", "row_number", "buyer", "supplier", "description", "date_kind",
    "currency", "amount_covers", "kind", "jurisdiction", "party", "party_name", "grade", "stance",
    "score", "product_class", "reason", "law", "counted", "reviewed",
)  # fmt: skip


def _line(record: dict[str, Any]) -> bytes:
    return orjson.dumps(_filled(record)) + b"\n"


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in (None, [], (), {})}


def _write(batch: Any, out: IO[Any]) -> None:
    names = batch.schema.names
    columns = [column.to_pylist() for column in batch.columns]
    lines = (orjson.dumps(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))
    out.write(b"".join(line + b"\n" for line in lines))
