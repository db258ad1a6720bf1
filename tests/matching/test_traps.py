"""Do the known traps of text stay traps for others?"""

import pyarrow as pa
import pytest

from sunlit.knowledge import load
from sunlit.matching import Matcher, compile_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return compile_matcher(load())


def ties(matcher: Matcher, **cells: str) -> dict[str, tuple[str, float]]:
    """Of one row: party -> (stance, score)."""
    fields = [
        pa.field(name, pa.string(), metadata={b"field": name.encode(), b"column": name.encode()})
        for name in cells
    ]
    arrays = [pa.array([text]) for text in cells.values()]
    batch = pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))
    return {t["party"]: (t["stance"], t["score"]) for t in matcher.match(batch).to_pylist()}


@pytest.mark.parametrize(
    "text",
    [
        "AXON BODY 3 CAMERA BUNDLE", "snow plow BLADE 11ft", "Honor roll certificates", "UBUNTU LTS SUPPORT",
        "DIESEL 4200 LTS", "2021 IPC CODE BOOKS", "HAWAII TRAVEL REIMB", "Dahua Road resurfacing",
        "HOTEL DAHUA, 3 noches", "Mr Dahua Zhang, interpreter", "NETZTEILE USB-C 65W", "DS-2019 visa form",
        "大华路128号办公楼租金", "中兴小学操场维修", "差旅费 王大华 高铁", "ремонт даху школи", "Swann, Patricia",
        "Canon MF445dw toner", "HP 785 INK CART", "PD 702 squad car wash", "Hik, Robert - election judge",
        "AZTEC tile adhesive", "Hivision Co., Ltd", "Bosch jigsaw", "lens for Axis P3245 camera",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_sign_stays_below_one_half(matcher: Matcher, text: str) -> None:
    assert all(score < 0.5 for _, score in ties(matcher, description=text).values())


def test_a_tag_column_of_a_data_set_is_no_purchase(matcher: Matcher) -> None:
    assert all(score < 0.5 for _, score in ties(matcher, other="zte").values())
    assert all(score < 0.5 for _, score in ties(matcher, other="hikvision").values())
    assert ties(matcher, other="hikvision", description="8 dome cameras")["hikvision"][1] >= 0.5


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Replace Hikvision cameras with Axis P3265", "removes"),
        ("Meraki MR46 to replace end of life Hikvision cameras", "removes"),
        ("Replace faulty camera by Hikvision DS-2CD2143G2-I", "acquires"),
        ("IP cameras 5MP, no Hikvision", "excludes"),
        ("IP-Kameras, Fabrikat Hikvision ausgeschlossen", "excludes"),
        ("Battery for Hikvision camera, generic", "compatible"),
        ("Annual maintenance Hikvision CCTV", "services"),
        ("Mantenimiento de cámaras Hikvision", "services"),
        ("Демонтаж камер Hikvision", "removes"),
        ("拆除海康威视旧摄像机", "removes"),
        ("Legal fees re Hikvision camera contract", "mentions"),
        ("Formation sur les caméras Hikvision", "mentions"),
        ("Hikvision dome cameras x4 + training", "acquires"),
    ],
)
def test_the_words_around_a_name_give_the_stance(matcher: Matcher, text: str, stance: str) -> None:
    assert ties(matcher, description=text)["hikvision"][0] == stance


def test_spans_count_characters_whatever_stands_before(matcher: Matcher) -> None:
    text = "\u200fשלום 𝕏 e\u0301 ＨＩＫvision dome camera"
    field = pa.field("d", pa.string(), metadata={b"field": b"description", b"column": b"d"})
    batch = pa.RecordBatch.from_arrays([pa.array([text])], schema=pa.schema([field]))
    [tie] = matcher.match(batch).to_pylist()
    mention = tie["mentions"][0]
    assert text[mention["start"] : mention["end"]] == mention["text"] == "ＨＩＫvision"


def test_columns_that_hold_no_words_are_not_read(matcher: Matcher) -> None:
    fields = [
        pa.field("a", pa.string(), metadata={b"field": b"buyer"}),
        pa.field("b", pa.int64(), metadata={b"field": b"description"}),
        pa.field("c", pa.string(), metadata={b"field": b"ignored"}),
    ]
    arrays = [pa.array(["Hikvision cameras"]), pa.array([1]), pa.array(["Hikvision cameras"])]
    batch = pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))
    assert matcher.match(batch).num_rows == 0


def test_no_score_reaches_one(matcher: Matcher) -> None:
    row = ties(
        matcher,
        manufacturer="Hangzhou Hikvision Digital Technology Co., Ltd.",
        model="DS-2CD2143G2-I",
        description="Hikvision DS-2CD2143G2-I dome camera",
    )
    assert 0.98 < row["hikvision"][1] < 1


def test_several_parties_in_a_row_give_a_tie_each(matcher: Matcher) -> None:
    row = ties(matcher, description="4 Hikvision cameras, 2 Dahua recorders, Hytera PD785 radio")
    assert set(row) == {"hikvision", "dahua", "hytera"}


def test_a_short_name_glued_behind_a_product_word_is_found(matcher: Matcher) -> None:
    assert ties(matcher, description="CAMERADAHUA4MPX10,BRKT,LIFT")["dahua"][1] > 0.5


def test_a_clinic_that_buys_is_not_the_name_of_a_house(matcher: Matcher) -> None:
    assert ties(matcher, description="Amcrest cam X4, WIC CLINIC")["dahua"][1] > 0.5


def test_pieces_and_parts_of_a_model_number_are_no_street(matcher: Matcher) -> None:
    assert ties(matcher, description="6 St. Dahua-Innenkameras")["dahua"][1] > 0.5
    assert ties(matcher, description="LTD8508K-ST dvr")["hikvision"][1] > 0.5
