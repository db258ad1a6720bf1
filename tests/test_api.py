"""Do the verbs as Python functions give tables, warnings and errors as they say?"""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sunlit
from sunlit.errors import InputError, NotFoundError
from sunlit.tables import FINDINGS, PURCHASES

TEXT = (
    "Payment Date,Supplier,Description,Amount\n"
    "26/11/2024,Alder Ltd,4 x Hikvision dome cameras,780.77\n"
    "27/11/2024,Birch Ltd,Repair of gate,1.50\n"
)


@pytest.fixture
def payments(tmp_path: Path) -> Path:
    path = tmp_path / "payments.csv"
    path.write_text(TEXT)
    return path


def test_scan_gives_findings_with_their_account(payments: Path) -> None:
    table = sunlit.scan(payments, jurisdiction="GB")
    assert isinstance(table, pa.Table)
    assert table.schema.equals(FINDINGS)
    assert table.column("party").to_pylist() == ["hikvision"]
    (original,) = sunlit.account(table)["originals"]
    assert (original["rows_read"], original["purchases"], original["excluded"]) == (3, 2, 1)


def test_read_gives_every_purchase(payments: Path) -> None:
    table = sunlit.read([str(payments)], buyer="Ash District Council")
    assert table.schema.equals(PURCHASES)
    assert table.column("supplier").to_pylist() == ["Alder Ltd", "Birch Ltd"]
    assert set(table.column("buyer").to_pylist()) == {"Ash District Council"}


def test_columns_says_how_a_file_was_understood(payments: Path) -> None:
    (table,) = sunlit.columns(payments)
    assert [c.field for c in table.columns] == ["date", "supplier", "description", "amount"]
    with pytest.raises(NotFoundError):
        sunlit.columns(payments.with_name("missing.csv"))


def test_grep_takes_text_or_a_path(payments: Path) -> None:
    (hit,) = sunlit.grep("nothing\n4 x Hikvision dome cameras\n")
    assert (hit.number, hit.tie.party) == (2, "hikvision")
    assert [hit.number for hit in sunlit.grep(payments)] == [2]
    assert sunlit.grep("  \n") == []


def test_explain_gives_the_whole_finding(payments: Path, tmp_path: Path) -> None:
    from sunlit.publish import EXPORTERS

    table = sunlit.scan(payments)
    path = tmp_path / "findings.jsonl"
    jsonl = next(exporter for exporter in EXPORTERS if exporter.name == "jsonl")
    with path.open("wb") as stream:
        jsonl.write_findings(iter(table.to_batches()), stream)
    finding_id = table.column("finding_id")[0].as_py()
    assert sunlit.explain(finding_id, path).finding.finding_id == finding_id


def test_with_law_gives_each_finding_what_the_instruments_say_of_it(payments: Path) -> None:
    (line,) = sunlit.with_law(sunlit.scan(payments, buyer="Ash County", jurisdiction="US-GA"))
    assert isinstance(line, sunlit.FindingLine)
    assert (line.finding.party, line.finding.amount) == ("hikvision", Decimal("780.77"))
    answers = {answer.instrument: answer for answer in line.answers}
    assert answers["us-ndaa-889-b"].answer == "depends"
    assert answers["us-ndaa-889-b"].missing
    assert "listed" in line.law_in_a_word
    with pytest.raises(InputError, match="takes a table of findings"):
        sunlit.with_law(sunlit.read(payments))


def test_one_unread_original_of_two_is_a_warning_and_one_of_one_an_error(payments: Path) -> None:
    missing = payments.with_name("missing.csv")
    with pytest.warns(sunlit.UnreadOriginalWarning, match="no such file"):
        assert sunlit.read([missing, payments]).num_rows == 2
    with pytest.raises(InputError, match="no such file"):
        sunlit.read(missing)


def test_the_same_call_gives_the_same_table(payments: Path) -> None:
    assert sunlit.scan(payments).equals(sunlit.scan(payments))


def test_a_second_grep_costs_a_twentieth_of_a_second_at_most() -> None:
    sunlit.grep("4 x Hikvision dome cameras")
    before = time.process_time()
    assert [hit.tie.party for hit in sunlit.grep("2 Dahua recorders")] == ["dahua"]
    assert time.process_time() - before < 0.05


def test_a_scanner_of_ones_own_looks_for_ones_lists_too(payments: Path, tmp_path: Path) -> None:
    names = tmp_path / "mine.csv"
    names.write_text("id,name,kind\n1,Zanbor Koziba Trading,company\n")
    text = "Zanbor Koziba Trading sold Hikvision cameras"
    both = sunlit.Scanner(lists=[names])
    assert {hit.tie.party for hit in both.grep(text)} == {"mine_1", "hikvision"}
    assert both.scan(payments).column("party").to_pylist() == ["hikvision"]
    assert both.knowledge_version != sunlit.Scanner().knowledge_version
    alone = sunlit.Scanner(lists=[names], only_lists=True)
    assert {hit.tie.party for hit in alone.grep(text)} == {"mine_1"}
    with pytest.raises(InputError, match="needs a list"):
        sunlit.Scanner(only_lists=True)


