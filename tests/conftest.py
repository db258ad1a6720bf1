"""What do all tests share? One scanner, the large suites when they are there, a finding to vary."""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sunlit.services.scanner import Scanner
from sunlit.tables import (
    AnswerWords,
    Cell,
    Feature,
    Finding,
    ListingBeside,
    Mention,
    OriginalName,
    ReportedPurchase,
)
from sunlit.values.partial_date import PartialDate
from tests.compiled import cache_home, own_scanner

REPO = Path(__file__).parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Compile the built-in knowledge once for all tests, workers, programs and runs; then load it.

    Compiling takes 4 seconds of a processor, loading 0.1. The folder is named by the variable that
    users name theirs by, so that programs which a test starts find it too.
    """
    cache = getattr(config, "cache", None)
    folder = cache.mkdir("matchers") if cache else tempfile.mkdtemp(prefix="matchers-")
    os.environ["XDG_CACHE_HOME"] = str(folder)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files and conformance suites; skips, and says so, when it is not there."""
    folder = Path(os.environ.get("SUNLIT_SHARED", REPO.parent / "shared"))
    if not (folder / "spending").is_dir():
        pytest.skip(f"large suites not found at {folder}; set SUNLIT_SHARED to run them")
    return folder


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """Small real files that live in the repository, each with its source in SOURCES.md."""
    return REPO / "tests" / "fixtures"


@pytest.fixture(scope="session")
def scanner() -> Scanner:
    """The scanner of Sunlit's own knowledge."""
    return own_scanner()


@pytest.fixture(autouse=True)
def _user_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or leaves anything in a user's folders, and a matcher is compiled once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home()))


SHA = "c8674acdffa04bfd7ebe43251f07a215810a6ad01ef3bbe51dc956dbb4d3d183"
RADIO = "1 X Hytera BD615 UHF Quad Bundle Pack\r\n(4 radios, chargers, earpieces)"


def answer(instrument: str = "us-ndaa-889-a1a", **said: Any) -> AnswerWords:
    """What an instrument says of a finding."""
    told = {
        "name": "NDAA FY2019 s.889(a)(1)(A): ban on federal procurement",
        "answer": "depends",
        "listed": "yes",
        "listed_from": "2019-08-13",
        "listed_until": None,
        "tranche": None,
        "via": None,
        "missing": "whether the money is a federal grant",
        "why": "Listed from 2019-08-13. It binds federal bodies.",
        "citation": "Pub. L. 115-232 s.889(a)(1)(A)",
        "quote": None,
        "source": "https://example.org/889",
        "verified": "read",
        **said,
    }
    return AnswerWords(instrument=instrument, **told)


def mention(cell: str, text: str, column: str = "Description") -> Mention:
    """A mention of a text in a cell."""
    start = cell.index(text)
    return Mention(
        column, "description", start, start + len(text), text, f"name:{text.lower()}", "name",
        "exact", "acquires", f"'{text}' is the maker's own name.", "https://example.org/names",
    )  # fmt: skip


def day(written: str | None) -> tuple[date | None, str | None]:
    """The first day of a date as written, and how precisely it is known."""
    if written is None:
        return None, None
    if "Q" in written:
        return date(int(written[:4]), int(written[-1]) * 3 - 2, 1), "quarter"
    return PartialDate.parse(written).first, {4: "year", 7: "month", 10: "day"}[len(written)]


def finding(number: int = 1, **said: Any) -> Finding:
    """A finding; `date` and `amount` may be given as written, `word` is what was found."""
    description = said.get("description", RADIO)
    word = said.pop("word", "Hytera")
    amount = said.pop("amount", "780.77")
    first, precision = day(said.pop("date", "2024-11-26"))
    cells = {
        "Supplier": said.get("supplier", "Northern Radio Supplies Ltd"),
        "Description": description,
        "Amount Paid": amount,
        "": None,
    }
    told = {
        "finding_id": f"{number:016x}",
        "claim": f"c{number:015x}",
        "aliases": (),
        "original": OriginalName("payments/hyndburn-2024-11.csv", SHA),
        "locator": f"row={number}",
        "row_number": number,
        "row_key": f"b{number:015x}",
        "buyer": "Hyndburn Borough Council",
        "supplier": "Northern Radio Supplies Ltd",
        "description": description,
        "date": first,
        "date_precision": precision,
        "date_kind": "paid",
        "amount": None if amount is None else Decimal(amount),
        "currency": "GBP",
        "amount_covers": "line",
        "kind": "payment",
        "jurisdiction": "GB",
        "party": "hytera",
        "party_name": "Hytera",
        "grade": "named",
        "stance": "acquires",
        "score": 0.97,
        "product_class": "radio",
        "mentions": (mention(description, word),) if word in description else (),
        "features": (Feature("the maker's own name", 3.2), Feature("'radios' beside it", 0.8)),
        "reason": "'Hytera' in the description is the maker's own name; 'radios' stands beside it.",
        "facts": (),
        "law": "1a3f000000000000",
        "counted": True,
        "folded": (),
        "reviewed": "unreviewed",
        "row": tuple(Cell(*pair) for pair in cells.items()),
        "knowledge_version": "0a1b2c3d4e5f",
        **said,
    }
    return Finding(**told)


def listing_beside(**said: Any) -> ListingBeside:
    """A listing that a reported purchase came after."""
    told = {
        "party": "hikvision",
        "instrument": "us-bis-entity-list",
        "name": "BIS Entity List (Supplement No. 4)",
        "governs": "export",
        "listed_from": "2019-10-09",
        "listed_until": None,
        "when": "after",
        "listed": "yes",
        "verified": "read",
        **said,
    }
    return ListingBeside(**told)


def reported(number: int = 1, **said: Any) -> ReportedPurchase:
    """A purchase that others reported; `period` is that of `period_text`."""
    text = said.get("period_text", "2020-06")
    written = text.replace(" to ", "..").replace("until ", "..")
    told = {
        "id": f"case-{number}",
        "buyer": "Kern <County>",
        "buyer_type": "county",
        "jurisdiction": "US-CA",
        "parties": ("hikvision",),
        "party_names": ("Hikvision",),
        "candidates": (),
        "maker_note": None,
        "item": "surveillance equipment",
        "product_classes": (),
        "quantity": None,
        "amount_text": "more than 15,000 USD",
        "conflict_amounts": (),
        "period_text": text,
        "period": PartialDate.parse(written),
        "supplier": "Tel Tec Security",
        "funding": None,
        "certainty": "alleged",
        "status": None,
        "before": (),
        "after": (),
        "unknown": (),
        "note": None,
        "source": ("https://example.org/story", "a book"),
        "verified": "read",
        **said,
    }
    return ReportedPurchase(**told)


@pytest.fixture(scope="session")
def build() -> Callable[..., Finding]:
    """Build one finding: `build(number, **columns)`."""
    return finding


@pytest.fixture(scope="session")
def build_answer() -> Callable[..., AnswerWords]:
    """Build what an instrument says: `build_answer(instrument, **columns)`."""
    return answer
