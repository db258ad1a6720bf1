"""The record of a check says the same on the page and on paper, and takes no sentence apart."""

from html import unescape

import pytest

from sunlit.publish.records import CheckRecord, RecordAnswer, RecordLine, check_page
from sunlit.publish.records.check_pdf import check_pdf
from sunlit.publish.records.check_record import settling


def answer(name: str, status: str = "depends", **said: object) -> RecordAnswer:
    told = {
        "why": "Hytera was listed.",
        "ground": "It names the party on other days only.",
        "elsewhere": False,
        "missing": ("whether the money is a grant", "when it was bought"),
        "assumed": (),
        "citation": "s.889",
        "quoted": ("may not (or shall not) procure", "s.889(a)"),
        "source": "https://example.org/889",
        "verified": "read",
        **said,
    }
    return RecordAnswer(name, status, **told)  # type: ignore[arg-type]


@pytest.fixture
def record() -> CheckRecord:
    answers = [
        answer("One & <only>"),
        answer("Far", "not_applicable", elsewhere=True, missing=()),
        answer("Near", "not_prohibited", missing=(), verified="unverified"),
    ]
    line = RecordLine("a.csv#row=2", "6 x <b>Hytera</b>", "Hytera", "its name", (), answers)
    return CheckRecord("2026-01-02", [("on", "2024")], ("read so",), 9, [], "0a", "0.1", [line])


def test_rules_of_other_places_are_told_together(record: CheckRecord) -> None:
    assert record.lines[0].others == [
        "Near (unverified: from memory): not prohibited by this. It names the party on other days only.",
        "Rules of other places than the buyer's: Far.",
    ]
    assert record.lines[0].verdict == "depends"


def test_a_quote_keeps_its_brackets_and_tells_where_it_stands() -> None:
    assert settling(answer("One"))[1:] == [
        ("To settle: ", "whether the money is a grant; when it was bought."),
        ("", "“may not (or shall not) procure” (s.889(a))"),
    ]


def test_the_page_escapes_what_was_written_and_asks_nothing(record: CheckRecord) -> None:
    page = check_page(record)
    assert "6 x &lt;b&gt;Hytera&lt;/b&gt;" in page
    assert "One &amp; &lt;only&gt;" in page
    assert "default-src 'none'" in unescape(page)
    assert "<script" not in page
    assert check_page(record) == page


def test_the_paper_is_a_pdf_and_the_same_again(record: CheckRecord) -> None:
    paper = check_pdf(record)
    assert paper.startswith(b"%PDF-")
    assert check_pdf(record) == paper
