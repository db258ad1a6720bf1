"""The report stands alone, leaves nothing unsaid, and its pictures do not overlap."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publish.reported import REPORTED

from sunlit.publish import Law, render_report
from sunlit.publish.report.listed_days import MOST_LINES, WIDTH, Listing, width
from sunlit.publish.report.short_names import short_name
from sunlit.publish.report.timeline import timeline
from sunlit.publish.report.views import link
from sunlit.publish.report.years import year_charts
from sunlit.schema import batch_of
from sunlit.summary import Summary
from sunlit.tables import FINDINGS, Finding, ReportedPeriod, ReportedPurchase
from sunlit.values.partial_date import UNKNOWN, PartialDate

Build = Callable[..., Finding]
Sums = Callable[[pa.Table], Summary]

LISTINGS = [
    Listing(
        PartialDate.parse("2019-08-13"), "NDAA FY2019 s.889(a)(1)(A): ban on federal procurement"
    ),
    Listing(PartialDate.parse("2019-10-09"), "BIS Entity List (Supplement No. 4)", "export"),
    Listing(UNKNOWN, "A list whose day nobody read"),
]
ACCOUNT: Any = {
    "originals": [
        {
            "path": "a<b>.csv",
            "rows_read": 12,
            "purchases": 9,
            "quarantined": 2,
            "excluded": 1,
            "reconciles": True,
            "quarantined_reasons": {"no_amount": 2},
            "excluded_reasons": {"total": 1},
        }
    ]
}


def case(number: int = 1, **said: Any) -> ReportedPurchase:
    text = said.get("period_text", REPORTED.period_text)
    written = text.replace(" to ", "..").replace("until ", "..")
    bought = PartialDate.parse(written)
    own = {"id": f"case-{number}", "period": ReportedPeriod(bought.first, bought.last)}
    return replace(REPORTED, **{**own, **said})


@pytest.fixture
def page(findings: pa.Table, law: Law, sums: Sums) -> str:
    cases = [case(), case(2, period_text="unknown", jurisdiction="GB", party_names=())]
    return render_report(
        "Title & more", findings, sums(findings), ACCOUNT, LISTINGS, cases, law=law
    )


class _Tags(HTMLParser):
    """Which elements are open and unclosed, and every attribute that could ask for something."""

    VOID = frozenset({"meta", "br", "circle", "rect", "line", "path", "img", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.asked: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "srcset", "action", "style") or name.startswith("on"):
                self.asked.append(f"{tag} {name}={value}")
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_nothing_of_the_outside(page: str) -> None:
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.asked == []
    assert "<script" not in page
    assert len(set(tags.ids)) == len(tags.ids)
    targets = [href[1:] for href in tags.links if href.startswith("#")]
    assert set(targets) <= set(tags.ids)
    assert all(href.startswith(("#", "https://")) for href in tags.links)


def test_published_text_is_escaped_everywhere(page: str) -> None:
    assert "Title &amp; more" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "a&lt;b&gt;.csv" in page
    assert "Kern &lt;County&gt;" in page
    assert "\x1b" not in page


def test_the_page_says_what_it_is_not_and_what_was_not_looked_at(page: str) -> None:
    for words in (
        "machine-made, unreviewed",
        "nothing here is legal advice",
        "A purchase is not an accusation",
        "2 rows could not be read as a purchase",
        "How to read a grade",
        "Not a census",
        "0a1b2c3d4e5f",
    ):
        assert words in page


def test_each_finding_has_its_row_its_hit_its_points_and_its_rules(page: str) -> None:
    for words in (
        "<mark>Hytera</mark>",
        "780.77 GBP",
        "Amount Paid",
        "+3.20",
        "does not apply",
        "Pub. L. 115-232 s.889(a)(1)(A)",
        "Missing: whether the money is a federal grant.",
        "source read",
        "counted once",
    ):
        assert words in page


def test_reported_purchases_are_told_apart_with_their_doubts(page: str) -> None:
    for words in (
        "sources differ: 490,000 or 525,000",
        "alleged",
        "<b>after</b> BIS Entity List (2019-10-09) [unverified]",
        "in none of the figures above",
    ):
        assert words in page
    assert page.count("BIS Entity List (2019-10-09) [unverified]") == 2  # each listing once a case


def test_the_same_input_gives_the_same_page(
    findings: pa.Table, page: str, law: Law, sums: Sums
) -> None:
    cases = [case(), case(2, period_text="unknown", jurisdiction="GB", party_names=())]
    again = render_report(
        "Title & more", findings, sums(findings), ACCOUNT, LISTINGS, cases, law=law
    )
    assert again == page


def test_no_findings_give_a_page_that_claims_nothing(sums: Sums) -> None:
    nothing = FINDINGS.empty_table()
    page = render_report("Empty", nothing, sums(nothing), ACCOUNT, [])
    assert "No purchase in them is tied to a restricted party." in page
    assert "That says nothing of purchases that the files leave out." in page
    assert "<svg" not in page


def test_what_takes_a_thing_out_is_not_drawn_as_a_purchase(build: Build, sums: Sums) -> None:
    rows = [build(1, stance="removes", counted=False, jurisdiction="US-GA")]
    table = pa.Table.from_batches([batch_of(Finding, rows)])
    page = render_report("One", table, sums(table), ACCOUNT, LISTINGS)
    assert 'class="map"' not in page
    assert 'class="timeline"' not in page
    assert "removes: not counted" in page


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://example.org/a", True),
        ("javascript:alert(1)", False),
        ("a book, p. 3", False),
        ("https://[broken", False),
        (None, False),
    ],
)
def test_only_addresses_for_a_browser_are_linked(source: str | None, linked: bool) -> None:
    assert (link(source) is not None) == linked


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("NDAA FY2019 s.889(a)(1)(A): ban on federal procurement", "NDAA FY2019 s.889(a)(1)(A)"),
        ("BIS Entity List (Supplement No. 4 to Part 744 of the EAR)", "BIS Entity List"),
        ("FCC Covered List", "FCC Covered List"),
        (
            "Canada: order against a company of some very long name",
            "Canada: order against a company of …",
        ),
    ],
)
def test_rules_have_short_names_where_there_is_little_room(name: str, short: str) -> None:
    assert short_name(name) == short


_DAYS = st.dates(date(2010, 1, 1), date(2025, 12, 31)).map(date.isoformat)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(_DAYS, min_size=1, max_size=14), st.lists(_DAYS, min_size=1, max_size=12))
def test_labels_and_marks_of_the_timeline_never_collide(
    listed: list[str], bought: list[str]
) -> None:
    rows = [
        Listing(PartialDate.parse(day), f"Rule number {at} of some length")
        for at, day in enumerate(listed)
    ]
    drawn = timeline([], [case(n, period_text=day) for n, day in enumerate(bought)], rows)
    assert drawn
    assert len(drawn.lines) == min(len(set(listed)), MOST_LINES)
    for line in drawn.lines:
        reach = line.x + width(line.label)
        assert reach <= WIDTH + 1
        for other in drawn.lines:
            # A line that would run through this label must end below it.
            assert not (line.x < other.x < reach) or other.label_y > line.label_y
    for lane in drawn.lanes:
        for mark in lane.marks:
            assert lane.top < mark.y < lane.top + lane.height
            for near in lane.marks:
                apart = abs(mark.x - near.x) > 10 or abs(mark.y - near.y) > 10
                assert mark is near or apart or mark.x2 is not None or near.x2 is not None


def test_a_period_is_a_bar_and_a_day_is_a_dot() -> None:
    drawn = timeline(
        [],
        [
            case(1, period_text="2020-06-15"),
            case(2, period_text="2019 to 2021-05"),
            case(3, period_text="until 2022-02"),
        ],
        LISTINGS,
    )
    assert drawn
    marks = sorted(drawn.lanes[0].marks, key=lambda mark: mark.link)
    assert [(mark.x2 is None, mark.open_start) for mark in marks] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_what_has_no_date_is_counted_and_not_drawn(sample: list[Finding]) -> None:
    drawn = timeline(sample, [case(period_text="unknown")], LISTINGS)
    assert drawn
    assert drawn.undated == 2
    assert sum(len(lane.marks) for lane in drawn.lanes) == 8


def test_bars_by_year_are_as_tall_as_their_money(build: Build, sums: Sums) -> None:
    rows = [
        build(1, amount="100", date="2020"),
        build(2, amount="50", date="2022"),
        build(3, amount="50", date="2022", amount_covers="document"),
        build(4, amount="9", date="2022", currency="USD"),
    ]
    (chart,) = year_charts(sums(pa.Table.from_batches([batch_of(Finding, rows)])).by_year)
    first, last = chart.bars
    assert (first.year, last.year, chart.currency) == ("2020", "2022", "GBP")
    assert first.solid_height == pytest.approx(2 * last.solid_height, abs=0.2)
    assert last.hatched_height == pytest.approx(last.solid_height, abs=0.2)
    assert first.hatched_height == 0
    assert last.label == "50 to 100"
    assert not re.search(r"[^\d. ]", first.label)


def test_a_listing_is_drawn_strong_only_in_the_lanes_of_its_parties() -> None:
    cases = [case(1, period_text="2020-06-15"), case(2, party_names=("Dahua",))]
    rows = [replace(LISTINGS[0], party_name="Dahua"), LISTINGS[1]]
    drawn = timeline([], cases, rows)
    assert drawn
    lane = {lane.name: lane for lane in drawn.lanes}["Dahua"]
    assert drawn.lines[0].spans == ((lane.top, lane.top + lane.height),)
    assert len(drawn.lines[1].spans) == 2


def test_listings_that_bear_on_most_purchases_are_drawn_and_the_rest_told() -> None:
    many = [Listing(PartialDate.parse(f"20{year}-01-01"), f"Rule {year}") for year in range(10, 30)]
    vermont = PartialDate.parse("2020-02-02")
    elsewhere = Listing(vermont, "A rule of Vermont", jurisdiction=("US-VT",))
    export = Listing(
        PartialDate.parse("2020-03-03"), "An export list", "export", jurisdiction=("US",)
    )
    drawn = timeline([], [case(jurisdiction="GB")], [elsewhere, export, LISTINGS[2]])
    assert drawn
    assert [line.label for line in drawn.lines] == ["An export list"]
    assert drawn.further == (
        "2020-02-02: A rule of Vermont",
        "unknown: A list whose day nobody read",
    )
    full = timeline([], [case()], many)
    assert full
    assert (len(full.lines), len(full.further)) == (MOST_LINES, 20 - MOST_LINES)
