"""Which findings get another answer from another version of the knowledge?"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sunlit.knowledge import Knowledge
from sunlit.rules.evaluate import answers
from sunlit.rules.reading import facts_of_texts, is_by_label_alone
from sunlit.tables import Fact, Finding


class StatusChange(NamedTuple):
    """A finding whose answer from one instrument changes; null where it had or has none."""

    finding_id: str
    party: str
    instrument: str
    old: str | None
    new: str | None


def status_changes(
    old: Knowledge, new: Knowledge, findings: Iterable[Finding]
) -> Iterator[StatusChange]:
    """The changes of findings, in their order, by instrument.

    Each is asked with the facts that it keeps; one that keeps none, with what its own words say.
    """
    for finding in findings:
        before, after = _answers(old, finding), _answers(new, finding)
        for instrument in sorted(before.keys() | after.keys()):
            was, is_ = before.get(instrument), after.get(instrument)
            if was != is_:
                yield StatusChange(finding.finding_id, finding.party, instrument, was, is_)


def _answers(knowledge: Knowledge, finding: Finding) -> dict[str, str]:
    if finding.party not in knowledge.parties:
        return {}
    given = answers(
        knowledge,
        finding.party,
        finding.date,
        finding.date_precision,
        finding.jurisdiction,
        finding.facts or _facts(knowledge, finding),
    )
    return {answer.instrument: answer.answer for answer in given}


def _facts(knowledge: Knowledge, finding: Finding) -> tuple[Fact, ...]:
    kinds = [mention.signal_kind for mention in finding.mentions]
    texts = {"buyer": finding.buyer, "description": finding.description}
    return facts_of_texts(
        knowledge,
        texts,
        finding.stance,
        finding.product_class,
        by_label=is_by_label_alone(finding.grade, kinds),
    )
