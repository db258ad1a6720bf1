import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.errors import DamagedOriginalError, OriginalError
from sunlit.sources.formats.ted import READER, recognises

See = Callable[..., Any]

NOTICE = """<ContractAwardNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractAwardNotice-2">
<UBLExtensions><UBLExtension><ExtensionContent><EformsExtension>
<NoticeResult>{result}</NoticeResult><Organizations>
<Organization><Company><PartyIdentification><ID>ORG-1</ID></PartyIdentification>
<PartyName><Name languageID="FRA">Ville de B</Name><Name languageID="NLD">Stad B</Name></PartyName>
<PostalAddress><Country><IdentificationCode>BEL</IdentificationCode></Country></PostalAddress></Company></Organization>
<Organization><Company><PartyIdentification><ID>ORG-2</ID></PartyIdentification>
<PartyName><Name>Supplier SA</Name></PartyName>
<PartyLegalEntity><CompanyID>77</CompanyID></PartyLegalEntity></Company></Organization>
<Organization><Company><PartyIdentification><ID>ORG-3</ID></PartyIdentification>
<PartyName><Name>Loser NV</Name></PartyName></Company></Organization>
</Organizations></EformsExtension></ExtensionContent></UBLExtension></UBLExtensions>
<ID>n-1</ID><ContractFolderID>f-1</ContractFolderID><IssueDate>2024-05-06+02:00</IssueDate>
<NoticeTypeCode>{type}</NoticeTypeCode>
<ContractingParty><Party><PartyIdentification><ID>ORG-1</ID></PartyIdentification></Party></ContractingParty>
<ProcurementProject><Name languageID="FRA">Vid\u00e9osurveillance</Name><Name languageID="NLD">Camerabewaking</Name>
</ProcurementProject>
<ProcurementProjectLot><ID>LOT-1</ID><ProcurementProject><Name>Lot one</Name><Description>Cameras</Description>
<MainCommodityClassification><ItemClassificationCode>32323500</ItemClassificationCode></MainCommodityClassification>
</ProcurementProject></ProcurementProjectLot>
</ContractAwardNotice>"""

LOT = """<LotResult><TenderResultCode>{code}</TenderResultCode>{refs}<TenderLot><ID>LOT-1</ID></TenderLot></LotResult>"""
TENDER = """<LotTender><ID>{id}</ID><LegalMonetaryTotal><PayableAmount currencyID="EUR">{amount}</PayableAmount>
</LegalMonetaryTotal><TenderingParty><ID>TPA-{party}</ID></TenderingParty><TenderLot><ID>LOT-1</ID></TenderLot></LotTender>"""
CONTRACT = """<SettledContract><ID>{id}</ID><IssueDate>2024-04-01+02:00</IssueDate>
<ContractReference><ID>R/{id}</ID></ContractReference>{refs}</SettledContract>"""
PARTIES = """<TenderingParty><ID>TPA-2</ID><Tenderer><ID>ORG-2</ID></Tenderer></TenderingParty>
<TenderingParty><ID>TPA-3</ID><Tenderer><ID>ORG-3</ID></Tenderer></TenderingParty>"""


def ref(name: str, number: str) -> str:
    return f"<{name}><ID>{number}</ID></{name}>"


def notice(result: str, notice_type: str = "can-standard") -> bytes:
    return NOTICE.format(result=result, type=notice_type).encode()


def one_contract(amount: str = "500.10", more: str = "") -> str:
    refs = ref("LotTender", "T1") + ref("SettledContract", "C1")
    lot = LOT.format(code="selec-w", refs=refs)
    tender = TENDER.format(id="T1", amount=amount, party="2")
    return lot + tender + CONTRACT.format(id="C1", refs=ref("LotTender", "T1")) + more + PARTIES


def test_the_real_notice_gives_who_bought_what_from_whom(see: See, fixtures: Path) -> None:
    (row,) = see(READER, fixtures / "structured/ted_award_notice.xml").rows
    assert (row["buyer"], row["winner"]) == ("Rouen Habitat", "Espaces Verts Lemire")
    assert (row["amount"], row["currency"], row["amount covers"]) == ("95414", "EUR", "document")
    assert (row["date"], row["date kind"], row["kind"]) == ("2019-09-03", "signed", "contract")
    assert (row["lot title"], row["main CPV code"]) == ("Agence centre", "77310000")
    assert row["jurisdiction"] == "FR"
    assert row["locator"].endswith("/NoticeResult/SettledContract")


def test_references_are_followed_and_all_languages_kept(see: See) -> None:
    (row,) = see(READER, notice(one_contract())).rows
    assert (row["winner"], row["winner id"], row["amount"]) == ("Supplier SA", "77", "500.10")
    assert row["buyer"] == "Ville de B / Stad B"
    assert row["notice title"] == "Vid\u00e9osurveillance / Camerabewaking"
    assert (row["lot description"], row["contract"]) == ("Cameras", "f-1/R/C1")


