import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.errors import DamagedOriginalError, EmptyOriginalError, OriginalError
from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources.formats.fpds import READER, recognises
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original

See = Callable[..., Any]

ENTRY = """<entry><title>DELIVERY ORDER</title><content type="application/xml">
<f:{form} xmlns:f="https://www.fpds.gov/FPDS">{numbers}
<f:relevantContractDates><f:signedDate>2019-09-30 00:00:00</f:signedDate></f:relevantContractDates>
<f:dollarValues><f:obligatedAmount>{amount}</f:obligatedAmount></f:dollarValues>
<f:totalDollarValues><f:totalObligatedAmount>99999.00</f:totalObligatedAmount></f:totalDollarValues>
<f:contractData><f:descriptionOfContractRequirement>CAMERA &amp; MOUNT</f:descriptionOfContractRequirement>
</f:contractData><f:vendor><f:vendorHeader><f:vendorName>SUPPLIER INC</f:vendorName></f:vendorHeader>
</f:vendor></f:{form}></content></entry>"""

AWARD = """<f:awardID><f:awardContractID><f:agencyID>9700</f:agencyID><f:PIID>P1</f:PIID>
<f:modNumber>{modification}</f:modNumber><f:transactionNumber>0</f:transactionNumber></f:awardContractID>
<f:referencedIDVID><f:agencyID>4730</f:agencyID><f:PIID>V1</f:PIID></f:referencedIDVID></f:awardID>"""

VEHICLE = """<f:contractID><f:IDVID><f:agencyID>4730</f:agencyID><f:PIID>V1</f:PIID>
<f:modNumber>0</f:modNumber></f:IDVID></f:contractID>"""


def feed(*entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" about="fpds.gov">{"".join(entries)}</feed>'


def award(modification: str = "0", amount: str = "1200.50") -> str:
    return ENTRY.format(
        form="award", amount=amount, numbers=AWARD.format(modification=modification)
    )


def test_the_real_entry_gives_what_this_action_obligates(see: See, fixtures: Path) -> None:
    (row,) = see(READER, fixtures / "structured/fpds_one_entry.xml").rows
    assert (row["obligated amount"], row["total obligated amount"]) == ("8392.90", "127900.70")
    assert (row["department"], row["agency"]) == (
        *("GENERAL SERVICES ADMINISTRATION", "PUBLIC BUILDINGS SERVICE"),
    )
    assert row["vendor"] == "MC ALLEN CITY OF"
    assert row["description of requirement"] == "FY13 WATER UTILITIES."
    assert (row["signed date"], row["kind"]) == ("2012-10-01", "amendment")
    assert row["product or service"] == "UTILITIES- WATER"


def test_an_award_s_action_is_numbered_as_in_usaspending(see: See) -> None:
    (row,) = see(READER, feed(award("P00004", "-45.00"))).rows
    assert row["contract"] == "CONT_AWD_P1_9700_V1_4730"
    assert row["action"] == "9700_4730_P1_P00004_V1_0"
    assert (row["kind"], row["obligated amount"]) == ("amendment", "-45.00")


def test_a_vehicle_is_read_like_an_award(see: See) -> None:
    (row,) = see(READER, feed(ENTRY.format(form="IDV", amount="0.00", numbers=VEHICLE))).rows
    assert (row["contract"], row["kind"], row["vendor"]) == (
        *("CONT_IDV_V1_4730", "contract", "SUPPLIER INC"),
    )


def test_all_of_an_entry_is_somewhere_in_its_row(see: See, fixtures: Path) -> None:
    (row,) = see(READER, fixtures / "structured/fpds_one_entry.xml").rows
    shown = "\n".join(str(cell) for cell in row.values())
    for text in ("LNLJPLNR7GF5", "FIRM FIXED PRICE", "UTILITIES FAR 41.2", "1300 HOUSTON AVENUE"):
        assert text in shown


def test_places_count_the_entries(see: See) -> None:
    seen = see(READER, feed(award(), award("1"), award("2")))
    assert [row["locator"] for row in seen.rows] == [
        "/feed/entry[1]",
        "/feed/entry[2]",
        "/feed/entry[3]",
    ]


def test_an_entry_without_action_is_quarantined(see: See) -> None:
    seen = see(READER, feed("<entry><title>gone</title></entry>", award()))
    assert (len(seen.rows), seen.refused[0]["reason"]) == (1, "no action")
    assert "gone" in seen.refused[0]["cells"]


def test_an_empty_feed_says_so(see: See) -> None:
    with pytest.raises(EmptyOriginalError, match="no entry"):
        see(READER, feed())


def test_a_truncated_feed_is_an_error_after_its_whole_entries(
    original: Callable[..., Original],
) -> None:
    text = feed(award(), award("1"), award("2"))
    (table,) = READER.tables(
        original(text[: text.rindex("<f:vendor")]), ReadOptions(), DEFAULT_LIMITS
    )
    rows = 0
    with pytest.raises(DamagedOriginalError, match="after 2 whole records"):
        for batch in table.batches:
            rows += batch.num_rows
    assert rows == 2


def test_another_feed_is_not_taken_for_fpds() -> None:
    blog = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title></entry></feed>'
    assert not recognises(blog, None)  # type: ignore[arg-type]
    assert recognises(feed(award()).encode(), None)  # type: ignore[arg-type]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 1500))
def test_any_bytes_give_rows_or_an_original_error(see: See, noise: bytes, place: int) -> None:
    text = feed(award()).encode()
    recognises(noise, None)  # type: ignore[arg-type]
    for content in (noise, text[:place] + noise + text[place:], text[:place] + noise):
        with contextlib.suppress(OriginalError):
            see(READER, content)


@pytest.mark.large
def test_the_real_feed_reconciles(shared: Path, see: See) -> None:
    seen = see(READER, shared / "spending/us_fpds/full_response.xml")
    assert (len(seen.rows), seen.refused) == (10, [])
    assert all(
        row["vendor"] and row["obligated amount"] and row["signed date"] for row in seen.rows
    )