def test_eight_threads_share_one_scanner_and_each_gets_what_it_alone_would_get(
    tmp_path: Path,
) -> None:
    paths = [written_in_its_own_way(tmp_path, number) for number in range(8)]
    scanner = sunlit.Scanner()

    def grep_and_scan(path: Path) -> tuple[list[sunlit.GrepHit], pa.Table]:
        return scanner.grep(path), scanner.scan(path)

    alone = [grep_and_scan(path) for path in paths]
    with ThreadPoolExecutor(len(paths)) as threads:
        together = list(threads.map(grep_and_scan, paths * 2))
    for (hits, table), (alone_hits, alone_table) in zip(together, alone * 2, strict=True):
        assert len(hits) == 24
        assert hits == alone_hits
        assert table.equals(alone_table, check_metadata=True)  # the account is in the metadata


def written_in_its_own_way(folder: Path, number: int) -> Path:
    """36 payments: every second file is in cp1252, all four delimiters, two makers in each."""
    delimiter = ",;\t|"[number % 4]
    things = (f"{number} x Hikvision dome cameras", "Dahua recorder", "Café chairs", "Hytera radio")
    lines = ["Payment Date,Supplier,Description,Amount"] + [
        f"{13 + row % 15}/11/2024,Supplier {number}-{row},{thing},{row}.{number}0"
        for row, thing in enumerate([things[number % 2], *things[2:]] * 12)
    ]
    text = "\n".join(lines).replace(",", delimiter)
    path = folder / f"payments-{number}.csv"
    path.write_text(text, "cp1252" if number % 2 else "utf-8")
    return path


def test_check_tells_each_line_that_names_a_party_and_answers_takes_facts_alone(
    payments: Path,
) -> None:
    facts = {"buyer_type": "federal_agency", "jurisdiction": "US", "on": "2021-03-01"}
    checked = sunlit.check("a chair\n4 Hikvision cameras", **facts)
    (line,) = checked.lines
    assert (line.place, line.party, checked.rows_read) == ("line 2", "hikvision", 2)
    assert line.answers["us-ndaa-889-a1a"].status in ("prohibited", "depends")
    assert sunlit.check(payments, **facts).lines[0].party == "hikvision"
    asked = sunlit.answers(item="Hikvision dome cameras", purpose="security", **facts)
    assert asked["us-ndaa-889-a1a"].status == "prohibited"
    with pytest.raises(InputError, match="wizard"):
        sunlit.check("Hikvision", buyer_type="wizard")
    with pytest.raises(InputError, match="no such file"):
        sunlit.check(payments.with_name("missing.csv"))


def test_timeline_gives_periods_and_facts_leads_and_resellers_their_records(
    payments: Path, tmp_path: Path
) -> None:
    told = sunlit.timeline("lorex", buyer_type="county", jurisdiction="US-GA")
    assert told.periods
    assert {type(period) for period in told.periods} == {sunlit.Period}
    (fact,) = sunlit.facts(buyers(tmp_path))
    assert (fact.inferred.fact, fact.inferred.value) == ("buyer_type", "school_district")
    found = tmp_path / "found.parquet"
    pq.write_table(sunlit.scan(payments), found)
    assert [reseller.supplier for reseller in sunlit.resellers(found)] == ["Alder Ltd"]
    assert [lead.supplier for lead in sunlit.leads(sold(tmp_path), found)] == ["Alder Ltd"]


def buyers(folder: Path) -> Path:
    path = folder / "buyers.csv"
    path.write_text(
        "Buyer,Vendor,Description,Amount,Date\n"
        "Fayette County Board of Education,Alder Ltd,Paper,12.00,2021-03-04\n"
    )
    return path


def sold(folder: Path) -> Path:
    path = folder / "sold.csv"
    path.write_text(TEXT.splitlines()[0] + "\n28/11/2024,Alder Ltd,CCTV cameras,13.00\n")
    return path


def test_the_surface_is_exactly_this_and_each_name_says_what_it_is() -> None:
    verbs = {"account", "answers", "check", "columns", "explain", "facts", "grep", "leads"}
    verbs |= {"read", "resellers", "scan", "timeline", "with_law"}
    records = {"Answer", "Checked", "CheckedLine", "FindingLine", "FoundFact", "GrepHit", "Lead"}
    records |= {"Period", "Scanner", "SupplierSales", "Timeline", "Understanding"}
    errors = {"SunlitError", "UnreadOriginalWarning"}
    assert set(sunlit.__all__) == {*verbs, *records, *errors, "__version__"}
    assert dir(sunlit) == sorted(sunlit.__all__)
    for name in verbs | records | errors:
        assert getattr(sunlit, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'scam'"):
        sunlit.scam  # noqa: B018
