"""Does one call tie rows to parties, with evidence that a person can check?"""

import pickle

import pyarrow as pa
import pytest

from sunlit.knowledge import load
from sunlit.matching import Matcher, compile_matcher
from sunlit.tables import TIES


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    return compile_matcher(load())


def cells(**columns: list[str | None]) -> pa.RecordBatch:
    """A batch whose columns are named after their field."""
    fields = [
        pa.field(
            name, pa.string(), metadata={b"field": name.encode(), b"column": name.title().encode()}
        )
        for name in columns
    ]
    arrays = [pa.array(values, pa.string()) for values in columns.values()]
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))


def test_a_model_in_the_description_ties_the_row_and_says_why(matcher: Matcher) -> None:
    batch = cells(description=["Desks", "thermal camera DS-2TD2637B-10/P x2"], supplier=["A", "B"])
    ties = matcher.match(batch)
    assert ties.schema == TIES
    [tie] = ties.to_pylist()
    assert (tie["row"], tie["party"], tie["grade"], tie["stance"]) == (
        1,
        "hikvision",
        "model",
        "acquires",
    )
    assert tie["score"] > 0.9
    [mention] = tie["mentions"]
    text = batch.column("description")[1].as_py()
    assert text[mention["start"] : mention["end"]] == mention["text"] == "DS-2TD2637B-10/P"
    assert mention["column"] == "Description"
    assert "Hikvision thermal camera model" in tie["reason"]


def test_a_row_is_read_as_a_whole(matcher: Matcher) -> None:
    batch = cells(manufacturer=["Hytera Comms"], model=["PNC380"], description=["PoC radio"])
    [tie] = matcher.match(batch).to_pylist()
    assert tie["party"] == "hytera"
    assert {mention["field"] for mention in tie["mentions"]} == {"manufacturer", "model"}


def test_the_same_matcher_comes_back_from_bytes_and_from_a_pickle(matcher: Matcher) -> None:
    batch = cells(description=["Dauha cameras, 4"])
    expected = matcher.match(batch)
    assert Matcher.from_bytes(matcher.to_bytes()).match(batch) == expected
    assert pickle.loads(pickle.dumps(matcher)).match(batch) == expected
