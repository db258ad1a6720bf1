"""Is a file of findings read back as what was written, and is a wrong id answered helpfully?"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sunlit.errors import DamagedOriginalError, NotFoundError
from sunlit.findings import find_finding, read_findings
from sunlit.findings.find import UnknownFindingError
from sunlit.publish import EXPORTERS
from sunlit.schema import batch_of
from sunlit.tables import AnswerWords, Cell, Fact, Finding, Fold

Build = Callable[..., Finding]


class OneLaw:
    """The same answer for every finding, on its own day."""

    def __init__(self, answer: AnswerWords) -> None:
        self._answer = answer

    def answers(self, finding: Finding) -> list[AnswerWords]:
        return [replace(self._answer, why=f"Asked on {finding.date}.")]

    def in_a_word(self, finding: Finding) -> str:
        return "depends on the money"


@pytest.fixture
def law(build_answer: Callable[..., AnswerWords]) -> OneLaw:
    return OneLaw(build_answer(quote="“no head of an agency may”"))


@pytest.fixture
def written(build: Build) -> list[Finding]:
    fold = Fold("b.csv", "row=9", "f" * 16, "c" * 16, "further_action", Decimal("10.5"))
    return [
        replace(build(0xABC1), facts=(Fact("buyer_type", "federal"),), folded=(fold,)),
        build(0xABD2, date="2020-Q3", amount=None, aliases=("a" * 16,), supplier=None),
        build(0xABD3, date=None, mentions=(), features=(), row=(Cell("", None),)),
    ]


def put(path: Path, rows: list[Finding], law: OneLaw | None, **how: Any) -> Path:
    """Write the findings in the format that the name ends in."""
    (exporter,) = [exporter for exporter in EXPORTERS if exporter.suffix == path.suffix]
    with path.open("wb") as out:
        exporter.write_findings(iter([batch_of(Finding, rows)]), out, law, **how)
    return path


@pytest.fixture
def as_told_once(written: list[Finding]) -> list[Finding]:
    """The same without the digest of the row's cells, which compact lines leave out."""
    return [replace(one, row_key="") for one in written]


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
@pytest.mark.parametrize("with_law", [False, True], ids=["law once", "lines that stand alone"])
def test_what_is_read_is_what_was_written(
    name: str,
    with_law: bool,
    written: list[Finding],
    as_told_once: list[Finding],
    law: OneLaw,
    tmp_path: Path,
) -> None:
    read = read_findings(put(tmp_path / name, written, law, with_law=with_law))
    whole = with_law or name == "out.parquet"
    assert [one.finding for one in read] == (written if whole else as_told_once)
    for one in read:
        (told,) = law.answers(one.finding)
        assert one.answers == ((told if with_law else replace(told, why="")),)


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_the_law_in_a_word_is_read_back(
    name: str, written: list[Finding], law: OneLaw, tmp_path: Path
) -> None:
    read = read_findings(put(tmp_path / name, written, law))
    assert {one.law_in_a_word for one in read} == {"depends on the money"}


def test_one_path_with_two_contents_is_read_back(written: list[Finding], tmp_path: Path) -> None:
    other = replace(written[0], original=replace(written[0].original, sha256="1" * 64))
    read = read_findings(put(tmp_path / "out.jsonl", [written[1], other, written[2]], None))
    assert [one.finding.original for one in read] == [
        written[1].original, other.original, written[2].original,
    ]  # fmt: skip


def test_an_answer_without_what_its_instrument_has_keeps_without(
    written: list[Finding], build_answer: Callable[..., AnswerWords], tmp_path: Path
) -> None:
    class TwoAnswers(OneLaw):
        def answers(self, finding: Finding) -> list[AnswerWords]:
            quote = "“no head of an agency may”" if finding.law == written[0].law else None
            return [build_answer(quote=quote)]

    rows = [written[0], replace(written[1], law="other")]
    path = put(tmp_path / "out.jsonl", rows, TwoAnswers(build_answer()))
    assert [finding.answers[0].quote for finding in read_findings(path)] == [
        "“no head of an agency may”", None,
    ]  # fmt: skip


def test_a_line_of_version_0_1_is_read(tmp_path: Path) -> None:
    line = {
        "finding_id": "abc1", "original": {"path": "a.csv", "sha256": "0" * 64}, "locator": "row=1",
        "row_number": 1, "buyer": None, "supplier": None, "description": "Hytera radio",
        "date": "2024-Q4", "date_precision": "quarter", "date_kind": "paid", "amount": "10.50",
        "currency": "GBP", "amount_covers": "line", "kind": "payment", "jurisdiction": None,
        "party": "hytera", "party_name": "Hytera", "grade": "named", "stance": "acquires",
        "score": 0.9, "product_class": None, "mentions": [], "features": [], "reason": "named",
        "status": [{"instrument": "i", "name": "I", "answer": "depends", "listed": "yes",
                    "listed_from": None, "why": "because", "verified": "read"}],
        "counted": True, "folded": ["b.csv#row=2: the same file is there twice"],
        "reviewed": "unreviewed", "row": [{"column": "Item", "cell": "Hytera radio"}],
        "knowledge_version": "0a",
    }  # fmt: skip
    path = tmp_path / "old.jsonl"
    path.write_bytes(orjson.dumps(line))
    (read,) = read_findings(path)
    assert (read.finding.date_precision, read.finding.amount) == ("quarter", Decimal("10.50"))
    assert read.finding.folded[0].locator == "row=2"
    assert read.answers[0].why == "because"


@pytest.fixture
def findings_file(written: list[Finding], tmp_path: Path) -> Path:
    return put(tmp_path / "findings.jsonl", written, None)


def test_the_beginning_of_an_id_is_enough(findings_file: Path) -> None:
    assert find_finding("000000000000abc", findings_file).finding.row_number == 0xABC1


def test_a_claim_and_an_alias_find_it_too(findings_file: Path, as_told_once: list[Finding]) -> None:
    assert find_finding(as_told_once[0].claim, findings_file).finding == as_told_once[0]
    assert find_finding("a" * 16, findings_file).finding == as_told_once[1]


def test_an_unclear_beginning_names_what_it_could_be(findings_file: Path) -> None:
    with pytest.raises(UnknownFindingError, match="000000000000abd2, 000000000000abd3"):
        find_finding("000000000000abd", findings_file)


def test_an_unknown_id_says_where_ids_come_from(findings_file: Path) -> None:
    with pytest.raises(UnknownFindingError, match="finding_id"):
        find_finding("zzz", findings_file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        find_finding("abc", tmp_path / "none.jsonl")


@pytest.mark.parametrize("line", ["not json", "[1]", '{"finding_id": "abc1"}', '{"record": "law"}'])
def test_a_broken_line_is_named_by_its_number(findings_file: Path, line: str) -> None:
    whole = findings_file.read_text()
    findings_file.write_text(f"{whole}{line}\n")
    with pytest.raises(DamagedOriginalError, match=f"line {len(whole.splitlines()) + 1}"):
        read_findings(findings_file)


def test_a_parquet_file_of_something_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    pq.write_table(pa.table({"finding_id": ["abc1"]}), path)
    with pytest.raises(DamagedOriginalError, match="holds no findings"):
        read_findings(path)
