"""What applied from when to when, and what a newer knowledge changes: `timeline`, `knowledge diff`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sunlit import findings, knowledge, rules
from sunlit.errors import InputError
from sunlit.publish.records.timeline_picture import PictureBar
from sunlit.rules import Period
from sunlit.services.answer import GivenFacts

__all__ = [
    "ComparedKnowledge",
    "Period",
    "Timeline",
    "compare_knowledge",
    "period_record",
    "timeline",
]


@dataclass(frozen=True)
class Timeline:
    """A party's periods, for the facts that were given."""

    party_name: str
    knowledge_version: str
    periods: list[Period]


def timeline(known: knowledge.Knowledge, given: GivenFacts) -> Timeline:
    """What each instrument said of such purchases, from when to when. InputError: no such party."""
    named = rules.party_of_name(known, str(given["party"]))
    if named is None:
        raise InputError(
            f"no party {given['party']!r} is known. `sunlit knowledge list party` lists them."
        )
    party = named.party
    facts = rules.read_facts(known, {"relabel": named.relabel, **given, "party": party})
    return Timeline(known.parties[party].name, known.version, rules.periods(known, facts))


def period_record(period: Period) -> dict[str, object]:
    """A period as plain data."""
    days = {"since": period.since, "until": period.until}
    told = {name: day.isoformat() if day else None for name, day in days.items()}
    return {**period._asdict(), **told, "missing": "; ".join(period.missing) or None}


def picture_rows(periods: Sequence[Period]) -> list[PictureBar]:
    """For `publish.records.timeline_picture`: one bar for each period that says something."""
    return [
        PictureBar(
            name=period.name,
            status=period.status,
            first=period.since,
            last=period.until,
            told=f"{period.since or 'first day not read'} to {period.until or 'now'}: "
            f"{period.status.replace('_', ' ')}",
            open=period.listed == "unknown" or period.verified == "unverified",
        )
        for period in periods
        if period.listed in ("yes", "unknown") or period.status in ("prohibited", "depends")
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
    stored = [line.finding for line in findings.each_finding(found_in)] if found_in else []
    return ComparedKnowledge(
        before.version,
        after.version,
        knowledge.differences(before, after),
        list(rules.status_changes(before, after, stored)),
        len(stored),
    )
