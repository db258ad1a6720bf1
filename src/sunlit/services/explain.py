"""Which finding has this id, in a file of findings, and what does the law say of it?"""

from dataclasses import replace
from pathlib import Path

from sunlit import findings, rules
from sunlit.findings import FindingLine
from sunlit.knowledge import Knowledge

__all__ = ["FindingLine", "explain"]


def explain(finding_id: str, found_in: Path, known: Knowledge | None = None) -> FindingLine:
    """The finding of that id, or whose id begins so, whole. Errors: those of `find_finding`.

    A file that tells the law once has no grounds, which name the day of one purchase; they are
    told anew by the knowledge that the finding rests on, where `known` is that.
    """
    line = findings.find_finding(finding_id, found_in)
    finding = line.finding
    if known is None or known.version != finding.knowledge_version:
        return line
    if finding.party not in known.parties:
        return line
    answers = rules.words(
        known,
        finding.party,
        finding.date,
        finding.date_precision,
        finding.jurisdiction,
        finding.facts,
    )
    return replace(line, answers=answers)
