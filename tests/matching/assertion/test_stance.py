"""What do the words around a name say happened to the thing?"""

import pyarrow as pa
import pytest

from sunlit.knowledge import load
from sunlit.matching import Matcher, compile_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return compile_matcher(load())


def stances(matcher: Matcher, text: str) -> dict[str, str]:
    """The stance towards each party that a description names."""
    field = pa.field("d", pa.string(), metadata={b"field": b"description", b"column": b"d"})
    batch = pa.RecordBatch.from_arrays([pa.array([text])], schema=pa.schema([field]))
    return {tie["party"]: tie["stance"] for tie in matcher.match(batch).to_pylist()}


@pytest.mark.parametrize(
    "text",
    [
        "Conference room camera Hikvision DS-2CD2143G2-I",
        "Court house: 4 Dahua dome cameras",
        "Golf course clubhouse, 3 Hikvision cameras",
        "Legal aid office: Dahua NVR",
        "caméras Hikvision salle de formation",
        "Hikvision Kameras Schulungszentrum",
        "摄像机 海康威视 培训中心",
    ],
)
def test_a_room_that_is_named_after_an_event_is_no_event(matcher: Matcher, text: str) -> None:
    assert set(stances(matcher, text).values()) == {"acquires"}


@pytest.mark.parametrize(
    "text",
    [
        "Hikvision NVR without HDD",
        "Free of charge installation, 4 Hikvision cameras",
        "NVR Dahua sin disco duro",
        "Регистратор Hikvision без HDD",
        "Price excl VAT, 12 Hikvision cameras",
        "Non-PTZ Hikvision dome camera",
        "Câmeras Hikvision instaladas no predio da escola",
    ],
)
def test_what_is_left_out_of_a_set_or_a_price_is_not_the_maker(matcher: Matcher, text: str) -> None:
    assert set(stances(matcher, text).values()) == {"acquires"}


@pytest.mark.parametrize(
    "text",
    [
        "Removal of analogue cameras and installation of 12 Hikvision IP cameras",
        "Demontage alte Kameras, Lieferung 6 Hikvision",
        "Retiro de cámaras antiguas e instalación de cámaras Hikvision",
        "拆除旧摄像机, 安装海康威视摄像机",
        "Swap out failed Hikvision camera with new one",
        "Supply Dahua cams to replace end of life Bosch",
        "New Hikvision cameras replacing obsolete analog",
        "Remplacement à l'identique d'un enregistreur Dahua hors service",
    ],
)
def test_what_comes_is_told_from_what_goes(matcher: Matcher, text: str) -> None:
    assert set(stances(matcher, text).values()) == {"acquires"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Replace Hikvision w/ Axis P3265-LVE x31", "removes"),
        ("замена камер Hikvision на отечественные Beward", "removes"),
        ("Legal opinion whether Huawei parts may be excluded", "mentions"),
        ("Supply and maintenance of Hikvision cameras", "acquires"),
        ("Suministro, instalación y mantenimiento de cámaras Dahua", "acquires"),
        ("采购海康威视摄像机及维保服务", "acquires"),
        ("Maintenance of Hikvision cameras", "services"),
        ("Digifort licence to view the Hikvision cameras already installed", "compatible"),
        ("DSS PRO channel licences for existing Dahua VMS", "acquires"),
        ("uchwyt uniwersalny do kamer Dahua, prod. Maclean", "compatible"),
        ("Hikvision out, Hanwha in: 18 cams", "removes"),
        ("Huawei handsets collected, wiped, exchanged for Samsung XCover", "removes"),
        ("拆旧换新：旧安讯士拆除，新装大华枪机16台", "acquires"),
        ("bid rej'd - Hytera port. radios offered", "excludes"),
    ],
)
def test_the_word_that_governs_the_name_decides(matcher: Matcher, text: str, stance: str) -> None:
    assert set(stances(matcher, text).values()) == {stance}


def test_every_name_of_a_list_takes_the_stance_of_the_list(matcher: Matcher) -> None:
    for text in (
        "Câmeras, exceto marcas Dahua e Hikvision",
        "Камери: пропозиції з обладнанням Hikvision та Dahua відхиляються",
    ):
        assert stances(matcher, text) == {"dahua": "excludes", "hikvision": "excludes"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Switch Aruba, HUAWEI LT. LV AUSGESCHL.", "excludes"),
        ("Демонт. 8 кам. Dahua, ст. вокзал", "removes"),
        ("REPARAC. NVR HIKVISION, C4", "services"),
        ("AKKU NACHBAU F. HYTERA PD705", "compatible"),
        ("Hire of 40 no. Hytera radios", "acquires"),
        ("Doorbell cam EZVIZ C3W front entr. library", "acquires"),
    ],
)
def test_a_word_cut_off_by_a_clerk_is_read_where_it_can_be_one_word_only(
    matcher: Matcher, text: str, stance: str
) -> None:
    assert set(stances(matcher, text).values()) == {stance}
