"""What applied from when to when, and what a newer knowledge changes: `timeline`, `knowledge diff`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from sunlit import knowledge, rules
from sunlit.errors import InputError, NotFoundError


@dataclass(frozen=True)
class Timeline:
    """A party's periods, for the facts that were given."""

    party_name: str
    knowledge_version: str
    periods: list[rules.Period]


def timeline(known: knowledge.Knowledge, given: Mapping[str, Any]) -> Timeline:
    """What each instrument said of such purchases, from when to when. InputError: no such party."""
    named = rules.party_of_name(known, str(given["party"]))
    if named is None:
        raise InputError(
            f"no party {given['party']!r} is known. `sunlit knowledge list party` lists them."
        )
    party = named.party
    facts = rules.read_facts({"relabel": named.relabel, **given, "party": party})
    return Timeline(known.parties[party].name, known.version, rules.periods(known, facts))


def period_record(one: rules.Period) -> dict[str, Any]:
    """A period as plain data."""
    days = {"since": one.since, "until": one.until}
    told = {name: day.isoformat() if day else None for name, day in days.items()}
    return {**one._asdict(), **told, "missing": "; ".join(one.missing) or None}


def picture_rows(periods: Sequence[rules.Period]) -> list[dict[str, Any]]:
    """Rows for `publish.records.timeline_picture`: one bar for each period that says something."""
    return [
        {
            "name": one.name,
            "status": one.status,
            "first": one.since,
            "last": one.until,
            "told": f"{one.since or 'first day not read'} to {one.until or 'now'}: "
            f"{one.status.replace('_', ' ')}",
            "open": one.listed == "unknown" or one.verified == "unverified",
        }
        for one in periods
        if one.listed in ("yes", "unknown") or one.status in ("prohibited", "depends")
    ]


@dataclass(frozen=True)
class ComparedKnowledge:
    """Two versions of the knowledge, what differs, and which findings get another answer."""

    old: str
    new: str
    differences: list[knowledge.Difference]
    changes: list[rules.StatusChange]
    findings: int


def compare_knowledge(old: Path, new: Path, found_in: Path | None = None) -> ComparedKnowledge:
    """Compare two folders of knowledge. Raises KnowledgeError or InputError as reading them does."""
    before, after = knowledge.load(old), knowledge.load(new)
    stored = _stored(found_in) if found_in else []
    return ComparedKnowledge(
        before.version,
        after.version,
        knowledge.differences(before, after),
        list(rules.status_changes(before, after, stored)),
        len(stored),
    )


def _stored(path: Path) -> list[dict[str, Any]]:
    """Findings as `sunlit scan` wrote them, JSON Lines or Parquet."""
    if not path.is_file():
        raise NotFoundError(str(path), "no such file.", "Name a file that `sunlit scan` wrote.")
    content = path.read_bytes()
    if content.startswith(b"PAR1"):
        rows: list[dict[str, Any]] = pq.read_table(pa.BufferReader(content)).to_pylist()
        return rows
    try:
        return [orjson.loads(line) for line in content.splitlines() if line.strip()]
    except orjson.JSONDecodeError as error:
        raise InputError(
            f"{path}: is not JSON Lines ({error}). Give a file of `sunlit scan --format jsonl`."
        ) from error
