"""Is it said plainly what a cluster lacks, before anything is started?"""

import sys
from collections.abc import Iterator

import pyarrow as pa
import pytest

from sunlit.engines.spark import SparkEngine, is_master
from sunlit.errors import EngineError


class Nothing:
    """Work that gives nothing."""

    schema = pa.schema([("row", pa.int64())])

    def size_bytes(self, unit: str) -> int:
        return 0

    def __call__(self, unit: str, *, threads: int = 1) -> Iterator[pa.RecordBatch]:
        yield from ()


@pytest.mark.parametrize(
    "name", ["spark://host:7077", "local[2]", "local-cluster[2,1,1024]", "yarn", "k8s://host"]
)
def test_what_spark_calls_a_master_is_one(name: str) -> None:
    assert is_master(name)


@pytest.mark.parametrize("name", ["", "local", "host:7077", "http://host"])
def test_other_names_are_none(name: str) -> None:
    assert not is_master(name)


def test_without_spark_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(EngineError, match=r"pip install 'sunlit\[spark\]'"):
        list(SparkEngine("local[2]").run(Nothing(), ["a.csv"]))


def test_no_units_start_no_cluster() -> None:
    assert list(SparkEngine("spark://nowhere.invalid:1").run(Nothing(), [])) == []


def test_closing_what_never_started_is_no_error() -> None:
    SparkEngine("local[2]").close()
