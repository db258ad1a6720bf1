"""The report: one HTML page that stands alone, to read, to print and to hand over."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import pyarrow as pa

from sunlit.publish.exports.contract import Law
from sunlit.publish.pages import page
from sunlit.publish.report.listed_days import Listing
from sunlit.publish.report.timeline import timeline
from sunlit.publish.report.us_map import us_map
from sunlit.publish.report.views import case_view, finding_view
from sunlit.publish.report.years import year_charts
from sunlit.publish.terminal.summary import listing_lines, money_pair
from sunlit.publish.wording import GRADES, NOT_ADVICE, NOT_COUNTED, plural
from sunlit.schema import rows_of
from sunlit.summary import AccountRecord, Summary
from sunlit.tables import Finding, ReportedPurchase

#: More findings than this make a page that no browser opens well.
SHOWN_FINDINGS: Final = 1_000


def render_report(
    title: str,
    findings: pa.Table,
    summary: Summary,
    account: AccountRecord,
    timeline_rows: Sequence[Listing],
    cases_rows: Sequence[ReportedPurchase] | None = None,
    *,
    knowledge_version: str | None = None,
    not_looked_at: Sequence[str] = (),
    law: Law | None = None,
) -> str:
    """Give the whole page as text; the same input gives the same page.

    `findings` is a table of tables.FINDINGS and `summary` what it comes to; `account`
    is the account record (schemas/account.schema.json). `timeline_rows` are listings: the days
    that bear on most of the purchases are drawn, in the lanes of their parties. `cases_rows` are
    the reported purchases. `not_looked_at` are further sentences on what the originals leave out. The first SHOWN_FINDINGS findings are shown, and the page says so.
    """
    rows = list(rows_of(Finding, findings))
    counted = [row for row in rows if row.counted]
    cases = list(cases_rows or ())
    version = knowledge_version or (rows[0].knowledge_version if rows else None)
    return page(
        "report.html.j2",
        title=title,
        summary=summary,
        account=account,
        found=[finding_view(row, law) for row in rows[:SHOWN_FINDINGS]],
        left_out=max(0, len(rows) - SHOWN_FINDINGS),
        cases=[case_view(case) for case in cases],
        timeline=timeline(counted, cases, timeline_rows),
        map=us_map(counted, cases),
        charts=year_charts(summary.by_year),
        listings=_listings(summary),
        not_looked_at=[*_not_read(account), *not_looked_at],
        grades=GRADES,
        not_advice=NOT_ADVICE,
        not_counted=NOT_COUNTED,
        pair=money_pair,
        version=version,
    )


def _not_read(account: AccountRecord) -> list[str]:
    """What of the originals themselves was not looked at, one sentence each."""
    said = [
        f"{original['path']} was not read to its end: {original['error']}"
        for original in account["originals"]
        if original.get("error")
    ]
    refused = sum(original["quarantined"] for original in account["originals"])
    if refused:
        said.append(
            f"{plural(refused, 'row')} could not be read as a purchase; they are in the account below."
        )
    return said


def _listings(summary: Summary) -> list[tuple[str, list[str], list[str]]]:
    """Per party: its name, what is told of its listings, and those that bind no such buyer."""
    return [
        (listings[0].party_name, *listing_lines(listings))
        for _, of_party in groupby(summary.listings, key=lambda listing: listing.party)
        if (listings := list(of_party))
    ]
