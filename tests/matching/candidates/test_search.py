"""Does the fast pass hand on every row in which the slow, plain one finds something?"""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.knowledge import load
from sunlit.matching.candidates.search import Candidates, texts_of
from sunlit.matching.signals.compile import compile_signals
from sunlit.matching.signals.lexicon import Passage, lexicon_of
from sunlit.matching.verify.finder import Finder


@pytest.fixture(scope="module")
def finder() -> Finder:
    compiled = compile_signals(load())
    return Finder(compiled, lexicon_of(compiled.words))


@pytest.fixture(scope="module")
def candidates(finder: Finder) -> Candidates:
    return Candidates(finder)


def by_hand(finder: Finder, texts: list[str | None]) -> set[int]:
    """The twin: every signal tried on every cell."""
    return {i for i, text in enumerate(texts) if text and finder.find(Passage.of(text))}


def found(candidates: Candidates, texts: list[str | None]) -> set[int]:
    return set(candidates.rows([pa.array(texts, pa.string())]))


SPELLINGS = [
    "Hikvision", "HIKVISION", "hikvison", "Hik Vision", "hick vision", "HIK VISON", "Hik-Vision",
    "HIKVlSlON", "Hikvisión", "Hikvisio\u0301n", "ＨＩＫＶＩＳＩＯＮ", "Hіkvision", "H i k v i s i o n",
    "HIKVISIONDS2DE4425IWDEPTZ", "hik", "HIKV", "Dahua", "DA HUA", "Dauha", "dahuatech", "DAHUA-MPT220",
    "4xDahuacam", "ZTE", "Z.T.E.", "Z T E", "ZTEBlade", "zte", "Huawei", "H U A W E I", "Huwaei", "Hytéra",
    "HYTERRA", "EZ-VIZ", "ezvis", "D.J.I.", "DJICARE", "LTS", "W Box", "w-box", "IC Realtime",
    "DS-2CD2143G2-I", "DS2CD2347G2LU", "DS 2TD2636B - 13/P", "iDS-2CD7A46G0-IZHSY", "PD785G", "PD-785",
    "IPC-HDBW4431R-ZS", "DHI-NVR2108HS-8P-S3", "S5735-L24T4X-A", "海康威视", "大华", "中兴路由器",
    "Хіквіжн", "ХИКВИЖН", "Дахуа", "хайтера", "Хуавэй", "ЗТЕ", "هيكفيجن", "Kasperski", "hikvisio",
]  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_each_spelling_is_found_alone_in_a_cell(
    finder: Finder, candidates: Candidates, text: str
) -> None:
    assert by_hand(finder, [text]) == {0}
    assert found(candidates, [text]) == {0}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_no_row_is_lost_against_the_plain_twin(
    finder: Finder, candidates: Candidates, data: st.DataObject
) -> None:
    filler = st.sampled_from(
        [
            "",
            " ",
            "x",
            "4",
            "Results",
            "-",
            "camera ",
            "ß",
            "日本",
            "ё",
            "é",
            "L.L.C.",
            "switch",
            "/",
            "_",
        ]
    )
    cell = st.one_of(
        st.none(),
        st.builds(lambda a, b, c: a + b + c, filler, st.sampled_from(SPELLINGS), filler),
        st.text(max_size=12),
        filler,
    )
    texts = data.draw(st.lists(cell, max_size=12))
    assert by_hand(finder, texts) <= found(candidates, texts)


def test_a_word_at_a_row_s_edge_is_seen_though_rows_touch_in_the_buffer(
    candidates: Candidates,
) -> None:
    assert found(candidates, ["results", "LTS", "panels", "hik", "next", "old hik", "ing"]) == {
        1,
        3,
        5,
    }


@pytest.mark.parametrize("text", ["eu_ted_zte_fp", "_hik_", "lts_2", "x_LTS", "_dji", "smic_"])
def test_an_underscore_is_a_word_s_edge_though_the_engine_takes_it_for_a_letter(
    finder: Finder, candidates: Candidates, text: str
) -> None:
    assert by_hand(finder, [text]) == found(candidates, [text]) == {0}


def test_a_match_over_two_rows_is_no_match(candidates: Candidates) -> None:
    assert found(candidates, ["Hik", None, "vision", "Hikv", "ision"]) == {0, 3}
    assert found(candidates, ["made by Hua", "wei paper"]) == set()


def test_null_empty_and_absent_cells_are_passed_over(candidates: Candidates) -> None:
    assert found(candidates, [None, "", "Huawei", "", None]) == {2}
    assert found(candidates, []) == set()
    assert found(candidates, [None, None]) == set()


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_offsets_of_every_width_and_slices_give_the_same_rows(
    candidates: Candidates, kind: pa.DataType
) -> None:
    array = pa.array(["Huawei", "x", "été Hikvision", None, "ZTE"], kind)
    assert set(candidates.rows([array])) == {0, 2, 4}
    assert set(candidates.rows([array.slice(1, 3)])) == {1}


def test_a_dictionary_is_scanned_once_and_its_rows_are_all_found(candidates: Candidates) -> None:
    array = pa.array(["x", "Huawei", "x", None, "Huawei"]).dictionary_encode()
    assert set(candidates.rows([array])) == {1, 4}
    assert set(candidates.rows([array.slice(2)])) == {2}
    assert set(candidates.rows([array.slice(0, 1)])) == set()


def test_of_a_huge_cell_only_the_surroundings_of_its_hits_are_read(candidates: Candidates) -> None:
    text = "é" * 5_000_000 + " Hikvision dome camera " + "x" * 5_000_000
    column = pa.array([text], pa.large_string())
    [(row, hits)] = candidates.rows([column]).items()
    [(_, passage, before, _)] = texts_of([column], row, hits)
    assert len(passage) < 2_000
    assert text[before : before + len(passage)] == passage
    assert "Hikvision dome camera" in passage
