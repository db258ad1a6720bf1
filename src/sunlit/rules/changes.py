"""Which findings get another answer from another version of the knowledge?"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sunlit.knowledge import Knowledge
from sunlit.rules.evaluate import answers
from sunlit.rules.reading import facts_of_texts, is_by_label_alone
from sunlit.tables import Fact


class StatusChange(NamedTuple):
    """A finding whose answer from one instrument changes; null where it had or has none."""

    finding_id: str
    party: str
    instrument: str
    old: str | None
    new: str | None


def status_changes(
    old: Knowledge, new: Knowledge, findings: Iterable[Mapping[str, Any]]
) -> Iterator[StatusChange]:
    """The changes of findings (rows of tables.FINDINGS), in their order, by instrument."""
    for finding in findings:
        before, after = _answers(old, finding), _answers(new, finding)
        for instrument in sorted(before.keys() | after.keys()):
            was, is_ = before.get(instrument), after.get(instrument)
            if was != is_:
                yield StatusChange(finding["finding_id"], finding["party"], instrument, was, is_)


def _answers(knowledge: Knowledge, finding: Mapping[str, Any]) -> dict[str, str]:
    if finding["party"] not in knowledge.parties:
        return {}
    given = answers(
        knowledge,
        finding["party"],
        _first_day(finding.get("date")),
        finding.get("date_precision"),
        finding.get("jurisdiction"),
        _facts(knowledge, finding),
    )
    return {one.instrument: one.answer for one in given}


def _facts(knowledge: Knowledge, finding: Mapping[str, Any]) -> tuple[Fact, ...]:
    """What the law was asked with; of findings that do not keep it, what their own words say."""
    if finding.get("facts") is not None:
        return tuple(Fact(one["fact"], one["value"]) for one in finding["facts"])
    stance, thing = finding.get("stance", "acquires"), finding.get("product_class")
    kinds = [one["signal_kind"] for one in finding.get("mentions", ())]
    by_label = is_by_label_alone(finding.get("grade", "named"), kinds)
    return facts_of_texts(knowledge, finding, stance, thing, by_label=by_label)


def _first_day(text: str | None) -> date | None:
    """The first day of a finding's date: 2024-11-26, 2024-11, 2024-Q4 or 2024."""
    if not text:
        return None
    year, _, rest = text.partition("-")
    if rest.startswith("Q"):
        return date(int(year), int(rest[1]) * 3 - 2, 1)
    month, _, day = rest.partition("-")
    return date(int(year), int(month or 1), int(day or 1))
