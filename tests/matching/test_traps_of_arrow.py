"""Do the traps of buffers, edges and odd patterns stay shut, from a batch to its ties?"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.errors import KnowledgeError
from sunlit.knowledge import load
from sunlit.knowledge.lists import read_list, screening
from sunlit.matching import Matcher, compile_matcher
from sunlit.matching.score.rows import RowCell, RowMatcher
from sunlit.matching.signals.compile import Compiled, Signal, compile_signals

COMPILED = compile_signals(load())
ROW_MATCHER = RowMatcher(COMPILED)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(COMPILED)


def batch(*columns: tuple[str, pa.Array]) -> pa.RecordBatch:
    """One column for each (field, cells)."""
    fields = [
        pa.field(f"{i}", cells.type, metadata={b"field": name.encode(), b"column": b"%d" % i})
        for i, (name, cells) in enumerate(columns)
    ]
    return pa.RecordBatch.from_arrays([cells for _, cells in columns], schema=pa.schema(fields))


def ties(matcher: Matcher, cells: pa.Array, field: str = "description") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = matcher.match(batch((field, cells))).to_pylist()
    return found


def rows(matcher: Matcher, cells: pa.Array, field: str = "description") -> list[int]:
    return [tie["row"] for tie in ties(matcher, cells, field)]


def test_an_edge_is_no_letter_of_any_script(matcher: Matcher) -> None:
    """To the engine "é" and "я" are no letters, and "\\b" stands between them and "hik"."""
    assert rows(matcher, pa.array(["éhik", "яhik", "hiké", "hikß", "日hik", "ñZTE", "_hik_"])) == [
        6
    ]


def test_rows_that_touch_in_the_buffer_are_apart(matcher: Matcher) -> None:
    cells = pa.array(["Dah", "ua", "Hua", None, "wei", "made by ZT", "E", "", "Hytera"])
    assert rows(matcher, cells) == [8]


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.int32(), pa.large_string()),
    ],
    ids=str,
)
@pytest.mark.parametrize("field", ["description", "supplier"])
def test_every_layout_and_slice_gives_the_same_ties(
    matcher: Matcher, kind: pa.DataType, field: str
) -> None:
    texts = ["Huawei", "", None, "été Hikvision", "x", "Huawei", "ZTE"]
    plain = pa.array(texts)
    cells = (
        plain.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else plain.cast(kind)
    )
    assert ties(matcher, cells, field) == ties(matcher, plain, field)
    assert rows(matcher, cells, field) == [0, 3, 5, 6]
    assert ties(matcher, cells.slice(3, 3), field) == ties(matcher, pa.array(texts[3:6]), field)
    assert rows(matcher, cells.slice(1, 2), field) == []


def test_dictionaries_that_follow_one_another_are_not_taken_for_each_other(
    matcher: Matcher,
) -> None:
    """The last dictionary's hits are kept: another one, or a slice of it, has its own."""
    for texts in (["Huawei", "x"], ["x", "Huawei"], ["y", "x"], ["Huawei", "x"]):
        cells = pa.array(texts).dictionary_encode()
        assert rows(matcher, cells) == [i for i, text in enumerate(texts) if text == "Huawei"]
    values = pa.array(["Huawei", "x", "Hikvision"])
    for start in (0, 1, 2):
        cells = pa.DictionaryArray.from_arrays(pa.array([0], pa.int8()), values.slice(start, 1))
        assert rows(matcher, cells) == ([] if start == 1 else [0])


def test_chunks_of_a_column_are_matched_each_by_itself(matcher: Matcher) -> None:
    column = pa.chunked_array([["Hik"], ["vision"], [], ["Hikvision", None]])
    found = [rows(matcher, chunk) for chunk in column.chunks]
    assert found == [[0], [], [], [0]]


