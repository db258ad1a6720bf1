"""Are the names of a long list found where they count, and nowhere else?"""

import pickle
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest

from sunlit import knowledge
from sunlit.knowledge.lists import ListEntry, ListName, NameList, screening
from sunlit.knowledge.lists.entries import EntryKind, Notes
from sunlit.matching.lists.list_names import NameTable
from sunlit.matching.lists.list_texts import NameTexts
from sunlit.matching.lists.long_list import LongListMatcher
from sunlit.tables import TIES

FILL = [
    ListEntry(f"f{n}", "company", (ListName(f"Filler{n} Munlo", "legal_name"),)) for n in range(450)
]


class Nothing:
    """A matcher that finds nothing."""

    def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
        """No ties."""
        return pa.RecordBatch.from_pylist([], schema=TIES)


def entry(entry_id: str, name: str, kind: EntryKind = "company") -> ListEntry:
    return ListEntry(entry_id, kind, (ListName(name, "legal_name"),))


@pytest.fixture(scope="module")
def matcher() -> LongListMatcher:
    own = [
        entry("zanbor", "Zanbor Koziba Trading LLC"),
        entry("target", "Target Ltd"),
        entry("person", "SAMPLE, Maria Elena", "person"),
        entry("vessel", "Hermannia Zor", "vessel"),
        entry("han", "海康威视"),
    ]
    names = NameList("l", "csv", "v", (*FILL, *own), Notes())
    return LongListMatcher(Nothing(), screening(knowledge.load(), [names]))


def cells(rows: Sequence[tuple[str | None, str | None]]) -> pa.RecordBatch:
    fields = [
        pa.field("s", pa.string(), metadata={b"field": b"supplier", b"column": b"Payee"}),
        pa.field("d", pa.string(), metadata={b"field": b"description", b"column": b"Item"}),
    ]
    arrays = [pa.array([row[at] for row in rows], pa.string()) for at in (0, 1)]
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))


def tied(matcher: LongListMatcher, supplier: str | None, item: str | None = None) -> list[str]:
    ties = matcher.match(cells([(None, None), (supplier, item)])).to_pylist()
    assert all(tie["row"] == 1 for tie in ties)
    return [tie["party"] for tie in ties if tie["score"] >= 0.5]


@pytest.mark.parametrize(
    "supplier",
    [
        "Zanbor Koziba Trading LLC",
        "ZANBOR KOZIBA TRADING",
        "Zanbor-Koziba Trading Co.",
        "Zanbor Kozyba Trading",
    ],
)
def test_a_supplier_is_found_by_its_words_whatever_its_form_and_with_a_slip(
    matcher: LongListMatcher, supplier: str
) -> None:
    assert tied(matcher, supplier, "pumps") == ["l_zanbor"]


@pytest.mark.parametrize("supplier", ["Zanbor Trading", "Kaziba Zenbor", "Targeted Ltd", "", None])
def test_a_supplier_of_other_words_is_not(matcher: LongListMatcher, supplier: str | None) -> None:
    assert tied(matcher, supplier, "pumps") == []


def test_item_text_is_read_for_telling_names_as_whole_words(matcher: LongListMatcher) -> None:
    assert tied(matcher, "Acme", "4 cameras of zanbor koziba trading, delivered") == ["l_zanbor"]
    assert tied(matcher, "Acme", "xzanbor koziba trading") == []
    assert tied(matcher, "Acme", "采购海康威视摄像机") == ["l_han"]
    assert tied(matcher, "Acme", "target values for 2024") == []


def test_people_and_vessels_are_found_as_suppliers_only(matcher: LongListMatcher) -> None:
    assert tied(matcher, "Maria Elena Sample", "advice") == ["l_person"]
    assert tied(matcher, "Acme", "report on Sample, Maria Elena") == []
    assert tied(matcher, "Acme", "model of the Hermannia Zor") == []


def test_a_name_across_two_rows_is_no_name(matcher: LongListMatcher) -> None:
    batch = cells([("Acme", "pumps of Zanbor Ko"), ("Acme", "ziba Trading")])
    assert matcher.match(batch).num_rows == 0


def test_the_span_is_that_of_the_cell_as_published(matcher: LongListMatcher) -> None:
    item = "é 4 x ZANBOR KOZIBA TRADING pumps"
    (tie,) = matcher.match(cells([("Acme", item)])).to_pylist()
    (mention,) = tie["mentions"]
    assert item[mention["start"] : mention["end"]] == "ZANBOR KOZIBA TRADING"
    assert mention["source"] == "list l, entry zanbor"


def test_a_huge_cell_is_read_around_the_name(matcher: LongListMatcher) -> None:
    item = "x " * 200_000 + "pumps of Zanbor Koziba Trading " + "y " * 200_000
    (tie,) = matcher.match(cells([("Acme", item)])).to_pylist()
    assert item[tie["mentions"][0]["start"] :].startswith("Zanbor Koziba Trading")


def test_slices_dictionaries_and_pickles_give_the_same(matcher: LongListMatcher) -> None:
    batch = cells([("Acme", "a"), ("Zanbor Koziba Trading", "b"), (None, None)])
    whole = matcher.match(batch).to_pylist()
    assert matcher.match(batch.slice(1)).to_pylist() == [{**whole[0], "row": 0}]
    encoded = pa.RecordBatch.from_arrays(
        [column.dictionary_encode() for column in batch.columns],
        schema=pa.schema(
            [f.with_type(pa.dictionary(pa.int32(), pa.string())) for f in batch.schema]
        ),
    )
    assert matcher.match(encoded).to_pylist() == whole
    assert pickle.loads(pickle.dumps(matcher)).match(batch).to_pylist() == whole


def test_words_that_name_a_built_in_party_count_once() -> None:
    class One(Nothing):
        def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
            mention = {"column": "Payee", "start": 0, "end": 21}
            tie = {"row": 0, "party": "own", "grade": "named", "stance": "acquires", "score": 0.9}
            rest = {"mentions": [mention], "features": [], "reason": ""}
            return pa.RecordBatch.from_pylist([tie | rest], schema=TIES)

    names = NameList("l", "csv", "v", (*FILL, entry("z", "Zanbor Koziba Trading")), Notes())
    both = LongListMatcher(One(), screening(knowledge.load(), [names]))
    ties = both.match(cells([("Zanbor Koziba Trading", "x")])).to_pylist()
    assert [tie["party"] for tie in ties] == ["own"]


def test_empty_tables_find_nothing() -> None:
    none = pa.array([], pa.large_string())
    assert NameTable(none, np.zeros(0, np.bool_)).find(["Acme"]) == {}
    assert NameTexts(none).rows(pa.array(["Acme", None])) == {}
