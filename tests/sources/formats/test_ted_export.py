import contextlib
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.errors import OriginalError
from sunlit.sources.formats.ted_export import READER, recognises

See = Callable[..., Any]

FORM = """<F03_2014 CATEGORY="{category}" LG="{language}"><CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>
<OFFICIALNAME>City of B</OFFICIALNAME></ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY>
<OBJECT_CONTRACT><TITLE><P>{title}</P></TITLE><CPV_MAIN><CPV_CODE CODE="32323500"/></CPV_MAIN>
<VAL_TOTAL CURRENCY="EUR">900.00</VAL_TOTAL>
<OBJECT_DESCR><LOT_NO>1</LOT_NO><SHORT_DESCR><P>Dome cameras</P><P>and mounts</P></SHORT_DESCR></OBJECT_DESCR>
<OBJECT_DESCR><LOT_NO>2</LOT_NO><SHORT_DESCR><P>Cable</P></SHORT_DESCR></OBJECT_DESCR></OBJECT_CONTRACT>
{awards}<COMPLEMENTARY_INFO><ADDRESS_REVIEW_BODY><OFFICIALNAME>Court</OFFICIALNAME></ADDRESS_REVIEW_BODY>
</COMPLEMENTARY_INFO></F03_2014>"""

WON = """<AWARD_CONTRACT><CONTRACT_NO>7</CONTRACT_NO><LOT_NO>{lot}</LOT_NO><TITLE><P>Lot</P></TITLE>
<AWARDED_CONTRACT><DATE_CONCLUSION_CONTRACT>2019-12-01</DATE_CONCLUSION_CONTRACT><CONTRACTORS>
<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Supplier BV</OFFICIALNAME></ADDRESS_CONTRACTOR></CONTRACTOR>
<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Partner BV</OFFICIALNAME></ADDRESS_CONTRACTOR></CONTRACTOR>
</CONTRACTORS>{values}</AWARDED_CONTRACT></AWARD_CONTRACT>"""

LOST = """<AWARD_CONTRACT><LOT_NO>2</LOT_NO><NO_AWARDED_CONTRACT><PROCUREMENT_DISCONTINUED/>
</NO_AWARDED_CONTRACT></AWARD_CONTRACT>"""

OLDER = """<CONTRACT_AWARD CATEGORY="ORIGINAL"><FD_CONTRACT_AWARD><TITLE_CONTRACT><P>Tunnel</P></TITLE_CONTRACT>
<AWARD_OF_CONTRACT><CONTRACT_AWARD_DATE><DAY>5</DAY><MONTH>07</MONTH><YEAR>2016</YEAR></CONTRACT_AWARD_DATE>
<ECONOMIC_OPERATOR_NAME_ADDRESS><ORGANISATION><OFFICIALNAME>Builder AG</OFFICIALNAME></ORGANISATION>
</ECONOMIC_OPERATOR_NAME_ADDRESS><CONTRACT_VALUE_INFORMATION>
<INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT CURRENCY="CHF"><VALUE_COST FMTVAL="1.00">1</VALUE_COST>
</INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT>
<COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="CHF"><VALUE_COST{exact}>189 945 844,15</VALUE_COST>
</COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></CONTRACT_VALUE_INFORMATION></AWARD_OF_CONTRACT>
</FD_CONTRACT_AWARD></CONTRACT_AWARD>"""

VALUE = '<VALUES><VAL_TOTAL CURRENCY="EUR">500.50</VAL_TOTAL></VALUES>'


def notice(*forms: str) -> str:
    return f"""<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication">
<CODED_DATA_SECTION><REF_OJS><DATE_PUB>20200115</DATE_PUB></REF_OJS><NOTICE_DATA>
<NO_DOC_OJS>2020/S 010-1</NO_DOC_OJS><ISO_COUNTRY VALUE="UK"/></NOTICE_DATA></CODED_DATA_SECTION>
<FORM_SECTION>{"".join(forms)}</FORM_SECTION></TED_EXPORT>"""


def form(awards: str, language: str = "EN", title: str = "CCTV", category: str = "ORIGINAL") -> str:
    return FORM.format(awards=awards, language=language, title=title, category=category)


def test_an_award_gives_who_bought_what_from_whom(see: See) -> None:
    (row,) = see(READER, notice(form(WON.format(lot=1, values=VALUE)))).rows
    assert (row["buyer"], row["winner"]) == ("City of B", "Supplier BV; Partner BV")
    assert (row["amount"], row["currency"], row["amount covers"]) == ("500.50", "EUR", "document")
    assert (row["date"], row["date kind"]) == ("2019-12-01", "signed")
    assert row["lot description"] == "Dome cameras\nand mounts"
    assert (row["contract"], row["jurisdiction"]) == ("2020/S 010-1/7", "GB")


def test_the_whole_notice_s_value_stands_for_its_only_award(see: See) -> None:
    one = WON.format(lot=1, values="")
    assert [row["amount"] for row in see(READER, notice(form(one))).rows] == ["900.00"]
    assert [row["amount"] for row in see(READER, notice(form(one + one))).rows] == [None, None]


def test_a_lot_that_was_not_awarded_is_excluded(see: See) -> None:
    seen = see(READER, notice(form(WON.format(lot=1, values=VALUE) + LOST)))
    assert (len(seen.rows), seen.refused[0]["reason"]) == (1, "no winner")


def test_translations_are_read_as_text_and_not_counted_again(see: See) -> None:
    award = WON.format(lot=1, values=VALUE)
    translated = form(award, "FR", "Cam\u00e9ras", "TRANSLATION")
    (row,) = see(READER, notice(form(award), translated)).rows
    assert "Cam\u00e9ras" in row["other text"]


def test_the_court_of_appeal_is_not_scanned(see: See) -> None:
    (row,) = see(READER, notice(form(WON.format(lot=1, values=VALUE)))).rows
    assert "Court" not in row["other text"]
    assert "Court" in row["other details"]


def test_the_older_schema_gives_the_final_value_and_not_the_estimate(see: See) -> None:
    for exact in (' FMTVAL="189945844.15"', ""):
        (row,) = see(READER, notice(OLDER.format(exact=exact))).rows
        assert (row["winner"], row["amount"], row["currency"]) == (
            "Builder AG",
            "189945844.15",
            "CHF",
        )
        assert (row["date"], row["date kind"]) == ("2016-07-05", "awarded")


def test_a_notice_without_award_is_a_notice(see: See) -> None:
    (row,) = see(READER, notice(form(""))).rows
    assert (row["kind"], row["amount"], row["notice title"]) == ("notice", None, "CCTV")
    assert (row["date"], row["date kind"]) == ("2020-01-15", "published")


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 2500), st.integers(0, 300))
def test_any_damage_gives_rows_or_an_original_error(
    see: See, noise: bytes, at: int, cut: int
) -> None:
    text = notice(form(WON.format(lot=1, values=VALUE) + LOST)).encode()
    recognises(noise, None)  # type: ignore[arg-type]
    with contextlib.suppress(OriginalError):
        see(READER, text[:at] + noise + text[at + cut :])
