"""What does the page show of one finding, and of one reported purchase?"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final
from urllib.parse import urlsplit

from sunlit.publish.exports.contract import Law
from sunlit.publish.hits import excerpt, pieces, spans_in
from sunlit.publish.report.short_names import short_name
from sunlit.publish.wording import (
    ANSWERS,
    COVERS,
    DATE_KINDS,
    GRADES,
    STANCES,
    VERIFIED,
    folded_words,
    listed_words,
    machine_word,
    money,
    when,
)
from sunlit.schema import plain
from sunlit.tables import AnswerWords, Finding, ListingBeside, ReportedPurchase

_LONGEST_CELL: Final = 2_000
_LISTINGS_SHOWN: Final = 4


def finding_view(finding: Finding, law: Law | None) -> dict[str, Any]:
    """A finding in words and pieces, ready for the page."""
    statuses = [_status(answer) for answer in law.answers(finding)] if law else []
    return {
        **{one.name: getattr(finding, one.name) for one in fields(finding)},
        "buyer": finding.buyer or "Buyer not stated",
        "when": when(finding) or "date not stated",
        "when_kind": DATE_KINDS.get(finding.date_kind, ""),
        "how_much": money(finding.amount, finding.currency),
        "covers": "" if finding.amount is None else COVERS.get(finding.amount_covers, ""),
        "grade_meaning": GRADES.get(finding.grade, ""),
        "stance_meaning": STANCES.get(finding.stance, ""),
        "score_width": round(max(0.0, min(1.0, finding.score)) * 100),
        "law": law.in_a_word(finding) if law else "",
        "cells": _cells(finding),
        "folded": [folded_words(fold) for fold in finding.folded],
        "bearing": [status for status in statuses if status["answer"] != "not_applicable"],
        "idle": [status for status in statuses if status["answer"] == "not_applicable"],
        "mentions": [{**plain(m), "link": link(m.source)} for m in finding.mentions],
    }


def case_view(case: ReportedPurchase) -> dict[str, Any]:
    """A reported purchase, ready for the page."""
    makers = case.party_names or (case.maker_note or "maker not named",)
    return {
        **{one.name: getattr(case, one.name) for one in fields(case)},
        "makers": ", ".join(makers),
        "how_much": case.amount_text or "not reported",
        "conflict": " or ".join(f"{amount:,}" for amount in case.conflict_amounts),
        "when": case.period_text if case.period_text != "unknown" else "not reported",
        "from_whom": case.supplier or "not reported",
        "listings": [
            (words, *_cut(_listings(listings)))
            for words, listings in (
                ("after", case.after),
                ("before", case.before),
                ("not known", case.unknown),
            )
            if listings
        ],
        "sources": [{"link": link(source), "text": source} for source in case.source],
        "sureness": " · ".join(
            machine_word(code) for code in (case.certainty, case.status) if code
        ),
        "unverified": case.verified == "unverified",
    }


def _cut(listings: list[str]) -> tuple[list[str], list[str]]:
    """Those that are shown at once, and the rest; one alone is not worth a click."""
    shown = len(listings) if len(listings) == _LISTINGS_SHOWN + 1 else _LISTINGS_SHOWN
    return listings[:shown], listings[shown:]


def link(source: str | None) -> str | None:
    """A source's address when it is one for a browser; anything else is shown, not linked."""
    if not source:
        return None
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    return source if parts.scheme in ("http", "https") and parts.netloc else None


def _status(answer: AnswerWords) -> dict[str, Any]:
    return {
        **plain(answer),
        "listed_then": listed_words(answer),
        "said": ANSWERS.get(answer.answer, machine_word(answer.answer)),
        "link": link(answer.source),
        "checked": VERIFIED.get(answer.verified, "not verified"),
    }


def _cells(finding: Finding) -> list[dict[str, Any]]:
    """The row as published: each filled cell with its hits; long ones cut around the hit."""
    cells = []
    for pair in finding.row:
        if pair.cell is None or not pair.cell.strip():
            continue
        cut = pieces(pair.cell, spans_in(pair.cell, pair.column, finding.mentions))
        cells.append(
            {
                "column": pair.column or "(no name)",
                "pieces": excerpt(cut, _LONGEST_CELL),
                "hit": any(piece.hit for piece in cut),
            }
        )
    return cells


def _listings(listings: Sequence[ListingBeside]) -> list[str]:
    """Listings in short, each once, rules on buying first: "NDAA FY2019 s.889 (2019-08-13)"."""
    ordered = sorted(listings, key=lambda listing: listing.governs != "purchase")
    said = [
        f"{short_name(listing.name)} ({listing.listed_from})"
        + (" [unverified]" if listing.verified == "unverified" else "")
        for listing in ordered
    ]
    return list(dict.fromkeys(said))
