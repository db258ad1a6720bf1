"""What does the report of a scan show?"""

from collections.abc import Sequence

from sunlit import rules
from sunlit.knowledge import Knowledge
from sunlit.publish.report import render_report
from sunlit.publish.report.listed_days import Listing
from sunlit.services.scan import ScanResult
from sunlit.summary import Summary
from sunlit.tables import ReportedPurchase


def report_page(
    result: ScanResult,
    known: Knowledge,
    summary: Summary,
    title: str = "Findings",
    reported: Sequence[ReportedPurchase] | None = None,
) -> str:
    """Give the HTML report of a scan, with the reported purchases beside it when given."""
    parties = set(result.table().column("party").to_pylist())
    parties |= {party for purchase in reported or () for party in purchase.parties}
    return render_report(
        title,
        result.table(),
        summary,
        result.account.as_record(),
        _timeline_rows(known, parties),
        reported,
        knowledge_version=known.version,
        law=result.law,
    )


def _timeline_rows(known: Knowledge, parties: set[str]) -> list[Listing]:
    return [
        Listing(
            since=entry.since,
            name=entry.name,
            governs=known.instruments[entry.instrument].governs,
            party_name=known.parties[party].name,
            jurisdiction=tuple(known.instruments[entry.instrument].jurisdiction),
        )
        for party in sorted(parties & known.parties.keys())  # a list of names lists nobody by law
        for entry in rules.timeline(known, party)
    ]
