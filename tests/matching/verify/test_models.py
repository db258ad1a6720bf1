"""Does a line that holds a model number and no name point to the maker, and to no other's?"""

import pyarrow as pa
import pytest

from sunlit.knowledge import load
from sunlit.matching import Matcher, compile_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return compile_matcher(load())


def parties(matcher: Matcher, text: str) -> set[str]:
    """The parties that a description is tied to."""
    field = pa.field("d", pa.string(), metadata={b"field": b"description", b"column": b"d"})
    batch = pa.RecordBatch.from_arrays([pa.array([text])], schema=pa.schema([field]))
    return {tie["party"] for tie in matcher.match(batch).to_pylist() if tie["score"] >= 0.5}


LINES = {
    "zte": [
        "MF833U1 USB LTE dongle qty 12", "F670L GPON ONT 120 units", "ONU F660 V8 GPON router wifi",
        "ZXA10 C320 chassis", "OLT C320 4 port GPON", "MC801A 5G CPE", "ZXDU58 rectifier shelf", "ZXHN H168N V3.5",
    ],
    "huawei": [
        "MA5608T with 2 GPBD boards", "MA5800-X7 chassis", "NetEngine 8000 M14", "HG8245H 50 pcs", "EG8145V5 dual band",
        "E5577 4G hotspot x20", "E8372h-608 USB modem", "B535-232 LTE router", "SUN2000-100KTL-M1", "LUNA2000-10-S0",
        "OceanStor Dorado 5000 V6", "Server 2288H V5 rack 2U", "BTS3900 cabinet", "RRU3908 spare", "RTN 950 microwave IDU",
        "OptiX OSN 1800 V", "IdeaHub S2 65 inch", "TE40 videoconference terminal", "CloudLink Box 600",
        "S5735-L24T4X-A1 24 port", "AirEngine 6760R-51", "AirEngine 5760", "CE16804 core switch",
    ],
    "hytera": [
        "PNC360S PoC radio", "BD615 DMR handheld radio", "HR1065 repeater UHF", "HR106X digital repeater",
        "MT680 Plus TETRA mobile", "PT590 TETRA handhelds", "Z1p TETRA covert set", "BP515 two-way radio",
        "AP585 walkie talkie", "SC580 bodycam", "PDC680 radio LTE",
    ],
    "dahua": [
        "XVR1B08-I DVR 8 ch", "NVR4216 recorder 16 ch", "NVR4104HS-P-4KS3", "ASI7214Y-V3 face terminal", "VTH1550CH",
        "ASC1204B access control, 4 doors", "IPC-PFW8800-A180", "IPC-HFW1230S", "ITC413-PW4D-IZ1", "DHI-MXVR4104-GFWI",
        "MNVR4104-GFW mobile NVR", "DH-MPT210", "NVD0405DH-4K decoder cctv", "DH-PFS4218-16ET-190", "SD6CE245U-HNI",
        "DH-HAC-B1A21N", "IP8M-2496EB camera", "CP-UNC-TA21L3 bullet camera", "ICIP-B8732Z dome camera",
    ],
    "hikvision": [
        "AE-DI5042-G4", "DS-M5504HNI", "DS-MCW406", "DS-K4H255S", "DS-PDP15P-EG2-WE", "DS-6916UDI", "DS-A81016S",
        "iDS-TCM403-GIR", "DS-TP50-16DT", "DS-2FA1202-B", "DS-1273ZJ-140", "HWP-N2404IH-DE3 ptz camera", "DS-I200 IP camera",
        "DS-H204UA DVR recorder", "THC-P323-Z", "PTZ-N2204I-DE3", "MV-CS050-10GC", "HM-TD2637B-7/P",
        "CMHD3523W-28M dome camera", "PTZIP954X20IR camera", "ALI-NS2036VR camera", "0E-21BF40 bullet camera", "TVB-5401 camera",
    ],
    "ezviz": ["CS-C6N-A0-1C2WFR", "CS-H8C-R100-1K3WKFL", "CS-CB8 camera"],
    "lorex": ["D861A63B dvr", "N842A82 nvr", "LNZ44P4B ptz camera"],
    "uniview": ["NVR301-04S3-P4 recorder", "UAC-B112-F28 camera"],
    "tiandy": ["TC-C34KS", "TC-H354S"],
    "dji": [
        "Mini 3 Pro drone", "Air 2S drone combo", "M30T drone", "M350 RTK", "M3E drone", "Dock 2 for drone", "H20T gimbal",
        "T40 spray drone", "FlyCart 30", "RoboMaster S1", "Osmo Pocket 3", "Ronin 4D", "CP.MA.00000504.01", "Phantom 4 RTK",
        "TB60 intelligent flight battery", "经纬 M300 RTK", "御 3 行业版 无人机", "精灵4 RTK 无人机", "мавик 3Т", "Матріс 30Т",
    ],
    "autel_robotics": ["EVO Max 4N", "EVO II Pro V3", "Dragonfish Pro drone"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("party", "text"), [(party, text) for party, texts in LINES.items() for text in texts]
)
def test_a_model_number_alone_points_to_its_maker_only(
    matcher: Matcher, party: str, text: str
) -> None:
    assert parties(matcher, text) == {party}


@pytest.mark.parametrize(
    "text",
    [
        "Ford F650 truck with LTE modem", "Hilti TE40 hammer drill", "Canon MF445dw wifi printer", "Linksys E8450 router",
        "Lexmark MC3326 wifi printer", "Aruba AP-515 dual radio access point", "Cisco ASR1002-X router", "ZWO ASI2600MC camera",
        "Nikon Coolpix S6300 wifi camera", "iPad Mini 4 for drone pilots", "Takeuchi TB30 excavator", "Motorola XT2 drone mount",
        "torx T40 bits for drone repair", "MacBook Air 2 for UAS lab", "loading dock 3 drone storage", "BMW M3E drone show",
        "PFA130 tubing", "AD410 Analog Devices", "ASC 842 lease software", "AE-1234 aluminium sheet", "E5577 form",
        "B535 room hire", "S2700 steel bolts", "M350 pipe", "HR1065 human resources form", "PNC Bank fee 360", "QC 858 units checked",
        "D2020-12-01 camera delivery", "two way radio part no. DHSD-6477",
        "nvr recorder model HWS-6002", "battery pack part no. RRU-5841-B", "camera part no. TVN-1931A", "Ruijie RG-S5750C-28GT4XS-H switch", "Zebra TC52 touch computer", "DH-40 drill bits",
        "DS-160 visa camera", "H3C S5130S-28S-EI switch", "Austin ISD-SC 2020 bond", "Dell PowerEdge T40 server",
    ],
)  # fmt: skip
def test_another_maker_s_number_points_to_nobody(matcher: Matcher, text: str) -> None:
    assert parties(matcher, text) == set()
