"""Do two names compare as a careful reader would compare them?"""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.values.names import SAME_NAME, Kind, compare

NAMES = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "Ltd",
                "Acme",
                "acme",
                "OOO",
                "有限公司",
                "of",
                "Trading",
                "II",
                "7",
                "A",
                "J.",
                "محمد",
            ]
        ),
        max_size=7,
    ).map(" ".join),
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("CORP", "ACME CORP"),
        ("CORP", "CORP"),
        ("Trading Company Ltd", "International Trading Co"),
        ("EMMA LLC", "emma daniels"),
        ("George Bush", "George Habbash"),
        ("A-B-C Company", "Zenith Company"),
        ("A-B-C Company", "B-D-F Company"),
        ("AB", "ABB"),
        ("SILVIA I", "SILVIA II"),
        ("7TH OF TIR", "8TH OF TIR"),
        ("Dahua Technology", "Huawei Technology"),
        ("London Borough of Bromley", "London Borough of Barnet"),
        ("Hytera Road", "Hytera Communications Corporation Limited"),
        ("", "ACME"),
        ("!!!", "???"),
        ("日本", "Hikvision"),
    ],
)
def test_names_that_share_little_are_not_the_same(left: str, right: str) -> None:
    assert compare(left, right).score < SAME_NAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("A-B-C Company", "ABC Co."),
        ("CNOOC ENERGY TECH & SRVCES", "CNOOC Energy Technology & Services Limited"),
        ("Hik Vision", "HIKVISION CO., LTD."),
        ("Hangzhou Hikvision Digital Technology Co Ltd", "HIKVISION DIGITAL TECHNOLOGY HANGZHOU"),
        ("ООО Молот-Оружие", "MOLOT-ORUZHIE, OOO"),
        (
            "MOLOT-ORUZHIE, OOO",
            "OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU 'MOLOT-ORUZHIE'",
        ),
        ("BANCO NACIONAL DE CUBA", "NATIONAL BANK OF CUBA"),
        ("H & H METALFORM GMBH", "H AND H METALFORM G.m.b.H."),
        ("AEROCARIBBEAN AIRLINES", "AERO-CARIBBEAN AIRLINES"),
        ("IRGC AIR FORCE", "ISLAMIC REVOLUTIONARY GUARD CORPS AIR FORCE"),
        ("SMITH, John", "John Smith"),
        ("J. Smith", "John Smith"),
        ("SILVIA II", "M/V Silvia 2"),
        ("ＨＩＫＶＩＳＩＯＮ", "Hikvision"),
        ("深圳市大疆创新科技有限公司", "大疆创新科技"),
    ],
)
def test_spellings_of_one_name_are_the_same(left: str, right: str) -> None:
    assert compare(left, right).same, compare(left, right)


def test_longer_agreement_scores_higher_and_never_reaches_one() -> None:
    short, long = (
        compare("Dahua", "Dahua"),
        compare("Zhejiang Dahua Vision", "Zhejiang Dahua Vision"),
    )
    assert SAME_NAME < short.score < long.score < 1


def test_a_short_name_that_is_equal_scores_below_a_long_one() -> None:
    assert compare("ZT", "ZT").score < compare("Zettler", "Zettler").score


def test_a_different_organisation_form_counts_against_but_does_not_part_names() -> None:
    same, other = compare("Norwick GmbH", "Norwick GmbH"), compare("Norwick GmbH", "Norwick AG")
    assert SAME_NAME < other.score < same.score
    assert "forms: limited, joint_stock" in other.reasons


def test_each_reason_names_the_words_that_stand_for_each_other() -> None:
    reasons = compare("Hik Vision Digtal Ltd", "HIKVISION Digital Technology").reasons
    assert '"hikvision" is "hik vision" written as one' in reasons
    assert any(reason.startswith('"digtal" is like "digital"') for reason in reasons)
    assert any(reason.endswith(": technology") for reason in reasons)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Norwick GmbH", Kind.COMPANY),
        ("杭州海康威视数字技术股份有限公司", Kind.COMPANY),
        ("Norwick Trading", Kind.COMPANY),
        ("M/V Silvia", Kind.VESSEL),
        ("Emma Daniels", Kind.PERSON),
        ("DANIELS, Emma", Kind.PERSON),
        ("Dr Norwick", Kind.PERSON),
        ("Hytera Road", Kind.PLACE),
        ("City of Norwick", Kind.PLACE),
        ("Norwick", Kind.UNKNOWN),
        ("", Kind.UNKNOWN),
    ],
)
def test_a_name_says_what_it_names(name: str, kind: Kind) -> None:
    assert compare(name, "x").left_kind is kind


def test_a_very_long_cell_is_compared_in_bounded_work() -> None:
    assert 0 <= compare("Acme " * 2_000_000, "a b " * 2_000_000).score < 1


@settings(max_examples=150, derandomize=True, deadline=None)
@given(NAMES, NAMES)
def test_any_two_texts_compare_alike_in_both_orders(left: str, right: str) -> None:
    there, back = compare(left, right), compare(right, left)
    assert there.score == pytest.approx(back.score)
    assert 0 <= there.score < 1


@settings(max_examples=100, derandomize=True, deadline=None)
@given(NAMES)
def test_a_name_is_most_like_itself(name: str) -> None:
    assert compare(name, name).score >= compare(name, name + " Zebedee").score - 1e-9


# Written for this test: none is in the shared list of pairs.
SCRIPTS = [
    ("Сергей Лавров", "Sergei Lavrov"),
    ("Наталья Соколова", "Natalia Sokolova"),
    ("محمود عباس", "Mahmoud Abbas"),
    ("يوسف كريم", "Yousef Karim"),
    ("李强", "Li Qiang"),
    ("赵乐际", "Zhao Leji"),
    ("윤석민", "Yoon Seok Min"),
    ("이재명", "Lee Jae Myung"),
    ("Γεώργιος", "Georgios"),
    ("Κωνσταντίνος", "Konstantinos"),
    ("שרה לוי", "Sarah Levi"),
    ("ประยุทธ์", "Prayuth"),
]


def test_names_in_other_scripts_meet_their_latin_spelling_and_no_other() -> None:
    found = [pair for pair in SCRIPTS if compare(*pair).same]
    assert len(found) >= 9
    assert [
        (left, right)
        for left, own in SCRIPTS
        for _, right in SCRIPTS
        if right != own and compare(left, right).same
    ] == []


@pytest.mark.large
def test_most_cross_script_pairs_of_the_shared_list_are_the_same(shared: Path) -> None:
    path = shared / "bench/peers/cross_script_pairs.csv"
    lines = path.read_text("utf-8").splitlines()
    pairs = [row[:2] for row in csv.reader(line for line in lines if line and line[0] != "#")]
    assert len(pairs) == 22
    assert sum(compare(left, right).same for left, right in pairs) >= 16
