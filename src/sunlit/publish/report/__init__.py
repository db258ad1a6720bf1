"""The report: one HTML page that stands alone, to read, to print and to hand over."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import pyarrow as pa
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sunlit.publish.clean import without_controls
from sunlit.publish.exports.contract import Law
from sunlit.publish.page import content_policy
from sunlit.publish.report.timeline import timeline
from sunlit.publish.report.us_map import us_map
from sunlit.publish.report.views import case_view, finding_view
from sunlit.publish.report.years import year_charts
from sunlit.publish.summary import Summary
from sunlit.publish.terminal.summary import listing_line, money_pair, shown_listings
from sunlit.publish.wording import GRADES, NOT_ADVICE, machine_word, plural

#: More findings than this make a page that no browser opens well.
SHOWN_FINDINGS: Final = 1_000


def render_report(
    title: str,
    findings: pa.Table,
    summary: Summary,
    account: Mapping[str, Any],
    timeline_rows: Sequence[Mapping[str, Any]],
    cases_rows: Sequence[Mapping[str, Any]] | None = None,
    *,
    knowledge_version: str | None = None,
    not_looked_at: Sequence[str] = (),
    law: Law | None = None,
) -> str:
    """Give the whole page as text; the same input gives the same page.

    `findings` is a table of tables.FINDINGS and `summary` what `summarise` gave of it; `account`
    is the account record (schemas/account.schema.json). `timeline_rows` are listings with `since`
    (as in the knowledge: 2019-08-13, 2021-11) and `name`, and may have `short` (a label for little
    room) and `governs`. `cases_rows` are the reported purchases as plain rows, as
    `rules.reported_purchases` gives them. `not_looked_at` are further sentences on what the
    originals leave out. The first SHOWN_FINDINGS findings are shown, and the page says so.
    """
    rows = findings.to_pylist()
    cases = list(cases_rows or ())
    version = knowledge_version or (rows[0]["knowledge_version"] if rows else None)
    style = _style()
    page = _environment().get_template("report.html.j2")
    return page.render(
        title=title,
        policy=content_policy([str(style)]),
        style=style,
        summary=summary,
        account=account,
        found=[finding_view(row, law) for row in rows[:SHOWN_FINDINGS]],
        left_out=max(0, len(rows) - SHOWN_FINDINGS),
        cases=[case_view(case) for case in cases],
        timeline=timeline(rows, cases, timeline_rows),
        map=us_map(rows, cases),
        charts=year_charts(summary.by_year),
        listings=_listings(summary),
        not_looked_at=[*_not_read(account), *not_looked_at],
        grades=GRADES,
        not_advice=NOT_ADVICE,
        version=version,
    )


def _not_read(account: Mapping[str, Any]) -> list[str]:
    """What of the originals themselves was not looked at, one sentence each."""
    said = [
        f"{one['path']} was not read to its end: {one['error']}"
        for one in account["originals"]
        if one.get("error")
    ]
    refused = sum(one["quarantined"] for one in account["originals"])
    if refused:
        said.append(
            f"{plural(refused, 'row')} could not be read as a purchase; they are in the account below."
        )
    return said


def _listings(summary: Summary) -> list[tuple[str, list[str], list[str]]]:
    """Per party: its name, the listings that bear on these buyers in words, and the rest."""
    parties = dict.fromkeys((one.party, one.party_name) for one in summary.listings)
    found = []
    for party, name in parties:
        of_party = [one for one in summary.listings if one.party == party]
        shown, _ = shown_listings(of_party)
        rest = [one for one in of_party if one not in shown]
        found.append(
            (name, [listing_line(one) for one in shown], [listing_line(one) for one in rest])
        )
    return found


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sunlit.publish.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_controls,
    )
    environment.filters["plural"] = plural
    environment.filters["words"] = machine_word
    environment.filters["pair"] = money_pair
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment


def _without_controls(value: Any) -> Any:
    return without_controls(value) if type(value) is str else value


def _style() -> Markup:
    text = (files("sunlit.publish.report") / "templates" / "report.css").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704  the package's own style, no published text