def test_a_tender_without_contract_is_excluded_and_its_bidder_not_scanned(see: See) -> None:
    lost = TENDER.format(id="T2", amount="400", party="3")
    seen = see(READER, notice(one_contract(more=lost)))
    (row,) = seen.rows
    scanned = [n for i, n in enumerate(seen.table.header) if seen.table.fields[i] != "ignored"]
    assert not any("Loser" in (row[name] or "") for name in scanned)
    assert "Loser NV" in row["other details"]
    assert [(one["outcome"], one["reason"]) for one in seen.refused] == [
        ("excluded", "not awarded")
    ]


def test_a_lot_without_winner_is_excluded(see: See) -> None:
    seen = see(READER, notice(LOT.format(code="clos-nw", refs="")))
    assert (seen.rows, seen.refused[0]["reason"]) == ([], "no winner")


def test_one_tender_under_two_contracts_counts_once(see: See) -> None:
    second = CONTRACT.format(id="C2", refs=ref("LotTender", "T1"))
    rows = see(READER, notice(one_contract(more=second))).rows
    assert [row["amount"] for row in rows] == ["500.10", None]


@pytest.mark.parametrize("withheld", ["-1", "unpublished"])
def test_a_withheld_value_is_unknown(see: See, withheld: str) -> None:
    (row,) = see(READER, notice(one_contract(withheld))).rows
    assert (row["amount"], row["amount covers"]) == (None, "unknown")


def test_a_missing_reference_leaves_the_winner_empty(see: See) -> None:
    result = one_contract().replace(PARTIES, "")
    (row,) = see(READER, notice(result)).rows
    assert (row["winner"], row["amount"]) == (None, "500.10")


def test_a_framework_s_value_is_a_ceiling(see: See) -> None:
    result = one_contract().replace(
        "<TenderLot>", "<FrameworkAgreementValues><M>9</M></FrameworkAgreementValues><TenderLot>", 1
    )
    assert see(READER, notice(result)).rows[0]["amount covers"] == "ceiling"


def test_a_modification_restates_the_contract(see: See) -> None:
    (row,) = see(READER, notice(one_contract(), "can-modif")).rows
    assert (row["kind"], row["amount covers"]) == ("amendment", "cumulative")


def test_a_winner_without_contract_is_an_award(see: See) -> None:
    result = LOT.format(code="selec-w", refs=ref("LotTender", "T1"))
    result += TENDER.format(id="T1", amount="5", party="2") + PARTIES
    (row,) = see(READER, notice(result)).rows
    assert (row["kind"], row["amount"], row["date"], row["date kind"]) == (
        *("award", "5", "2024-05-06", "published"),
    )


def test_a_call_for_tenders_is_a_notice_without_money(see: See) -> None:
    (row,) = see(READER, notice("", "cn-standard")).rows
    assert (row["kind"], row["amount"], row["winner"]) == ("notice", None, None)
    assert row["lot title"] == "Lot one"


def test_other_ubl_is_not_taken_for_a_notice() -> None:
    invoice = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'
    assert not recognises(invoice, None)  # type: ignore[arg-type]
    assert recognises(notice(""), None)  # type: ignore[arg-type]


def test_a_truncated_notice_is_an_error(see: See) -> None:
    with pytest.raises(DamagedOriginalError):
        see(READER, notice(one_contract())[:-200])


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 3000), st.integers(0, 300))
def test_any_damage_gives_rows_or_an_original_error(
    see: See, noise: bytes, at: int, cut: int
) -> None:
    text = notice(one_contract())
    with contextlib.suppress(OriginalError):
        see(READER, text[:at] + noise + text[at + cut :])


@pytest.mark.large
def test_the_published_examples_are_all_read(shared: Path, see: See) -> None:
    found = {}
    for path in sorted((shared / "formats/ted-eforms/examples").glob("*.xml")):
        seen = see(READER, path)
        found[path.stem] = (len(seen.rows), len(seen.refused))
    assert found == {
        "INVALID_can_24_empty": (1, 0),
        "can-modif_24_duration": (1, 0),
        "can-modif_24_value": (1, 0),
        "can_24_FRA_comments": (2, 0),
        "can_24_LSBU": (1, 0),
        "can_24_UKRI": (1, 0),
        "can_24_maximal": (2, 2),
        "can_24_minimal": (1, 0),
        "can_24_no_tenders": (0, 1),
        "cn_24_minimal": (1, 0),
        "veat_24": (1, 0),
    }


def test_ten_thousand_tenders_take_no_longer_each_than_a_hundred(see: See) -> None:
    def seconds(count: int) -> float:
        result = PARTIES + "".join(
            TENDER.format(id=f"T{n}", amount="5", party="2")
            + CONTRACT.format(id=f"C{n}", refs=ref("LotTender", f"T{n}"))
            for n in range(count)
        )
        started = time.process_time()
        assert len(see(READER, notice(result)).rows) == count
        return time.process_time() - started

    seconds(10)
    assert seconds(4_000) < 60 * max(seconds(200), 0.02)