def test_a_cell_of_ten_megabytes_is_read_by_its_surroundings(matcher: Matcher) -> None:
    text = "é" * 5_000_000 + " Hikvision dome camera " + "x" * 5_000_000
    [tie] = ties(matcher, pa.array([text], pa.large_string()))
    [mention] = tie["mentions"]
    assert text[mention["start"] : mention["end"]] == mention["text"] == "Hikvision"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("כבל \u202bHikvision\u202c מצלמה", "Hikvision"),
        ("كاميرا هيكفيجن عدد ٤", "هيكفيجن"),
        ("x\u0301 Hikvisio\u0301n kamera", "Hikvisio\u0301n"),
        ("𝕏 日本 ＨＩＫＶＩＳＩＯＮ", "ＨＩＫＶＩＳＩＯＮ"),
        ("Hik\u200bvision camera", "Hik\u200bvision"),
    ],
)
def test_a_span_opens_to_the_characters_as_published(
    matcher: Matcher, text: str, written: str
) -> None:
    [tie] = ties(matcher, pa.array(["", text]))
    mention = tie["mentions"][0]
    assert text[mention["start"] : mention["end"]] == mention["text"] == written


def a_signal(**given: Any) -> Signal:
    text = {"text": None, "pattern": None}
    signal = next(s for s in COMPILED.signals if s.pattern and s.strength == "alone")
    return replace(signal, **{"id": "own:1", "alone_if_prefix": None, **text, **given})


@pytest.mark.parametrize("pattern", ["[0-9]*", "(?:ABC)?", "(?<![A-Z0-9])", "A|"])
def test_a_pattern_that_matches_the_empty_text_is_refused_by_name(pattern: str) -> None:
    signals = (a_signal(pattern=pattern),)
    with pytest.raises(KnowledgeError, match=r"own:1.*matches an empty text"):
        Matcher(Compiled("v", signals, COMPILED.words))


def test_a_sign_without_text_or_pattern_finds_nothing_and_hides_nothing() -> None:
    name = next(s for s in COMPILED.signals if s.text == "Hikvision")
    own = Matcher(Compiled("v", (name, a_signal(pattern="")), COMPILED.words))
    assert [t["grade"] for t in ties(own, pa.array(["", "x", "Hikvision"]))] == ["named"]


def test_a_name_of_one_letter_in_a_user_s_list_ties_nothing_it_does_not_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,name,kind\n1,X,company\n2,Q,company\n3,Zorvex Dynamics,company\n")
    known = screening(load(), [read_list(path)], only=True).knowledge
    cells = pa.array(["x", "X-ray film", "10 X 20 cm", "plan q", "Zorvex Dynamics pump", ""])
    found = [t for t in ties(compile_matcher(known), cells) if t["score"] >= 0.5]
    assert [t["row"] for t in found] == [4]


PIECES = st.sampled_from(
    [
        "Hikvision", "hikvison", "Hik Vision", "HIKVlSlON", "ZTE", "Z.T.E.", "Honor", "LTS", "Swann", "hik",
        "DS-2CD2143G2-I", "PD785", "D1234-56-AB", "IPC-HDW2431T-AS", "海康威视", "Дахуа", "هواوي", "Hytera",
        "DH", "SMIC", "dome camera", "router", "Co., Ltd", "no", "replace", "_", " ", "  ", "-", "é", "\u0301",
        "\u200f", "x", "7", "&", "Road", "Shenzhen", "Technology", "\n", "'s", "ТОВ",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.none(),
    st.lists(PIECES, max_size=5).map(" ".join),
    st.lists(PIECES, max_size=4).map("".join),
)
FIELDS = ("supplier", "description", "other")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(*(TEXTS for _ in FIELDS)), max_size=6))
def test_each_row_s_ties_are_those_of_the_plain_row_matcher(
    matcher: Matcher, table: list[tuple[str | None, ...]]
) -> None:
    """The twin tries every signal on every cell of every row."""
    columns = [
        (name, pa.array([row[i] for row in table], pa.string())) for i, name in enumerate(FIELDS)
    ]
    expected = []
    for number, row in enumerate(table):
        cells = [RowCell(f"{i}", FIELDS[i], text) for i, text in enumerate(row) if text]
        expected += [(number, tie.party, tie.score, tie.reason) for tie in ROW_MATCHER.match(cells)]
    found = matcher.match(batch(*columns)).to_pylist()
    assert [(t["row"], t["party"], t["score"], t["reason"]) for t in found] == expected
